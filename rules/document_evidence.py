"""Evidence of a document: what it really is, what it claims, what is inside it, and who links to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rules.office_evidence import EpubFacts, OfficeFacts
from rules.pdf_evidence import PdfFacts


class DocumentState(StrEnum):
    """How opening a document ended; only `read` ones have facts of their inside."""

    READ = "read"
    UNKNOWN_FORMAT = "unknown_format"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    NOT_FETCHED = "not_fetched"


class Family(StrEnum):
    """What kind of thing a file is, whatever its version."""

    PDF = "pdf"
    OPEN_DOCUMENT = "open_document"
    OFFICE_OPEN_XML = "office_open_xml"
    OLE2 = "ole2"
    RICH_TEXT = "rich_text"
    OPENOFFICE_1 = "openoffice_1"
    EPUB = "epub"
    DELIMITED_TEXT = "delimited_text"
    PLAIN_TEXT = "plain_text"
    HTML = "html"
    XML = "xml"
    JSON = "json"
    IMAGE = "image"
    ARCHIVE = "archive"
    AUDIO = "audio"
    VIDEO = "video"
    DATABASE = "database"
    GEODATA = "geodata"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Format:
    """What a file is by its content. `id` is ours and names a row of `rules.formats` ("pdf-1.7", "odt-1.3",
    "docx-strict"); `puid` is PRONOM's ("fmt/276") or "" where PRONOM has none. `has_macros`: the file carries code."""

    id: str
    family: Family
    version: str = ""
    puid: str = ""
    media_type: str = ""
    has_macros: bool = False
    is_template: bool = False
    encoding: str = ""


class ClaimKind(StrEnum):
    """A standard that a file may say it follows."""

    PDF_A = "pdf_a"
    PDF_UA = "pdf_ua"
    PDF_X = "pdf_x"
    PDF_E = "pdf_e"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file says of itself, such as PDF/A-2b: part "2", level "b"."""

    kind: ClaimKind
    part: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class ClauseFailure:
    """One place where a clause is not met. `place` is where a reader finds it ("page 3, Figure 2"), `path` the
    structural path without positions, `data` what the message needs."""

    place: str
    path: str = ""
    snippet: str = ""
    data: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """What our own checks said of one test of a clause, numbered as veraPDF numbers it ("7.1-3").

    `checked` counts the objects the test applied to; 0: nothing to check. `failure_count` may exceed the failures kept.
    """

    clause: str
    checked: int
    failure_count: int = 0
    failures: tuple[ClauseFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """A validator's own verdict on one claim. `compliant` None: it could not read the file; `reason` says why."""

    validator: str
    version: str
    profile: str
    compliant: bool | None
    failed_clauses: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DocumentDates:
    """Dates that tell when a file was published, ISO 8601 or "": the server's, and the file's own."""

    last_modified: str = ""
    created: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A link to the document: the page it stands on and its text."""

    page_url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another document that a page links to beside this one, with what it is (`format_id`, or "" while unknown)."""

    url: str
    link_text: str = ""
    format_id: str = ""


@dataclass(frozen=True, slots=True)
class DelimitedFacts:
    """How a table kept as text (CSV, TSV) is built. Rows are counted from 1, empty ones left out; `ragged_rows` are the
    first that have another number of cells than most. `is_cut`: rows beyond the cap were not looked at."""

    delimiter: str = ""
    encoding: str = ""
    has_byte_order_mark: bool = False
    row_count: int = 0
    column_count: int = 0
    ragged_count: int = 0
    ragged_rows: tuple[int, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class DocumentEvidence:
    """Everything saved about one document. `url` is as given; `sha256` tells equal files apart from equal names.

    `declared_type` is the media type the server (or the link) gave, "" for a local file. `header` names are lower case.
    `siblings` are other documents linked beside it. `reading_notes` say which caps were reached inside the file: what
    lies beyond them is not judged. `read_by` names the code that read it. `unchanged_since`: the server said that the
    document is the one fetched at that time, and the facts are those gathered then.
    """

    url: str
    final_url: str
    state: DocumentState
    reason: str = ""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    declared_type: str = ""
    size_bytes: int = 0
    sha256: str = ""
    taken_at: str = ""
    format: Format | None = None
    claims: tuple[Claim, ...] = ()
    dates: DocumentDates = DocumentDates()
    links: tuple[DocumentLink, ...] = ()
    siblings: tuple[Sibling, ...] = ()
    clauses: tuple[ClauseResult, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    pdf: PdfFacts | None = None
    office: OfficeFacts | None = None
    epub: EpubFacts | None = None
    delimited: DelimitedFacts | None = None
    reading_notes: tuple[str, ...] = ()
    read_by: str = ""
    unchanged_since: str = ""
