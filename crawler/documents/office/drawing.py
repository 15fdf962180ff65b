"""Pictures, charts, diagrams and embedded objects in DrawingML and the older VML."""

import posixpath
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from lxml.etree import _Element as Element

from rules.office_evidence import Graphic, GraphicKind, Spot

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  # the prefix everyone knows it by
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_KIND_OF_DATA = {
    "picture": GraphicKind.PICTURE,
    "chart": GraphicKind.CHART,
    "chartex": GraphicKind.CHART,
    "diagram": GraphicKind.DIAGRAM,
    "ole": GraphicKind.OBJECT,
}
_LINE_MAX_EMU = 36_000
_LINE_MIN_LENGTH_EMU = 720_000
"""A picture at most a millimetre thick and over two centimetres long is a ruled line."""

Target = Callable[[str | None], str]
"""Gives the part or address that a relationship id leads to."""


def drop_fallbacks(root: Element) -> None:
    """Take out what stands for the same thing a second time, for readers that know fewer namespaces."""
    for fallback in list(root.iter(f"{MC}Fallback")):
        parent = fallback.getparent()
        if parent is not None and parent.find(f"{MC}Choice") is not None:
            parent.remove(fallback)


def is_decorative(properties: Element) -> bool:
    """Whether an object is marked as decoration (`adec:decorative`)."""
    return any(element.get("val") in {"1", "true"} for element in properties.iter(_DECORATIVE))


def file_name(target: str) -> str:
    """Return the file name at the end of a part's name or an address."""
    return unquote(posixpath.basename(target.split("?", 1)[0].replace("\\", "/")))[:200]


def word_drawing(
    drawing: Element, target: Target, where: str, path: str, *, is_repeated: bool
) -> Graphic | None:
    """Return the graphic in a `w:drawing`, or None: a text box or a bare shape needs none."""
    properties = next(drawing.iter(f"{WP}docPr"), None)
    data = next(drawing.iter(f"{A}graphicData"), None)
    if properties is None or data is None or properties.get("hidden") in {"1", "true"}:
        return None
    pictures = list(data.iter(f"{PIC}pic"))
    kind = _KIND_OF_DATA.get((data.get("uri") or "").rsplit("/", 1)[-1])
    if kind is None:
        if not pictures:
            return None
        kind = GraphicKind.PICTURE  # a group of shapes with pictures
    if _is_ruled_line(next(drawing.iter(f"{WP}extent"), None)):
        return None
    description = properties.get("descr") or ""
    if not description.strip():
        description = " ".join(inner for picture in pictures if (inner := _inner_description(picture)))
    return graphic(
        properties,
        kind,
        source_of(drawing, target),
        where,
        path,
        description=description,
        is_repeated=is_repeated,
    )


def graphic(
    properties: Element,
    kind: GraphicKind,
    source: str,
    where: str,
    path: str,
    *,
    description: str | None = None,
    is_repeated: bool = False,
) -> Graphic:
    """Return the graphic whose non-visual properties are `properties` (`docPr`, `cNvPr`)."""
    name = properties.get("name") or ""
    return Graphic(
        Spot(f"{where}: {name or kind.value}"[:200], path),
        kind,
        (properties.get("descr") or "").strip() if description is None else description.strip(),
        (properties.get("title") or "").strip(),
        name[:100],
        source,
        is_decorative=is_decorative(properties),
        is_repeated=is_repeated,
    )


def vml_graphics(
    holder: Element, target: Target, where: str, path: str, *, is_repeated: bool
) -> Iterator[Graphic]:
    """Yield the pictures and embedded objects in a `w:pict` or `w:object`."""
    embedded = next(holder.iter(f"{O}OLEObject"), None)
    for data in holder.iter(f"{V}imagedata"):
        shape = data.getparent()
        if shape is None:
            continue
        identifier = data.get(f"{R}id") or data.get(f"{R}embed") or data.get(f"{O}relid")
        yield Graphic(
            Spot(f"{where}: {shape.get('id') or 'picture'}"[:200], path),
            GraphicKind.PICTURE if embedded is None else GraphicKind.OBJECT,
            (shape.get("alt") or "").strip(),
            (shape.get("title") or "").strip(),
            (shape.get("id") or "")[:100],
            file_name(target(identifier)),
            is_decorative=is_decorative(shape),
            is_repeated=is_repeated,
        )


def source_of(drawing: Element, target: Target) -> str:
    """Return the name of the picture file, or ""."""
    for blip in drawing.iter(f"{A}blip"):
        identifier = blip.get(f"{R}embed") or blip.get(f"{R}link")
        if identifier:
            return file_name(target(identifier))
    return ""


def _inner_description(picture: Element) -> str:
    properties = next(picture.iter(f"{PIC}cNvPr"), None)
    return "" if properties is None else (properties.get("descr") or "").strip()


def _is_ruled_line(extent: Element | None) -> bool:
    if extent is None:
        return False
    lengths = [extent.get(side) or "" for side in ("cx", "cy")]
    if not all(length.isdecimal() and len(length) < 12 for length in lengths):
        return False
    sides = sorted(map(int, lengths))
    return 0 < sides[0] <= _LINE_MAX_EMU and sides[1] > _LINE_MIN_LENGTH_EMU
