"""Tables: whether their cells make a grid, and whether the data cells have headers (7.2-15, -41 to -43, 7.5)."""

from functools import partial

from crawler.documents.pdf.objects import is_name, is_string, text, text_of
from crawler.documents.pdf.structure import Element, StructureTree
from crawler.documents.pdf.tally import Tally

CLAUSES = ("7.2-15", "7.2-41", "7.2-42", "7.2-43", "7.5-1", "7.5-2")
GRID_MAX_CELLS = 1_000_000
"""A larger grid is not laid out: one cell can claim to span two thousand million columns."""

_ROW_GROUPS = frozenset({"THead", "TBody", "TFoot"})
_CELLS = frozenset({"TH", "TD"})


class _Grid:
    """A table laid out: `fault` is the test that failed, with the row or column; "" where the cells make a grid."""

    def __init__(self, tree: StructureTree, rows: list[list[Element]], height: int, width: int) -> None:
        self._tree = tree
        self.cells: list[list[Element | None]] = [[None] * width for _ in range(height)]
        self.width = width
        self.height = height
        self.first_place: dict[int, tuple[int, int]] = {}
        self.crossing: set[int] = set()
        self.fault = ""
        self.position = 0
        self._lay(rows)

    def _lay(self, rows: list[list[Element]]) -> None:
        for number, cells in enumerate(rows):
            column = 0
            for cell in cells:
                column_span = span(self._tree, cell, "ColSpan")
                row_span = span(self._tree, cell, "RowSpan")
                while column < self.width and self._at(number, column) is not None:
                    column += 1
                if column + column_span > self.width:
                    self._fail("7.2-42", number)
                    return
                if number + row_span > self.height:
                    self._fail("7.2-41", column)
                    return
                if not self._put(cell, number, column, row_span, column_span):
                    return
                column += column_span
            if not cells and self.width:
                self._fail("7.2-43", number)
                return
        for number, row in enumerate(self.cells):
            if None in row:
                self._fail("7.2-43", number)
                return

    def _at(self, row: int, column: int) -> Element | None:
        return self.cells[row][column] if row < self.height else None

    def _put(self, cell: Element, row: int, column: int, height: int, width: int) -> bool:
        self.first_place[cell.index] = (row, column)
        for i in range(row, row + height):
            for j in range(column, column + width):
                other = self.cells[i][j]
                if other is not None:
                    self.crossing |= {cell.index, other.index}
                    self.fault = "7.2-15"
                    return False
                self.cells[i][j] = cell
        return True

    def _fail(self, clause: str, position: int) -> None:
        self.fault = clause
        self.position = position + 1


def check(tree: StructureTree, tally: Tally, notes: list[str]) -> None:
    for table in tree.elements:
        if table.standard == "Table":
            _check_table(table, tree, tally, notes)


def span(tree: StructureTree, cell: Element, key: str) -> int:
    value = tree.attribute(cell, "Table", key)
    return value if isinstance(value, int) and not isinstance(value, bool) else 1


def rows_of(table: Element) -> list[list[Element]]:
    """Return the cells of each row, head, body and foot in the order they stand."""
    rows = []
    for child in table.significant_children():
        if child.standard == "TR":
            rows.append(child)
        elif child.standard in _ROW_GROUPS:
            rows.extend(row for row in child.significant_children() if row.standard == "TR")
    return [[cell for cell in row.significant_children() if cell.standard in _CELLS] for row in rows]


def _check_table(table: Element, tree: StructureTree, tally: Tally, notes: list[str]) -> None:
    rows = rows_of(table)
    height = _height(tree, rows)
    width = sum(span(tree, cell, "ColSpan") for cell in rows[0]) if rows else 0
    place = partial(tree.place, table)
    if height <= 0 or width < 0 or height * max(width, 1) > GRID_MAX_CELLS:
        if height > 0:
            notes.append("a table too large to lay out was not checked")
        return
    grid = _Grid(tree, rows, height, width)
    for clause in ("7.2-41", "7.2-42", "7.2-43"):
        tally.check(clause, grid.fault != clause, place, position=grid.position)
    for cells in rows:
        for cell in cells:
            tally.check("7.2-15", cell.index not in grid.crossing, partial(tree.place, cell))
    if not grid.fault:
        _check_headers(grid, tree, tally)


def _height(tree: StructureTree, rows: list[list[Element]]) -> int:
    """Return how many rows the first cells claim: one that spans three stands for the two rows below it as well."""
    height, number = 0, 0
    while number < len(rows):
        claimed = span(tree, rows[number][0], "RowSpan") if rows[number] else 0
        height += claimed
        number += max(claimed, 1)
    return height


def _check_headers(grid: _Grid, tree: StructureTree, tally: Tally) -> None:
    """Check that headers can be told: every TH has a scope, or every TD names its headers by their ids."""
    headers = {
        cell.index: cell for row in grid.cells for cell in row if cell is not None and cell.standard == "TH"
    }
    if not headers:
        return
    if all(is_name(tree.attribute(header, "Table", "Scope")) for header in headers.values()):
        tally.passed("7.5-1")
        tally.passed("7.5-2")
        return
    ids = {own for header in headers.values() if (own := text(header.obj, "/ID"))}
    for row in grid.cells:
        for cell in dict.fromkeys(row):
            if cell is None or cell.standard != "TD" or grid.first_place[cell.index] == (0, 0):
                continue
            named = headers_named(tree, cell)
            unknown = [one for one in named if one not in ids]
            if named and not unknown:
                tally.passed("7.5-1")
                tally.passed("7.5-2")
                continue
            # One cell speaks for its table: the rest lack the same.
            if unknown:
                tally.failed("7.5-2", partial(tree.place, cell), headers=", ".join(unknown)[:200])
            else:
                tally.failed("7.5-1", partial(tree.place, cell))
            return


def headers_named(tree: StructureTree, cell: Element) -> list[str]:
    value = tree.attribute(cell, "Table", "Headers")
    if value is None:
        return []
    try:
        return [text_of(item) or "" for item in value if is_string(item)]
    except (TypeError, ValueError):
        return []
