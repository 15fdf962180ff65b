"""Captures a page of a test in a real browser, in the shape of the evidence that rules judge."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import sync_playwright

from crawler.render.browser_finder import find_browser
from rules.evidence import LoadState, PageEvidence, PageState

NAVIGATION_TIMEOUT_MILLISECONDS = 20_000


@contextmanager
def open_browser_page() -> Iterator[BrowserPage]:
    """Start one browser with one page; it may reach this machine only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(find_browser().path),
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        try:
            yield browser.new_page(viewport={"width": 1280, "height": 900})
        finally:
            browser.close()


def capture(page: BrowserPage, url: str, styles: tuple[str, ...]) -> PageEvidence:
    """Load `url` and return what rules see of it."""
    page.goto(url, timeout=NAVIGATION_TIMEOUT_MILLISECONDS)
    session = page.context.new_cdp_session(page)
    snapshot = session.send("DOMSnapshot.captureSnapshot", {"computedStyles": list(styles)})
    frames = _frames(session.send("Page.getFrameTree")["frameTree"])
    tree = [
        {
            "backend": node["backendDOMNodeId"],
            "role": node.get("role", {}).get("value", ""),
            "name": node.get("name", {}).get("value", ""),
        }
        for frame in frames
        for node in session.send("Accessibility.getFullAXTree", {"frameId": frame})["nodes"]
        if not node.get("ignored") and "backendDOMNodeId" in node
    ]
    session.detach()
    return PageEvidence(
        url=url,
        final_url=page.url,
        state=PageState.RENDERED,
        status=200,
        load_state=LoadState.LOADED,
        title=page.title(),
        language=page.evaluate("document.documentElement.lang || ''"),
        snapshot=snapshot,
        styles=styles,
        accessibility_tree=tree,
    )


def _frames(tree: dict[str, Any]) -> list[str]:
    return [
        tree["frame"]["id"],
        *(frame for child in tree.get("childFrames", ()) for frame in _frames(child)),
    ]
