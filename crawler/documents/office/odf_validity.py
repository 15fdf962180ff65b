"""Holds OpenDocument files against the schemas of their version, where the schemas are at hand.

The schemas are OASIS's and not part of Eftersyn. They are looked for in the folder that the environment variable
EFTERSYN_ODF_SCHEMAS names, and in the package openxml-audit when that is installed.
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from crawler.documents.errors import DocumentError
from crawler.documents.office.gather import cut
from crawler.documents.office.odf_package import MANIFEST_NAME, OpenDocument
from rules.office_evidence import SchemaError, SchemaFacts, Validity

SCHEMAS_VARIABLE = "EFTERSYN_ODF_SCHEMAS"
_MARKUP_MAX_ELEMENTS = 400_000
_ERRORS_MAX = 20
_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_VERSION_IN_NAME = re.compile(r"1\.[0-4]")
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_KNOWN_NAMESPACES = frozenset(
    {
        "http://purl.org/dc/elements/1.1/",
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/2002/xforms",
        "http://www.w3.org/2003/g/data-view#",
        "http://www.w3.org/XML/1998/namespace",
    }
)
_TEXT_HOLDERS = ("p", "h", "span", "a")


def check_validity(document: OpenDocument) -> SchemaFacts:
    """Return what the schemas say. Elements and attributes of other makers are taken out of the trees on the way."""
    version = document.version or "1.1"  # a file before 1.2 need not say
    schema = find_schema(version, is_manifest=False)
    if schema is None:
        return SchemaFacts(reason=f"no schema of OpenDocument {version} at hand")
    parts = list(_parts(document))
    if sum(sum(1 for _ in root.iter()) for _, root in parts) > _MARKUP_MAX_ELEMENTS:
        return SchemaFacts(reason="too large to be held against the schema")
    manifest_schema = find_schema(version, is_manifest=True)
    errors: list[SchemaError] = []
    count = 0
    is_extended = False
    for name, root in parts:
        grammar = _grammar(manifest_schema if name == MANIFEST_NAME else schema)
        if grammar is None or grammar.validate(root):
            continue
        if strip_foreign(root) and grammar.validate(root):
            is_extended = True
            continue
        found = [error for error in grammar.error_log if error.line] or list(grammar.error_log)
        count += max(len(found), 1)
        errors.extend(SchemaError(name, error.line, cut(str(error.message))) for error in found[:_ERRORS_MAX])
    state = Validity.INVALID if count else (Validity.EXTENDED if is_extended else Validity.VALID)
    return SchemaFacts(state, version, "", count, tuple(errors[:_ERRORS_MAX]))


def find_schema(version: str, *, is_manifest: bool) -> Path | None:
    """Return the schema file of one version, or None when it is not at hand."""
    for folder in _folders():
        for path in sorted(folder.rglob("*.rng")):
            name = path.name.lower()
            found = _VERSION_IN_NAME.search(name)
            if found and found[0] == version and "dsig" not in name and ("manifest" in name) is is_manifest:
                return path
    return None


def _folders() -> Iterator[Path]:
    named = os.environ.get(SCHEMAS_VARIABLE)
    if named and Path(named).is_dir():
        yield Path(named)
    found = find_spec("openxml_audit")
    for location in (found.submodule_search_locations or []) if found is not None else []:
        yield Path(location) / "odf" / "schemas"


@cache
def _read_grammar(path: Path) -> etree.RelaxNG | None:
    try:
        return etree.RelaxNG(etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)))
    except (etree.LxmlError, OSError):
        return None


def _grammar(path: Path | None) -> etree.RelaxNG | None:
    return None if path is None else _read_grammar(path)


def _parts(document: OpenDocument) -> Iterator[tuple[str, Element]]:
    package = document.package
    if package is None:
        yield "document", document.content
        return
    for name in _PARTS:
        root = document.parts.get(name)
        if root is None and name in package:
            try:
                root = package.parse(name)
            except DocumentError:
                continue
        if root is not None:
            yield name, root
    if document.manifest is not None:
        yield MANIFEST_NAME, document.manifest


def strip_foreign(root: Element) -> bool:
    """Take out what is not of OpenDocument, keeping text in paragraphs; return whether there was anything."""
    found = False
    for element in list(root.iter("*")):
        for attribute in list(element.attrib):
            if _is_foreign(str(attribute)):
                del element.attrib[attribute]
                found = True
        parent = element.getparent()
        if parent is not None and _is_foreign(str(element.tag)):
            _take_out(element, parent)
            found = True
    return found


def _is_foreign(name: str) -> bool:
    if not name.startswith("{"):
        return False
    namespace = name[1:].partition("}")[0]
    return not namespace.startswith(_OASIS) and namespace not in _KNOWN_NAMESPACES


def _take_out(element: Element, parent: Element) -> None:
    """Take one element out; inside a paragraph its own content stays (ODF part 1, 3.17)."""
    is_in_text = str(parent.tag).rsplit("}", 1)[-1] in _TEXT_HOLDERS
    index = parent.index(element)
    children = list(element) if is_in_text else []
    text = (element.text or "") if is_in_text else ""
    tail = element.tail or ""
    if children:
        children[-1].tail = (children[-1].tail or "") + tail
    else:
        text += tail
    if text:
        if index:
            before = parent[index - 1]
            before.tail = (before.tail or "") + text
        else:
            parent.text = (parent.text or "") + text
    parent.remove(element)
    for offset, child in enumerate(children):
        parent.insert(index + offset, child)
