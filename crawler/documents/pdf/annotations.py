"""Annotations and form fields: how they are tagged and described (7.2-24, -25, 7.18)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from crawler.documents.pdf.catalog import check_attachment
from crawler.documents.pdf.elements import is_language_tag
from crawler.documents.pdf.objects import (
    CHAIN_MAX_LENGTH,
    array,
    dictionary,
    elements,
    get,
    identity,
    is_array,
    is_dictionary,
    is_string,
    items,
    name,
    name_of,
    numbers,
    shown,
    text,
    text_of,
)
from crawler.documents.pdf.opened import Opened, crop_box, inherited, siblings
from crawler.documents.pdf.structure import Element
from crawler.documents.pdf.tally import Tally

CLAUSES = (
    *("7.2-24", "7.2-25", "7.18.1-1", "7.18.1-2", "7.18.1-3", "7.18.2-1", "7.18.3-1", "7.18.4-1"),
    *("7.18.5-1", "7.18.5-2", "7.18.6.2-1", "7.18.6.2-2", "7.18.8-1"),
)
ANNOTATIONS_MAX = 20_000
FIELDS_MAX = 20_000
_HIDDEN = 2
_NEEDS_NO_ANNOT_TAG = frozenset({"/Widget", "/PrinterMark", "/Link"})


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation on a page: its entries, and the element that tags it. `box` is what is shown of the page."""

    obj: Any
    entries: Mapping[str, Any]
    page: int
    box: list[float] | None
    owner: Element | None

    @property
    def subtype(self) -> str:
        return name_of(self.entries.get("/Subtype"))

    @property
    def is_met(self) -> bool:
        """Whether a reader meets it: it is not hidden and lies on the page."""
        flags = self.entries.get("/F", 0)
        if isinstance(flags, int) and flags & _HIDDEN:
            return False
        return not _is_outside(self.box, numbers(self.entries.get("/Rect")))

    @property
    def contents(self) -> str | None:
        return text_of(self.entries.get("/Contents"))

    def place(self) -> tuple[str, str, str]:
        own = identity(self.obj)
        where = f"page={self.page} {self.subtype or '/Annot'}" + (f" (object {own[0]})" if own else "")
        words = self.contents or text_of(self.entries.get("/TU")) or target_of(self.entries.get("/A"))
        return where, f"Annots > {self.subtype[1:]}", shown(words)

    @property
    def alt(self) -> str:
        return (self.owner.alt or "") if self.owner is not None else ""

    @property
    def owner_language(self) -> str | None:
        return text(self.owner.obj, "/Lang") if self.owner is not None else None


def read_annotations(opened: Opened) -> list[Annotation]:
    """Return every annotation of the pages read, in page order."""
    found: list[Annotation] = []
    for number, page in enumerate(opened.pages, start=1):
        objects = [obj for obj in array(page, "/Annots") if is_dictionary(obj)]
        if not objects:
            continue
        box = crop_box(page)
        for obj in objects:
            if len(found) >= ANNOTATIONS_MAX:
                opened.notes.append("the file has more annotations than are read")
                return found
            entries = dict(items(obj))
            found.append(Annotation(obj, entries, number, box, _owner(opened, entries.get("/StructParent"))))
    return found


def _owner(opened: Opened, key: Any) -> Element | None:
    if not isinstance(key, int) or isinstance(key, bool) or opened.tree.root is None:
        return None
    return opened.tree.owner(opened.tree.parent_tree.get(key))


def _is_outside(box: list[float] | None, rectangle: list[float]) -> bool:
    if box is None or len(rectangle) < 4:
        return False
    left, bottom, right, top = rectangle[:4]
    left, right = min(left, right), max(left, right)
    bottom, top = min(bottom, top), max(bottom, top)
    return box[1] >= top or box[0] >= right or box[3] <= bottom or box[2] <= left


def check(opened: Opened, annotations: list[Annotation], tally: Tally) -> None:
    has_language = opened.language is not None
    for page in sorted({one.page for one in annotations}):
        tally.check("7.18.3-1", name(opened.pages[page - 1], "/Tabs") == "/S", f"page={page}")
    for annotation in annotations:
        _check_one(annotation, tally)
        if annotation.contents is not None:
            is_known = has_language or annotation.owner_language is not None
            tally.check("7.2-24", is_known, annotation.place)
        language = annotation.owner_language
        if language is not None and annotation.owner is not None and annotation.owner.index < 0:
            # The element hangs on no branch of the tree, where its language would have been looked at
            tally.check("7.2-29", is_language_tag(language), annotation.place, language=shown(language, 60))
        if annotation.subtype == "/FileAttachment":
            check_attachment(dictionary(annotation.obj, "/FS"), tally)
        for action in actions_of(annotation.entries):
            _check_media(action, annotation, tally)
    for field in form_fields(opened):
        if text(field, "/TU") is not None:
            is_known = has_language or _field_language(opened, field) is not None
            tally.check("7.2-25", is_known, shown(text(field, "/T"), 100))


