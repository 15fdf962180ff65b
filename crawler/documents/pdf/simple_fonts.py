"""Fonts with codes of one byte: Type 1, Type 3 and TrueType."""

import re
from functools import cached_property
from typing import Any

from crawler.documents.pdf.cff import CffProgram
from crawler.documents.pdf.encodings import (
    MAC_ROMAN,
    NOTDEF,
    STANDARD,
    WIN_ANSI,
    Encoding,
    differences_of,
    listed_text,
    readable_text,
)
from crawler.documents.pdf.font import Font, Glyph, Program
from crawler.documents.pdf.objects import (
    array,
    dictionary,
    get,
    integer,
    is_dictionary,
    is_name,
    is_stream,
    name,
    name_of,
    number_of,
)
from crawler.documents.pdf.truetype import TrueTypeProgram
from crawler.documents.pdf.type1 import Type1Program

_STANDARD_14 = frozenset(
    {
        "Courier", "Courier-Bold", "Courier-BoldOblique", "Courier-Oblique", "Helvetica", "Helvetica-Bold",
        "Helvetica-BoldOblique", "Helvetica-Oblique", "Symbol", "Times-Bold", "Times-BoldItalic", "Times-Italic",
        "Times-Roman", "ZapfDingbats",
    }
)  # fmt: skip
_NAMED_GLYPHS = (Type1Program, CffProgram)
_OWN_ENCODING = frozenset({"Symbol", "ZapfDingbats"})
_CHARACTER_WIDTH = re.compile(rb"^\s*+(-?[\d.]++)\s++-?[\d.]++(?:\s++-?[\d.]++)*+\s++d[01]\b")


class SimpleFont(Font):
    """A Type 1 or Type 3 font: codes of one byte, glyphs by name."""

    @cached_property
    def is_unembedded_standard(self) -> bool:
        """One of the fourteen fonts that every viewer has, with nothing said of it but its name."""
        return self.base_font in _STANDARD_14 and not _keys(self.descriptor)

    @cached_property
    def encoding(self) -> Encoding:
        is_standard = self.is_unembedded_standard and self.base_font not in _OWN_ENCODING
        return Encoding(get(self.obj, "/Encoding"), STANDARD if is_standard else ())

    @cached_property
    def widths(self) -> tuple[int, list[Any]]:
        first = integer(self.obj, "/FirstChar")
        last = integer(self.obj, "/LastChar")
        if first is None or last is None:
            return 0, []
        return first, array(self.obj, "/Widths")[: last - first + 1]

    @cached_property
    def missing_width(self) -> float | None:
        return number_of(get(self.descriptor, "/MissingWidth"))

    def width(self, code: int) -> float:
        first, widths = self.widths
        if 0 <= code - first < len(widths):
            return number_of(widths[code - first]) or 0.0
        return self.missing_width or 0.0

    def glyph(self, code: int) -> Glyph:
        glyph_name = self.encoding.name(code)
        program = self.program
        if not isinstance(program, _NAMED_GLYPHS):
            return Glyph(code, glyph_name, None, None, None, self._text(code, glyph_name))
        found = glyph_name if glyph_name is not None else program.glyph_name(code)
        is_found = program.has(found)
        # A code that the file itself gives that name shows nothing; one that the program leaves out shows its box
        is_present = is_found and not (glyph_name == NOTDEF and isinstance(program, Type1Program))
        own = program.width(found) if is_found else self.missing_width or 0.0
        return Glyph(
            code, glyph_name, not code or is_present, self.width(code), own, self._text(code, glyph_name)
        )

    def _text(self, code: int, glyph_name: str | None) -> str | None:
        mapped = self.mapped_text(code)
        if mapped is not None:
            return mapped
        if glyph_name is None:
            glyph_name = self.program_name(code)
        if glyph_name is None and self.is_unread:
            return " "  # the program may well say it
        return listed_text(glyph_name) if glyph_name is not None else None

    def program_name(self, code: int) -> str | None:
        program = self.program
        return program.glyph_name(code) if isinstance(program, _NAMED_GLYPHS) else None

    def _readable(self, code: int) -> str:
        mapped = self.mapped_text(code)
        if mapped is not None:
            return mapped
        glyph_name = self.encoding.name(code) or self.program_name(code)
        return readable_text(glyph_name) if glyph_name and glyph_name != NOTDEF else ""


