"""What is drawn from a rendered page for the rules about content: links to places, places, dates, length."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page as BrowserPage

from rules.catalogue import catalogue
from rules.content_facts import PageDates
from rules.evidence import AxeNode, AxeRuleResult, AxeRun, PageFacts
from rules.facts import page_facts
from rules.page_view import Page
from tests.rules.capture import capture, open_browser_page

pytestmark = pytest.mark.browser

TAKEN_AT = "2026-11-24T08:00:00Z"


@pytest.fixture(scope="module")
def browser_page() -> Iterator[BrowserPage]:
    with open_browser_page() as page:
        yield page


def facts_of(
    browser_page: BrowserPage, folder: Path, body: str, head: str = "", axe: AxeRun | None = None
) -> PageFacts:
    file = folder / "side.html"
    file.write_text(
        f"<!doctype html><html lang=da><meta charset=utf-8><title>Side</title>{head}<body>{body}</body></html>",
        encoding="utf-8",
    )
    taken = capture(browser_page, file.as_uri(), catalogue().styles)
    return page_facts(Page(dataclasses.replace(taken, taken_at=TAKEN_AT, axe=axe)), is_start_page=False)


def names(facts: PageFacts) -> list[str]:
    return [anchor.name for anchor in facts.anchors]


def test_links_to_places_are_kept_once_with_the_page_they_lead_to(
    browser_page: BrowserPage, tmp_path: Path
) -> None:
    facts = facts_of(
        browser_page,
        tmp_path,
        '<a href="#pris">Pris</a><a href="#pris">Pris</a><a href="anden.html#tid">Tid</a>'
        "<h2 id=pris>Pris</h2><a name=gammel></a>",
    )
    assert [(anchor.url.rpartition("/")[2], anchor.name, anchor.text) for anchor in facts.anchors] == [
        ("side.html", "pris", "Pris"),
        ("anden.html", "tid", "Tid"),
    ]
    assert facts.places == ("gammel", "pris")


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#">Op</a>',
        '<a href="#!/rute">Rute</a>',
        '<a href="#/rute">Rute</a>',
        '<a href="#:~:text=pris">Tekst</a>',
        '<a href="#x" onclick="vis()">Vis</a>',
        '<a href="#x" role="button">Vis</a>',
        '<a href="#x" aria-controls="y">Vis</a>',
        '<a href="#x" data-bs-toggle="collapse">Vis</a>',
        '<a href="#x" style="display: none">Vis</a>',
        '<a href="mailto:a@b.example?subject=#1">Skriv</a>',
    ],
)
def test_what_is_no_link_to_a_place_is_left_out(browser_page: BrowserPage, tmp_path: Path, link: str) -> None:
    assert names(facts_of(browser_page, tmp_path, link)) == []


def test_a_skip_link_that_axe_has_judged_is_left_to_axe(browser_page: BrowserPage, tmp_path: Path) -> None:
    body = '<a href="#indhold">Spring til indhold</a><p><a href="#pris">Pris</a></p>'
    node = AxeNode("a", "html > body > a", "<a>", "moderate")
    axe = AxeRun("4", (AxeRuleResult("skip-link", violations=(node,)),), ("skip-link",))
    assert names(facts_of(browser_page, tmp_path, body, axe=axe)) == ["pris"]
    assert names(facts_of(browser_page, tmp_path, body)) == ["indhold", "pris"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Sidst opdateret 3. marts 2024</p>", PageDates("2024-03-03")),
        ("<p>Siden er sidst opdateret den 3/3-2024.</p>", PageDates("2024-03-03")),
        ("<dl><dt>Opdateret<dd>03.03.2024</dl>", PageDates("2024-03-03")),
        ("<p>Opdateret: <time datetime=2024-03-03>3. marts 2024</time></p>", PageDates("2024-03-03")),
        ("<p>Publiceret 3. marts 2024, opdateret 5. maj 2025</p>", PageDates("2025-05-05", "2024-03-03")),
        ("<p>Last updated: March 3, 2024</p>", PageDates("2024-03-03")),
        # Other dates say nothing of the page, and what lies ahead is no update.
        ("<p>Mødet holdes den 3. marts 2024.</p>", PageDates()),
        ("<p>Loven blev senest ændret ved lov nr. 429 af 16. marts 2021.</p>", PageDates()),
        ("<p>Opdateret 3. marts 2031</p>", PageDates()),
        # Many systems put the date in the footer of the page.
        ("</main><footer><p>Post</p><p>Opdateret 3. marts 2024</p></footer>", PageDates("2024-03-03")),
        ("<h1>Nyt budget</h1><p>3. marts 2024</p>", PageDates("", "2024-03-03")),
        ("<h1>Nyt budget</h1><p>Nyhed | 03.03.2024</p>", PageDates("", "2024-03-03")),
        ("<p>Seneste opdatering: 3. marts 2024</p>", PageDates("2024-03-03", "")),
    ],
)
def test_dates_are_read_where_the_page_says_what_they_are(
    browser_page: BrowserPage, tmp_path: Path, body: str, expected: PageDates
) -> None:
    facts = facts_of(browser_page, tmp_path, f"<main>{body}</main>")
    assert PageDates(facts.updated_on, facts.published_on) == expected
    assert facts.taken_on == "2026-11-24"


def test_metadata_speaks_where_the_text_is_silent(browser_page: BrowserPage, tmp_path: Path) -> None:
    head = (
        '<meta property="article:modified_time" content="2025-02-01T10:00:00+01:00">'
        '<meta name="DC.Date.Issued" content="2020-02-01">'
    )
    facts = facts_of(browser_page, tmp_path, "<p>Tekst</p>", head)
    assert (facts.updated_on, facts.published_on) == ("2025-02-01", "2020-02-01")
    said = facts_of(browser_page, tmp_path, "<p>Opdateret 3. marts 2024</p>", head)
    assert said.updated_on == "2024-03-03"


def test_words_of_menus_headings_and_lists_of_links_do_not_count(
    browser_page: BrowserPage, tmp_path: Path
) -> None:
    body = (
        "<nav><a href=/>et to tre</a></nav><main><h1>et to</h1><p>et to tre</p>"
        "<ul><li><a href=http://127.0.0.1/>et to</a><li>et</ul></main><footer>et to tre</footer>"
    )
    assert facts_of(browser_page, tmp_path, body).word_count == 4
