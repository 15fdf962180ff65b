"""Names of glyphs: the encodings of simple fonts, and the Unicode text that a name stands for."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from fontTools.agl import LEGACY_AGL2UV, UV2AGL
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding

from crawler.documents.pdf.objects import array, get, is_dictionary, is_name, name, name_of

NOTDEF = ".notdef"
_ZAPF_DINGBATS = re.compile(r"a(?!80$|11[3-6]$)([1-9]\d?|1\d\d|20[0-6])")
_UNI = re.compile(r"uni((?:[0-9A-F]{4})+)")
_U = re.compile(r"u([0-9A-F]{4,6})")

# Windows code page 1252 with the bullet in its holes, as ISO 32000-1, annex D.2 has it
_WIN_DOUBLES = {
    0xA0: "space",
    0xAD: "hyphen",
    0xB2: "twosuperior",
    0xB3: "threesuperior",
    0xB9: "onesuperior",
}
# Mathematical signs that Apple's own table has and PDF's MacRomanEncoding has not
_MAC_GAPS = frozenset({127, 173, 176, 178, 179, 182, 183, 184, 185, 186, 189, 195, 197, 198, 215, 240})


def _windows() -> tuple[str, ...]:
    names = []
    for code in range(256):
        if code < 32:
            names.append(NOTDEF)
            continue
        character = bytes([code]).decode("cp1252", "ignore")
        is_hole = not character or code == 127
        names.append(_WIN_DOUBLES.get(code) or ("bullet" if is_hole else UV2AGL[ord(character)]))
    return tuple(names)


def _mac() -> tuple[str, ...]:
    names = [NOTDEF if code < 32 or code in _MAC_GAPS else one for code, one in enumerate(MacRoman)]
    names[202] = "space"
    return tuple(names)


STANDARD: tuple[str, ...] = tuple(StandardEncoding)
WIN_ANSI: tuple[str, ...] = _windows()
MAC_ROMAN: tuple[str, ...] = _mac()
MAC_OS_CODES: Mapping[str, int] = {
    one: code for code, one in enumerate(MacRoman) if code >= 32 and code not in {127, 202}
}
"""Code of each glyph name in a Macintosh cmap."""

BASE_ENCODINGS: Mapping[str, tuple[str, ...]] = {"/WinAnsiEncoding": WIN_ANSI, "/MacRomanEncoding": MAC_ROMAN}


class Encoding:
    """What code stands for which glyph name, as far as the font dictionary says it."""

    def __init__(self, value: Any, fallback: tuple[str, ...] = ()) -> None:
        self.differences: dict[int, str] | None = None
        self.base: tuple[str, ...] = ()
        if is_name(value):
            self.base = BASE_ENCODINGS.get(name_of(value), ())
        elif is_dictionary(value):
            self.base = BASE_ENCODINGS.get(name(value, "/BaseEncoding"), ())
            self.differences = differences_of(value)
        if not self.base and fallback:
            self.base = fallback

    def name(self, code: int) -> str | None:
        """Return the glyph name of a code, `.notdef` where the encoding has a hole, or None where it is silent."""
        if self.differences is not None:
            found = self.differences.get(code)
            if found is not None:
                return found
        if self.base:
            return self.base[code] if code < len(self.base) else NOTDEF
        return None


def differences_of(encoding: Any) -> dict[int, str]:
    found: dict[int, str] = {}
    code = 0
    for item in array(encoding, "/Differences"):
        if isinstance(item, int) and not isinstance(item, bool):
            code = item
        elif is_name(item):
            found[code] = name_of(item)[1:]
            code += 1
    return found


def base_name(font: Any) -> str | None:
    """Return the name of a simple font's encoding, or of its base; None where neither is named."""
    value = get(font, "/Encoding")
    if is_name(value):
        return name_of(value)
    return name(value, "/BaseEncoding") or None if is_dictionary(value) else None


def is_in_glyph_list(glyph: str) -> bool:
    return glyph in LEGACY_AGL2UV or glyph == NOTDEF


def listed_text(glyph: str) -> str | None:
    """Return the text that Adobe's glyph list gives a name, a blank for a dingbat, or None.

    `.notdef` stands for U+0000 there: a glyph by that name is a character that says nothing.
    """
    if glyph == NOTDEF:
        return "\0"
    found = LEGACY_AGL2UV.get(glyph)
    if found is not None:
        return "".join(map(chr, found))
    return " " if _ZAPF_DINGBATS.fullmatch(glyph) else None


@cache
def readable_text(glyph: str) -> str:
    """Return the text of a glyph name, those built of code points too ("uni00E6", "f_i"), or "" where it says none."""
    parts = glyph.split(".", maxsplit=1)[0].split("_")
    return "".join(_part(part) for part in parts if part)


def _part(part: str) -> str:
    if part in LEGACY_AGL2UV:
        return "".join(map(chr, LEGACY_AGL2UV[part]))
    if match := _UNI.fullmatch(part):
        digits = match[1]
        return "".join(chr(int(digits[i : i + 4], 16)) for i in range(0, len(digits), 4))
    if (match := _U.fullmatch(part)) and int(match[1], 16) < 0x110000:
        return chr(int(match[1], 16))
    return ""
