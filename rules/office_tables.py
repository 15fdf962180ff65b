"""What a table in an office document is for: data, or only the layout of a page."""

from enum import StrEnum

from rules.office_evidence import OfficeKind, Table

_DATA_MIN_FILLED_SHARE = 0.7
_HEADER_MAX_CHARACTERS = 80
_CELL_MAX_CHARACTERS = 400


class Purpose(StrEnum):
    """What a table is used for, as far as a machine can say."""

    DATA = "data"
    LAYOUT = "layout"
    UNCERTAIN = "uncertain"


def purpose_of(table: Table, kind: OfficeKind) -> Purpose:
    """Return what a table is for.

    A table of data has a row of short words over rows that are mostly filled, and lines or figures. One row or one
    column, a table inside, or pictures and long texts in the cells are layout.
    """
    if kind is OfficeKind.SHEET:
        return Purpose.DATA  # an area that someone has made a table
    if table.rows < 2 or table.columns < 2 or table.nested or not table.filled:
        return Purpose.LAYOUT
    cells = table.filled + table.empty
    if table.picture_cells * 3 > cells or table.longest_cell > _CELL_MAX_CHARACTERS:
        return Purpose.LAYOUT
    has_header_words = table.first_row_is_text and table.first_row_longest <= _HEADER_MAX_CHARACTERS
    if table.filled < _DATA_MIN_FILLED_SHARE * cells or not has_header_words or table.is_nested:
        return Purpose.UNCERTAIN
    if table.columns == 2 and table.number_cells * 2 < table.rows - 1:
        return Purpose.UNCERTAIN  # names beside values: the header may be the first column
    has_figures = table.number_cells * 4 >= cells
    is_data = (table.rows > 2 and (table.has_borders or has_figures)) or (table.has_borders and has_figures)
    return Purpose.DATA if is_data else Purpose.UNCERTAIN
