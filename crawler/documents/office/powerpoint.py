"""Reads PresentationML documents (pptx, pptm, ppsx, potx), transitional and strict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from crawler.documents.office.drawing import MC, A, R, drop_fallbacks, graphic, is_decorative, source_of
from crawler.documents.office.flow import note_spaces
from crawler.documents.office.gather import AROUND_READ_MAX, Gathering, Paint, count_letters, cut
from crawler.documents.office.grid import CELLS_MAX, GridCell, span, table_facts
from crawler.documents.office.opc import OpenXml
from crawler.documents.office.slides import Rectangle, Shape, SlideSoFar
from crawler.documents.office.theme import drawn_colour, scheme_colours
from rules.office_evidence import GraphicKind, HeaderMark, OfficeKind, Spot

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_SLIDES_MAX = 2_000
_GROUPS_DEEP_MAX = 30
_TITLES = frozenset({"title", "ctrTitle"})
_REPEATED = frozenset({"dt", "ftr", "sldNum", "hdr"})
_KINDS = {
    "chart": GraphicKind.CHART,
    "chartex": GraphicKind.CHART,
    "diagram": GraphicKind.DIAGRAM,
    "ole": GraphicKind.OBJECT,
}


@dataclass(frozen=True, slots=True)
class _Layout:
    """What a slide takes over: where its placeholders stand, and its colours by name."""

    places: Mapping[tuple[str, str], Rectangle]
    scheme: Mapping[str, str]
    names: Mapping[str, str]


def read_powerpoint(document: OpenXml, main: str) -> Gathering:
    """Return what a presentation holds."""
    return _PowerPointReader(document, main).read()


class _PowerPointReader:
    def __init__(self, document: OpenXml, main: str) -> None:
        self._document = document
        self._main = main
        self._root = document.package.parse(main)
        self._gathering = Gathering(OfficeKind.SLIDES, is_openxml=True)
        self._layouts: dict[str, _Layout] = {}
        self._part = main
        self._layout = _Layout({}, {}, {})

    def read(self) -> Gathering:
        gathering = self._gathering
        gathering.language = self._default_language()
        identifiers = [element.get(f"{R}id") for element in self._root.iterfind(f"{P}sldIdLst/{P}sldId")]
        if len(identifiers) > _SLIDES_MAX:
            gathering.note(f"slides after number {_SLIDES_MAX} were not read")
        for number, identifier in enumerate(identifiers[:_SLIDES_MAX], start=1):
            name = self._document.name_of(self._document.target(self._main, identifier))
            root = self._document.package.parse_if_there(name) if name else None
            if name is None or root is None:
                gathering.note(f"slide {number} could not be read")
                continue
            drop_fallbacks(root)
            self._slide(number, name, root)
        for relationship in self._document.relationships(self._main).values():
            if relationship.type == "font":
                gathering.embedded_fonts.append(relationship.target[:200])
        return gathering

    def _default_language(self) -> str:
        for path in ("defPPr", "lvl1pPr"):
            defaults = self._root.find(f"{P}defaultTextStyle/{A}{path}/{A}defRPr")
            if defaults is not None and defaults.get("lang"):
                return defaults.get("lang") or ""
        master = self._document.parse_related(self._main, "slideMaster")
        styles = master.find(f"{P}txStyles") if master is not None else None
        if styles is not None:
            return next((lang for element in styles.iter(f"{A}defRPr") if (lang := element.get("lang"))), "")
        return ""

    def _slide(self, number: int, name: str, root: Element) -> None:
        self._part = name
        self._layout = self._layout_of(name, root)
        slide = SlideSoFar(number, is_hidden=root.get("show") in {"0", "false"})
        tree = root.find(f"{P}cSld/{P}spTree")
        where = f"slide {number}"
        if tree is not None:
            self._shapes(tree, slide, where, "Slide", 0)
        self._gathering.slides.add(slide.facts())
        for kind in ("comments", "comment"):
            for part in self._document.related(name, kind):
                self._comments(part, where)
        for relationship in self._document.relationships(name).values():
            if relationship.type in {"oleObject", "package", "control"} and not relationship.is_external:
                self._gathering.embedded_objects.add(
                    Spot(f"{where}: {relationship.target[:200]}", "Slide > Object")
                )

    def _shapes(self, holder: Element, slide: SlideSoFar, where: str, path: str, depth: int) -> None:
        if depth > _GROUPS_DEEP_MAX:
            self._gathering.note("groups nested too deep were not read")
            return
        for element in holder.iterchildren("*"):
            tag = element.tag
            if tag == f"{P}sp":
                self._shape(element, slide, where, path)
            elif tag == f"{P}pic":
                self._picture(element, slide, where, path)
            elif tag == f"{P}graphicFrame":
                self._frame(element, slide, where, path)
            elif tag == f"{P}grpSp":
                self._group(element, slide, where, path, depth)
            elif tag in {f"{MC}AlternateContent", f"{MC}Choice"}:
                self._shapes(element, slide, where, path, depth + 1)

    def _group(self, element: Element, slide: SlideSoFar, where: str, path: str, depth: int) -> None:
        properties = element.find(f"{P}nvGrpSpPr/{P}cNvPr")
        pictures = list(element.iter(f"{P}pic"))
        speaks = properties is not None and (
            (properties.get("descr") or "").strip() or is_decorative(properties)
        )
        if properties is not None and speaks and pictures:
            slide.has_content = True
            source = source_of(pictures[0], self._target)
            self._gathering.graphics.add(
                graphic(properties, GraphicKind.PICTURE, source, where, f"{path} > Picture")
            )
            for picture in pictures:
                parent = picture.getparent()
                if parent is not None:
                    parent.remove(picture)
        self._shapes(element, slide, where, path, depth + 1)

    def _shape(self, element: Element, slide: SlideSoFar, where: str, path: str) -> None:
        properties = element.find(f"{P}nvSpPr/{P}cNvPr")
        if properties is not None and properties.get("hidden") in {"1", "true"}:
            return
        placeholder = element.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        kind = (placeholder.get("type") or "obj") if placeholder is not None else ""
        body = element.find(f"{P}txBody")
        is_title = kind in _TITLES
        name = "Title" if is_title else ("Text" if kind else "Text box")
        shape_where = f"{where}: {_name(properties) or name}"
        fill = element.find(f"{P}spPr/{A}solidFill")
        background = drawn_colour(fill, self._layout.scheme, self._layout.names)
        text = self._body(body, shape_where, f"{path} > {name}", background) if body is not None else ""
        if kind in _REPEATED:
            return
        slide.add(Shape(text, self._place(element, placeholder), is_title))

    def _picture(self, element: Element, slide: SlideSoFar, where: str, path: str) -> None:
        properties = element.find(f"{P}nvPicPr/{P}cNvPr")
        slide.has_content = True
        if properties is not None and properties.get("hidden") not in {"1", "true"}:
            source = source_of(element, self._target)
            self._gathering.graphics.add(
                graphic(properties, GraphicKind.PICTURE, source, where, f"{path} > Picture")
            )

    def _frame(self, element: Element, slide: SlideSoFar, where: str, path: str) -> None:
        properties = element.find(f"{P}nvGraphicFramePr/{P}cNvPr")
        data = element.find(f"{A}graphic/{A}graphicData")
        if properties is None or data is None or properties.get("hidden") in {"1", "true"}:
            return
        slide.has_content = True
        table = data.find(f"{A}tbl")
        if table is not None:
            self._table(table, f"{where}: {_name(properties) or 'table'}", f"{path} > Table")
            slide.add(
                Shape(
                    cut("".join(text.text or "" for text in table.iter(f"{A}t"))), self._place(element, None)
                )
            )
            return
        kind = _KINDS.get((data.get("uri") or "").rsplit("/", 1)[-1])
        if kind is not None:
            self._gathering.graphics.add(
                graphic(properties, kind, "", where, f"{path} > {kind.value.capitalize()}")
            )

    # ------------------------------------------------------------ text

    def _body(self, body: Element, where: str, path: str, background: str | None) -> str:
        texts = [
            self._paragraph(paragraph, where, path, background) for paragraph in body.iterchildren(f"{A}p")
        ]
        return "\n".join(texts).strip()

    def _paragraph(self, paragraph: Element, where: str, path: str, background: str | None) -> str:
        pieces: list[str] = []
        links: list[tuple[str, str]] = []
        spot = Spot(where, path)
        for element in paragraph.iterchildren(f"{A}r", f"{A}fld", f"{A}br"):
            if element.tag == f"{A}br":
                pieces.append("\n")
                continue
            text = element.findtext(f"{A}t") or ""
            pieces.append(text)
            properties = element.find(f"{A}rPr")
            language = properties.get("lang") if properties is not None else None
            self._gathering.add_text(text, language or self._gathering.language)
            if properties is None:
                continue
            self._gathering.add_painted(
                count_letters(text), self._paint(properties, background), Spot(where, path, cut(text))
            )
            link = properties.find(f"{A}hlinkClick")
            if link is not None:
                address = self._target(link.get(f"{R}id")) or link.get("action") or ""
                if links and links[-1][1] == address and pieces[-2:-1] == [links[-1][0]]:
                    links[-1] = (links[-1][0] + text, address)
                else:
                    links.append((text, address))
        self._gathering.end_paragraph()
        shown = "".join(pieces)
        for text, address in links:
            if text.strip() and address:
                self._gathering.add_link(
                    Spot(where, f"{path} > Link", cut(text)),
                    text,
                    address,
                    context=shown[:AROUND_READ_MAX].replace(text, " ", 1),
                )
        note_spaces(self._gathering, spot, shown)
        return shown

    def _paint(self, properties: Element, background: str | None) -> Paint:
        size = properties.get("sz") or ""
        return Paint(
            drawn_colour(properties.find(f"{A}solidFill"), self._layout.scheme, self._layout.names),
            background,
            int(size) / 100 if size.isdecimal() and len(size) < 7 else 0.0,
            properties.get("b") in {"1", "true"},
        )

    def _table(self, table: Element, where: str, path: str) -> None:
        grid: list[list[GridCell]] = []
        count = 0
        for row in table.iterchildren(f"{A}tr"):
            cells = [
                self._cell(cell, where, path)
                for cell in row.iterchildren(f"{A}tc")
                if not (_is_true(cell.get("hMerge")) or _is_true(cell.get("vMerge")))
            ]
            grid.append(cells)
            count += len(cells)
            if count > CELLS_MAX:
                self._gathering.note("a table was not read to its end")
                break
        properties = table.find(f"{A}tblPr")
        is_marked = properties is not None and _is_true(properties.get("firstRow"))
        header = HeaderMark.MARKED if is_marked else HeaderMark.NONE
        self._gathering.tables.add(table_facts(grid, where, path, header, has_borders=True))

    def _cell(self, cell: Element, where: str, path: str) -> GridCell:
        body = cell.find(f"{A}txBody")
        fill = cell.find(f"{A}tcPr/{A}solidFill")
        background = drawn_colour(fill, self._layout.scheme, self._layout.names)
        text = self._body(body, where, f"{path} > Cell", background) if body is not None else ""
        columns, rows = span(cell.get("gridSpan")), span(cell.get("rowSpan"))
        return GridCell(text, columns, columns > 1 or rows > 1)

    def _comments(self, part: str, where: str) -> None:
        root = self._document.package.parse_if_there(part)
        if root is None:
            return
        for element in root.iterchildren("*"):
            if str(element.tag).rsplit("}", 1)[-1] == "cm":
                self._gathering.comments.add(Spot(where, "Slide > Comment"))

    # ------------------------------------------------------------ what a slide takes over

    def _layout_of(self, name: str, root: Element) -> _Layout:
        has_own_names = root.find(f"{P}clrMapOvr/{A}overrideClrMapping") is not None
        layout_name = next(self._document.related(name, "slideLayout"), "")
        known = self._layouts.get(layout_name)
        if known is None:
            known = self._read_layout(layout_name)
            self._layouts[layout_name] = known
        return _Layout(known.places, {}, {}) if has_own_names else known

    def _read_layout(self, layout_name: str) -> _Layout:
        if not layout_name:
            return _Layout({}, {}, {})
        layout = self._document.package.parse_if_there(layout_name)
        master_name = next(self._document.related(layout_name, "slideMaster"), "")
        master = self._document.package.parse_if_there(master_name) if master_name else None
        places: dict[tuple[str, str], Rectangle] = {}
        for root in (layout, master):
            for placeholder, place in _placeholders(root):
                places.setdefault(placeholder, place)
        names: dict[str, str] = {}
        scheme: dict[str, str] = {}
        if (
            master is not None
            and layout is not None
            and layout.find(f"{P}clrMapOvr/{A}overrideClrMapping") is None
        ):
            colour_map = master.find(f"{P}clrMap")
            names = (
                {str(key): str(value) for key, value in colour_map.attrib.items()}
                if colour_map is not None
                else {}
            )
            scheme = scheme_colours(self._document.parse_related(master_name, "theme"))
        return _Layout(places, scheme, names)

    def _place(self, element: Element, placeholder: Element | None) -> Rectangle | None:
        own = _rectangle(element.find(f"{P}spPr/{A}xfrm"))
        if own is None:
            own = _rectangle(element.find(f"{P}xfrm"))
        if own is not None or placeholder is None:
            return own
        index, kind = placeholder.get("idx") or "", placeholder.get("type") or "obj"
        return self._layout.places.get(("idx", index)) or self._layout.places.get(("type", _alike(kind)))

    def _target(self, identifier: str | None) -> str:
        return self._document.target(self._part, identifier)


def _placeholders(root: Element | None) -> Iterator[tuple[tuple[str, str], Rectangle]]:
    if root is None:
        return
    for shape in root.iter(f"{P}sp"):
        placeholder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        place = _rectangle(shape.find(f"{P}spPr/{A}xfrm"))
        if placeholder is None or place is None:
            continue
        if placeholder.get("idx"):
            yield ("idx", placeholder.get("idx") or ""), place
        yield ("type", _alike(placeholder.get("type") or "obj")), place


def _alike(kind: str) -> str:
    return "title" if kind == "ctrTitle" else kind


def _rectangle(transform: Element | None) -> Rectangle | None:
    if transform is None:
        return None
    offset, extent = transform.find(f"{A}off"), transform.find(f"{A}ext")
    if offset is None or extent is None:
        return None
    numbers = [offset.get("x") or "", offset.get("y") or "", extent.get("cx") or "", extent.get("cy") or ""]
    if not all(number.lstrip("-").isdecimal() and len(number) < 15 for number in numbers):
        return None
    left, top, width, height = map(int, numbers)
    return Rectangle(left, top, width, height)


def _name(properties: Element | None) -> str:
    return (properties.get("name") or "")[:100] if properties is not None else ""


def _is_true(value: str | None) -> bool:
    return value in {"1", "true"}
