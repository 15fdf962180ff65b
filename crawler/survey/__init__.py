"""Survey: walks a site at HTTP speed and gives its inventory: pages, documents, and what was skipped and why."""
