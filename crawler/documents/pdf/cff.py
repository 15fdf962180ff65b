"""CFF font programs, read with fontTools: which glyphs they hold and how wide each is."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from fontTools.cffLib import CFFFontSet
from fontTools.encodings.StandardEncoding import StandardEncoding

SUBROUTINE_DEPTH_MAX = 10
_CALL_LOCAL, _CALL_GLOBAL, _RETURN, _ESCAPE, _ENDCHAR = 10, 29, 11, 12, 14
# Operators that may be the first to empty the stack, and how many operands they take; None: an even number
_OPERANDS: dict[int, int | None] = {
    1: None, 3: None, 18: None, 23: None, 19: None, 20: None, 4: 1, 22: 1, 21: 2, 14: 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """What glyphs share: those of one font dictionary of a font that has several, or all of them."""

    subroutines: Sequence[Any]
    nominal_width: float
    default_width: float
    scale: float


class CffProgram:
    """A CFF font program. Widths are in thousandths of the font size."""

    def __init__(self, source: bytes) -> None:
        fonts = CFFFontSet()
        fonts.decompile(BytesIO(source), None)
        self._top: Any = fonts[fonts.fontNames[0]]
        self._charstrings: Any = self._top.CharStrings
        self.is_cid = hasattr(self._top, "ROS")
        self.names: tuple[str, ...] = tuple(self._top.charset)
        self._glyphs = {one: glyph for glyph, one in enumerate(self.names)}
        self._widths: dict[str, float | None] = {}
        self._parts: dict[int, _Part] = {}

    @property
    def glyph_count(self) -> int:
        return len(self.names)

    def name_of_cid(self, cid: int) -> str | None:
        """Return the glyph of a character id; in a font without ids, that of the glyph number."""
        if self.is_cid:
            name = f"cid{cid:05d}" if cid else ".notdef"
            return name if name in self._glyphs else None
        return self.names[cid] if 0 <= cid < len(self.names) else None

    def cids(self) -> list[int]:
        """Return the character ids of a font that has them."""
        return [0 if name == ".notdef" else int(name[3:]) for name in self.names] if self.is_cid else []

    def has(self, name: str) -> bool:
        return name in self._glyphs

    def glyph_name(self, code: int) -> str:
        """Return the name that the program's own encoding gives a code."""
        encoding = getattr(self._top, "Encoding", None)
        if isinstance(encoding, str):
            return StandardEncoding[code] if encoding == "StandardEncoding" and code < 256 else ".notdef"
        return encoding[code] if encoding is not None and code < len(encoding) else ".notdef"

    def width(self, name: str) -> float | None:
        """Return the width of a glyph, or None where it cannot be read."""
        if name not in self._widths:
            self._widths[name] = self._measured(name) if name in self._glyphs else None
        return self._widths[name]

    def _measured(self, name: str) -> float | None:
        charstring, selector = self._charstrings.getItemAndSelector(name)
        part = self._part(selector or 0)
        found = _FirstOperator(part.subroutines, charstring.globalSubrs).extra_operand(charstring.bytecode)
        if found is None:
            return None
        return float(part.nominal_width + found[0] if found else part.default_width) * part.scale

    def _part(self, selector: int) -> "_Part":
        """Return what the glyphs of one part of the font share; asked of fontTools once, as its answers take long."""
        if selector not in self._parts:
            font = self._top.FDArray[selector] if self.is_cid else self._top
            private = font.Private
            self._parts[selector] = _Part(
                getattr(private, "Subrs", ()), private.nominalWidthX, private.defaultWidthX, self._scale(font)
            )
        return self._parts[selector]

    def _scale(self, font: Any) -> float:
        matrix = self._top.rawDict.get("FontMatrix")
        own = font.rawDict.get("FontMatrix") if self.is_cid else None
        if matrix and own:
            return abs(float(matrix[0]) * float(own[0])) * 1000
        chosen = matrix or own
        return abs(float(chosen[0])) * 1000 if chosen else 1.0


class _FirstOperator:
    """A charstring up to the operator that first empties the stack: what stands below its operands is the width."""

    def __init__(self, local: Sequence[Any], shared: Sequence[Any]) -> None:
        self._local, self._shared = local, shared
        self._stack: list[float] = []

    def extra_operand(self, bytecode: bytes) -> list[float] | None:
        """Return the operand that stands for the width, nothing where there is none, None where it cannot be told."""
        operator = self._run(bytecode, 0)
        if operator is None or operator not in _OPERANDS:
            return None
        wanted = _OPERANDS[operator]
        count = len(self._stack)
        # An even number of operands is wanted, 4 of endchar's for an accented letter too
        has_width = count % 2 == 1 if wanted is None or operator == _ENDCHAR else count > wanted
        return self._stack[:1] if has_width else []

    def _run(self, bytecode: bytes, depth: int) -> int | None:
        position = 0
        while position < len(bytecode):
            byte = bytecode[position]
            position += 1
            if byte >= 32 or byte == 28:
                number, position = _number(bytecode, byte, position)
                self._stack.append(number)
            elif byte in {_CALL_LOCAL, _CALL_GLOBAL}:
                found = self._called(self._local if byte == _CALL_LOCAL else self._shared, depth)
                if found is not None:
                    return found
            elif byte == _RETURN:
                return None
            else:
                return byte
        return None

    def _called(self, subroutines: Sequence[Any], depth: int) -> int | None:
        if depth >= SUBROUTINE_DEPTH_MAX or not self._stack:
            return _ESCAPE
        count = len(subroutines)
        bias = 107 if count < 1240 else 1131 if count < 33900 else 32768
        index = int(self._stack.pop()) + bias
        return self._run(subroutines[index].bytecode, depth + 1) if 0 <= index < count else _ESCAPE


def _number(code: bytes, byte: int, position: int) -> tuple[float, int]:
    if byte == 28:
        return struct.unpack_from(">h", code, position)[0], position + 2
    if byte <= 246:
        return byte - 139, position
    if byte <= 250:
        return (byte - 247) * 256 + code[position] + 108, position + 1
    if byte <= 254:
        return -(byte - 251) * 256 - code[position] - 108, position + 1
    return struct.unpack_from(">i", code, position)[0] / 65536, position + 4
