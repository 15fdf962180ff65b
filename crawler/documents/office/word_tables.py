"""Tables of WordprocessingML as grids of cells."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from crawler.documents.office.gather import cut
from crawler.documents.office.word_styles import Style, W, has_visible_borders, is_on, shade
from rules.office_evidence import HeaderMark, Spot, Table

SPAN_MAX = 1_000
_CELLS_MAX = 200_000
_NUMBER = re.compile(r"^[\W\d]*\d[\W\d]*([%a-zA-Z]{1,3})?$")
_FIRST_ROW_BIT = 0x0020


@dataclass(slots=True)
class Cell:
    """A cell; the reader fills in what it holds."""

    element: Element
    span: int
    is_covered: bool
    is_merge_start: bool
    shade: str | None
    text: str = ""
    has_picture: bool = False
    nested: int = 0


@dataclass(slots=True)
class Row:
    """A row. `is_header`: it is repeated at the top of each page, which is how Word marks a header row."""

    cells: list[Cell] = field(default_factory=list)
    is_header: bool = False


def read_rows(table: Element) -> list[Row]:
    """Return the rows of a table with their cells; a cell under a vertical merge is covered."""
    rows: list[Row] = []
    count = 0
    for element in _children(table, f"{W}tr"):
        properties = element.find(f"{W}trPr")
        row = Row(is_header=_is_header(properties))
        for cell in _children(element, f"{W}tc"):
            row.cells.append(_cell(cell))
            count += 1
            if count >= _CELLS_MAX:
                rows.append(row)
                return rows
        rows.append(row)
    return rows


def table_of(
    element: Element, rows: list[Row], style: Style, where: str, path: str, *, is_nested: bool
) -> Table:
    """Return the facts of a table whose cells have been read."""
    cells = [cell for row in rows for cell in row.cells if not cell.is_covered]
    first = [cell for cell in rows[0].cells if not cell.is_covered] if rows else []
    return Table(
        Spot(where, path, cut(" | ".join(cell.text for cell in first))),
        rows=len(rows),
        columns=max((sum(cell.span for cell in row.cells) for row in rows), default=0),
        header=_header_mark(element, rows, style),
        filled=sum(bool(cell.text) or cell.has_picture for cell in cells),
        empty=sum(not cell.text and not cell.has_picture and not cell.nested for cell in cells),
        merged=sum(cell.span > 1 or cell.is_merge_start for cell in cells),
        nested=sum(cell.nested for cell in cells),
        picture_cells=sum(cell.has_picture for cell in cells),
        longest_cell=max((len(cell.text) for cell in cells), default=0),
        first_row_longest=max((len(cell.text) for cell in first), default=0),
        first_row_is_text=is_text_row([cell.text for cell in first]),
        number_cells=sum(is_number(cell.text) for cell in cells),
        has_borders=style.has_borders
        or has_visible_borders(element.find(f"{W}tblPr/{W}tblBorders"))
        or any(has_visible_borders(cell.element.find(f"{W}tcPr/{W}tcBorders")) for cell in cells[:400]),
        is_nested=is_nested,
    )


def is_text_row(texts: list[str]) -> bool:
    """Whether every cell of a row, but perhaps the first, holds words and no number."""
    return len(texts) > 1 and all(
        any(map(str.isalpha, text)) and not is_number(text) for text in (texts if texts[0] else texts[1:])
    )


def is_number(text: str) -> bool:
    return len(text) < 40 and bool(_NUMBER.match(text))


def _header_mark(table: Element, rows: list[Row], style: Style) -> HeaderMark:
    if rows and rows[0].is_header:
        return HeaderMark.MARKED
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return HeaderMark.NONE
    first_row = look.get(f"{W}firstRow")
    if first_row is not None:
        is_ticked = is_on(first_row)
    else:
        value = look.get(f"{W}val") or ""
        is_ticked = bool(re.fullmatch(r"[0-9A-Fa-f]{1,8}", value)) and bool(int(value, 16) & _FIRST_ROW_BIT)
    if not is_ticked:
        return HeaderMark.NONE
    return HeaderMark.STYLED_LOOK if style.has_first_row else HeaderMark.LOOK


def _cell(element: Element) -> Cell:
    properties = element.find(f"{W}tcPr")
    if properties is None:
        return Cell(element, 1, is_covered=False, is_merge_start=False, shade=None)
    span = properties.find(f"{W}gridSpan")
    merge = properties.find(f"{W}vMerge")
    is_restart = merge is not None and merge.get(f"{W}val") == "restart"
    return Cell(
        element,
        _span(span.get(f"{W}val") if span is not None else None),
        is_covered=merge is not None and not is_restart,
        is_merge_start=is_restart,
        shade=shade(properties.find(f"{W}shd")),
    )


def _span(value: str | None) -> int:
    if value is None or not value.isdecimal():
        return 1
    return min(max(int(value[:6]), 1), SPAN_MAX)


def _is_header(properties: Element | None) -> bool:
    if properties is None:
        return False
    mark = properties.find(f"{W}tblHeader")
    return mark is not None and (mark.get(f"{W}val") is None or is_on(mark.get(f"{W}val")))


def _children(holder: Element, tag: str) -> list[Element]:
    """Return children of one kind, those inside content controls and marks of change as well."""
    found: list[Element] = []
    waiting = list(reversed(holder))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            found.append(child)
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml"}:
            waiting.extend(reversed(child))
    return found
