"""Everything there is to say of one site, put together from the store for the summary, the pages and the exports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reports.clusters import Cluster, by_question, by_rule, clusters
from reports.content import NO_CONTENT_REPORT, ContentReport, content_report, is_about_content
from reports.document_report import DocumentReport, Heaps, document_report
from reports.explained import Told, told
from reports.reader import Store
from reports.rows import FindingRow, Note, PageRow, RuleRow, Site, SkipRow, StatementItem, StatementRow
from reports.safety import STANDINGS
from reports.scores import Scorecard, scorecard, unlisted_skips
from reports.services import ServicesReport, services_report
from rules.model import Confidence, Outcome, Scope, Standing, Status

LIKELY = "likely"
"""The group of failed requirement rules that are not certain or not stable: shown, never counted."""
UPCOMING = "upcoming"
"""The group of failed requirement rules that only a coming version of the standard requires."""

_IN_SHORT = frozenset({UPCOMING, Standing.AAA.value, Standing.ADVICE.value})
"""Groups whose clusters are many and seldom urgent: readers are given one line for each rule."""


@dataclass(frozen=True, slots=True)
class SiteReport:
    """One site: figures, clusters in five heaps that never overlap, what was not seen, and the documents apart.

    `faults` count. `review` needs a person. `exempt` the law may exempt. `explained` failed and have an explanation of
    the authority that holds: never a pass. `others` are failed findings that are no faults, by standing, `likely` or
    `upcoming`. What is `in_short` is the same as readers are shown it: the same question once, the same advice once.
    What rules about content say is in `content` alone, what those about security and privacy say in `safety`. What was
    found inside documents is in `documents`, in the same heaps, but `explained` is of all alike. `explanations` are
    all the authority has given, those that have lapsed too.
    """

    site: Site
    scorecard: Scorecard
    faults: Sequence[Cluster]
    review: Sequence[Cluster]
    review_in_short: Sequence[Cluster]
    exempt: Sequence[Cluster]
    others: Mapping[str, Sequence[Cluster]]
    others_in_short: Mapping[str, Sequence[Cluster]]
    pages: Sequence[PageRow]
    skips: Sequence[SkipRow]
    documents: DocumentReport
    notes: Sequence[Note]
    statement: StatementRow | None = None
    statement_items: Sequence[StatementItem] = ()
    explained: Sequence[Cluster] = ()
    explanations: Sequence[Told] = ()
    services: ServicesReport | None = None
    content: ContentReport = NO_CONTENT_REPORT
    safety: Heaps = field(default_factory=Heaps)


def site_report(store: Store, site: Site, rules: Mapping[str, RuleRow]) -> SiteReport:
    """Read and compute all of a site's report."""
    findings = list(store.findings(site))
    pages, skips, documents = store.pages(site), store.skips(site), store.documents(site)
    notes = store.notes(site)
    of_documents = heaps([finding for finding in findings if finding.kind == Scope.DOCUMENT], rules)
    # What is said of security and privacy stands apart: it is neither a fault nor a question of accessibility.
    safety = heaps([finding for finding in findings if _is_about_safety(finding, rules)], rules)
    of_pages = heaps([finding for finding in findings if _is_of_pages(finding, rules)], rules)
    return SiteReport(
        site=site,
        scorecard=scorecard(
            site,
            store.sweep.rule_set,
            rules,
            pages,
            store.applicable_outcomes(site),
            findings,
            skips,
            documents,
            unlisted_skips(notes),
        ),
        faults=of_pages.faults,
        review=of_pages.review,
        review_in_short=of_pages.review_in_short,
        exempt=of_pages.exempt,
        others=of_pages.others,
        others_in_short=of_pages.others_in_short,
        pages=pages,
        skips=skips,
        documents=document_report(documents, store.document_links(site), of_documents),
        notes=notes,
        statement=store.statement(site),
        statement_items=store.statement_items(site),
        explained=[*of_pages.explained, *of_documents.explained, *safety.explained],
        safety=safety,
        explanations=told(store.explanations(site), findings, site),
        services=services_report(store.services(site), site),
        content=content_report(findings, store.site_outcomes(site), rules),
    )


def _is_of_pages(finding: FindingRow, rules: Mapping[str, RuleRow]) -> bool:
    # What is said of the content stands apart, but what is explained stands together.
    is_apart = is_about_content(finding, rules) and not finding.explanation
    return finding.kind != Scope.DOCUMENT and not is_apart and not _is_about_safety(finding, rules)


def _is_about_safety(finding: FindingRow, rules: Mapping[str, RuleRow]) -> bool:
    return finding.kind != Scope.DOCUMENT and rules[finding.rule].standing in STANDINGS


def heaps(findings: Sequence[FindingRow], rules: Mapping[str, RuleRow]) -> Heaps:
    """Return the clusters of findings in five heaps that never overlap."""
    made = clusters(findings)
    standing = _standing(made)
    others = _others(standing, rules)
    in_short = _others(_standing(clusters(findings, by_rule)), rules)
    return Heaps(
        faults=[cluster for cluster in standing if cluster.example.is_fault],
        review=_review(standing),
        review_in_short=_review(_standing(clusters(findings, by_question))),
        exempt=[cluster for cluster in made if cluster.example.exemption],
        explained=[
            cluster for cluster in made if cluster.example.explanation and not cluster.example.exemption
        ],
        others=others,
        others_in_short={
            group: in_short[group] if group in _IN_SHORT else found for group, found in others.items()
        },
    )


def _standing(made: Iterable[Cluster]) -> list[Cluster]:
    """Return the clusters that are neither exempt nor explained."""
    return [cluster for cluster in made if not cluster.example.exemption and not cluster.example.explanation]


def _review(made: Iterable[Cluster]) -> list[Cluster]:
    return [cluster for cluster in made if cluster.example.outcome == Outcome.CANT_TELL]


def _others(made: Sequence[Cluster], rules: Mapping[str, RuleRow]) -> dict[str, list[Cluster]]:
    groups: dict[str, list[Cluster]] = {
        group: []
        for group in (
            LIKELY,
            UPCOMING,
            *(standing.value for standing in Standing if standing != Standing.REQUIREMENT),
        )
    }
    for cluster in made:
        if cluster.example.outcome == Outcome.FAILED and not cluster.example.is_fault:
            groups[_group(rules[cluster.rule])].append(cluster)
    return {group: found for group, found in groups.items() if found}


def _group(rule: RuleRow) -> str:
    if rule.standing != Standing.REQUIREMENT:
        return rule.standing
    # Certain and stable, and yet no fault: then it is the legal rule set that does not ask for it.
    return UPCOMING if rule.confidence == Confidence.CERTAIN and rule.status == Status.STABLE else LIKELY
