"""Rule: a link's text says nothing alone, and its surroundings do not help."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from bs4 import Tag
from bs4.element import NavigableString

from rules.addresses import absolute
from rules.link_words import has_words, says_nothing
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.page_soup import SHADOW_ROOT
from rules.page_view import Page
from rules.phrasing import PHRASING
from rules.table_cells import header_cells
from rules.words import is_made_of, plain, word_list, word_table

RULE = Rule(
    id="link-text-empty-words",
    scope=Scope.PAGE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Det skal fremgå, hvor et link fører hen",
        en="It must be clear where a link leads",
    ),
    why=Text(
        da=(
            "Mange, der bruger skærmlæser, springer fra link til link. »Læs mere« og »her« siger dem intet, "
            "når der heller ikke står noget om målet i samme sætning, afsnit eller listepunkt. Det rammer også "
            "mennesker, der forstørrer skærmen og kun ser en lille del ad gangen."
        ),
        en=(
            "Many people who use a screen reader jump from link to link. “Read more” and “here” tell them "
            "nothing when the same sentence, paragraph or list item does not say where the link leads either. "
            "It also affects people who magnify the screen and see only a small part at a time."
        ),
    ),
    fix=Text(
        da=(
            "Skriv i linkteksten, hvad man får: »Læs mere om byggetilladelse«, »Hent referatet af 3. maj "
            "(pdf)«. Eller gør overskriften til linket."
        ),
        en=(
            "Say in the link text what it leads to: “Read more about building permits”, “Download the minutes "
            "of 3 May (PDF)”. Or make the heading the link."
        ),
    ),
    messages={
        "no_context": Text(
            da=(
                "Linket hedder kun »{text}«, og hverken sætning, afsnit, listepunkt eller tabelcelle siger, "
                "hvor det fører hen."
            ),
            en=(
                "The link is called only “{text}”, and neither sentence, paragraph, list item nor table cell "
                "says where it leads."
            ),
        ),
        "heading_only": Text(
            da=(
                "Linket hedder kun »{text}«. Overskriften før det (»{heading}«) kan måske forklare det, men er "
                "ikke knyttet til linket i koden."
            ),
            en=(
                "The link is called only “{text}”. The heading before it (“{heading}”) may explain it, but is "
                "not tied to the link in the code."
            ),
        ),
        "row_only": Text(
            da=(
                "Linket hedder kun »{text}«. Kun andre celler i samme tabelrække kan forklare det, og de er "
                "ikke overskriftsceller."
            ),
            en=(
                "The link is called only “{text}”. Only other cells of the same table row can explain it, and "
                "they are not header cells."
            ),
        ),
        "shared_context": Text(
            da=(
                "Flere links i samme sætning hedder »{text}« og fører forskellige steder hen. Se efter, om man "
                "kan kende dem fra hinanden."
            ),
            en=(
                "Several links in the same sentence are called “{text}” and lead to different places. Check "
                "that they can be told apart."
            ),
        ),
    },
    criteria=("2.4.4",),
    act=("5effbb",),
    evidence=frozenset({Evidence.DOM, Evidence.LAYOUT, Evidence.ACCESSIBILITY_TREE}),
)

_LINKS = "a[href], area[href], [role=link], a[xlink\\:href]"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# By name, not by computed style: a span laid out as a block is still part of the paragraph for assistive technology.
_INLINE = PHRASING | {
    "acronym", "big", "br", "button", "g", "img", "picture", SHADOW_ROOT, "svg", "text", "tspan", "tt",
}  # fmt: skip
_HIDDEN_TEXT = frozenset({"noscript", "script", "style", "template"})
_ENDING = re.compile(r"\.([A-Za-z]{3,4})(?![A-Za-z0-9])")
_SENTENCE_END = re.compile(r"[.!?…:;]\s+(?=\S)")
_SIZE_UNITS = frozenset({"b", "byte", "bytes", "kb", "kib", "mb", "mib", "gb", "gib"})
_MARK = "\ufffc"
TEXT_MAX_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class _Block:
    """The nearest block around a link: its own text in order, and where in that text the links stand."""

    text: str
    offsets: dict[int, int]

    def sentence(self, tag: Tag) -> str:
        """Return the sentence the link stands in, or the whole text when the link's place is not known."""
        at = self.offsets.get(id(tag))
        if at is None:
            return self.text
        start, end = 0, len(self.text)
        for match in _SENTENCE_END.finditer(self.text):
            if match.end() <= at:
                start = match.end()
            elif match.start() >= at:
                end = match.end()
                break
        return self.text[start:end]


