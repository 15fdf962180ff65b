"""CSV: one line per site, row of the strategy and signal: what the pages showed of digital services."""

from collections.abc import Iterator

from reports.exports.findings_csv import BYTE_ORDER_MARK, csv_line
from reports.privacy import masked, masked_address
from reports.rows import Site
from reports.services import ServicesReport, SignalView
from rules.model import Language
from rules.services import Row

COLUMNS = (
    "site", "site_url", "level", "domain_area", "number", "asked", "evidence", "outcome", "signal", "signal_name",
    "page_count", "pages_seen", "target_count", "first_year", "last_year", "example_page", "example",
)  # fmt: skip


def heading() -> str:
    """Return the first line of the file."""
    return BYTE_ORDER_MARK + csv_line(COLUMNS)


def site_lines(site: Site, report: ServicesReport | None, language: Language) -> Iterator[str]:
    """Yield the lines of one site: one for each signal of each row, one for a row that has none."""
    if report is None:
        return
    for view in report.rows:
        for signal in view.signals:
            yield csv_line(_cells(site, report, view.row, signal.outcome.value, signal, language))
        if not view.signals:
            yield csv_line(_cells(site, report, view.row, view.outcome.value, None, language))


def _cells(
    site: Site, report: ServicesReport, row: Row, outcome: str, view: SignalView | None, language: Language
) -> tuple[str, ...]:
    about = (
        site.name, site.url, site.level, site.domain_area, row.number, row.asked.in_(language), row.evidence.value,
        outcome,
    )  # fmt: skip
    if view is None:
        return (*about, "", "", "", str(report.page_count), "", "", "", "", "")
    first, last = view.years or ("", "")
    example = view.examples[0] if view.examples else None
    return (
        *about, view.signal.id, view.signal.name.in_(language), str(view.page_count), str(report.page_count),
        str(view.target_count), str(first), str(last),
        masked_address(example.page) if example else "", masked(example.value) if example else "",
    )  # fmt: skip
