"""Measurements: run by hand, never by the tests; each prints ratios against a floor or a peer in the same run."""
