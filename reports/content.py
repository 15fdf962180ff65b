"""What a measurement says of the state of a site's content, apart from the figures of accessibility."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.clusters import Cluster, clusters
from reports.rows import FindingRow, OutcomeRow, RuleRow
from rules.model import Outcome, Standing

LINKS_RULE = "links-broken"
_NOT_ADDRESSES = frozenset({"more"})


@dataclass(frozen=True, slots=True)
class ContentReport:
    """The findings of rules about content, what failed first, and how many addresses were asked for and not there.

    `is_tested`: at least one of the rules could look.
    """

    clusters: Sequence[Cluster] = ()
    asked: int = 0
    broken: int = 0
    is_tested: bool = False


NO_CONTENT_REPORT = ContentReport()


def content_report(
    findings: Iterable[FindingRow], outcomes: Iterable[OutcomeRow], rules: Mapping[str, RuleRow]
) -> ContentReport:
    """Return what is said of the content of one site; `outcomes` are those of the site as a whole."""
    found = [row for row in findings if is_about_content(row, rules) and not row.explanation]
    made = [cluster for cluster in clusters(found) if not cluster.example.exemption]
    links = [row for row in found if row.rule == LINKS_RULE and row.message not in _NOT_ADDRESSES]
    own = [row for row in outcomes if row.rule in rules and rules[row.rule].standing == Standing.CONTENT]
    passed = sum(row.passed_count for row in own if row.rule == LINKS_RULE)
    return ContentReport(
        clusters=sorted(made, key=lambda cluster: cluster.example.outcome != Outcome.FAILED),
        asked=passed + len(links),
        broken=sum(row.outcome == Outcome.FAILED for row in links),
        is_tested=any(row.outcome not in {Outcome.UNTESTED, Outcome.INAPPLICABLE} for row in own),
    )


def is_about_content(finding: FindingRow, rules: Mapping[str, RuleRow]) -> bool:
    """Say whether a finding is about the state of the content."""
    return rules[finding.rule].standing == Standing.CONTENT
