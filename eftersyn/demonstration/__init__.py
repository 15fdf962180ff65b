"""The demonstration: four made-up authorities with planted faults, served on this machine only."""
