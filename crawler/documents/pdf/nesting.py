"""Which structure types may hold which: the tests of lists, tables and tables of contents (clause 7.2)."""

from collections.abc import Callable, Mapping
from functools import partial

from crawler.documents.pdf.structure import Element, StructureTree
from crawler.documents.pdf.tally import Tally

_ROW_GROUPS = frozenset({"THead", "TBody", "TFoot"})

PARENTS: Mapping[str, tuple[str, frozenset[str]]] = {
    "TR": ("7.2-4", _ROW_GROUPS | {"Table"}),
    "THead": ("7.2-5", frozenset({"Table"})),
    "TBody": ("7.2-6", frozenset({"Table"})),
    "TFoot": ("7.2-7", frozenset({"Table"})),
    "TH": ("7.2-8", frozenset({"TR"})),
    "TD": ("7.2-9", frozenset({"TR"})),
    "LI": ("7.2-17", frozenset({"L"})),
    "LBody": ("7.2-18", frozenset({"LI"})),
    "TOCI": ("7.2-26", frozenset({"TOC"})),
}
"""Type -> test, and the types that may hold it."""

KIDS: Mapping[str, tuple[str, frozenset[str]]] = {
    "Table": ("7.2-3", _ROW_GROUPS | {"TR", "Caption"}),
    "TR": ("7.2-10", frozenset({"TH", "TD"})),
    "THead": ("7.2-36", frozenset({"TR"})),
    "TBody": ("7.2-37", frozenset({"TR"})),
    "TFoot": ("7.2-38", frozenset({"TR"})),
    "L": ("7.2-19", frozenset({"L", "LI", "Caption"})),
    "LI": ("7.2-20", frozenset({"Lbl", "LBody"})),
    "TOC": ("7.2-27", frozenset({"TOC", "TOCI", "Caption"})),
}
"""Type -> test, and the types that it may hold."""


def _has_none_or_body(kids: list[str], group: str) -> bool:
    return group not in kids or "TBody" in kids


ORDER: Mapping[str, tuple[tuple[str, Callable[[list[str]], bool]], ...]] = {
    "Table": (
        ("7.2-11", lambda kids: kids.count("THead") <= 1),
        ("7.2-12", lambda kids: kids.count("TFoot") <= 1),
        ("7.2-13", lambda kids: _has_none_or_body(kids, "TFoot")),
        ("7.2-14", lambda kids: _has_none_or_body(kids, "THead")),
        ("7.2-16", lambda kids: "Caption" not in kids[1:-1]),
        ("7.2-39", lambda kids: kids.count("Caption") < 2),
    ),
    "L": (("7.2-40", lambda kids: "Caption" not in kids[1:]),),
    "TOC": (("7.2-28", lambda kids: "Caption" not in kids[1:]),),
}
"""Type -> tests of how many of its kids there are, and in which order."""

CLAUSES = (
    *(clause for clause, _ in PARENTS.values()),
    *(clause for clause, _ in KIDS.values()),
    *(clause for tests in ORDER.values() for clause, _ in tests),
)


def check(tree: StructureTree, tally: Tally) -> None:
    for element in tree.elements:
        if element.standard in PARENTS:
            clause, allowed = PARENTS[element.standard]
            parent = tree.parent_type(element)
            tally.check(clause, parent in allowed, partial(tree.place, element), parent=parent or "-")
        if element.standard in KIDS:
            _check_kids(element, tree, tally)


def _check_kids(element: Element, tree: StructureTree, tally: Tally) -> None:
    kids = element.kids()
    clause, allowed = KIDS[element.standard]
    strange = next((kid for kid in kids if kid not in allowed), "")
    tally.check(clause, not strange, partial(tree.place, element), kid=strange)
    for clause, holds in ORDER.get(element.standard, ()):
        tally.check(clause, holds(kids), partial(tree.place, element))
