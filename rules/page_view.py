"""What page rules see of a page: its rendered DOM as Beautiful Soup, with visibility, names and places."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import soupsieve
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from soupsieve.css_match import CSSMatch
from soupsieve.css_types import Selector, SelectorList

from rules.countries import Country, country
from rules.evidence import PageEvidence
from rules.model import Box, Place
from rules.page_soup import SHADOW_MODE, SHADOW_ROOT, SoupBuilder

BASE_STYLES = ("display", "visibility")
"""Computed styles that the view itself reads, always gathered."""

SNIPPET_MAX_CHARACTERS = 300

_LANDMARK_BY_TAG = {"header": "banner", "footer": "contentinfo", "nav": "navigation", "main": "main"}
_LANDMARK_ROLES = frozenset(_LANDMARK_BY_TAG.values()) | {"search", "complementary", "form", "region"}
_NO_TEXT = frozenset({"script", "style", "noscript", "template"})
_INLINE_DISPLAYS = frozenset({"inline", "inline-block", "contents", ""})
_SECTIONING = frozenset({"article", "aside", "main", "nav", "section"})


class Page:
    """One captured page as rules read it.

    `soup` is built from the DOM snapshot, not from re-parsed HTML, so it is the tree the browser showed: a frame's
    document stands inside its frame element, a shadow root inside a `<shadow-root mode=...>` of its host, and
    slotted elements inside their slot (the flattened tree). `country` is that of the site the page belongs to.
    """

    def __init__(self, evidence: PageEvidence, of_country: Country | None = None) -> None:
        self.evidence = evidence
        self.country = of_country or country()
        self._node: dict[int, tuple[int, int]] = {}
        self._tags: list[Tag] = []
        self._slotted: set[int] = set()
        self._landmarks: dict[int, str] = {}
        self._selected: dict[str, list[Tag]] = {}

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The rendered DOM; empty when nothing was captured."""
        builder = SoupBuilder(self.evidence.snapshot or {})
        soup = builder.build()
        self._node, self._tags, self._slotted = builder.node_of, builder.tags, builder.slotted
        return soup

    @property
    def tags(self) -> list[Tag]:
        """Every element in document order, frames and shadow roots included."""
        _ = self.soup
        return self._tags

    def select(self, selector: str) -> list[Tag]:
        """Return the elements that match a CSS selector, in document order."""
        if selector not in self._selected:
            self._selected[selector] = self._select(soupsieve.compile(selector))
        return list(self._selected[selector])

    @cached_property
    def strings(self) -> list[NavigableString]:
        """Every text that is not mere whitespace, comments left out, in document order."""
        return [node for node in self.soup.descendants if type(node) is NavigableString and node.strip()]

    def is_visible(self, tag: Tag) -> bool:
        """Whether the element has a box on the page and is not `visibility: hidden`."""
        layout = self._layout(tag)
        return layout is not None and self.style(tag, "visibility") == "visible"

    def box(self, tag: Tag) -> Box | None:
        """Return the element's rectangle in the top document, or None where it has no area."""
        layout = self._layout(tag)
        if layout is None:
            return None
        document, index = layout
        x, y, width, height = self._documents[document]["layout"]["bounds"][index]
        if width <= 0 or height <= 0:
            return None
        dx, dy = self._frame_offset(tag)
        return Box(x + dx, y + dy, width, height)

    def style(self, tag: Tag, name: str) -> str:
        """Return a computed style of an element that has a box, else "" (also when it was not gathered)."""
        layout = self._layout(tag)
        position = self._style_positions.get(name)
        if layout is None or position is None:
            return ""
        document, index = layout
        styles = self._documents[document]["layout"]["styles"][index]
        return self._string(styles[position]) if position < len(styles) else ""

    def name(self, tag: Tag) -> str:
        """Return the accessible name as the browser computed it, else the visible text."""
        node = self._accessibility_node(tag)
        if node is not None and node.get("name") is not None:
            return _collapse(str(node["name"]))
        return self.text(tag)

    def role(self, tag: Tag) -> str:
        """Return the role as the browser computed it, or "" where the element is not exposed."""
        node = self._accessibility_node(tag)
        return str(node.get("role", "")) if node is not None else ""

    def is_exposed(self, tag: Tag) -> bool:
        """Whether the element itself is in the accessibility tree."""
        return self._accessibility_node(tag) is not None

    def text(self, tag: Tag) -> str:
        """Return the rendered text inside `tag`, whitespace collapsed; hidden text is left out, alternatives too."""
        return _collapse("".join(self._rendered_text(tag)))

    def landmark(self, tag: Tag) -> str:
        """Return the nearest landmark around (or at) the element: banner, navigation, main, contentinfo ... or ""."""
        # Asked of every link and text of a page, whose parents are mostly the same.
        unknown: list[Tag] = []
        current: Tag | None = tag
        while current is not None and id(current) not in self._landmarks:
            unknown.append(current)
            current = current.parent
        landmark = self._landmarks[id(current)] if current is not None else ""
        for element in reversed(unknown):
            landmark = self._landmarks[id(element)] = _own_landmark(element) or landmark
        return landmark

    def place(self, tag: Tag) -> Place:
        """Return where the element is: selector, structural path, snippet, box and frame."""
        frame = next((parent for parent in tag.parents if parent.name in {"iframe", "frame"}), None)
        return Place(
            target=self.selector(tag),
            path=structural_path(tag),
            snippet=self.snippet(tag),
            box=self.box(tag),
            frame_url=self._frame_url(tag) if frame is not None else None,
        )

    def selector(self, tag: Tag) -> str:
        """Return a CSS selector that finds the element; ` >>> ` steps into a frame or a shadow root."""
        parts: list[str] = []
        steps: list[str] = []
        current: Tag | None = tag
        while current is not None and current.name != BeautifulSoup.ROOT_TAG_NAME:
            if _is_shadow_root(current):
                parts.append(" > ".join(reversed(steps)))
                steps = []
                current = current.parent
                continue
            identifier = current.get("id")
            if isinstance(identifier, str) and identifier and self._is_unique_id(current, identifier):
                steps.append(f"#{css_escape(identifier)}")
                current = _boundary(current)
            elif id(current) in self._slotted:
                steps.append(_step(current))
                # In the author's tree a slotted element is a child of the host, not of the slot.
                root = _boundary(current)
                current = root.parent if root is not None else None
            else:
                steps.append(_step(current))
                current = current.parent
            if current is not None and current.name in {"iframe", "frame"}:
                parts.append(" > ".join(reversed(steps)))
                steps = []
        parts.append(" > ".join(reversed(steps)))
        return " >>> ".join(part for part in reversed(parts) if part)

    def snippet(self, tag: Tag) -> str:
        """Return the opening tag, the text and the closing tag, at most `SNIPPET_MAX_CHARACTERS` characters."""
        attributes = "".join(
            f' {name}="{" ".join(value) if isinstance(value, list) else value}"'
            for name, value in tag.attrs.items()
        )
        opening = f"<{tag.name}{attributes}>"
        text = self._start_of_text(tag, SNIPPET_MAX_CHARACTERS - len(opening))
        return f"{opening}{text}</{tag.name}>"[:SNIPPET_MAX_CHARACTERS]

    def _select(self, selector: soupsieve.SoupSieve) -> list[Tag]:
        positions: set[int] = set()
        for alternative in selector.selectors:
            if not isinstance(alternative, Selector):
                continue  # matches nothing
            candidates = self._candidates(alternative)
            if not _asks_for_names_alone(alternative):
                # One for all elements: `selector.match` makes one for each, which climbs to the root every time.
                one = SelectorList([alternative])
                matcher = CSSMatch(one, self.soup, selector.namespaces, selector.flags)
                candidates = [position for position in candidates if matcher.match(self.tags[position])]
            positions.update(candidates)
        return [self.tags[position] for position in sorted(positions)]

    def _candidates(self, alternative: Selector) -> Iterable[int]:
        """Return the positions of the elements that a selector may match: those of the names it asks for."""
        named: Iterable[int] | None = None
        if alternative.tag is not None and alternative.tag.name not in {None, "*"}:
            named = self._by_name.get(alternative.tag.name.lower(), ())
        for attribute in alternative.attributes:
            having = self._by_attribute.get(attribute.attribute.lower(), ())
            named = having if named is None else set(named).intersection(having)
        return range(len(self.tags)) if named is None else named

    @cached_property
    def _by_name(self) -> Mapping[str, list[int]]:
        """The positions, among all elements, of those of each name."""
        found: dict[str, list[int]] = {}
        for position, tag in enumerate(self.tags):
            found.setdefault(tag.name, []).append(position)
        return found

    @cached_property
    def _by_attribute(self) -> Mapping[str, list[int]]:
        """The positions, among all elements, of those with each attribute."""
        found: dict[str, list[int]] = {}
        for position, tag in enumerate(self.tags):
            for attribute in tag.attrs:
                found.setdefault(attribute, []).append(position)
        return found

    # The snapshot's own arrays, resolved lazily.

    @cached_property
    def _style_positions(self) -> Mapping[str, int]:
        return {name: position for position, name in enumerate(self.evidence.styles)}

    @cached_property
    def _strings(self) -> Sequence[Any]:
        strings: Sequence[Any] = (self.evidence.snapshot or {}).get("strings", ())
        return strings

    @cached_property
    def _documents(self) -> list[Mapping[str, Any]]:
        return list((self.evidence.snapshot or {}).get("documents", ()))

    @cached_property
    def _layout_index(self) -> list[dict[int, int]]:
        return [{node: i for i, node in enumerate(d["layout"]["nodeIndex"])} for d in self._documents]

    @cached_property
    def _accessibility_by_backend(self) -> dict[int, Mapping[str, Any]]:
        return {node["backend"]: node for node in self.evidence.accessibility_tree if "backend" in node}

    @cached_property
    def _id_counts(self) -> dict[tuple[int, str], int]:
        counts: dict[tuple[int, str], int] = {}
        for tag in self.tags:
            identifier = tag.get("id")
            if isinstance(identifier, str) and identifier:
                key = (id(_root_of(tag)), identifier)
                counts[key] = counts.get(key, 0) + 1
        return counts

    def _string(self, index: int) -> str:
        return str(self._strings[index]) if 0 <= index < len(self._strings) else ""

    def _layout(self, tag: Tag) -> tuple[int, int] | None:
        _ = self.soup
        node = self._node.get(id(tag))
        if node is None:
            return None
        index = self._layout_index[node[0]].get(node[1])
        return None if index is None else (node[0], index)

    def _accessibility_node(self, tag: Tag) -> Mapping[str, Any] | None:
        _ = self.soup
        node = self._node.get(id(tag))
        if node is None:
            return None
        backend = self._documents[node[0]]["nodes"]["backendNodeId"][node[1]]
        return self._accessibility_by_backend.get(backend)

    def _is_unique_id(self, tag: Tag, identifier: str) -> bool:
        return self._id_counts.get((id(_root_of(tag)), identifier)) == 1

    def _frame_offset(self, tag: Tag) -> tuple[float, float]:
        dx = dy = 0.0
        for parent in tag.parents:
            if parent.name in {"iframe", "frame"}:
                layout = self._layout(parent)
                if layout is not None:
                    x, y, _, _ = self._documents[layout[0]]["layout"]["bounds"][layout[1]]
                    dx, dy = dx + x, dy + y
        return dx, dy

    def _frame_url(self, tag: Tag) -> str:
        _ = self.soup
        document = self._documents[self._node[id(tag)][0]]
        return self._string(document.get("documentURL", -1))

    def _start_of_text(self, tag: Tag, characters: int) -> str:
        """Return at least the first `characters` of the rendered text: an element may hold the whole page."""
        pieces: list[str] = []
        length, enough = 0, characters
        for piece in self._rendered_text(tag):
            pieces.append(piece)
            length += len(piece)
            if length > enough:
                start = _collapse("".join(pieces))
                if len(start) > characters:
                    return start
                enough = 2 * length  # mostly white space so far
        return _collapse("".join(pieces))

    def _rendered_text(self, tag: Tag) -> Iterator[str]:
        for child in tag.children:
            if isinstance(child, Tag):
                if child.name in _NO_TEXT:
                    continue
                if child.name == "br":
                    yield " "
                block = self.style(child, "display") not in _INLINE_DISPLAYS
                if block:
                    yield " "
                yield from self._rendered_text(child)
                if block:
                    yield " "
            elif type(child) is NavigableString and self._is_text_shown(tag):
                yield str(child)

    def _is_text_shown(self, parent: Tag) -> bool:
        if self.is_visible(parent):
            return True
        # `display: contents` and a bare shadow root or frame have no box of their own; what holds them decides.
        if _is_shadow_root(parent):
            return parent.parent is not None and self._is_text_shown(parent.parent)
        return False


