"""The store: captures and results on disk, in SQLite, with published views."""
