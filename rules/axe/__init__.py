"""axe-core as one rule adapter: its files, its rules and its texts."""
