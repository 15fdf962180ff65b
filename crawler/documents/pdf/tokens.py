"""Content streams cut into the few tokens that matter: texts, names, property lists and operators.

Most of a page is numbers and paths. One regular expression runs over them without a token each, which makes this some
ten times faster than reading every operand.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto


class Token(Enum):
    """What a piece of a content stream is. `MODE` is the number before `Tr`; `IMAGE` a whole inline image."""

    STRING = auto()
    HEX = auto()
    ARRAY = auto()
    NAME = auto()
    PROPERTIES = auto()
    MODE = auto()
    OPERATOR = auto()
    IMAGE = auto()


_LITERAL = rb"\((?:[^()\\]++|\\.)*+\)"
_HEX = rb"<[0-9A-Fa-f\s]*+>"
# Operators that neither show, nor mark, nor change what is watched here
_IGNORED = rb"(?:re|[mlcvyhnwJjMidgGkK]|W\*?|ri|rg|RG|cm|T[cwzLs]|d[01])(?![A-Za-z0-9*'\"])"
_TOKEN = re.compile(
    rb"\s*+(?P<MODE>\d++)\s++Tr(?![A-Za-z])"
    rb"|(?P<skipped>(?:[\d.+\-\s\x00]++" + _IGNORED + rb")++|[\d.+\-\s\x00]++|%[^\r\n]*+)"
    rb"|\[(?P<ARRAY>(?:[^\[\]()<>\\%/]++|" + _LITERAL + rb"|" + _HEX + rb")*+)\]"
    rb"|\((?P<STRING>(?:[^()\\]++|\\.)*+)\)"
    rb"|<(?P<HEX>[0-9A-Fa-f\s]*+)>"
    rb"|/(?P<NAME>[^\x00\s()<>\[\]{}/%]*+)"
    rb"|(?P<PROPERTIES><<(?:[^<>()%]++|" + _LITERAL + rb"|" + _HEX + rb")*+>>)"
    rb"|(?P<OPERATOR>[A-Za-z'\"][A-Za-z0-9*'\"]*+)"
    rb"|(?P<other>.)",
    re.DOTALL,
)
_KINDS = {kind.name: kind for kind in Token}
_IMAGE_DATA = re.compile(rb"\bID[\s\x00]")
_IMAGE_END = re.compile(rb"[\s\x00]EI(?=[\s\x00]|$)")
_NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STRING_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))", re.DOTALL)
_ESCAPED = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_IN_ARRAY = re.compile(
    rb"\(((?:[^()\\]++|\\.)*+)\)|<([0-9A-Fa-f\s]*+)>|(-?\d++(?:\.\d*+)?|-?\.\d++)", re.DOTALL
)
_SPACE = re.compile(rb"\s++")

WORD_GAP = 200
"""A step back of this much, in thousandths of the font size, between two pieces of text is a space between words."""


def tokens(content: bytes) -> Iterator[tuple[Token, bytes]]:
    """Yield the tokens of a content stream; what is neither is passed over."""
    position = 0
    while position < len(content):
        for match in _TOKEN.finditer(content, position):
            group = match.lastgroup
            if group == "skipped":
                continue
            if group == "other":
                end, token = _irregular(content, match.start())
                if token is not None:
                    yield token
                if end != match.end():
                    position = end
                    break
                continue
            assert group is not None  # every alternative is a group
            value = match[group]
            if value == b"BI" and group == "OPERATOR":
                yield Token.IMAGE, b""
                position = _after_image(content, match.end())
                break
            yield _KINDS[group], value
        else:
            return


def _irregular(content: bytes, start: int) -> tuple[int, tuple[Token, bytes] | None]:
    """Return where a string or property list with others inside it ends, and the token; else the next byte."""
    if content.startswith(b"<<", start):
        end = _end_of_properties(content, start)
        return end, (Token.PROPERTIES, content[start:end])
    if content.startswith(b"(", start):
        end = _end_of_string(content, start)
        return end, (Token.STRING, content[start + 1 : end - 1])
    return start + 1, None


def _end_of_string(content: bytes, start: int) -> int:
    depth, position = 0, start
    while position < len(content):
        byte = content[position]
        if byte == 0x5C:
            position += 1
        elif byte == 0x28:
            depth += 1
        elif byte == 0x29:
            depth -= 1
            if not depth:
                return position + 1
        position += 1
    return len(content)


_PROPERTY_MARKS = re.compile(rb"<<|>>|\(")


def _end_of_properties(content: bytes, start: int) -> int:
    depth, position = 0, start
    while (match := _PROPERTY_MARKS.search(content, position)) is not None:
        if match[0] == b"(":
            position = _end_of_string(content, match.start())
            continue
        depth += 1 if match[0] == b"<<" else -1
        position = match.end()
        if not depth:
            return position
    return len(content)


def _after_image(content: bytes, start: int) -> int:
    data = _IMAGE_DATA.search(content, start)
    end = _IMAGE_END.search(content, data.end() - 1) if data is not None else None
    return end.end() if end is not None else len(content)


def name_text(raw: bytes) -> str:
    """Return a name as pikepdf gives it, with its slash."""
    if b"#" in raw:
        raw = _NAME_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), raw)
    return "/" + raw.decode("utf-8", "surrogateescape")


def literal(raw: bytes) -> bytes:
    """Return the bytes that a literal string stands for."""
    if b"\\" in raw:
        raw = _STRING_ESCAPE.sub(_unescaped, raw)
    return raw


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return _ESCAPED.get(match[2], match[2])


def hexadecimal(raw: bytes) -> bytes:
    """Return the bytes that a string of hexadecimal digits stands for."""
    digits = _SPACE.sub(b"", raw)
    try:
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        return b""


def shown_pieces(array: bytes) -> list[bytes | None]:
    """Return the strings of a TJ array; None stands for a gap between words."""
    pieces: list[bytes | None] = []
    for text, digits, number in _IN_ARRAY.findall(array):
        if number:
            if float(number) <= -WORD_GAP and pieces and pieces[-1] is not None:
                pieces.append(None)
        elif text:
            pieces.append(literal(text))
        elif digits:
            pieces.append(hexadecimal(digits))
    return pieces
