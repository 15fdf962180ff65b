"""Rules that judge a site, one file each, found by walking this folder."""
