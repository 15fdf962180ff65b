"""What is read many at a time must come out as if it were read one by one."""

import random

import pytest

from crawler.documents.pdf.tokens import shown_pieces, shown_strings, tokens
from crawler.documents.pdf.type1 import LANES_MIN_BYTES, Type1Program

_EEXEC_KEY, _CHARSTRING_KEY = 55665, 4330


def encrypted(plain: bytes, key: int) -> bytes:
    """Encrypt as Adobe's Type 1 Font Format has it, chapter 7, byte by byte."""
    cipher = bytearray()
    for byte in plain:
        cipher.append(byte ^ (key >> 8))
        key = ((cipher[-1] + key) * 52845 + 22719) & 0xFFFF
    return bytes(cipher)


def type1_font(widths: dict[str, int]) -> bytes:
    private = b"\0\0\0\0dup /Private 8 dict dup begin /lenIV 4 def /CharStrings %d dict dup begin\n" % len(
        widths
    )
    for name, width in widths.items():
        # hsbw with no side bearing, a long drawing, endchar
        drawing = b"\x8b\xff" + width.to_bytes(4, "big") + b"\x0d" + b"\x8c\x16" * (width % 40) + b"\x0e"
        charstring = encrypted(b"salt" + drawing, _CHARSTRING_KEY)
        private += b"/%s %d RD " % (name.encode(), len(charstring)) + charstring + b" ND\n"
    clear = b"%!PS-AdobeFont-1.0: Made\n/FontMatrix [0.001 0 0 0.001 0 0] def\ncurrentfile eexec\n"
    return clear + encrypted(private + b"end end", _EEXEC_KEY)


@pytest.mark.parametrize("count", [1, 2, 10, 40, 300])
def test_every_glyph_of_a_type_1_font_is_found_with_its_width(count: int) -> None:
    drawn = random.Random(count)
    widths = {f"glyph{number}": drawn.randrange(2000) for number in range(count)}
    source = type1_font(widths)
    program = Type1Program(source)
    assert program.names == frozenset(widths)
    assert {name: program.width(name) for name in widths} == widths
    if count >= 40:
        assert len(source) > LANES_MIN_BYTES * 2


def test_steps_between_lines_are_taken_with_what_follows_them() -> None:
    content = (
        b"BT /F1 9 Tf 1 0 0 1 72 700 Tm 0 -12 Td [(a)-300(b)]TJ 3 Tr 0 g 0 -12 Td (c)Tj ET\n"
        b"q 1 0 0 1 0 0 cm 0 0 10 10 re f Q 5 w\n/Im1 Do 1 0 0 RG"
    )
    assert [(str(kind), value.strip()) for kind, value in tokens(content)] == [
        ("FONT", b"/F1"),
        ("ARRAY", b"(a)-300(b)"),
        ("MODE", b"3"),
        ("STRING", b"(c)"),
        ("SAVE", b"q"),
        ("PAINT", b"0 0 10 10 re f"),
        ("RESTORE", b"Q"),
        ("OBJECT", b"/Im1"),
    ]


@pytest.mark.parametrize(
    ("operand", "pieces"),
    [
        (b"(ab)-20(c)", [b"ab", b"c"]),
        (b"(ab)-333(c)", [b"ab", b"", b"c"]),
        (b"(ab)-1000.5(c)", [b"ab", b"", b"c"]),
        (b"(ab)333(c)-199(d)", [b"ab", b"c", b"d"]),
        (b"-500(ab)()", [b"ab"]),
        (b"(a\\051)-333(\\(b)", [b"a)", b"", b"(b"]),
        (b"(-333)", [b"-333"]),
        (b"<0041 0042>-333<4>", [b"\0A\0B", b"", b"\x40"]),
        (b"<41>-250(b\\n)", [b"A", b"", b"b\n"]),
        (b"-300", []),
    ],
)
def test_a_wide_step_back_stands_between_words(operand: bytes, pieces: list[bytes]) -> None:
    assert shown_pieces(operand) == pieces
    assert shown_strings([operand, b"(x)"]) - {b""} == {*pieces, b"x"} - {b""}


def test_a_code_that_the_program_does_not_list_shows_its_missing_glyph() -> None:
    program = Type1Program(
        type1_font({".notdef": 642, "A": 700}).replace(b"/FontMatrix", b"dup 65 /A put\n/FontMatrix")
    )
    assert program.glyph_name(65) == "A"
    assert program.glyph_name(142) == ".notdef"
    assert program.width(program.glyph_name(142)) == 642
