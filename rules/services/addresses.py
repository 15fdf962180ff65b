"""Finds the signals that an address and its words are, by host first: most addresses cost one look-up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from rules.services.model import LinkPattern
from rules.words import plain

CACHE_SIZE = 20_000
"""Menus and footers repeat their links on every page of a site."""


class AddressIndex:
    """Patterns for addresses, each with the signal it stands for."""

    def __init__(self, patterns: Iterable[tuple[str, LinkPattern]]) -> None:
        self._by_host: dict[str, list[tuple[str, LinkPattern]]] = defaultdict(list)
        self._anywhere: list[tuple[str, LinkPattern]] = []
        for signal, pattern in patterns:
            for host in pattern.hosts:
                self._by_host[host].append((signal, pattern))
            if not pattern.hosts:
                self._anywhere.append((signal, pattern))
        self._cached = lru_cache(CACHE_SIZE)(self._find)

    def find(self, url: str, text: str = "", own_host: str = "") -> Sequence[tuple[str, str]]:
        """Return signal and key of what the address is: the key tells one target from another.

        `own_host` is the host of the page or site that leads there.
        """
        return self._cached(url, text, own_host)

    def _find(self, url: str, text: str, own_host: str) -> Sequence[tuple[str, str]]:
        host, address = plain_address(url)
        words = plain(text)
        found: dict[str, str] = {}
        for signal, pattern in self._candidates(host):
            if signal in found or (pattern.off_site and host == bare_host(own_host)):
                continue
            key = _key(pattern, address, words)
            if key is not None:
                found[signal] = key
        return tuple(found.items())

    def _candidates(self, host: str) -> Iterator[tuple[str, LinkPattern]]:
        name = host.partition(":")[0]
        while name:
            yield from self._by_host.get(name, ())
            name = name.partition(".")[2]
        yield from self._anywhere


def _key(pattern: LinkPattern, address: str, words: str) -> str | None:
    """Return what tells the target of a link that fits a pattern from other targets, or None where it does not fit."""
    if pattern.text is not None and not pattern.text.search(words):
        return None
    if pattern.address is None:
        return address
    match = pattern.address.search(address)
    return None if match is None else match.groupdict().get("key") or address


def plain_address(url: str) -> tuple[str, str]:
    """Return the host, and host with path and query, in lower case, without `www.` and percent signs."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    host = bare_host(parts.netloc)
    query = f"?{parts.query}" if parts.query else ""
    return host, unquote(f"{host}{parts.path or '/'}{query}").lower()


def bare_host(netloc: str) -> str:
    """Return a host without user name and `www.`, in lower case."""
    return netloc.rpartition("@")[2].lower().removeprefix("www.")
