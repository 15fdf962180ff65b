"""Reads spreadsheets of OpenDocument (ods, fods); repeated cells and rows are never written out."""

from lxml.etree import _Element as Element

from crawler.documents.office.gather import count_letters
from crawler.documents.office.odf_objects import read_drawing, text_of
from crawler.documents.office.odf_package import OFFICE
from crawler.documents.office.odf_styles import DRAW, TABLE, TEXT, TRANSPARENT
from crawler.documents.office.odf_text import OdfReader
from rules.office_evidence import Sheet, Visibility

_ROW_HOLDERS = frozenset(
    {f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
)
_SHEETS_MAX = 500
_COLUMNS_MAX = 16_384


def read_sheets(reader: OdfReader, body: Element) -> None:
    """Read every sheet of a spreadsheet into the reader's gathering."""
    reader.base = reader.styles.default("table-cell")
    sheets = list(body.iterchildren(f"{TABLE}table"))
    if len(sheets) > _SHEETS_MAX:
        reader.gathering.note(f"sheets after number {_SHEETS_MAX} were not read")
    for sheet in sheets[:_SHEETS_MAX]:
        _read_sheet(reader, sheet)


def _read_sheet(reader: OdfReader, sheet: Element) -> None:
    name = (sheet.get(f"{TABLE}name") or "")[:100]
    look = reader.styles.style("table", sheet.get(f"{TABLE}style-name")).look
    pictures = reader.gathering.graphics.count
    has_cells = False
    merged = 0
    for shape in sheet.iterfind(f"{TABLE}shapes/*"):
        if str(shape.tag).startswith(DRAW):
            read_drawing(reader, shape, "Sheet", name, 0)
    row_number = 1
    waiting = list(reversed(sheet))
    while waiting:
        element = waiting.pop()
        if element.tag in _ROW_HOLDERS:
            waiting.extend(reversed(element))
        elif element.tag == f"{TABLE}table-row":
            has_text, spans = _read_row(reader, element, name, row_number)
            has_cells = has_cells or has_text
            merged += spans
            row_number += _repeated(element, f"{TABLE}number-rows-repeated")
    has_pictures = reader.gathering.graphics.count > pictures or sheet.find(f"{TABLE}shapes") is not None
    reader.gathering.sheets.add(
        Sheet(
            name,
            Visibility.HIDDEN if look.is_shown is False else Visibility.VISIBLE,
            not has_cells and not has_pictures,
            merged,
        )
    )


def _read_row(reader: OdfReader, row: Element, name: str, row_number: int) -> tuple[bool, int]:
    column = 1
    has_text = False
    has_link = next(row.iter(f"{TEXT}a"), None) is not None
    reader.row_text = (
        " ".join(text_of(cell) for cell in row.iterchildren(f"{TABLE}table-cell")) if has_link else ""
    )
    merged = 0
    for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
        if len(cell):
            has_text = _read_cell(reader, cell, f"{name}!{_letters(column)}{row_number}") or has_text
        has_text = has_text or cell.get(f"{OFFICE}value") is not None
        merged += _spans(cell)
        column += _repeated(cell, f"{TABLE}number-columns-repeated")
    return has_text, merged


def _read_cell(reader: OdfReader, cell: Element, where: str) -> bool:
    style_name = cell.get(f"{TABLE}style-name")
    background = reader.styles.style("table-cell", style_name).look.background
    if background is None:
        background = reader.styles.default("table-cell").background
    below, reader.base = reader.base, reader.look_of_cell(style_name)
    texts = [
        reader.paragraph(paragraph, "Sheet > Cell", where, background or TRANSPARENT, 0)
        for paragraph in cell.iterchildren(f"{TEXT}p")
    ]
    reader.base = below
    for child in cell.iterchildren("*"):
        if child.tag == f"{OFFICE}annotation":
            reader.comment(where, "Sheet > Cell", " ".join(texts))
        elif str(child.tag).startswith(DRAW):
            read_drawing(reader, child, "Sheet", where, 0)
    return any(text.strip() for text in texts) or any(map(count_letters, texts))


def _spans(cell: Element) -> bool:
    return any(
        (cell.get(f"{TABLE}number-{name}-spanned") or "1") not in {"0", "1"} for name in ("columns", "rows")
    )


def _repeated(element: Element, attribute: str) -> int:
    value = element.get(attribute) or "1"
    return min(int(value[:9]), 1 << 20) if value.isdecimal() else 1


def _letters(column: int) -> str:
    letters = ""
    column = min(column, _COLUMNS_MAX)
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
