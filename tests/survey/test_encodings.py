"""Bytes become text as in a browser, and links behind a wrong declaration are not lost."""

import codecs

import pytest

from crawler.survey.encodings import decode

WORDS = "Blåbærgrød på Ærø"


@pytest.mark.parametrize(
    ("body", "header", "encoding"),
    [
        (WORDS.encode(), "text/html; charset=utf-8", "utf-8"),
        (WORDS.encode(), "text/html", "utf-8"),
        (WORDS.encode("iso-8859-1"), "text/html; charset=ISO-8859-1", "cp1252"),
        (WORDS.encode("iso-8859-1"), "text/html", "cp1252"),
        (b'<meta charset="windows-1252">' + WORDS.encode("cp1252"), "", "cp1252"),
        (WORDS.encode(), 'text/html; charset="utf-8"; x=1', "utf-8"),
        (codecs.BOM_UTF8 + WORDS.encode(), "text/html; charset=iso-8859-1", "utf-8"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "text/html", "utf-16-le"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "", "utf-16-be"),
        (WORDS.encode("utf-16-le"), "", "utf-16-le"),
        (WORDS.encode("utf-16-be"), "", "utf-16-be"),
        # The header beats the page, and a page that could be read at all is not in UTF-16.
        (b'<meta charset="utf-8">' + WORDS.encode("cp1252"), "text/html; charset=cp1252", "cp1252"),
        (b'<meta charset="utf-16">' + WORDS.encode(), "text/html", "utf-8"),
        (WORDS.encode(), "text/html; charset=findes-ikke", "utf-8"),
    ],
)
def test_declared_marked_or_guessed_the_text_is_right(body: bytes, header: str, encoding: str) -> None:
    decoded = decode(body, header)
    assert decoded.text.endswith(WORDS)
    assert (decoded.encoding, decoded.is_wrong) == (encoding, False)


def test_a_page_that_is_not_in_the_encoding_it_declares_is_read_and_told() -> None:
    decoded = decode(WORDS.encode("cp1252"), "text/html; charset=utf-8")
    assert (decoded.text, decoded.is_wrong) == (WORDS, True)


def test_a_few_wrong_bytes_spoil_nothing_around_them() -> None:
    decoded = decode("Æblegrød og ".encode() + "øl".encode("cp1252"), "text/html; charset=utf-8")
    assert decoded.text == "Æblegrød og øl"


def test_a_page_cut_in_the_middle_of_a_letter_is_still_utf_8() -> None:
    assert decode(("x" * 65_535 + "å").encode()).encoding == "utf-8"


@pytest.mark.parametrize("body", [b"", b"\x00", b"\x81\x8d", b"\xff\xfe"])
def test_no_bytes_are_too_strange(body: bytes) -> None:
    assert isinstance(decode(body, "text/html").text, str)


def test_queries_of_pages_in_utf_16_are_in_utf_8() -> None:
    assert decode(codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le")).query_encoding == "utf-8"
    assert decode(WORDS.encode("cp1252"), "text/html; charset=iso-8859-1").query_encoding == "cp1252"
