"""Pictures, sound, film, archives, databases and drawings: known by their first bytes."""

import re
import struct
import zlib
from collections.abc import Callable, Iterator

from crawler.documents.identify.identified import Identified, Sample
from rules.formats import FORMATS, format_made

_PNG = b"\x89PNG\r\n\x1a\n"
_SQLITE = b"SQLite format 3\x00"
_ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_INDESIGN = bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d")
_ONENOTE = bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3")

_PLAIN: tuple[tuple[bytes, int, str], ...] = (
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", 0, "jxl"),
    (b"\xff\x0a", 0, "jxl-codestream"),
    (b"\x00\x00\x00\x0cjP  ", 0, "jp2"),
    (b"GIF87a", 0, "gif-87a"),
    (b"GIF89a", 0, "gif-89a"),
    (b"8BPS\x00\x01", 0, "psd"),
    (b"\x00\x00\x01\x00", 0, "ico"),
    (_INDESIGN, 0, "indd"),
    (b"7z\xbc\xaf\x27\x1c", 0, "7z"),
    (b"BZh", 0, "bzip2"),
    (b"\xfd7zXZ\x00", 0, "xz"),
    (b"Rar!\x1a\x07\x01\x00", 0, "rar-5"),
    (b"Rar!\x1a\x07\x00", 0, "rar"),
    (b"ustar", 257, "tar"),
    (b"fLaC", 0, "flac"),
    (_ASF, 0, "wma"),
    (b"FLV\x01", 0, "flv"),
    (b"\x00\x01\x00\x00Standard ACE DB", 0, "accdb"),
    (b"\x00\x01\x00\x00Standard Jet DB", 0, "mdb"),
    (b"\x00\x00\x27\x0a", 0, "shapefile"),
    (b"\xffWPC", 0, "wordperfect"),
    (_ONENOTE, 0, "onenote"),
    (b"BOOKMOBI", 60, "mobi"),
)
_OGG = (
    (b"\x01vorbis", "ogg-vorbis"),
    (b"OpusHead", "ogg-opus"),
    (b"\x80theora", "ogg-theora"),
    (b"\x7fFLAC", "ogg-flac"),
    (b"Speex   ", "ogg-speex"),
)
_BRANDS = {
    b"qt  ": "mov",
    b"M4A ": "m4a",
    b"M4B ": "m4a",
    b"avif": "avif",
    b"avis": "avif",
    b"heic": "heif",
    b"heix": "heif",
    b"mif1": "heif",
    b"msf1": "heif",
    b"jp2 ": "jp2",
}
_DWG = re.compile(rb"AC10\d\d|AC1\.\d\d|AC2\.\d\d")
_DWG_VERSIONS = {
    b"AC1009": "dwg-r11-12",
    b"AC1012": "dwg-r13",
    b"AC1014": "dwg-r14",
    b"AC1015": "dwg-2000",
    b"AC1018": "dwg-2004",
    b"AC1021": "dwg-2007",
    b"AC1024": "dwg-2010",
    b"AC1027": "dwg-2013",
    b"AC1032": "dwg-2018",
}
_DXF = re.compile(
    rb"\A(?:999\r?\n[^\r\n]*\r?\n)*\s*0\r?\nSECTION\r?\n\s*2\r?\n(?:HEADER|ENTITIES|CLASSES|TABLES)\r?\n"
)
_POSTSCRIPT = re.compile(rb"%!PS-Adobe-(\d\.\d)(?: EPSF-(\d\.\d))?")
_EXIF_VERSION = re.compile(rb"(?:\x90\x00\x00\x07\x00\x00\x00\x04|\x00\x90\x07\x00\x04\x00\x00\x00)(\d{4})")
_EXIF = {
    b"0200": "jpeg-exif-2.0",
    b"0210": "jpeg-exif-2.1",
    b"0220": "jpeg-exif-2.2",
    b"0221": "jpeg-exif-2.2.1",
}
_JFIF_BYTES = 13
"""As far as its version."""
_TIFF_GEO_KEYS = 34_735
_BMP_HEADERS = {40: "bmp-3", 108: "bmp-4", 124: "bmp-5"}
_DBF_LEVEL = 0x03


def begins(head: bytes) -> bool:
    return _identifier(head) != ""


def look(sample: Sample) -> Identified | None:
    identifier = _identifier(sample.head)
    return Identified(format_made(identifier)) if identifier in FORMATS else None


def _identifier(head: bytes) -> str:
    for mark, at, identifier in _PLAIN:
        if head.startswith(mark, at):
            return identifier
    for start, look in _CLOSER:
        if head.startswith(start):
            return look(head)
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if head[4:8] in {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"} and b"moov" in head:
        return "mov"
    if _DWG.match(head):
        return _DWG_VERSIONS.get(head[:6], "dwg")
    if _DXF.match(head):
        return "dxf"
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] & 0xF0 not in {0x00, 0xF0}:
        return "mp3"
    return "dbf" if _is_dbf(head) else ""


