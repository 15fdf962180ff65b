"""The rows of a store's published views, as typed values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rules.explanations import Explanation
from rules.model import Outcome

KIND_ORDER = ("page", "document", "site", "authority")


@dataclass(frozen=True, slots=True)
class Sweep:
    """One run over a set of sites."""

    id: str
    started_at: str
    ended_at: str | None
    state: str
    tool_version: str
    axe_version: str
    browser_version: str
    rule_set: str
    sample: str
    seed: int
    max_pages: int
    contact: str


@dataclass(frozen=True, slots=True)
class Site:
    """One website with the authority it belongs to (empty texts when it was given without a registry)."""

    id: str
    name: str
    url: str
    scope: str
    state: str
    reason: str
    detail: str
    started_at: str
    ended_at: str | None
    authority_id: str = ""
    authority_name: str = ""
    level: str = ""
    region: str = ""
    country: str = ""
    domain_area: str = ""

    @property
    def measured_on(self) -> date:
        """The day of the measurement, by which explanations hold or have lapsed."""
        return date.fromisoformat((self.ended_at or self.started_at)[:10])


@dataclass(frozen=True, slots=True)
class Subject:
    """A page, document, site or authority that rules judge."""

    id: str
    site_id: str
    kind: str
    url: str
    final_url: str
    sequence: int
    state: str
    reason: str
    status: int | None
    title: str
    language: str
    taken_at: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule's metadata as it was when the sweep was judged."""

    id: str
    version: int
    engine: str
    scope: str
    standing: str
    confidence: str
    status: str
    impact: str
    is_fault: bool
    criteria: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    act: tuple[str, ...] = ()

    def criteria_of(self, clause: str) -> tuple[str, ...]:
        """Return the criteria that a finding goes against: its own, where the rule serves several, else the rule's."""
        return (clause,) if clause in self.criteria else self.criteria

    def clauses_of(self, clause: str) -> tuple[str, ...]:
        """Return the clauses of EN 301 549 that a finding goes against, as `criteria_of`."""
        if clause not in self.criteria:
            return self.clauses
        return tuple(known for known in self.clauses if known.partition(".")[2] == clause)


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What one rule said of one subject."""

    subject_id: str
    rule: str
    outcome: str
    passed_count: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with the page it stands on; `weight` is 4 for critical down to 1 for minor.

    `explanation` is the id of the authority's explanation that holds for it, or "".
    """

    subject_id: str
    kind: str
    page_url: str
    rule: str
    ordinal: int
    outcome: str
    fingerprint: str
    target: str
    snippet: str
    message: str
    impact: str
    weight: int
    clause: str
    exemption: str
    is_fault: bool
    language: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    explanation: str = ""

    def is_explained_by(self, explanation: Explanation) -> bool:
        """Say whether an explanation is about this finding: only what failed can be explained."""
        return self.outcome == Outcome.FAILED and explanation.covers(
            self.rule, self.fingerprint, self.page_url
        )


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page with the number of faults found on it."""

    subject_id: str
    url: str
    state: str
    fault_count: int
    reason: str
    status: int | None
    title: str
    language: str
    final_url: str


@dataclass(frozen=True, slots=True)
class SkipRow:
    """An address that was seen and left out, with the reason."""

    url: str
    reason: str
    detail: str
    found_on: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that pages link to, with what is known of it once opened.

    `subject_id` is empty where it was not judged: not fetched, or (`same_as`) the same file as another address.
    `claims` and `verdicts` are JSON objects as the evidence has them; `contradicted` names the claims that the file
    itself contradicts; `answers` says yes or no to the questions of rules.document_answers that it can be asked.
    """

    url: str
    declared_type: str
    page_url: str
    link_text: str
    link_count: int
    state: str = "not_fetched"
    reason: str = ""
    format: str = ""
    format_version: str = ""
    has_macros: bool = False
    size_bytes: int = 0
    same_as: str = ""
    exemption: str = ""
    title: str = ""
    language: str = ""
    subject_id: str = ""
    fault_count: int = 0
    claims: tuple[Mapping[str, Any], ...] = ()
    verdicts: tuple[Mapping[str, Any], ...] = ()
    contradicted: tuple[str, ...] = ()
    answers: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentLinkRow:
    """A link to a document."""

    document_url: str
    page_url: str
    link_text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something the survey noted about a site, such as its robots.txt."""

    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Crop:
    """A picture of the element a cluster points at; `image` is PNG or JPEG bytes as the store holds them."""

    fingerprint: str
    page_url: str
    image: bytes


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What a site's accessibility statement says of itself; `updated` is the date as written, `updated_on` as a day."""

    url: str
    title: str
    language: str
    updated: str
    updated_on: str
    has_telephone: bool
    written: str
    statuses: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementItem:
    """Something the authority itself says is not accessible, in its own words."""

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class ServicesRow:
    """What a site's pages showed of digital services; `signals` maps each signal looked for to what was seen of it."""

    country: str
    page_count: int
    through_portal: int
    beside_portal: int
    signals: Mapping[str, Mapping[str, Any]]
