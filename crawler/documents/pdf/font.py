"""What every kind of font in a PDF has: a dictionary, the program inside it, and text that its codes stand for."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from crawler.documents.pdf.cff import CffProgram
from crawler.documents.pdf.cmaps import IDENTITY, CMap, parse_cmap
from crawler.documents.pdf.objects import (
    dictionary,
    get,
    integer,
    is_name,
    is_stream,
    name,
    name_of,
)
from crawler.documents.pdf.truetype import TrueTypeProgram
from crawler.documents.pdf.type1 import Type1Program

Decode = Callable[[Any], bytes]
Program = Type1Program | CffProgram | TrueTypeProgram

SYMBOLIC_FLAG = 4
_SUBSET = re.compile(r"^[A-Z]{6}\+")


@dataclass(slots=True)  # not frozen: thousands are made, and freezing takes four times as long
class Glyph:
    """What one code shows. None: not known, or nothing to compare."""

    code: int
    name: str | None
    is_present: bool | None
    width: float | None
    program_width: float | None
    text: str | None


_Key = TypeVar("_Key")


class _Texts(dict[_Key, str]):
    """The text of each code or string, asked for once."""

    def __init__(self, ask: Callable[[_Key], str]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, key: _Key) -> str:
        found = self[key] = self._ask(key)
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

    @cached_property
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

    def read(self, pieces: Sequence[bytes]) -> str:
        """Return strings as text, as far as the font says what its codes mean; an empty one is a gap."""
        return "".join(map(self._words.__getitem__, pieces))

    @cached_property
    def _words(self) -> _Texts[bytes]:
        found: _Texts[bytes] = _Texts(
            lambda piece: "".join(map(self._letters.__getitem__, self.codes_in(piece)))
        )
        found[b""] = " "
        return found

    def codes_in(self, string: bytes) -> Sequence[int]:
        return string

    @cached_property
    def _letters(self) -> _Texts[int]:
        return _Texts(self._readable)

    def _readable(self, code: int) -> str:
        return self.mapped_text(code) or ""