def _png(head: bytes) -> str:
    kinds = set(_png_chunks(head))
    if b"iTXt" in kinds:
        return "png-1.2"
    return "png-1.1" if kinds & {b"iCCP", b"sPLT", b"sRGB"} else "png-1.0"


def _png_chunks(head: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 8 <= len(head):
        length = struct.unpack_from(">I", head, at)[0]
        yield head[at + 4 : at + 8]
        at += length + 12


def _jpeg(head: bytes) -> str:
    if head[3:4] == b"\xe0" and head[6:11] == b"JFIF\x00" and len(head) >= _JFIF_BYTES:
        version = f"{head[11]}.{head[12]:02}"
        return f"jpeg-{version}" if f"jpeg-{version}" in FORMATS else "jpeg-1.02"
    if head[3:4] == b"\xe1" and head[6:10] == b"Exif" and (match := _EXIF_VERSION.search(head)):
        return _EXIF.get(match[1], "jpeg")
    return "jpeg"


def _riff(head: bytes) -> str:
    match head[8:12]:
        case b"WAVE":
            return _wave(head)
        case b"AVI ":
            return "avi"
        case b"WEBP":
            kinds = {b"VP8 ": "webp-lossy", b"VP8L": "webp-lossless", b"VP8X": "webp-extended"}
            return kinds.get(head[12:16], "webp-extended")
    return ""


def _wave(head: bytes) -> str:
    at = head.find(b"fmt ", 12)
    if at < 0 or at + 10 > len(head):
        return "wav"
    size, kind = struct.unpack_from("<IH", head, at + 4)
    if kind == 0xFFFE:
        return "wav-extensible"
    if size == 16:
        return "wav-pcm" if kind == 1 else "wav"
    return "wav-ex"


def _ogg(head: bytes) -> str:
    found = [(head.find(mark, 0, 4096), identifier) for mark, identifier in _OGG]
    # Film comes with sound: the picture's codec names the file.
    by_place = sorted((place, identifier) for place, identifier in found if place >= 0)
    if any(identifier == "ogg-theora" for _, identifier in by_place):
        return "ogg-theora"
    return by_place[0][1] if by_place else "ogg"


def _tiff(head: bytes) -> str:
    order = "<" if head.startswith(b"II") else ">"
    try:
        at = struct.unpack_from(f"{order}I", head, 4)[0]
        count = struct.unpack_from(f"{order}H", head, at)[0]
        tags = {
            struct.unpack_from(f"{order}H", head, at + 2 + 12 * number)[0]
            for number in range(min(count, 500))
        }
    except struct.error:
        return "tiff"
    return "geotiff" if _TIFF_GEO_KEYS in tags else "tiff"


def _bitmap(head: bytes) -> str:
    if len(head) < 30:
        return ""
    return _BMP_HEADERS.get(struct.unpack_from("<I", head, 14)[0], "")


def _matroska(head: bytes) -> str:
    return "webm" if b"webm" in head[:64] else "matroska"


def _sqlite(head: bytes) -> str:
    return "geopackage" if head[68:70] == b"GP" else "sqlite"


def _gzip(head: bytes) -> str:
    try:
        start = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 4096)
    except zlib.error:
        return "gzip"
    return "svgz" if b"<svg" in start else "gzip"


def _postscript(head: bytes) -> str:
    match = _POSTSCRIPT.match(head)
    if match is None:
        return "postscript"
    named = f"eps-{match[2].decode()}" if match[2] else f"postscript-{match[1].decode()}"
    return named if named in FORMATS else "postscript"


def _mpeg(head: bytes) -> str:
    return "mpeg-ps" if len(head) > 4 and head[4] & 0xC0 == 0x40 else "mpeg-1-ps"


def _iso_media(head: bytes) -> str:
    size = struct.unpack_from(">I", head)[0]
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(size, 64), 4))]
    if brands[0] in _BRANDS:
        found = _BRANDS[brands[0]]
        return "avif" if found == "heif" and b"avif" in brands else found
    return "mp4"


def _is_dbf(head: bytes) -> bool:
    if len(head) < 65 or head[0] != _DBF_LEVEL:
        return False
    _, month, day = head[1:4]
    header_bytes = struct.unpack_from("<H", head, 8)[0]
    return 1 <= month <= 12 and 1 <= day <= 31 and header_bytes % 32 == 1 and head[43:44] in b"CDLMN"


_CLOSER: tuple[tuple[bytes, Callable[[bytes], str]], ...] = (
    (_PNG, _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"RIFF", _riff),
    (b"OggS", _ogg),
    (b"II*\x00", _tiff),
    (b"MM\x00*", _tiff),
    (b"BM", _bitmap),
    (b"\x1a\x45\xdf\xa3", _matroska),
    (_SQLITE, _sqlite),
    (b"\x1f\x8b", _gzip),
    (b"%!PS", _postscript),
    (b"\x00\x00\x01\xba", _mpeg),
    (b"ID3", lambda _: "mp3"),
)
