"""The published web site: static HTML in Danish and English that needs no JavaScript."""