class _Links:
    """The empty links of a page, with the surroundings that may help them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.names = {id(tag): page.name(tag) for tag in page.select(_LINKS) if _is_link(page, tag)}
        self.page_names = word_list("link_words", "page_names")
        self.empty = [tag for tag in page.select(_LINKS) if id(tag) in self.names and self._is_empty(tag)]
        self._blocks: dict[int, _Block] = {}

    def _is_empty(self, tag: Tag) -> bool:
        """Whether the link's text is made of empty phrases, or tells only in what format its target is."""
        if says_nothing(self.names[id(tag)]):
            return True
        words, formats = plain(self.names[id(tag)]), _formats(tag)
        sized = " ".join(word for word in words.split() if word not in _SIZE_UNITS and not word.isdecimal())
        return bool(formats) and is_made_of(sized, word_list("link_words", "phrases") | formats)

    def block(self, tag: Tag) -> tuple[Tag, _Block]:
        holder = _block_of(tag)
        if id(holder) not in self._blocks:
            self._blocks[id(holder)] = self._read(holder)
        return holder, self._blocks[id(holder)]

    def text_without_empty_links(self, tag: Tag) -> str:
        """Return the rendered text in `tag`, without that of the empty links in it."""
        if id(tag) in self._empty_ids:
            return ""
        pieces: list[str] = []
        for string in tag.find_all(string=True):
            parent = string.parent
            if type(string) is not NavigableString or parent is None or not self.page.is_visible(parent):
                continue
            if parent.name in _HIDDEN_TEXT or any(
                id(element) in self._empty_ids for element in _up_to(parent, tag)
            ):
                continue
            pieces.append(str(string))
        pieces.extend(
            str(image.get("alt") or "") for image in tag.find_all("img") if self.page.is_visible(image)
        )
        return " ".join(pieces)

    @cached_property
    def _empty_ids(self) -> frozenset[int]:
        return frozenset(id(tag) for tag in self.empty)

    @cached_property
    def heading_of(self) -> dict[int, Tag]:
        """The heading last before each empty link in the same document, when it is that link's alone.

        Two formats of one thing, "PDF" and "Word", may share a heading; "Læs mere" and "Klik her" may not.
        """
        found: dict[tuple[int, str], list[Tag]] = {}
        headings: dict[int, Tag] = {}
        current: dict[int, Tag] = {}
        for tag in self.page.tags:
            root = _document_of(tag)
            if (tag.name in _HEADINGS or tag.get("role") == "heading" or tag.name == "dt") and self.page.text(
                tag
            ):
                current[root] = tag
            elif id(tag) in self._empty_ids and root in current:
                heading = current[root]
                headings[id(heading)] = heading
                name = self.names[id(tag)]
                kind = "" if says_nothing(name) else plain(name)
                found.setdefault((id(heading), kind), []).append(tag)
        return {
            id(tag): headings[heading]
            for (heading, _), tags in found.items()
            if len({str(tag.get("href")) for tag in tags}) == 1
            for tag in tags
        }

    def _read(self, holder: Tag) -> _Block:
        pieces: list[str] = []
        offsets: dict[int, int] = {}
        length = 0
        stack: list[Tag | NavigableString] = [*reversed(holder.contents)]  # type: ignore[list-item]
        while stack:
            node = stack.pop()
            if isinstance(node, Tag):
                if node.name in _HIDDEN_TEXT or (node.name not in _INLINE and "-" not in node.name):
                    continue
                if node.name == "br":
                    text = " "
                elif node.name == "img":
                    text = f" {node.get('alt') or ''} " if self.page.is_visible(node) else ""
                elif id(node) in self._empty_ids:
                    offsets[id(node)] = length
                    text = _MARK
                else:
                    stack.extend(reversed(node.contents))  # type: ignore[arg-type]
                    continue
            elif (
                type(node) is NavigableString
                and node.parent is not None
                and self.page.is_visible(node.parent)
            ):
                text = str(node)
            else:
                continue
            pieces.append(text)
            length += len(text)
        return _Block("".join(pieces), offsets)


def check(page: Page) -> Iterator[Finding]:
    links = _Links(page)
    empty = {id(tag) for tag in links.empty}
    for _ in range(len(links.names) - len(empty)):
        yield passed()
    for tag in links.empty:
        yield _judge(links, tag)


