"""CFF font programs, read with fontTools: which glyphs they hold and how wide each is."""

from io import BytesIO
from typing import Any

from fontTools.cffLib import CFFFontSet
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc.psCharStrings import T2WidthExtractor


class CffProgram:
    """A CFF font program. Widths are in thousandths of the font size."""

    def __init__(self, source: bytes) -> None:
        fonts = CFFFontSet()
        fonts.decompile(BytesIO(source), None)
        self._top: Any = fonts[fonts.fontNames[0]]
        self._charstrings: Any = self._top.CharStrings
        order: list[str] = list(self._top.charset)
        self.is_cid = hasattr(self._top, "ROS")
        self.names: tuple[str, ...] = tuple(order)
        self._glyphs = {one: glyph for glyph, one in enumerate(order)}
        self._widths: dict[str, float] = {}

    @property
    def glyph_count(self) -> int:
        return len(self.names)

    def name_of_cid(self, cid: int) -> str | None:
        """Return the glyph of a character id; in a font without ids, that of the glyph number."""
        if self.is_cid:
            name = ".notdef" if not cid else f"cid{cid:05d}"
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
        """Return the width of a glyph, or None where the program does not have it."""
        if name not in self._glyphs:
            return None
        if name not in self._widths:
            self._widths[name] = self._measured(name)
        return self._widths[name]

    def _measured(self, name: str) -> float:
        charstring, selector = self._charstrings.getItemAndSelector(name)
        font = self._top.FDArray[selector or 0] if self.is_cid else self._top
        private = font.Private
        extractor = T2WidthExtractor(
            getattr(private, "Subrs", []),
            charstring.globalSubrs,
            private.nominalWidthX,
            private.defaultWidthX,
            private,
        )
        extractor.execute(charstring)
        return float(extractor.width) * self._scale(font)

    def _scale(self, font: Any) -> float:
        matrix = self._top.rawDict.get("FontMatrix")
        own = font.rawDict.get("FontMatrix") if self.is_cid else None
        if matrix and own:
            return abs(float(matrix[0]) * float(own[0])) * 1000
        chosen = matrix or own
        return abs(float(chosen[0])) * 1000 if chosen else 1.0
