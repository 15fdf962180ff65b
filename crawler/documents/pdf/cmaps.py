"""CMaps: how strings fall into codes, which glyph a code means, and which text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from struct import unpack

from crawler.documents.pdf.tokens import hexadecimal

RANGES_MAX = 70_000
_COLLECTIONS: tuple[tuple[str, int, str], ...] = (
    ("GB1", 0, "GB-EUC-H GB-EUC-V GBpc-EUC-H GBpc-EUC-V"),
    ("GB1", 2, "GBK-EUC-H GBK-EUC-V GBKp-EUC-H GBKp-EUC-V"),
    ("GB1", 4, "GBK2K-H GBK2K-V UniGB-UCS2-H UniGB-UCS2-V UniGB-UTF16-H UniGB-UTF16-V"),
    ("CNS1", 0, "B5pc-H B5pc-V ETen-B5-H ETen-B5-V ETenms-B5-H ETenms-B5-V CNS-EUC-H CNS-EUC-V"),
    ("CNS1", 3, "HKscs-B5-H HKscs-B5-V UniCNS-UCS2-H UniCNS-UCS2-V"),
    ("CNS1", 4, "UniCNS-UTF16-H UniCNS-UTF16-V"),
    ("Japan1", 1, "83pv-RKSJ-H 90pv-RKSJ-H Add-RKSJ-H Add-RKSJ-V EUC-H EUC-V H V"),
    ("Japan1", 2, "90ms-RKSJ-H 90ms-RKSJ-V 90msp-RKSJ-H 90msp-RKSJ-V Ext-RKSJ-H Ext-RKSJ-V"),
    ("Japan1", 4, "UniJIS-UCS2-H UniJIS-UCS2-V UniJIS-UCS2-HW-H UniJIS-UCS2-HW-V"),
    ("Japan1", 5, "UniJIS-UTF16-H UniJIS-UTF16-V"),
    ("Korea1", 0, "KSC-EUC-H KSC-EUC-V KSCpc-EUC-H"),
    ("Korea1", 1, "KSCms-UHC-H KSCms-UHC-V KSCms-UHC-HW-H KSCms-UHC-HW-V UniKS-UCS2-H UniKS-UCS2-V"),
    ("Korea1", 2, "UniKS-UTF16-H UniKS-UTF16-V"),
    ("Identity", 0, "Identity-H Identity-V"),
)
PREDEFINED: Mapping[str, tuple[str, int]] = {
    name: (ordering, supplement) for ordering, supplement, names in _COLLECTIONS for name in names.split()
}
"""The CMaps of ISO 32000-1, table 118: each one's character collection of Adobe's, and its supplement."""

ASIAN_ORDERINGS = frozenset({"Japan1", "CNS1", "GB1", "Korea1", "KR"})

_SECTION = re.compile(
    rb"begin(codespacerange|cidrange|cidchar|notdefrange|notdefchar|bfrange|bfchar)(.*?)end\1", re.DOTALL
)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*+)>|(\[)|(\])|(\d++)")
_WMODE = re.compile(rb"/WMode\s++(\d)\s++def")


@dataclass
class CMap:
    """A CMap. `spaces` are (length, low, high) of the codes; `cids` are ranges of codes with their first glyph."""

    writing_mode: int = 0
    spaces: list[tuple[int, bytes, bytes]] = field(default_factory=list)
    cids: list[tuple[int, int, int]] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    text_ranges: list[tuple[int, int, str]] = field(default_factory=list)
    is_identity: bool = False
    _starts: list[int] = field(default_factory=list)

    def freeze(self) -> "CMap":
        self.cids.sort(key=lambda one: one[0])
        self._starts = [low for low, _, _ in self.cids]
        return self

    def cid(self, code: int) -> int | None:
        """Return the glyph number of a code, or None where the CMap is silent about it."""
        if self.is_identity:
            return code
        # Ranges seldom overlap; where they do, the one that begins last is the narrower one
        for position in range(bisect_right(self._starts, code) - 1, -1, -1):
            low, high, first = self.cids[position]
            if low <= code <= high:
                return first + code - low
            if position < len(self.cids) - 8:
                break
        return None

    def text(self, code: int) -> str | None:
        """Return the text of a code, or None where the CMap gives it none."""
        found = self.texts.get(code)
        if found is not None:
            return found
        for low, high, first in self.text_ranges:
            if low <= code <= high:
                return _advanced(first, code - low)
        return None

    @cached_property
    def code_length(self) -> int:
        """Return how many bytes each code has, 0 where they differ."""
        lengths = {2} if self.is_identity else {length for length, _, _ in self.spaces}
        return lengths.pop() if len(lengths) == 1 else 0

    def codes(self, string: bytes) -> Sequence[int]:
        """Return the codes of a string."""
        if self.code_length == 2:
            return unpack(f">{len(string) // 2}H", string[: len(string) // 2 * 2])
        if self.code_length == 1:
            return string
        found = []
        position = 0
        while position < len(string):
            length = self._code_length(string, position)
            found.append(int.from_bytes(string[position : position + length], "big"))
            position += length
        return found

    def _code_length(self, string: bytes, position: int) -> int:
        shortest = min(length for length, _, _ in self.spaces)
        for length in sorted({length for length, _, _ in self.spaces}):
            code = string[position : position + length]
            if len(code) == length and any(
                _is_within(code, low, high) for size, low, high in self.spaces if size == length
            ):
                return length
        return shortest


IDENTITY = CMap(is_identity=True)


def _is_within(code: bytes, low: bytes, high: bytes) -> bool:
    return len(low) == len(code) == len(high) and all(
        a <= b <= c for a, b, c in zip(low, code, high, strict=True)
    )


def _advanced(first: str, step: int) -> str:
    if not step or not first:
        return first
    last = ord(first[-1]) + step
    return first[:-1] + (chr(last) if last < 0x110000 else "\ufffd")


def parse_cmap(source: bytes) -> CMap:
    """Return the CMap that a stream holds; what cannot be read in it is left out."""
    cmap = CMap()
    if (mode := _WMODE.search(source)) is not None:
        cmap.writing_mode = int(mode[1])
    for section in _SECTION.finditer(source):
        items = list(_items(section[2]))
        match section[1]:
            case b"codespacerange":
                pairs = zip(items[::2], items[1::2], strict=False)
                cmap.spaces.extend(
                    (len(a), a, b) for a, b in pairs if isinstance(a, bytes) and isinstance(b, bytes) and a
                )
            case b"cidrange" | b"notdefrange":
                _add_ranges(cmap, items)
            case b"cidchar" | b"notdefchar":
                pairs = zip(items[::2], items[1::2], strict=False)
                cmap.cids.extend(
                    (_number(a), _number(a), b)
                    for a, b in pairs
                    if isinstance(a, bytes) and isinstance(b, int)
                )
            case b"bfchar":
                pairs = zip(items[::2], items[1::2], strict=False)
                cmap.texts.update(
                    (_number(a), _text(b)) for a, b in pairs if isinstance(a, bytes) and isinstance(b, bytes)
                )
            case _:
                _add_texts(cmap, items)
    return cmap.freeze()


_Item = bytes | int | list[bytes]


def _items(source: bytes) -> Iterator[_Item]:
    inside: list[bytes] | None = None
    for digits, opens, closes, number in _ITEM.findall(source):
        if opens:
            inside = []
        elif closes:
            if inside is not None:
                yield inside
            inside = None
        elif number:
            yield int(number[:9])
        elif inside is not None:
            inside.append(hexadecimal(digits))
        else:
            yield hexadecimal(digits)


def _add_ranges(cmap: CMap, items: list[_Item]) -> None:
    for low, high, first in zip(items[::3], items[1::3], items[2::3], strict=False):
        if (
            isinstance(low, bytes)
            and isinstance(high, bytes)
            and isinstance(first, int)
            and len(cmap.cids) < RANGES_MAX
        ):
            cmap.cids.append((_number(low), _number(high), first))


def _add_texts(cmap: CMap, items: list[_Item]) -> None:
    for low, high, value in zip(items[::3], items[1::3], items[2::3], strict=False):
        if not isinstance(low, bytes) or not isinstance(high, bytes) or isinstance(value, int):
            continue
        start = _number(low)
        if isinstance(value, list):
            cmap.texts.update((start + i, _text(text)) for i, text in enumerate(value[:RANGES_MAX]))
        elif _number(high) - start < 256:
            text = _text(value)
            cmap.texts.update((start + i, _advanced(text, i)) for i in range(_number(high) - start + 1))
        elif len(cmap.text_ranges) < RANGES_MAX:
            cmap.text_ranges.append((start, _number(high), _text(value)))


def _number(code: bytes) -> int:
    return int.from_bytes(code[:4], "big")


def _text(value: bytes) -> str:
    if len(value) == 1:
        return chr(value[0])
    return value.decode("utf-16-be", "replace")
