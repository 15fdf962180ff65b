"""Reads presentations and drawings of OpenDocument (odp, odg and their flat forms)."""

from lxml.etree import _Element as Element

from crawler.documents.office.gather import cut
from crawler.documents.office.odf_objects import read_drawing
from crawler.documents.office.odf_styles import DRAW, PRESENTATION, SVG, TABLE, TEXT, points
from crawler.documents.office.odf_text import OdfReader
from crawler.documents.office.slides import Rectangle, Shape, SlideSoFar
from rules.office_evidence import OfficeKind

_SLIDES_MAX = 2_000
_REPEATED = frozenset({"date-time", "footer", "header", "page-number"})


def read_slides(reader: OdfReader, body: Element) -> None:
    """Read every slide or drawing page into the reader's gathering."""
    presentation, graphic = reader.styles.default("presentation"), reader.styles.default("graphic")
    reader.base = graphic if graphic.language is not None else presentation
    pages = list(body.iterchildren(f"{DRAW}page"))
    if len(pages) > _SLIDES_MAX:
        reader.gathering.note(f"slides after number {_SLIDES_MAX} were not read")
    for number, page in enumerate(pages[:_SLIDES_MAX], start=1):
        slide = _read_page(reader, page, number)
        if reader.gathering.kind is OfficeKind.SLIDES:
            reader.gathering.slides.add(slide.facts())


def _read_page(reader: OdfReader, page: Element, number: int) -> SlideSoFar:
    look = reader.styles.style("drawing-page", page.get(f"{DRAW}style-name")).look
    slide = SlideSoFar(number, is_hidden=look.is_shown is False)
    where = f"slide {number}"
    for element in page.iterchildren("*"):
        if not str(element.tag).startswith(DRAW):
            if str(element.tag).endswith("}annotation"):
                reader.comment(where, "Slide", "")
            continue
        kind = element.get(f"{PRESENTATION}class") or ""
        is_placeholder = element.get(f"{PRESENTATION}placeholder") == "true"
        is_title = kind == "title"
        slide.has_title_shape = slide.has_title_shape or is_title
        if is_placeholder:
            continue
        before = reader.gathering.graphics.count
        path = "Slide > Title" if is_title else "Slide"
        is_picture = element.tag == f"{DRAW}frame" and element.find(f"{DRAW}text-box") is None
        read_drawing(reader, element, path, where if is_picture else f"{where}: {_name(element, kind)}", 0)
        slide.has_content = slide.has_content or reader.gathering.graphics.count > before
        if kind not in _REPEATED:
            slide.add(Shape(_text(element), _rectangle(element), is_title))
    return slide


def _name(element: Element, kind: str) -> str:
    return (element.get(f"{DRAW}name") or kind or str(element.tag).rsplit("}", 1)[-1])[:100]


def _text(element: Element) -> str:
    tags = (f"{TEXT}p", f"{TEXT}h", f"{TEXT}span", f"{TEXT}a", f"{TEXT}list-item", f"{TABLE}table-cell")
    return cut("".join(str(text) for text in element.itertext(*tags)))


def _rectangle(element: Element) -> Rectangle | None:
    left, top = points(element.get(f"{SVG}x")), points(element.get(f"{SVG}y"))
    width, height = points(element.get(f"{SVG}width")), points(element.get(f"{SVG}height"))
    if left is None or top is None or width is None or height is None:
        return None
    return Rectangle(left, top, width, height)
