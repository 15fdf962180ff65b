"""The tree made of a snapshot is the one that Beautiful Soup's own parser makes of the same page."""

from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import PageElement

from rules.page_view import Page
from tests.rules.capture import capture, open_browser_page

_HTML = (
    '<html lang="da"><head><title>Side</title><style>p { color: red }</style>'
    "<script>const a = 1;</script></head>"
    '<body class="en to"><p>Første   <b>fede</b>\n <i>linje</i></p>\n  <pre> to \n  <b>linjer</b>   </pre>'
    "<textarea> \n </textarea><ruby>漢<rp>(</rp><rt>kan<b>ji</b></rt><rp>)</rp></ruby><br/>"
    '<ul><li rel="x y">et<ul><li>to</li></ul></li></ul><noscript>nej</noscript></body></html>'
)


def test_the_tree_is_the_parsers(tmp_path: Path) -> None:
    file = tmp_path / "side.html"
    file.write_text(f"<!DOCTYPE html>{_HTML}", encoding="utf-8")
    with open_browser_page() as browser_page:
        ours = Page(capture(browser_page, file.as_uri(), ("display", "visibility"))).soup
    parsed = BeautifulSoup(_HTML, "html.parser")
    assert str(ours) == str(parsed)
    assert _links(ours) == _links(parsed)


def _links(soup: BeautifulSoup) -> list[tuple[object, ...]]:
    """Return each node's kind with the numbers of the nodes it is tied to."""
    nodes: list[PageElement] = [soup, *soup.descendants]
    number = {id(node): position for position, node in enumerate(nodes)}
    ties = ("parent", "next_element", "previous_element", "next_sibling", "previous_sibling")
    return [
        (type(node).__name__, *(number.get(id(getattr(node, tie)), 0) for tie in ties)) for node in nodes[1:]
    ]
