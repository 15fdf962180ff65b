"""The published figures of one site, each with its denominator; pure, and recomputed whenever it is shown.

Method: figure 1 is a share with Wilson's 95 % interval, as far as the pages left out can move the share; where every
page found was tested there is no interval. Pages are not independent (they share templates), so the interval is a
little too narrow; the method note says which interval it is. Nothing here is a grade.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reports.document_scores import DocumentFigures, document_figures
from reports.duties import DutyFigure, duty_figures, failed_count, judged_count
from reports.rows import DocumentRow, FindingRow, Note, OutcomeRow, PageRow, RuleRow, Site, SkipRow
from reports.safety import SafetyFigure, safety_failed, safety_figures, safety_judged
from reports.share import Share
from rules.countries import Country, known_country
from rules.model import Outcome
from rules.standards import CRITERIA, RULE_SETS

MISSING_SHARE_MAX = 0.20
"""More than this left unseen, and no figure is published for the site."""

DONE = "done"
RENDERED = "rendered"
PARTLY_TESTED = "partly_tested"

_ROBOTS = frozenset({"robots", "robots_refused"})
_NOT_CHOSEN = frozenset({"page_cap"})
# Addresses that turned out to be no page of the site: they neither raise nor lower coverage.
_NO_PAGE = frozenset(
    {
        "out_of_scope",
        "duplicate",
        "not_html",
        "redirect_out_of_scope",
        "left_site",
        "download",
        "trap",
        "endless_series",
        "growing_path",
        "filters_combined",
        "soft_404",
        "not_found",
        "bad_address",
        "logout",
    }
)
# A stop by time or bytes leaves a list of what was left out; these leave nobody knowing what there was.
_CUT_SHORT = frozenset({"interrupted", "crashed", "browser_lost"})
_GONE_STATUSES = frozenset({404, 410})
_STATUS = re.compile(r"\b([1-5]\d\d)\b")


class Withheld(StrEnum):
    """Why no figure is published for a site."""

    NOT_FINISHED = "not_finished"
    NO_PAGES = "no_pages"
    ONLY_DOCUMENTS = "only_documents"
    TOO_MUCH_MISSING = "too_much_missing"
    TOO_MUCH_REFUSED = "too_much_refused"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was seen of a site. `missing` are pages that should have been tested, by reason."""

    tested: int
    missing: Mapping[str, int]
    refused: int
    not_chosen: int

    @property
    def missing_count(self) -> int:
        return sum(self.missing.values())

    @property
    def found(self) -> int:
        return self.tested + self.missing_count + self.refused + self.not_chosen

    @property
    def missing_share(self) -> float:
        """The part of the pages we tried that could not be tested."""
        tried = self.tested + self.missing_count
        return self.missing_count / tried if tried else 0.0

    @property
    def refused_share(self) -> float:
        """The part of the addresses found that robots.txt keeps us from."""
        return self.refused / self.found if self.found else 0.0


