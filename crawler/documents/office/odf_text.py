"""Reads the text of OpenDocument files: paragraphs, headings, lists, tables, links and pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from crawler.documents.office.drawing import file_name
from crawler.documents.office.flow import Flow, Paragraph
from crawler.documents.office.gather import Gathering, Paint, count_letters, cut
from crawler.documents.office.odf_package import OFFICE, OpenDocument
from crawler.documents.office.odf_styles import (
    DRAW,
    TABLE,
    TEXT,
    TRANSPARENT,
    OdfLook,
    OdfStyle,
    OdfStyles,
    over,
    points,
)
from crawler.documents.office.word_tables import is_number, is_text_row
from rules.office_evidence import (
    FormField,
    Graphic,
    GraphicKind,
    HeaderMark,
    Heading,
    OfficeKind,
    Spot,
    Table,
)

SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_REPEAT_MAX = 1_000
_CELLS_MAX = 200_000
_DEPTH_MAX = 40
_SPACES_MAX = 200
_SPECK_POINTS = 2.9
_FORMULA = "formula"
_CHART = "chart"
_NO_HEADING_STYLE = re.compile(
    r"title|caption|table|figure|illustration|drawing|contents|index|header|footer|quot|list|signature|sender|addressee"
)
_MONOSPACED_STYLE = re.compile(r"preformatted|code|source|listing|teletype|verbatim")
_BLOCK_HOLDERS = frozenset(
    {
        f"{TEXT}{name}"
        for name in (
            "list", "list-item", "list-header", "section", "numbered-paragraph", "index-body", "index-title",
            "table-of-content", "illustration-index", "table-index", "object-index", "user-index",
            "alphabetical-index", "bibliography",
        )
    }
)  # fmt: skip
_LISTS = frozenset({f"{TEXT}list", f"{TEXT}numbered-paragraph"})
_INDEXES = frozenset(
    {
        f"{TEXT}table-of-content",
        f"{TEXT}illustration-index",
        f"{TEXT}table-index",
        f"{TEXT}alphabetical-index",
        f"{TEXT}index-body",
    }
)
_SHAPES = frozenset(
    {
        f"{DRAW}{name}"
        for name in (
            "rect", "line", "polyline", "polygon", "regular-polygon", "path", "circle", "ellipse", "connector",
            "measure", "caption", "custom-shape",
        )
    }
)  # fmt: skip
_FIELDS = (
    "text",
    "textarea",
    "formatted-text",
    "number",
    "date",
    "time",
    "file",
    "password",
    "combobox",
    "listbox",
    "checkbox",
)
_BLANKS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_NOT_SHOWN = frozenset({f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph", f"{OFFICE}annotation-end"})
_WHITE = "#ffffff"
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Line:
    """The paragraph that is being read, and the look that its text starts with."""

    where: str
    path: str
    style: OdfStyle
    look: OdfLook
    background: str | None
    is_assumed: bool
    text: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    open_links: list[list[str]] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    is_bold: bool = True
    is_monospaced: bool = True
    holds_objects: bool = False


@dataclass(slots=True)
class _GridCell:
    text: str
    span: int
    is_merged: bool
    has_picture: bool
    nested: int
    has_borders: bool


class OdfReader:
    """Reads text wherever it stands; the readers of sheets and slides build on it."""

    def __init__(self, document: OpenDocument, kind: OfficeKind) -> None:
        self.document = document
        roots = [root for name, root in document.parts.items() if name in {"content.xml", "styles.xml"}]
        self.styles = OdfStyles(dict.fromkeys(roots))
        self.gathering = Gathering(kind, is_openxml=False)
        self.media_types = document.media_types()
        self._flow = Flow(self.gathering)
        self._looks: dict[tuple[str, str | None, OdfLook], OdfLook] = {}
        self._counts = {"paragraph": 0, "table": 0}
        self._heading = ""
        self._list_depth = 0
        self.base = self.styles.default("paragraph")

    # ------------------------------------------------------------ blocks

    def blocks(self, holder: Element, path: str, where: str, background: str | None, depth: int = 0) -> None:
        """Read the blocks in an element. `background`: TRANSPARENT on the bare page, None where it is not known.

        `where` names the slide or sheet; in a text document it is "" and paragraphs are numbered.
        """
        if depth > _DEPTH_MAX:
            self.gathering.note("parts nested too deep were not read")
            return
        for element in holder.iterchildren("*"):
            tag = element.tag
            if tag in {f"{TEXT}p", f"{TEXT}h"}:
                self.paragraph(element, path, where, background, depth)
            elif tag == f"{TABLE}table":
                self.table(element, path, where, background, depth)
            elif tag == f"{TEXT}section" and element.get(f"{TEXT}display") in {"none", "condition"}:
                self._hidden_section(element, path, where)
            elif tag in _BLOCK_HOLDERS:
                is_list = tag in _LISTS
                self._list_depth += is_list
                inner = f"{path} > Contents" if tag in _INDEXES and not path.endswith("Contents") else path
                self.blocks(element, inner, where, background, depth + 1)
                self._list_depth -= is_list
            elif str(tag).startswith(DRAW):
                self.drawing(element, path, where, depth)
            elif tag == f"{TEXT}tracked-changes":
                self._changes(element)
            elif tag == f"{OFFICE}forms":
                self._forms(element)

    def paragraph(self, element: Element, path: str, where: str, background: str | None, depth: int) -> str:
        """Read one paragraph or heading, and return its text."""
        self._counts["paragraph"] += 1
        style = self.styles.style("paragraph", element.get(f"{TEXT}style-name"))
        look = over(style.look, self.base)
        ground = (
            look.paragraph_background if look.paragraph_background not in {None, TRANSPARENT} else background
        )
        is_assumed = ground == TRANSPARENT
        level = _level(element)
        name = f"Heading {level}" if level is not None else (_common_name(style) or "Paragraph")
        line = Line(
            where or f"paragraph {self._counts['paragraph']}",
            f"{path} > {name}",
            style,
            look,
            _WHITE if is_assumed else ground,
            is_assumed,
        )
        self._inline(element, line, look, depth)
        text = "".join(line.text)
        spot = Spot(line.where, line.path, cut(text))
        self._end_links(line, text, path)
        self._note_heading(level, style, spot, text)
        if path == "Document" and not where:
            if look.breaks_page:
                self._flow.interrupt()
            self._flow.add(
                Paragraph(
                    spot,
                    text,
                    min(line.sizes, default=0.0),
                    is_bold=line.is_bold and bool(text.strip()),
                    is_plain=level is None
                    and not self._list_depth
                    and not any(_NO_HEADING_STYLE.search(name) for name in style.names),
                    is_monospaced=line.is_monospaced
                    or any(_MONOSPACED_STYLE.search(name) for name in style.names),
                    holds_objects=line.holds_objects,
                )
            )
        return text

    def finish(self) -> None:
        """Settle what only shows at the end."""
        self._flow.finish()

    def _note_heading(self, level: int | None, style: OdfStyle, spot: Spot, text: str) -> None:
        if level is not None:
            if count_letters(text) or any(map(str.isdigit, text)):
                self.gathering.headings.add(Heading(level, spot))
                self._heading = spot.text
            elif not text.strip():
                self.gathering.empty_headings.add(spot)
        elif "title" in style.names and text.strip():
            self.gathering.headings.add(Heading(0, spot))

    def _hidden_section(self, element: Element, path: str, where: str) -> None:
        text = cut(" ".join("".join(element.itertext()).split()))
        if element.get(f"{TEXT}display") == "none" and count_letters(text):
            self.gathering.hidden_text.add(Spot(where or "section", f"{path} > Section", text))

    def _changes(self, element: Element) -> None:
        for region in element.iterchildren(f"{TEXT}changed-region"):
            self.gathering.tracked_changes.add(
                Spot(
                    f"change {self.gathering.tracked_changes.count + 1}",
                    "Document > Change",
                    cut("".join(_texts(region))),
                )
            )

    # ------------------------------------------------------------ inside a paragraph

    def _inline(self, holder: Element, line: Line, look: OdfLook, depth: int) -> None:
        if depth > _DEPTH_MAX:
            self.gathering.note("parts nested too deep were not read")
            return
        self._text(holder.text, line, look)
        for element in holder:
            tag = element.tag
            if isinstance(tag, str):  # an entity, which is left unresolved, has a function here
                self._inline_element(element, tag, line, look, depth + 1)
            self._text(element.tail, line, look)

    def _inline_element(self, element: Element, tag: str, line: Line, look: OdfLook, depth: int) -> None:
        if tag in _BLANKS:
            count = _count(element.get(f"{TEXT}c"), _SPACES_MAX) if tag == f"{TEXT}s" else 1
            self._write(_BLANKS[tag] * count, line, look)
        elif tag == f"{TEXT}span":
            self._inline(element, line, self._span_look(element, look), depth)
        elif tag == f"{TEXT}a":
            line.open_links.append([])
            self._inline(element, line, look, depth)
            texts = line.open_links.pop()
            line.links.append(("".join(texts), element.get(f"{XLINK}href") or ""))
        elif tag == f"{OFFICE}annotation":
            self._comment(line)
        elif tag == f"{TEXT}note":
            body = element.find(f"{TEXT}note-body")
            if body is not None:
                self.blocks(body, f"{line.path} > Note", line.where, line.background, depth)
        elif tag.startswith(DRAW):
            line.holds_objects = True
            self.drawing(element, line.path, line.where, depth)
        elif tag not in _NOT_SHOWN:
            self._inline(element, line, look, depth)

    def _text(self, text: str | None, line: Line, look: OdfLook) -> None:
        if not text:
            return
        if look.is_hidden:
            if count_letters(text):
                self.gathering.hidden_text.add(Spot(line.where, line.path, cut(text)))
            return
        # White space is one blank, as in HTML; more of it is written with text:s
        self._write(_WHITE_SPACE.sub(" ", text), line, look)

    def _write(self, shown: str, line: Line, look: OdfLook) -> None:
        line.text.append(shown)
        for link in line.open_links:
            link.append(shown)
        if shown.isspace():
            return
        self.gathering.add_text(shown, self._language(look))
        line.sizes.append(look.size or 12.0)
        line.is_bold = line.is_bold and bool(look.is_bold)
        line.is_monospaced = line.is_monospaced and bool(look.is_monospaced)
        self.gathering.add_painted(shown, _paint(look, line), Spot(line.where, line.path, cut(shown)))

    def _language(self, look: OdfLook) -> str:
        return self.gathering.language if look.language is None else look.language

    def _span_look(self, element: Element, below: OdfLook) -> OdfLook:
        name = element.get(f"{TEXT}style-name")
        key = ("text", name, below)
        known = self._looks.get(key)
        if known is None:
            known = over(self.styles.style("text", name).look, below)
            self._looks[key] = known
        return known

    def _comment(self, line: Line) -> None:
        self.gathering.comments.add(Spot(line.where, f"{line.path} > Comment", cut("".join(line.text))))

    def _end_links(self, line: Line, text: str, path: str) -> None:
        for shown, address in line.links:
            if not shown.strip() or not address or path.endswith("Contents"):
                continue
            self.gathering.add_link(
                Spot(line.where, f"{line.path} > Link", cut(shown)),
                shown,
                address,
                context=text.replace(shown, " ", 1),
                heading=self._heading,
            )

    # ------------------------------------------------------------ pictures

    def drawing(self, element: Element, path: str, where: str, depth: int) -> None:
        """Read a frame, a group, a link around a frame or a shape with text in it."""
        if depth > _DEPTH_MAX:
            self.gathering.note("parts nested too deep were not read")
            return
        tag = element.tag
        where = where or f"paragraph {self._counts['paragraph']}"
        if tag == f"{DRAW}frame":
            self._frame(element, path, where, depth)
        elif tag in {f"{DRAW}g", f"{DRAW}a"}:
            has_own_text = tag == f"{DRAW}g" and any(_alternatives(element))
            for child in element.iterchildren("*"):
                if has_own_text and child.tag == f"{DRAW}frame" and child.find(f"{DRAW}image") is not None:
                    continue  # the group speaks for its pictures
                if str(child.tag).startswith(DRAW):
                    self.drawing(child, path, where, depth + 1)
        elif tag in _SHAPES:
            self.blocks(element, f"{path} > Shape", where, self.ground_of(element), depth + 1)

    def ground_of(self, shape: Element) -> str | None:
        """Return the colour a shape is filled with, None where it is not plain to see."""
        look = self.styles.style("graphic", shape.get(f"{DRAW}style-name")).look
        return look.fill if look.fill not in {None, "", TRANSPARENT} else None

    def _frame(self, frame: Element, path: str, where: str, depth: int) -> None:
        box = frame.find(f"{DRAW}text-box")
        if box is not None:
            self.blocks(box, f"{path} > Text box", where, self.ground_of(frame), depth + 1)
            return
        table = frame.find(f"{TABLE}table")
        if table is not None:
            self.table(table, path, where, None, depth + 1)
            return
        kind, source = self._kind_of_frame(frame)
        if kind is None or _is_speck(frame):
            return
        title, description = _alternatives(frame)
        name = frame.get(f"{DRAW}name") or ""
        if kind is GraphicKind.OBJECT:
            self.gathering.embedded_objects.add(
                Spot(f"{where}: {name or 'object'}"[:200], f"{path} > Object")
            )
        self.gathering.graphics.add(
            Graphic(
                Spot(f"{where}: {name or kind.value}"[:200], f"{path} > Picture"),
                kind,
                description,
                title,
                name[:100],
                source,
                is_decorative=any(
                    attribute.endswith("}decorative") and value == "true"
                    for attribute, value in frame.attrib.items()
                ),
            )
        )

    def _kind_of_frame(self, frame: Element) -> tuple[GraphicKind | None, str]:
        embedded = frame.find(f"{DRAW}object")
        if embedded is not None:
            href = (embedded.get(f"{XLINK}href") or "").removeprefix("./")
            media_type = self.media_types.get(f"{href}/") or self.media_types.get(href) or ""
            if media_type.endswith(_FORMULA) or any("math" in str(child.tag).lower() for child in embedded):
                return None, ""  # MathML can be read aloud
            return (GraphicKind.CHART if media_type.endswith(_CHART) else GraphicKind.OBJECT), ""
        if frame.find(f"{DRAW}object-ole") is not None:
            return GraphicKind.OBJECT, ""
        image = frame.find(f"{DRAW}image")
        if image is None:
            return None, ""
        return GraphicKind.PICTURE, file_name(image.get(f"{XLINK}href") or "")

    # ------------------------------------------------------------ tables

    def table(self, element: Element, path: str, where: str, background: str | None, depth: int) -> None:
        """Read a table of a text or a slide."""
        self._counts["table"] += 1
        self._flow.interrupt()
        if depth > _DEPTH_MAX:
            self.gathering.note("tables nested too deep were not read")
            return
        name = element.get(f"{TABLE}name") or f"table {self._counts['table']}"
        table_where, table_path = f"{where}: {name}" if where else name, f"{path} > Table"
        grid: list[list[_GridCell]] = []
        has_header = element.find(f"{TABLE}table-header-rows") is not None
        count = 0
        for row in _rows(element):
            cells = [
                self._cell(cell, table_path, where, background, depth)
                for cell in row.iterchildren(f"{TABLE}table-cell")
            ]
            count += len(cells)
            grid.append(cells)
            if count > _CELLS_MAX:
                self.gathering.note("a table was not read to its end")
                break
        self.gathering.tables.add(
            _table_facts(
                grid,
                Spot(
                    table_where[:200],
                    table_path,
                    cut(" | ".join(cell.text for cell in grid[0])) if grid else "",
                ),
                HeaderMark.MARKED if has_header or self.marks_header(element) else HeaderMark.NONE,
                is_nested=" > Table" in path,
            )
        )

    def marks_header(self, table: Element) -> bool:
        """Whether a table's own attributes make its first row the header, as on slides."""
        return (
            table.get(f"{TABLE}use-first-row-styles") == "true"
            and table.get(f"{TABLE}template-name") is not None
        )

    def _cell(self, cell: Element, path: str, where: str, background: str | None, depth: int) -> _GridCell:
        style = self.styles.style("table-cell", cell.get(f"{TABLE}style-name"))
        ground = style.look.background
        if ground in {None, TRANSPARENT}:
            ground = background
        pictures, nested = self.gathering.graphics.count, self._counts["table"]
        texts = [
            self.paragraph(child, f"{path} > Cell", where, ground, depth + 1)
            for child in cell.iterchildren(f"{TEXT}p", f"{TEXT}h")
        ]
        others = [child for child in cell.iterchildren("*") if child.tag not in {f"{TEXT}p", f"{TEXT}h"}]
        if others:
            texts.extend(cut("".join(_texts(child))) for child in others if child.tag in _BLOCK_HOLDERS)
            for child in others:
                if child.tag == f"{TABLE}table":
                    self.table(child, f"{path} > Cell", where, ground, depth + 1)
                elif child.tag in _BLOCK_HOLDERS:
                    self.blocks(child, f"{path} > Cell", where, ground, depth + 1)
                elif str(child.tag).startswith(DRAW):
                    self.drawing(child, f"{path} > Cell", where, depth + 1)
        columns = _count(cell.get(f"{TABLE}number-columns-spanned"), _REPEAT_MAX)
        rows = _count(cell.get(f"{TABLE}number-rows-spanned"), _REPEAT_MAX)
        return _GridCell(
            " ".join(texts).strip(),
            max(columns, 1),
            columns > 1 or rows > 1,
            self.gathering.graphics.count > pictures,
            self._counts["table"] - nested,
            bool(style.look.has_borders),
        )

    # ------------------------------------------------------------ forms

    def _forms(self, holder: Element) -> None:
        labelled = {
            identifier
            for label in holder.iter(f"{FORM}fixed-text")
            for identifier in (label.get(f"{FORM}for") or "").replace(",", " ").split()
        }
        for name in _FIELDS:
            for element in holder.iter(f"{FORM}{name}"):
                identifier = element.get("{http://www.w3.org/XML/1998/namespace}id") or element.get(
                    f"{FORM}id"
                )
                label = element.get(f"{FORM}label") or element.get(f"{FORM}title") or ""
                if not label and identifier in labelled:
                    label = "label"
                shown = element.get(f"{FORM}name") or name
                self.gathering.form_fields.add(
                    FormField(
                        Spot(f"field {shown}"[:200], "Document > Form > Field", cut(shown)), name, cut(label)
                    )
                )


