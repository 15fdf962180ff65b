"""Headings: their order, and one kind of them in a document (7.4)."""

from collections import Counter
from functools import partial

from crawler.documents.pdf.structure import TRANSPARENT, Element, StructureTree
from crawler.documents.pdf.tally import Tally

CLAUSES = ("7.4.2-1", "7.4.4-1", "7.4.4-2", "7.4.4-3")
_NUMBERED = frozenset(f"H{level}" for level in range(1, 7))


def level_of(element: Element) -> int | None:
    """Return a heading's level, 0 for an H without one, or None for what is no heading."""
    if element.standard == "H":
        return 0
    return int(element.standard[1]) if element.standard in _NUMBERED else None


def check(tree: StructureTree, tally: Tally) -> None:
    headings = [(element, level) for element in tree.elements if (level := level_of(element)) is not None]
    numbered = [(element, level) for element, level in headings if level]
    plain = [element for element, level in headings if not level]
    above = 0
    for element, level in numbered:
        place = partial(tree.place, element)
        tally.check("7.4.2-1", level <= above + 1, place, level=level, above=above)
        tally.check("7.4.4-3", not plain, place)
        above = level
    for element in plain:
        tally.check("7.4.4-2", not numbered, partial(tree.place, element))
    _check_one_per_node(plain, tree, tally)


def _check_one_per_node(plain: list[Element], tree: StructureTree, tally: Tally) -> None:
    counts: Counter[int] = Counter()
    nodes: dict[int, Element] = {}
    for heading in plain:
        node = heading.parent
        while node is not None:
            counts[node.index] += 1
            nodes[node.index] = node
            if node.standard not in TRANSPARENT:
                break
            node = node.parent
    tally.passed("7.4.4-1", len(tree.elements) - len(counts))
    for index, node in nodes.items():
        tally.check("7.4.4-1", counts[index] <= 1, partial(tree.place, node), headings=counts[index])
