"""OLE2 compound files: Word, Excel, PowerPoint and their kin before 2007, and locked Office files of today."""

import struct
from collections.abc import Iterator

import olefile

from crawler.documents.identify.identified import Identified, Sample
from rules.formats import format_made

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE = (
    (b"\x9b\xa5", "doc-1"),
    (b"\xdb\xa5", "doc-2"),
    (b"\x09\x00\x04\x00", "xls-2"),
    (b"\x09\x02\x06\x00", "xls-3"),
    (b"\x09\x04\x06\x00", "xls-4"),
)
"""Documents of the time before compound files."""
_XLW_MARK = b"\x00\x01"

# Words of the formats' own specifications: MS-DOC 2.5.1 (FibBase), MS-XLS 2.4.21 (BOF), MS-PPT 2.3.2 (CurrentUserAtom).
_FIB_VERSION_97 = 0x00C0
_FIB_TEMPLATE, _FIB_ENCRYPTED = 0x0001, 0x0100
_RECORD_BOF, _RECORD_FILEPASS, _RECORD_TEMPLATE = 0x0809, 0x002F, 0x0060
_BIFF_5, _BIFF_8 = 0x0500, 0x0600
_POWERPOINT_ENCRYPTED = 0xF3D1C4DF
_FIRST_RECORDS = 12
_STREAM_HEAD_BYTES = 4096
_STREAMS_MAX = 10_000

_MACRO_STORAGES = frozenset({"macros", "_vba_project_cur", "_vba_project", "vba"})
_PROJECT = {"props8": "mpp-98", "props9": "mpp-2000", "props12": "mpp-2007", "props14": "mpp-2010"}
_PUBLISHER = {b"MSPublisher.1": "pub-2", b"MSPublisher.2": "pub-95", b"MSPublisher.3": "pub"}
_WORD = {b"Word.Document.6": "doc-6", b"Word.Document.7": "doc-6", b"Word.Document.8": "doc-97"}


def begins(head: bytes) -> bool:
    return head.startswith((_MAGIC, *(mark for mark, _ in _BARE)))


