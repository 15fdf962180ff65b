"""Reads WordprocessingML documents (docx, docm, dotx, dotm), transitional and strict."""

import re

from lxml.etree import _Element as Element

from crawler.documents.office.drawing import MC, R, drop_fallbacks, vml_graphics, word_drawing
from crawler.documents.office.flow import Flow, Paragraph
from crawler.documents.office.gather import AROUND_READ_MAX, Gathering, count_letters, cut
from crawler.documents.office.opc import OpenXml
from crawler.documents.office.word_fields import Field, content_control, form_field, link_address
from crawler.documents.office.word_line import (
    WHITE,
    Line,
    begins_page,
    heading_level,
    paint,
    path_name,
    shown_text,
)
from crawler.documents.office.word_styles import (
    AUTOMATIC,
    Look,
    Style,
    Styles,
    W,
    over,
    read_look,
    read_paragraph,
)
from crawler.documents.office.word_tables import Cell, read_rows, table_of
from rules.office_evidence import Heading, OfficeKind, Spot

_TABLES_DEEP_MAX = 20
_BLOCKS = frozenset(
    {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent")}
    | {f"{MC}AlternateContent", f"{MC}Choice"}
)
_INLINE = frozenset(
    {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "dir", "bdo")}
    | {f"{MC}AlternateContent", f"{MC}Choice"}
)
_CHANGES = frozenset({f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")})
_NO_HEADING_STYLE = re.compile(
    r"title|caption|toc|header|footer|quote|list|signature|envelope|index|bibliography|code"
)
_MONOSPACED_STYLE = re.compile(r"html|plain text|macro|code|source|listing|preformat|verbatim")


def read_word(document: OpenXml, main: str) -> Gathering:
    """Return what a text document holds."""
    return _WordReader(document, main).read()


class _WordReader:
    def __init__(self, document: OpenXml, main: str) -> None:
        self._document = document
        self._part = main
        self._root = document.package.parse(main)
        drop_fallbacks(self._root)
        self._styles = Styles(document.parse_related(main, "styles"))
        self._gathering = Gathering(OfficeKind.TEXT, is_openxml=True)
        self._flow = Flow(self._gathering)
        self._fields: list[Field] = []
        self._looks: dict[tuple[int, str | None], Look] = {}
        self._count = {"paragraph": 0, "table": 0}
        self._heading = ""
        self._tables_deep = 0
        self._is_repeated = False
        self._language = ""

    def read(self) -> Gathering:
        gathering = self._gathering
        default = self._styles.paragraph_style(None)
        self._language = over(default.look, self._styles.document_look).language or ""
        gathering.language = self._language
        body = self._root.find(f"{W}body")
        if body is not None:
            page = self._root.find(f"{W}background")
            self._blocks(body, "Document", AUTOMATIC if page is None else None)
        self._flow.finish()
        self._headers_and_footers()
        self._comments()
        self._embedded()
        return gathering

    # ------------------------------------------------------------ blocks

    def _blocks(self, holder: Element, path: str, background: str | None) -> None:
        """Read paragraphs and tables. `background`: AUTOMATIC on the bare page, None where it is not known."""
        for element in holder.iterchildren("*"):
            tag = element.tag
            if tag == f"{W}p":
                self._paragraph(element, path, background)
            elif tag == f"{W}tbl":
                self._table(element, path, background)
            elif tag == f"{W}sdt":
                content = element.find(f"{W}sdtContent")
                self._control(element, f"paragraph {self._count['paragraph'] + 1}", path)
                if content is not None:
                    self._blocks(content, path, background)
            elif tag in _BLOCKS:
                self._blocks(element, path, background)

    def _paragraph(self, element: Element, path: str, background: str | None) -> str:
        self._count["paragraph"] += 1
        properties = element.find(f"{W}pPr")
        identifier = None
        own = None
        if properties is not None:
            style_element = properties.find(f"{W}pStyle")
            identifier = style_element.get(f"{W}val") if style_element is not None else None
            own = read_paragraph(properties)
            self._note_change(properties.find(f"{W}rPr"), path)
        style = self._styles.paragraph_style(identifier)
        paragraph = over(own, style.paragraph) if own is not None else style.paragraph
        ground = background if paragraph.shade in {None, AUTOMATIC} else paragraph.shade
        is_assumed = ground == AUTOMATIC
        line = Line(
            f"paragraph {self._count['paragraph']}",
            f"{path} > {path_name(style, paragraph.level)}",
            style,
            WHITE if is_assumed else ground,
            is_assumed,
        )
        self._inline(element, line)
        self._gathering.end_paragraph()
        text = "".join(line.text)
        spot = Spot(line.where, line.path, cut(text))
        self._end_links(line, text)
        level = style.heading_level if own is None or own.level is None else heading_level(own.level)
        self._note_heading(level, style, spot, text)
        is_list_item = paragraph.numbering not in {None, "0"}
        if path == "Document":
            self._flow.add(
                Paragraph(
                    spot,
                    text,
                    min(line.sizes, default=0.0),
                    is_bold=line.is_bold and bool(text.strip()),
                    is_plain=level is None and not is_list_item and not _NO_HEADING_STYLE.search(style.name),
                    is_monospaced=line.is_monospaced or bool(_MONOSPACED_STYLE.search(style.name)),
                    holds_objects=line.holds_objects or line.has_break or begins_page(properties),
                )
            )
        for box in line.boxes:
            self._blocks(box, f"{path} > Text box", None)
        return text

    def _note_heading(self, level: int | None, style: Style, spot: Spot, text: str) -> None:
        if self._is_repeated:
            return
        if level is not None:
            if count_letters(text) or any(map(str.isdigit, text)):
                self._gathering.headings.add(Heading(level, spot))
                self._heading = cut(text)
            elif not text.strip():
                self._gathering.empty_headings.add(spot)
        elif style.name == "title" and text.strip():
            self._gathering.headings.add(Heading(0, spot))

    # ------------------------------------------------------------ inside a paragraph

    def _inline(self, holder: Element, line: Line) -> None:
        for element in holder.iterchildren("*"):
            tag = element.tag
            if tag in _CHANGES and not self._is_repeated:
                spot = Spot(line.where, f"{line.path} > Change", shown_text(element))
                self._gathering.tracked_changes.add(spot)
            if tag == f"{W}r":
                self._run(element, line)
            elif tag == f"{W}hyperlink":
                self._hyperlink(element, line)
            elif tag == f"{W}fldSimple":
                self._simple_field(element, line)
            elif tag == f"{W}sdt":
                self._control(element, line.where, line.path)
                self._inline(element, line)
            elif tag in _INLINE:
                self._inline(element, line)

    def _simple_field(self, element: Element, line: Line) -> None:
        address = link_address(element.get(f"{W}instr") or "")
        line.open_links.append([])
        self._inline(element, line)
        texts = line.open_links.pop()
        if address is not None:
            line.links.append((texts, address))

    def _hyperlink(self, element: Element, line: Line) -> None:
        address = self._target(element.get(f"{R}id"))
        anchor = element.get(f"{W}anchor")
        if anchor:
            address = f"{address}#{anchor}"
        line.open_links.append([])
        self._inline(element, line)
        texts = line.open_links.pop()
        is_in_contents = line.style.name.startswith("toc ")
        if address and not is_in_contents:
            line.links.append((texts, address))

    def _run(self, element: Element, line: Line) -> None:
        properties = element.find(f"{W}rPr")
        pieces: list[str] = []
        for child in element.iterchildren("*"):
            tag = child.tag
            if tag == f"{W}t":
                pieces.append(child.text or "")
            elif tag == f"{W}tab":
                pieces.append("\t")
            elif tag in {f"{W}br", f"{W}cr"}:
                line.has_break = line.has_break or child.get(f"{W}type") == "page"
                pieces.append("\n")
            elif tag == f"{W}noBreakHyphen":
                pieces.append("-")
            elif tag in {f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"}:
                self._graphic(child, line)
            elif tag == f"{W}fldChar":
                self._field_mark(child, line)
            elif tag == f"{W}instrText" and self._fields:
                self._fields[-1].instruction += child.text or ""
            elif tag == f"{W}lastRenderedPageBreak":
                continue
        text = "".join(pieces)
        if text:
            self._text(text, properties, line)

    def _text(self, text: str, properties: Element | None, line: Line) -> None:
        look = self._look(properties, line.style)
        if look.is_hidden:
            if count_letters(text) and not any(not open_field.is_in_result for open_field in self._fields):
                self._gathering.hidden_text.add(Spot(line.where, line.path, cut(text)))
            return
        line.text.append(text)
        for link in line.open_links:
            link.append(text)
        for open_field in self._fields:
            if open_field.is_in_result:
                open_field.text.append(text)
        if self._is_repeated or not text.strip():
            return
        language = look.language
        if look.is_right_to_left:
            language = look.right_to_left_language or language
        self._gathering.add_text(text, language or "")
        line.sizes.append(look.size or 10.0)
        line.is_bold = line.is_bold and bool(look.is_bold)
        line.is_monospaced = line.is_monospaced and bool(look.is_monospaced)
        self._gathering.add_painted(
            count_letters(text), paint(look, line), Spot(line.where, line.path, cut(text))
        )

    def _look(self, properties: Element | None, style: Style) -> Look:
        """Return how a run is set: its own properties over its character style's over its paragraph style's."""
        identifier = None
        if properties is not None:
            run_style = properties.find(f"{W}rStyle")
            identifier = run_style.get(f"{W}val") if run_style is not None else None
        key = (id(style), identifier)
        below = self._looks.get(key)
        if below is None:
            below = over(style.look, self._styles.document_look)
            if identifier:
                below = over(self._styles.style(identifier).look, below)
            self._looks[key] = below
        return below if properties is None else over(read_look(properties), below)

    def _field_mark(self, mark: Element, line: Line) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(Field())
            data = mark.find(f"{W}ffData")
            if data is not None:
                self._gathering.form_fields.add(form_field(data, line.where, line.path))
        elif kind == "separate" and self._fields:
            self._fields[-1].is_in_result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            address = link_address(ended.instruction)
            if address is not None and not line.style.name.startswith("toc "):
                line.links.append((ended.text, address))

    def _end_links(self, line: Line, text: str) -> None:
        for texts, address in line.links:
            shown = "".join(texts)
            if not shown.strip():
                continue
            rest = text[:AROUND_READ_MAX].replace(shown, " ", 1)
            self._gathering.add_link(
                Spot(line.where, f"{line.path} > Link", cut(shown)),
                shown,
                address,
                context=rest,
                heading=self._heading,
            )

    # ------------------------------------------------------------ tables

    def _table(self, element: Element, path: str, background: str | None) -> None:
        self._count["table"] += 1
        self._flow.interrupt()
        if self._tables_deep >= _TABLES_DEEP_MAX:
            self._gathering.note("tables nested too deep were not read")
            return
        self._tables_deep += 1
        where, table_path = f"table {self._count['table']}", f"{path} > Table"
        style_element = element.find(f"{W}tblPr/{W}tblStyle")
        style = self._styles.table_style(style_element.get(f"{W}val") if style_element is not None else None)
        rows = read_rows(element)
        for row in rows:
            for cell in row.cells:
                self._cell(cell, style, table_path, background)
        self._tables_deep -= 1
        if not self._is_repeated:
            table = table_of(element, rows, style, where, table_path, is_nested=self._tables_deep > 0)
            self._gathering.tables.add(table)

    def _cell(self, cell: Cell, style: Style, path: str, background: str | None) -> None:
        if cell.shade not in {None, AUTOMATIC}:
            background = cell.shade
        elif style.has_shade:
            background = None  # a striped or coloured style: which stripe this is, only Word knows
        before = self._gathering.graphics.count
        texts: list[str] = []
        for element in cell.element.iterchildren("*"):
            if element.tag == f"{W}p":
                texts.append(self._paragraph(element, f"{path} > Cell", background))
            elif element.tag == f"{W}tbl":
                cell.nested += 1
                self._table(element, f"{path} > Cell", background)
            elif element.tag in _BLOCKS or element.tag == f"{W}sdt":
                holder = element.find(f"{W}sdtContent") if element.tag == f"{W}sdt" else element
                if holder is not None:
                    texts.append(shown_text(holder))
                    self._blocks(holder, f"{path} > Cell", background)
        cell.text = " ".join(texts).strip()
        cell.has_picture = self._gathering.graphics.count > before

    # ------------------------------------------------------------ the rest

    def _graphic(self, element: Element, line: Line) -> None:
        line.holds_objects = True
        for drawing in element.iter(f"{W}drawing"):
            found = word_drawing(
                drawing, self._target, line.where, f"{line.path} > Picture", is_repeated=self._is_repeated
            )
            if found is not None:
                self._gathering.graphics.add(found)
        for holder in element.iter(f"{W}pict", f"{W}object"):
            for found in vml_graphics(
                holder, self._target, line.where, f"{line.path} > Picture", is_repeated=self._is_repeated
            ):
                self._gathering.graphics.add(found)
        line.boxes.extend(
            box
            for box in element.iter(f"{W}txbxContent")
            if next(box.iterancestors(f"{W}txbxContent"), None) is None
        )

    def _control(self, element: Element, where: str, path: str) -> None:
        found = content_control(element, where, path)
        if found is not None:
            self._gathering.form_fields.add(found)

    def _note_change(self, mark: Element | None, path: str) -> None:
        if mark is None or self._is_repeated:
            return
        if any(child.tag in _CHANGES for child in mark.iterchildren("*")):
            where = f"paragraph {self._count['paragraph']}"
            self._gathering.tracked_changes.add(Spot(where, f"{path} > Change"))

    def _headers_and_footers(self) -> None:
        self._is_repeated = True
        for kind in ("header", "footer"):
            for name in self._document.related(self._part, kind):
                root = self._document.package.parse_if_there(name)
                if root is None:
                    continue
                drop_fallbacks(root)
                body_part, self._part = self._part, name
                self._fields.clear()
                self._blocks(root, kind.capitalize(), None)
                self._part = body_part
        self._is_repeated = False

    def _comments(self) -> None:
        root = self._document.parse_related(self._part, "comments")
        if root is None:
            return
        identifiers = {element.get(f"{W}id") for element in root.iter(f"{W}comment")}
        for reference in self._root.iter(f"{W}commentReference"):
            if reference.get(f"{W}id") in identifiers:
                paragraph = next(reference.iterancestors(f"{W}p"), None)
                text = shown_text(paragraph) if paragraph is not None else ""
                self._gathering.comments.add(Spot("comment", "Document > Comment", text))

    def _embedded(self) -> None:
        relationships = self._document.relationships(self._part).values()
        for relationship in relationships:
            if relationship.type in {"oleObject", "package", "control"} and not relationship.is_external:
                self._gathering.embedded_objects.add(Spot(relationship.target[:200], "Document > Object"))
        table = next(self._document.related(self._part, "fontTable"), None)
        if table is not None:
            for relationship in self._document.relationships(table).values():
                if relationship.type == "font":
                    self._gathering.embedded_fonts.append(relationship.target[:200])

    def _target(self, identifier: str | None) -> str:
        return self._document.target(self._part, identifier)
