"""Fonts: embedding, encodings, widths and the way to Unicode (7.21)."""

import re
from functools import partial
from typing import Any

from crawler.documents.pdf.cff import CffProgram
from crawler.documents.pdf.cmaps import PREDEFINED, parse_cmap
from crawler.documents.pdf.composite_fonts import CompositeFont, predefined_system, system_of
from crawler.documents.pdf.encodings import NOTDEF, base_name, is_in_glyph_list
from crawler.documents.pdf.font import Font
from crawler.documents.pdf.fonts import make_font
from crawler.documents.pdf.objects import (
    array,
    get,
    identity,
    integer,
    is_dictionary,
    is_name,
    is_stream,
    name,
    name_of,
    shown,
    text,
)
from crawler.documents.pdf.opened import Opened
from crawler.documents.pdf.simple_fonts import SimpleFont, TrueTypeFont, Type3Font
from crawler.documents.pdf.streams import FontUse
from crawler.documents.pdf.tally import Tally
from crawler.documents.pdf.tokens import shown_strings
from crawler.documents.pdf.truetype import TrueTypeProgram
from crawler.documents.pdf.type1 import Type1Program

CLAUSES = (
    *("7.21.3.1-1", "7.21.3.2-1", "7.21.3.3-1", "7.21.3.3-2", "7.21.3.3-3", "7.21.4.1-1", "7.21.4.1-2"),
    *("7.21.4.2-1", "7.21.4.2-2", "7.21.5-1", "7.21.6-1", "7.21.6-2", "7.21.6-3", "7.21.6-4"),
    *("7.21.7-1", "7.21.7-2", "7.21.8-1"),
)
CID_SET_MAX_BYTES = 16_384
CMAPS_CHAINED_MAX = 10
_NOT_TEXT = frozenset("\0\ufffe\ufeff")
_CHARSET_NAME = re.compile(r"/([^/\s()<>\[\]{}%]*)")


class UsedFont:
    """A font with the codes that content shows with it, seen and unseen."""

    def __init__(self, font: Font, use: FontUse) -> None:
        self.font = font
        self.page = use.page
        self.has_seen = bool(use.seen)
        self.codes_seen = _codes(font, use.seen)
        self.codes_unseen = _codes(font, use.unseen)

    def place(self) -> tuple[str, str, str]:
        own = identity(self.font.obj)
        number = f" (object {own[0]})" if own is not None else ""
        return f"page={self.page} /Font{number}", "Font", shown(self.font.plain_name, 100)


def _codes(font: Font, operands: set[bytes]) -> set[int]:
    return font.codes(shown_strings(operands)) if operands else set()


def used_fonts(opened: Opened, uses: list[FontUse]) -> dict[int, UsedFont]:
    """Return the fonts that text is shown with, by the identity of their use."""
    found: dict[int, UsedFont] = {}
    for use in uses:
        font = make_font(use.obj, opened.decoded)
        if font is not None:
            found[id(use)] = UsedFont(font, use)
    return found


def check(fonts: list[UsedFont], tally: Tally) -> None:
    for used in fonts:
        font = used.font
        if isinstance(font, CompositeFont):
            _check_composite(font, used, tally)
        elif isinstance(font, TrueTypeFont):
            _check_truetype(font, used, tally)
        _check_embedding(font, used, tally)
        _check_lists(font, used, tally)
        _check_glyphs(font, used, tally)


def _check_embedding(font: Font, used: UsedFont, tally: Tally) -> None:
    if isinstance(font, Type3Font) or not used.has_seen:
        return
    is_usable = font.program_stream is not None
    if isinstance(font, TrueTypeFont) and font.has_unusable_encoding:
        is_usable = False
    tally.check("7.21.4.1-1", is_usable, used.place, font=font.plain_name)


# ---------------------------------------------------------------- composite fonts


def _check_composite(font: CompositeFont, used: UsedFont, tally: Tally) -> None:
    encoding = get(font.obj, "/Encoding")
    cmap_name = name_of(encoding)[1:] if is_name(encoding) else name(encoding, "/CMapName")[1:]
    place = used.place
    tally.check("7.21.3.1-1", _is_same_system(font, encoding, cmap_name), place, cmap=cmap_name)
    if font.kind == "/CIDFontType2" and font.program_stream is not None:
        value = get(font.descendant, "/CIDToGIDMap")
        has_map = is_stream(value) or name_of(value) == "/Identity"
        tally.check("7.21.3.2-1", has_map, place, font=font.plain_name)
    _check_cmap(encoding, used, font, tally)


def _is_same_system(font: CompositeFont, encoding: Any, cmap_name: str) -> bool:
    if cmap_name in {"Identity-H", "Identity-V"}:
        return True
    registry, ordering, supplement = font.system
    in_cmap = (
        system_of(get(encoding, "/CIDSystemInfo")) if is_stream(encoding) else predefined_system(cmap_name)
    )
    if registry is None or ordering is None or supplement is None or in_cmap[2] is None:
        return False
    return registry == in_cmap[0] and ordering == in_cmap[1] and supplement <= in_cmap[2]


