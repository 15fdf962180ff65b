"""Zip packages: OpenDocument, Office Open XML, OpenOffice 1.x, EPUB, XPS, or only an archive."""

import re
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree

from crawler.documents.errors import EncryptedError, TooLargeError
from crawler.documents.identify import office_xml
from crawler.documents.identify.identified import Identified, Sample
from crawler.documents.identify.parts import part, root_of
from rules.formats import FORMATS, format_made

_ENTRIES_MAX = 50_000
_ODF = "application/vnd.oasis.opendocument."
_SUN = "application/vnd.sun.xml."
_ODF_KINDS = {
    "text": "odt",
    "text-web": "odt",
    "text-master": "odm",
    "spreadsheet": "ods",
    "presentation": "odp",
    "graphics": "odg",
    "base": "odb",
    "database": "odb",
    "formula": "odf",
    "chart": "odc",
}
_SUN_KINDS = {"writer": "sxw", "calc": "sxc", "impress": "sxi", "draw": "sxd"}
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_MIMETYPE = re.compile(rb"PK\x03\x04.{22}\x08\x00..mimetype(application/[\w.+-]+?)(?=PK|$|\x00)", re.DOTALL)
_LIBRARY = re.compile(r"Basic/[^/]+/(?!script-l[bc]\.xml)[^/]+\.xml")


def begins(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def look(sample: Sample) -> Identified:
    try:
        with zipfile.ZipFile(sample.path) as archive:
            return _package(archive)
    except TooLargeError as error:
        return Identified(format_made(_guess(sample.head)), excess=error.reason)
    except EncryptedError:
        return Identified(format_made(_guess(sample.head)), is_encrypted=True)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError) as error:
        return Identified(format_made(_guess(sample.head)), damage=f"{type(error).__name__}: {error}"[:300])
    except (NotImplementedError, RuntimeError, zlib.error, KeyError, UnicodeError) as error:
        return Identified(format_made(_guess(sample.head)), damage=f"{type(error).__name__}: {error}"[:300])


def _package(archive: zipfile.ZipFile) -> Identified:
    names = archive.namelist()
    if len(names) > _ENTRIES_MAX:
        raise TooLargeError(f"the archive has {len(names)} entries")
    known = frozenset(names)
    if "mimetype" in known:
        media_type = part(archive, "mimetype", 256).decode("latin-1").strip()
        if (found := _by_media_type(archive, known, media_type)) is not None:
            return found
    if "[Content_Types].xml" in known:
        return office_xml.look(archive, known)
    if "content.xml" in known and (found := _without_media_type(archive, known)) is not None:
        return found
    return Identified(format_made(_other(known)))


def _by_media_type(archive: zipfile.ZipFile, names: frozenset[str], media_type: str) -> Identified | None:
    if media_type.startswith(_ODF):
        kind, is_template = _stem(media_type.removeprefix(_ODF), "-template")
        if kind in _ODF_KINDS:
            return _open_document(archive, names, _ODF_KINDS[kind], is_template=is_template)
    elif media_type.startswith(_SUN):
        kind, is_template = _stem(media_type.removeprefix(_SUN), ".template")
        if kind in _SUN_KINDS:
            return Identified(format_made(_SUN_KINDS[kind], is_template=is_template))
    elif media_type == "application/epub+zip":
        return _epub(archive)
    return None


def _stem(kind: str, ending: str) -> tuple[str, bool]:
    return kind.removesuffix(ending), kind.endswith(ending)


def _open_document(
    archive: zipfile.ZipFile, names: frozenset[str], kind: str, *, is_template: bool
) -> Identified:
    manifest = _root(archive, "META-INF/manifest.xml", names)
    is_encrypted = "META-INF/manifest.xml" in names and b"encryption-data" in part(
        archive, "META-INF/manifest.xml"
    )
    content = None if is_encrypted else _root(archive, "content.xml", names)
    version = ""
    if content is not None:
        version = content.get(f"{_OFFICE}version", "")
    if not version and manifest is not None:
        version = manifest.get(f"{_MANIFEST}version", "")
    # Only 1.0 and 1.1 let a file leave the version out.
    version = version if f"{kind}-{version}" in FORMATS else "1.0"
    has_macros = any(
        _LIBRARY.fullmatch(name) or (name.startswith("Scripts/") and not name.endswith("/")) for name in names
    )
    return Identified(
        format_made(f"{kind}-{version}", has_macros=has_macros, is_template=is_template),
        is_encrypted=is_encrypted,
        damage="" if is_encrypted or content is not None or kind == "odb" else "content.xml cannot be read",
    )


def _without_media_type(archive: zipfile.ZipFile, names: frozenset[str]) -> Identified | None:
    """Look at a package that forgot its media type: the content's own root tells the family, the body the kind."""
    root = _root(archive, "content.xml", names)
    if root is None:
        return None
    if root.tag == "{http://openoffice.org/2000/office}document-content":
        kind = root.get("{http://openoffice.org/2000/office}class", "")
        named = {"text": "sxw", "spreadsheet": "sxc", "presentation": "sxi", "drawing": "sxd"}
        return Identified(format_made(named.get(kind, "sxw")))
    if root.tag == f"{_OFFICE}document-content":
        manifest = part(archive, "META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        match = re.search(re.escape(_ODF.encode()) + rb"([a-z-]+)", manifest)
        kind = _ODF_KINDS.get(match[1].decode() if match else "", "odt")
        return _open_document(archive, names, kind, is_template=False)
    return None


def _epub(archive: zipfile.ZipFile) -> Identified:
    version = ""
    try:
        container = root_of(part(archive, "META-INF/container.xml"), whole=True)
        package = next(
            (tag.get("full-path", "") for tag in container.iter("{*}rootfile"))
            if container is not None
            else iter(()),
            "",
        )
        root = root_of(part(archive, package)) if package else None
        version = (root.get("version", "") if root is not None else "")[:8]
    except (KeyError, etree.LxmlError):
        return Identified(format_made("epub"), damage="the package document cannot be read")
    identifier = f"epub-{version[:1]}" if version[:1] in {"2", "3"} else "epub"
    return Identified(format_made(identifier, version=version))


def _other(names: frozenset[str]) -> str:
    tests: tuple[tuple[Callable[[str], bool], str], ...] = (
        (lambda name: name.endswith((".iwa", "index.apxl")) or name == "buildVersionHistory.plist", "iwork"),
        (lambda name: name == "doc.kml", "kmz"),
    )
    for test, identifier in tests:
        if any(test(name) for name in names):
            return identifier
    return "zip"


def _root(archive: zipfile.ZipFile, name: str, names: frozenset[str]) -> "etree._Element | None":
    return root_of(part(archive, name)) if name in names else None


def _guess(head: bytes) -> str:
    """Return what a damaged package was meant to be, as far as its first bytes still tell."""
    match = _MIMETYPE.match(head)
    media_type = match[1].decode() if match else ""
    if media_type.startswith(_ODF):
        kind = _ODF_KINDS.get(_stem(media_type.removeprefix(_ODF), "-template")[0], "")
        if kind:
            return kind
    if media_type == "application/epub+zip":
        return "epub"
    if b"[Content_Types].xml" in head:
        for mark, identifier in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx")):
            if mark in head:
                return identifier
        return "ooxml"
    return "zip"
