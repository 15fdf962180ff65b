"""The front door: the command line that wires the rooms together."""
