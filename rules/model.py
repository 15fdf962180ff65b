"""The words every rule is written in: texts, rules, places, findings and results."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Language(StrEnum):
    """A language that every text for readers exists in."""

    DA = "da"
    EN = "en"


class Outcome(StrEnum):
    """EARL 1.0's five outcome values, spelt as in JSON Lines and in the store."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Scope(StrEnum):
    """What kind of subject a rule judges."""

    PAGE = "page"
    DOCUMENT = "document"
    SITE = "site"
    AUTHORITY = "authority"


class Standing(StrEnum):
    """What a rule's fault means: only `requirement` (WCAG A/AA or law) can be a Fault."""

    REQUIREMENT = "requirement"
    AAA = "aaa"
    FORMAT = "format"
    SECURITY = "security"
    PRIVACY = "privacy"
    SERVICE = "service"
    CONTENT = "content"
    ADVICE = "advice"


class Confidence(StrEnum):
    """How sure a `failed` of a rule is."""

    CERTAIN = "certain"
    LIKELY = "likely"


class Impact(StrEnum):
    """Axe's four words with axe's meaning, worst first (axe-core doc/issue_impact.md)."""

    CRITICAL = "critical"
    SERIOUS = "serious"
    MODERATE = "moderate"
    MINOR = "minor"

    @property
    def weight(self) -> int:
        """4 for critical down to 1 for minor; used to order, never to score."""
        return {"critical": 4, "serious": 3, "moderate": 2, "minor": 1}[self.value]


class Status(StrEnum):
    """Where a rule is in its life; only stable rules raise Faults."""

    STABLE = "stable"
    EXPERIMENTAL = "experimental"
    RETIRED = "retired"


class Engine(StrEnum):
    """Who decides: axe-core or a rule of our own."""

    AXE = "axe"
    OWN = "eftersyn"


class Identity(StrEnum):
    """What makes two findings of a rule the same one on different pages.

    `place`: the same spot in the template, whatever the content there (low contrast of a date line).
    `content`: the same spot and the same content (this very image without an alternative).
    `style`: the same look, wherever it stands (grey text of one class): one correction in the style sheet.
    """

    PLACE = "place"
    CONTENT = "content"
    STYLE = "style"


class Evidence(StrEnum):
    """A part of a capture that a rule may ask for; the render room gathers the union."""

    DOM = "dom"
    LAYOUT = "layout"
    ACCESSIBILITY_TREE = "accessibility_tree"
    AXE = "axe"
    NETWORK = "network"
    PAGE_FACTS = "page_facts"
    STATEMENT = "statement"
    CONTENT = "content"
    TRANSPORT = "transport"
    NAMES = "names"
    PRIVACY = "privacy"
    LOGINS = "logins"
    DOCUMENT = "document"
    PDF = "pdf"
    OFFICE = "office"
    EPUB = "epub"


_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """One text for readers in both languages; `{name}` marks a placeholder."""

    da: str
    en: str

    def in_(self, language: Language, data: Mapping[str, Any] | None = None) -> str:
        """Return the text in `language` with placeholders filled; an absent value stays as `{name}`.

        A value that is a mapping by language ({"da": "engelsk", "en": "English"}) is shown in the reader's.
        """
        text = self.da if language is Language.DA else self.en
        if not data:
            return text
        # Not str.format: values come from pages, and format would follow {x.__class__} in a template.
        return _PLACEHOLDER.sub(lambda match: _shown(data.get(match[1], match[0]), language), text)

    @property
    def placeholders(self) -> frozenset[str]:
        """Names used in either language."""
        return frozenset(_PLACEHOLDER.findall(self.da)) | frozenset(_PLACEHOLDER.findall(self.en))


def _shown(value: object, language: Language) -> str:
    return str(value.get(language.value, "")) if isinstance(value, Mapping) else str(value)


@dataclass(frozen=True, slots=True)
class LawClause:
    """A paragraph of a law or order that a rule rests on, such as `Directive (EU) 2016/2102`, `Article 7(1)`."""

    law: str
    clause: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's metadata; the judgement itself is the `check` generator beside it.

    `criteria` are WCAG success criterion numbers ("2.4.4"). The EN 301 549 clause is derived from criterion and
    scope (rules.standards). `messages` maps message keys to texts whose placeholders a finding's data fill.
    `supersedes` names axe rules that can see the same fault: at one element the two become one finding.
    `styles` lists the computed CSS properties `check` reads.
    """

    id: str
    scope: Scope
    standing: Standing
    confidence: Confidence
    impact: Impact
    title: Text
    why: Text
    fix: Text
    messages: Mapping[str, Text]
    criteria: tuple[str, ...] = ()
    law: tuple[LawClause, ...] = ()
    act: tuple[str, ...] = ()
    status: Status = Status.STABLE
    version: int = 1
    engine: Engine = Engine.OWN
    identity: Identity = Identity.PLACE
    evidence: frozenset[Evidence] = frozenset({Evidence.DOM})
    styles: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page in CSS pixels from the document's top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is.

    `target` is one CSS selector string, frames and shadow roots joined by ` >>> `; for a site it is the address of
    the page shown as example. `path` is the structural path used for the fingerprint: element names from the root
    down, without positions ("html > body > main > ul > li > a"). `snippet` is the element's opening tag with its text,
    at most 300 characters.
    """

    target: str
    path: str = ""
    snippet: str = ""
    box: Box | None = None
    frame_url: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation by a rule at one place: a message key plus data, never prose.

    `impact` is set where the engine judges it per element (axe); otherwise the rule's impact holds. `clause` is a
    finer clause than the rule's own, such as PDF/UA's `7.1-3`.
    """

    outcome: Outcome
    place: Place
    message: str
    data: Mapping[str, Any] = field(default_factory=dict)
    impact: Impact | None = None
    clause: str | None = None


NOWHERE = Place(target="")


def passed(place: Place = NOWHERE) -> Finding:
    """Return the observation that one applicable target is fine: counted, never stored, so it needs no place."""
    return Finding(Outcome.PASSED, place, "")


def failed(place: Place, message: str, **data: Any) -> Finding:
    """Return a fault seen at `place`."""
    return Finding(Outcome.FAILED, place, message, data)


def cannot_tell(place: Place, message: str, **data: Any) -> Finding:
    """Return something a person must look at: neither a pass nor a fault."""
    return Finding(Outcome.CANT_TELL, place, message, data)


class NotSeenError(Exception):
    """Raised when what a rule must see could not be seen, by its `check`: the rule is untested, with `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Check(Protocol):
    """The pure generator of a rule: evidence in, one finding per applicable target out.

    A target that is fine is yielded with `passed`. Yielding nothing means the rule is inapplicable. The argument is a
    `rules.page_view.Page` for page rules and a `rules.evidence.SiteEvidence` for site rules.
    """

    def __call__(self, evidence: Any, /) -> Iterator[Finding]: ...


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding as stored: with its fingerprint, and the reason why the law may exempt it, or ""."""

    finding: Finding
    fingerprint: str
    exemption: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What one rule said of one subject.

    `findings` holds only failed and cantTell ones. `reason` says why a rule is untested. `passed_count` counts targets
    that were fine (axe: nodes).
    """

    rule: str
    rule_version: int
    engine: Engine
    outcome: Outcome
    findings: tuple[JudgedFinding, ...] = ()
    passed_count: int = 0
    reason: str = ""