def structural_path(tag: Tag) -> str:
    """Return element names from the root to the element, without positions: the same in every copy of a template."""
    names = [
        "#shadow" if _is_shadow_root(element) else element.name
        for element in _self_and_parents(tag)
        if element.name != BeautifulSoup.ROOT_TAG_NAME
    ]
    return " > ".join(reversed(names))


def css_escape(identifier: str) -> str:
    """Return `identifier` escaped for a CSS selector (CSSOM's serialize-an-identifier)."""
    escaped = []
    for position, character in enumerate(identifier):
        leading_digit = (
            character.isascii()
            and character.isdigit()
            and (position == 0 or (position == 1 and identifier[0] == "-"))
        )
        if ord(character) < 0x20 or ord(character) == 0x7F or leading_digit:
            escaped.append(f"\\{ord(character):x} ")
        elif character.isalnum() or character in "-_" or ord(character) >= 0x80:
            escaped.append(character)
        else:
            escaped.append(f"\\{character}")
    return "".join(escaped)


def _asks_for_names_alone(selector: Selector) -> bool:
    """Whether a selector asks for nothing but the name of an element and of attributes it has."""
    return all(attribute.pattern is None for attribute in selector.attributes) and not (
        selector.ids
        or selector.classes
        or selector.nth
        or selector.selectors
        or selector.relation
        or selector.contains
        or selector.lang
        or selector.flags
    )


