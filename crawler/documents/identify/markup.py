"""Markup: HTML in its versions, XHTML, SVG, flat OpenDocument, geodata, and XML of any other kind."""

import re

from crawler.documents.identify.encodings import decoded, encoding_of
from crawler.documents.identify.identified import Identified, Sample
from crawler.documents.identify.parts import root_of
from rules.document_evidence import Format
from rules.formats import FORMATS, format_made

_COMMENTS = re.compile(r"\A(?:\s|<!--.*?-->|<\?[^>]*\?>)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!doctype\s+([\w:-]+)([^>\[]*)", re.IGNORECASE)
# The tags by which a browser takes a nameless stream for HTML (WHATWG MIME Sniffing 7.1), without "a", "b", "p" and
# "br": a text may begin with those.
_HTML_TAG = re.compile(
    r"<(?:html|head|body|script|iframe|h1|div|font|table|style|title|meta|base|form|main|header)[\s>/]",
    re.IGNORECASE,
)
_PUBLIC = (
    ("xhtml 1.1", "xhtml-1.1"),
    ("xhtml 1.0", "xhtml-1.0"),
    ("xhtml basic", "xhtml-1.1"),
    ("xhtml+rdfa", "xhtml-1.1"),
    ("html 4.01", "html-4.01"),
    ("html 4.0", "html-4.0"),
    ("html 3.2", "html-3.2"),
    ("html 2.0", "html-2.0"),
    ("ietf//dtd html", "html-2.0"),
)
_XML_VERSION = re.compile(r"\A\s*<\?xml[^>]*version\s*=\s*[\"'](1\.[01])")
_XHTML = "{http://www.w3.org/1999/xhtml}html"
_SVG = "{http://www.w3.org/2000/svg}svg"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_KML = "{http://www.opengis.net/kml/2.2}kml"
_GML_3_2 = "http://www.opengis.net/gml/3.2"
_GML = "http://www.opengis.net/gml"
_FLAT_KINDS = {"text": "fodt", "spreadsheet": "fods", "presentation": "fodp", "graphics": "fodg"}


def begins(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\f")[:1]
    return start == b"<"


def look(sample: Sample) -> Identified | None:
    encoding = encoding_of(sample.head)
    text = decoded(sample.head, encoding)
    if text is None:
        return None
    start = _COMMENTS.match(text)
    body = text[start.end() if start else 0 :]
    doctype = _DOCTYPE.match(body)
    if doctype is not None and doctype[1].lower() == "html":
        return Identified(_html(doctype[2], encoding))
    root = root_of(sample.head)
    if root is not None:
        found = _by_root(root, text, encoding)
        if found is not None:
            return Identified(found)
    if _HTML_TAG.match(body):
        return Identified(format_made("html", encoding=encoding))
    if root is None and not _XML_VERSION.match(text):
        return None
    version = _XML_VERSION.match(text)
    identifier = "xml-1.1" if version is not None and version[1] == "1.1" else "xml"
    return Identified(
        format_made(identifier, encoding=encoding), damage="" if root is not None else "not well-formed"
    )


def _html(public: str, encoding: str) -> Format:
    said = " ".join(public.lower().split())
    for mark, identifier in _PUBLIC:
        if mark in said:
            return format_made(identifier, encoding=encoding)
    is_html_5 = not said or "about:legacy-compat" in said
    return format_made("html-5" if is_html_5 else "html", encoding=encoding)


def _by_root(root: "object", text: str, encoding: str) -> Format | None:
    tag, attributes = str(getattr(root, "tag", "")), getattr(root, "attrib", {})
    if tag == _XHTML:
        return format_made("xhtml-1.0", encoding=encoding)
    if tag in {_SVG, "svg"}:
        return _svg(attributes.get("version", ""), attributes.get("baseProfile", ""), encoding)
    if tag == f"{_OFFICE}document":
        return _flat(attributes, encoding)
    if tag == _KML or (tag.endswith("}kml") and "kml" in tag):
        return format_made("kml", encoding=encoding)
    if _GML in tag or f'"{_GML}' in text[:2000]:
        return format_made("gml-3.2" if _GML_3_2 in text[:2000] else "gml", encoding=encoding)
    return None


def _svg(version: str, profile: str, encoding: str) -> Format:
    if version == "1.2" and profile == "tiny":
        return format_made("svg-tiny-1.2", encoding=encoding)
    identifier = f"svg-{version}" if f"svg-{version}" in FORMATS else "svg"
    return format_made(identifier, version=version[:8], encoding=encoding)


def _flat(attributes: "dict[str, str]", encoding: str) -> Format | None:
    media_type = attributes.get(f"{_OFFICE}mimetype", "")
    kind = media_type.removeprefix("application/vnd.oasis.opendocument.").removesuffix("-flat-xml")
    is_template = kind.endswith("-template")
    identifier = _FLAT_KINDS.get(kind.removesuffix("-template"), "")
    if not identifier:
        return None
    version = attributes.get(f"{_OFFICE}version", "")
    named = f"{identifier}-{version}"
    return format_made(
        named if named in FORMATS else f"{identifier}-1.0", encoding=encoding, is_template=is_template
    )
