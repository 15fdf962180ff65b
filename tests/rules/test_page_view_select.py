"""Selecting among the elements that may match gives what Beautiful Soup's own selecting gives."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rules.page_view import Page
from tests.rules.capture import capture, open_browser_page

pytestmark = pytest.mark.browser

PAGE = """<!DOCTYPE html><main role="search"><a href="/a">A</a><a>no address</a><svg role="img"></svg>
<input type="IMAGE"><area href="/b"><div role="link" class="x y">D</div><dialog open></dialog>
<p aria-modal="true">P</p></main>"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    file: Path = tmp_path_factory.mktemp("select") / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    with open_browser_page() as browser_page:
        yield Page(capture(browser_page, file.as_uri(), ("display", "visibility")))


@pytest.mark.parametrize(
    "selector",
    [
        "a[href], area[href], [role=link]",
        'img, input[type="image" i], svg[role], [role="img"]',
        "dialog[open], [aria-modal=true]",
        "main a[href]",
        ".x",
        "*",
        ":not(a)",
    ],
)
def test_selecting_finds_what_the_soup_finds(page: Page, selector: str) -> None:
    found = page.select(selector)
    assert found
    assert [id(tag) for tag in found] == [id(tag) for tag in page.soup.select(selector)]


def test_the_beginning_of_a_long_text_is_the_texts_beginning(page: Page) -> None:
    tag = page.select("main")[0]
    assert page.text(tag).startswith("Ano address")
    assert page.text(tag)[:8] == page._start_of_text(tag, 8)[:8]