def _own_landmark(tag: Tag) -> str:
    """Return the landmark that the element itself is, or ""."""
    role = str(tag.get("role") or "").split(" ")[0]
    if role in _LANDMARK_ROLES:
        return role
    if tag.name in {"nav", "main"}:
        return _LANDMARK_BY_TAG[tag.name]
    # A header or footer is a page landmark only outside sectioning content (HTML-AAM).
    if tag.name in {"header", "footer"} and not any(parent.name in _SECTIONING for parent in tag.parents):
        return _LANDMARK_BY_TAG[tag.name]
    return ""


def _self_and_parents(tag: Tag) -> Iterator[Tag]:
    yield tag
    yield from tag.parents


def _is_shadow_root(tag: Tag) -> bool:
    return tag.name == SHADOW_ROOT and tag.has_attr(SHADOW_MODE)


def _root_of(tag: Tag) -> Tag:
    root = tag
    for parent in tag.parents:
        if _is_shadow_root(parent) or parent.name in {"iframe", "frame"}:
            return parent
        root = parent
    return root


def _boundary(tag: Tag) -> Tag | None:
    """Return the frame element or shadow root the element is in, or None in the top document."""
    for parent in tag.parents:
        if _is_shadow_root(parent) or parent.name in {"iframe", "frame"}:
            return parent
    return None


def _step(tag: Tag) -> str:
    parent = tag.parent
    if parent is None:
        return tag.name
    same = [sibling for sibling in parent.children if isinstance(sibling, Tag) and sibling.name == tag.name]
    if len(same) == 1:
        return tag.name
    position = next(i for i, sibling in enumerate(same, 1) if sibling is tag)
    return f"{tag.name}:nth-of-type({position})"


def _collapse(text: str) -> str:
    return " ".join(text.split())
