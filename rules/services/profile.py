"""The digital services of a site: which signals its pages showed, on how many of them, with examples. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import unquote, urlsplit

from rules.evidence import LinkFact, SiteEvidence
from rules.services import service_table
from rules.services.addresses import AddressIndex
from rules.services.model import Signal

EXAMPLES_MAX = 3
KEYS_MAX = 5_000
"""Bounds what is remembered of one signal on a hostile site."""

_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")


@dataclass(frozen=True, slots=True)
class SignalExample:
    """Where a signal was seen: the page, and the address or words that showed it ("" where they are not kept)."""

    page: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class SignalSeen:
    """What was seen of one signal. `target_count` counts the different things that links lead to.

    `years` are the first and last year of the newest thing, where the signal is dated and it names any.
    """

    page_count: int = 0
    target_count: int = 0
    examples: tuple[SignalExample, ...] = ()
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ServiceProfile:
    """What the pages of a site showed. Every signal that was looked for is in `signals`, seen or not.

    `through_portal` and `beside_portal` count different self-service solutions that links lead to.
    """

    country: str
    page_count: int
    signals: Mapping[str, SignalSeen]
    through_portal: int = 0
    beside_portal: int = 0


@dataclass(slots=True)
class _Seen:
    pages: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    examples: dict[str, SignalExample] = field(default_factory=dict)
    years: tuple[int, int] | None = None

    def add(self, page: str, value: str) -> None:
        self.pages.add(page)
        # One link in a menu is one example, however many pages repeat it.
        if len(self.examples) < EXAMPLES_MAX:
            self.examples.setdefault(value, SignalExample(page, value))

    def add_target(self, key: str) -> None:
        if len(self.keys) < KEYS_MAX:
            self.keys.add(key)

    def add_years(self, years: tuple[int, int] | None) -> None:
        if years is not None and (self.years is None or years[::-1] > self.years[::-1]):
            self.years = years

    def closed(self) -> SignalSeen:
        return SignalSeen(len(self.pages), len(self.keys), tuple(self.examples.values()), self.years)


@cache
def _links(country: str) -> tuple[AddressIndex, Mapping[str, Signal]]:
    signals = {signal.id: signal for signal in service_table(country).signals}
    index = AddressIndex((signal.id, pattern) for signal in signals.values() for pattern in signal.links)
    return index, signals


def service_profile(evidence: SiteEvidence) -> ServiceProfile | None:
    """Return the services of a site; None where its country has no table, or where no page was seen."""
    table = service_table(evidence.country.code)
    if not table.rows:
        return None
    own_host = urlsplit(evidence.url).netloc
    index, signals = _links(table.country)
    seen = {signal: _Seen() for signal in signals}
    page_count = 0

    def look_at(page: str, link: LinkFact) -> None:
        found = index.find(link.url, link.text, own_host)
        if table.share_through in found:
            # "Apply online" may lead through the portal: it is not beside it as well.
            found.pop(table.share_others, None)
        for signal, key in found.items():
            seen[signal].add(page, link.url)
            seen[signal].add_target(key)
            if signals[signal].is_dated:
                seen[signal].add_years(_years(link))

    for facts in evidence.pages():
        page_count += 1
        for shown in facts.signals:
            if shown.signal in seen:
                seen[shown.signal].add(facts.final_url, shown.value)
        for link in facts.links:
            look_at(facts.final_url, link)
    if not page_count:
        return None
    for departure in evidence.departures:
        look_at(departure.found_on or departure.url, LinkFact(departure.to, ""))
    return ServiceProfile(
        country=table.country,
        page_count=page_count,
        signals={signal: one.closed() for signal, one in seen.items()},
        through_portal=_target_count(seen, table.share_through),
        beside_portal=_target_count(seen, table.share_others),
    )


def _target_count(seen: Mapping[str, _Seen], signal: str) -> int:
    return len(seen[signal].keys) if signal else 0


def _years(link: LinkFact) -> tuple[int, int] | None:
    """Return the first and last year that a link's words name, else those of its file name."""
    for text in (link.text, unquote(urlsplit(link.url).path.rpartition("/")[2])):
        years = sorted(map(int, _YEAR.findall(text)))
        if years:
            return years[0], years[-1]
    return None
