"""Ruled lines on a page: a grid of them with text inside is a table, whatever the tags say."""

import re
from collections.abc import Iterable

_NUMBER = rb"(-?(?:\d++(?:\.\d*+)?|\.\d++))"
_RECTANGLE = re.compile(rb"\s++".join([_NUMBER] * 4) + rb"\s++re\b")
_LINE = re.compile(rb"\s++".join([_NUMBER] * 2) + rb"\s++m\s++" + rb"\s++".join([_NUMBER] * 2) + rb"\s++l\b")

THICKNESS_MAX = 2.0
LENGTH_MIN = 6.0
LINES_MAX = 4_000
ROWS_MIN, COLUMNS_MIN = 3, 2
_STEP_MIN = 6.0
"""Lines nearer each other than this are one border drawn twice, or a hatched area."""


class Rulings:
    """The straight lines drawn on one page, in the coordinates of its content."""

    def __init__(self) -> None:
        self.across: list[tuple[float, float, float]] = []  # height, left end, right end
        self.down: list[tuple[float, float, float]] = []  # distance from the left, lower end, upper end

    def add(self, stretch: bytes) -> None:
        """Take the lines out of a stretch of paths: thin rectangles, cells, and lines from point to point."""
        if len(self.across) + len(self.down) > LINES_MAX:
            return
        for x, y, width, height in _RECTANGLE.findall(stretch):
            self._add_rectangle(float(x), float(y), float(width), float(height))
        for x1, y1, x2, y2 in _LINE.findall(stretch):
            self._add_line(float(x1), float(y1), float(x2), float(y2))

    def _add_rectangle(self, x: float, y: float, width: float, height: float) -> None:
        is_thin, is_low = abs(width) <= THICKNESS_MAX, abs(height) <= THICKNESS_MAX
        if is_thin or is_low:
            self._add_line(x, y, x if is_thin else x + width, y if is_low else y + height)
            return
        for edge in (y, y + height):
            self._add_line(x, edge, x + width, edge)
        for edge in (x, x + width):
            self._add_line(edge, y, edge, y + height)

    def _add_line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        if abs(y2 - y1) <= THICKNESS_MAX and abs(x2 - x1) >= LENGTH_MIN:
            self.across.append((y1, min(x1, x2), max(x1, x2)))
        elif abs(x2 - x1) <= THICKNESS_MAX and abs(y2 - y1) >= LENGTH_MIN:
            self.down.append((x1, min(y1, y2), max(y1, y2)))

    def grid(self) -> tuple[int, int] | None:
        """Return rows and columns of the grid that the lines make, or None where they make none.

        Lines count only where they meet one of the other direction, so that rules under headings do not.
        """
        heights = _distinct(y for y, left, right in self.across if self._meets_down(y, left, right))
        lefts = _distinct(x for x, low, high in self.down if self._meets_across(x, low, high))
        rows, columns = len(heights) - 1, len(lefts) - 1
        return (rows, columns) if rows >= ROWS_MIN and columns >= COLUMNS_MIN else None

    def _meets_down(self, y: float, left: float, right: float) -> bool:
        return any(
            left - THICKNESS_MAX <= x <= right + THICKNESS_MAX
            and low - THICKNESS_MAX <= y <= high + THICKNESS_MAX
            for x, low, high in self.down
        )

    def _meets_across(self, x: float, low: float, high: float) -> bool:
        return any(
            low - THICKNESS_MAX <= y <= high + THICKNESS_MAX
            and left - THICKNESS_MAX <= x <= right + THICKNESS_MAX
            for y, left, right in self.across
        )


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] >= _STEP_MIN:
            found.append(value)
    return found
