"""PDF/UA-1's machine-checkable tests as one table: which of our rules carries each, and what a failure says."""
