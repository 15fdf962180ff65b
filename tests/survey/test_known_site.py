"""A site whose truth is known: exactly the real pages are surveyed, and every trap is named with its reason."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.survey.inventory import NoteKind
from tests.survey.known import corners as known_corners
from tests.survey.known.corners import GONE, WEEKS, soft_missing
from tests.survey.known.more_corners import MORE_CORNERS
from tests.survey.known.script_corners import APP, HALF, HONEST_HALF, MENU, SCRIPT_CORNERS, SENT_ON_BY_SCRIPT
from tests.survey.known.site import Answer, Asked, Corner, KnownSite

ROOT = Path(__file__).parents[2]
RUN_SECONDS_MAX = 240
PLAIN_CORNERS = (*known_corners.PLAIN_CORNERS, *MORE_CORNERS)
_ALWAYS_NOTED = {NoteKind.ROBOTS}
Items = list[dict[str, Any]]


def surveyed(folder: Path, url: str, *options: str) -> Items:
    """Run `scrapy crawl site` and return its items, with the site's own address taken off."""
    out = folder / "inventory.jsonl"
    command = [sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"url={url}", "-O", str(out), *options]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=RUN_SECONDS_MAX, check=False
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert " ERROR: " not in ended.stderr, ended.stderr[-3000:]
    (folder / "log.txt").write_text(ended.stderr, encoding="utf-8")
    text = out.read_text(encoding="utf-8").replace(url.replace("http:", "https:"), "https:/")
    return [json.loads(line) for line in text.replace(url, "/").splitlines()]


def pages_of(items: Items) -> list[str]:
    return [item["url"] for item in items if item["item"] == "page"]


def expect_truth(items: Items, corners: Iterable[Corner]) -> None:
    """Hold an inventory against what the corners say of themselves, all of it."""
    expect_pages(pages_of(items), corners)
    skips = [(item["url"], item["reason"]) for item in items if item["item"] == "skip"]
    notes = {item["kind"] for item in items if item["item"] == "note"}
    expect_skips(skips, corners)
    expected = {kind.value for corner in corners for kind in corner.notes}
    assert notes - {kind.value for kind in _ALWAYS_NOTED} == expected


def expect_pages(found: list[str], corners: Iterable[Corner]) -> None:
    rest = list(found)
    missing = []
    for expected in (address for corner in corners for address in corner.pages):
        pattern = expected.removeprefix("re:") if expected.startswith("re:") else re.escape(expected)
        match = next((address for address in rest if re.fullmatch(pattern, address)), None)
        if match is None:
            missing.append(expected)
        else:
            rest.remove(match)
    assert (missing, [address for address in rest if address != "/"]) == ([], [])


def expect_skips(skips: list[tuple[str, str]], corners: Iterable[Corner]) -> None:
    found = dict(skips)
    for corner in corners:
        assert {url: found.get(url) for url in corner.skips} == dict(corner.skips), corner.name
        for pattern, reason in corner.traps.items():
            named = [url for url, why in skips if why == reason and re.fullmatch(pattern, url)]
            assert named, (corner.name, pattern)
    unexplained = [
        (url, why) for url, why in skips if not any(corner.explains(url, why) for corner in corners)
    ]
    assert unexplained == []


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Items, list[str]]:
    """The corners that need no browser, surveyed once: the inventory, and what the server was asked for."""
    with KnownSite(PLAIN_CORNERS, missing=soft_missing) as site:
        return surveyed(tmp_path_factory.mktemp("known"), site.url), site.asked


@pytest.mark.parametrize("corner", PLAIN_CORNERS, ids=lambda corner: corner.name)
def test_each_corner_is_seen_for_what_it_is(plain: tuple[Items, list[str]], corner: Corner) -> None:
    items, _ = plain
    found = set(pages_of(items))
    for expected in corner.pages:
        pattern = expected.removeprefix("re:") if expected.startswith("re:") else re.escape(expected)
        assert any(re.fullmatch(pattern, address) for address in found), expected


