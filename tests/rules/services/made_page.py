"""Makes a page of HTML in the shape of a capture, without a browser: every element has a box and is visible."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from rules.evidence import PageEvidence, PageState
from rules.page_view import BASE_STYLES, Page

URL = "https://www.eksempelby.invalid/side"


def made_page(html: str, url: str = URL, title: str = "", hidden: str = "", **more: Any) -> Page:
    """Return a page with `html` as its body; `hidden` selects elements without a box."""
    text = html if "<html" in html else f"<html><head><title>{title}</title></head><body>{html}</body></html>"
    soup = BeautifulSoup(text, "html.parser")
    values: dict[str, Any] = {
        "url": url,
        "final_url": url,
        "state": PageState.RENDERED,
        "title": title,
        "language": "da",
        "snapshot": snapshot(soup, {id(tag) for tag in soup.select(hidden)} if hidden else set()),
        "styles": BASE_STYLES,
    }
    return Page(PageEvidence(**(values | more)))


def snapshot(soup: BeautifulSoup, hidden: set[int]) -> dict[str, Any]:
    """Return what CDP's DOMSnapshot.captureSnapshot gives, as far as `Page` reads it."""
    strings: list[str] = ["block", "visible"]
    nodes: dict[str, list[Any]] = {
        name: []
        for name in ("parentIndex", "nodeType", "nodeName", "nodeValue", "backendNodeId", "attributes")
    }
    shown: list[int] = []

    def string(text: str) -> int:
        strings.append(text)
        return len(strings) - 1

    def add(parent: int, kind: int, name: str, value: str, attributes: list[int]) -> int:
        index = len(nodes["nodeType"])
        row = (parent, kind, string(name), string(value), index + 1, attributes)
        for key, cell in zip(nodes, row, strict=True):
            nodes[key].append(cell)
        return index

    def walk(tag: Tag, parent: int, is_hidden: bool) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                attributes = [
                    string(part)
                    for name, value in child.attrs.items()
                    for part in (name, " ".join(value) if isinstance(value, list) else str(value))
                ]
                index = add(parent, 1, child.name.upper(), "", attributes)
                is_gone = is_hidden or id(child) in hidden
                if not is_gone:
                    shown.append(index)
                walk(child, index, is_gone)
            elif type(child) is NavigableString:
                add(parent, 3, "#text", str(child), [])

    walk(soup, add(-1, 9, "#document", "", []), False)
    layout = {
        "nodeIndex": shown,
        "bounds": [[0, 0, 10, 10] for _ in shown],
        "styles": [[0, 1] for _ in shown],
    }
    return {"strings": strings, "documents": [{"nodes": nodes, "layout": layout}]}
