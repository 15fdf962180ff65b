"""The styles of an OpenDocument file, resolved through their parents and the defaults."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields

from lxml.etree import _Element as Element

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
TRANSPARENT = "transparent"
_CHAIN_MAX = 40
_COLOUR = re.compile(r"^#[0-9A-Fa-f]{6}$")
_LENGTH = re.compile(r"^(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|px)$")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
_MONOSPACED = re.compile(r"courier|mono|consol|menlo|cumberland|thorndale mono", re.IGNORECASE)
_NO_BORDER = re.compile(r"^(none|hidden|0(\.0+)?(pt|cm|in|mm|px)?)(\s|$)")
_NO_LANGUAGE = frozenset({"none", "zxx", "x-none"})


@dataclass(frozen=True, slots=True)
class OdfLook:
    """How text, its paragraph and its cell are set; None where nothing is said."""

    language: str | None = None
    is_bold: bool | None = None
    is_hidden: bool | None = None
    is_monospaced: bool | None = None
    size: float | None = None
    scale: float | None = None  # a size relative to the parent's
    colour: str | None = None
    background: str | None = None
    paragraph_background: str | None = None
    has_borders: bool | None = None
    is_shown: bool | None = None
    fill: str | None = None
    breaks_page: bool | None = None


NOTHING = OdfLook()
_LOOK_FIELDS = tuple(field.name for field in fields(OdfLook))


@dataclass(frozen=True, slots=True)
class OdfStyle:
    """A style with all it inherits. `names` are its own and its parents', lower case, nearest first."""

    names: tuple[str, ...] = ()
    look: OdfLook = NOTHING

    @property
    def name(self) -> str:
        return self.names[0] if self.names else ""


PLAIN = OdfStyle()


def over(top: OdfLook, below: OdfLook) -> OdfLook:
    """Return `top` with what it does not say taken from `below`; relative sizes become sizes."""
    if below is NOTHING:
        return top
    if top is NOTHING:
        return below
    values = {
        name: getattr(below, name) if (own := getattr(top, name)) is None else own for name in _LOOK_FIELDS
    }
    if top.scale is not None and top.size is None and below.size is not None:
        values["size"], values["scale"] = below.size * top.scale, None
    return OdfLook(**values)


class OdfStyles:
    """All styles of a document by family and name."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, OdfLook] = {}
        self._resolved: dict[tuple[str, str], OdfStyle] = {}
        for root in roots:
            for element in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
                family = element.get(f"{STYLE}family") or ""
                if element.tag == f"{STYLE}default-style":
                    self._defaults.setdefault(family, read_look(element))
                else:
                    self._elements.setdefault((family, element.get(f"{STYLE}name") or ""), element)

    def default(self, family: str) -> OdfLook:
        return self._defaults.get(family, NOTHING)

    def style(self, family: str, name: str | None) -> OdfStyle:
        """Return a style with all it inherits from its parents, but without the family's default."""
        if not name:
            return PLAIN
        key = (family, name)
        known = self._resolved.get(key)
        if known is None:
            known = self._resolve(family, name)
            self._resolved[key] = known
        return known

    def _resolve(self, family: str, name: str) -> OdfStyle:
        chain: list[str] = []
        current: str | None = name
        while (
            current
            and current not in chain
            and len(chain) < _CHAIN_MAX
            and (family, current) in self._elements
        ):
            chain.append(current)
            current = self._elements[family, current].get(f"{STYLE}parent-style-name")
        look = NOTHING
        names: list[str] = []
        for link in reversed(chain):
            element = self._elements[family, link]
            look = over(read_look(element), look)
            names.insert(0, (element.get(f"{STYLE}display-name") or decoded(link)).lower())
        return OdfStyle(tuple(names), look)


