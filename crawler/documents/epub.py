"""Reads e-books (EPUB 2 and 3): metadata, navigation, language and the alternatives of images."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml.etree import _Element as Element

from crawler.documents.errors import DamagedError, EncryptedError
from crawler.documents.office.gather import Kept, Sightings, count_letters, cut
from crawler.documents.office.package import Package
from rules.document_evidence import DocumentDates
from rules.office_evidence import (
    ITEMS_MAX,
    EpubFacts,
    EpubImage,
    EpubStatement,
    PackageFacts,
    PackageFault,
    PackageFaultKind,
    Spot,
)

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_MEDIA_TYPE = "application/epub+zip"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPS = "{http://www.idpf.org/2007/ops}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_ROOT_FILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ENCRYPTION_METHOD = "{http://www.w3.org/2001/04/xmlenc#}EncryptionMethod"
_FONT_METHODS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_TEXT_TYPES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_TEXTS_MAX = 1_000
_METADATA_MAX = 60


@dataclass(frozen=True, slots=True)
class EpubReading:
    """What reading an e-book gave. `notes` say what was not read, and why."""

    facts: EpubFacts
    dates: DocumentDates
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    media_type: str
    properties: frozenset[str]


def read_epub(path: Path) -> EpubReading:
    """Return the facts of an e-book.

    Raises EncryptedError, DamagedError and TooLargeError of `crawler.documents.errors`.
    """
    with Package(path) as package:
        return _Book(package).read()


class _Book:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._refuse_encrypted()
        self._faults = list(_package_faults(package))
        self._root_name = self._find_root()
        self._root = package.parse(self._root_name)
        self._items = dict(self._read_items())
        self._images: Kept[EpubImage] = Kept()
        self._without_language = Sightings()
        self._letters = 0
        self._notes: list[str] = []

    def read(self) -> EpubReading:
        texts = [item for item in self._items.values() if item.media_type in _TEXT_TYPES]
        if len(texts) > _TEXTS_MAX:
            self._notes.append(f"texts after number {_TEXTS_MAX} were not read")
        for item in texts[:_TEXTS_MAX]:
            self._read_text(item)
        metadata = dict.fromkeys(self._metadata())
        facts = EpubFacts(
            language=self._metadata_text("language"),
            version=(self._root.get("version") or "")[:20],
            title=cut(self._metadata_text("title")),
            has_navigation=any(map(self._is_navigation, self._items.values())),
            has_ncx=any(map(self._is_ncx, self._items.values())),
            metadata=tuple(metadata)[:_METADATA_MAX],
            text_count=len(texts),
            texts_without_language=self._without_language.seen(),
            images=tuple(self._images.items),
            image_count=self._images.count,
            letters=self._letters,
            package=PackageFacts(
                max(len(self._package.names), 1), len(self._faults), tuple(self._faults[:ITEMS_MAX])
            ),
        )
        modified = next((item.value for item in metadata if item.name == "dcterms:modified"), "")
        dates = DocumentDates(created=self._metadata_text("date")[:40], modified=modified[:40])
        return EpubReading(facts, dates, tuple(self._notes))

    def _refuse_encrypted(self) -> None:
        root = self._package.parse_if_there(_ENCRYPTION)
        if root is None:
            return
        methods = {element.get("Algorithm") or "" for element in root.iter(_ENCRYPTION_METHOD)}
        if methods - set(_FONT_METHODS):
            raise EncryptedError("an e-book with copy protection")

    def _find_root(self) -> str:
        container = self._package.parse_if_there(_CONTAINER)
        named = next(container.iter(_ROOT_FILE), None) if container is not None else None
        name = (named.get("full-path") or "") if named is not None else ""
        if name not in self._package:
            name = next((other for other in self._package.names if other.endswith(".opf")), "")
        if not name:
            raise DamagedError("the e-book has no package file")
        return name

    def _read_items(self) -> Iterator[tuple[str, _Item]]:
        folder = posixpath.dirname(self._root_name)
        for element in self._root.iterfind(f"{_OPF}manifest/{_OPF}item"):
            href = unquote((element.get("href") or "").split("#", 1)[0])
            if not href or "://" in href:
                continue
            name = posixpath.normpath(posixpath.join(folder, href))
            if name not in self._package:
                fault = PackageFault(PackageFaultKind.MANIFEST_ENTRY_MISSING, name[:200])
                self._faults.append(fault)
                continue
            properties = frozenset((element.get("properties") or "").split())
            yield element.get("id") or name, _Item(name, element.get("media-type") or "", properties)

    def _read_text(self, item: _Item) -> None:
        root = self._package.parse_if_there(item.name)
        if root is None:
            self._faults.append(PackageFault(PackageFaultKind.PART_UNREADABLE, item.name[:200]))
            self._notes.append(f"{item.name[:200]} could not be read")
            return
        body = root.find(f"{_XHTML}body")
        letters = sum(count_letters(str(text)) for text in body.itertext()) if body is not None else 0
        self._letters += letters
        has_language = any(
            holder.get(_XML_LANGUAGE) or holder.get("lang") for holder in (root, body) if holder is not None
        )
        if letters and not has_language:
            self._without_language.add(Spot(item.name[:200], "Book > Text"))
        for number, image in enumerate(root.iter(f"{_XHTML}img"), start=1):
            self._read_image(item, number, image)

    def _read_image(self, item: _Item, number: int, image: Element) -> None:
        source = unquote(posixpath.basename(image.get("src") or ""))[:200]
        alt = image.get("alt")
        if alt is None and (image.get("aria-label") or image.get("title")):
            alt = image.get("aria-label") or image.get("title")
        is_decorative = image.get("role") in {"presentation", "none"} or image.get("aria-hidden") == "true"
        spot = Spot(f"{item.name[:200]}: image {number}", "Book > Text > Image")
        self._images.add(EpubImage(spot, None if alt is None else cut(alt), source, is_decorative))

    def _is_navigation(self, item: _Item) -> bool:
        if "nav" not in item.properties:
            return False
        root = self._package.parse_if_there(item.name)
        return root is not None and any(
            "toc" in (nav.get(f"{_OPS}type") or "").split() and next(nav.iter(f"{_XHTML}a"), None) is not None
            for nav in root.iter(f"{_XHTML}nav")
        )

    def _is_ncx(self, item: _Item) -> bool:
        if item.media_type != "application/x-dtbncx+xml":
            return False
        root = self._package.parse_if_there(item.name)
        return root is not None and next(root.iter(f"{_NCX}navPoint"), None) is not None

    def _metadata(self) -> Iterator[EpubStatement]:
        """Yield accessibility metadata, in the form of EPUB 3 and of EPUB 2."""
        for element in self._root.iterfind(f"{_OPF}metadata/{_OPF}meta"):
            name = element.get("property") or element.get("name") or ""
            value = element.text if element.get("property") else element.get("content")
            if name.startswith(("schema:", "dcterms:", "a11y:")) and (value or "").strip():
                yield EpubStatement(name[:100], cut(value or ""))
        for element in self._root.iterfind(f"{_OPF}metadata/{_OPF}link"):
            if (element.get("rel") or "") == "dcterms:conformsTo" and element.get("href"):
                yield EpubStatement("dcterms:conformsTo", cut(element.get("href") or ""))

    def _metadata_text(self, name: str) -> str:
        for element in self._root.iterfind(f"{_OPF}metadata/{_DC}{name}"):
            if (element.text or "").strip():
                return (element.text or "").strip()
        return ""


def _package_faults(package: Package) -> Iterator[PackageFault]:
    info = package.info("mimetype")
    if info is None:
        yield PackageFault(PackageFaultKind.MIMETYPE_MISSING, "mimetype")
    else:
        if package.infos[0] is not info:
            yield PackageFault(PackageFaultKind.MIMETYPE_NOT_FIRST, "mimetype")
        if info.compress_type != zipfile.ZIP_STORED:
            yield PackageFault(PackageFaultKind.MIMETYPE_COMPRESSED, "mimetype")
        stated = package.read("mimetype", 1_000).decode("ascii", "replace") if info.file_size < 1_000 else "?"
        if stated != _MEDIA_TYPE:
            yield PackageFault(PackageFaultKind.MIMETYPE_OTHER, "mimetype", cut(stated, 90))
    if _CONTAINER not in package:
        yield PackageFault(PackageFaultKind.CONTAINER_MISSING, _CONTAINER)
    for name in package.names_twice:
        yield PackageFault(PackageFaultKind.NAME_TWICE, name[:200])
