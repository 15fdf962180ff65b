"""Reads the text of OpenDocument files: paragraphs, headings, lists, tables, links and pictures."""

import re
from dataclasses import dataclass, field, replace

from lxml.etree import _Element as Element

from crawler.documents.office.flow import Flow, Paragraph
from crawler.documents.office.gather import AROUND_READ_MAX, Gathering, Paint, count_letters, cut
from crawler.documents.office.odf_objects import DEPTH_MAX, read_drawing, read_forms, read_table, text_of
from crawler.documents.office.odf_package import OFFICE, OpenDocument
from crawler.documents.office.odf_styles import (
    DRAW,
    TABLE,
    TEXT,
    TRANSPARENT,
    XLINK,
    OdfLook,
    OdfStyle,
    OdfStyles,
    over,
)
from rules.office_evidence import Heading, OfficeKind, Spot

_SPACES_MAX = 200
_NO_HEADING_STYLE = re.compile(
    r"title|caption|table|figure|illustration|drawing|contents|index|header|footer|quot|list|signature|sender|addressee"
)
_MONOSPACED_STYLE = re.compile(r"preformatted|code|source|listing|teletype|verbatim")
_BLOCK_HOLDERS = frozenset(
    {
        f"{TEXT}{name}"
        for name in (
            "list", "list-item", "list-header", "section", "numbered-paragraph", "index-body", "index-title",
            "table-of-content", "illustration-index", "table-index", "object-index", "user-index",
            "alphabetical-index", "bibliography",
        )
    }
)  # fmt: skip
_LISTS = frozenset({f"{TEXT}list", f"{TEXT}numbered-paragraph"})
_INDEXES = frozenset(
    {
        f"{TEXT}table-of-content",
        f"{TEXT}illustration-index",
        f"{TEXT}table-index",
        f"{TEXT}alphabetical-index",
        f"{TEXT}index-body",
    }
)
_BLANKS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_NOT_SHOWN = frozenset({f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph", f"{OFFICE}annotation-end"})
_WHITE = "#ffffff"
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Line:
    """The paragraph that is being read, and the look that its text starts with."""

    where: str
    path: str
    style: OdfStyle
    look: OdfLook
    background: str | None
    is_assumed: bool
    text: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    open_links: list[list[str]] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    is_bold: bool = True
    is_monospaced: bool = True
    holds_objects: bool = False


class OdfReader:
    """Reads text wherever it stands; the readers of sheets and slides build on it."""

    def __init__(self, document: OpenDocument, kind: OfficeKind) -> None:
        self.document = document
        roots = [root for name, root in document.parts.items() if name in {"content.xml", "styles.xml"}]
        self.styles = OdfStyles(dict.fromkeys(roots))
        self.gathering = Gathering(kind, is_openxml=False)
        self.media_types = document.media_types()
        self.flow = Flow(self.gathering)
        self._looks: dict[tuple[str, str | None, OdfLook], OdfLook] = {}
        self.counts = {"paragraph": 0, "table": 0}
        self._cell_looks: dict[str | None, OdfLook] = {}
        self.row_text = ""
        self._heading = ""
        self._list_depth = 0
        self.base = self.styles.default("paragraph")

    # ------------------------------------------------------------ blocks

    def blocks(self, holder: Element, path: str, where: str, background: str | None, depth: int = 0) -> None:
        """Read the blocks in an element. `background`: TRANSPARENT on the bare page, None where it is not known.

        `where` names the slide or sheet; in a text document it is "" and paragraphs are numbered.
        """
        if depth > DEPTH_MAX:
            self.gathering.note("parts nested too deep were not read")
            return
        for element in holder.iterchildren("*"):
            self.block(element, path, where, background, depth)

    def block(self, element: Element, path: str, where: str, background: str | None, depth: int) -> None:
        """Read one block, whatever it is."""
        tag = element.tag
        if tag in {f"{TEXT}p", f"{TEXT}h"}:
            self.paragraph(element, path, where, background, depth)
        elif tag == f"{TABLE}table":
            read_table(self, element, path, where, background, depth)
        elif tag == f"{TEXT}section" and element.get(f"{TEXT}display") in {"none", "condition"}:
            self._hidden_section(element, path, where)
        elif tag in _BLOCK_HOLDERS:
            is_list = tag in _LISTS
            self._list_depth += is_list
            inner = f"{path} > Contents" if tag in _INDEXES and not path.endswith("Contents") else path
            self.blocks(element, inner, where, background, depth + 1)
            self._list_depth -= is_list
        elif str(tag).startswith(DRAW):
            read_drawing(self, element, path, where, depth)
        elif tag == f"{TEXT}tracked-changes":
            self._changes(element)
        elif tag == f"{OFFICE}forms":
            read_forms(self.gathering, element)

    def paragraph(self, element: Element, path: str, where: str, background: str | None, depth: int) -> str:
        """Read one paragraph or heading, and return its text."""
        self.counts["paragraph"] += 1
        style = self.styles.style("paragraph", element.get(f"{TEXT}style-name"))
        look = over(style.look, self.base)
        ground = (
            look.paragraph_background if look.paragraph_background not in {None, TRANSPARENT} else background
        )
        is_assumed = ground == TRANSPARENT
        level = _level(element)
        name = f"Heading {level}" if level is not None else (_common_name(style) or "Paragraph")
        line = Line(
            where or f"paragraph {self.counts['paragraph']}",
            f"{path} > {name}",
            style,
            look,
            _WHITE if is_assumed else ground,
            is_assumed,
        )
        self._inline(element, line, look, depth)
        self.gathering.end_paragraph()
        text = "".join(line.text)
        spot = Spot(line.where, line.path, cut(text))
        self._end_links(line, text, path)
        self._note_heading(level, style, spot, text)
        if path == "Document" and not where:
            if look.breaks_page:
                self.flow.interrupt()
            self.flow.add(
                Paragraph(
                    spot,
                    text,
                    min(line.sizes, default=0.0),
                    is_bold=line.is_bold and bool(text.strip()),
                    is_plain=level is None
                    and not self._list_depth
                    and not any(_NO_HEADING_STYLE.search(name) for name in style.names),
                    is_monospaced=line.is_monospaced
                    or any(_MONOSPACED_STYLE.search(name) for name in style.names),
                    holds_objects=line.holds_objects,
                )
            )
        return text

    def finish(self) -> None:
        """Settle what only shows at the end."""
        self.flow.finish()

    def _note_heading(self, level: int | None, style: OdfStyle, spot: Spot, text: str) -> None:
        if level is not None:
            if count_letters(text) or any(map(str.isdigit, text)):
                self.gathering.headings.add(Heading(level, spot))
                self._heading = spot.text
            elif not text.strip():
                self.gathering.empty_headings.add(spot)
        elif "title" in style.names and text.strip():
            self.gathering.headings.add(Heading(0, spot))

    def _hidden_section(self, element: Element, path: str, where: str) -> None:
        text = cut(" ".join("".join(element.itertext()).split()))
        if element.get(f"{TEXT}display") == "none" and count_letters(text):
            self.gathering.hidden_text.add(Spot(where or "section", f"{path} > Section", text))

    def _changes(self, element: Element) -> None:
        for region in element.iterchildren(f"{TEXT}changed-region"):
            self.gathering.tracked_changes.add(
                Spot(
                    f"change {self.gathering.tracked_changes.count + 1}",
                    "Document > Change",
                    text_of(region),
                )
            )

    # ------------------------------------------------------------ inside a paragraph

    def _inline(self, holder: Element, line: Line, look: OdfLook, depth: int) -> None:
        if depth > DEPTH_MAX:
            self.gathering.note("parts nested too deep were not read")
            return
        self._text(holder.text, line, look)
        for element in holder:
            tag = element.tag
            if isinstance(tag, str):  # an entity, which is left unresolved, has a function here
                self._inline_element(element, tag, line, look, depth + 1)
            self._text(element.tail, line, look)

    def _inline_element(self, element: Element, tag: str, line: Line, look: OdfLook, depth: int) -> None:
        if tag in _BLANKS:
            number = count(element.get(f"{TEXT}c"), _SPACES_MAX) if tag == f"{TEXT}s" else 1
            self._write(_BLANKS[tag] * number, line, look)
        elif tag == f"{TEXT}span":
            self._inline(element, line, self._span_look(element, look), depth)
        elif tag == f"{TEXT}a":
            line.open_links.append([])
            self._inline(element, line, look, depth)
            texts = line.open_links.pop()
            line.links.append(("".join(texts), element.get(f"{XLINK}href") or ""))
        elif tag == f"{OFFICE}annotation":
            self.comment(line.where, line.path, "".join(line.text))
        elif tag == f"{TEXT}note":
            body = element.find(f"{TEXT}note-body")
            if body is not None:
                self.blocks(body, f"{line.path} > Note", line.where, line.background, depth)
        elif tag.startswith(DRAW):
            line.holds_objects = True
            read_drawing(self, element, line.path, line.where, depth)
        elif tag not in _NOT_SHOWN:
            self._inline(element, line, look, depth)

    def _text(self, text: str | None, line: Line, look: OdfLook) -> None:
        if not text:
            return
        if look.is_hidden:
            if count_letters(text):
                self.gathering.hidden_text.add(Spot(line.where, line.path, cut(text)))
            return
        # White space is one blank, as in HTML; more of it is written with text:s
        self._write(_WHITE_SPACE.sub(" ", text), line, look)

    def _write(self, shown: str, line: Line, look: OdfLook) -> None:
        line.text.append(shown)
        for link in line.open_links:
            link.append(shown)
        if shown.isspace():
            return
        self.gathering.add_text(shown, self._language(look))
        line.sizes.append(look.size or 12.0)
        line.is_bold = line.is_bold and bool(look.is_bold)
        line.is_monospaced = line.is_monospaced and bool(look.is_monospaced)
        self.gathering.add_painted(
            count_letters(shown), _paint(look, line), Spot(line.where, line.path, cut(shown))
        )

    def _language(self, look: OdfLook) -> str:
        return self.gathering.language if look.language is None else look.language

    def _span_look(self, element: Element, below: OdfLook) -> OdfLook:
        name = element.get(f"{TEXT}style-name")
        key = ("text", name, below)
        known = self._looks.get(key)
        if known is None:
            known = over(self.styles.style("text", name).look, below)
            self._looks[key] = known
        return known

    def comment(self, where: str, path: str, text: str) -> None:
        self.gathering.comments.add(Spot(where, f"{path} > Comment", cut(text)))

    def look_of_cell(self, name: str | None) -> OdfLook:
        """Return what text in a cell starts with: the cell's style over the default of cells."""
        known = self._cell_looks.get(name)
        if known is None:
            look = over(self.styles.style("table-cell", name).look, self.styles.default("table-cell"))
            known = replace(look, background=None)  # the cell's own, which is the ground of its paragraphs
            self._cell_looks[name] = known
        return known

    def _end_links(self, line: Line, text: str, path: str) -> None:
        for shown, address in line.links:
            if not shown.strip() or not address or path.endswith("Contents"):
                continue
            self.gathering.add_link(
                Spot(line.where, f"{line.path} > Link", cut(shown)),
                shown,
                address,
                context=text[:AROUND_READ_MAX].replace(shown, " ", 1),
                row=self.row_text[:AROUND_READ_MAX].replace(shown, " ", 1),
                heading=self._heading,
            )


def _paint(look: OdfLook, line: Line) -> Paint:
    colour = look.colour if look.colour != TRANSPARENT else None
    if look.background in {None, TRANSPARENT}:
        background, is_assumed = line.background, line.is_assumed
    else:
        background, is_assumed = look.background, False
    return Paint(colour, background or None, look.size or 0.0, bool(look.is_bold), is_assumed)


def _level(element: Element) -> int | None:
    if element.tag != f"{TEXT}h":
        return None
    return max(1, min(count(element.get(f"{TEXT}outline-level"), 10), 10))


def _common_name(style: OdfStyle) -> str:
    """Return the name of the nearest style that a person has named, not "P12"."""
    return next((name.capitalize() for name in style.names if not re.fullmatch(r"[a-z]{1,2}\d+", name)), "")


def count(value: str | None, limit: int) -> int:
    if value is None or not value.isdecimal():
        return 1
    return min(int(value[:9]), limit)
