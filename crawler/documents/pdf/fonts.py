"""Fonts as content uses them: codes, glyphs, widths and text, of the font dictionary and of the embedded program."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from crawler.documents.pdf.cff import CffProgram
from crawler.documents.pdf.cmaps import ASIAN_ORDERINGS, IDENTITY, PREDEFINED, CMap, parse_cmap
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
from crawler.documents.pdf.objects import (
    array,
    dictionary,
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
from crawler.documents.pdf.type1 import Type1Program

Decode = Callable[[Any], bytes]
Program = Type1Program | CffProgram | TrueTypeProgram

SYMBOLIC_FLAG = 4
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STANDARD_14 = frozenset(
    {
        "Courier", "Courier-Bold", "Courier-BoldOblique", "Courier-Oblique", "Helvetica", "Helvetica-Bold",
        "Helvetica-BoldOblique", "Helvetica-Oblique", "Symbol", "Times-Bold", "Times-BoldItalic", "Times-Italic",
        "Times-Roman", "ZapfDingbats",
    }
)  # fmt: skip
_OWN_ENCODING = frozenset({"Symbol", "ZapfDingbats"})
_CHARACTER_WIDTH = re.compile(rb"^\s*+(-?[\d.]++)\s++-?[\d.]++(?:\s++-?[\d.]++)*+\s++d[01]\b")


@dataclass(frozen=True, slots=True)
class Glyph:
    """What one code shows. None: not known, or nothing to compare."""

    code: int
    name: str | None
    is_present: bool | None
    width: float | None
    program_width: float | None
    text: str | None


class _Texts(dict[int, str]):
    """The text of each code, asked for once."""

    def __init__(self, ask: Callable[[int], str]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, code: int) -> str:
        found = self[code] = self._ask(code)
        return found


class Font:
    """A font dictionary, with the program inside it.

    `program_stream` is the embedded program, None where there is none of a kind that this type of font takes.
    `is_unread`: there is one, and this reader does not manage it; nothing is said of its glyphs then.
    """

    def __init__(self, obj: Any, decode: Decode) -> None:
        self.obj = obj
        self._decode = decode
        self.subtype = name(obj, "/Subtype")

    @property
    def carrier(self) -> Any:
        """The dictionary that the descriptor and the program belong to."""
        return self.obj

    @cached_property
    def descriptor(self) -> Any:
        return dictionary(self.carrier, "/FontDescriptor")

    @property
    def base_font(self) -> str:
        return name(self.obj, "/BaseFont")[1:]

    @property
    def plain_name(self) -> str:
        return _SUBSET.sub("", self.base_font)

    @property
    def is_subset(self) -> bool:
        return _SUBSET.match(self.base_font) is not None

    @cached_property
    def is_symbolic(self) -> bool:
        return bool((integer(self.descriptor, "/Flags") or 0) & SYMBOLIC_FLAG)

    @cached_property
    def program_stream(self) -> Any:
        for key, kinds in self._program_keys():
            stream = get(self.descriptor, key)
            if is_stream(stream):
                return stream if not kinds or name(stream, "/Subtype") in kinds else None
        return None

    def _program_keys(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the keys that may hold this font's program, each with the kinds of stream it may be; () for any."""
        return (("/FontFile", ()), ("/FontFile3", ("/Type1C", "/OpenType")))

    @cached_property
    def program(self) -> Program | None:
        if self.program_stream is None:
            return None
        try:
            return self._loaded(self._decode(self.program_stream))
        except Exception:  # noqa: BLE001  # a broken program raises anything: struct.error, fontTools' own, ValueError
            return None

    @property
    def is_unread(self) -> bool:
        return self.program_stream is not None and self.program is None

    def _loaded(self, source: bytes) -> Program | None:
        if source[:4] in {b"OTTO", b"\0\1\0\0", b"true"}:
            outlines = TrueTypeProgram(source).outlines
            return CffProgram(outlines) if outlines is not None else None
        if name(self.program_stream, "/Subtype") == "/Type1C" or source[:1] == b"\1":
            return CffProgram(source)
        return Type1Program(source)

    def decoded(self, stream: Any) -> bytes:
        return self._decode(stream)

    @cached_property
    def to_unicode(self) -> CMap | None:
        value = get(self.obj, "/ToUnicode")
        if is_name(value):
            return IDENTITY if name_of(value).startswith("/Identity-") else None
        if not is_stream(value):
            return None
        if name(value, "/CMapName").startswith("/Identity-"):
            return IDENTITY
        return parse_cmap(self._decode(value))

    def mapped_text(self, code: int) -> str | None:
        """Return what ToUnicode says of a code, or None."""
        cmap = self.to_unicode
        if cmap is None:
            return None
        return chr(code) if cmap is IDENTITY else cmap.text(code)

    def codes(self, strings: Iterable[bytes]) -> set[int]:
        return set(b"".join(strings))

    def glyph(self, code: int) -> Glyph:
        raise NotImplementedError

    def read(self, string: bytes) -> str:
        """Return a string as text, as far as the font says what its codes mean."""
        return "".join(map(self._texts.__getitem__, string))

    @cached_property
    def _texts(self) -> "_Texts":
        return _Texts(self._readable)

    def _readable(self, code: int) -> str:
        return self.mapped_text(code) or ""


