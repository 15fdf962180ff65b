"""XMP metadata, read with an XML parser: what a file says of itself, whatever prefixes it uses."""

import re
from dataclasses import dataclass

from lxml import etree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
XMP_BASIC = "http://ns.adobe.com/xap/1.0/"
PDF_A = "http://www.aiim.org/pdfa/ns/id/"
PDF_UA = "http://www.aiim.org/pdfua/ns/id/"
PDF_X = "http://www.npes.org/pdfx/ns/id/"
PDF_E = "http://www.aiim.org/pdfe/ns/id/"

XMP_MAX_BYTES = 8 * 1024 * 1024
_PACKET_MARKS = re.compile(rb"^[\x00\s\xef\xbb\xbf]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LATIN_1 = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Property:
    """One property: where it has alternatives by language, `alternatives` holds (language, text) in their order."""

    namespace: str
    name: str
    prefix: str
    value: str
    alternatives: tuple[tuple[str, str], ...] = ()
    item_count: int = 0

    @property
    def chosen(self) -> str | None:
        """Return the default alternative, or the first; None where there is none in any language."""
        for language, text in self.alternatives:
            if language == "x-default":
                return text
        return self.alternatives[0][1] if self.alternatives else None


@dataclass(frozen=True, slots=True)
class Xmp:
    """The properties of a metadata stream: none where it is no XML, or no RDF is in it."""

    properties: tuple[Property, ...] = ()

    def find(self, namespace: str, name: str) -> Property | None:
        return next((one for one in self.properties if one.namespace == namespace and one.name == name), None)

    def value(self, namespace: str, name: str) -> str:
        found = self.find(namespace, name)
        return found.value.strip() if found is not None else ""

    def has_namespace(self, namespace: str) -> bool:
        return any(one.namespace == namespace for one in self.properties)


def read_xmp(source: bytes) -> Xmp:
    """Return what a metadata stream holds; entities and outside references are never followed."""
    if len(source) > XMP_MAX_BYTES:
        return Xmp()
    packet = _PACKET_MARKS.sub(b"", source).rstrip(b"\x00")
    root = _parsed(packet)
    if root is None:
        root = _parsed(_mended(packet))
    if root is None:
        return Xmp()
    descriptions = root.iter(f"{{{RDF}}}Description")
    own = [
        one
        for one in descriptions
        if (parent := one.getparent()) is not None and parent.tag == f"{{{RDF}}}RDF"
    ]
    found = tuple(one for description in own for one in _properties(description))
    return Xmp(found)


def _parsed(packet: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(packet, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _mended(packet: bytes) -> bytes:
    """Return the packet without control characters, and with bytes that are no UTF-8 read as Latin-1.

    Both are common, and Adobe's own library, which other programs follow, mends them alike.
    """
    text = _CONTROL.sub(b" ", packet).decode("utf-8", "surrogateescape")
    return text.translate(_LATIN_1).encode("utf-8")


def _properties(description: etree._Element) -> list[Property]:
    prefixes = {uri: prefix or "" for prefix, uri in description.nsmap.items()}
    found = []
    for key, value in description.attrib.items():
        qualified = etree.QName(str(key))
        if qualified.namespace and qualified.namespace != RDF:
            prefix = prefixes.get(qualified.namespace, "")
            found.append(Property(qualified.namespace, qualified.localname, prefix, str(value)))
    found.extend(_property(child) for child in description if isinstance(child.tag, str))
    return found


def _property(element: etree._Element) -> Property:
    qualified = etree.QName(element)
    entries = element.findall(f"./{{{RDF}}}Alt/{{{RDF}}}li") + element.findall(f"./{{{RDF}}}Seq/{{{RDF}}}li")
    entries += element.findall(f"./{{{RDF}}}Bag/{{{RDF}}}li")
    alternatives = tuple(
        (str(entry.get(_LANGUAGE)), "".join(entry.itertext()))
        for entry in entries
        if entry.get(_LANGUAGE) is not None
    )
    return Property(
        qualified.namespace or "",
        qualified.localname,
        element.prefix or "",
        "".join(entries[0].itertext()) if entries else (element.text or ""),
        alternatives,
        len(entries),
    )
