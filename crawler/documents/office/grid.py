"""Tables of every make as grids of cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.documents.office.gather import cut
from rules.office_evidence import HeaderMark, Spot, Table

SPAN_MAX = 1_000
CELLS_MAX = 200_000
_NUMBER = re.compile(r"^[\W\d]*\d[\W\d]*([%a-zA-Z]{1,3})?$")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that is there; those covered by a merged one are not."""

    text: str
    span: int = 1
    is_merged: bool = False
    has_picture: bool = False
    nested: int = 0
    has_borders: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.has_picture and not self.nested


def table_facts(
    grid: Sequence[Sequence[GridCell]],
    where: str,
    path: str,
    header: HeaderMark,
    *,
    has_borders: bool = False,
    is_nested: bool = False,
) -> Table:
    """Return the facts of a table whose cells have been read."""
    cells = [cell for row in grid for cell in row]
    first = [cell.text for cell in grid[0]] if grid else []
    return Table(
        Spot(where[:200], path, cut(" | ".join(first))),
        rows=len(grid),
        columns=max((sum(cell.span for cell in row) for row in grid), default=0),
        header=header,
        filled=sum(bool(cell.text) or cell.has_picture for cell in cells),
        empty=sum(cell.is_empty for cell in cells),
        merged=sum(cell.is_merged for cell in cells),
        nested=sum(cell.nested for cell in cells),
        picture_cells=sum(cell.has_picture for cell in cells),
        longest_cell=max((len(cell.text) for cell in cells), default=0),
        first_row_longest=max(map(len, first), default=0),
        first_row_is_text=is_text_row(first),
        number_cells=sum(is_number(cell.text) for cell in cells),
        has_borders=has_borders or any(cell.has_borders for cell in cells),
        is_nested=is_nested,
    )


def is_text_row(texts: Sequence[str]) -> bool:
    """Whether every cell of a row, but perhaps an empty first one, holds words and no number."""
    named = texts if texts and texts[0] else texts[1:]
    return len(texts) > 1 and all(any(map(str.isalpha, text)) and not is_number(text) for text in named)


def is_number(text: str) -> bool:
    """Whether a text is a figure, perhaps with a unit or a sign."""
    return len(text) < 40 and bool(_NUMBER.match(text))


def span(value: str | None) -> int:
    """Return how many columns or rows a cell spans, within reason."""
    if value is None or not value.isdecimal():
        return 1
    return min(max(int(value[:6]), 1), SPAN_MAX)
