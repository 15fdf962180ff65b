"""Documents: fetches them, says what they really are, and reads what is inside them, in a confined process."""
