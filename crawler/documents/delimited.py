"""Tables as text: which delimiter, and whether every row has as many cells as the others."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from rules.document_evidence import DelimitedFacts

_DELIMITERS = (";", "\t", ",", "|")
_LINES_LOOKED_AT = 200
_SAME_WIDTH_SHARE = 0.6
_PROSE_CELL_CHARACTERS = 16
_ROWS_READ_MAX = 200_000
_RAGGED_KEPT = 20
_CHARACTERS_READ_MAX = 32 * 1024 * 1024


def delimiter_of(text: str, *, is_whole: bool) -> str:
    """Return the delimiter of text that is a table of at least two rows and two columns, or ""."""
    lines = text.lstrip("\ufeff").splitlines()
    if not is_whole:
        lines = lines[:-1]  # the last line is cut
    lines = lines[:_LINES_LOOKED_AT]
    if lines and re.fullmatch(r"sep=.", lines[0].strip(), re.IGNORECASE):
        return lines[0].strip()[-1]
    found = [(score, delimiter) for delimiter in _DELIMITERS if (score := _score(lines, delimiter)) > 0]
    return max(found, key=lambda one: one[0])[1] if found else ""


def read_delimited(path: Path, encoding: str) -> DelimitedFacts:
    """Return how a table is built; rows beyond the cap are not looked at."""
    has_mark = encoding in {"utf-8-sig", "utf-16", "utf-32"}
    with path.open(encoding=encoding or "utf-8", errors="replace", newline="") as file:
        text = file.read(_CHARACTERS_READ_MAX)
        is_whole = not file.read(1)
    delimiter = delimiter_of(text[: 256 * 1024], is_whole=len(text) <= 256 * 1024)
    widths = [
        (number, len(row)) for number, row in enumerate(_rows(text.splitlines(keepends=True), delimiter), 1)
    ]
    wide = Counter(width for _, width in widths)
    most = wide.most_common(1)[0][0] if wide else 0
    ragged = [number for number, width in widths if width != most]
    is_cut = not is_whole or len(widths) >= _ROWS_READ_MAX
    return DelimitedFacts(
        delimiter=delimiter,
        encoding=encoding,
        has_byte_order_mark=has_mark,
        row_count=len(widths),
        column_count=most,
        ragged_count=len(ragged),
        ragged_rows=tuple(ragged[:_RAGGED_KEPT]),
        is_cut=is_cut,
    )


def _score(lines: list[str], delimiter: str) -> float:
    """Return how surely lines are rows parted by a delimiter: 0 for no table, else more for more columns alike."""
    widths = [len(row) for row in _rows(lines, delimiter)]
    if len(widths) < 2:
        return 0
    width, count = Counter(widths).most_common(1)[0]
    share = count / len(widths)
    if width < 2 or share < _SAME_WIDTH_SHARE or (len(widths) < 4 and share < 1):
        return 0
    if delimiter in {",", ";"} and _is_prose(lines, delimiter, width):
        return 0
    return share * (1 + width / 100) + (0.5 if delimiter in {"\t", ";"} else 0)


def _is_prose(lines: list[str], delimiter: str, width: int) -> bool:
    """Whether these are rather sentences: long cells, and blanks after the commas."""
    text = "\n".join(lines)
    total = text.count(delimiter)
    spaced = len(re.findall(re.escape(delimiter) + r" \S", text))
    cell = len(text) / max(len(lines) * width, 1)
    return spaced > total / 2 and (cell > _PROSE_CELL_CHARACTERS or width == 2)


def _rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Yield rows that hold something; one with a quotation mark that never ends is taken as it is."""
    if not delimiter:
        return
    reader = csv.reader(lines, delimiter=delimiter)
    for number in range(_ROWS_READ_MAX):
        del number
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            continue
        if any(cell.strip() for cell in row):
            yield row
