"""TrueType font programs: which glyphs they hold, how wide each is, and how codes and names find them."""

import struct
from collections.abc import Iterator, Mapping

from fontTools.ttLib.standardGlyphOrder import standardGlyphOrder

from crawler.documents.pdf.encodings import MAC_OS_CODES, NOTDEF, listed_text

TABLES_MAX = 200
_SYMBOL_PAGES = frozenset({0x0000, 0xF000, 0xF100, 0xF200})


class TrueTypeProgram:
    """A TrueType font program. Widths are in thousandths of the font size."""

    def __init__(self, source: bytes) -> None:
        self._tables = dict(_tables(source))
        if source[:4] == b"ttcf":
            raise ValueError("a collection of fonts")
        self._units = struct.unpack_from(">H", self._tables["head"], 18)[0] or 1000
        self.glyph_count: int = struct.unpack_from(">H", self._tables["maxp"], 4)[0]
        count = struct.unpack_from(">H", self._tables["hhea"], 34)[0]
        metrics = self._tables["hmtx"]
        count = min(count, len(metrics) // 4)
        self._advances: tuple[int, ...] = struct.unpack_from(f">{count * 2}H", metrics)[::2]
        self._cmaps = dict(_cmaps(self._tables.get("cmap", b"")))
        self.cmap_count = _cmap_count(self._tables.get("cmap", b""))
        self._decoded: dict[tuple[int, int], Mapping[int, int]] = {}
        self._post: Mapping[str, int] | None = None

    @property
    def metrics_count(self) -> int:
        return len(self._advances)

    @property
    def outlines(self) -> bytes | None:
        """The CFF table of an OpenType font, or None."""
        return self._tables.get("CFF ")

    def has_cmap(self, platform: int, encoding: int) -> bool:
        return (platform, encoding) in self._cmaps

    def cmap(self, platform: int, encoding: int) -> Mapping[int, int]:
        """Return a cmap subtable as code -> glyph; empty where it is absent or of a format that is not read."""
        key = (platform, encoding)
        if key not in self._decoded:
            subtable = self._cmaps.get(key)
            self._decoded[key] = dict(_decoded(subtable)) if subtable is not None else {}
        return self._decoded[key]

    def width(self, glyph: int) -> float:
        """Return a glyph's width; beyond the table the last one holds, beyond the font the first."""
        advances = self._advances
        if not advances:
            return 0.0
        if glyph < len(advances):
            advance = advances[glyph]
        else:
            advance = advances[-1] if glyph < self.glyph_count else advances[0]
        return advance * 1000 / self._units

    def glyph_of_name(self, name: str) -> int:
        """Return the glyph that a name finds through the Unicode or Macintosh cmap or the list of names; else 0."""
        text = listed_text(name)
        if text and name != NOTDEF and (glyph := self.cmap(3, 1).get(ord(text[0]), 0)):
            return glyph
        code = MAC_OS_CODES.get(name)
        if code is not None and (glyph := self.cmap(1, 0).get(code, 0)):
            return glyph
        return self._names().get(name, 0)

    def has_mapping(self, name: str) -> bool:
        return bool(self.cmap_count) or name in self._names()

    def symbol_glyph(self, code: int) -> int | None:
        """Return the glyph of a code in the symbol cmap, None where there is no such cmap or no such code."""
        table = self.cmap(3, 0)
        if not table:
            return None
        page = next(iter(table)) & 0xFF00
        return table.get(page + code) if page in _SYMBOL_PAGES else None

    def _names(self) -> Mapping[str, int]:
        if self._post is None:
            self._post = dict(_post_names(self._tables.get("post", b"")))
        return self._post


def _tables(source: bytes) -> Iterator[tuple[str, bytes]]:
    count = struct.unpack_from(">H", source, 4)[0]
    for position in range(min(count, TABLES_MAX)):
        tag, _, offset, length = struct.unpack_from(">4sIII", source, 12 + position * 16)
        yield tag.decode("latin-1"), source[offset : offset + length]


def _cmap_count(table: bytes) -> int:
    return int(struct.unpack_from(">H", table, 2)[0]) if len(table) >= 4 else 0


def _cmaps(table: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    for position in range(min(_cmap_count(table), TABLES_MAX)):
        if len(table) < 12 + position * 8:
            return
        platform, encoding, offset = struct.unpack_from(">HHI", table, 4 + position * 8)
        yield (platform, encoding), table[offset:]


def _decoded(table: bytes) -> Iterator[tuple[int, int]]:
    """Yield code and glyph of a cmap subtable of format 0, 4, 6 or 12."""
    try:
        kind = struct.unpack_from(">H", table)[0]
        if kind == 0:
            yield from enumerate(table[6:262])
        elif kind == 4:
            yield from _format_4(table)
        elif kind == 6:
            first, count = struct.unpack_from(">HH", table, 6)
            yield from enumerate(struct.unpack_from(f">{count}H", table, 10), start=first)
        elif kind == 12:
            groups = min(struct.unpack_from(">I", table, 12)[0], len(table) // 12)
            for position in range(groups):
                start, end, glyph = struct.unpack_from(">III", table, 16 + position * 12)
                for code in range(start, min(end, start + 0xFFFF) + 1):
                    yield code, glyph + code - start
    except struct.error:
        return


def _format_4(table: bytes) -> Iterator[tuple[int, int]]:
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + count * 2)
    deltas = struct.unpack_from(f">{count}H", table, 16 + count * 4)
    at = 16 + count * 6
    offsets = struct.unpack_from(f">{count}H", table, at)
    for segment, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        for code in range(start, end + 1):
            if code == 0xFFFF:
                continue
            glyph = code
            if offset:
                where = at + segment * 2 + offset + (code - start) * 2
                if where + 2 > len(table):
                    continue
                glyph = struct.unpack_from(">H", table, where)[0]
                if not glyph:
                    yield code, 0
                    continue
            yield code, (glyph + delta) & 0xFFFF


def _post_names(table: bytes) -> Iterator[tuple[str, int]]:
    if len(table) < 34:
        return
    kind = struct.unpack_from(">I", table)[0]
    if kind == 0x00010000:
        yield from ((name, glyph) for glyph, name in enumerate(standardGlyphOrder))
    if kind != 0x00020000:
        return
    count = min(struct.unpack_from(">H", table, 32)[0], (len(table) - 34) // 2)
    indexes = struct.unpack_from(f">{count}H", table, 34)
    own: list[str] = []
    position = 34 + count * 2
    while position < len(table):
        length = table[position]
        own.append(table[position + 1 : position + 1 + length].decode("latin-1"))
        position += 1 + length
    for glyph, index in enumerate(indexes):
        if index < 258:
            yield standardGlyphOrder[index], glyph
        elif index - 258 < len(own):
            yield own[index - 258], glyph
