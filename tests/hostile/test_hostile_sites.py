"""Hostile sites, crawled end to end: what cannot be fetched is named, and the crawl goes on and ends."""

from pathlib import Path

import pytest

from crawler.events import SiteState, StopReason
from rules.evidence import PageState
from tests.hostile import script_traps
from tests.hostile.audited import Audited, audit
from tests.hostile.server import HostileSite, serving
from tests.hostile.site import CLEAN, TRAPS, hostile_site
from tests.hostile.site_traps import SITEMAPS, refusing, robots_naming_sitemaps
from tests.hostile.traps import fixed

pytestmark = pytest.mark.browser

CRAWLED = [
    path
    for path in TRAPS
    if path.startswith(
        ("/protocol/", "/content/html-", "/content/text-", "/content/no", "/content/attributes-5")
    )
    and path != "/content/html-said-to-be-pdf"  # a document, by its own word
]
"""The survey fetches pages without their parts and scripts: what it meets are answers."""
SCRIPTED = [
    f"/script/{name}"
    for name in (
        "dialogs-in-a-loop",
        "overwrites-natives",
        "freezes-at-load",
        "allocates-buffers",
        "downloads-in-a-loop",
        "goes-elsewhere-for-ever",
    )
]
"""What the survey finds nothing wrong with, and the browser meets in the middle of a crawl."""
SHELLS = {
    "freezes": (script_traps.BUSY, PageState.TIMED_OUT),
    "allocates": (script_traps.ALLOCATE_BUFFERS, PageState.CRASHED),
    "dialogs": ("while (true) { alert('hej'); }", PageState.TIMED_OUT),
    "wanders": ("location.href = '?' + Math.random();", PageState.REDIRECT_LOOP),
}
"""Start pages that are nothing before their scripts have run, so that the survey has a browser read them, too."""


def start_page(*paths: str) -> str:
    links = "".join(f'<li><a href="{path}">Læs om {path}</a></li>' for path in paths)
    return (
        f'<!doctype html><html lang="da"><title>Forside</title><main><h1>Forside</h1><ul>{links}</ul></main>'
    )


def crawl(site: HostileSite, folder: Path, *paths: str) -> Audited:
    site.answers["/"] = fixed(start_page(*paths))
    return audit(site, folder)


def test_a_crawl_names_what_it_could_not_fetch_and_finds_every_page_around_it(tmp_path: Path) -> None:
    mixed = [
        path
        for number, path in enumerate([*CRAWLED, *SCRIPTED])
        for path in (CLEAN[number % len(CLEAN)], path)
    ]
    with serving(hostile_site()) as site:
        site.answers["/robots.txt"] = robots_naming_sitemaps(site)
        site.answers |= {f"/map/{name}": answer for name, answer in SITEMAPS.items()}
        among = crawl(site, tmp_path / "among", *mixed)
        site.answers["/robots.txt"] = fixed("", "text/plain", 404)
        alone = crawl(site, tmp_path / "alone", *CLEAN)
        assert among.outcome.state is SiteState.DONE
        ends = {path: among.end_of(site.url(path)) for path in CRAWLED}
        for path in CLEAN:
            assert among.all_of(site.url(path))[1] == alone.all_of(site.url(path))[1], path
        noted = "\n".join(note["detail"] for note in among.notes if note["kind"] == "sitemap")
        assert [name for name in SITEMAPS if f"/map/{name}:" not in noted] == []
        scripted = {path: among.end_of(site.url(path))[0] for path in SCRIPTED}
    assert {
        path: state for path, state in scripted.items() if PageState(state) not in TRAPS[path].states
    } == {}
    assert {path for path, (state, _) in ends.items() if state == "no outcome"} == set()
    assert {path for path, (state, why) in ends.items() if state != "rendered" and not why} == set()
    seen = {path for path, (state, _) in ends.items() if state == PageState.RENDERED.value}
    assert seen == {path for path in seen if PageState.RENDERED in TRAPS[path].states}


@pytest.mark.parametrize(
    ("status", "headers"),
    [(403, {}), (429, {"Retry_After": "1"}), (429, {"Retry_After": "999999"}), (503, {})],
)
def test_a_site_that_refuses_us_is_given_up_with_its_reason(
    tmp_path: Path, status: int, headers: dict[str, str]
) -> None:
    with serving(refusing(status, **headers)) as site:
        audited = audit(site, tmp_path)
        asked = [path for path, _ in site.seen if path == "/"]
    assert audited.outcome.reason is StopReason.START_FAILED
    assert audited.outcome.text is not None
    assert f"HTTP {status}" in audited.outcome.text.en
    assert len(asked) <= 2


@pytest.mark.parametrize("name", SHELLS)
def test_a_start_page_whose_scripts_are_hostile_costs_its_own_time_and_its_links_are_followed(
    tmp_path: Path, name: str
) -> None:
    script, state = SHELLS[name]
    with serving(hostile_site()) as site:
        site.answers["/"] = fixed(
            f'<!doctype html><html lang="da"><title>App</title><script>{script}</script><div id="app"></div>'
            f'<img src="/never" alt=""><a href="{CLEAN[0]}">Start</a>'
        )
        audited = audit(site, tmp_path)
    assert audited.outcome.state is SiteState.DONE
    ended, why = audited.end_of(site.url("/"))
    assert (ended, bool(why)) == (state.value, True)
    assert audited.end_of(site.url(CLEAN[0]))[0] == PageState.RENDERED.value
