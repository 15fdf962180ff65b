"""What in a file contradicts its claim to be PDF/A: things that are cheap to see and that the standard forbids.

None of it shows that a claim is true; a validator is needed for that.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from crawler.documents.pdf.annotations import Annotation, actions_of
from crawler.documents.pdf.content import ContentWalk
from crawler.documents.pdf.objects import (
    array,
    boolean,
    dictionary,
    elements,
    get,
    identity,
    is_array,
    is_dictionary,
    is_stream,
    name,
    name_of,
    name_tree,
    number_of,
)
from crawler.documents.pdf.opened import Opened, siblings
from crawler.documents.pdf.tally import Tally
from rules.document_evidence import Claim, ClaimKind
from rules.pdf_evidence import PdfContradiction

OBJECTS_MAX = 30_000
LISTED_MAX = 40

_ONE, _TWO, _THREE, _FOUR = "1", "2", "3", "4"
_FORBIDDEN_ACTIONS = frozenset({"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript"})
_FORBIDDEN_ACTIONS_4 = _FORBIDDEN_ACTIONS - {"/JavaScript"}
_FORBIDDEN_ANNOTATIONS = {
    _ONE: frozenset({"/FileAttachment", "/Sound", "/Movie"}),
    _TWO: frozenset({"/3D", "/Sound", "/Screen", "/Movie"}),
    _THREE: frozenset({"/3D", "/Sound", "/Screen", "/Movie"}),
}
_BLENDING = frozenset({"/Normal", "/Compatible", ""})
_HEADER_1 = re.compile(rb"%PDF-1\.\d")
_HEADER_2 = re.compile(rb"%PDF-2\.\d")

CLAUSES: dict[str, dict[str, str]] = {
    "encrypted": {_ONE: "6.1.3", _TWO: "6.1.3", _THREE: "6.1.3", _FOUR: "6.1.3"},
    "header": {_ONE: "6.1.2", _TWO: "6.1.2", _THREE: "6.1.2", _FOUR: "6.1.2"},
    "no_id": {_ONE: "6.1.3", _TWO: "6.1.3", _THREE: "6.1.3"},
    "lzw": {_ONE: "6.1.10", _TWO: "6.1.7.2", _THREE: "6.1.7.2", _FOUR: "6.1.6.2"},
    "font_not_embedded": {_ONE: "6.3.4", _TWO: "6.2.11.4.1", _THREE: "6.2.11.4.1", _FOUR: "6.2.10.4.1"},
    "action": {_ONE: "6.6.1", _TWO: "6.5.1", _THREE: "6.5.1", _FOUR: "6.6.1"},
    "javascript": {_ONE: "6.6.1", _TWO: "6.5.1", _THREE: "6.5.1"},
    "annotation": {_ONE: "6.5.2", _TWO: "6.3.1", _THREE: "6.3.1"},
    "attachment": {_ONE: "6.1.11"},
    "layers": {_ONE: "6.1.13"},
    "transparency": {_ONE: "6.4"},
    "xfa": {_TWO: "6.4.2", _THREE: "6.4.2", _FOUR: "6.4.2"},
    "not_tagged": {_ONE: "6.8.2.2", _TWO: "6.7.2.2", _THREE: "6.7.2.2"},
    "no_structure": {_ONE: "6.8.3.3", _TWO: "6.7.3.3", _THREE: "6.7.3.3"},
    "no_unicode": {_ONE: "6.3.8", _TWO: "6.2.11.7.2", _THREE: "6.2.11.7.2"},
    "metadata_compressed": {_ONE: "6.7.2"},
    "postscript": {_ONE: "6.2.7", _TWO: "6.2.9", _THREE: "6.2.9", _FOUR: "6.2.8.2"},
    "interpolated": {_ONE: "6.2.4", _TWO: "6.2.8", _THREE: "6.2.8", _FOUR: "6.2.7.1"},
    "external_stream": {_ONE: "6.1.7", _TWO: "6.1.7.1", _THREE: "6.1.7.1", _FOUR: "6.1.6.1"},
}
"""Kind of contradiction -> part of PDF/A -> the clause that forbids it. A kind absent for a part is allowed there."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What the looks at a file share."""

    opened: Opened
    claim: Claim
    annotations: list[Annotation]
    walk: ContentWalk
    tally: Tally


_Seen = Iterator[tuple[str, str, str]]
"""Kind, place and detail of what was seen."""


def find_contradictions(
    opened: Opened, claims: tuple[Claim, ...], annotations: list[Annotation], walk: ContentWalk, tally: Tally
) -> tuple[PdfContradiction, ...]:
    """Return what contradicts the file's claims to PDF/A, each kind once for each place."""
    found: list[PdfContradiction] = []
    for claim in claims:
        if claim.kind is not ClaimKind.PDF_A or claim.part not in {_ONE, _TWO, _THREE, _FOUR}:
            continue
        case = _Case(opened, claim, annotations, walk, tally)
        seen: set[tuple[str, str]] = set()
        for look in _LOOKS:
            for kind, place, detail in look(case):
                clause = CLAUSES[kind].get(claim.part, "")
                if clause and (kind, place) not in seen and len(found) < LISTED_MAX:
                    seen.add((kind, place))
                    found.append(
                        PdfContradiction(f"PDF/A-{claim.part}{claim.level}", kind, clause, place, detail)
                    )
    return tuple(found)


