"""Pictures, tables and form fields of OpenDocument, wherever they stand."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml.etree import _Element as Element

from crawler.documents.office.drawing import file_name
from crawler.documents.office.gather import Gathering, cut
from crawler.documents.office.grid import CELLS_MAX, GridCell, span, table_facts
from crawler.documents.office.odf_styles import DRAW, FORM, SVG, TABLE, TEXT, TRANSPARENT, XLINK, points
from rules.office_evidence import FormField, Graphic, GraphicKind, HeaderMark, Spot

if TYPE_CHECKING:
    from crawler.documents.office.odf_text import OdfReader

DEPTH_MAX = 40
_LINE_MAX_POINTS = 2.9
_LINE_MIN_LENGTH_POINTS = 57.0
_TEXT_READ_MAX = 2_000
_SHAPES = frozenset(
    {
        f"{DRAW}{name}"
        for name in (
            "rect", "line", "polyline", "polygon", "regular-polygon", "path", "circle", "ellipse", "connector",
            "measure", "caption", "custom-shape",
        )
    }
)  # fmt: skip
_FIELDS = tuple(
    f"{FORM}{name}"
    for name in (
        "text", "textarea", "formatted-text", "number", "date", "time", "file", "password", "combobox", "listbox",
        "checkbox",
    )
)  # fmt: skip
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ROW_HOLDERS = frozenset(
    {f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
)


def read_drawing(reader: "OdfReader", element: Element, path: str, where: str, depth: int) -> None:
    """Read a frame, a group, a link around a frame or a shape with text in it."""
    if depth > DEPTH_MAX:
        reader.gathering.note("parts nested too deep were not read")
        return
    tag = element.tag
    where = where or f"paragraph {reader.counts['paragraph']}"
    if tag == f"{DRAW}frame":
        _read_frame(reader, element, path, where, depth)
    elif tag in {f"{DRAW}g", f"{DRAW}a"}:
        speaks = tag == f"{DRAW}g" and any(_alternatives(element))
        for child in element.iterchildren("*"):
            if speaks and child.tag == f"{DRAW}frame" and child.find(f"{DRAW}image") is not None:
                continue  # the group speaks for its pictures
            if str(child.tag).startswith(DRAW):
                read_drawing(reader, child, path, where, depth + 1)
    elif tag in _SHAPES:
        reader.blocks(element, f"{path} > Shape", where, _ground(reader, element), depth + 1)


def _ground(reader: "OdfReader", shape: Element) -> str | None:
    """Return the colour a shape is filled with, None where it is not plain to see."""
    look = reader.styles.style("graphic", shape.get(f"{DRAW}style-name")).look
    return look.fill if look.fill not in {None, "", TRANSPARENT} else None


def _read_frame(reader: "OdfReader", frame: Element, path: str, where: str, depth: int) -> None:
    box = frame.find(f"{DRAW}text-box")
    if box is not None:
        reader.blocks(box, f"{path} > Text box", where, _ground(reader, frame), depth + 1)
        return
    table = frame.find(f"{TABLE}table")
    if table is not None:
        read_table(reader, table, path, where, None, depth + 1)
        return
    kind, source = _kind_of_frame(reader, frame)
    if kind is None or _is_ruled_line(frame):
        return
    title, description = _alternatives(frame)
    name = frame.get(f"{DRAW}name") or ""
    spot = Spot(f"{where}: {name or kind.value}"[:200], f"{path} > {kind.value.capitalize()}")
    if kind is GraphicKind.OBJECT:
        reader.gathering.embedded_objects.add(spot)
    is_decorative = any(
        str(attribute).endswith("}decorative") and value == "true"
        for attribute, value in frame.attrib.items()
    )
    reader.gathering.graphics.add(
        Graphic(spot, kind, description, title, name[:100], source, is_decorative=is_decorative)
    )


def _kind_of_frame(reader: "OdfReader", frame: Element) -> tuple[GraphicKind | None, str]:
    embedded = frame.find(f"{DRAW}object")
    if embedded is not None:
        href = (embedded.get(f"{XLINK}href") or "").removeprefix("./")
        media_type = reader.media_types.get(f"{href}/") or reader.media_types.get(href) or ""
        if media_type.endswith("formula") or any("math" in str(child.tag).lower() for child in embedded):
            return None, ""  # MathML can be read aloud
        return (GraphicKind.CHART if media_type.endswith("chart") else GraphicKind.OBJECT), ""
    if frame.find(f"{DRAW}object-ole") is not None:
        return GraphicKind.OBJECT, ""
    image = frame.find(f"{DRAW}image")
    if image is None:
        return None, ""
    return GraphicKind.PICTURE, file_name(image.get(f"{XLINK}href") or "")


def read_table(
    reader: "OdfReader", element: Element, path: str, where: str, background: str | None, depth: int
) -> None:
    """Read a table of a text or a slide."""
    reader.counts["table"] += 1
    reader.flow.interrupt()
    if depth > DEPTH_MAX:
        reader.gathering.note("tables nested too deep were not read")
        return
    name = element.get(f"{TABLE}name") or f"table {reader.counts['table']}"
    table_path = f"{path} > Table"
    grid: list[list[GridCell]] = []
    count = 0
    for row in _rows(element):
        cells = [
            _read_cell(reader, cell, table_path, where, background, depth)
            for cell in row.iterchildren(f"{TABLE}table-cell")
        ]
        grid.append(cells)
        count += len(cells)
        if count > CELLS_MAX:
            reader.gathering.note("a table was not read to its end")
            break
    header = HeaderMark.MARKED if _marks_header(element) else HeaderMark.NONE
    reader.gathering.tables.add(
        table_facts(
            grid, f"{where}: {name}" if where else name, table_path, header, is_nested=" > Table" in path
        )
    )


def _marks_header(table: Element) -> bool:
    """Whether header rows are set, or, as on slides, the first row is styled as the header."""
    has_header_rows = table.find(f"{TABLE}table-header-rows") is not None
    return has_header_rows or table.get(f"{TABLE}use-first-row-styles") == "true"


def _read_cell(
    reader: "OdfReader", cell: Element, path: str, where: str, background: str | None, depth: int
) -> GridCell:
    style = reader.styles.style("table-cell", cell.get(f"{TABLE}style-name"))
    ground = style.look.background
    if ground in {None, TRANSPARENT}:
        ground = background
    pictures, nested = reader.gathering.graphics.count, reader.counts["table"]
    texts: list[str] = []
    for child in cell.iterchildren("*"):
        if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
            texts.append(reader.paragraph(child, f"{path} > Cell", where, ground, depth + 1))
        else:
            texts.append(text_of(child) if str(child.tag).startswith(TEXT) else "")
            reader.block(child, f"{path} > Cell", where, ground, depth + 1)
    columns, rows = (span(cell.get(f"{TABLE}number-{side}-spanned")) for side in ("columns", "rows"))
    return GridCell(
        " ".join(texts).strip(),
        columns,
        columns > 1 or rows > 1,
        reader.gathering.graphics.count > pictures,
        reader.counts["table"] - nested,
        bool(style.look.has_borders),
    )


def read_forms(gathering: Gathering, holder: Element) -> None:
    """Keep the fields to fill in, with what they are called."""
    labelled = {
        identifier
        for label in holder.iter(f"{FORM}fixed-text")
        for identifier in (label.get(f"{FORM}for") or "").replace(",", " ").split()
    }
    for element in holder.iter(*_FIELDS):
        kind = str(element.tag).removeprefix(FORM)
        label = element.get(f"{FORM}label") or element.get(f"{FORM}title") or ""
        if not label and (element.get(_XML_ID) or element.get(f"{FORM}id")) in labelled:
            label = "label"
        shown = element.get(f"{FORM}name") or kind
        spot = Spot(f"field {shown}"[:200], "Document > Form > Field", cut(shown))
        gathering.form_fields.add(FormField(spot, kind, cut(label)))


def _rows(table: Element) -> Iterator[Element]:
    waiting = list(reversed(table))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{TABLE}table-row":
            yield element
        elif element.tag in _ROW_HOLDERS:
            waiting.extend(reversed(element))


def _alternatives(element: Element) -> tuple[str, str]:
    return (element.findtext(f"{SVG}title") or "").strip(), (element.findtext(f"{SVG}desc") or "").strip()


def _is_ruled_line(frame: Element) -> bool:
    sides = [points(frame.get(f"{SVG}width")) or 0.0, points(frame.get(f"{SVG}height")) or 0.0]
    return 0 < min(sides) < _LINE_MAX_POINTS and max(sides) > _LINE_MIN_LENGTH_POINTS


def text_of(element: Element) -> str:
    """Return the text of paragraphs, lists and sections in an element, cut."""
    tags = (f"{TEXT}p", f"{TEXT}h", f"{TEXT}span", f"{TEXT}a")
    pieces: list[str] = []
    length = 0
    for text in element.itertext(*tags):
        pieces.append(str(text))
        length += len(text)
        if length > _TEXT_READ_MAX:
            break
    return cut("".join(pieces))
