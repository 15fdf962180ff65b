"""Tables of WordprocessingML as grids of cells."""

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml.etree import _Element as Element

from crawler.documents.office.grid import CELLS_MAX, GridCell, span, table_facts
from crawler.documents.office.word_styles import Style, W, has_visible_borders, is_on, shade
from rules.office_evidence import HeaderMark, Table

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
            if count >= CELLS_MAX:
                rows.append(row)
                return rows
        rows.append(row)
    return rows


def table_of(
    element: Element, rows: list[Row], style: Style, where: str, path: str, *, is_nested: bool
) -> Table:
    """Return the facts of a table whose cells have been read."""
    grid = [
        [
            GridCell(
                cell.text, cell.span, cell.span > 1 or cell.is_merge_start, cell.has_picture, cell.nested
            )
            for cell in row.cells
            if not cell.is_covered
        ]
        for row in rows
    ]
    borders = (
        cell.element.find(f"{W}tcPr/{W}tcBorders")
        for cell in islice((c for row in rows for c in row.cells), 400)
    )
    has_borders = (
        style.has_borders
        or has_visible_borders(element.find(f"{W}tblPr/{W}tblBorders"))
        or any(map(has_visible_borders, borders))
    )
    header = _header_mark(element, rows, style)
    return table_facts(grid, where, path, header, has_borders=has_borders, is_nested=is_nested)


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
    grid_span = properties.find(f"{W}gridSpan")
    merge = properties.find(f"{W}vMerge")
    is_restart = merge is not None and merge.get(f"{W}val") == "restart"
    return Cell(
        element,
        span(grid_span.get(f"{W}val") if grid_span is not None else None),
        is_covered=merge is not None and not is_restart,
        is_merge_start=is_restart,
        shade=shade(properties.find(f"{W}shd")),
    )


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
