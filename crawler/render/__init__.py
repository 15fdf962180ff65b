"""Renders pages in a real browser and gathers what the rules need to see."""
