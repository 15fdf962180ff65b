"""Rules that judge a authority, one file each, found by walking this folder."""
