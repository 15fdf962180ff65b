"""Reads an office document: the way in for every kind."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from crawler.documents.errors import DamagedError
from crawler.documents.office import odf_package, opc
from crawler.documents.office.excel import read_excel
from crawler.documents.office.excel_styles import S
from crawler.documents.office.gather import Gathering
from crawler.documents.office.odf_package import OFFICE, OpenDocument
from crawler.documents.office.odf_sheet import read_sheets
from crawler.documents.office.odf_slides import read_slides
from crawler.documents.office.odf_text import OdfReader
from crawler.documents.office.odf_validity import check_validity
from crawler.documents.office.opc import OpenXml
from crawler.documents.office.package import Package, in_utf8, transitional, xml_error
from crawler.documents.office.powerpoint import P, read_powerpoint
from crawler.documents.office.word import read_word
from crawler.documents.office.word_styles import W
from rules.document_evidence import DocumentDates, Family, Format
from rules.office_evidence import OfficeFacts, OfficeKind

_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_APPLICATION = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Application"
_VBA_PARTS = ("vbaproject.bin", "vbadata.xml")
_SCRIPT_FOLDERS = ("Basic/", "Scripts/")


@dataclass(frozen=True, slots=True)
class OfficeReading:
    """What reading an office document gave. `notes` say what was not read, and why."""

    facts: OfficeFacts
    dates: DocumentDates
    notes: tuple[str, ...] = ()


def read_office(path: Path, format: Format) -> OfficeReading:  # noqa: A002  # the word of the contract
    """Return the facts of a text, spreadsheet or presentation document.

    Raises EncryptedError, DamagedError and TooLargeError of `crawler.documents.errors`.
    """
    try:
        if format.family is Family.OPEN_DOCUMENT:
            return _read_open_document(path)
        with Package(path) as package:
            return _read_open_xml(OpenXml(package))
    except RecursionError as error:
        raise DamagedError("parts are nested too deep") from error


def _read_open_xml(document: OpenXml) -> OfficeReading:
    main = document.main_part()
    gathering = _read_main_part(document, main)
    core = document.parse_related("", "core-properties")
    application = document.parse_related("", "extended-properties")
    dates = DocumentDates()
    if core is not None:
        gathering.title = (core.findtext(f"{_DC}title") or "").strip()
        dates = DocumentDates(
            created=_date(core.findtext(f"{_DCTERMS}created")),
            modified=_date(core.findtext(f"{_DCTERMS}modified")),
        )
    if application is not None:
        gathering.creator_tool = application.findtext(_APPLICATION) or ""
    gathering.has_macros = any(name.casefold().endswith(_VBA_PARTS) for name in document.package.names)
    facts = replace(gathering.facts(), package=opc.check_package(document))
    return OfficeReading(facts, dates, tuple(gathering.notes))


def _read_main_part(document: OpenXml, main: str | None) -> Gathering:
    if main is None:
        gathering = Gathering(OfficeKind.DRAWING, is_openxml=True, has_language=False)
        gathering.note("the main part is missing: only the package was read")
        return gathering
    if main.casefold().endswith(".bin"):
        gathering = Gathering(OfficeKind.SHEET, is_openxml=True, has_language=False)
        gathering.note("a binary workbook: only its package was read")
        return gathering
    read = _READERS.get(_root_name(document, main))
    if read is None:
        gathering = Gathering(OfficeKind.DRAWING, is_openxml=True, has_language=False)
        gathering.note("neither text, sheet nor slides: only its package was read")
        return gathering
    return read(document, main)


def _root_name(document: OpenXml, main: str) -> str:
    """Return the name of the main part's root, from its beginning alone."""
    start = b"".join(islice(document.package.pieces(main), 1))[:8_000]
    puller = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
    try:
        puller.feed(transitional(in_utf8(start, main)))
    except etree.XMLSyntaxError as error:
        raise xml_error(error, main) from error
    for _, element in puller.read_events():
        return str(element.tag)
    return ""


_READERS: dict[str, Callable[[OpenXml, str], Gathering]] = {
    f"{W}document": read_word,
    f"{P}presentation": read_powerpoint,
    f"{S}workbook": read_excel,
}


def _read_open_document(path: Path) -> OfficeReading:
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise DamagedError("an empty file")
    if start[:2] == b"PK" or start == bytes.fromhex("d0cf11e0"):
        with Package(path) as package:
            return _odf_reading(odf_package.open_packed(package))
    return _odf_reading(odf_package.open_flat(path))


def _odf_reading(document: OpenDocument) -> OfficeReading:
    body = document.content.find(f"{OFFICE}body")
    inner = next(body.iterchildren("*"), None) if body is not None else None
    kind = _KIND_OF_BODY.get(
        str(inner.tag).removeprefix(OFFICE) if inner is not None else "", OfficeKind.DRAWING
    )
    reader = OdfReader(document, kind)
    gathering = reader.gathering
    base = reader.styles.default(_FAMILY_OF_KIND[kind])
    if not base.language:
        base = reader.styles.default("paragraph")
    gathering.language = base.language or _meta_text(document, f"{_DC}language")
    if inner is None:
        gathering.note("the file holds no content, only styles or nothing")
    elif kind is OfficeKind.TEXT:
        reader.blocks(inner, "Document", "", "transparent")
    elif kind is OfficeKind.SHEET:
        read_sheets(reader, inner)
    else:
        read_slides(reader, inner)
    reader.finish()
    gathering.title = _meta_text(document, f"{_DC}title")
    gathering.creator_tool = _meta_text(document, f"{_META}generator")
    gathering.has_macros = _has_scripts(document)
    dates = DocumentDates(
        created=_date(_meta_text(document, f"{_META}creation-date")),
        modified=_date(_meta_text(document, f"{_DC}date")),
    )
    # Last of all: it takes elements out of the trees
    facts = replace(
        gathering.facts(), package=odf_package.check_package(document), schema=check_validity(document)
    )
    return OfficeReading(facts, dates, tuple(gathering.notes))


_KIND_OF_BODY = {
    "text": OfficeKind.TEXT,
    "spreadsheet": OfficeKind.SHEET,
    "presentation": OfficeKind.SLIDES,
    "drawing": OfficeKind.DRAWING,
}


_FAMILY_OF_KIND = {
    OfficeKind.TEXT: "paragraph",
    OfficeKind.SHEET: "table-cell",
    OfficeKind.SLIDES: "graphic",
    OfficeKind.DRAWING: "graphic",
}


def _meta_text(document: OpenDocument, tag: str) -> str:
    root = document.parts.get("meta.xml")
    meta: Element | None = root.find(f"{OFFICE}meta") if root is not None else None
    return (meta.findtext(tag) or "").strip() if meta is not None else ""


def _has_scripts(document: OpenDocument) -> bool:
    if document.package is None:
        return document.content.find(f"{OFFICE}scripts/{OFFICE}script") is not None
    return any(
        name.startswith(_SCRIPT_FOLDERS)
        and not name.endswith(("script-lc.xml", "script-lb.xml", "dialog-lc.xml"))
        for name in document.package.names
    )


def _date(value: str | None) -> str:
    return (value or "").strip()[:40]
