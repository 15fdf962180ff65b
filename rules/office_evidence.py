"""Evidence of what is inside an office document or an e-book.

Lists are capped where they are gathered, with the full count beside them; texts are cut at `TEXT_MAX_CHARACTERS`.
"""

from dataclasses import dataclass
from enum import StrEnum

ITEMS_MAX = 200
TEXT_MAX_CHARACTERS = 300


class OfficeKind(StrEnum):
    """What an office document is made for."""

    TEXT = "text"
    SHEET = "sheet"
    SLIDES = "slides"
    DRAWING = "drawing"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is: what a reader finds ("slide 7: Picture 3", "Sheet1!B4"), the structural path without
    positions ("Document > Table > Picture"), and the text seen there."""

    target: str
    path: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """How often something was seen, and where the first times."""

    count: int = 0
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class LanguageUse:
    """How much text is marked as one language, as BCP 47 ("da-DK"); `language` "" is text without any.

    `sample` holds paragraphs of it, one a line, at most `SAMPLE_MAX_CHARACTERS`.
    """

    language: str
    letters: int
    sample: str = ""


SAMPLE_MAX_CHARACTERS = 3_000


@dataclass(frozen=True, slots=True)
class Heading:
    """A real heading: a paragraph of a style with an outline level, 1 the highest. `level` 0 is a document title."""

    level: int
    spot: Spot


@dataclass(frozen=True, slots=True)
class HeadingLike:
    """A short paragraph of no heading style that stands out from the running text, and is followed by text.

    Sizes in points, 0.0 when unknown; `text_size` is what most of the document is set in.
    """

    spot: Spot
    size: float
    text_size: float
    is_bold: bool
    follower_letters: int


class GraphicKind(StrEnum):
    """What kind of picture needs an alternative."""

    PICTURE = "picture"
    CHART = "chart"
    DIAGRAM = "diagram"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Graphic:
    """A picture, chart, diagram or embedded object in the content.

    `description` and `title` are its two alternative texts, `name` the object's name ("Picture 3"), `source` the file
    name behind it. `is_repeated`: it stands in a page header or footer.
    """

    spot: Spot
    kind: GraphicKind
    description: str = ""
    title: str = ""
    name: str = ""
    source: str = ""
    is_decorative: bool = False
    is_repeated: bool = False


class HeaderMark(StrEnum):
    """How the first row of a table is marked as its header."""

    NONE = "none"
    LOOK = "look"  # only ticked as looking otherwise, in a style where it looks like the rest
    STYLED_LOOK = "styled_look"  # ticked, in a style that sets it apart
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Rows and columns are those of the grid; `filled`, `empty` and `merged` count cells.

    `longest_cell` and `first_row_longest` are in characters. `picture_cells` hold pictures, `nested` are tables inside.
    `first_row_is_text`: every cell of the first row has words that are no number.
    """

    spot: Spot
    rows: int
    columns: int
    header: HeaderMark
    filled: int = 0
    empty: int = 0
    merged: int = 0
    nested: int = 0
    picture_cells: int = 0
    longest_cell: int = 0
    first_row_longest: int = 0
    first_row_is_text: bool = False
    number_cells: int = 0
    has_borders: bool = False
    is_nested: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link's text and what stands around it. `context` is the rest of its paragraph or cell, `row` the other cells of
    its row, `heading` the heading before it; they are kept for short link texts only."""

    spot: Spot
    text: str
    address: str = ""
    context: str = ""
    row: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ColourPair:
    """Text in one colour on one background ("#1a2b3c"), all such text together; `spot` is the first.

    `size` is in points, 0.0 when unknown. `is_assumed`: the background is the white page, which no one has set.
    """

    spot: Spot
    text_colour: str
    background: str
    size: float
    is_bold: bool
    letters: int
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide. `title` "" is an empty or missing title; `title_index` is its place in the reading order, from 0.

    `first_text` is what stands uppermost. `inverted` counts pairs of texts, one clearly above the other, that are read
    the wrong way round, out of `pairs`.
    """

    number: int
    title: str
    has_title_shape: bool
    is_hidden: bool = False
    is_empty: bool = False
    title_index: int = 0
    texts_before_title: int = 0
    first_text: str = ""
    pairs: int = 0
    inverted: int = 0


