"""Rules that judge a document, one file each, found by walking this folder."""
