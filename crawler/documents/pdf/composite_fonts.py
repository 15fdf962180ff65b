"""Fonts with codes of several bytes (Type 0), which find glyphs by the number of a character in a collection."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from crawler.documents.pdf.cff import CffProgram
from crawler.documents.pdf.cmaps import ASIAN_ORDERINGS, IDENTITY, PREDEFINED, CMap, parse_cmap
from crawler.documents.pdf.encodings import (
    NOTDEF,
)
from crawler.documents.pdf.font import Font, Glyph, Program
from crawler.documents.pdf.objects import (
    array,
    elements,
    get,
    integer,
    is_array,
    is_dictionary,
    is_name,
    is_stream,
    name,
    name_of,
    number_of,
    text,
)
from crawler.documents.pdf.truetype import TrueTypeProgram

_PROGRAMS = (CffProgram, TrueTypeProgram)


class CompositeFont(Font):
    """A Type 0 font: codes by a CMap, glyphs by character ids."""

    @cached_property
    def descendant(self) -> Any:
        kids = array(self.obj, "/DescendantFonts")
        return kids[0] if kids and is_dictionary(kids[0]) else None

    @property
    def carrier(self) -> Any:
        return self.descendant

    @cached_property
    def base_font(self) -> str:
        return name(self.descendant, "/BaseFont")[1:] or name(self.obj, "/BaseFont")[1:]

    @cached_property
    def kind(self) -> str:
        return name(self.descendant, "/Subtype")

    def _program_keys(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        outlines = ("/FontFile3", ("/CIDFontType0C", "/OpenType"))
        return (("/FontFile2", ()), outlines) if self.kind == "/CIDFontType2" else (outlines,)

    def _loaded(self, source: bytes) -> Program | None:
        if source[:1] == b"\1" and source[:4] != b"\0\1\0\0":
            return CffProgram(source)
        program = TrueTypeProgram(source)
        return CffProgram(program.outlines) if program.outlines is not None else program

    @cached_property
    def cmap(self) -> CMap | None:
        """The CMap of the encoding, or None where it is one that every reader must have, and this one has not."""
        value = get(self.obj, "/Encoding")
        if is_name(value):
            return IDENTITY if name_of(value) in {"/Identity-H", "/Identity-V"} else None
        if not is_stream(value) or get(value, "/UseCMap") is not None:
            return None
        return parse_cmap(self._decode(value))

    @cached_property
    def system(self) -> tuple[str | None, str | None, int | None]:
        """Registry, ordering and supplement of the character collection."""
        return system_of(get(self.descendant, "/CIDSystemInfo"))

    @cached_property
    def glyph_map(self) -> bytes | None:
        """CIDToGIDMap as a stream's bytes, or None for the identity."""
        value = get(self.descendant, "/CIDToGIDMap")
        return self._decode(value) if is_stream(value) else None

    def glyph_number(self, cid: int) -> int | None:
        """Return the glyph of a character id in a TrueType program, None beyond the map."""
        if self.glyph_map is None:
            return cid
        pair = self.glyph_map[cid * 2 : cid * 2 + 2]
        return int.from_bytes(pair, "big") if len(pair) == 2 else None

    @cached_property
    def widths(self) -> dict[int, float]:
        found: dict[int, float] = {}
        values = array(self.descendant, "/W")
        position = 0
        while position + 1 < len(values):
            first, second = values[position], values[position + 1]
            if not isinstance(first, int):
                position += 1
            elif is_array(second):
                found.update((first + i, number_of(width) or 0.0) for i, width in enumerate(elements(second)))
                position += 2
            else:
                width = number_of(values[position + 2]) if position + 2 < len(values) else None
                if width is not None and isinstance(second, int) and second - first < 70_000:
                    found.update(dict.fromkeys(range(first, second + 1), width))
                position += 3
        return found

    @cached_property
    def default_width(self) -> float:
        width = number_of(get(self.descendant, "/DW"))
        return 1000.0 if width is None else width

    def codes(self, strings: Iterable[bytes]) -> set[int]:
        cmap = self.cmap
        if cmap is None or not (cmap.spaces or cmap.is_identity):
            return set()
        length = cmap.code_length
        if length:  # all in one go: the codes of two strings do not mix
            return set(cmap.codes(b"".join(string[: len(string) // length * length] for string in strings)))
        return {code for string in strings for code in cmap.codes(string)}

    def glyph(self, code: int) -> Glyph:
        cid = self.cmap.cid(code) if self.cmap is not None else None
        program = self.program
        text_of_code = self._text(code)
        if not isinstance(program, _PROGRAMS):
            return Glyph(code, None, None, None, None, text_of_code)
        is_present, own = self._found(program, cid)
        own = own if own is not None else self.default_width
        width = self.widths.get(cid or 0, self.default_width)
        return Glyph(code, None if is_present else NOTDEF, not code or is_present, width, own, text_of_code)

    def _found(self, program: CffProgram | TrueTypeProgram, cid: int | None) -> tuple[bool, float | None]:
        number = cid or 0
        if isinstance(program, CffProgram):
            glyph_name = program.name_of_cid(number)
            is_present = glyph_name is not None and (cid is not None and bool(number))
            return is_present, program.width(glyph_name) if glyph_name is not None else None
        glyph = self.glyph_number(number)
        is_present = bool(number) and glyph is not None and glyph < program.glyph_count
        return is_present, program.width(glyph or 0)

    def _text(self, code: int) -> str | None:
        mapped = self.mapped_text(code)
        if mapped is not None:
            return mapped
        registry, ordering, _ = self.system
        # The tables of Adobe's Asian collections are not at hand; that they map their characters is taken for granted.
        return " " if registry == "Adobe" and ordering in ASIAN_ORDERINGS else None

    def codes_in(self, string: bytes) -> Sequence[int]:
        cmap = self.cmap
        return cmap.codes(string) if cmap is not None and (cmap.spaces or cmap.is_identity) else ()


def system_of(value: Any) -> tuple[str | None, str | None, int | None]:
    info = elements(value)[0] if is_array(value) and elements(value) else value
    if not is_dictionary(info):
        return None, None, None
    return text(info, "/Registry"), text(info, "/Ordering"), integer(info, "/Supplement") or 0


def predefined_system(cmap_name: str) -> tuple[str | None, str | None, int | None]:
    found = PREDEFINED.get(cmap_name)
    return ("Adobe", *found) if found is not None else (None, None, None)
