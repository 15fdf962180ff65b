"""Probes: each gathers, once a site and politely, facts of the site as a whole that no single page shows."""
