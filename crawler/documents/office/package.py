"""The zip package of a document, and XML read from it: nothing is trusted, every size has a cap."""

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self

import olefile
from lxml import etree
from lxml.etree import _Element as Element

from crawler.documents.errors import DamagedError, EncryptedError, TooLargeError

ENTRIES_MAX = 10_000
DIRECTORY_MAX_BYTES = 4 * 1024 * 1024
PART_MAX_BYTES = 48 * 1024 * 1024
STREAMED_PART_MAX_BYTES = 160 * 1024 * 1024
TOTAL_MAX_BYTES = 256 * 1024 * 1024
RATIO_MAX = 600
RATIO_FROM_BYTES = 8 * 1024 * 1024
"""Below this size a high ratio is harmless: an empty table of a thousand rows packs 300 to 1."""

MARKUP_MAX = 2_000_000
"""Elements and attributes in one part; each costs about 100 bytes of memory as a tree."""

_CHUNK_BYTES = 1 << 20
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,  # a place before the file's beginning
    OverflowError,
    RuntimeError,
    UnicodeError,
    ValueError,
    struct.error,
)


class Package:
    """A zip file whose entries are read in pieces, up to the caps above. Closed by `with`.

    Raises EncryptedError, DamagedError and TooLargeError, here and when reading.
    """

    def __init__(self, path: Path) -> None:
        refuse_other_than_zip(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise DamagedError(f"cannot be read: {error.strerror or error}") from error
        except _ZIP_ERRORS as error:
            raise DamagedError(f"not a readable zip file: {error}") from error
        self.infos = self._zip.infolist()
        self._by_name = {info.filename.replace("\\", "/"): info for info in self.infos}
        self._read_bytes = 0
        try:
            self._refuse_bad_directory()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files inside, folders left out."""
        return tuple(name for name in self._by_name if not name.endswith("/"))

    @property
    def names_twice(self) -> tuple[str, ...]:
        """Names that more than one entry has, however they are cased."""
        counts = Counter(info.filename.casefold() for info in self.infos)
        return tuple(sorted(name for name, count in counts.items() if count > 1))

    def info(self, name: str) -> zipfile.ZipInfo | None:
        return self._by_name.get(name)

    def read(self, name: str, max_bytes: int = PART_MAX_BYTES) -> bytes:
        """Return an entry's bytes; KeyError when there is none."""
        return b"".join(self.pieces(name, max_bytes))

    def pieces(self, name: str, max_bytes: int = STREAMED_PART_MAX_BYTES) -> Iterator[bytes]:
        """Yield an entry's bytes piece by piece."""
        info = self._by_name[name]
        size = 0
        try:
            with self._zip.open(info) as source:
                while piece := source.read(_CHUNK_BYTES):
                    size += len(piece)
                    self._count(info, size, len(piece), max_bytes)
                    yield piece
        except _ZIP_ERRORS as error:
            raise DamagedError(f"{name}: {error}") from error

    def parse(self, name: str) -> Element:
        """Return the root of an XML entry; KeyError when there is none."""
        return parse_xml(self.read(name), name)

    def parse_if_there(self, name: str) -> Element | None:
        """Return the root of an XML entry, or None when it is missing or is not well-formed."""
        if name not in self._by_name:
            return None
        try:
            return self.parse(name)
        except DamagedError:
            return None

    def _count(self, info: zipfile.ZipInfo, size: int, piece: int, max_bytes: int) -> None:
        self._read_bytes += piece
        if size > max_bytes:
            raise TooLargeError(f"{info.filename}: more than {max_bytes} bytes unpacked")
        if self._read_bytes > TOTAL_MAX_BYTES:
            raise TooLargeError(f"more than {TOTAL_MAX_BYTES} bytes unpacked in all")
        if size > RATIO_FROM_BYTES and size > RATIO_MAX * max(info.compress_size, 1):
            raise TooLargeError(f"{info.filename}: packed more than {RATIO_MAX} to 1")

    def _refuse_bad_directory(self) -> None:
        if len(self.infos) > ENTRIES_MAX:
            raise TooLargeError(f"more than {ENTRIES_MAX} entries")
        if not self.infos:
            raise DamagedError("an empty zip file")
        for info in self.infos:
            name = info.filename.replace("\\", "/")
            if name.startswith("/") or ".." in name.split("/") or "\0" in name:
                raise DamagedError(f"an entry's name leads out of the package: {name[:100]!r}")
            if info.flag_bits & 0x1:
                raise EncryptedError("entries of the zip file are encrypted")
            if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise DamagedError(f"{name[:100]!r} is packed in a way documents do not allow")


def refuse_other_than_zip(path: Path) -> None:
    """Raise the right DocumentError for a file that is no zip file, or whose directory is too large to load."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
            if not start:
                raise DamagedError("an empty file")
            if start == _OLE2:
                _refuse_ole2(path)
            if start[:2] != b"PK":
                raise DamagedError("not a zip file")
            if _directory_bytes(file) > DIRECTORY_MAX_BYTES:
                raise TooLargeError(f"a zip directory of more than {DIRECTORY_MAX_BYTES} bytes")
    except OSError as error:
        raise DamagedError(f"cannot be read: {error.strerror or error}") from error


def _refuse_ole2(path: Path) -> None:
    """Office Open XML with a password is wrapped in the older container."""
    try:
        with olefile.OleFileIO(str(path)) as container:
            is_encrypted = container.exists("EncryptedPackage")
    except Exception as error:  # olefile raises nearly anything on damaged containers
        raise DamagedError(f"a damaged OLE2 container: {error}"[:200]) from error
    if is_encrypted:
        raise EncryptedError("an Office document with a password")
    raise DamagedError("an OLE2 container, not a zip file")


def _directory_bytes(file: IO[bytes]) -> int:
    """Return the size of the zip's central directory as its end record states it; zipfile loads it whole."""
    size = file.seek(0, 2)
    tail_start = max(0, size - 65_557 - 20)
    file.seek(tail_start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        raise DamagedError("the end of the zip file is missing")
    stated = int(struct.unpack_from("<L", tail, at + 12)[0])
    locator = tail.rfind(b"PK\x06\x07", 0, at)
    if locator < 0 or locator + 16 > len(tail):
        return stated
    offset = int(struct.unpack_from("<Q", tail, locator + 8)[0])
    if offset + 56 > size:
        raise DamagedError("the end of the zip file is damaged")
    file.seek(offset)
    record = file.read(56)
    return int(struct.unpack_from("<Q", record, 40)[0]) if record[:4] == b"PK\x06\x06" else stated


def parser() -> etree.XMLParser:
    """Return a parser that expands and loads nothing; libxml2's own caps on depth and text length stay on."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def parse_xml(data: bytes, part: str) -> Element:
    """Return the root of an XML part. Names of the strict form of Office Open XML become those of the transitional."""
    data = in_utf8(data, part)
    markup = data.count(b"<") + data.count(b'="') + data.count(b"='")
    if markup > MARKUP_MAX:
        raise TooLargeError(f"{part}: more than {MARKUP_MAX} elements and attributes")
    try:
        return etree.fromstring(transitional(data), parser())
    except etree.XMLSyntaxError as error:
        raise xml_error(error, part) from error
    except ValueError as error:
        raise DamagedError(f"{part}: {error}") from error


def xml_error(error: etree.XMLSyntaxError, part: str) -> DamagedError | TooLargeError:
    """Return what an XML error means: libxml2's caps are caps of ours."""
    message = f"{part}: {error.msg}"[:200]
    if any(
        word in message.lower()
        for word in ("depth", "too long", "huge", "too large", "too many", "loop", "amplif")
    ):
        return TooLargeError(message)
    return DamagedError(f"not well-formed XML in {message}")


def in_utf8(data: bytes, part: str) -> bytes:
    """Return UTF-16 as UTF-8, so that bytes can be counted and replaced; anything else as it is."""
    if data[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        return data
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise DamagedError(f"{part}: {error}") from error
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    return text.encode()


_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/presentationml/main",
        b"http://schemas.openxmlformats.org/presentationml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/picture",
        b"http://schemas.openxmlformats.org/drawingml/2006/picture",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/chart",
        b"http://schemas.openxmlformats.org/drawingml/2006/chart",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/diagram",
        b"http://schemas.openxmlformats.org/drawingml/2006/diagram",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


def transitional(data: bytes) -> bytes:
    """Return XML with the namespaces of ISO/IEC 29500 strict replaced by the transitional ones."""
    if _STRICT not in data:
        return data
    for strict, loose in _TRANSITIONAL_NAMES:
        data = data.replace(strict, loose)
    return data


def stream(package: Package, name: str, tags: tuple[str, ...]) -> Iterator[Element]:
    """Yield the ended elements of an XML entry that have one of `tags`, as they are read.

    The caller clears what it has used, so that a large sheet never stands in memory whole.
    """
    puller = etree.XMLPullParser(
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for piece in package.pieces(name):
            puller.feed(transitional(piece))
            for _, element in puller.read_events():
                yield element
        puller.close()
    except etree.XMLSyntaxError as error:
        raise xml_error(error, name) from error