def _look_at_file(case: _Case) -> _Seen:
    opened = case.opened
    if opened.encryption is not None:
        yield "encrypted", "", ""
    wanted = _HEADER_2 if case.claim.part == _FOUR else _HEADER_1
    if not wanted.fullmatch(opened.header):
        yield "header", "", opened.header[:20].decode("latin-1")
    if len(array(opened.pdf.trailer, "/ID")) != 2:
        yield "no_id", "", ""
    if get(opened.catalog, "/OCProperties") is not None:
        yield "layers", "", ""
    if get(dictionary(opened.catalog, "/AcroForm"), "/XFA") is not None:
        yield "xfa", "", ""
    if get(opened.metadata_stream, "/Filter") is not None:
        yield "metadata_compressed", "", ""


def _look_at_level(case: _Case) -> _Seen:
    if case.claim.level == "a":
        if boolean(dictionary(case.opened.catalog, "/MarkInfo"), "/Marked") is not True:
            yield "not_tagged", "", ""
        if case.opened.tree.root is None:
            yield "no_structure", "", ""
    if case.claim.level in {"a", "u"} and case.claim.part != _ONE:
        yield from _failures_of(case, "7.21.7-1", "no_unicode")


def _look_at_fonts(case: _Case) -> _Seen:
    yield from _failures_of(case, "7.21.4.1-1", "font_not_embedded")


def _failures_of(case: _Case, clause: str, kind: str) -> _Seen:
    for failure in case.tally.failures(clause):
        yield kind, failure.place, failure.snippet


def _look_at_actions(case: _Case) -> _Seen:
    forbidden = _FORBIDDEN_ACTIONS_4 if case.claim.part == _FOUR else _FORBIDDEN_ACTIONS
    for place, action in _actions(case):
        kind = name(action, "/S")
        if kind in forbidden:
            yield "javascript" if kind == "/JavaScript" else "action", place, kind[1:]
    scripts = dictionary(dictionary(case.opened.catalog, "/Names"), "/JavaScript")
    if scripts is not None and name_tree(scripts, 10):
        yield "javascript", "", ""


def _actions(case: _Case) -> Iterator[tuple[str, Any]]:
    catalog = case.opened.catalog
    first = get(catalog, "/OpenAction")
    if is_dictionary(first):
        yield from (("", action) for action in siblings(first, 50))
    yield from (("", action) for action in actions_of(catalog))
    for number, page in enumerate(case.opened.pages, start=1):
        yield from ((f"page={number}", action) for action in actions_of(page))
    for annotation in case.annotations:
        for action in actions_of(annotation.entries):
            yield annotation.place()[0], action


def _look_at_annotations(case: _Case) -> _Seen:
    forbidden = _FORBIDDEN_ANNOTATIONS.get(case.claim.part, frozenset())
    for annotation in case.annotations:
        if annotation.subtype in forbidden:
            yield "annotation", annotation.place()[0], annotation.subtype[1:]


def _look_at_attachments(case: _Case) -> _Seen:
    if dictionary(dictionary(case.opened.catalog, "/Names"), "/EmbeddedFiles") is not None:
        yield "attachment", "", ""


def _look_at_pages(case: _Case) -> _Seen:
    if case.claim.part != _ONE:
        return
    for number, page in enumerate(case.opened.pages, start=1):
        if name(dictionary(page, "/Group"), "/S") == "/Transparency":
            yield "transparency", f"page={number}", "Group"


def _look_at_objects(case: _Case) -> _Seen:
    """Look at every object: what is forbidden is so wherever it stands, as long as something uses it.

    Only objects that content was seen to use are judged for transparency, for PDF/A says nothing of the others.
    """
    for count, obj in enumerate(case.opened.pdf.objects):
        if count >= OBJECTS_MAX:
            case.opened.notes.append("not every object was looked at for the claim to PDF/A")
            return
        if is_stream(obj):
            yield from _look_at_stream(obj)


def _look_at_stream(stream: Any) -> _Seen:
    own = identity(stream)
    place = f"(object {own[0]})" if own is not None else ""
    value = get(stream, "/Filter")
    filters = [name_of(one) for one in elements(value)] if is_array(value) else [name_of(value)]
    if "/LZWDecode" in filters or "/LZW" in filters:
        yield "lzw", place, ""
    if get(stream, "/F") is not None and name(stream, "/Type") != "/EmbeddedFile":
        yield "external_stream", place, ""
    if name(stream, "/Subtype") == "/PS":
        yield "postscript", place, ""
    if name(stream, "/Subtype") == "/Image" and boolean(stream, "/Interpolate") is True:
        yield "interpolated", place, ""


def _look_at_used(case: _Case) -> _Seen:
    if case.claim.part != _ONE:
        return
    for place, state in case.walk.used_states():
        opaque = all((number_of(get(state, key)) or 1.0) >= 1.0 for key in ("/CA", "/ca"))
        mask = get(state, "/SMask")
        if (
            not opaque
            or (mask is not None and name_of(mask) != "/None")
            or not _is_plain_blend(get(state, "/BM"))
        ):
            yield "transparency", place, "ExtGState"
    for place, stream in case.walk.used_objects():
        if is_stream(get(stream, "/SMask")):
            yield "transparency", place, "SMask"
        if name(dictionary(stream, "/Group"), "/S") == "/Transparency":
            yield "transparency", place, "Group"


def _is_plain_blend(value: Any) -> bool:
    modes = [name_of(one) for one in elements(value)] if is_array(value) else [name_of(value)]
    return all(mode in _BLENDING for mode in modes)


_LOOKS: tuple[Callable[[_Case], _Seen], ...] = (
    _look_at_file,
    _look_at_level,
    _look_at_fonts,
    _look_at_actions,
    _look_at_annotations,
    _look_at_attachments,
    _look_at_pages,
    _look_at_objects,
    _look_at_used,
)