class Type3Font(SimpleFont):
    """A font whose glyphs are drawings in the file."""

    @property
    def plain_name(self) -> str:
        return name(self.obj, "/Name")[1:] or "Type 3"

    @property
    def program(self) -> Program | None:
        return None

    def glyph(self, code: int) -> Glyph:
        glyph_name = self.encoding.name(code)
        drawing = (
            get(dictionary(self.obj, "/CharProcs"), f"/{glyph_name}") if glyph_name is not None else None
        )
        own = None
        if is_stream(drawing) and (match := _CHARACTER_WIDTH.match(self._decode(drawing)[:200])) is not None:
            own = float(match[1]) if match[1].strip(b"-.") else None
        return Glyph(
            code, glyph_name, drawing is not None, self.width(code), own, self._text(code, glyph_name)
        )


class TrueTypeFont(SimpleFont):
    """A TrueType font: codes of one byte, glyphs by the program's own tables."""

    def _program_keys(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (("/FontFile2", ()), ("/FontFile3", ()))

    def _loaded(self, source: bytes) -> Program | None:
        program = TrueTypeProgram(source)
        return program if program.outlines is None else None

    @cached_property
    def has_unusable_encoding(self) -> bool:
        """An encoding that a TrueType font may not have: the program cannot be used with it."""
        value = get(self.obj, "/Encoding")
        if self.is_symbolic or value is None:
            return False
        if is_name(value):
            return name_of(value) not in {"/WinAnsiEncoding", "/MacRomanEncoding"}
        return not is_dictionary(value)

    @cached_property
    def names(self) -> tuple[str, ...] | None:
        """The glyph name of each code, or None where the program is asked by code."""
        value = get(self.obj, "/Encoding")
        if self.is_symbolic or value is None:
            return None
        if is_name(value):
            return WIN_ANSI if name_of(value) == "/WinAnsiEncoding" else MAC_ROMAN
        base = {"/WinAnsiEncoding": WIN_ANSI, "/MacRomanEncoding": MAC_ROMAN}.get(
            name(value, "/BaseEncoding"), STANDARD
        )
        names = list(base)
        for code, glyph_name in differences_of(value).items():
            if 0 <= code < 256:
                names[code] = glyph_name
        return tuple(STANDARD[code] if one == NOTDEF else one for code, one in enumerate(names))

    def glyph(self, code: int) -> Glyph:
        glyph_name = None if self.is_symbolic else self.encoding.name(code)
        text_of_code = self._text(code, self.encoding.name(code))
        program = self.program
        if not isinstance(program, TrueTypeProgram):
            is_nothing = glyph_name is None and not code and self.program_stream is None
            return Glyph(code, NOTDEF if is_nothing else glyph_name, None, None, None, text_of_code)
        found, width = self._found(program, code)
        if glyph_name is None:
            glyph_name = self.names[code] if self.names is not None else " "
        return Glyph(code, glyph_name, not code or found, self.width(code), width, text_of_code)

    def _found(self, program: TrueTypeProgram, code: int) -> tuple[bool, float]:
        if self.names is None:
            return self._found_by_code(program, code)
        glyph_name = self.names[code]
        glyph = program.glyph_of_name(glyph_name)
        is_present = glyph_name != NOTDEF and 0 < glyph < program.glyph_count
        if program.has_mapping(glyph_name):
            return is_present, program.width(glyph)
        return is_present, 0.0

    def _found_by_code(self, program: TrueTypeProgram, code: int) -> tuple[bool, float]:
        glyph = program.symbol_glyph(code)
        is_present = bool(glyph if program.has_cmap(3, 0) else program.cmap(1, 0).get(code))
        if not glyph:
            glyph = (
                program.cmap(1, 0).get(code, 0) if program.has_cmap(1, 0) else program.cmap(3, 1).get(code, 0)
            )
        return is_present, program.width(glyph)

    def program_name(self, code: int) -> str | None:
        if self.program is None:
            return None
        return self.names[code] if self.names is not None else None

    def _readable(self, code: int) -> str:
        mapped = self.mapped_text(code)
        if mapped is not None:
            return mapped
        glyph_name = self.names[code] if self.names is not None else STANDARD[code]
        return readable_text(glyph_name) if glyph_name != NOTDEF else ""


def _keys(value: Any) -> list[str]:
    try:
        return list(value.keys()) if is_dictionary(value) else []
    except (ValueError, TypeError):
        return []
