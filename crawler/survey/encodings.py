"""Turns the bytes of a page into text as a browser would, and forgives what a browser would show as broken."""

import codecs
from dataclasses import dataclass

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

_SNIFFED_BYTES = 65_536
# The HTML standard: a declaration inside the page cannot be in UTF-16 if it could be read at all.
_NOT_DECLARED_INSIDE = ("utf-16", "utf-32")
_LATIN = "cp1252"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text. `is_wrong` says that the page is not in the encoding it declares."""

    text: str
    encoding: str
    is_wrong: bool = False

    @property
    def query_encoding(self) -> str:
        """The encoding in which a browser writes the queries of the page's links; never UTF-16."""
        return "utf-8" if self.encoding.startswith(_NOT_DECLARED_INSIDE) else self.encoding


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Return a page's text: a byte order mark beats the header, the header beats the page, and guessing comes last."""
    bom_encoding, mark = read_bom(body)
    if bom_encoding and mark:
        return Decoded(to_unicode(body[len(mark) :], bom_encoding), bom_encoding)
    declared = http_content_type_encoding(content_type)
    if declared is None:
        inside = html_body_declared_encoding(body)
        declared = "utf-8" if inside and inside.startswith(_NOT_DECLARED_INSIDE) else inside
    encoding = declared or _sniffed(body)
    if codecs.lookup(encoding).name != "utf-8":
        return Decoded(to_unicode(body, encoding), encoding)
    try:
        return Decoded(body.decode(), "utf-8")
    except UnicodeDecodeError:
        # Links and titles are kept readable, byte by byte, so that pages behind a wrong declaration are not lost.
        return Decoded(body.decode("utf-8", _AS_LATIN), "utf-8", is_wrong=declared is not None)


def _sniffed(body: bytes) -> str:
    """Return what an undeclared page is in: UTF-16 shows by its empty bytes, UTF-8 by being valid."""
    start = body[:_SNIFFED_BYTES]
    halves = len(start) // 2
    if halves and start[1::2].count(0) > halves * 0.4:
        return "utf-16-le"
    if halves and start[::2].count(0) > halves * 0.4:
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return _LATIN
    return "utf-8"


def _as_latin(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode(_LATIN, "replace"), error.end


_AS_LATIN = "eftersyn_as_latin"
codecs.register_error(_AS_LATIN, _as_latin)
