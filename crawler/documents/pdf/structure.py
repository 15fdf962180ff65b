"""The structure tree: its elements in reading order, what they stand for, and who is whose parent.

Two ways lead from an element to its parent: the tree itself (/K from above) and the element's own /P. They should be
the same and are not always; veraPDF judges parents by /P and kids by /K, and so does this.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from crawler.documents.pdf.objects import (
    CHAIN_MAX_LENGTH,
    array,
    dictionary,
    elements,
    get,
    identity,
    integer,
    is_array,
    is_dictionary,
    is_name,
    items,
    kind,
    name,
    name_of,
    number_tree,
    shown,
    text,
    text_of,
)

ELEMENTS_MAX = 200_000
PARENT_TREE_MAX = 500_000
ROOT = "StructTreeRoot"
_ELEMENT_TYPES = frozenset({"", "/StructElem"})

STANDARD_TYPES = frozenset(
    {
        "Annot", "Art", "BibEntry", "BlockQuote", "Caption", "Code", "Div", "Document", "Figure", "Form", "Formula",
        "H", "H1", "H2", "H3", "H4", "H5", "H6", "Index", "L", "LBody", "LI", "Lbl", "Link", "NonStruct", "Note", "P",
        "Part", "Private", "Quote", "RB", "RP", "RT", "Reference", "Ruby", "Sect", "Span", "TBody", "TD", "TFoot",
        "TH", "THead", "TOC", "TOCI", "TR", "Table", "WP", "WT", "Warichu",
    }
)  # fmt: skip
"""Structure types of ISO 32000-1, 14.8.4."""

TRANSPARENT = frozenset({"NonStruct", "Div", "Part"})
"""Types that group and mean nothing: what they hold counts as held by what holds them."""


class Element:
    """A structure element. `raw` is its own type, `standard` the type its role maps to, "" where it maps to none."""

    __slots__ = (
        "children",
        "identity",
        "index",
        "marks",
        "obj",
        "page_identity",
        "parent",
        "raw",
        "references",
        "standard",
    )

    def __init__(self, obj: Any, own: tuple[int, int] | None, parent: "Element | None", index: int) -> None:
        self.obj = obj
        self.identity = own
        self.parent = parent
        self.index = index
        self.raw = ""
        self.standard = ""
        self.children: list[Element] = []
        self.marks: list[tuple[tuple[int, int] | None, int]] = []
        self.references: list[Any] = []
        self.page_identity: tuple[int, int] | None = None

    @property
    def alt(self) -> str | None:
        return text(self.obj, "/Alt")

    @property
    def actual_text(self) -> str | None:
        return text(self.obj, "/ActualText")

    def significant_children(self) -> Iterator["Element"]:
        """Yield the children; where one means nothing, its own children in its place."""
        waiting = list(reversed(self.children))
        while waiting:
            child = waiting.pop()
            if child.standard in TRANSPARENT:
                waiting.extend(reversed(child.children))
            else:
                yield child

    def kids(self) -> list[str]:
        """Return the types of the significant children that have one."""
        return [child.standard for child in self.significant_children() if child.standard]

    def descendants(self) -> Iterator["Element"]:
        """Yield the element itself and everything below it, in order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


class RoleMap:
    """What the file's own structure types stand for."""

    def __init__(self, root: Any) -> None:
        self._roles = {
            key[1:]: name_of(value)[1:]
            for key, value in items(dictionary(root, "/RoleMap"))
            if is_name(value)
        }
        self._standard: dict[str, str] = {}

    def standard(self, raw: str) -> str:
        """Return the standard type that `raw` stands for, or ""."""
        if raw not in self._standard:
            self._standard[raw] = self._followed(raw)
        return self._standard[raw]

    def _followed(self, raw: str) -> str:
        role = self._roles.get(raw)
        if role is None or role == raw:
            return raw if raw in STANDARD_TYPES else ""
        seen = {raw}
        while role is not None and role not in seen:
            if role in STANDARD_TYPES:
                return role
            seen.add(role)
            role = self._roles.get(role)
        return ""

    def is_circular(self, raw: str) -> bool:
        seen = {raw}
        role = self._roles.get(raw)
        while role is not None:
            if role in seen:
                return True
            seen.add(role)
            role = self._roles.get(role)
        return False

    def is_remapped(self, raw: str) -> bool:
        """Whether a standard type on the way is given another meaning."""
        standard = self.standard(raw)
        if raw in STANDARD_TYPES:
            return standard != raw
        return bool(standard) and self.standard(standard) != standard


