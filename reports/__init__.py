"""The reports: scores, summaries and pages made from the views of a store."""
