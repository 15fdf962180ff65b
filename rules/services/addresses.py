"""Finds the signals that an address and its words are, by host first: most addresses cost one look-up."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from rules.services.model import LinkPattern
from rules.words import plain

CACHE_SIZE = 20_000
"""Menus and footers repeat their links on every page of a site, and lists repeat their words."""


class AddressIndex:
    """Patterns for addresses, each with the signal it stands for."""

    def __init__(self, patterns: Iterable[tuple[str, LinkPattern]]) -> None:
        self._patterns = list(patterns)
        self._by_host: dict[str, list[int]] = defaultdict(list)
        self._anywhere: list[int] = []
        self._by_words: list[int] = []
        for position, (_, pattern) in enumerate(self._patterns):
            for host in pattern.hosts:
                self._by_host[host].append(position)
            if not pattern.hosts and pattern.address is not None:
                self._anywhere.append(position)
            if pattern.text is not None:
                self._by_words.append(position)
        # Apart, because the pairs of addresses and words are many more than either.
        self._of_address = lru_cache(CACHE_SIZE)(self._fits_address)
        self._of_words = lru_cache(CACHE_SIZE)(self._fits_words)

    def find(self, url: str, text: str = "", own_host: str = "") -> dict[str, str]:
        """Return signal and key of what the address is: the key tells one target from another.

        `own_host` is the host of the page or site that leads there.
        """
        host, address, keys = self._of_address(url)
        words = self._of_words(text)
        if not keys and not words:
            return {}
        is_own = host == bare_host(own_host)
        found: dict[str, str] = {}
        for position in (*keys, *(one for one in words if one not in keys)):
            signal, pattern = self._patterns[position]
            fits_address = position in keys or not (pattern.hosts or pattern.address)
            fits_words = position in words or pattern.text is None
            if fits_address and fits_words and signal not in found and not (pattern.off_site and is_own):
                found[signal] = keys.get(position, address)
        return found

    def _fits_address(self, url: str) -> tuple[str, str, Mapping[int, str]]:
        """Return host and address in plain form, and the key under each pattern whose hosts and address fit."""
        host, address = plain_address(url)
        keys: dict[int, str] = {}
        for position in self._candidates(host):
            pattern = self._patterns[position][1].address
            match = pattern.search(address) if pattern is not None else None
            if pattern is None or match is not None:
                keys[position] = (match.groupdict().get("key") if match else None) or address
        return host, address, keys

    def _fits_words(self, text: str) -> frozenset[int]:
        words = plain(text)
        fitting = (one for one in self._by_words if _searches(self._patterns[one][1].text, words))
        return frozenset(fitting) if words else frozenset()

    def _candidates(self, host: str) -> Iterator[int]:
        name = host.partition(":")[0]
        while name:
            yield from self._by_host.get(name, ())
            name = name.partition(".")[2]
        yield from self._anywhere


def _searches(pattern: re.Pattern[str] | None, words: str) -> bool:
    return pattern is not None and pattern.search(words) is not None


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