def read_look(style: Element) -> OdfLook:
    """Return what the property elements of a style say."""
    values: dict[str, str | float | bool | None] = {}
    for properties in style.iterchildren("*"):
        kind = str(properties.tag).rsplit("}", 1)[-1]
        if kind == "text-properties":
            values.update(_text_values(properties))
        elif kind == "paragraph-properties":
            background = properties.get(f"{FO}background-color")
            if background is not None:
                values["paragraph_background"] = colour(background)
            if (properties.get(f"{FO}break-before") or properties.get(f"{FO}break-after")) == "page":
                values["breaks_page"] = True
        elif kind == "table-cell-properties":
            background = properties.get(f"{FO}background-color")
            if background is not None:
                values["background"] = colour(background)
            if _has_borders(properties):
                values["has_borders"] = True
        elif kind == "table-properties":
            shown = properties.get(f"{TABLE}display")
            values["is_shown"] = None if shown is None else shown != "false"
        elif kind == "drawing-page-properties":
            shown = properties.get(f"{PRESENTATION}visibility")
            values["is_shown"] = None if shown is None else shown != "hidden"
        elif kind == "graphic-properties":
            values["fill"] = _fill(properties)
    return OdfLook(**values) if values else NOTHING  # type: ignore[arg-type]


def _text_values(properties: Element) -> dict[str, str | float | bool | None]:
    values: dict[str, str | float | bool | None] = {}
    language = properties.get(f"{FO}language")
    if language is not None:
        country = properties.get(f"{FO}country")
        values["language"] = language_tag(language, country)
    weight = properties.get(f"{FO}font-weight")
    if weight is not None:
        values["is_bold"] = weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= 600)
    size = properties.get(f"{FO}font-size")
    if size is not None:
        values["size"] = points(size)
        values["scale"] = _scale(size)
    shown = properties.get(f"{TEXT}display")
    if shown is not None:
        values["is_hidden"] = shown == "none"
    font = properties.get(f"{STYLE}font-name") or properties.get(f"{FO}font-family")
    if font is not None:
        values["is_monospaced"] = bool(_MONOSPACED.search(font))
    if properties.get(f"{STYLE}use-window-font-color") == "true":
        values["colour"] = TRANSPARENT
    else:
        values["colour"] = colour(properties.get(f"{FO}color"))
    background = properties.get(f"{FO}background-color")
    if background is not None:
        values["background"] = colour(background)
    return values


def language_tag(language: str, country: str | None) -> str:
    """Return BCP 47 of `fo:language` and `fo:country`, "" for none."""
    if language.lower() in _NO_LANGUAGE:
        return ""
    return f"{language}-{country}" if country and country.lower() not in _NO_LANGUAGE else language


def colour(value: str | None) -> str | None:
    """Return "#rrggbb", TRANSPARENT, or None for what is neither."""
    if value is None:
        return None
    if value == TRANSPARENT:
        return TRANSPARENT
    return value.lower() if _COLOUR.match(value) else None


def points(value: str | None) -> float | None:
    """Return a length in points, None for percentages and what is no length."""
    match = _LENGTH.match(value or "")
    if match is None or len(match[1]) > 12:
        return None
    return float(match[1]) * _POINTS[match[2]]


def decoded(name: str) -> str:
    """Return a style's name as a reader knows it: `Heading_20_1` is "Heading 1"."""
    return re.sub(r"_([0-9a-fA-F]{2,4})_", lambda match: chr(int(match[1], 16)), name)


def _scale(value: str) -> float | None:
    number = value.removesuffix("%")
    if number == value or not number.replace(".", "", 1).isdecimal() or len(number) > 8:
        return None
    return float(number) / 100


def _has_borders(properties: Element) -> bool:
    names = ("border", "border-top", "border-bottom", "border-left", "border-right")
    values = [properties.get(f"{FO}{name}") for name in names]
    return any(value is not None and not _NO_BORDER.match(value) for value in values)


def _fill(properties: Element) -> str | None:
    """Return the colour a shape is filled with, TRANSPARENT for none, None where nothing plain is said."""
    kind = properties.get(f"{DRAW}fill")
    if kind == "none":
        return TRANSPARENT
    opacity = properties.get(f"{DRAW}opacity")
    if kind == "solid" and opacity in {None, "100%"}:
        return colour(properties.get(f"{DRAW}fill-color"))
    return None if kind is None else ""
