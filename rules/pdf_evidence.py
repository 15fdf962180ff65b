"""Evidence of what is inside a PDF."""

from dataclasses import dataclass
from enum import StrEnum


class XfaKind(StrEnum):
    """Adobe's own form language inside a PDF: `dynamic` forms are drawn by Acrobat alone."""

    NONE = "none"
    STATIC = "static"
    DYNAMIC = "dynamic"


@dataclass(frozen=True, slots=True)
class PdfFigure:
    """A figure in the structure tree. `alt` None: no alternative text; "" is an empty one.

    `covered_text` counts the bytes of text that is tagged inside the figure; `covers_page` says that this is nearly
    all the text of its page.
    """

    place: str
    path: str
    page: int
    alt: str | None
    has_actual_text: bool = False
    covers_page: bool = False
    covered_text: int = 0


@dataclass(frozen=True, slots=True)
class PdfHeading:
    """A heading in the structure tree; `level` 0 is an H without a level."""

    place: str
    path: str
    page: int
    level: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class PdfField:
    """A form field that a reader is meant to fill in. `name` is its internal name, `label` what is read aloud."""

    place: str
    page: int
    kind: str
    name: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class PdfTable:
    """Rows and columns of text on a page that no table in the structure tree stands for."""

    place: str
    page: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class PdfContradiction:
    """Something in the file that a standard it claims forbids. `claim` is "PDF/A-1b", `clause` the standard's own."""

    claim: str
    kind: str
    clause: str
    place: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What our own reading of a PDF saw.

    Lists are capped; the count beside each is of all. `allows_assistive_technology` and `allows_copying` are what the
    permission bits say; both are true where the file is not encrypted. `text` is the beginning of the text, and
    `letter_count` its letters as far as it is read; `shown_bytes` measures all that is shown, readable or not.
    """

    page_count: int = 0
    pages_read: int = 0
    header: str = ""
    title: str = ""
    xmp_title: str = ""
    displays_title: bool = False
    language: str | None = None
    producer: str = ""
    creator: str = ""
    is_marked: bool = False
    has_structure_tree: bool = False
    element_count: int = 0
    tagged_content_count: int = 0
    letter_count: int = 0
    shown_bytes: int = 0
    pages_with_text: int = 0
    scanned_page_count: int = 0
    scanned_pages: tuple[int, ...] = ()
    invisible_text_pages: int = 0
    text: str = ""
    bookmark_count: int = 0
    figure_count: int = 0
    figures: tuple[PdfFigure, ...] = ()
    heading_count: int = 0
    headings: tuple[PdfHeading, ...] = ()
    table_count: int = 0
    untagged_tables: tuple[PdfTable, ...] = ()
    list_count: int = 0
    link_count: int = 0
    field_count: int = 0
    fields: tuple[PdfField, ...] = ()
    is_encrypted: bool = False
    allows_assistive_technology: bool = True
    allows_copying: bool = True
    xfa: XfaKind = XfaKind.NONE
    blank_line_count: int = 0
    contradictions: tuple[PdfContradiction, ...] = ()
