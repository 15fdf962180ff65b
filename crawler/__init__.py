"""Everything that touches the web: survey, sample, render, judge and store."""
