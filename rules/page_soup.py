"""Builds a Beautiful Soup tree from a browser's DOM snapshot, without writing HTML and parsing it again."""

from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.builder import HTMLTreeBuilder
from bs4.element import NavigableString

SHADOW_ROOT, SHADOW_MODE = "shadow-root", "mode"
"""What stands for a shadow root, and its attribute for "open" or "closed"."""

_ELEMENT, _TEXT, _DOCUMENT_FRAGMENT = 1, 3, 11
_CONTAINERS = HTMLTreeBuilder.DEFAULT_STRING_CONTAINERS
_KEEPING_WHITE_SPACE = HTMLTreeBuilder.DEFAULT_PRESERVE_WHITESPACE_TAGS


class SoupBuilder:
    """Builds one tree: the one that Beautiful Soup's own parser would make of the page.

    It is put together here, as the parser's way of finding out where an element ends takes as long as all the rest.
    `node_of` gives the document and node in the snapshot by an element's `id()`, `tags` all elements in document order
    and `slotted` the `id()` of those that stand in a slot.
    """

    def __init__(self, snapshot: Mapping[str, Any]) -> None:
        self._documents = snapshot.get("documents", ())
        self._strings = snapshot.get("strings", ())
        self._lower = _Lower(self._strings)
        self.node_of: dict[int, tuple[int, int]] = {}
        self.tags: list[Tag] = []
        self.slotted: set[int] = set()
        self._soup = BeautifulSoup("", "html.parser")
        self._last: Tag | NavigableString = self._soup
        self._text: list[str] = []
        # By an element's id(): what strings in it are made of, and whether their white space is kept as it is.
        self._strings_in: dict[int, tuple[type[NavigableString], bool]] = {
            id(self._soup): (NavigableString, False)
        }

    def build(self) -> BeautifulSoup:
        if self._documents:
            self._document(0, self._soup, frozenset())
        return self._soup

    def _document(self, document: int, root: Tag, seen: frozenset[int]) -> None:
        nodes = self._documents[document]["nodes"]
        kinds, values = nodes["nodeType"], nodes["nodeValue"]
        parents = nodes["parentIndex"]
        children: list[list[int]] = [[] for _ in parents]
        for index, parent in enumerate(parents):
            if parent >= 0:
                children[parent].append(index)
        shadow = dict(zip(*_rare(nodes.get("shadowRootType")), strict=True))
        content = dict(zip(*_rare(nodes.get("contentDocumentIndex")), strict=True))
        pseudo = set(_rare(nodes.get("pseudoType"))[0])
        # An explicit stack, as hostile pages nest deeper than Python's own: a node with the element it stands in, or
        # -1 with an element that ends.
        stack: list[tuple[int, Tag]] = [(0, root)]
        while stack:
            index, parent_tag = stack.pop()
            if index < 0:
                self._end_text(parent_tag)
                continue
            if index in pseudo:
                continue
            kind = kinds[index]
            if kind == _TEXT:
                self._text.append(self._strings[values[index]])
                continue
            inner = parent_tag
            if kind == _ELEMENT:
                inner = self._element(nodes, index, parent_tag)
                self.node_of[id(inner)] = (document, index)
                self.tags.append(inner)
                if index not in shadow and parents[index] in shadow:
                    self.slotted.add(id(inner))
                stack.append((-1, inner))
                if index in content and content[index] not in seen:
                    self._document(content[index], inner, seen | {document})
                    continue
                inside = children[index]
                mode = self._strings[shadow[inside[0]]] if inside and inside[0] in shadow else ""
                if mode and index not in shadow:
                    # The snapshot's tree is flattened: a host's children are its shadow tree's, without a root node.
                    inner = self._open(SHADOW_ROOT, {SHADOW_MODE: mode}, inner)
                    stack.append((-1, inner))
            elif kind == _DOCUMENT_FRAGMENT:
                continue  # a template's inert content
            stack.extend((child, inner) for child in reversed(children[index]))

    def _element(self, nodes: Mapping[str, Any], index: int, parent: Tag) -> Tag:
        names, strings = self._lower, self._strings
        pairs = nodes["attributes"][index]
        attributes = {
            names[pairs[i]]: strings[pairs[i + 1]] if pairs[i + 1] >= 0 else ""
            for i in range(0, len(pairs), 2)
        }
        return self._open(names[nodes["nodeName"][index]], attributes, parent)

    def _open(self, name: str, attributes: dict[str, str], parent: Tag) -> Tag:
        self._end_text(parent)
        tag = Tag(self._soup, self._soup.builder, name, attrs=attributes, parent=parent, previous=self._last)
        parent.contents.append(tag)
        container, keeps = self._strings_in[id(parent)]
        self._strings_in[id(tag)] = (
            _CONTAINERS.get(name, container),
            keeps or name in _KEEPING_WHITE_SPACE,
        )
        self._last = tag
        return tag

    def _end_text(self, parent: Tag) -> None:
        """Put what was read of a text where it stands: pieces that nothing parts are one, mere white space is short."""
        if not self._text:
            return
        text = "".join(self._text)
        self._text = []
        container, keeps_white_space = self._strings_in[id(parent)]
        if not keeps_white_space and not text.strip(BeautifulSoup.ASCII_SPACES):
            text = "\n" if "\n" in text else " "
        string = container(text)
        string.setup(parent, self._last)
        parent.contents.append(string)
        self._last = string


class _Lower(dict[int, str]):
    """The index of a string -> the string in lower case: names of elements and attributes come again and again."""

    def __init__(self, strings: Any) -> None:
        super().__init__()
        self._strings = strings

    def __missing__(self, index: int) -> str:
        lower = self[index] = str(self._strings[index]).lower()
        return lower


def _rare(data: Mapping[str, Any] | None) -> tuple[list[int], list[int]]:
    if not data:
        return [], []
    index = list(data.get("index", ()))
    return index, list(data.get("value", index))
