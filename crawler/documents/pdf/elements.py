"""Single elements: roles, alternatives, languages and ids (7.1-5 to -7, -12, 7.2-21 to -23, -29, 7.3, 7.7, 7.9)."""

import re
from functools import partial

from crawler.documents.pdf.objects import get, identity, name, text
from crawler.documents.pdf.structure import Element, StructureTree
from crawler.documents.pdf.tally import Tally

CLAUSES = (
    *("7.1-5", "7.1-6", "7.1-7", "7.1-12", "7.2-21", "7.2-22", "7.2-23", "7.2-29"),
    *("7.3-1", "7.7-1", "7.9-1", "7.9-2", "7.18.4-2"),
)
LANGUAGE_TAG = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_NEEDS_ALTERNATIVE = {"Figure": "7.3-1", "Formula": "7.7-1"}
_TEXTS = (("/ActualText", "7.2-21"), ("/Alt", "7.2-22"), ("/E", "7.2-23"))


def check(tree: StructureTree, tally: Tally, *, has_document_language: bool) -> None:
    note_ids: set[str] = set()
    for element in tree.elements:
        place = partial(tree.place, element)
        _check_role(element, tree, tally)
        tally.check("7.1-12", get(element.obj, "/P") is not None, place)
        language = text(element.obj, "/Lang")
        if language is not None:
            tally.check("7.2-29", is_language_tag(language), place, language=language[:60])
        for key, clause in _TEXTS:
            if text(element.obj, key) is None:
                continue
            is_known = (
                has_document_language or language is not None or tree.language_above(element) is not None
            )
            tally.check(clause, is_known, place)
        if element.standard in _NEEDS_ALTERNATIVE:
            has_one = bool(element.alt) or element.actual_text is not None
            tally.check(_NEEDS_ALTERNATIVE[element.standard], has_one, place)
        elif element.standard == "Note":
            _check_note(element, note_ids, tree, tally)
        elif element.standard == "Form":
            has_role = bool(name_attribute(tree, element, "PrintField", "Role"))
            tally.check("7.18.4-2", has_role or _holds_one_widget(element), place)


def is_language_tag(value: str) -> bool:
    return LANGUAGE_TAG.fullmatch(value) is not None


def name_attribute(tree: StructureTree, element: Element, owner: str, key: str) -> str:
    value = tree.attribute(element, owner, key)
    try:
        return str(value) if value is not None else ""
    except ValueError:
        return ""


def _check_role(element: Element, tree: StructureTree, tally: Tally) -> None:
    place = partial(tree.place, element)
    roles = tree.roles
    is_circular = roles.is_circular(element.raw)
    if element.raw:
        tally.check("7.1-6", not is_circular, place, type=element.raw)
    tally.check("7.1-7", not element.raw or not roles.is_remapped(element.raw), place, type=element.raw)
    if not element.standard:
        # A standard type that is mapped away is 7.1-7's fault, a circle 7.1-6's.
        tally.check("7.1-5", is_circular or roles.is_remapped(element.raw), place, type=element.raw)


def _check_note(element: Element, seen: set[str], tree: StructureTree, tally: Tally) -> None:
    own = text(element.obj, "/ID")
    place = partial(tree.place, element)
    tally.check("7.9-1", bool(own), place)
    tally.check("7.9-2", own is None or own not in seen, place, id=(own or "")[:60])
    if own is not None:
        seen.add(own)


def _holds_one_widget(element: Element) -> bool:
    if len(element.references) != 1 or element.children or element.marks:
        return False
    target = get(element.references[0], "/Obj")
    return identity(target) is not None and name(target, "/Subtype") == "/Widget"
