"""Tables as text: which delimiter, and whether every row has as many cells as the others."""

import csv
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from rules.document_evidence import DelimitedFacts

_DELIMITERS = (";", "\t", ",", "|")
_LINES_LOOKED_AT = 200
_SAME_WIDTH_SHARE = 0.6
_PROSE_CELL_CHARACTERS = 16
_ROWS_READ_MAX = 200_000
_RAGGED_KEPT = 20
_WIDTH_MAX = 1_000_000
_HEAD_CHARACTERS = 64 * 1024
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
    """Return how a table is built; what lies beyond the caps is not looked at."""
    has_mark = encoding in {"utf-8-sig", "utf-16", "utf-32"}
    widths = array("I")
    with path.open(encoding=encoding or "utf-8", errors="replace", newline="") as file:
        head = file.read(_HEAD_CHARACTERS)
        rest = _Lines(file, _CHARACTERS_READ_MAX)
        delimiter = delimiter_of(head, is_whole=len(head) < _HEAD_CHARACTERS)
        file.seek(0)
        widths.extend(min(len(row), _WIDTH_MAX) for row in _rows(rest, delimiter))
    most = Counter(widths).most_common(1)[0][0] if widths else 0
    ragged = [number for number, width in enumerate(widths, 1) if width != most]
    return DelimitedFacts(
        delimiter=delimiter,
        encoding=encoding,
        has_byte_order_mark=has_mark,
        row_count=len(widths),
        column_count=most,
        ragged_count=len(ragged),
        ragged_rows=tuple(ragged[:_RAGGED_KEPT]),
        is_cut=rest.is_cut or len(widths) >= _ROWS_READ_MAX,
    )


class _Lines:
    """The lines of a file up to a number of characters, each line too; `is_cut` says whether something was left."""

    def __init__(self, file: TextIO, most: int) -> None:
        self._file = file
        self._left = most
        self.is_cut = False

    def __iter__(self) -> Iterator[str]:
        while self._left > 0 and (line := self._file.readline(self._left)):
            self._left -= len(line)
            yield line
        self.is_cut = self._left <= 0


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
