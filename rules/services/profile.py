"""The digital services of a site: which signals its pages showed, on how many of them, with examples. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

from rules.evidence import LinkFact, PageFacts, SiteEvidence
from rules.services import service_table
from rules.services.addresses import AddressIndex
from rules.services.ages import Ages
from rules.services.model import ServiceTable, Signal
from rules.site_evidence import LoginChain

EXAMPLES_MAX = 3
KEYS_MAX = 5_000
"""Bounds what is remembered of one signal on a hostile site."""


@dataclass(frozen=True, slots=True)
class SignalExample:
    """Where a signal was seen: the page, and the address or words that showed it ("" where they are not kept)."""

    page: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class SignalSeen:
    """What was seen of one signal. `target_count` counts the different things that links lead to.

    `years` are the first and last year of the newest thing, where the signal is dated and the thing tells them.
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
    dated: dict[LinkFact, None] = field(default_factory=dict)

    def add(self, page: str, value: str) -> None:
        self.pages.add(page)
        # One link in a menu is one example, however many pages repeat it.
        if len(self.examples) < EXAMPLES_MAX:
            self.examples.setdefault(value, SignalExample(page, value))

    def add_target(self, key: str) -> None:
        if len(self.keys) < KEYS_MAX:
            self.keys.add(key)

    def add_dated(self, link: LinkFact) -> None:
        if len(self.dated) < KEYS_MAX:
            self.dated.setdefault(LinkFact(link.url, link.text))

    def closed(self, ages: Ages) -> SignalSeen:
        return SignalSeen(len(self.pages), len(self.keys), tuple(self.examples.values()), ages.of(self.dated))


@dataclass(slots=True)
class _Looking:
    """What was seen so far, signal by signal."""

    table: ServiceTable
    own_host: str
    seen: dict[str, _Seen]

    def at_page(self, facts: PageFacts) -> None:
        for shown in facts.signals:
            if shown.signal in self.seen:
                self.seen[shown.signal].add(facts.final_url, shown.value)
        for link in facts.links:
            self.at_link(facts.final_url, link)

    def at_link(self, page: str, link: LinkFact) -> None:
        index, signals = _links(self.table.country)
        found = index.find(link.url, link.text, self.own_host)
        if self.table.share_through in found:
            # "Apply online" may lead through the portal: it is not beside it as well.
            found.pop(self.table.share_others, None)
        for signal, key in found.items():
            self.seen[signal].add(page, link.url)
            self.seen[signal].add_target(key)
            if signals[signal].is_dated:
                self.seen[signal].add_dated(link)

    def at_chain(self, chain: LoginChain) -> None:
        index, _ = _links(self.table.country)
        for hop in chain.hops:
            # Hosts on the way are no services that pages link to: what counts there is the login.
            for signal in index.find(hop, "", self.own_host).keys() & set(self.table.logins.signals):
                self.seen[signal].add(chain.found_on, hop)
                self.seen[signal].add_target(hop)

    def target_count(self, signal: str) -> int:
        return len(self.seen[signal].keys) if signal else 0


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
    signals = {signal.id: _Seen() for signal in table.signals}
    looking = _Looking(table, urlsplit(evidence.url).netloc, signals)
    ages = Ages(evidence.content)
    page_count = 0
    for facts in evidence.pages():
        page_count += 1
        ages.note_page(facts)
        looking.at_page(facts)
    if not page_count:
        return None
    for departure in evidence.departures:
        looking.at_link(departure.found_on or departure.url, LinkFact(departure.to, ""))
    for chain in evidence.logins.chains if evidence.logins is not None else ():
        looking.at_chain(chain)
    return ServiceProfile(
        country=table.country,
        page_count=page_count,
        signals={signal: one.closed(ages) for signal, one in signals.items()},
        through_portal=looking.target_count(table.share_through),
        beside_portal=looking.target_count(table.share_others),
    )
