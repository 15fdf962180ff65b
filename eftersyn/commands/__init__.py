"""The commands, one file each, built for the language of the user."""
