"""CSV: one line per finding, for spreadsheets; personal data masked, no cell can act as a formula."""

import csv
import io
from collections.abc import Iterator, Mapping

from reports.plain_text import printable
from reports.privacy import masked, masked_address
from reports.reader import Store
from reports.rows import RuleRow, Site
from reports.rule_texts import RuleTexts
from rules.model import Language

COLUMNS = (
    "site", "site_url", "subject", "url", "rule", "engine", "title", "outcome", "is_fault", "impact", "standing",
    "confidence", "wcag", "en301549", "target", "message", "snippet", "fingerprint", "exemption",
    "clause", "explanation",
)  # fmt: skip
# Excel reads a file without this mark as the computer's old code page, and Danish letters are lost.
BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def lines(store: Store, texts: RuleTexts, language: Language) -> Iterator[str]:
    """Yield the file of all sites."""
    rules = store.rules()
    yield BYTE_ORDER_MARK + csv_line(COLUMNS)
    for site in store.sites():
        yield from _findings(store, site, rules, texts, language)


def site_lines(
    store: Store, site: Site, rules: Mapping[str, RuleRow], texts: RuleTexts, language: Language
) -> Iterator[str]:
    """Yield the file of one site."""
    yield BYTE_ORDER_MARK + csv_line(COLUMNS)
    yield from _findings(store, site, rules, texts, language)


def neutral(cell: str) -> str:
    """Return a cell that a spreadsheet shows and never computes (OWASP, CSV injection)."""
    cell = printable(cell)
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA_STARTS) else cell


def _findings(
    store: Store, site: Site, rules: Mapping[str, RuleRow], texts: RuleTexts, language: Language
) -> Iterator[str]:
    for finding in store.findings(site):
        rule = rules[finding.rule]
        yield csv_line(
            (
                site.name,
                site.url,
                finding.kind,
                masked_address(finding.page_url),
                finding.rule,
                rule.engine,
                texts.title(finding.rule, language),
                finding.outcome,
                "1" if finding.is_fault else "0",
                finding.impact,
                rule.standing,
                rule.confidence,
                " ".join(rule.criteria_of(finding.clause)),
                " ".join(rule.clauses_of(finding.clause)),
                finding.target,
                masked(texts.message(finding.rule, finding.message, finding.data, language)),
                masked(finding.snippet),
                finding.fingerprint,
                finding.exemption,
                finding.clause,
                finding.explanation,
            )
        )


def csv_line(cells: tuple[str, ...]) -> str:
    """Return one line of a file for spreadsheets."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([neutral(cell) for cell in cells])
    return buffer.getvalue()
