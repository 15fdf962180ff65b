"""The report must pass its own test: axe-core and the keyboard, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from rules.axe.package import axe_script

pytestmark = pytest.mark.browser

BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
PAGES = (
    "index.html",
    "en/index.html",
    "websteder/nordkoebing.html",
    "en/sites/nordkoebing.html",
    "websteder/ond-b.html",
    "en/sites/styrelsen.html",
)
NARROWEST_PIXELS = 320


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    import shutil

    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


def _page(browser: Browser, file: Path, *, scheme: str = "light", width: int = 1280) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page.set_default_timeout(20_000)
    page.goto(file.as_uri())
    return page


def _open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_to_mend(browser, published, name, scheme):
    page = _page(browser, published / name, scheme=scheme)
    _open_all(page)
    page.evaluate(axe_script())  # evaluated by the driver: the page's own policy forbids scripts
    result = page.evaluate(
        "axe.run(document, {resultTypes: ['violations', 'incomplete'], "
        "rules: {'target-size': {enabled: true}, 'color-contrast-enhanced': {enabled: false}}})"
    )
    page.close()
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in result["violations"]] == []
    unsure = {found["id"] for found in result["incomplete"]}
    assert "color-contrast" not in unsure
    assert len(result["passes"]) > 20


@pytest.mark.parametrize("name", PAGES[:3])
def test_axe_finds_nothing_on_a_phone(browser, published, name):
    page = _page(browser, published / name, width=NARROWEST_PIXELS)
    _open_all(page)
    page.evaluate(axe_script())
    violations = page.evaluate(
        "axe.run(document, {rules: {'target-size': {enabled: true}}}).then(r => r.violations)"
    )
    page.close()
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_window_needs_no_sideways_scrolling(browser, published, name):
    page = _page(browser, published / name, width=NARROWEST_PIXELS)
    _open_all(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= NARROWEST_PIXELS


def test_text_at_double_size_still_fits(browser, published):
    page = _page(browser, published / "websteder/nordkoebing.html", width=640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert width <= 640


def test_the_keyboard_meets_the_skip_link_first_and_it_works(browser, published):
    page = _page(browser, published / "websteder/nordkoebing.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.close()


def test_the_focus_follows_the_reading_order_and_is_seen(browser, published):
    page = _page(browser, published / "index.html")
    places = []
    for _ in range(12):
        page.keyboard.press("Tab")
        places.append(
            page.evaluate(
                "[document.activeElement.getBoundingClientRect().top + scrollY,"
                " getComputedStyle(document.activeElement).outlineStyle]"
            )
        )
    page.close()
    tops = [top for top, _ in places[3:]]
    assert tops == sorted(tops)
    assert {style for _, style in places} == {"solid"}


def test_the_style_sheet_and_pictures_load_under_the_pages_own_policy(browser, published):
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto((published / "websteder/nordkoebing.html").as_uri())
    page.evaluate("document.querySelectorAll('img').forEach(one => one.scrollIntoView())")
    page.wait_for_function("[...document.images].every(one => one.complete)")
    loaded = page.evaluate("[...document.images].map(one => one.naturalWidth > 0)")
    colour = page.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor")
    page.close()
    assert loaded == [True, True]
    assert colour == "rgb(18, 58, 79)"
    assert complaints == []


def test_a_printed_copy_shows_what_is_gravest_and_leaves_out_what_cannot_be_opened(browser, published):
    page = _page(browser, published / "websteder/nordkoebing.html", scheme="dark")
    page.emulate_media(media="print")
    badge = page.evaluate(
        "(one => [one.color, one.backgroundColor])(getComputedStyle(document.querySelector('.impact-critical')))"
    )
    closed = page.evaluate(
        "[...document.querySelectorAll('.cluster summary')].map(one => one.checkVisibility())"
    )
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.close()
    assert badge == ["rgb(156, 28, 28)", "rgba(0, 0, 0, 0)"]
    assert closed
    assert not any(closed)
    assert paper == "rgb(255, 255, 255)"
