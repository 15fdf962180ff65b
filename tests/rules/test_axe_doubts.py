"""Where axe's word is doubted, a fault becomes cantTell; beside each doubt stands a fault that is still one."""

import dataclasses
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page as BrowserPage

from rules.axe.doubts import is_doubted
from rules.evidence import AxeNode, PageEvidence, PageState
from rules.page_view import BASE_STYLES, Page
from tests.rules.capture import capture, open_browser_page

EVIDENCE = PageEvidence("http://a/", "http://a/", PageState.RENDERED, content_type="text/html; charset=utf-8")
LABEL = "label-content-name-mismatch"


def doubted(rule: str, snippet: str, content_type: str = "text/html") -> bool:
    page = Page(dataclasses.replace(EVIDENCE, content_type=content_type))
    return is_doubted(rule, AxeNode("x", "html > body > x", snippet), page)


@pytest.mark.parametrize(
    ("rule", "snippet", "expected"),
    [
        ("color-contrast", "<p>――――</p>", True),
        ("color-contrast", "<p>――</p>".encode().decode("cp1252", "replace"), True),
        ("color-contrast", "<p>Læs <b>1</b></p>", False),
        ("color-contrast", "<input>", False),
        (LABEL, '<button aria-label="Næste">Næste …</button>', True),
        (LABEL, '<button aria-label="Next">Nextâ€¦</button>', True),
        (LABEL, '<a aria-label="Nørre Allé 12" href="#">Nr. Allé 12</a>', False),
        (LABEL, '<a aria-label="Universitetsparken" href="#">Univ.</a>', True),
        (LABEL, '<a aria-label="Til forsiden" href="#">→</a>', True),
        (LABEL, '<a aria-label="just ice" href="#">justice</a>', False),
        (LABEL, '<button aria-label="Luk">Send</button>', False),
        ("image-alt", "<img>", False),
    ],
)
def test_faults_of_known_false_kinds_are_doubted(rule: str, snippet: str, expected: bool) -> None:
    assert doubted(rule, snippet) is expected


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("text/html", False),
        ("application/xhtml+xml", False),
        ("", False),
        ("application/xml", True),
        ("image/svg+xml", True),
    ],
)
def test_documents_of_another_kind_owe_no_html_language(content_type: str, expected: bool) -> None:
    assert doubted("html-has-lang", "<html>", content_type) is expected


@pytest.fixture(scope="module")
def browser_page() -> Iterator[BrowserPage]:
    with open_browser_page() as page:
        yield page


HELP = '<p id="help" style="color: #ccc">Udfyldes ikke her</p>'


@pytest.mark.browser
@pytest.mark.parametrize(
    ("rule", "markup", "ancestry", "expected"),
    [
        ("color-contrast", f'<input disabled aria-describedby="help">{HELP}', "p", True),
        ("color-contrast", f'<div aria-disabled="true" aria-describedby="help">Send</div>{HELP}', "p", True),
        ("color-contrast", f'<input aria-describedby="help">{HELP}', "p", False),
        ("color-contrast", f'<input disabled aria-describedby="help"><a aria-describedby=help>a</a>{HELP}', "p", False),
        ("color-contrast", f'<input disabled aria-describedby="other">{HELP}<i id="other">!</i>', "p", False),
        ("table-fake-caption", "<table><tr><th colspan=2>Navn<tr><th>Fornavn<th>Efternavn</table>", "table", True),
        ("table-fake-caption", "<table><tr><td colspan=2>Navn<tr><th>Fornavn<th>Efternavn</table>", "table", False),
        ("table-fake-caption", "<table></table>", "iframe >>> html > body > table", False),
    ],
)  # fmt: skip
def test_what_stands_around_the_element_is_looked_at(
    rule: str, markup: str, ancestry: str, expected: bool, browser_page: BrowserPage
) -> None:
    address = f"data:text/html;charset=utf-8,{quote(markup)}"
    page = Page(capture(browser_page, address, BASE_STYLES))
    assert is_doubted(rule, AxeNode("x", ancestry, "<p>Udfyldes ikke her</p>"), page) is expected
