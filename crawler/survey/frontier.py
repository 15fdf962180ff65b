"""The frontier: which address is next, in an order that does not depend on how fast the network answers.

Addresses get a place in line when they are discovered, and answers are handed on in that order, however they arrive:
an early answer waits in the reorder buffer. A few addresses past the one awaited are fetched meanwhile.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from crawler.survey.inventory import Skip, SkipReason
from crawler.survey.urls import Scope, identity

LISTED_SKIPS_MAX = 1_000
"""Skips of one reason that are listed; the rest is counted."""
ADDRESS_CHARACTERS_MAX = 2_000
QUERIES_PER_PATH_MAX = 1_000
SAME_SEGMENT_MAX = 3
PATH_SEGMENTS_MAX = 25
KNOWN_ADDRESSES_MAX = 500_000

_ENDLESS = re.compile(r"/(calendar|kalender)/\d{4}", re.IGNORECASE)
_ENDLESS_PER_SITE_MAX = 200

Outcome = TypeVar("Outcome")


class EntryKind(StrEnum):
    """What an address is fetched as."""

    PAGE = "page"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True)
class Entry:
    """An address with its place in line."""

    order: int
    url: str
    kind: EntryKind
    depth: int
    found_on: str
    link_text: str = ""


@dataclass(frozen=True, slots=True)
class RenderedWave:
    """Links of one page seen only after rendering."""

    page_url: str
    depth: int
    links: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class SkipLog:
    """Counts skips by reason and says which are listed: each address once, and a bounded number."""

    counts: Counter[SkipReason] = field(default_factory=Counter)
    _listed: set[tuple[SkipReason, str]] = field(default_factory=set)

    def list_once(self, skip: Skip) -> bool:
        """Count a skip, and say whether it should be listed."""
        key = (skip.reason, skip.url)
        if key in self._listed:
            return False
        self.counts[skip.reason] += 1
        if self.counts[skip.reason] > LISTED_SKIPS_MAX:
            return False
        self._listed.add(key)
        return True

    @property
    def not_listed(self) -> dict[SkipReason, int]:
        """How many skips of each reason were counted and not listed."""
        return {
            reason: count - LISTED_SKIPS_MAX
            for reason, count in self.counts.items()
            if count > LISTED_SKIPS_MAX
        }


class Frontier(Generic[Outcome]):
    """Knows no network. `max_pages` None means no cap; `lookahead` is how many addresses may be in flight."""

    def __init__(self, scope: Scope, *, max_pages: int | None = None, lookahead: int = 1) -> None:
        self.scope = scope
        self.max_pages = max_pages
        self.lookahead = lookahead
        self.page_count = 0
        self._next_order = 0
        self._queue: deque[Entry] = deque()
        self._in_flight: deque[Entry] = deque()
        self._arrived: dict[int, Outcome] = {}
        self._known: set[str] = set()
        self._queries: Counter[str] = Counter()
        self._endless_count = 0
        self._held: dict[str, tuple[int, int]] = {}
        self._rendered: dict[int, RenderedWave] = {}

    # Discovering.

    def offer(  # what is known of a link
        self,
        url: str,
        *,
        found_on: str = "",
        depth: int = 0,
        kind: EntryKind = EntryKind.PAGE,
        link_text: str = "",
    ) -> Skip | None:
        """Give a normalised address a place in line unless it has one; return why it gets none, if so."""
        if kind is EntryKind.PAGE and not self.scope.contains(url):
            return Skip(url, SkipReason.OUT_OF_SCOPE, found_on=found_on)
        key = self._key(url, kind)
        if key in self._known:
            return None
        if kind is EntryKind.PAGE and (trap := self._trap(url)):
            return Skip(url, SkipReason.TRAP, trap, found_on)
        if len(self._known) >= KNOWN_ADDRESSES_MAX:
            return Skip(url, SkipReason.PAGE_CAP, "too many addresses", found_on)
        self._known.add(key)
        self._queue.append(Entry(self._next_order, url, kind, depth, found_on, link_text))
        self._next_order += 1
        return None

    def knows(self, url: str) -> bool:
        """Say whether a page address has, or had, a place in line."""
        return self._key(url, EntryKind.PAGE) in self._known

    def claim(self, url: str) -> bool:
        """Take the address a redirect ended at; False when another entry has it."""
        key = self._key(url, EntryKind.PAGE)
        if key in self._known:
            return False
        self._known.add(key)
        return True

    # Fetching.

    @property
    def is_full(self) -> bool:
        """Whether the page cap is reached."""
        return self.max_pages is not None and self.page_count >= self.max_pages

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is in flight."""
        return not self._queue and not self._in_flight

    def due(self) -> Iterator[Entry]:
        """Yield the addresses to fetch now; never more than the page cap leaves room for."""
        room = self.lookahead
        if self.max_pages is not None:
            room = min(room, self.max_pages - self.page_count)
        while self._queue and len(self._in_flight) < room:
            entry = self._queue.popleft()
            self._in_flight.append(entry)
            yield entry

    def settle(self, entry: Entry, outcome: Outcome) -> None:
        """Record the answer for an address in flight."""
        self._arrived[entry.order] = outcome

    def ready(self) -> Iterator[tuple[Entry, Outcome]]:
        """Yield answers in line order, up to the first that has not arrived."""
        while self._in_flight and self._in_flight[0].order in self._arrived:
            entry = self._in_flight.popleft()
            yield entry, self._arrived.pop(entry.order)

    def surveyed(self) -> int:
        """Count one surveyed page and return its sequence number."""
        self.page_count += 1
        return self.page_count - 1

    def drain(self, reason: SkipReason) -> Iterator[Skip]:
        """Give up everything that waits or is in flight, with the reason; sitemaps go silently."""
        waiting = [*self._in_flight, *self._queue]
        self._in_flight.clear()
        self._queue.clear()
        self._arrived.clear()
        for entry in waiting:
            if entry.kind is EntryKind.PAGE:
                yield Skip(entry.url, reason, found_on=entry.found_on)

    # Links that show only after rendering.

    def hold(self, page_url: str, seq: int, depth: int) -> None:
        """Expect `add_rendered_links` for this page before the survey may end."""
        self._held[page_url] = (seq, depth)

    def add_rendered_links(self, page_url: str, links: tuple[tuple[str, str], ...]) -> None:
        """Take the (address, text) links of a rendered page; they wait until every surveyed page is rendered."""
        held = self._held.pop(page_url, None)
        if held is not None:
            seq, depth = held
            self._rendered[seq] = RenderedWave(page_url, depth, links)

    @property
    def outstanding(self) -> int:
        """How many surveyed pages are still being rendered."""
        return len(self._held)

    def release(self) -> None:
        """Expect no more rendered links."""
        self._held.clear()

    def rendered_waves(self) -> list[RenderedWave]:
        """Return what rendering revealed, by page, once nothing else is left to do; else nothing yet."""
        if not self.is_idle or self._held:
            return []
        waves = [self._rendered[seq] for seq in sorted(self._rendered)]
        self._rendered.clear()
        return waves

    def _key(self, url: str, kind: EntryKind) -> str:
        return f"{kind.value} {identity(url)}"

    def _trap(self, url: str) -> str:
        """Return what makes an address look like one of endlessly many, or ""."""
        if len(url) > ADDRESS_CHARACTERS_MAX:
            return "very long address"
        parts = urlsplit(url)
        segments = [segment for segment in parts.path.split("/") if segment]
        if len(segments) > PATH_SEGMENTS_MAX:
            return "very deep path"
        if segments and max(Counter(segments).values()) > SAME_SEGMENT_MAX:
            return "the same path segment over and over"
        if _ENDLESS.search(parts.path):
            self._endless_count += 1
            if self._endless_count > _ENDLESS_PER_SITE_MAX:
                return "calendar without end"
        if parts.query:
            self._queries[parts.path] += 1
            if self._queries[parts.path] > QUERIES_PER_PATH_MAX:
                return "too many queries of one path"
        return ""
