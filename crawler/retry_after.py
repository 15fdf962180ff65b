"""Reads Retry-After: the pause a server asks for."""

import email.utils
import time

RETRY_AFTER_SECONDS_MAX = 120.0
"""A server that asks for a longer pause has its wish: the address is given up instead of asked again too early."""


def retry_after_seconds(header: str) -> float | None:
    """Return the pause a server asks for, in seconds: it may say a number or a date (RFC 9110 section 10.2.3)."""
    said = header.strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        return max(email.utils.parsedate_to_datetime(said).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None
