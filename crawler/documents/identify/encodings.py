"""The encoding of text: by its mark, else UTF-8 where that fits, else Windows' Western code page where that does."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes({*range(32)} - {9, 10, 12, 13, 27})
_NOT_WINDOWS_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_UTF_16_SHARE = 0.3


def encoding_of(head: bytes) -> str:
    """Return the encoding of text that begins with `head`, or "" for what is no text."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\x00" in head[:4096]:
        return _unmarked_utf_16(head[:4096])
    if any(byte in head for byte in _CONTROLS):
        return ""
    if head.isascii():
        return "ascii"
    try:
        # The last character may be cut in two where the head ends.
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "" if any(byte in head for byte in _NOT_WINDOWS_1252) else "windows-1252"
    return "utf-8"


def decoded(text: bytes, encoding: str) -> str | None:
    """Return text in words, or None where it is none; a character cut in two at the end is dropped."""
    if not encoding:
        return None
    try:
        return codecs.getincrementaldecoder(encoding)().decode(text)
    except UnicodeError:
        return None


def _unmarked_utf_16(head: bytes) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    least = len(head) / 2 * _UTF_16_SHARE
    if odd > least and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if even > least and odd < even / 10 else ""
