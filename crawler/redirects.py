"""Which answers send a visitor on: wherever redirects are followed one by one, they are told by these."""

REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
"""The status codes whose Location is followed (RFC 9110, section 15.4); 300 and 304 lead nowhere by themselves."""
