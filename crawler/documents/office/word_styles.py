"""The styles of a WordprocessingML document, resolved through what they are based on."""

import re
from dataclasses import dataclass, fields
from typing import TypeVar

from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTOMATIC = "auto"
UNKNOWN = ""
_CHAIN_MAX = 40
_HEX = re.compile(r"^[0-9A-Fa-f]{6}$")
_HEADING_NAME = re.compile(r"^heading ([1-9])$")
_BODY_LEVEL = 9
_HIGHLIGHTS = {
    "black": "#000000", "blue": "#0000ff", "cyan": "#00ffff", "darkBlue": "#000080", "darkCyan": "#008080",
    "darkGray": "#808080", "darkGreen": "#008000", "darkMagenta": "#800080", "darkRed": "#800000",
    "darkYellow": "#808000", "green": "#00ff00", "lightGray": "#c0c0c0", "magenta": "#ff00ff", "red": "#ff0000",
    "white": "#ffffff", "yellow": "#ffff00", "none": AUTOMATIC,
}  # fmt: skip
_MONOSPACED = re.compile(r"courier|consol|mono|menlo|code", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of text is set; None where nothing is said. Colours: "#rrggbb", AUTOMATIC, or UNKNOWN for patterns."""

    language: str | None = None
    right_to_left_language: str | None = None
    is_right_to_left: bool | None = None
    is_bold: bool | None = None
    is_hidden: bool | None = None
    is_monospaced: bool | None = None
    size: float | None = None
    colour: str | None = None
    shade: str | None = None


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph is set; `level` 0 is the highest outline level, 9 running text."""

    level: int | None = None
    shade: str | None = None
    numbering: str | None = None


NOTHING = Look()
NO_PARAGRAPH = ParagraphLook()


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all it inherits. `names` are its own and those it is based on, lower case, nearest first."""

    names: tuple[str, ...] = ()
    look: Look = NOTHING
    paragraph: ParagraphLook = NO_PARAGRAPH
    has_borders: bool = False
    has_first_row: bool = False
    has_shade: bool = False

    @property
    def name(self) -> str:
        return self.names[0] if self.names else ""

    @property
    def heading_level(self) -> int | None:
        """1 to 9 for a heading, None for anything else. An outline level that is set wins over an inherited name."""
        if self.paragraph.level is not None:
            return None if self.paragraph.level >= _BODY_LEVEL else self.paragraph.level + 1
        for name in self.names:
            if match := _HEADING_NAME.match(name):
                return int(match[1])
        return None


PLAIN = Style()
S = TypeVar("S", Look, ParagraphLook)


def over(top: S, below: S) -> S:
    """Return `top` with what it does not say taken from `below`."""
    if below is top or _is_nothing(below):
        return top
    if _is_nothing(top):
        return below
    kind = type(top)
    values = (
        getattr(below, name) if (own := getattr(top, name)) is None else own for name in _FIELDS_OF[kind]
    )
    return kind(*values)


def _is_nothing(look: object) -> bool:
    return look is NOTHING or look is NO_PARAGRAPH


_FIELDS_OF: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (Look, ParagraphLook)
}


class Styles:
    """All styles by id; `default` is what text without a style of its own has."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self.document_look = NOTHING
        self.default_paragraph = ""
        self.default_table = ""
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None:
            self.document_look = read_look(defaults)
        for element in root.iterchildren(f"{W}style"):
            identifier = element.get(f"{W}styleId") or ""
            self._elements.setdefault(identifier, element)
            if is_on(element.get(f"{W}default")):
                if element.get(f"{W}type") == "paragraph":
                    self.default_paragraph = self.default_paragraph or identifier
                elif element.get(f"{W}type") == "table":
                    self.default_table = self.default_table or identifier

    def style(self, identifier: str | None) -> Style:
        """Return a resolved style; the plain one when it is not there."""
        if not identifier or identifier not in self._elements:
            return PLAIN
        known = self._resolved.get(identifier)
        if known is None:
            known = self._resolve(identifier)
            self._resolved[identifier] = known
        return known

    def paragraph_style(self, identifier: str | None) -> Style:
        return self.style(identifier if identifier in self._elements else self.default_paragraph)

    def table_style(self, identifier: str | None) -> Style:
        return self.style(identifier if identifier in self._elements else self.default_table)

    def _resolve(self, identifier: str) -> Style:
        chain: list[str] = []
        current: str | None = identifier
        while current and current in self._elements and current not in chain and len(chain) < _CHAIN_MAX:
            chain.append(current)
            current = _value(self._elements[current].find(f"{W}basedOn"))
        names: list[str] = []
        look, paragraph = NOTHING, NO_PARAGRAPH
        has_borders = has_first_row = has_shade = False
        for link in chain:
            element = self._elements[link]
            names.append((_value(element.find(f"{W}name")) or "").lower())
            run = element.find(f"{W}rPr")
            if run is not None:
                look = over(look, read_look(run))
            properties = element.find(f"{W}pPr")
            own = read_paragraph(properties) if properties is not None else NO_PARAGRAPH
            if own.level is None and (match := _HEADING_NAME.match(names[-1])):
                own = over(ParagraphLook(level=int(match[1]) - 1), own)
            paragraph = over(paragraph, own)
            has_borders = has_borders or has_visible_borders(element.find(f"{W}tblPr/{W}tblBorders"))
            has_first_row = has_first_row or any(
                part.get(f"{W}type") == "firstRow" and len(part)
                for part in element.iterchildren(f"{W}tblStylePr")
            )
            has_shade = has_shade or next(element.iter(f"{W}shd"), None) is not None
        return Style(tuple(names), look, paragraph, has_borders, has_first_row, has_shade)


def read_look(properties: Element) -> Look:
    """Return what a `w:rPr` says."""
    values: dict[str, str | float | bool | None] = {}
    for element in properties:
        tag = element.tag
        if tag in _FLAGS:
            value = element.get(_VALUE)
            values[_FLAGS[tag]] = value is None or is_on(value)
        elif tag == _LANGUAGE:
            value = element.get(_VALUE) or None
            values["language"] = "" if value in _NO_LANGUAGE else value
            values["right_to_left_language"] = element.get(f"{W}bidi") or None
        elif tag == _SIZE:
            size = element.get(_VALUE) or ""
            values["size"] = int(size) / 2 if size.isdecimal() and len(size) < 5 else None
        elif tag == _COLOUR:
            values["colour"] = _colour(element.get(_VALUE))
        elif tag == _FONTS:
            font = element.get(f"{W}ascii")
            values["is_monospaced"] = bool(_MONOSPACED.search(font)) if font else None
        elif tag in _SHADES:
            values["shade"] = _shade_of_run(properties)
    return Look(**values) if values else NOTHING  # type: ignore[arg-type]


_VALUE = f"{W}val"
_LANGUAGE, _SIZE, _COLOUR, _FONTS = f"{W}lang", f"{W}sz", f"{W}color", f"{W}rFonts"
_NO_LANGUAGE = frozenset({"x-none", "none", "zxx"})
_SHADES = frozenset({f"{W}shd", f"{W}highlight"})
_FLAGS = {
    f"{W}rtl": "is_right_to_left",
    f"{W}b": "is_bold",
    f"{W}vanish": "is_hidden",
}


def read_paragraph(properties: Element) -> ParagraphLook:
    """Return what a `w:pPr` says."""
    level = _value(properties.find(f"{W}outlineLvl"))
    numbering = properties.find(f"{W}numPr/{W}numId")
    return ParagraphLook(
        level=int(level) if level and level.isdecimal() and len(level) < 3 else None,
        shade=shade(properties.find(f"{W}shd")),
        numbering=_value(numbering),
    )


def shade(element: Element | None) -> str | None:
    """Return the background a `w:shd` sets: a colour, AUTOMATIC for none, UNKNOWN for a pattern."""
    if element is None:
        return None
    pattern = element.get(f"{W}val") or "clear"
    if pattern == "nil":
        return AUTOMATIC
    if pattern == "solid":
        return _colour(element.get(f"{W}color")) or UNKNOWN
    if pattern != "clear":
        return UNKNOWN
    return _colour(element.get(f"{W}fill")) or AUTOMATIC


def has_visible_borders(borders: Element | None) -> bool:
    if borders is None:
        return False
    return any((edge.get(f"{W}val") or "nil") not in {"nil", "none"} for edge in borders.iterchildren("*"))


def is_on(value: str | None) -> bool:
    return value in {"1", "true", "on"}


def _shade_of_run(properties: Element) -> str | None:
    highlight = _value(properties.find(f"{W}highlight"))
    if highlight and highlight != "none":
        return _HIGHLIGHTS.get(highlight, UNKNOWN)
    return shade(properties.find(f"{W}shd"))


def _colour(value: str | None) -> str | None:
    if value is None:
        return None
    if value == "auto":
        return AUTOMATIC
    return f"#{value.lower()}" if _HEX.match(value) else UNKNOWN


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")
