"""Everything there is to say of one site, put together from the store for the summary, the pages and the exports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.clusters import Cluster, clusters
from reports.explained import Told, told
from reports.reader import (
    DocumentRow,
    Note,
    PageRow,
    RuleRow,
    Site,
    SkipRow,
    StatementItem,
    StatementRow,
    Store,
)
from reports.scores import Scorecard, scorecard, unlisted_skips
from rules.model import Confidence, Outcome, Standing, Status

LIKELY = "likely"
"""The group of failed requirement rules that are not certain or not stable: shown, never counted."""
UPCOMING = "upcoming"
"""The group of failed requirement rules that only a coming version of the standard requires."""


@dataclass(frozen=True, slots=True)
class SiteReport:
    """One site: figures, clusters in five heaps that never overlap, and what was not seen.

    `faults` count. `review` needs a person. `exempt` the law may exempt. `explained` failed and have an explanation of
    the authority that holds: never a pass. `others` are failed findings that are no faults, by standing, `likely` or
    `upcoming`. `explanations` are all the authority has given, those that have lapsed too.
    """

    site: Site
    scorecard: Scorecard
    faults: Sequence[Cluster]
    review: Sequence[Cluster]
    exempt: Sequence[Cluster]
    others: Mapping[str, Sequence[Cluster]]
    pages: Sequence[PageRow]
    skips: Sequence[SkipRow]
    documents: Sequence[DocumentRow]
    notes: Sequence[Note]
    statement: StatementRow | None = None
    statement_items: Sequence[StatementItem] = ()
    explained: Sequence[Cluster] = ()
    explanations: Sequence[Told] = ()


def site_report(store: Store, site: Site, rules: Mapping[str, RuleRow]) -> SiteReport:
    """Read and compute all of a site's report."""
    findings = list(store.findings(site))
    pages, skips, documents = store.pages(site), store.skips(site), store.documents(site)
    notes = store.notes(site)
    made = clusters(findings)
    applicable = [cluster for cluster in made if not cluster.example.exemption]
    unexempted = [cluster for cluster in applicable if not cluster.example.explanation]
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
        faults=[cluster for cluster in unexempted if cluster.example.is_fault],
        review=[cluster for cluster in unexempted if cluster.example.outcome == Outcome.CANT_TELL],
        exempt=[cluster for cluster in made if cluster.example.exemption],
        others=_others(unexempted, rules),
        pages=pages,
        skips=skips,
        documents=documents,
        notes=notes,
        statement=store.statement(site),
        statement_items=store.statement_items(site),
        explained=[cluster for cluster in applicable if cluster.example.explanation],
        explanations=told(store.explanations(site), findings, site),
    )


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
