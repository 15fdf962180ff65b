"""Says from its address or media type whether something is a page, a document, a part of a page, or none of them."""

from enum import StrEnum
from posixpath import splitext
from urllib.parse import unquote, urlsplit


class Medium(StrEnum):
    """What an address leads to."""

    PAGE = "page"
    DOCUMENT = "document"
    PART = "part"
    OTHER = "other"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DOCUMENT_EXTENSIONS = _words(
    """
    pdf doc docx docm dot dotx dotm xls xlsx xlsm xlsb xlt xltx xltm ppt pptx pptm pps ppsx ppsm pot
    potx potm odt ott ods ots odp otp odg otg odf fodt fods fodp fodg sxw stw sxc stc sxi sti sxd std
    rtf csv tsv zip epub mobi pages numbers key vsd vsdx pub mpp xps
    """
)
_PART_EXTENSIONS = _words(
    """
    png jpg jpeg jfif gif webp avif svg svgz bmp ico tif tiff heic css js mjs cjs map woff woff2 ttf
    otf eot
    """
)
_OTHER_EXTENSIONS = _words(
    """
    mp3 m4a ogg oga wav flac aac mp4 m4v mov avi wmv webm mkv mpg mpeg ogv flv swf vtt srt exe msi
    dmg iso deb rpm apk jar gz tgz bz2 xz 7z rar tar json geojson jsonld rss atom ics vcf txt kml
    kmz gpx gml wasm torrent
    """
)
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_DOCUMENT_TYPES = frozenset(
    {
        "application/pdf",
        "application/x-pdf",
        "application/rtf",
        "text/rtf",
        "text/csv",
        "application/csv",
        "text/tab-separated-values",
        "application/zip",
        "application/x-zip-compressed",
        "application/epub+zip",
        "application/msword",
        "application/vnd.visio",
    }
)
_DOCUMENT_TYPE_PREFIXES = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
    "application/vnd.sun.xml.",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.ms-word",
    "application/vnd.ms-project",
)
_PART_TYPE_PREFIXES = ("image/", "font/", "text/css", "text/javascript", "application/javascript")
_SNIFFED_TYPES = frozenset({"", "application/xml", "text/xml"})


def media_type(header: str) -> str:
    """Return the bare media type of a Content-Type header or a type attribute, in lower case."""
    return header.partition(";")[0].strip().lower()


def medium_of_type(header: str) -> Medium | None:
    """Return what a media type means, or None when only the content can tell."""
    kind = media_type(header)
    if kind in _SNIFFED_TYPES:
        return None
    if kind in _PAGE_TYPES:
        return Medium.PAGE
    if kind in _DOCUMENT_TYPES or kind.startswith(_DOCUMENT_TYPE_PREFIXES):
        return Medium.DOCUMENT
    if kind.startswith(_PART_TYPE_PREFIXES):
        return Medium.PART
    return Medium.OTHER


def medium_of_address(url: str) -> Medium:
    """Return what the path's extension promises; an unknown one may be a page."""
    extension = splitext(unquote(urlsplit(url).path))[1].lstrip(".").lower()
    if extension in _DOCUMENT_EXTENSIONS:
        return Medium.DOCUMENT
    if extension in _PART_EXTENSIONS:
        return Medium.PART
    return Medium.OTHER if extension in _OTHER_EXTENSIONS else Medium.PAGE


def medium_of_link(url: str, declared_type: str) -> Medium:
    """Return what a link leads to: a declared document type beats the extension, and nothing else does."""
    if medium_of_type(declared_type) is Medium.DOCUMENT:
        return Medium.DOCUMENT
    return medium_of_address(url)


def is_xhtml(body: bytes) -> bool:
    """Say whether XML of unknown kind, or content of no declared type, is a web page."""
    start = body[:2048].lower()
    return b"http://www.w3.org/1999/xhtml" in start or b"<!doctype html" in start or b"<html" in start