def _judge(links: _Links, tag: Tag) -> Finding:
    page = links.page
    place, text = page.place(tag), links.names[id(tag)][:TEXT_MAX_CHARACTERS]
    if _is_name_of_target(links, tag) or has_words(_description(page, tag)):
        return passed(place)
    holder, block = links.block(tag)
    if _shares_sentence(links, tag, block):
        return cannot_tell(place, "shared_context", text=text)
    if has_words(block.text.replace(_MARK, " ")) or _has_helping_ancestor(links, holder):
        return passed(place)
    cell = tag.find_parent(["td", "th"]) or _closest_role(tag, {"cell", "gridcell"})
    if cell is not None:
        if any(has_words(links.text_without_empty_links(header)) for header in header_cells(cell)):
            return passed(place)
        row = cell.find_parent("tr")
        if row is not None and has_words(links.text_without_empty_links(row)):
            return cannot_tell(place, "row_only", text=text)
    heading = links.heading_of.get(id(tag))
    if heading is not None and has_words(page.text(heading)):
        return cannot_tell(place, "heading_only", text=text, heading=page.text(heading)[:TEXT_MAX_CHARACTERS])
    return failed(place, "no_context", text=text)


def _is_link(page: Page, tag: Tag) -> bool:
    # A link that opens something on the page works as a button, whatever its element.
    if tag.has_attr("aria-expanded") or tag.has_attr("aria-haspopup"):
        return False
    return page.role(tag) == "link" and bool(page.name(tag))


def _is_name_of_target(links: _Links, tag: Tag) -> bool:
    """Whether the text, empty elsewhere, names the target here: a heading's link to itself, or a menu's item."""
    href = str(tag.get("href") or "")
    if href.startswith("#") and tag.find_parent(_HEADINGS) is not None:
        return True
    name = plain(links.names[id(tag)])
    return name in links.page_names and links.page.landmark(tag) == "navigation"


def _description(page: Page, tag: Tag) -> str:
    """Return what the link is described by: the title attribute and the elements of aria-describedby."""
    texts = [str(tag.get("title") or ""), str(tag.get("aria-description") or "")]
    for identifier in str(tag.get("aria-describedby") or "").split():
        described_by = page.soup.find(id=identifier)
        if isinstance(described_by, Tag):
            texts.append(described_by.get_text(" "))  # hidden text describes as well
    return " ".join(texts)


def _shares_sentence(links: _Links, tag: Tag, block: _Block) -> bool:
    """Whether a link of the same name and another target stands in the same sentence."""
    name = plain(links.names[id(tag)])
    sentence = block.sentence(tag)
    if not has_words(sentence.replace(_MARK, " ")):
        sentence = ""
    for other in links.empty:
        if other is tag or id(other) not in block.offsets or plain(links.names[id(other)]) != name:
            continue
        is_same_sentence = not sentence or block.sentence(other) == sentence
        if is_same_sentence and _address(links.page, other) != _address(links.page, tag):
            return has_words(block.text.replace(_MARK, " "))
    return False


def _has_helping_ancestor(links: _Links, holder: Tag) -> bool:
    """Whether the paragraph, list item or cell around the link has words of its own (WCAG's link context)."""
    for ancestor in (holder, *holder.parents):
        is_context = ancestor.name in {"p", "li", "td", "th"} or ancestor.get("role") in {
            "cell",
            "columnheader",
            "gridcell",
            "listitem",
            "paragraph",
            "rowheader",
        }
        if is_context and has_words(links.text_without_empty_links(ancestor)):
            return True
        if ancestor.name in {"body", "iframe", "frame"}:
            break
    return False


def _closest_role(tag: Tag, roles: set[str]) -> Tag | None:
    return next((parent for parent in tag.parents if parent.get("role") in roles), None)


def _block_of(tag: Tag) -> Tag:
    for parent in tag.parents:
        if parent.name not in _INLINE and "-" not in parent.name:
            return parent
    return tag


def _document_of(tag: Tag) -> int:
    return next((id(parent) for parent in tag.parents if parent.name in {"iframe", "frame"}), 0)


def _up_to(tag: Tag, top: Tag) -> Iterator[Tag]:
    yield tag
    for parent in tag.parents:
        if parent is top:
            return
        yield parent


def _address(page: Page, tag: Tag) -> str:
    href = str(tag.get("href") or tag.get("xlink:href") or "").strip()
    try:
        return absolute(page.evidence.final_url, href)
    except ValueError:
        return href


def _formats(tag: Tag) -> frozenset[str]:
    """Return what the format of the link's target is called, by the endings in its address; empty for a page."""
    href = str(tag.get("href") or "")
    if "." not in href:
        return frozenset()
    try:
        parts = urlsplit(href)
    except ValueError:
        return frozenset()
    endings = {ending.lower() for ending in _ENDING.findall(f"{parts.path}?{parts.query}")}
    names = word_table("link_words", "formats")
    return frozenset().union(*(names[ending] for ending in endings if ending in names))
