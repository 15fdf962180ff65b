"""Documents: from bytes to evidence of what a file is and what is inside it."""
