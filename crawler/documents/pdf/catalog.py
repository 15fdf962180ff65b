"""The document as a whole: header, catalog, metadata, layers, attachments, form, permissions (5 to 7.2, 7.10-7.16)."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from crawler.documents.pdf.elements import is_language_tag
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
    is_string,
    name_tree,
    shown,
    text,
    text_of,
)
from crawler.documents.pdf.opened import Opened
from crawler.documents.pdf.tally import Tally
from crawler.documents.pdf.xmp import DC, PDF_UA
from rules.pdf_evidence import XfaKind

CLAUSES = (
    *("5-1", "5-2", "5-3", "5-4", "5-5", "6.1-1", "6.2-1", "7.1-4", "7.1-8", "7.1-9", "7.1-10", "7.1-11"),
    *("7.2-2", "7.2-33", "7.10-1", "7.10-2", "7.11-1", "7.15-1", "7.16-1"),
)
BOOKMARKS_MAX = 20_000
ATTACHMENTS_MAX = 2_000
ASSISTIVE_TECHNOLOGY_BIT = 1 << 9
COPYING_BIT = 1 << 4
_HEADER = re.compile(rb"%PDF-1\.[0-7]")
_XFA_DEPTH = ("config", "acrobat", "acrobat7", "dynamicRender")


def check(opened: Opened, tally: Tally) -> None:
    catalog = opened.catalog
    tally.check("6.1-1", _HEADER.fullmatch(opened.header) is not None, header=_printable(opened.header))
    marks = dictionary(catalog, "/MarkInfo")
    tally.check("6.2-1", boolean(marks, "/Marked") is True)
    tally.check("7.1-4", boolean(marks, "/Suspects") is not True)
    tally.check("7.1-10", displays_title(opened))
    tally.check("7.1-11", opened.tree.root is not None)
    if opened.language is not None:
        tally.check("7.2-29", is_language_tag(opened.language), language=shown(opened.language, 60))
    _check_metadata(opened, tally)
    for bookmark in bookmarks(opened):
        words = shown(text(bookmark, "/Title"), 100)
        tally.check("7.2-2", opened.language is not None, title=words)
    _check_layers(catalog, tally)
    for specification in attachments(opened):
        check_attachment(specification, tally)
    form = dictionary(catalog, "/AcroForm")
    if form is not None:
        tally.check("7.15-1", xfa_kind(opened) is not XfaKind.DYNAMIC)
    if opened.encryption is not None:
        bits = opened.permissions
        tally.check("7.16-1", bits is not None and bool(bits & ASSISTIVE_TECHNOLOGY_BIT))


def displays_title(opened: Opened) -> bool:
    return boolean(dictionary(opened.catalog, "/ViewerPreferences"), "/DisplayDocTitle") is True


def _printable(header: bytes) -> str:
    return shown(header.decode("latin-1"), 60)


def _check_metadata(opened: Opened, tally: Tally) -> None:
    if not tally.check("7.1-8", opened.metadata_stream is not None):
        return
    xmp = opened.xmp
    title = xmp.find(DC, "title")
    tally.check("7.1-9", title is not None and title.prefix == "dc" and title.chosen is not None)
    if tally.check("5-1", xmp.has_namespace(PDF_UA)):
        part = xmp.value(PDF_UA, "part")
        tally.check("5-2", part.isdecimal() and int(part[:9]) == 1, part=shown(part, 20))
        for clause, key in (("5-3", "part"), ("5-4", "amd"), ("5-5", "corr")):
            found = xmp.find(PDF_UA, key)
            if found is not None:
                tally.check(clause, found.prefix == "pdfuaid", prefix=shown(found.prefix, 40))
    for one in xmp.properties:
        if one.alternatives:
            has_default_only = one.item_count == 1 and one.alternatives[0][0] == "x-default"
            tally.check("7.2-33", not has_default_only or opened.language is not None, property=one.name[:60])


def bookmarks(opened: Opened) -> Iterator[Any]:
    """Yield every bookmark, each once."""
    waiting = [get(dictionary(opened.catalog, "/Outlines"), "/First")]
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting and count < BOOKMARKS_MAX:
        item = waiting.pop()
        own = identity(item)
        if not is_dictionary(item) or own in seen:
            continue
        if own is not None:
            seen.add(own)
        count += 1
        yield item
        waiting.extend((get(item, "/Next"), get(item, "/First")))


def _check_layers(catalog: Any, tally: Tally) -> None:
    properties = dictionary(catalog, "/OCProperties")
    configurations = [dictionary(properties, "/D"), *(one for one in array(properties, "/Configs"))]
    for configuration in configurations:
        if is_dictionary(configuration):
            tally.check("7.10-1", bool(text(configuration, "/Name")))
            tally.check("7.10-2", get(configuration, "/AS") is None)


def attachments(opened: Opened) -> list[Any]:
    """Return the file specifications of the files inside this one that the catalog names."""
    tree = dictionary(dictionary(opened.catalog, "/Names"), "/EmbeddedFiles")
    named = [value for _, value in name_tree(tree, ATTACHMENTS_MAX)] if tree is not None else []
    return [
        value for value in (*named, *array(opened.catalog, "/AF")[:ATTACHMENTS_MAX]) if is_dictionary(value)
    ]


def check_attachment(specification: Any, tally: Tally) -> None:
    """Check that an embedded file has a name, in both the old key and the Unicode one."""
    has_names = bool(text(specification, "/F")) and bool(text(specification, "/UF"))
    words = shown(text(specification, "/UF") or text(specification, "/F"), 100)
    tally.check("7.11-1", get(specification, "/EF") is None or has_names, file=words)


def xfa_kind(opened: Opened) -> XfaKind:
    """Return whether the form is written in XFA, and whether only Acrobat can draw it."""
    xfa = get(dictionary(opened.catalog, "/AcroForm"), "/XFA")
    if xfa is None:
        return XfaKind.NONE
    packet = xfa if is_stream(xfa) else _packet(xfa, "config")
    rendering = _dynamic_render(opened.decoded(packet)) if packet is not None else ""
    return XfaKind.DYNAMIC if rendering == "required" else XfaKind.STATIC


def _packet(xfa: Any, wanted: str) -> Any:
    parts = elements(xfa) if is_array(xfa) else []
    for position, part in enumerate(parts[:-1]):
        if is_string(part) and text_of(part) == wanted:
            return parts[position + 1] if is_stream(parts[position + 1]) else None
    return None


def _dynamic_render(source: bytes) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        node = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ""
    steps = _XFA_DEPTH[1:] if etree.QName(node).localname == "config" else _XFA_DEPTH
    for step in steps:
        found = node.find(f"{{*}}{step}")
        if found is None:
            return ""
        node = found
    return (node.text or "").strip()
