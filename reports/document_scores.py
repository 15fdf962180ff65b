"""The published figures of a site's documents, each with its denominator; pure, and recomputed whenever it is shown.

Documents that the law may exempt are counted apart and in no figure. A document that could not be opened is no pass: it
is in no figure either, and is listed with its reason.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reports.rows import DocumentRow
from reports.share import Share
from rules.document_answers import Question
from rules.document_evidence import Family
from rules.formats import FormatRow, Openness, format_row

READ = "read"
NOT_FETCHED = "not_fetched"

_CLAIM_NAMES = {"pdf_a": "PDF/A", "pdf_ua": "PDF/UA", "pdf_x": "PDF/X", "pdf_e": "PDF/E", "odf": "ODF"}


class ClaimState(StrEnum):
    """What is known of a file's claim to follow a standard."""

    VERIFIED = "verified"
    CONTRADICTED = "contradicted"
    NOT_VERIFIED = "not_verified"


@dataclass(frozen=True, slots=True)
class FormatCount:
    """How many documents are in one format; the exempt ones are among them, and counted beside."""

    row: FormatRow
    count: int
    exempt: int


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One file's claim: its name ("PDF/A-2b"), what is known of it, and which validator said so ("veraPDF 1.30")."""

    name: str
    state: ClaimState
    validator: str = ""


@dataclass(frozen=True, slots=True)
class ClaimCount:
    """What is known of the documents that claim to follow one standard ("PDF/A-2b")."""

    name: str
    states: Mapping[ClaimState, int]

    @property
    def count(self) -> int:
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class DocumentFigures:
    """All figures of a site's documents.

    `met` counts different documents; `opened` those read, exempt ones too. `not_opened` is by reason. `open_format` is
    the share in an open format, of documents that are no web pages; `questions` the share of documents that are fine in
    one respect, of those it can be asked of; a question nobody could be asked has no share.
    """

    met: int = 0
    opened: int = 0
    exempt: int = 0
    with_faults: int = 0
    duplicates: int = 0
    not_opened: Mapping[str, int] = field(default_factory=dict)
    open_format: Share | None = None
    questions: Mapping[str, Share] = field(default_factory=dict)
    formats: Sequence[FormatCount] = ()
    claims: Sequence[ClaimCount] = ()

    @property
    def judged(self) -> int:
        """Documents that were opened and that the law does not exempt: what the figures are about."""
        return self.opened - self.exempt


def document_figures(documents: Sequence[DocumentRow]) -> DocumentFigures:
    """Return the figures of a site's documents from their rows."""
    distinct = [document for document in documents if not document.same_as]
    opened = [document for document in distinct if document.state == READ]
    counted = [document for document in opened if not document.exemption]
    known = [row for row in (format_row(document.format) for document in counted) if _has_verdict(row)]
    return DocumentFigures(
        met=len(distinct),
        opened=len(opened),
        exempt=len(opened) - len(counted),
        with_faults=sum(document.fault_count > 0 for document in counted),
        duplicates=len(documents) - len(distinct),
        not_opened=dict(
            sorted(
                Counter(why_not_opened(document) for document in distinct if document.state != READ).items()
            )
        ),
        open_format=Share(sum(row.assessment.verdict.is_open for row in known), len(known))
        if known
        else None,
        questions=_questions(counted),
        formats=_formats(distinct),
        claims=_claims(distinct),
    )


def why_not_opened(document: DocumentRow) -> str:
    """Return the reason under which a document that was not read is counted."""
    if document.state != NOT_FETCHED:
        return document.state
    return document.reason.partition(":")[0] or NOT_FETCHED


def claim_states(document: DocumentRow) -> list[ClaimView]:
    """Return each claim of a document with what is known of it."""
    return [_claim_view(document, _claim_name(claim)) for claim in document.claims]


def _questions(documents: Sequence[DocumentRow]) -> Mapping[str, Share]:
    shares: dict[str, Share] = {}
    for question in Question:
        said = [document.answers[question] for document in documents if question in document.answers]
        if said:
            shares[question.value] = Share(sum(said), len(said))
    return shares


def _formats(documents: Sequence[DocumentRow]) -> list[FormatCount]:
    """Return the formats met, the least open first and the most frequent first among equals."""
    counts = Counter(document.format for document in documents if document.format)
    exempt = Counter(document.format for document in documents if document.format and document.exemption)
    found = [FormatCount(format_row(name), count, exempt[name]) for name, count in counts.items()]
    order = [
        Openness.CLOSED,
        Openness.DOCUMENTED,
        Openness.OPEN_WITH_RESERVATION,
        Openness.OPEN,
        Openness.UNKNOWN,
    ]
    return sorted(found, key=lambda one: (order.index(one.row.assessment.verdict), -one.count, one.row.id))


def _claims(documents: Sequence[DocumentRow]) -> list[ClaimCount]:
    states: dict[str, Counter[ClaimState]] = defaultdict(Counter)
    for document in documents:
        for claim in claim_states(document):
            states[claim.name][claim.state] += 1
    return [ClaimCount(name, dict(found)) for name, found in sorted(states.items())]


def _claim_name(claim: Mapping[str, str]) -> str:
    kind = _CLAIM_NAMES.get(claim["kind"], claim["kind"])
    joint = " " if kind == "ODF" else "-"
    return f"{kind}{joint}{claim['part']}{claim.get('level', '').lower()}"


def _claim_view(document: DocumentRow, name: str) -> ClaimView:
    """Return what is known of a claim: what the file itself shows, else what a validator says."""
    if _bare(name) in map(_bare, document.contradicted):
        return ClaimView(name, ClaimState.CONTRADICTED)
    for verdict in document.verdicts:
        if _bare(verdict["profile"]) == _bare(name) and isinstance(verdict.get("compliant"), bool):
            state = ClaimState.VERIFIED if verdict["compliant"] else ClaimState.CONTRADICTED
            return ClaimView(name, state, f"{verdict['validator']} {verdict['version']}")
    return ClaimView(name, ClaimState.NOT_VERIFIED)


def _bare(name: str) -> str:
    """Return letters and digits alone: veraPDF writes PDFA_2_B for PDF/A-2b."""
    return "".join(filter(str.isalnum, name)).casefold()


def _has_verdict(row: FormatRow) -> bool:
    """Whether a format counts among the open and the closed: a web page in a document's place is no document."""
    return row.assessment.verdict is not Openness.UNKNOWN and row.family is not Family.HTML
