"""Packages of OpenDocument: entries, manifest and versions, and the packaging rules of ODF part 2."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml.etree import _Element as Element

from crawler.documents.errors import DamagedError, EncryptedError, TooLargeError
from crawler.documents.office.package import PART_MAX_BYTES, Package, parse_xml
from rules.office_evidence import ITEMS_MAX, PackageFacts, PackageFault, PackageFaultKind

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
MANIFEST_NAME = "META-INF/manifest.xml"
_MIMETYPE_NAME = "mimetype"
_VERSIONED = frozenset({"content.xml", "styles.xml", "meta.xml", "settings.xml"})
_FIRST_VERSION_STATED = ("1.2", "1.3", "1.4")


class OpenDocument:
    """The XML parts of an OpenDocument file, packed or flat; `package` is None for a flat one."""

    def __init__(self, package: Package | None, parts: dict[str, Element]) -> None:
        self.package = package
        self.parts = parts
        self.manifest = package.parse_if_there(MANIFEST_NAME) if package is not None else None
        if (
            self.manifest is not None
            and next(self.manifest.iter(f"{MANIFEST}encryption-data"), None) is not None
        ):
            raise EncryptedError("an OpenDocument file with a password")

    @property
    def content(self) -> Element:
        return self.parts["content.xml"]

    @property
    def version(self) -> str:
        """The version of OpenDocument that the content states, "" when it states none."""
        return self.content.get(f"{OFFICE}version") or ""

    def media_types(self) -> dict[str, str]:
        """Return the media type of each entry in the manifest, by its path."""
        if self.manifest is None:
            return {}
        return {
            (entry.get(f"{MANIFEST}full-path") or ""): entry.get(f"{MANIFEST}media-type") or ""
            for entry in self.manifest.iter(f"{MANIFEST}file-entry")
        }


def open_packed(package: Package) -> OpenDocument:
    """Return the document of a zip package; DamagedError when it has no readable content.

    A template may hold styles alone (ODF part 2, 3.3); they then stand for the content.
    """
    document = OpenDocument(package, {})  # first of all: encrypted parts are no XML
    main = "content.xml" if "content.xml" in package else "styles.xml"
    if main not in package:
        raise DamagedError("the package holds neither content.xml nor styles.xml")
    document.parts["content.xml"] = package.parse(main)
    for name in ("styles.xml", "meta.xml"):
        root = package.parse_if_there(name)
        if root is not None:
            document.parts[name] = root
    return document


def open_flat(path: Path) -> OpenDocument:
    """Return a flat document: one XML file that holds content, styles and metadata."""
    if path.stat().st_size > PART_MAX_BYTES:
        raise TooLargeError(f"a flat file of more than {PART_MAX_BYTES} bytes")
    root = parse_xml(path.read_bytes(), path.name[:100])
    if root.tag != f"{OFFICE}document":
        raise DamagedError("neither a zip file nor a flat OpenDocument file")
    return OpenDocument(None, dict.fromkeys(("content.xml", "styles.xml", "meta.xml"), root))


def check_package(document: OpenDocument) -> PackageFacts:
    """Return how the package keeps the packaging rules; a flat file has none to keep."""
    package = document.package
    if package is None:
        return PackageFacts()
    faults = [
        *_mimetype_faults(package, document),
        *_manifest_faults(package, document),
        *_version_faults(document),
    ]
    faults.extend(PackageFault(PackageFaultKind.NAME_TWICE, name[:200]) for name in package.names_twice)
    return PackageFacts(len(package.names), len(faults), tuple(faults[:ITEMS_MAX]))


def _mimetype_faults(package: Package, document: OpenDocument) -> Iterator[PackageFault]:
    info = package.info(_MIMETYPE_NAME)
    if info is None:
        yield PackageFault(PackageFaultKind.MIMETYPE_MISSING, _MIMETYPE_NAME)
        return
    if package.infos[0] is not info or info.header_offset != 0:
        yield PackageFault(PackageFaultKind.MIMETYPE_NOT_FIRST, _MIMETYPE_NAME)
    if info.compress_type != zipfile.ZIP_STORED:
        yield PackageFault(PackageFaultKind.MIMETYPE_COMPRESSED, _MIMETYPE_NAME)
    stated = package.read(_MIMETYPE_NAME, 1_000).decode("ascii", "replace") if info.file_size < 1_000 else "?"
    listed = document.media_types().get("/")
    if listed is not None and listed != stated:
        yield PackageFault(PackageFaultKind.MIMETYPE_OTHER, _MIMETYPE_NAME, f"{stated[:90]} / {listed[:90]}")


def _manifest_faults(package: Package, document: OpenDocument) -> Iterator[PackageFault]:
    if document.manifest is None:
        kind = (
            PackageFaultKind.PART_UNREADABLE
            if MANIFEST_NAME in package
            else PackageFaultKind.MANIFEST_MISSING
        )
        yield PackageFault(kind, MANIFEST_NAME)
        return
    listed = document.media_types()
    names = frozenset(package.names)
    for name in sorted(names - listed.keys()):
        # ODF 1.2 part 3, 3.2: mimetype and what lies in META-INF need no entry
        if name != _MIMETYPE_NAME and not name.startswith("META-INF/"):
            yield PackageFault(PackageFaultKind.FILE_NOT_IN_MANIFEST, name[:200])
    for name in sorted(listed.keys() - names):
        if name and not name.endswith("/"):
            yield PackageFault(PackageFaultKind.MANIFEST_ENTRY_MISSING, name[:200])


def _version_faults(document: OpenDocument) -> Iterator[PackageFault]:
    versions = {
        name: root.get(f"{OFFICE}version") for name, root in document.parts.items() if name in _VERSIONED
    }
    stated = {version for version in versions.values() if version}
    manifest_version = document.manifest.get(f"{MANIFEST}version") if document.manifest is not None else None
    if manifest_version:
        stated.add(manifest_version)
    if not stated:
        return  # OpenDocument 1.0 and 1.1 need not state their version
    for name, version in sorted(versions.items()):
        if version is None and max(stated) in _FIRST_VERSION_STATED:
            yield PackageFault(PackageFaultKind.VERSION_MISSING, name)
    if len(stated) > 1:
        yield PackageFault(PackageFaultKind.VERSIONS_DIFFER, "content.xml", ", ".join(sorted(stated))[:200])
