"""Documents: from bytes on disk to facts of what they are and what is inside them."""
