"""The digital service profile of a site: each row of the strategy with what the pages showed of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reports.rows import ServicesRow, Site
from reports.share import Share
from rules.services import EvidenceClass, Row, ServiceTable, Signal, SignalOutcome, service_table


@dataclass(frozen=True, slots=True)
class Seen:
    """Where something was seen: a page, and the address or words that showed it."""

    page: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class SignalView:
    """One signal with what was seen of it. `age` is in years, from the first year that the newest thing names."""

    signal: Signal
    outcome: SignalOutcome
    page_count: int = 0
    target_count: int = 0
    examples: Sequence[Seen] = ()
    years: tuple[int, int] | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of the strategy: `signals` are its own, `also` those of other rows that speak of it."""

    row: Row
    outcome: SignalOutcome
    signals: Sequence[SignalView] = ()
    also: Sequence[SignalView] = ()


@dataclass(frozen=True, slots=True)
class ServicesReport:
    """A site's profile. `portal`: the share of different self-service solutions that links reach through the portal."""

    table: ServiceTable
    page_count: int
    rows: Sequence[RowView]
    signals: Mapping[str, SignalView]
    portal: Share | None = None

    @property
    def found_count(self) -> int:
        return sum(row.outcome is SignalOutcome.FOUND for row in self.rows)

    @property
    def looked_count(self) -> int:
        return sum(row.outcome in {SignalOutcome.FOUND, SignalOutcome.NOT_FOUND} for row in self.rows)

    @property
    def counts(self) -> Mapping[SignalOutcome, int]:
        found = Counter(row.outcome for row in self.rows)
        return {outcome: found[outcome] for outcome in SignalOutcome}

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[RowView]]]:
        """The rows by the parts of the strategy, in its order."""
        names = dict.fromkeys(row.row.group.value for row in self.rows)
        return [(name, [row for row in self.rows if row.row.group.value == name]) for name in names]

    def key_signals(self, outcome: SignalOutcome) -> Sequence[SignalView]:
        """Return the few signals of the overview that ended so."""
        views = (self.signals[signal.id] for signal in self.table.key_signals)
        return [view for view in views if view.outcome == outcome]

    @property
    def dated(self) -> Sequence[SignalView]:
        """The signals found that name years, such as a strategy."""
        return [view for view in self.signals.values() if view.years is not None]

    def in_short(self) -> "ServicesReport":
        """Return the profile without examples and rows: what an overview of thousands of sites needs."""
        signals = {name: replace(view, examples=()) for name, view in self.signals.items()}
        return replace(self, signals=signals, rows=())


def services_report(row: ServicesRow | None, site: Site) -> ServicesReport | None:
    """Return a site's profile, or None where none was made."""
    if row is None:
        return None
    table = service_table(row.country)
    signals = {signal.id: _signal(signal, row.signals, site) for signal in table.signals}
    total = row.through_portal + row.beside_portal
    return ServicesReport(
        table=table,
        page_count=row.page_count,
        rows=[_row(one, signals) for one in table.rows],
        signals=signals,
        portal=Share(row.through_portal, total) if total else None,
    )


def _signal(signal: Signal, seen: Mapping[str, Mapping[str, Any]], site: Site) -> SignalView:
    found = seen.get(signal.id)
    if found is None:
        return SignalView(signal, SignalOutcome.NOT_LOOKED_FOR)
    page_count = int(found.get("page_count", 0))
    years = found.get("years")
    return SignalView(
        signal,
        SignalOutcome.FOUND if page_count else SignalOutcome.NOT_FOUND,
        page_count,
        int(found.get("target_count", 0)),
        [Seen(one.get("page", ""), one.get("value", "")) for one in found.get("examples", ())],
        (years[0], years[1]) if years else None,
        max(0, site.measured_on.year - years[0]) if years else None,
    )


def _row(row: Row, signals: Mapping[str, SignalView]) -> RowView:
    views = [signals[signal] for signal in row.signal_ids]
    speaking_for = [view for view in views if view.signal.id not in row.against]
    own = len(row.signals)
    return RowView(row, _outcome(row, speaking_for), views[:own], views[own:])


def _outcome(row: Row, views: Sequence[SignalView]) -> SignalOutcome:
    if row.evidence is EvidenceClass.NOT_OBSERVABLE:
        return SignalOutcome.NOT_OBSERVABLE
    if not views:
        return SignalOutcome.ELSEWHERE
    outcomes = {view.outcome for view in views}
    for outcome in (SignalOutcome.FOUND, SignalOutcome.NOT_FOUND):
        if outcome in outcomes:
            return outcome
    return SignalOutcome.NOT_LOOKED_FOR