def _check_cmap(encoding: Any, used: UsedFont, font: CompositeFont, tally: Tally) -> None:
    """Check the CMap of the encoding, and those that it builds upon."""
    cmap, is_referenced = encoding, False
    for _ in range(CMAPS_CHAINED_MAX):
        if not (is_name(cmap) or is_stream(cmap)):
            return
        cmap_name = name_of(cmap)[1:] if is_name(cmap) else name(cmap, "/CMapName")[1:]
        is_known = cmap_name in PREDEFINED
        tally.check("7.21.3.3-1", is_known or is_stream(cmap), used.place, cmap=cmap_name)
        if is_referenced:
            tally.check("7.21.3.3-3", is_known, used.place, cmap=cmap_name)
        if is_stream(cmap):
            mode = integer(cmap, "/WMode") or 0
            tally.check(
                "7.21.3.3-2", parse_cmap(font.decoded(cmap)).writing_mode == mode, used.place, cmap=cmap_name
            )
        cmap, is_referenced = get(cmap, "/UseCMap"), True


# ---------------------------------------------------------------- TrueType


def _check_truetype(font: TrueTypeFont, used: UsedFont, tally: Tally) -> None:
    program = font.program if isinstance(font.program, TrueTypeProgram) else None
    encoding = base_name(font.obj)
    if font.is_symbolic:
        tally.check("7.21.6-3", encoding is None, used.place, font=font.plain_name)
    else:
        tally.check("7.21.6-2", _is_encoded(font, encoding, program), used.place, font=font.plain_name)
    if program is None or font.has_unusable_encoding:
        return
    has_symbols = program.has_cmap(3, 0)
    if font.is_symbolic:
        tally.check("7.21.6-4", program.cmap_count == 1 or has_symbols, used.place, font=font.plain_name)
    else:
        is_enough = program.cmap_count > (1 if has_symbols else 0)
        tally.check("7.21.6-1", is_enough, used.place, font=font.plain_name)


def _is_encoded(font: TrueTypeFont, encoding: str | None, program: TrueTypeProgram | None) -> bool:
    if encoding not in {"/MacRomanEncoding", "/WinAnsiEncoding"}:
        return False
    value = get(font.obj, "/Encoding")
    if not is_dictionary(value) or get(value, "/Differences") is None:
        return True
    if program is None:
        return True
    names = [name_of(item)[1:] for item in array(value, "/Differences") if is_name(item)]
    return program.has_cmap(3, 1) and all(is_in_glyph_list(one) for one in names)


# ---------------------------------------------------------------- lists of glyphs


def _check_lists(font: Font, used: UsedFont, tally: Tally) -> None:
    """Check that CharSet and CIDSet, which may be left out, name what is in the program where they are there."""
    if not font.is_subset or font.program is None:
        return
    if isinstance(font, CompositeFont):
        if is_stream(get(font.descriptor, "/CIDSet")):
            tally.check("7.21.4.2-2", _is_cid_set_right(font), used.place, font=font.plain_name)
    elif isinstance(font, SimpleFont) and isinstance(font.program, Type1Program | CffProgram):
        listed = text(font.descriptor, "/CharSet")
        if listed is not None:
            names = set(_CHARSET_NAME.findall(listed)) - {NOTDEF}
            is_right = names == set(font.program.names) - {NOTDEF}
            tally.check("7.21.4.2-1", is_right, used.place, font=font.plain_name)


def _is_cid_set_right(font: CompositeFont) -> bool:
    bits = font.decoded(get(font.descriptor, "/CIDSet"))[:CID_SET_MAX_BYTES]
    listed = {
        i * 8 + bit for i, byte in enumerate(bits) if byte for bit in range(8) if byte & (0x80 >> bit)
    } - {0}
    program = font.program
    if isinstance(program, CffProgram):
        return listed == set(program.cids()) - {0}
    assert isinstance(program, TrueTypeProgram)  # a composite font has no other
    if font.glyph_map is None:
        in_program = set(range(1, program.metrics_count))
        return in_program <= listed and all(cid < program.glyph_count for cid in listed)
    in_map = {
        cid
        for cid in range(1, len(font.glyph_map) // 2)
        if (font.glyph_number(cid) or 0) < program.glyph_count
    }
    return listed == in_map


# ---------------------------------------------------------------- glyphs


def _check_glyphs(font: Font, used: UsedFont, tally: Tally) -> None:
    """Check every glyph; a font with a thousand glyphs is one place to mend."""
    glyphs = [font.glyph(code) for code in sorted(used.codes_seen | used.codes_unseen)]
    seen = [glyph for glyph in glyphs if glyph.code in used.codes_seen]
    by_test = {
        "7.21.4.1-2": [(one.code, one.is_present) for one in seen if one.is_present is not None],
        "7.21.5-1": [
            (one.code, abs(one.width - one.program_width) <= 1)
            for one in seen
            if one.width is not None and one.program_width is not None
        ],
        "7.21.7-1": [(one.code, one.text is not None) for one in glyphs],
        "7.21.7-2": [(one.code, _NOT_TEXT.isdisjoint(one.text)) for one in glyphs if one.text is not None],
        "7.21.8-1": [(one.code, one.name != NOTDEF) for one in glyphs],
    }
    for clause, tests in by_test.items():
        wrong = [code for code, holds in tests if not holds]
        tally.passed(clause, len(tests) - len(wrong))
        if wrong:
            codes = ", ".join(f"{code:#x}" for code in wrong[:8])
            tally.failed(clause, partial(_place, used), len(wrong), font=font.plain_name, codes=codes)


def _place(used: UsedFont) -> tuple[str, str, str]:
    return used.place()
