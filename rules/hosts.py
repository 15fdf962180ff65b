"""Hosts as rules compare them: which belong to one registered domain, and which are no public names."""

import ipaddress
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tldextract import TLDExtract

# RFC 6761, RFC 6762, RFC 8375 and ICANN's .internal: names that the public DNS does not know
_LOCAL_SUFFIXES = ("localhost", "local", "test", "invalid", "example", "internal", "home.arpa", "lan")


def host_of(url: str) -> str:
    """Return the host an address names, or "" where it names none or is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@cache
def registered_domain(host: str) -> str:
    """Return the domain that someone registered ("eksempel.dk" of "www.eksempel.dk"); an address stays itself."""
    return _suffixes()(host).top_domain_under_public_suffix or host


def same_site(one: str, other: str) -> bool:
    """Whether two hosts belong to one registered domain."""
    return one == other or registered_domain(one) == registered_domain(other)


def is_public_name(host: str) -> bool:
    """Whether a host is a name that the public DNS may know: no address, no single word, no name for local use."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        name = host.rstrip(".").lower()
        return "." in name and not any(
            name == suffix or name.endswith(f".{suffix}") for suffix in _LOCAL_SUFFIXES
        )
    return False


@cache
def _suffixes() -> "TLDExtract":
    """The list of public suffixes that the package carries: nothing is fetched and nothing is written to disk."""
    # Loaded when the first host of another asks for it: it brings a whole HTTP library along.
    from tldextract import TLDExtract

    return TLDExtract(cache_dir=None, suffix_list_urls=(), fallback_to_snapshot=True)