def test_exactly_the_real_pages_are_surveyed_and_every_trap_is_named(plain: tuple[Items, list[str]]) -> None:
    expect_truth(plain[0], PLAIN_CORNERS)


def test_traps_cost_few_requests(plain: tuple[Items, list[str]]) -> None:
    items, asked = plain
    assert len(asked) < 2 * len(pages_of(items))
    # Once the session id is known for what it is, no more of its addresses are asked for.
    assert sum("/forum/" in address for address in asked) < 15


def test_no_link_that_logs_out_or_leads_to_no_page_is_asked_for(plain: tuple[Items, list[str]]) -> None:
    _, asked = plain
    assert not {"/konto/logout", "/konto/log-ud", "/konto/slut", "/film.mp4", "/plan.pdf"} & set(asked)


def test_every_page_and_every_reason_is_the_same_on_a_slow_network(
    plain: tuple[Items, list[str]], tmp_path: Path
) -> None:
    with KnownSite(PLAIN_CORNERS, missing=soft_missing, jitter_seconds=0.05) as site:
        again = surveyed(tmp_path, site.url)
    assert [without_draws(item) for item in again] == [without_draws(item) for item in plain[0]]


def without_draws(item: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the server draws anew at each request, and so depends on the order of requests."""
    text = re.sub(r"/forum/x[0-9a-z]+", "/forum/x", json.dumps(item))
    return json.loads(re.sub(r"\?ts=\d+", "?ts=", text))  # type: ignore[no-any-return]


@pytest.mark.browser
def test_what_only_a_browser_sees_is_surveyed_too(tmp_path: Path) -> None:
    corners = [corner for corner in SCRIPT_CORNERS if corner.name != "links made by scripts"]
    with KnownSite((*corners, GONE), missing=soft_missing) as site:
        expect_truth(surveyed(tmp_path, site.url), (*corners, GONE))


@pytest.mark.browser
@pytest.mark.parametrize("corner", [APP, HALF, HONEST_HALF, MENU], ids=lambda corner: corner.name)
def test_a_site_that_is_nothing_without_scripts_is_read_by_a_browser(tmp_path: Path, corner: Corner) -> None:
    def start(asked: Asked) -> Answer:
        return corner.answer(asked) or Answer("", 404)

    with KnownSite([corner], start=start) as site:
        # As in a survey for a sample: pages that nobody renders afterwards.
        expect_truth(surveyed(tmp_path, site.url, "-a", "compares_start=true"), [corner])


@pytest.mark.browser
def test_exactly_the_real_pages_are_audited(tmp_path: Path) -> None:
    corners = [
        corner for corner in (*PLAIN_CORNERS, *SCRIPT_CORNERS, SENT_ON_BY_SCRIPT) if corner is not WEEKS
    ]
    with KnownSite(corners, missing=soft_missing) as site:
        command = [
            sys.executable,
            "-m",
            "eftersyn",
            "check",
            site.url,
            "--max-pages",
            "300",
            "--out",
            str(tmp_path),
        ]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=RUN_SECONDS_MAX, check=False)
        assert ended.returncode == 0, ended.stderr[-3000:]

        def short(url: str) -> str:
            return url.replace(site.url, "/")

        with closing(sqlite3.connect(tmp_path / "eftersyn.sqlite")) as store:
            pages = store.execute("SELECT url, state FROM subjects WHERE kind = 'page'").fetchall()
            skips = store.execute("SELECT url, reason FROM skips").fetchall()
            notes = {kind for (kind,) in store.execute("SELECT kind FROM site_notes")}
        assert {state for _, state in pages} == {"rendered"}
        expect_pages([short(url) for url, _ in pages], corners)
        expect_skips([(short(url), reason) for url, reason in skips], corners)
        assert notes - {"robots"} == {kind.value for corner in corners for kind in corner.notes}
