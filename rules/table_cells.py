"""Which header cells belong to a cell of a table."""

from collections.abc import Iterator

from bs4 import Tag


def header_cells(cell: Tag) -> Iterator[Tag]:
    """Yield the header cells of a cell: those named in `headers`, those of its row, and those above it."""
    table = cell.find_parent("table")
    row = cell.find_parent("tr")
    if table is None or row is None:
        return
    for identifier in str(cell.get("headers") or "").split():
        header = table.find(id=identifier)
        if isinstance(header, Tag):
            yield header
    yield from (header for header in row.find_all("th", recursive=False) if header is not cell)
    column = _column(cell, row)
    for other in table.find_all("tr"):
        if other is row or other.find_parent("table") is not table:
            continue
        for header in other.find_all("th", recursive=False):
            if header.get("scope") != "row" and _column(header, other) == column:
                yield header


def _column(cell: Tag, row: Tag) -> int:
    column = 0
    for other in row.find_all(["td", "th"], recursive=False):
        if other is cell:
            break
        span = str(other.get("colspan") or "1")
        column += int(span) if span.isdecimal() and len(span) < 4 else 1
    return column