class Visibility(StrEnum):
    """Whether a sheet is shown."""

    VISIBLE = "visible"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook. `is_empty`: neither a filled cell nor a picture."""

    name: str
    visibility: Visibility = Visibility.VISIBLE
    is_empty: bool = False
    merged: int = 0


@dataclass(frozen=True, slots=True)
class FormField:
    """A field to fill in. `label` is what assistive technology calls it, "" when nothing is set."""

    spot: Spot
    kind: str
    label: str = ""


class PackageFaultKind(StrEnum):
    """What is wrong with the package a document is stored in, by the packaging standards."""

    MIMETYPE_MISSING = "mimetype_missing"
    MIMETYPE_NOT_FIRST = "mimetype_not_first"
    MIMETYPE_COMPRESSED = "mimetype_compressed"
    MIMETYPE_OTHER = "mimetype_other"
    MANIFEST_MISSING = "manifest_missing"
    MANIFEST_ENTRY_MISSING = "manifest_entry_missing"
    FILE_NOT_IN_MANIFEST = "file_not_in_manifest"
    VERSION_MISSING = "version_missing"
    VERSIONS_DIFFER = "versions_differ"
    CONTENT_TYPES_MISSING = "content_types_missing"
    CONTENT_TYPE_MISSING = "content_type_missing"
    MAIN_PART_MISSING = "main_part_missing"
    MAIN_PART_TWICE = "main_part_twice"
    TARGET_MISSING = "target_missing"
    TARGET_OUTSIDE = "target_outside"
    RELATIONSHIP_TWICE = "relationship_twice"
    PART_UNREADABLE = "part_unreadable"
    NAME_TWICE = "name_twice"
    CONTAINER_MISSING = "container_missing"


@dataclass(frozen=True, slots=True)
class PackageFault:
    """One fault of the package: the part it is about, and what was found there."""

    kind: PackageFaultKind
    part: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """How a document is packed. `checked` counts what the packaging rules were held against; 0: a flat file."""

    checked: int = 0
    fault_count: int = 0
    faults: tuple[PackageFault, ...] = ()


class Validity(StrEnum):
    """What the schemas of OpenDocument say of a file."""

    NOT_VALIDATED = "not_validated"
    VALID = "valid"
    EXTENDED = "extended"  # valid once elements of other makers are taken out
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class SchemaError:
    """One place where a part does not follow its schema."""

    part: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class SchemaFacts:
    """The schema check of an OpenDocument file. `reason` says why there is none; `schema` names the one used."""

    state: Validity = Validity.NOT_VALIDATED
    schema: str = ""
    reason: str = ""
    error_count: int = 0
    errors: tuple[SchemaError, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What our own reading of a text, spreadsheet or presentation document saw.

    `language` is the document's default as BCP 47, "" when none is set; `has_language`: this kind of file can tell its
    language at all (SpreadsheetML cannot). `letters` counts the letters of the text. `is_openxml` tells Office Open XML
    from OpenDocument. The `*_count` fields beside lists count all, kept or not.
    """

    language: str = ""
    kind: OfficeKind = OfficeKind.TEXT
    is_openxml: bool = False
    has_language: bool = True
    title: str = ""
    creator_tool: str = ""
    letters: int = 0
    languages: tuple[LanguageUse, ...] = ()
    headings: tuple[Heading, ...] = ()
    heading_count: int = 0
    empty_headings: Seen = Seen()
    heading_likes: tuple[HeadingLike, ...] = ()
    heading_like_count: int = 0
    graphics: tuple[Graphic, ...] = ()
    graphic_count: int = 0
    tables: tuple[Table, ...] = ()
    table_count: int = 0
    links: tuple[Link, ...] = ()
    link_count: int = 0
    colours: tuple[ColourPair, ...] = ()
    slides: tuple[Slide, ...] = ()
    slide_count: int = 0
    sheets: tuple[Sheet, ...] = ()
    sheet_count: int = 0
    form_fields: tuple[FormField, ...] = ()
    form_field_count: int = 0
    tracked_changes: Seen = Seen()
    comments: Seen = Seen()
    hidden_text: Seen = Seen()
    spacing: Seen = Seen()
    embedded_objects: Seen = Seen()
    embedded_fonts: tuple[str, ...] = ()
    has_macros: bool = False
    package: PackageFacts = PackageFacts()
    schema: SchemaFacts = SchemaFacts()


@dataclass(frozen=True, slots=True)
class EpubImage:
    """An image in an e-book's text. `alt` None: the attribute is missing."""

    spot: Spot
    alt: str | None
    source: str = ""
    is_decorative: bool = False


@dataclass(frozen=True, slots=True)
class EpubStatement:
    """What a book says of itself: a property ("schema:accessMode") and its value ("textual")."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class EpubFacts:
    """What our own reading of an EPUB saw.

    `metadata` is about accessibility. `texts_without_language` are content
    files that neither say their language nor follow the book's own.
    """

    language: str = ""
    version: str = ""
    title: str = ""
    has_navigation: bool = False
    has_ncx: bool = False
    metadata: tuple[EpubStatement, ...] = ()
    text_count: int = 0
    texts_without_language: Seen = Seen()
    images: tuple[EpubImage, ...] = ()
    image_count: int = 0
    letters: int = 0
    package: PackageFacts = PackageFacts()