def _table_facts(grid: list[list[_GridCell]], spot: Spot, header: HeaderMark, *, is_nested: bool) -> Table:
    cells = [cell for row in grid for cell in row]
    first = grid[0] if grid else []
    return Table(
        spot,
        rows=len(grid),
        columns=max((sum(cell.span for cell in row) for row in grid), default=0),
        header=header,
        filled=sum(bool(cell.text) or cell.has_picture for cell in cells),
        empty=sum(not cell.text and not cell.has_picture and not cell.nested for cell in cells),
        merged=sum(cell.is_merged for cell in cells),
        nested=sum(cell.nested for cell in cells),
        picture_cells=sum(cell.has_picture for cell in cells),
        longest_cell=max((len(cell.text) for cell in cells), default=0),
        first_row_longest=max((len(cell.text) for cell in first), default=0),
        first_row_is_text=is_text_row([cell.text for cell in first]),
        number_cells=sum(is_number(cell.text) for cell in cells),
        has_borders=any(cell.has_borders for cell in cells),
        is_nested=is_nested,
    )


def _rows(table: Element) -> Iterator[Element]:
    waiting = list(reversed(table))
    holders = {f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
    while waiting:
        element = waiting.pop()
        if element.tag == f"{TABLE}table-row":
            yield element
        elif element.tag in holders:
            waiting.extend(reversed(element))


def _paint(look: OdfLook, line: Line) -> Paint:
    colour = look.colour if look.colour != TRANSPARENT else None
    if look.background in {None, TRANSPARENT}:
        background, is_assumed = line.background, line.is_assumed
    else:
        background, is_assumed = look.background, False
    return Paint(colour, background or None, look.size or 0.0, bool(look.is_bold), is_assumed)


def _alternatives(element: Element) -> tuple[str, str]:
    texts = (element.findtext(f"{SVG}title") or "", element.findtext(f"{SVG}desc") or "")
    return texts[0].strip(), texts[1].strip()


def _is_speck(frame: Element) -> bool:
    sides = (points(frame.get(f"{SVG}width")), points(frame.get(f"{SVG}height")))
    return any(side is not None and 0 < side < _SPECK_POINTS for side in sides)


def _level(element: Element) -> int | None:
    if element.tag != f"{TEXT}h":
        return None
    return max(1, min(_count(element.get(f"{TEXT}outline-level"), 10), 10))


def _common_name(style: OdfStyle) -> str:
    """Return the name of the nearest style that a person has named, not "P12"."""
    return next((name.capitalize() for name in style.names if not re.fullmatch(r"[a-z]{1,2}\d+", name)), "")


def _count(value: str | None, limit: int) -> int:
    if value is None or not value.isdecimal():
        return 1
    return min(int(value[:9]), limit)


def _texts(element: Element) -> Iterator[str]:
    length = 0
    for text in element.itertext(f"{TEXT}p", f"{TEXT}h", f"{TEXT}span", f"{TEXT}a"):
        yield str(text)
        length += len(text)
        if length > 2_000:
            return