class SimpleFont(Font):
    """A Type 1 or Type 3 font: codes of one byte, glyphs by name."""

    @cached_property
    def is_unembedded_standard(self) -> bool:
        """One of the fourteen fonts that every viewer has, with nothing said of it but its name."""
        return self.base_font in _STANDARD_14 and not elements_of(self.descriptor)

    @cached_property
    def encoding(self) -> Encoding:
        is_standard = self.is_unembedded_standard and self.base_font not in _OWN_ENCODING
        return Encoding(get(self.obj, "/Encoding"), STANDARD if is_standard else ())

    @cached_property
    def widths(self) -> tuple[int, list[Any]]:
        first = integer(self.obj, "/FirstChar")
        widths = array(self.obj, "/Widths")
        if first is None or integer(self.obj, "/LastChar") is None:
            return 0, []
        return first, widths[: integer(self.obj, "/LastChar") - first + 1]  # type: ignore[operator]  # just looked

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
        if not isinstance(program, Type1Program | CffProgram):
            return Glyph(code, glyph_name, None, None, None, self._text(code, glyph_name))
        found = glyph_name if glyph_name is not None else program.glyph_name(code)
        is_present = found is not None and program.has(found)
        if isinstance(program, Type1Program) and found == NOTDEF:
            is_present = False
        is_found = found is not None and program.has(found)
        own = program.width(found or "") if is_found else self.missing_width or 0.0
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
        return program.glyph_name(code) if isinstance(program, Type1Program | CffProgram) else None

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


class CompositeFont(Font):
    """A Type 0 font: codes by a CMap, glyphs by character ids."""

    @cached_property
    def descendant(self) -> Any:
        kids = array(self.obj, "/DescendantFonts")
        return kids[0] if kids and is_dictionary(kids[0]) else None

    @property
    def carrier(self) -> Any:
        return self.descendant

    @property
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
        if not isinstance(program, CffProgram | TrueTypeProgram):
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

    def read(self, string: bytes) -> str:
        cmap = self.cmap
        if cmap is None or not (cmap.spaces or cmap.is_identity):
            return ""
        return "".join(map(self._texts.__getitem__, cmap.codes(string)))


def system_of(value: Any) -> tuple[str | None, str | None, int | None]:
    info = elements(value)[0] if is_array(value) and elements(value) else value
    if not is_dictionary(info):
        return None, None, None
    return text(info, "/Registry"), text(info, "/Ordering"), integer(info, "/Supplement") or 0


def predefined_system(cmap_name: str) -> tuple[str | None, str | None, int | None]:
    found = PREDEFINED.get(cmap_name)
    return ("Adobe", *found) if found is not None else (None, None, None)


def elements_of(value: Any) -> list[str]:
    try:
        return list(value.keys()) if is_dictionary(value) else []
    except (ValueError, TypeError):
        return []


_KINDS: dict[str, type[Font]] = {
    "/Type0": CompositeFont,
    "/Type1": SimpleFont,
    "/MMType1": SimpleFont,
    "/Type3": Type3Font,
    "/TrueType": TrueTypeFont,
}


def make_font(obj: Any, decode: Decode) -> Font | None:
    """Return the font of a font dictionary, or None for a type that there is not."""
    kind = _KINDS.get(name(obj, "/Subtype"))
    return kind(obj, decode) if kind is not None else None
