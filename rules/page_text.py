"""The text of a page as headings, paragraphs and list items in document order, with their links."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from rules.addresses import absolute
from rules.page_soup import SHADOW_ROOT
from rules.page_view import Page
from rules.phrasing import PHRASING
from rules.site_evidence import Block, BlockKind, TextLink

BLOCK_MAX_CHARACTERS = 1_000
LINKS_PER_BLOCK_MAX = 50
_LEFT_OUT = frozenset({"dialog", "noscript", "script", "select", "style", "svg", "template"})
_LEFT_OUT_ROLES = frozenset({"alertdialog", "dialog"})
_REPEATED = frozenset({"banner", "contentinfo", "navigation", "search"})
_INLINE = PHRASING | {SHADOW_ROOT}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SCHEMES = ("http:", "https:", "mailto:", "tel:")


def page_blocks(page: Page, most: int) -> tuple[tuple[Block, ...], bool]:
    """Return the first `most` blocks of a page and whether there were more.

    Menus, header and footer are left out, and dialogs such as a consent banner. Text in closed panels is part of the
    page: a reader opens them.
    """
    reader = _Reader(page)
    blocks: list[Block] = []
    for block in reader.blocks():
        if len(blocks) == most:
            return tuple(blocks), True
        blocks.append(block)
    return tuple(blocks), False


@dataclass(slots=True)
class _Open:
    """The block being read."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    text: list[str] = field(default_factory=list)
    links: dict[TextLink, None] = field(default_factory=dict)

    def closed(self) -> Iterator[Block]:
        text = " ".join("".join(self.text).split())
        if text or self.links:
            links = tuple(self.links)[:LINKS_PER_BLOCK_MAX]
            yield Block(self.kind, text[:BLOCK_MAX_CHARACTERS], self.level, links)


class _Reader:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._open = _Open()

    def blocks(self) -> Iterator[Block]:
        body = self._page.soup.find("body")
        # An explicit stack: hostile pages nest deeper than Python's own.
        stack: list[PageElement | _Open | None] = [body] if isinstance(body, Tag) else []
        while stack:
            node = stack.pop()
            if node is None or isinstance(node, _Open):
                yield from self._open.closed()
                # After a block its parent's text goes on, as what the parent is.
                self._open = node or _Open()
                continue
            if type(node) is NavigableString:
                self._open.text.append(str(node))
                continue
            if not isinstance(node, Tag) or self._is_left_out(node):
                continue
            if node.name == "br":
                self._open.text.append(" ")
                continue
            if node.name == "form" and _takes_message(node):
                yield from self._open.closed()
                yield Block(BlockKind.FORM)
                self._open = _Open()
            if node.name == "a" and (link := self._link(node)):
                self._open.links[link] = None
            if node.name not in _INLINE:
                yield from self._open.closed()
                stack.append(_Open(self._open.kind, self._open.level))
                self._open = _opened(node, self._open)
            stack.extend(reversed(list(node.children)))
        yield from self._open.closed()

    def _is_left_out(self, tag: Tag) -> bool:
        role = str(tag.get("role") or "")
        if tag.name in _LEFT_OUT or role in _LEFT_OUT_ROLES or role in _REPEATED or tag.name == "nav":
            return True
        # What stands inside one is left out with it, so only the landmarks themselves need be told.
        return tag.name in {"footer", "header"} and self._page.landmark(tag) in _REPEATED

    def _link(self, tag: Tag) -> TextLink | None:
        href = str(tag.get("href") or "").strip()
        try:
            url = absolute(self._page.evidence.final_url, href) if href else ""
        except ValueError:
            return None
        return TextLink(url, self._page.name(tag)[:200]) if url.lower().startswith(_SCHEMES) else None


def _opened(tag: Tag, around: _Open) -> _Open:
    level = _HEADINGS.get(tag.name, 0)
    if tag.get("role") == "heading":
        given = str(tag.get("aria-level") or "")
        level = int(given) if given.isascii() and given.isdigit() else 2
    if level:
        return _Open(BlockKind.HEADING, level)
    if tag.name in {"li", "dt", "dd"}:
        return _Open(BlockKind.ITEM)
    return _Open(around.kind, around.level)


def _takes_message(form: Tag) -> bool:
    return form.find("textarea") is not None
