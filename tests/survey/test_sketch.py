"""A sketch tells whether two pages show the same."""

import pytest
from parsel import Selector

from crawler.survey.sketch import Sketch, sketch

URL = "https://by.dk/sted"


def drawn(html: str, url: str = URL) -> Sketch:
    return sketch(Selector(text=html, type="html").root, url)


def test_what_is_not_seen_does_not_count() -> None:
    one = drawn("<p>Ens</p>")
    other = drawn(
        "<!-- nu --><p>Ens</p><script>t = 1</script><style>a{}</style><noscript>x</noscript>"
        "<template><b>y</b></template><input type=hidden value=98723>"
    )
    assert (one.key, one.digest, one.words) == (other.key, other.digest, other.words)


def test_text_after_what_is_not_seen_counts() -> None:
    assert drawn("<p>a<script>x</script> og b</p>").words == 3


def test_numbers_and_dates_make_no_other_key_and_another_digest() -> None:
    one, other = drawn("<h1>Maj 2026</h1><p>3 ting</p>"), drawn("<h1>Juni 2027</h1><p>14 ting</p>")
    assert one.key == other.key
    assert one.digest != other.digest


@pytest.mark.parametrize("html", ["<p>En bro</p><img src=/a.jpg>", "<p>En bro</p><iframe src=/kort>"])
def test_words_pictures_and_frames_make_another_key(html: str) -> None:
    assert drawn(html).key != drawn("<p>En bro</p>").key


def test_a_page_s_own_address_in_its_text_does_not_count() -> None:
    one = drawn("<p>Siden /nedlagt/afdeling findes ikke</p>", "https://by.dk/nedlagt/afdeling")
    other = drawn("<p>Siden /en/helt/anden findes ikke</p>", "https://by.dk/en/helt/anden")
    assert one.key == other.key


@pytest.mark.parametrize(
    ("html", "is_one"),
    [
        ("<div id=root></div><script src=/app.js></script>", True),
        ("<div id=root></div><script type=module>run()</script>", True),
        ("<div id=root></div>", False),
        ("<div></div><script type='application/ld+json'>{}</script>", False),
        (f"<p>{'ord ' * 30}</p><script src=/app.js></script>", False),
    ],
)
def test_a_shell_that_scripts_fill_is_known(html: str, is_one: bool) -> None:
    assert drawn(html).is_shell is is_one


@pytest.mark.parametrize(
    ("title", "heading", "says_it"),
    [
        ("Siden findes ikke", "", True),
        ("Kommunen", "Siden blev ikke fundet", True),
        ("Kommunen", "Siden er ikke blevet fundet", True),
        ("404 - Page not found", "Hov", True),
        ("Kommunen", "Vi kunne ikke finde siden", True),
        ("Om rute 4040", "Rute 4040", False),
        ("Indsamling af genstande, der ikke længere bruges", "Genbrug", False),
    ],
)
def test_titles_and_headings_say_that_a_page_is_not_there(title: str, heading: str, says_it: bool) -> None:
    assert drawn(f"<title>{title}</title><h1>{heading}</h1>").says_missing is says_it


def test_a_very_deep_page_is_drawn() -> None:
    assert drawn("<div>" * 1_000 + "dybt").words == 1
