"""The frontier: which address is next, in an order that does not depend on how fast the network answers.

Addresses get a place in line when they are discovered, and answers are handed on in that order, however they arrive:
an early answer waits in the reorder buffer. A few addresses past the one awaited are fetched meanwhile.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

from crawler.survey.inventory import Skip, SkipReason
from crawler.survey.urls import Scope, identity

KNOWN_ADDRESSES_MAX = 500_000
FETCHES_PER_PAGE_MAX = 20
FETCHES_FREE = 1_000
"""Past so many addresses that were asked for and no page, a capped survey has looked long enough."""

Outcome = TypeVar("Outcome")


class EntryKind(StrEnum):
    """What an address is fetched as; a reference is fetched to compare pages with and is never a page itself."""

    PAGE = "page"
    SITEMAP = "sitemap"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Entry:
    """An address with its place in line.

    `as_found` is the twin (http or https, with or without www) that a link named, when it is not the site's own.
    Nothing behind a barrier is fetched before it is answered. `is_rendered` asks for a browser.
    """

    order: int
    url: str
    kind: EntryKind
    depth: int
    found_on: str
    link_text: str = ""
    as_found: str = ""
    is_barrier: bool = False
    is_rendered: bool = False


@dataclass(frozen=True, slots=True)
class RenderedWave:
    """Links of one page seen only after rendering."""

    page_url: str
    depth: int
    links: tuple[tuple[str, str], ...]


class Frontier(Generic[Outcome]):
    """Knows no network. `max_pages` None means no cap; `lookahead` is how many addresses may be in flight."""

    def __init__(self, scope: Scope, *, max_pages: int | None = None, lookahead: int = 1) -> None:
        self.scope = scope
        self.max_pages = max_pages
        self.lookahead = lookahead
        self.page_count = 0
        self.answered_count = 0
        self._next_order = 0
        self._queue: deque[Entry] = deque()
        self._in_flight: deque[Entry] = deque()
        self._urgent: deque[Entry] = deque()
        self._arrived: dict[int, Outcome] = {}
        self._known: dict[str, str] = {}
        self._held: dict[str, tuple[int, int]] = {}
        self._rendered: dict[int, RenderedWave] = {}

    # Discovering.

    def offer(
        self,
        url: str,
        *,
        found_on: str = "",
        depth: int = 0,
        kind: EntryKind = EntryKind.PAGE,
        link_text: str = "",
        as_found: str = "",
        is_barrier: bool = False,
        is_rendered: bool = False,
    ) -> Skip | None:
        """Give a normalised address a place in line unless it has one; return why it gets none, if so."""
        if kind is EntryKind.PAGE and not self.scope.contains(url):
            return Skip(url, SkipReason.OUT_OF_SCOPE, found_on=found_on)
        key = self._key(url, kind, is_rendered=is_rendered)
        if key in self._known:
            return None
        if len(self._known) >= KNOWN_ADDRESSES_MAX:
            return Skip(url, SkipReason.PAGE_CAP, "too many addresses", found_on)
        self._known[key] = url
        self._queue.append(
            Entry(self._new_order(), url, kind, depth, found_on, link_text, as_found, is_barrier, is_rendered)
        )
        return None

    def knows(self, url: str) -> bool:
        """Say whether a page address has, or had, a place in line."""
        return self._key(url, EntryKind.PAGE) in self._known

    def spelling(self, url: str) -> str:
        """Return how a known page address was spelt when it was first met, or ""."""
        return self._known.get(self._key(url, EntryKind.PAGE), "")

    def claim(self, url: str) -> bool:
        """Take the address a redirect ended at; False when another entry has it."""
        if self.knows(url):
            return False
        self._known[self._key(url, EntryKind.PAGE)] = url
        return True

    # Fetching.

    @property
    def is_full(self) -> bool:
        """Whether the page cap is reached, or so little of what is asked for is a page that looking on is vain."""
        if self.max_pages is None:
            return False
        vain = FETCHES_FREE + FETCHES_PER_PAGE_MAX * self.max_pages
        return self.page_count >= self.max_pages or self.answered_count >= vain

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits and nothing is in flight."""
        return not self._queue and not self._in_flight

    def due(self) -> Iterator[Entry]:
        """Yield the addresses to fetch now; never more than the page cap leaves room for."""
        while self._urgent:
            yield self._urgent.popleft()
        room = self.lookahead
        if self.max_pages is not None:
            room = min(room, self.max_pages - self.page_count)
        while (
            self._queue
            and len(self._in_flight) < room
            and not any(entry.is_barrier for entry in self._in_flight)
        ):
            entry = self._queue.popleft()
            self._in_flight.append(entry)
            yield entry

    def settle(self, entry: Entry, outcome: Outcome) -> None:
        """Record the answer for an address in flight."""
        self._arrived[entry.order] = outcome

    def unanswered(self) -> list[Entry]:
        """Return what is in flight and not answered."""
        return [entry for entry in self._in_flight if entry.order not in self._arrived]

    def ready(self) -> Iterator[tuple[Entry, Outcome]]:
        """Yield answers in line order, up to the first that has not arrived."""
        while self._in_flight and self._in_flight[0].order in self._arrived:
            entry = self._in_flight.popleft()
            self.answered_count += entry.kind is EntryKind.PAGE
            yield entry, self._arrived.pop(entry.order)

    def look_again(self, entry: Entry, *references: str) -> Entry:
        """Put the entry just answered back at the head of the line, to be read by a browser after the references."""
        again = replace(entry, is_rendered=True, is_barrier=True)
        first = [self._reference(url) for url in references]
        self._in_flight.extendleft(reversed([*first, again]))
        self._urgent.extend([*first, again])
        return again

    def wait_for(self, entry: Entry, outcome: Outcome, *references: str, by_browser: bool = True) -> None:
        """Put an entry back at the head of the line with its answer, behind references yet to be read."""
        self._arrived[entry.order] = outcome
        self._in_flight.appendleft(entry)
        self.look_first(*references, by_browser=by_browser)

    def look_first(self, *references: str, by_browser: bool = True) -> None:
        """Put addresses to compare with at the head of the line."""
        first = [self._reference(url, by_browser=by_browser) for url in references]
        self._in_flight.extendleft(reversed(first))
        self._urgent.extend(first)

    def surveyed(self) -> int:
        """Count one surveyed page and return its sequence number."""
        self.page_count += 1
        return self.page_count - 1

    def drain(self, reason: SkipReason) -> Iterator[Skip]:
        """Give up everything that waits or is in flight, with the reason; what is no page goes silently."""
        waiting = [*self._in_flight, *self._queue]
        self._in_flight.clear()
        self._queue.clear()
        self._urgent.clear()
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

    def _reference(self, url: str, *, by_browser: bool = True) -> Entry:
        self._known[self._key(url, EntryKind.REFERENCE, is_rendered=by_browser)] = url
        order = self._new_order()
        return Entry(order, url, EntryKind.REFERENCE, 0, "", is_barrier=True, is_rendered=by_browser)

    def _new_order(self) -> int:
        self._next_order += 1
        return self._next_order - 1

    def _key(self, url: str, kind: EntryKind, *, is_rendered: bool = False) -> str:
        # A page is one page however it is fetched; what to compare with is another thing each way.
        return f"{kind.value}{int(is_rendered and kind is EntryKind.REFERENCE)} {identity(url)}"
