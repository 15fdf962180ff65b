"""Cell styles of SpreadsheetML: the colours of a cell, where both are plain to see."""

import re
from collections.abc import Mapping

from lxml.etree import _Element as Element

from crawler.documents.office.gather import Paint
from crawler.documents.office.theme import tinted

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ARGB = re.compile(r"^(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})$")
_THEME_ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
_NO_COLOUR = "none"
_WHITE = "#ffffff"


class CellStyles:
    """The looks of cells by the number a cell refers to."""

    def __init__(self, root: Element | None, scheme: Mapping[str, str]) -> None:
        self._scheme = scheme
        self._fonts = list(root.iterfind(f"{S}fonts/{S}font")) if root is not None else []
        self._fills = list(root.iterfind(f"{S}fills/{S}fill")) if root is not None else []
        self._formats = list(root.iterfind(f"{S}cellXfs/{S}xf")) if root is not None else []
        self._paints: dict[int, Paint | None] = {}

    def paint(self, number: int) -> Paint | None:
        """Return a cell style's colours, None where either is not certain."""
        if number not in self._paints:
            self._paints[number] = self._read(number)
        return self._paints[number]

    def _read(self, number: int) -> Paint | None:
        if not 0 <= number < len(self._formats):
            return None
        font = _chosen(self._fonts, self._formats[number].get("fontId"))
        fill = _chosen(self._fills, self._formats[number].get("fillId"))
        if font is None:
            return None
        colour = self._colour(font.find(f"{S}color"))
        background = self._background(fill)
        if colour in {None, _NO_COLOUR} or background is None:
            return None
        is_assumed = background == _NO_COLOUR
        size = font.find(f"{S}sz")
        bold = font.find(f"{S}b")
        return Paint(
            colour,
            _WHITE if is_assumed else background,
            _number(size.get("val")) if size is not None else 0.0,
            bold is not None and bold.get("val") not in {"0", "false"},
            is_assumed,
        )

    def _background(self, fill: Element | None) -> str | None:
        pattern = fill.find(f"{S}patternFill") if fill is not None else None
        if pattern is None:
            return _NO_COLOUR if fill is None else None
        kind = pattern.get("patternType") or "none"
        if kind == "none":
            return _NO_COLOUR
        return self._colour(pattern.find(f"{S}fgColor")) if kind == "solid" else None

    def _colour(self, element: Element | None) -> str | None:
        """Return a colour, _NO_COLOUR for automatic, None where it is not certain."""
        if element is None or element.get("auto") in {"1", "true"}:
            return _NO_COLOUR
        if match := _ARGB.match(element.get("rgb") or ""):
            colour: str | None = f"#{match[1].lower()}"
        elif (theme := element.get("theme") or "").isdecimal() and int(theme[:4]) < len(_THEME_ORDER):
            colour = self._scheme.get(_THEME_ORDER[int(theme[:4])])
        else:
            return None  # a place in a palette that a workbook may change
        tint = _number(element.get("tint"))
        return tinted(colour, tint) if colour and -1 <= tint <= 1 else None


def _chosen(elements: list[Element], index: str | None) -> Element | None:
    number = int(index) if index and index.isdecimal() and len(index) < 7 else 0
    return elements[number] if number < len(elements) else None


def _number(value: str | None) -> float:
    try:
        number = float(value or 0)
    except ValueError:
        return 0.0
    return number if -10_000 < number < 10_000 else 0.0
