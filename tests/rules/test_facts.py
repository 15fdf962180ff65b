"""The page facts that site rules judge, as drawn from a rendered page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page as BrowserPage

from rules.catalogue import catalogue
from rules.evidence import PageFacts
from rules.facts import page_facts
from rules.page_view import Page
from tests.rules.capture import capture, open_browser_page

pytestmark = pytest.mark.browser

PAGE = """<!DOCTYPE html><html lang="da"><meta charset="utf-8"><title>Pas – Eksempel</title>
<header><a href="/">Eksempel</a></header>
<nav aria-label="Hovedmenu"><a href="byg.html">Byg</a><a href="byg.html">Byg</a><a href="{own}#top">Op</a></nav>
<main id="top"><h1>Pas</h1><p>{text}</p>
<a href="mailto:post@eksempel.invalid">Skriv</a><a href="tid.html#b">Tid</a></main>
<footer>{footer}</footer></html>"""


@pytest.fixture(scope="module")
def browser_page() -> Iterator[BrowserPage]:
    with open_browser_page() as page:
        yield page


def facts_of(browser_page: BrowserPage, folder: Path, name: str = "pas.html", **parts: str) -> PageFacts:
    file = folder / name
    file.write_text(
        PAGE.format(**{"own": name, "text": "Bestil tid.", "footer": ""} | parts), encoding="utf-8"
    )
    return page_facts(Page(capture(browser_page, file.as_uri(), catalogue().styles)), is_start_page=False)


def test_facts_name_the_page_and_hold_only_links_of_the_web(
    browser_page: BrowserPage, tmp_path: Path
) -> None:
    base = '<base href="http://127.0.0.1:9/da/">'
    facts = facts_of(browser_page, tmp_path, text=f"{base}Bestil tid.")
    assert (facts.title, facts.language, facts.is_start_page) == ("Pas – Eksempel", "da", False)
    # Files have no links of the web, and a base in the body is none.
    assert facts.links == ()
    assert not facts.has_search


def test_links_are_resolved_once_each_with_their_landmark(browser_page: BrowserPage, tmp_path: Path) -> None:
    (tmp_path / "base.html").write_text(
        PAGE.format(own="pas.html", text="Bestil tid.", footer="").replace(
            "<title>", '<base href="http://127.0.0.1:9/da/"><title>'
        ),
        encoding="utf-8",
    )
    captured = capture(browser_page, (tmp_path / "base.html").as_uri(), catalogue().styles)
    facts = page_facts(Page(captured), is_start_page=True)
    found = [(link.url, link.text, link.landmark) for link in facts.links]
    assert found == [
        ("http://127.0.0.1:9/", "Eksempel", "banner"),
        ("http://127.0.0.1:9/da/byg.html", "Byg", "navigation"),
        ("http://127.0.0.1:9/da/pas.html", "Op", "navigation"),
        ("http://127.0.0.1:9/da/tid.html", "Tid", "main"),
    ]


@pytest.mark.parametrize(
    "search",
    [
        "<form role=search><input name=x></form>",
        "<search><input name=x></search>",
        "<input type=search>",
        "<input name=q>",
        "<input placeholder='Søg på siden'>",
        "<button>Søg</button>",
        "<a href='/soeg'>Søgning</a>",
    ],
)
def test_a_search_is_seen(search: str, browser_page: BrowserPage, tmp_path: Path) -> None:
    assert facts_of(browser_page, tmp_path, footer=search).has_search


def test_content_is_the_page_without_what_pages_share(browser_page: BrowserPage, tmp_path: Path) -> None:
    one = facts_of(browser_page, tmp_path, footer="I dag").content
    assert one
    assert facts_of(browser_page, tmp_path, name="b.html", footer="I morgen").content == one
    assert facts_of(browser_page, tmp_path, text="Bestil tid i morgen.").content != one


@pytest.mark.parametrize(
    ("footer", "is_in_footer"),
    [
        ("<a href='/e'>E</a>", True),
        ("<nav><ul><li><a href='/e'>E</a></ul></nav>", True),
        ("<section><a href='/e'>E</a></section>", True),
        ("<article><a href='/e'>E</a></article>", False),
    ],
)
def test_links_in_the_footer_are_told_also_those_in_its_menus(
    footer: str, is_in_footer: bool, browser_page: BrowserPage, tmp_path: Path
) -> None:
    base = '<title>P</title><base href="http://127.0.0.1:9/">'
    html = f"<!DOCTYPE html><meta charset=utf-8>{base}<main>x</main><footer>{footer}</footer>"
    (tmp_path / "fod.html").write_text(html, encoding="utf-8")
    facts = page_facts(
        Page(capture(browser_page, (tmp_path / "fod.html").as_uri(), catalogue().styles)), is_start_page=False
    )
    assert facts.has_footer
    assert [link.in_footer for link in facts.links] == [is_in_footer]


@pytest.mark.parametrize(
    ("body", "has_footer", "is_in_footer"),
    [
        ("<main><article><footer><a href='/e'>E</a></footer></article></main>", False, False),
        ("<div class='footer'><a href='/e'>E</a></div>", False, True),
        ("<div role=contentinfo><a href='/e'>E</a></div>", True, True),
        ("<footer hidden>x</footer><p><a href='/e'>E</a></p>", False, False),
        ("<main><div class='footer'><a href='/e'>E</a></div></main>", False, False),
    ],
)
def test_what_is_no_footer_of_the_page_is_none(
    body: str, has_footer: bool, is_in_footer: bool, browser_page: BrowserPage, tmp_path: Path
) -> None:
    html = f'<!DOCTYPE html><meta charset=utf-8><title>P</title><base href="http://127.0.0.1:9/">{body}'
    (tmp_path / "fod.html").write_text(html, encoding="utf-8")
    facts = page_facts(
        Page(capture(browser_page, (tmp_path / "fod.html").as_uri(), catalogue().styles)), is_start_page=False
    )
    assert facts.has_footer is has_footer
    assert [link.in_footer for link in facts.links] == [is_in_footer]