@dataclass(frozen=True, slots=True)
class CriterionFigure:
    """Failing and applicable pages for one automatable success criterion.

    `site_failed` says that a rule about the site as a whole found a fault; None when no such rule judged.
    `by_supervisor`: the supervisor of the site's country tests it automatically.
    """

    criterion: str
    failing: int
    applicable: int
    by_supervisor: bool
    site_failed: bool | None = None

    @property
    def has_faults(self) -> bool:
        return self.failing > 0 or bool(self.site_failed)

    @property
    def was_applicable(self) -> bool:
        return self.applicable > 0 or self.site_failed is not None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All figures of one site. `clean_pages` is None exactly when `withheld` says why."""

    coverage: Coverage
    withheld: Withheld | None
    clean_pages: Share | None
    criteria: tuple[CriterionFigure, ...]
    criteria_in_rule_set: int
    duties: tuple[DutyFigure, ...] = ()
    documents: DocumentFigures = DocumentFigures()  # noqa: RUF009  # frozen
    untested_rules: Mapping[str, int] = field(default_factory=dict)
    unlisted: Mapping[str, int] = field(default_factory=dict)
    safety: tuple[SafetyFigure, ...] = ()

    @property
    def is_of_documents_only(self) -> bool:
        """Whether documents were what was given to test, and no page."""
        return self.withheld is Withheld.ONLY_DOCUMENTS

    @property
    def safety_failed(self) -> int:
        return safety_failed(self.safety)

    @property
    def safety_judged(self) -> int:
        return safety_judged(self.safety)

    @property
    def criteria_with_faults(self) -> int:
        return sum(figure.has_faults for figure in self.criteria)

    @property
    def duties_with_faults(self) -> int:
        return failed_count(self.duties)

    @property
    def duties_judged(self) -> int:
        return judged_count(self.duties)

    @property
    def criteria_applicable(self) -> int:
        return sum(figure.was_applicable for figure in self.criteria)


def scorecard(  # noqa: PLR0913, PLR0917  # one argument for each kind of row the figures rest on
    site: Site,
    rule_set: str,
    rules: Mapping[str, RuleRow],
    pages: Sequence[PageRow],
    outcomes: Iterable[OutcomeRow],
    findings: Iterable[FindingRow],
    skips: Sequence[SkipRow],
    documents: Sequence[DocumentRow],
    unlisted: Mapping[str, int] | None = None,
) -> Scorecard:
    """Return a site's figures from its rows; `unlisted` counts skips, by reason, that are too many to have rows."""
    judged = list(outcomes)
    found = list(findings)
    rendered = {page.subject_id for page in pages if page.state == RENDERED}
    partly, untested = _partly_tested(rules, judged, rendered)
    coverage = _coverage(pages, skips, partly, unlisted or {})
    about_documents = document_figures(documents)
    withheld = _withheld(site, coverage, has_documents=about_documents.met > 0)
    whole = [page for page in pages if page.subject_id in rendered - partly]
    clean = Share(sum(page.fault_count == 0 for page in whole), len(whole), _population(site, coverage))
    return Scorecard(
        coverage=coverage,
        withheld=withheld,
        clean_pages=None if withheld else clean,
        criteria=_criteria(rules, judged, found, rendered, known_country(site.country)),
        criteria_in_rule_set=_required_count(rule_set),
        duties=duty_figures(rules, judged, found, is_site=bool(site.scope)),
        documents=about_documents,
        untested_rules=untested,
        unlisted=unlisted or {},
        safety=safety_figures(rules, judged, found, is_site=bool(site.scope)),
    )


def _population(site: Site, coverage: Coverage) -> int | None:
    """Return the number of pages found on the site; None where the survey ended before it had seen all."""
    return coverage.found if site.state == DONE and not coverage.not_chosen else None


def _withheld(site: Site, coverage: Coverage, *, has_documents: bool) -> Withheld | None:
    if site.state == "running" or (
        site.state == "stopped" and site.reason in {"interrupted", "crashed", "browser_lost"}
    ):
        return Withheld.NOT_FINISHED
    if coverage.tested == 0:
        return Withheld.ONLY_DOCUMENTS if has_documents and not coverage.found else Withheld.NO_PAGES
    if site.state == "failed":
        return Withheld.NOT_FINISHED
    if coverage.missing_share > MISSING_SHARE_MAX:
        return Withheld.TOO_MUCH_MISSING
    if coverage.refused_share > MISSING_SHARE_MAX:
        return Withheld.TOO_MUCH_REFUSED
    return None


def _partly_tested(
    rules: Mapping[str, RuleRow], outcomes: Iterable[OutcomeRow], rendered: set[str]
) -> tuple[set[str], dict[str, int]]:
    """Return the rendered pages on which a rule could not judge, and the number of such pages by rule.

    An untested rule is never a pass: such a page cannot be called free of faults. A rule that broke on every page was
    in effect not part of the test, and is shown as such, unless most rules did.
    """
    fault_rules = {rule.id for rule in rules.values() if rule.is_fault and rule.scope == "page"}
    missing: dict[str, set[str]] = defaultdict(set)
    for outcome in outcomes:
        if outcome.outcome == Outcome.UNTESTED and outcome.subject_id in rendered:
            missing[outcome.rule].add(outcome.subject_id)
    by_page = Counter(page for rule, found in missing.items() if rule in fault_rules for page in found)
    partly = {page for page, count in by_page.items() if count > len(fault_rules) / 2}
    for rule, found in missing.items():
        if rule in fault_rules and found != rendered:
            partly |= found
    return partly, {rule: len(found) for rule, found in sorted(missing.items())}