def _check_one(annotation: Annotation, tally: Tally) -> None:
    subtype, place = annotation.subtype, annotation.place
    owner_type = annotation.owner.standard if annotation.owner is not None else ""

    def check(clause: str, *, holds: bool) -> None:
        tally.check(clause, holds or not annotation.is_met, place, tag=owner_type or "-")

    if subtype not in _NEEDS_NO_ANNOT_TAG:
        check("7.18.1-1", holds=owner_type == "Annot")
    if subtype != "/Widget":
        check("7.18.1-2", holds=bool(annotation.contents) or bool(annotation.alt))
    if subtype == "/Widget":
        check("7.18.4-1", holds=owner_type == "Form")
        has_label = (
            not is_field_widget(annotation.obj) or bool(tooltip(annotation.obj)) or bool(annotation.alt)
        )
        tally.check("7.18.1-3", has_label or not annotation.is_met, partial(_field_place, annotation))
    elif subtype == "/Link":
        check("7.18.5-1", holds=owner_type == "Link")
        check("7.18.5-2", holds=bool(annotation.contents))
    elif subtype == "/TrapNet":
        check("7.18.2-1", holds=False)
    elif subtype == "/PrinterMark":
        check("7.18.8-1", holds=annotation.owner is None)


def _field_place(annotation: Annotation) -> tuple[str, str, str]:
    where, path, _ = annotation.place()
    return where, path, shown(full_name(annotation.obj))


def is_field_widget(obj: Any) -> bool:
    return get(obj, "/T") is not None or get(obj, "/Parent") is not None


def tooltip(obj: Any) -> str | None:
    """Return what is read aloud as a field's label: the widget's own, or the field's whose only a face it is."""
    return text(obj if get(obj, "/T") is not None else get(obj, "/Parent"), "/TU")


def full_name(obj: Any) -> str:
    """Return a field's internal name with those above it, "adresse.postnr"."""
    parts: list[str] = []
    seen: set[tuple[int, int]] = set()
    node = obj
    while is_dictionary(node) and len(parts) < 20 and len(seen) < CHAIN_MAX_LENGTH:
        if part := text(node, "/T"):
            parts.append(part)
        own = identity(node)
        if own is not None and own in seen:
            break
        seen.add(own or (0, len(seen)))
        node = get(node, "/Parent")
    return ".".join(reversed(parts))


def form_fields(opened: Opened) -> Iterator[Any]:
    """Yield every field of the form that has a name, each once."""
    waiting = list(reversed(array(dictionary(opened.catalog, "/AcroForm"), "/Fields")))
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting and count < FIELDS_MAX:
        field = waiting.pop()
        own = identity(field)
        if not is_dictionary(field) or own in seen:
            continue
        if own is not None:
            seen.add(own)
        count += 1
        yield field
        kids = [kid for kid in array(field, "/Kids") if is_dictionary(kid) and get(kid, "/T") is not None]
        waiting.extend(reversed(kids))


def _field_language(opened: Opened, field: Any) -> str | None:
    owner = _owner(opened, get(field, "/StructParent"))
    return text(owner.obj, "/Lang") if owner is not None else None


def field_kind(obj: Any) -> str:
    """Return the field's type, "/Tx", "/Btn", "/Ch" or "/Sig", its own or inherited; "" where it has none."""
    value = inherited(obj, "/FT")
    return name_of(value)


def actions_of(container: Any) -> Iterator[Any]:
    """Yield the actions of an annotation, a page or the catalog, with those that follow them."""
    first = [get(container, "/A"), *(value for _, value in items(get(container, "/AA")))]
    for action in first:
        if is_dictionary(action):
            yield from siblings(action, 50)


def target_of(action: Any) -> str:
    """Return the address that an action leads to, or ""."""
    return text(action, "/URI") or ""


def _check_media(action: Any, annotation: Annotation, tally: Tally) -> None:
    if name(action, "/S") != "/Rendition":
        return
    clip = dictionary(dictionary(action, "/R"), "/C")
    if clip is not None:
        tally.check("7.18.6.2-1", text(clip, "/CT") is not None, annotation.place)
        tally.check("7.18.6.2-2", _has_alternatives(get(clip, "/Alt")), annotation.place)


def _has_alternatives(value: Any) -> bool:
    """Whether the value is a list of languages and texts by turns, and no text is empty."""
    if not is_array(value):
        return False
    parts = elements(value)
    if len(parts) % 2 or not all(is_string(part) for part in parts):
        return False
    return all(text_of(part) for part in parts[1::2])
