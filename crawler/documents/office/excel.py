"""Reads SpreadsheetML documents (xlsx, xlsm, xltx), transitional and strict; sheets are read as they come."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import _Element as Element

from crawler.documents.errors import DamagedError
from crawler.documents.office.drawing import A, R, drop_fallbacks, graphic, source_of
from crawler.documents.office.excel_styles import CellStyles, S
from crawler.documents.office.gather import Gathering, count_letters, cut
from crawler.documents.office.grid import is_text_row
from crawler.documents.office.opc import OpenXml
from crawler.documents.office.package import stream
from crawler.documents.office.theme import scheme_colours
from rules.office_evidence import GraphicKind, HeaderMark, OfficeKind, Sheet, Spot, Table, Visibility

XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_VALUE, _INLINE = f"{S}v", f"{S}is"
_SHEETS_MAX = 500
_CELLS_MAX = 600_000
_KEPT_CELLS_MAX = 50_000
_STRINGS_MAX = 500_000
_MERGES_MAX = 100_000
_TAGS = tuple(
    f"{S}{name}"
    for name in (
        "row",
        "mergeCell",
        "hyperlink",
        "drawing",
        "tablePart",
        "conditionalFormatting",
        "oleObject",
        "control",
    )
)
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
_KINDS = {"chart": GraphicKind.CHART, "chartex": GraphicKind.CHART, "diagram": GraphicKind.DIAGRAM}


@dataclass(slots=True)
class _SheetSoFar:
    """A sheet while it is read. `rows` keeps texts by row and column, up to a cap."""

    name: str
    part: str
    has_cells: bool = False
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    kept: int = 0
    styled: dict[int, tuple[str, str, int]] = field(default_factory=dict)
    merged: int = 0
    links: list[Element] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    has_conditional_formats: bool = False
    objects: int = 0

    def keep(self, place: tuple[int, int], text: str) -> None:
        if self.kept < _KEPT_CELLS_MAX:
            self.rows.setdefault(place[0], {})[place[1]] = text
            self.kept += 1

    def text(self, place: tuple[int, int] | None) -> str:
        return self.rows.get(place[0], {}).get(place[1], "") if place else ""

    def row_text(self, place: tuple[int, int]) -> str:
        """Return the texts of the other cells of a row."""
        texts = (text for column, text in self.rows.get(place[0], {}).items() if column != place[1])
        return " ".join(islice(texts, 30))


def read_excel(document: OpenXml, main: str) -> Gathering:
    """Return what a workbook holds."""
    return _ExcelReader(document, main).read()


class _ExcelReader:
    def __init__(self, document: OpenXml, main: str) -> None:
        self._document = document
        self._main = main
        self._root = document.package.parse(main)
        self._gathering = Gathering(OfficeKind.SHEET, is_openxml=True, has_language=False)
        scheme = scheme_colours(document.parse_related(main, "theme"))
        self._styles = CellStyles(document.parse_related(main, "styles"), scheme)
        self._strings = self._shared_strings()
        self._cell_count = 0

    def read(self) -> Gathering:
        elements = list(self._root.iterfind(f"{S}sheets/{S}sheet"))
        if len(elements) > _SHEETS_MAX:
            self._gathering.note(f"sheets after number {_SHEETS_MAX} were not read")
        for element in elements[:_SHEETS_MAX]:
            name = (element.get("name") or "")[:100]
            part = self._document.name_of(self._document.target(self._main, element.get(f"{R}id")))
            is_hidden = (element.get("state") or "visible") != "visible"
            visibility = Visibility.HIDDEN if is_hidden else Visibility.VISIBLE
            if part is None:
                self._gathering.note(f"sheet {name} could not be read")
                continue
            sheet = _SheetSoFar(name, part)
            try:
                self._read_sheet(sheet)
            except DamagedError as error:
                self._gathering.note(f"sheet {name} could not be read: {error.reason}")
                continue
            has_drawings = self._finish_sheet(sheet)
            is_empty = not sheet.has_cells and not has_drawings and "worksheets/" in part
            self._gathering.sheets.add(Sheet(name, visibility, is_empty, sheet.merged))
        return self._gathering

    def _shared_strings(self) -> list[str]:
        name = next(self._document.related(self._main, "sharedStrings"), None)
        strings: list[str] = []
        if name is None:
            return strings
        try:
            for element in stream(self._document.package, name, (f"{S}si",)):
                strings.append(cut(_string(element)))
                _forget(element)
                if len(strings) >= _STRINGS_MAX:
                    self._gathering.note(f"texts after number {_STRINGS_MAX} were not read")
                    break
        except DamagedError:
            self._gathering.note("the texts of the cells could not be read")
        return strings

    def _read_sheet(self, sheet: _SheetSoFar) -> None:
        for element in stream(self._document.package, sheet.part, _TAGS):
            tag = element.tag
            if tag == f"{S}row":
                if self._cell_count < _CELLS_MAX:
                    self._row(sheet, element)
                else:
                    self._gathering.note(f"cells after number {_CELLS_MAX} were not read")
                _forget(element)
            elif tag == f"{S}mergeCell":
                sheet.merged += sheet.merged < _MERGES_MAX
            elif tag == f"{S}hyperlink":
                if len(sheet.links) < 5_000:
                    sheet.links.append(element)
            elif tag == f"{S}drawing":
                sheet.drawings.append(self._document.target(sheet.part, element.get(f"{R}id")))
            elif tag == f"{S}tablePart":
                sheet.tables.append(self._document.target(sheet.part, element.get(f"{R}id")))
            elif tag == f"{S}conditionalFormatting":
                sheet.has_conditional_formats = True
            else:
                sheet.objects += 1

    def _row(self, sheet: _SheetSoFar, row: Element) -> None:
        number = row.get("r") or ""
        row_number = int(number) if number.isdecimal() and len(number) < 8 else 0
        for column, cell in enumerate(row.iterchildren(f"{S}c"), start=1):
            self._cell_count += 1
            text = self._text(cell)
            if not text:
                continue
            sheet.has_cells = True
            place = _place(cell.get("r") or "") or (row_number, column)
            sheet.keep(place, text)
            letters = count_letters(text)
            self._gathering.letters += letters
            style = cell.get("s") or "0"
            if letters and style.isdecimal() and len(style) < 7:
                first, shown, known = sheet.styled.get(int(style), (_reference(*place), text, 0))
                sheet.styled[int(style)] = (first, shown, known + letters)

    def _text(self, cell: Element) -> str:
        kind = cell.get("t")
        value = ""
        for child in cell:
            if child.tag == _VALUE:
                value = (child.text or "").strip()
            elif child.tag == _INLINE and kind == "inlineStr":
                return cut(_string(child))
        if kind == "s":
            index = int(value) if value.isdecimal() and len(value) < 9 else -1
            return self._strings[index] if 0 <= index < len(self._strings) else ("?" if value else "")
        return value[:300]

    def _finish_sheet(self, sheet: _SheetSoFar) -> bool:
        """Read what hangs on a sheet; return whether pictures or charts stand on it."""
        for link in sheet.links:
            self._link(sheet, link)
        for part in sheet.tables:
            self._table(sheet, part)
        has_drawings = [self._drawing(sheet, part) for part in sheet.drawings]
        for kind in ("comments", "threadedComment"):
            for part in self._document.related(sheet.part, kind):
                self._comments(sheet, part)
        if sheet.objects:
            self._gathering.embedded_objects.add(Spot(sheet.name, "Sheet > Object"), sheet.objects)
        if not sheet.has_conditional_formats:  # which may colour any cell anew
            for style, (reference, text, letters) in sheet.styled.items():
                paint = self._styles.paint(style)
                if paint is not None:
                    spot = Spot(f"{sheet.name}!{reference}", "Sheet > Cell", text)
                    self._gathering.add_painted(letters, paint, spot)
        return any(has_drawings)

    def _link(self, sheet: _SheetSoFar, link: Element) -> None:
        reference = (link.get("ref") or "").split(":", 1)[0]
        place = _place(reference)
        address = self._document.target(sheet.part, link.get(f"{R}id")) or link.get("location") or ""
        text = sheet.text(place)
        if place is None or not text or not address:
            return
        self._gathering.add_link(
            Spot(f"{sheet.name}!{reference}", "Sheet > Cell > Link", text),
            text,
            address,
            context=link.get("tooltip") or "",
            row=sheet.row_text(place),
        )

    def _table(self, sheet: _SheetSoFar, part: str) -> None:
        name = self._document.name_of(part)
        root = self._document.package.parse_if_there(name) if name else None
        if root is None:
            return
        start, _, end = (root.get("ref") or "").partition(":")
        first, last = _place(start), _place(end or start)
        if first is None or last is None:
            return
        has_header = root.get("headerRowCount") != "0"
        texts = [
            sheet.text((first[0], column)) for column in range(first[1], min(last[1], first[1] + 200) + 1)
        ]
        rows, columns = last[0] - first[0] + 1, last[1] - first[1] + 1
        self._gathering.tables.add(
            Table(
                Spot(f"{sheet.name}!{start}", "Sheet > Table", cut(" | ".join(texts))),
                rows=rows,
                columns=columns,
                header=HeaderMark.MARKED if has_header else HeaderMark.NONE,
                filled=rows * columns,
                first_row_is_text=is_text_row(texts),
                first_row_longest=max(map(len, texts), default=0),
                has_borders=True,
            )
        )

    def _drawing(self, sheet: _SheetSoFar, part: str) -> bool:
        name = self._document.name_of(part)
        root = self._document.package.parse_if_there(name) if name else None
        if name is None or root is None:
            return False
        drop_fallbacks(root)
        found = False
        for element in root.iter(f"{XDR}pic", f"{XDR}graphicFrame", f"{XDR}sp"):
            found = True
            self._graphic(sheet, name, element)
        return found

    def _graphic(self, sheet: _SheetSoFar, part: str, element: Element) -> None:
        properties = next(element.iter(f"{XDR}cNvPr"), None)
        if properties is None or properties.get("hidden") in {"1", "true"} or element.tag == f"{XDR}sp":
            return
        if any(_speaks(group) for group in element.iterancestors(f"{XDR}grpSp")):
            return
        kind: GraphicKind | None = GraphicKind.PICTURE
        if element.tag == f"{XDR}graphicFrame":
            data = next(element.iter(f"{A}graphicData"), None)
            kind = _KINDS.get((data.get("uri") or "").rsplit("/", 1)[-1]) if data is not None else None
        if kind is None:
            return
        source = source_of(element, lambda identifier: self._document.target(part, identifier))
        where = f"{sheet.name}{_anchor(element)}"
        self._gathering.graphics.add(
            graphic(properties, kind, source, where, f"Sheet > {kind.value.capitalize()}")
        )

    def _comments(self, sheet: _SheetSoFar, part: str) -> None:
        root = self._document.package.parse_if_there(part)
        if root is None:
            return
        places = Counter(
            element.get("ref") or ""
            for element in root.iter()
            if str(element.tag).rsplit("}", 1)[-1] in {"comment", "threadedComment"}
        )
        for reference, count in places.items():
            place = _place(reference)
            text = sheet.text(place)
            self._gathering.comments.add(
                Spot(f"{sheet.name}!{reference}"[:200], "Sheet > Comment", text), count
            )


def _string(element: Element) -> str:
    """Return the text of a shared or inline string, without the readings of its characters."""
    return "".join(
        text.text or ""
        for text in element.iter(f"{S}t")
        if (parent := text.getparent()) is None or parent.tag != f"{S}rPh"
    )


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _place(reference: str) -> tuple[int, int] | None:
    """Return row and column of "B4"."""
    match = _REFERENCE.match(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _reference(row: int, column: int) -> str:
    """Return "B4" of row and column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def _anchor(element: Element) -> str:
    anchor = next(element.iterancestors(f"{XDR}twoCellAnchor", f"{XDR}oneCellAnchor"), None)
    if anchor is None:
        return ""
    column, row = anchor.findtext(f"{XDR}from/{XDR}col") or "", anchor.findtext(f"{XDR}from/{XDR}row") or ""
    if not (column.isdecimal() and row.isdecimal() and len(column) < 6 and len(row) < 8):
        return ""
    return f"!{_reference(int(row) + 1, int(column) + 1)}"


def _speaks(group: Element) -> bool:
    properties = group.find(f"{XDR}nvGrpSpPr/{XDR}cNvPr")
    return properties is not None and bool((properties.get("descr") or "").strip())
