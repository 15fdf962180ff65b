"""The demonstration: three made-up authorities with planted faults, served on this machine only."""
