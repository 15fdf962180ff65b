"""Content streams cut into the few tokens that matter: what is shown, with which font, under which mark.

Most of a page is numbers and paths. One regular expression runs over them without a token each, and takes an operator
with its operands in one piece, which makes this some twenty times faster than reading every operand.
"""

import re
from binascii import unhexlify
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any


class Token(StrEnum):
    """What a piece of a content stream is; its value is the operand that matters."""

    ARRAY = "ARRAY"
    """The inside of the array that TJ shows."""
    STRING = "STRING"
    """The string that Tj, ' or " shows, with its brackets."""
    FONT = "FONT"
    MODE = "MODE"
    SAVE = "SAVE"
    RESTORE = "RESTORE"
    TAG = "TAG"
    """The tag and the properties of BDC, as they stand."""
    PLAIN_TAG = "PLAIN_TAG"
    END = "END"
    OBJECT = "OBJECT"
    STATE = "STATE"
    PATTERN = "PATTERN"
    PAINT = "PAINT"
    """A stretch of numbers, paths and colours; something in it may be painted."""
    IMAGE = "IMAGE"
    """A whole inline image."""


_LITERAL = rb"\((?:[^()\\]++|\\.)*+\)"
_HEX = rb"<[0-9A-Fa-f\s]*+>"
_NAME = rb"/[^\x00\s()<>\[\]{}/%]*+"
_PROPERTIES = rb"<<(?:[^<>()%]++|" + _LITERAL + rb"|" + _HEX + rb")*+>>"
_END = rb"(?![A-Za-z0-9*'\"])"
_NUMBERS = rb"[\d.+\-\s\x00]"
# Operators that neither show, nor mark, nor change what is watched here; then those of paths too, some of which paint
_QUIET = rb"(?:[wJjMidgGkK]|ri|rg|RG|cm|T[cwzLsdDm*]|BT|ET|d[01])" + _END
_PLAIN = rb"(?:re|[mlcvyhnwJjMidgGkKSsFfBb]|[fBb]\*|W\*?|ri|rg|RG|cm|sh|T[cwzLsdDm*]|BT|ET|d[01])" + _END
_PAINTING = re.compile(rb"(?<![A-Za-z0-9*'\"/])(?:[SsFfBb]|[fBb]\*|sh)(?![A-Za-z0-9*'\"])")
_TOKEN = re.compile(
    # What is quiet before a token is taken with it: half of what stands on a page of text is steps from line to line
    rb"(?:" + _NUMBERS + rb"*+" + _QUIET + rb")*+\s*+(?:"
    rb"(?P<MODE>\d++)\s++Tr(?![A-Za-z])"
    rb"|(?P<PAINT>(?:" + _NUMBERS + rb"*+" + _PLAIN + rb")++)"
    rb"|" + _NUMBERS + rb"++|%[^\r\n]*+|\[" + _NUMBERS + rb"*+\](?!\s*+TJ)"
    rb"|\[(?P<ARRAY>(?:[^\[\]()<>\\%/]++|" + _LITERAL + rb"|" + _HEX + rb")*+)\]\s*+TJ" + _END +
    rb"|(?P<STRING>" + _LITERAL + rb"|" + _HEX + rb")\s*+(?:Tj|'|\")" + _END +
    rb"|(?P<FONT>" + _NAME + rb")\s++[\d.+\-]++\s++Tf" + _END +
    rb"|(?P<TAG>" + _NAME + rb"\s*+(?:" + _NAME + rb"|" + _PROPERTIES + rb"))\s*+BDC" + _END +
    rb"|(?P<PLAIN_TAG>" + _NAME + rb")\s++BMC" + _END +
    rb"|(?P<END>EMC)" + _END +
    rb"|(?P<OBJECT>" + _NAME + rb")\s++Do" + _END +
    rb"|(?P<STATE>" + _NAME + rb")\s++gs" + _END +
    rb"|(?P<PATTERN>" + _NAME + rb")\s++(?:scn|SCN)" + _END +
    rb"|(?P<SAVE>q)" + _END +
    rb"|(?P<RESTORE>Q)" + _END +
    rb"|(?P<IMAGE>BI)" + _END +
    rb"|(?P<irregular>[(\[]|<<|" + _NAME + rb"\s*+<<)"
    rb"|" + _NAME + rb"|[A-Za-z'\"][A-Za-z0-9*'\"]*+|" + _HEX + rb"|.|\Z)",
    re.DOTALL,
)  # fmt: skip
_IMAGE_DATA = re.compile(rb"\bID[\s\x00]")
_IMAGE_END = re.compile(rb"[\s\x00]EI(?=[\s\x00]|$)")
_SHOWN_NEXT = re.compile(rb"\s*+(?:Tj|TJ|'|\")" + _END)
_TAG_NEXT = re.compile(rb"\s*+BDC" + _END)
_TAG_NAME = re.compile(_NAME)
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
# A step back of 200 thousandths of the font size or more between two pieces of text is a space between words
_GAP = rb"-0*+(?:[2-9]\d\d|[1-9]\d{3})"
_PIECE = re.compile(rb"\(((?:[^()\\]++|\\.)++)\)|<([0-9A-Fa-f\s]++)>|(" + _GAP + rb")", re.DOTALL)
# The same for what most operands hold: strings of one kind, the gaps between them found as empty ones
_PLAIN_PIECE = re.compile(rb"\(([^()\\]++)\)|" + _GAP)
_ESCAPED_PIECE = re.compile(rb"\(((?:[^()\\]++|\\.)++)\)|" + _GAP, re.DOTALL)
_HEX_PIECE = re.compile(rb"<([0-9A-Fa-f\s]++)>|" + _GAP)
_SPACE = re.compile(rb"\s++")
_MARKS = re.compile(rb"<<|>>|\(")
_ARRAY_MARKS = re.compile(rb"[(\]]")


