import pytest

from reports.plain_text import printable, shortened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mrød\x1b[0m", "rød"),
        ("\x1b]0;ny titel\x07efter", "efter"),
        ("\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b2Jvæk", "væk"),
        ("exe.\u202egpj", "exe.gpj"),
        ("a\u2066b\u2069\u200b\ufeffc", "abc"),
        ("en\r\nto\u2028tre\x85fire", "en to tre fire"),
        ("\x00\x08\x7fæøå", "æøå"),
        ("\ud800x", "x"),
    ],
)
def test_nothing_a_terminal_or_browser_would_act_on_is_left(text, expected):
    assert printable(text) == expected


def test_a_cut_text_says_that_it_is_cut():
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"
