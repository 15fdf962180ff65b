"""JSON: the digital service profile of a site, and the shares over all sites."""

from collections.abc import Iterable, Mapping
from typing import Any

from reports.privacy import masked, masked_address
from reports.rows import Site
from reports.service_shares import FRESH_YEARS_MAX, GroupedShares, SignalShares, national_services
from reports.services import RowView, ServicesReport, SignalView
from reports.share import Share
from rules.model import Language

LEVELS = ("state", "region", "municipality", "public-law-body", "")


def profile(report: ServicesReport | None, language: Language) -> Mapping[str, Any] | None:
    """Return a site's profile as JSON knows it, row by row; None where there is none."""
    if report is None:
        return None
    return {
        "pages_seen": report.page_count,
        "rows_found": report.found_count,
        "rows_looked_for": report.looked_count,
        "self_service_through_portal": _share(report.portal),
        "rows": [_row(view, language) for view in report.rows],
    }


def national(
    profiles: Iterable[tuple[Site, ServicesReport | None]], language: Language
) -> Mapping[str, Any] | None:
    """Return the shares over all sites as JSON knows them; None where no site has a profile."""
    found = national_services(profiles, LEVELS)
    if found is None:
        return None
    return {
        "source": found.table.source.in_(language),
        "sites_with_profile": found.site_count,
        "sites_measured": found.measured_count,
        "pages_seen": found.page_count,
        "self_service_through_portal": _share(found.portal),
        "by_level": _grouped(found.by_level, language),
        "by_domain": _grouped(found.by_domain, language),
    }


def _row(view: RowView, language: Language) -> Mapping[str, Any]:
    row = view.row
    return {
        "number": row.number,
        "asked": row.asked.in_(language),
        "deadline": row.deadline,
        "today": row.today.in_(language),
        "evidence": row.evidence,
        "outcome": view.outcome,
        "measured_in": row.elsewhere,
        "rules": row.rules,
        "also": row.also,
        "against": row.against,
        "signals": [_signal(one, language) for one in view.signals],
    }


def _signal(view: SignalView, language: Language) -> Mapping[str, Any]:
    return {
        "signal": view.signal.id,
        "name": view.signal.name.in_(language),
        "outcome": view.outcome,
        "page_count": view.page_count,
        "target_count": view.target_count,
        "years": view.years,
        "examples": [{"page": masked_address(one.page), "value": masked(one.value)} for one in view.examples],
    }


def _grouped(grouped: GroupedShares, language: Language) -> Mapping[str, Any]:
    return {
        "sites": grouped.site_counts,
        "signals": [_shares(one, language) for one in grouped.rows],
        "fresh": [{**_shares(one, language), "years_max": FRESH_YEARS_MAX} for one in grouped.fresh],
    }


def _shares(one: SignalShares, language: Language) -> dict[str, Any]:
    return {
        "signal": one.signal.id,
        "name": one.signal.name.in_(language),
        "all": _share(one.whole),
        "by_group": {group: _share(share) for group, share in one.by_group.items()},
    }


def _share(share: Share | None) -> dict[str, int] | None:
    return None if share is None else {"count": share.count, "total": share.total}
