"""Addresses as a browser resolves them: the rules ask for the links of a page many times, and its pages share most."""

from functools import lru_cache
from urllib.parse import urljoin

_KEPT = 4_096
_KEPT_MAX_CHARACTERS = 2_000
"""Addresses that hold a whole picture are not kept."""


def absolute(base: str, address: str) -> str:
    """Return `address` as it is meant on a page at `base`; raises ValueError where it is no address at all."""
    return (_kept if len(base) + len(address) <= _KEPT_MAX_CHARACTERS else urljoin)(base, address)


@lru_cache(maxsize=_KEPT)
def _kept(base: str, address: str) -> str:
    return urljoin(base, address)