class StructureTree:
    """The structure tree of a file, or an empty one; `is_cut` says that it has more elements than are read."""

    def __init__(self, catalog: Any, page_numbers: dict[tuple[int, int], int]) -> None:
        self.root = dictionary(catalog, "/StructTreeRoot")
        self.roles = RoleMap(self.root)
        self.class_map = dictionary(self.root, "/ClassMap")
        self.elements: list[Element] = []
        self.top: list[Element] = []
        self.is_cut = False
        self._page_numbers = page_numbers
        self._by_identity: dict[tuple[int, int], Element] = {}
        self._parent_tree: dict[int, Any] | None = None
        self._reaches_root: dict[tuple[int, int], bool] = {}
        self._numbering: dict[str, dict[int, int]] = {}
        if self.root is not None:
            self._load()

    # ------------------------------------------------------------ loading

    def _load(self) -> None:
        waiting: list[tuple[Any, Element | None]] = [
            (kid, None)
            for kid in reversed(_as_list(get(self.root, "/K")))
            if is_dictionary(kid) and name(kid, "/Type") in _ELEMENT_TYPES
        ]
        while waiting:
            obj, parent = waiting.pop()
            own = identity(obj)
            if own is not None and own in self._by_identity:
                continue
            if len(self.elements) >= ELEMENTS_MAX:
                self.is_cut = True
                return
            element = Element(obj, own, parent, len(self.elements))
            self.elements.append(element)
            if own is not None:
                self._by_identity[own] = element
            (parent.children if parent is not None else self.top).append(element)
            waiting.extend((kid, element) for kid in reversed(self._read(element)))

    def _read(self, element: Element) -> list[Any]:
        """Read an element's type, page and content; return the kids that are elements themselves."""
        obj = element.obj
        element.raw = name(obj, "/S")[1:]
        element.standard = self.roles.standard(element.raw)
        element.page_identity = identity(get(obj, "/Pg"))
        kids = []
        for kid in _as_list(get(obj, "/K")):
            if isinstance(kid, int):
                element.marks.append((element.page_identity, kid))
            elif is_dictionary(kid):
                kid_type = name(kid, "/Type")
                if kid_type in _ELEMENT_TYPES:
                    kids.append(kid)
                elif kid_type == "/MCR":
                    mark = integer(kid, "/MCID")
                    if mark is not None:
                        element.marks.append((identity(get(kid, "/Pg")) or element.page_identity, mark))
                elif kid_type == "/OBJR":
                    element.references.append(kid)
        return kids

    # ------------------------------------------------------------ parents

    def parent_by_p(self, element: Element) -> "Element | str | None":
        """Return the parent that the element's own /P names: an element, `ROOT`, or None."""
        return self._parent_of(element.obj, element.parent)

    def _parent_of(self, obj: Any, expected: Element | None) -> "Element | str | None":
        parent = get(obj, "/P")
        own = identity(parent)
        if own is not None and expected is not None and own == expected.identity:
            return expected
        if kind(parent) is None or not is_dictionary(parent):
            return None
        if own is not None and own in self._by_identity:
            return self._by_identity[own]
        if name(parent, "/Type") == f"/{ROOT}":
            return ROOT
        return self._stray(parent)

    def _stray(self, obj: Any) -> Element:
        """Return an element that hangs on no branch of the tree, but that something names as its parent."""
        own = identity(obj)
        element = Element(obj, own, None, -1)
        element.raw = name(obj, "/S")[1:]
        element.standard = self.roles.standard(element.raw)
        return element

    def ancestors_by_p(self, element: Element) -> Iterator["Element | str"]:
        """Yield what the chain of /P names, nearest first, up to `ROOT`; nothing twice."""
        seen = {element.identity}
        current: Element | str | None = self.parent_by_p(element)
        for _ in range(ELEMENTS_MAX):
            if current is None:
                return
            yield current
            if isinstance(current, str) or current.identity in seen:
                return
            if current.identity is not None:
                seen.add(current.identity)
            current = self.parent_by_p(current)

    def parent_type(self, element: Element) -> str:
        """Return the type of the parent by /P, passing over what means nothing; "" where there is none."""
        for ancestor in self.ancestors_by_p(element):
            if isinstance(ancestor, str):
                return ancestor
            if ancestor.standard not in TRANSPARENT:
                return ancestor.standard
        return ""

    def language_above(self, element: Element) -> str | None:
        """Return the language that the element inherits, or None."""
        for ancestor in self.ancestors_by_p(element):
            if not isinstance(ancestor, str) and (language := text(ancestor.obj, "/Lang")) is not None:
                return language
        return None

    # ------------------------------------------------------------ from content to elements

    @property
    def parent_tree(self) -> dict[int, Any]:
        """The tree that leads from content to its element, by the number that pages and annotations carry."""
        if self._parent_tree is None:
            root = get(self.root, "/ParentTree")
            self._parent_tree = number_tree(root, PARENT_TREE_MAX) if root is not None else {}
        return self._parent_tree

    def owner(self, value: Any) -> Element | None:
        """Return the element that a value of the parent tree is, or None."""
        if not is_dictionary(value):
            return None
        own = identity(value)
        if own is not None and own in self._by_identity:
            return self._by_identity[own]
        return self._stray(value)

    def is_rooted(self, element: Element) -> bool:
        """Whether /P leads from the element to the root: only then is its content tagged."""
        own = element.identity
        if own is None:
            return any(ancestor == ROOT for ancestor in self.ancestors_by_p(element))
        passed: list[tuple[int, int]] = []
        current: Element | str | None = element
        answer = False
        while current is not None:
            if isinstance(current, str):
                answer = True
                break
            known = self._reaches_root.get(current.identity) if current.identity else None
            if known is not None:
                answer = known
                break
            if current.identity is not None:
                if current.identity in passed[-CHAIN_MAX_LENGTH:]:
                    break
                passed.append(current.identity)
                self._reaches_root[current.identity] = False  # until the way up is known: a circle ends here
            elif len(passed) > CHAIN_MAX_LENGTH:
                break
            current = self.parent_by_p(current)
        for one in passed:
            self._reaches_root[one] = answer
        return answer

    # ------------------------------------------------------------ attributes

    def attribute(self, element: Element, owner: str, key: str) -> Any:
        """Return a layout, list or table attribute, of the element itself or of its classes; None where absent."""
        value = _attribute(get(element.obj, "/A"), owner, key)
        if value is not None or self.class_map is None:
            return value
        for class_name in _as_list(get(element.obj, "/C")):
            if is_name(class_name):
                value = _attribute(get(self.class_map, name_of(class_name)), owner, key)
                if value is not None:
                    return value
        return None

    # ------------------------------------------------------------ places

    def page_of(self, element: Element) -> int:
        """Return the page the element begins on, counted from 1; 0 where that cannot be told."""
        for position, one in enumerate(element.descendants()):
            for page_identity, _ in one.marks:
                if page_identity in self._page_numbers:
                    return self._page_numbers[page_identity]
            if one.page_identity in self._page_numbers:
                return self._page_numbers[one.page_identity]
            for reference in one.references:
                if (page := identity(get(reference, "/Pg"))) in self._page_numbers:
                    return self._page_numbers[page]
            if position > CHAIN_MAX_LENGTH:
                break
        return 0

    def place(self, element: Element) -> tuple[str, str, str]:
        """Return where the element is found, its path of types, and words by which it is known."""
        if not self._numbering:
            for one in self.elements:
                numbers = self._numbering.setdefault(one.raw, {})
                numbers[one.index] = len(numbers) + 1
        parts = []
        if page := self.page_of(element):
            parts.append(f"page={page}")
        number = self._numbering.get(element.raw, {}).get(element.index, 0)
        parts.append(f"/{shown(element.raw, 60)}[{number}]" if number else f"/{shown(element.raw, 60)}")
        if element.identity is not None:
            parts.append(f"(object {element.identity[0]})")
        words = element.alt or element.actual_text or text(element.obj, "/T") or ""
        return " ".join(parts), self.path(element), shown(words)

    def path(self, element: Element) -> str:
        """Return the types from the root down, at most the last twelve."""
        steps: list[str] = []
        current: Element | None = element
        while current is not None and len(steps) < 12:
            steps.append(shown(current.standard or current.raw, 60))
            current = current.parent
        return " > ".join(reversed(steps))


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return elements(value) if is_array(value) else [value]


def _attribute(value: Any, owner: str, key: str) -> Any:
    for candidate in _as_list(value):
        if is_dictionary(candidate) and name(candidate, "/O") == f"/{owner}":
            found = get(candidate, f"/{key}")
            if found is not None:
                return found
    return None


def texts(values: Iterable[Any]) -> list[str]:
    return [value for item in values if (value := text_of(item)) is not None]


def strings(container: Any, key: str) -> list[str]:
    return texts(array(container, key))
