"""Where axe's word is doubted: faults of these kinds are false alarms on independent cases, so a person must look.

Each doubt names its case. A doubted fault becomes cantTell: neither a fault nor a pass.
"""

import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from bs4 import Tag

from rules.axe.places import element_of
from rules.evidence import AxeNode
from rules.page_view import Page

Doubt = Callable[[AxeNode, Page], bool]

_MARKUP = re.compile(r"<[^>]*>")
_ARIA_LABEL = re.compile(r"""^<[^>]*?\saria-label=(?:"([^"]*)"|'([^']*)')""", re.DOTALL)
_HTML_TYPES = ("text/html", "application/xhtml+xml")


def is_doubted(rule_id: str, node: AxeNode, page: Page) -> bool:
    """Return whether a fault axe reports should be looked at by a person instead of counted."""
    doubt = DOUBTS.get(rule_id)
    return doubt is not None and doubt(node, page)


def _has_no_letters(node: AxeNode, _page: Page) -> bool:
    """Characters without a letter or digit may be a drawing or a divider, which WCAG exempts as decoration
    (ACT afw4f7, passed example 7)."""
    text = _text(node)
    # No text at all: axe cut the element's content away, or it is a field; nothing is known, so axe's word holds.
    return bool(text) and not any(map(str.isalnum, text))


def _is_no_plain_text(node: AxeNode, page: Page) -> bool:
    return _has_no_letters(node, page) or _describes_inactive(node, page)


def _describes_inactive(node: AxeNode, page: Page) -> bool:
    """The text describes nothing but disabled controls, and may be taken for part of them, which WCAG exempts
    (IBM equal-access text_contrast_sufficient, carbon-240-pass)."""
    identifiers = _describing_inactive_only(page)
    text = element_of(node, page) if identifiers else None
    return text is not None and any(element.get("id") in identifiers for element in (text, *text.parents))


@lru_cache(maxsize=1)  # asked for each fault of a page in turn
def _describing_inactive_only(page: Page) -> frozenset[str]:
    """Return the ids of elements that describe disabled controls and no others."""
    active: set[str] = set()
    inactive: set[str] = set()
    for tag in page.tags:
        if tag.has_attr("aria-describedby"):
            is_disabled = tag.has_attr("disabled") or tag.get("aria-disabled") == "true"
            (inactive if is_disabled else active).update(str(tag["aria-describedby"]).split())
    return frozenset(inactive - active)


def _label_says_the_same(node: AxeNode, page: Page) -> bool:
    """The label leaves out punctuation only, spells an abbreviation out, or there are only symbols to read
    (ACT 2ee8b8, passed example 15 and inapplicable example 5)."""
    match = _ARIA_LABEL.search(node.html)
    text = _text(node)
    if match is None or not text:
        return False
    if _has_no_letters(node, page):
        return True
    name = _words(html.unescape(match[1] or match[2] or ""))
    visible = _words(text)
    # An abbreviation ends in a stop and begins a word of the name: "Ave." in "University Avenue".
    is_abbreviated = [word.endswith(".") for word in text.split()]
    if len(visible) != len(is_abbreviated):
        is_abbreviated = [False] * len(visible)
    for start in range(len(name) - len(visible) + 1):
        pairs = zip(visible, name[start:], is_abbreviated, strict=False)
        if all(word == said or (short and said.startswith(word)) for word, said, short in pairs):
            return True
    return False


def _has_open_dialog(_node: AxeNode, page: Page) -> bool:
    """An open modal dialog makes everything behind it inert, the frame too (ACT akn7bn, inapplicable example 6)."""
    return bool(page.select("dialog[open], [aria-modal=true]"))


def _begins_with_header(node: AxeNode, page: Page) -> bool:
    """A first row of one header cell over all columns may head them, and no caption is faked
    (ACT a25f45, passed example 6)."""
    table = element_of(node, page)
    cell = table.find(["td", "th"]) if table is not None else None
    return isinstance(cell, Tag) and cell.name == "th"


def _is_not_html(_node: AxeNode, page: Page) -> bool:
    """A document of another kind (SVG, XML) has no html element of HTML's (ACT b5c3f8, inapplicable example 2)."""
    content_type = page.evidence.content_type.partition(";")[0].strip().lower()
    return bool(content_type) and content_type not in _HTML_TYPES


DOUBTS: Mapping[str, Doubt] = {
    "color-contrast": _is_no_plain_text,
    "document-title": _is_not_html,
    "frame-focusable-content": _has_open_dialog,
    "html-has-lang": _is_not_html,
    "html-lang-valid": _is_not_html,
    "label-content-name-mismatch": _label_says_the_same,
    "table-fake-caption": _begins_with_header,
}


def _text(node: AxeNode) -> str:
    text = html.unescape(_MARKUP.sub("", node.html)).strip()
    try:
        # UTF-8 that a page without a declared encoding shows as Windows-1252: judge what the author wrote.
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _words(text: str) -> list[str]:
    """Return the words, case folded, punctuation at their edges gone."""
    stripped = (re.sub(r"^\W+|\W+$", "", word.casefold()) for word in text.split())
    return [word for word in stripped if word]
