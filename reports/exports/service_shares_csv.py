"""CSV: the shares of sites that showed each sign of digital service: of all, and of each level and domain."""

from collections.abc import Iterable, Iterator

from reports.exports.findings_csv import BYTE_ORDER_MARK, csv_line
from reports.exports.services_json import LEVELS
from reports.rows import Site
from reports.service_shares import (
    FRESH_YEARS_MAX,
    GroupedShares,
    NationalServices,
    SignalShares,
    national_services,
)
from reports.services import ServicesReport
from reports.share import Share
from rules.model import Language

COLUMNS = ("group_kind", "group", "signal", "signal_name", "years_max", "found", "looked_for", "sites")


def lines(profiles: Iterable[tuple[Site, ServicesReport | None]], language: Language) -> Iterator[str]:
    """Yield the file: shares over all sites ("all"), by "level" and by "domain". `found` of `looked_for` sites showed
    the sign, of `sites` with a profile; with `years_max` it is of that age at most. The heading alone where no site has
    a profile."""
    yield BYTE_ORDER_MARK + csv_line(COLUMNS)
    found = national_services(profiles, LEVELS)
    if found is None:
        return
    for row, years_max in _rows(found.by_level):
        yield _line("all", "", row, years_max, row.whole, found.site_count, language)
    for kind, grouped in (("level", found.by_level), ("domain", found.by_domain)):
        yield from _grouped(kind, grouped, language)
    if found.portal is not None:
        yield csv_line(
            ("all", "", *_portal(found, language), "", *_counts(found.portal), str(found.site_count))
        )


def _grouped(kind: str, grouped: GroupedShares, language: Language) -> Iterator[str]:
    for group in grouped.groups:
        for row, years_max in _rows(grouped):
            yield _line(
                kind, group, row, years_max, row.by_group[group], grouped.site_counts[group], language
            )


def _rows(grouped: GroupedShares) -> Iterator[tuple[SignalShares, str]]:
    yield from ((row, "") for row in grouped.rows)
    yield from ((row, str(FRESH_YEARS_MAX)) for row in grouped.fresh)


def _line(
    kind: str,
    group: str,
    row: SignalShares,
    years_max: str,
    share: Share | None,
    sites: int,
    language: Language,
) -> str:
    name = row.signal.name.in_(language)
    return csv_line((kind, group, row.signal.id, name, years_max, *_counts(share), str(sites)))


def _portal(found: NationalServices, language: Language) -> tuple[str, str]:
    """Return id and name of the sign that self-service goes through the portal; its shares count solutions."""
    signal = next(one for one in found.table.signals if one.id == found.table.share_through)
    return f"share-{signal.id}", signal.name.in_(language)


def _counts(share: Share | None) -> tuple[str, str]:
    return (str(share.count), str(share.total)) if share is not None else ("", "")