def not_seen_reason(page: PageRow) -> str:
    """Return the reason under which a page that was not rendered is counted."""
    if page.state == "http_error" and page.status in _GONE_STATUSES:
        return "not_found"
    return page.state


def skip_reason(skip: SkipRow) -> str:
    """Return the reason under which a skipped address is counted; an address that does not exist is no page."""
    if (
        skip.reason == "http_error"
        and (match := _STATUS.search(skip.detail))
        and int(match[1]) in _GONE_STATUSES
    ):
        return "not_found"
    return skip.reason


def _coverage(
    pages: Sequence[PageRow], skips: Sequence[SkipRow], partly: set[str], unlisted: Mapping[str, int]
) -> Coverage:
    audited = {page.url for page in pages}
    reasons = Counter(not_seen_reason(page) for page in pages if page.state != RENDERED)
    reasons.update(skip_reason(skip) for skip in skips if skip.url not in audited)
    reasons.update(unlisted)
    if partly:
        reasons[PARTLY_TESTED] = len(partly)
    apart = _ROBOTS | _NOT_CHOSEN | _NO_PAGE
    return Coverage(
        tested=sum(page.state == RENDERED for page in pages) - len(partly),
        missing={reason: count for reason, count in sorted(reasons.items()) if reason not in apart},
        refused=sum(reasons[reason] for reason in _ROBOTS),
        not_chosen=sum(reasons[reason] for reason in _NOT_CHOSEN),
    )


def unlisted_skips(notes: Iterable[Note]) -> dict[str, int]:
    """Return the number of skips without rows of their own, by reason, as the survey noted them."""
    pairs = (note.detail.rpartition(": ") for note in notes if note.kind == "skips_not_listed")
    return {reason: int(count) for reason, _, count in pairs if count.isdigit()}


def _criteria(
    rules: Mapping[str, RuleRow],
    outcomes: Iterable[OutcomeRow],
    findings: Iterable[FindingRow],
    rendered: set[str],
    where: Country,
) -> tuple[CriterionFigure, ...]:
    by_supervisor = where.supervisor.criteria if where.supervisor else ()
    applicable: dict[str, set[str]] = defaultdict(set)
    failing: dict[str, set[str]] = defaultdict(set)
    site_failed: dict[str, bool] = {}
    for outcome in outcomes:
        rule = rules.get(outcome.rule)
        if rule is None or not rule.is_fault or outcome.outcome == Outcome.UNTESTED:
            continue
        for criterion in rule.criteria:
            if outcome.subject_id in rendered:
                applicable[criterion].add(outcome.subject_id)
            elif rule.scope == "site":
                site_failed.setdefault(criterion, False)
    for finding in findings:
        if not finding.is_fault:
            continue
        for criterion in rules[finding.rule].criteria_of(finding.clause):
            if finding.kind == "page":
                failing[criterion].add(finding.subject_id)
            elif finding.kind == "site":
                site_failed[criterion] = True
    # Of pages and sites: what documents are judged by has figures of its own.
    tried = {
        criterion
        for rule in rules.values()
        if rule.is_fault and rule.scope != "document"
        for criterion in rule.criteria
    }
    return tuple(
        CriterionFigure(
            criterion,
            failing=len(failing[criterion]),
            applicable=len(applicable[criterion]),
            by_supervisor=criterion in by_supervisor,
            site_failed=site_failed.get(criterion),
        )
        for criterion, known in CRITERIA.items()
        if criterion in tried and known.required
    )


def _required_count(rule_set_id: str) -> int:
    rule_set = next((known for known in RULE_SETS if known.id == rule_set_id), RULE_SETS[0])
    return sum(rule_set.requires(criterion) for criterion in CRITERIA)
