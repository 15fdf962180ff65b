"""The country's figures on digital services: on how many sites evidence was found, by level and by domain."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.rows import Site
from reports.services import ServicesReport, SignalView
from reports.share import Share
from rules.services import ServiceTable, Signal, SignalOutcome

FRESH_YEARS_MAX = 2
"""The strategy of 2007 counted an IT strategy as up to date when it was so old at most."""

_SEEN = frozenset({SignalOutcome.FOUND, SignalOutcome.NOT_FOUND})


@dataclass(frozen=True, slots=True)
class SignalShares:
    """One signal: the share of all sites and of each group's, None where it was looked for on none of them."""

    signal: Signal
    whole: Share | None
    by_group: Mapping[str, Share | None]


@dataclass(frozen=True, slots=True)
class GroupedShares:
    """The key signals by one kind of group; `site_counts` are the sites of each group that have a profile."""

    groups: Sequence[str]
    site_counts: Mapping[str, int]
    rows: Sequence[SignalShares]
    fresh: Sequence[SignalShares] = ()


@dataclass(frozen=True, slots=True)
class NationalServices:
    """The shares of a sweep: `site_count` sites have a profile, of `measured_count` measured; `page_count` pages seen.

    `fresh` rows are of dated things: the sites on which one was found that is at most `FRESH_YEARS_MAX` years old.
    `portal` counts different self-service solutions over all sites.
    """

    table: ServiceTable
    site_count: int
    measured_count: int
    page_count: int
    by_level: GroupedShares
    by_domain: GroupedShares
    portal: Share | None = None


def national_services(
    reports: Iterable[tuple[Site, ServicesReport | None]], levels: Sequence[str]
) -> NationalServices | None:
    """Return the shares over the sites that have a profile, those of one country; None where there is none.

    Sites of a country with another table than the first are counted as measured only.
    """
    every = list(reports)
    profiles = [(site, report) for site, report in every if report is not None]
    if not profiles:
        return None
    table = profiles[0][1].table
    profiles = [(site, report) for site, report in profiles if report.table is table]
    portals = [report.portal for _, report in profiles if report.portal is not None]
    domains = sorted({domain for site, _ in profiles for domain in domains_of(site)})
    return NationalServices(
        table=table,
        site_count=len(profiles),
        measured_count=len(every),
        page_count=sum(report.page_count for _, report in profiles),
        by_level=_grouped(
            table, profiles, levels, lambda site: (site.level if site.level in levels else "",)
        ),
        by_domain=_grouped(table, profiles, domains, domains_of),
        portal=Share(sum(one.count for one in portals), sum(one.total for one in portals))
        if portals
        else None,
    )


def domains_of(site: Site) -> tuple[str, ...]:
    """Return the domain areas of a site's authority."""
    return tuple(part for part in (one.strip() for one in site.domain_area.split(";")) if part)


_Profiles = Sequence[tuple[Site, ServicesReport]]


def _grouped(
    table: ServiceTable,
    profiles: _Profiles,
    groups: Sequence[str],
    groups_of: Callable[[Site], Sequence[str]],
) -> GroupedShares:
    by_group = {group: [report for site, report in profiles if group in groups_of(site)] for group in groups}
    by_group = {group: found for group, found in by_group.items() if found}
    whole = [report for _, report in profiles]

    def shares(signal: Signal, is_counted: Callable[[SignalView], bool]) -> SignalShares:
        return SignalShares(
            signal,
            _share(signal, whole, is_counted),
            {group: _share(signal, found, is_counted) for group, found in by_group.items()},
        )

    dated = [signal for signal in table.key_signals if signal.is_dated]
    return GroupedShares(
        groups=tuple(by_group),
        site_counts={group: len(found) for group, found in by_group.items()},
        rows=[
            shares(signal, lambda view: view.outcome is SignalOutcome.FOUND) for signal in table.key_signals
        ],
        fresh=[shares(signal, is_fresh) for signal in dated],
    )


def is_fresh(view: SignalView) -> bool:
    """Whether a dated thing was found whose first year is recent."""
    return view.age is not None and view.age <= FRESH_YEARS_MAX


def _share(
    signal: Signal, reports: Iterable[ServicesReport], is_counted: Callable[[SignalView], bool]
) -> Share | None:
    views = [report.signals[signal.id] for report in reports]
    looked = [view for view in views if view.outcome in _SEEN]
    return Share(sum(map(is_counted, looked)), len(looked)) if looked else None
