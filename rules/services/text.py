"""The words of a page as the table's patterns are searched in them: one block a line, closed panels included."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from bs4 import Tag
from bs4.element import NavigableString

from rules.page_soup import SHADOW_ROOT
from rules.page_view import Page
from rules.phrasing import PHRASING

_NO_TEXT = frozenset({"noscript", "script", "style", "template", "title"})
_INLINE = PHRASING | {SHADOW_ROOT, "button"}


@lru_cache(maxsize=1)  # several rules ask for the blocks of the page that is being judged
def blocks(page: Page) -> Sequence[tuple[Tag, str]]:
    """Return each block's element with its text, white space collapsed; a reader opens closed panels, so they count."""
    return tuple(_blocks(page))


def _blocks(page: Page) -> Iterator[tuple[Tag, str]]:
    block_of: dict[int, Tag | None] = {}
    placed: list[tuple[Tag, NavigableString]] = []
    for string in page.strings:
        parent = string.parent
        if parent is None:
            continue
        if id(parent) not in block_of:
            block_of[id(parent)] = _block(parent)
        block = block_of[id(parent)]
        if block is not None:
            placed.append((block, string))
    for _, group in groupby(placed, key=lambda one: id(one[0])):
        strings = list(group)
        yield strings[0][0], " ".join(" ".join(string for _, string in strings).split())


def _block(tag: Tag) -> Tag | None:
    """Return the element whose text a string is part of, or None where it is no text for readers."""
    block: Tag | None = None
    for element in (tag, *tag.parents):
        if element.name in _NO_TEXT:
            return None
        if block is None and element.name not in _INLINE:
            block = element
    return block