def tokens(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the tokens of a content stream by the values of `Token`; what is none is passed over."""
    position = 0
    while position < len(content):
        for match in _TOKEN.finditer(content, position):
            group = match.lastgroup
            if group is None:
                continue
            if group == "IMAGE":
                yield Token.IMAGE, b""
                position = _after_image(content, match.end())
                break
            if group == "irregular":
                position, token = _irregular(content, match.start(group))
                if token is not None:
                    yield token
                break
            yield group, match[group]
        else:
            return


def _irregular(content: bytes, start: int) -> tuple[int, tuple[Token, bytes] | None]:
    """Return what follows a string or property list that the expression cannot take whole, and its token if it has one.

    Brackets inside a string and lists inside a list are balanced by counting.
    """
    if content.startswith(b"(", start):
        end = _end_of_string(content, start)
        is_shown = _SHOWN_NEXT.match(content, end) is not None
        return end, (Token.STRING, _plain(content[start:end])) if is_shown else None
    if content.startswith(b"[", start):
        return _irregular_array(content, start)
    list_start = content.index(b"<<", start)
    end = _end_of_properties(content, list_start)
    is_tag = list_start > start and _TAG_NEXT.match(content, end) is not None
    return end, (Token.TAG, content[start:end]) if is_tag else None


def _irregular_array(content: bytes, start: int) -> tuple[int, tuple[Token, bytes] | None]:
    parts: list[bytes] = []
    position = start + 1
    while (match := _ARRAY_MARKS.search(content, position)) is not None:
        parts.append(content[position : match.start()])
        if match[0] == b"(":
            position = _end_of_string(content, match.start())
            parts.append(_plain(content[match.start() : position]))
            continue
        is_shown = _SHOWN_NEXT.match(content, match.end()) is not None
        return match.end(), (Token.ARRAY, b"".join(parts)) if is_shown else None
    return start + 1, None  # never closed: what stands in it is read as if the bracket were not there


def _plain(string: bytes) -> bytes:
    """Return a literal string written in hexadecimal digits, which needs no balancing."""
    return b"<" + literal(string[1:-1]).hex().encode() + b">"


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


def _end_of_properties(content: bytes, start: int) -> int:
    depth, position = 0, start
    while (match := _MARKS.search(content, position)) is not None:
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


def painted_count(stretch: bytes) -> int:
    """Return how often something is painted in a stretch of paths and colours."""
    return len(_PAINTING.findall(stretch))


def name_text(raw: bytes) -> str:
    """Return a name as pikepdf gives it, with its slash."""
    if b"#" in raw:
        raw = _NAME_ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), raw)
    return raw.decode("utf-8", "surrogateescape")


def tag_parts(raw: bytes) -> tuple[str, bytes]:
    """Return the tag of BDC and what stands for its properties: a name or a list."""
    match = _TAG_NAME.match(raw)
    assert match is not None  # the token begins with a name
    return name_text(match[0]), raw[match.end() :].strip()


def literal(raw: bytes) -> bytes:
    """Return the bytes that the inside of a literal string stands for."""
    if b"\\" in raw:
        raw = _STRING_ESCAPE.sub(_unescaped, raw)
    return raw


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return _ESCAPED.get(match[2], match[2])


def hexadecimal(raw: bytes) -> bytes:
    """Return the bytes that a string of hexadecimal digits stands for."""
    try:
        return unhexlify(raw)
    except ValueError:
        digits = _SPACE.sub(b"", raw)
        # The last digit may be left out where it is 0
        return unhexlify(digits + b"0" * (len(digits) % 2))


def shown_strings(operands: Iterable[bytes]) -> set[bytes]:
    """Return the strings in what text operators show."""
    alike: dict[tuple[bool, bool], list[bytes]] = {}
    for operand in operands:
        alike.setdefault((b"<" in operand, b"\\" in operand), []).append(operand)
    # All of a kind in one go: a thousand small scans cost ten times one large one
    found: set[bytes] = set()
    for many in alike.values():
        pieces, meaning = _pieces(b" ".join(many))
        found.update(map(meaning, set(pieces)))
    return found


def shown_pieces(operand: bytes) -> list[bytes]:
    """Return the strings in what a text operator shows; an empty one stands for a gap between words."""
    found, meaning = _pieces(operand)
    pieces = found if meaning is bytes else list(map(meaning, found))
    while pieces and not pieces[0]:
        del pieces[0]
    return pieces


def _pieces(operand: bytes) -> tuple[list[Any], Callable[[Any], bytes]]:
    """Return the strings as they stand, and what makes bytes of one."""
    has_digits, has_escapes = b"<" in operand, b"\\" in operand
    if not has_digits and not has_escapes:
        return _PLAIN_PIECE.findall(operand), bytes
    if not has_digits:
        return _ESCAPED_PIECE.findall(operand), literal
    if b"(" not in operand:
        return _HEX_PIECE.findall(operand), hexadecimal
    return _PIECE.findall(operand), _either


def _either(found: tuple[bytes, bytes, bytes]) -> bytes:
    text, digits, _ = found
    return literal(text) if text else hexadecimal(digits)
