"""Rules that judge a page, one file each, found by walking this folder."""