def look(sample: Sample) -> Identified | None:
    if not sample.head.startswith(_MAGIC):
        return _bare(sample.head)
    try:
        with olefile.OleFileIO(str(sample.path), raise_defects=olefile.DEFECT_FATAL) as file:
            return _compound(file)
    except (
        OSError,
        ValueError,
        IndexError,
        struct.error,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        return Identified(format_made(_guess(sample.head)), damage=f"{type(error).__name__}: {error}"[:300])


def _bare(head: bytes) -> Identified | None:
    identifier = next(name for mark, name in _BARE if head.startswith(mark))
    if identifier.startswith("xls"):
        # A worksheet says so in its first record; anything else that begins with a tab and a zero does not.
        if head[6:8] == _XLW_MARK and identifier == "xls-4":
            identifier = "xlw-4"
        elif head[6:8] != b"\x10\x00":
            return None
    elif head[18:22] != bytes(4):
        return None
    return Identified(format_made(identifier))


def _guess(head: bytes) -> str:
    """Return what a damaged file was meant to be, from the names of its streams where they can still be seen."""
    for name, identifier in (
        ("WordDocument", "doc"),
        ("Workbook", "xls-97"),
        ("PowerPoint Document", "ppt-97"),
    ):
        if name.encode("utf-16-le") in head:
            return identifier
    return "ole2"


def _compound(file: "olefile.OleFileIO") -> Identified:
    paths = ["/".join(parts).lower() for parts in file.listdir()[:_STREAMS_MAX]]
    names = frozenset(paths)
    has_macros = any(part in _MACRO_STORAGES for path in paths for part in path.split("/")[:-1])
    kind = _head(file, "\x01CompObj") if "\x01compobj" in names else b""
    if "encryptedpackage" in names:
        return Identified(format_made("ooxml-encrypted"), is_encrypted=True)
    if "worddocument" in names:
        return _word(_head(file, "WordDocument"), kind, has_macros=has_macros)
    for name in ("workbook", "book"):
        if name in names:
            return _excel(_head(file, name), has_macros=has_macros)
    if names & {"powerpoint document", "pp40"}:
        return _powerpoint(file, names, kind, has_macros=has_macros)
    return Identified(format_made(_other(file, names, kind), has_macros=has_macros))


def _other(file: "olefile.OleFileIO", names: frozenset[str], kind: bytes) -> str:
    if "__properties_version1.0" in names:
        return "msg"
    if "visiodocument" in names:
        version = _head(file, "VisioDocument")[26:27]
        return {b"\x06": "vsd-2000", b"\x0b": "vsd-2003"}.get(version, "vsd")
    for mark, identifier in _PUBLISHER.items():
        if mark in kind:
            return identifier
    if "quill/quillsub/contents" in names:
        return "pub"
    leaves = {path.rpartition("/")[2].strip() for path in names}
    for number in ("14", "12", "9", "8"):
        if f"props{number}" in leaves or f"MSProject.MPP{number}".encode() in kind:
            return _PROJECT[f"props{number}"]
    return "ole2"


def _word(head: bytes, kind: bytes, *, has_macros: bool) -> Identified:
    if len(head) < 12:
        return Identified(
            format_made("doc", has_macros=has_macros), damage="the document's first stream is cut off"
        )
    version, flags = struct.unpack_from("<2xH6xH", head)
    is_encrypted = bool(flags & _FIB_ENCRYPTED)
    named = next((name for mark, name in _WORD.items() if mark in kind), "")
    identifier = "doc-97" if version >= _FIB_VERSION_97 else "doc-6" if version >= 0x0065 else named or "doc"
    if identifier == "doc-97" and is_encrypted:
        identifier = "doc-97-encrypted"
    elif identifier == "doc-97" and flags & _FIB_TEMPLATE:
        identifier = "dot-97"
    return Identified(format_made(identifier, has_macros=has_macros), is_encrypted=is_encrypted)


def _excel(head: bytes, *, has_macros: bool) -> Identified:
    records = list(_records(head))
    if not records or records[0][0] != _RECORD_BOF or len(records[0][1]) < 4:
        return Identified(format_made("ole2", has_macros=has_macros), damage="the workbook has no beginning")
    bof = records[0][1]
    version = struct.unpack_from("<H", bof)[0]
    is_encrypted = any(record == _RECORD_FILEPASS for record, _ in records)
    if version == _BIFF_5:
        identifier = "xls-5"
    elif any(record == _RECORD_TEMPLATE for record, _ in records):
        identifier = "xlt-97"
    else:
        # The version that saved it last (MS-XLS 2.4.21, verLastXLSaved): 0 is Excel 97.
        saved_by = bof[13] & 0x0F if version == _BIFF_8 and len(bof) >= 14 else 0
        identifier = "xls-2000" if saved_by else "xls-97"
    return Identified(format_made(identifier, has_macros=has_macros), is_encrypted=is_encrypted)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the first records of a workbook: their kind and content."""
    at = 0
    for _ in range(_FIRST_RECORDS):
        if at + 4 > len(stream):
            return
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _powerpoint(
    file: "olefile.OleFileIO", names: frozenset[str], kind: bytes, *, has_macros: bool
) -> Identified:
    if "powerpoint document" not in names:
        return Identified(format_made("ppt-4", has_macros=has_macros))
    if b"PowerPoint.Show.7" in kind:
        return Identified(format_made("ppt-95", has_macros=has_macros))
    user = _head(file, "Current User") if "current user" in names else b""
    is_encrypted = len(user) >= 16 and struct.unpack_from("<I", user, 12)[0] == _POWERPOINT_ENCRYPTED
    return Identified(format_made("ppt-97", has_macros=has_macros), is_encrypted=is_encrypted)


def _head(file: "olefile.OleFileIO", name: str) -> bytes:
    with file.openstream(name) as stream:
        content: bytes = stream.read(_STREAM_HEAD_BYTES)
    return content
