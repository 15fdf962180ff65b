"""A paragraph of a Word document while it is read: its text, and how it is set."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from crawler.documents.office.drawing import A
from crawler.documents.office.gather import Paint, cut
from crawler.documents.office.word_styles import AUTOMATIC, UNKNOWN, Look, Style, W

WHITE = "#ffffff"


@dataclass(slots=True)
class Line:
    """The paragraph that is being read."""

    where: str
    path: str
    style: Style
    background: str | None
    is_assumed: bool
    text: list[str] = field(default_factory=list)
    links: list[tuple[list[str], str]] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    is_bold: bool = True
    is_monospaced: bool = True
    holds_objects: bool = False
    has_break: bool = False
    boxes: list[Element] = field(default_factory=list)
    open_links: list[list[str]] = field(default_factory=list)


def paint(look: Look, line: Line) -> Paint:
    colour = look.colour if look.colour not in {None, AUTOMATIC, UNKNOWN} else None
    if look.shade in {None, AUTOMATIC}:
        background, is_assumed = line.background, line.is_assumed
    else:
        background, is_assumed = look.shade, False
    return Paint(colour, background or None, look.size or 0.0, bool(look.is_bold), is_assumed)


def path_name(style: Style, level: int | None) -> str:
    return (
        f"Heading {level + 1}"
        if level is not None and level < 9
        else (style.name.capitalize() or "Paragraph")
    )


def heading_level(outline: int) -> int | None:
    return outline + 1 if outline < 9 else None


def begins_page(properties: Element | None) -> bool:
    return properties is not None and (
        properties.find(f"{W}sectPr") is not None or properties.find(f"{W}pageBreakBefore") is not None
    )


def shown_text(element: Element) -> str:
    return cut("".join(_texts(element)))


def _texts(element: Element) -> Iterator[str]:
    length = 0
    for text in element.iter(f"{W}t", f"{W}delText", f"{A}t"):
        yield text.text or ""
        length += len(text.text or "")
        if length > 2_000:
            return
