"""The rules: what is judged, by which standard, and the pure functions that judge it."""
