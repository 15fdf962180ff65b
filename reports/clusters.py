"""Gathers findings that one change mends into clusters, ordered by reach times impact."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reports.rows import FindingRow
from rules.model import Impact

EXAMPLE_PAGES_MAX = 50


@dataclass(slots=True)
class _Gathering:
    example: FindingRow
    finding_count: int = 0
    weight: int = 0
    subjects: set[str] = field(default_factory=set)
    urls: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Findings of one rule that are the same in some sense, as a rule of one fingerprint.

    `example` is the first one; `urls` the first pages, at most 50.
    """

    example: FindingRow
    page_count: int
    finding_count: int
    impact: Impact
    urls: tuple[str, ...]

    @property
    def rule(self) -> str:
        return self.example.rule

    @property
    def is_site_wide(self) -> bool:
        return self.example.kind in {"site", "authority"}

    @property
    def is_of_documents(self) -> bool:
        return self.example.kind == "document"

    @property
    def places(self) -> tuple[str, ...]:
        """Addresses to look at: a finding on the site as a whole points at the page shown as example."""
        return (self.example.target or self.urls[0],) if self.is_site_wide else self.urls

    @property
    def reach_weight(self) -> int:
        """Pages times impact: the order in which mending pays."""
        return self.page_count * self.impact.weight


_IMPACT_BY_WEIGHT = {impact.weight: impact for impact in Impact}


def by_place(finding: FindingRow) -> str:
    """The same fault at the same place of a template: what one change mends."""
    return finding.fingerprint


def by_rule(_finding: FindingRow) -> str:
    """All that a rule found: for findings that are many and seldom urgent."""
    return ""


def by_question(finding: FindingRow) -> str:
    """What a rule said, wherever it said so: the same question to a person, to be answered in many places."""
    checks = finding.data.get("checks", ())
    reasons = {
        f"{check} {data.get('messageKey') if isinstance(data, Mapping) else ''}"
        for check, _, data, *_ in checks
    }
    return "\n".join((finding.message, *sorted(reasons)))


def clusters(
    findings: Iterable[FindingRow], sameness: Callable[[FindingRow], str] = by_place
) -> list[Cluster]:
    """Return a site's findings gathered by rule, outcome and `sameness`, what is most worth mending first."""
    gathered: dict[tuple[str, str, str, str, bool, str], _Gathering] = {}
    for finding in findings:
        key = (
            *(finding.rule, sameness(finding), finding.outcome),
            *(finding.exemption, finding.is_fault, finding.explanation),
        )
        gathering = gathered.setdefault(key, _Gathering(finding))
        gathering.finding_count += 1
        gathering.weight = max(gathering.weight, finding.weight)
        if finding.subject_id not in gathering.subjects:
            gathering.subjects.add(finding.subject_id)
            if len(gathering.urls) < EXAMPLE_PAGES_MAX:
                gathering.urls.append(finding.page_url)
    made = [
        Cluster(
            example=gathering.example,
            page_count=len(gathering.subjects),
            finding_count=gathering.finding_count,
            impact=_IMPACT_BY_WEIGHT[gathering.weight],
            urls=tuple(gathering.urls),
        )
        for gathering in gathered.values()
    ]
    return sorted(made, key=_order)


def _order(cluster: Cluster) -> tuple[int, int, str, str]:
    return -cluster.reach_weight, -cluster.impact.weight, cluster.rule, cluster.example.fingerprint
