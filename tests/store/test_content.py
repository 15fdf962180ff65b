"""What is known of a site's own addresses, put together from store and captures; nothing is asked of the site."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from crawler.content import ADDRESSES_MAX, Surveyed, gather_content
from crawler.store.captures import CaptureFile
from crawler.store.store import SiteKey, Store
from crawler.survey.urls import Scope
from rules.evidence import AnchorFact, LinkFact, PageEvidence, PageFacts, PageState
from rules.model import Evidence
from rules.site_evidence import AddressState, ContentEvidence
from tests.store.test_store import SITE, SWEEP, page_row

KEY = SiteKey("s1", "site")
BASE = "https://a.example"
AT = {"sweep_id": "s1", "site_id": "site"}


class Rooms:
    """A store and captures of one made-up site."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.create(folder / "store.sqlite")
        self.captures = CaptureFile(folder / "captures.sqlite")
        with self.store.transaction():
            self.store.put("sweeps", SWEEP)
            self.store.put("sites", SITE)
        self.pages: set[str] = set()
        self.hops: dict[str, tuple[str, ...]] = {}
        self.is_finished = True
        self.days: dict[str, str] = {}

    def page(self, path: str, *links: str, state: str = "rendered") -> None:
        url = BASE + path
        self.pages.add(url)
        facts = PageFacts(
            *(url, url, path, "da", "t"),
            has_search=False,
            links=tuple(LinkFact(link if "//" in link else BASE + link, "Se") for link in links),
        )
        self.captures.put("s1", PageEvidence(url, url, PageState.RENDERED), facts, sequence=len(self.pages))
        with self.store.transaction():
            self.store.put("subjects", page_row(KEY, url) | {"state": state})

    def put(self, table: str, row: Mapping[str, Any]) -> None:
        with self.store.transaction():
            self.store.put(table, {**AT, **row})

    def skip(self, path: str, reason: str, detail: str = "") -> None:
        self.put("skips", {"url": BASE + path, "reason": reason, "detail": detail})

    def document(self, path: str, state: str = "read", page: str = "/", **row: Any) -> None:
        self.put("documents", {"url": BASE + path, "state": state, "format": "pdf-1.7", **row})
        self.put("document_links", {"document_url": BASE + path, "page_url": BASE + page})

    def gathered(self) -> ContentEvidence:
        surveyed = Surveyed(frozenset(self.pages), self.hops, is_finished=self.is_finished, days=self.days)
        return gather_content(self.store, KEY, self.captures, Scope.of(BASE + "/"), surveyed)

    def states(self) -> dict[str, str]:
        return {one.url.removeprefix(BASE): one.state.value for one in self.gathered().addresses}


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    made = Rooms(tmp_path)
    yield made
    made.captures.close()
    made.store.close()


@pytest.mark.parametrize(
    ("reason", "detail", "expected"),
    [
        ("http_error", "HTTP 404", "gone"),
        ("http_error", "HTTP 410", "gone"),
        ("http_error", "HTTP 500", "failing"),
        ("http_error", "HTTP 400", "failing"),
        ("soft_404", "shows the same as a page that does not exist", "missing"),
        ("timed_out", "", "failing"),
        ("dns_failed", "", "failing"),
        ("redirect_loop", "a -> b -> a", "looping"),
    ],
)
def test_what_the_survey_met_tells_what_an_address_is(
    rooms: Rooms, reason: str, detail: str, expected: str
) -> None:
    rooms.page("/", "/x")
    rooms.skip("/x", reason, detail)
    assert rooms.states() == {"/x": expected}


@pytest.mark.parametrize(
    "reason", ["robots", "page_cap", "out_of_budget", "blocked", "logout", "redirect_out_of_scope", "trap"]
)
def test_an_address_that_was_not_asked_for_is_unchecked_and_never_broken(rooms: Rooms, reason: str) -> None:
    rooms.page("/", "/x")
    rooms.skip("/x", reason, "HTTP 404" if reason == "blocked" else "")
    found = rooms.gathered()
    assert (found.addresses, found.unchecked_count, found.fine_count) == ((), 1, 0)


def test_addresses_are_counted_once_however_they_are_spelt(rooms: Rooms) -> None:
    rooms.page("/", "/side", "/side?utm_source=x", "http://www.a.example/side", "/billede.png")
    rooms.page("/side", "https://andre.example/", "/")
    found = rooms.gathered()
    assert (found.fine_count, found.outside_count, found.unchecked_count) == (2, 1, 0)


def test_the_pages_that_link_are_named_and_the_most_linked_comes_first(rooms: Rooms) -> None:
    rooms.page("/", "/x", "/y")
    rooms.page("/b", "/y")
    for path in ("/x", "/y"):
        rooms.skip(path, "http_error", "HTTP 404")
    first, second = rooms.gathered().addresses
    assert (first.url, first.page_count, first.pages) == (BASE + "/y", 2, (BASE + "/", BASE + "/b"))
    assert (second.url, second.page_count) == (BASE + "/x", 1)


def test_detours_are_followed_from_one_to_the_next(rooms: Rooms) -> None:
    rooms.page("/", "/a", "/b")
    rooms.page("/c")
    rooms.hops = {BASE + "/a": (BASE + "/b",), BASE + "/b": (BASE + "/c",)}
    for path in ("/a", "/b"):
        rooms.skip(path, "duplicate", "redirects to the next")
    ways = {one.url: one.hops for one in rooms.gathered().addresses}
    assert ways == {BASE + "/a": (BASE + "/b", BASE + "/c"), BASE + "/b": (BASE + "/c",)}


def test_detours_in_a_circle_end(rooms: Rooms) -> None:
    rooms.page("/", "/a")
    rooms.hops = {BASE + "/a": (BASE + "/b",), BASE + "/b": (BASE + "/a",)}
    rooms.skip("/a", "duplicate")
    [one] = rooms.gathered().addresses
    assert one.hops == (BASE + "/b", BASE + "/a")


def test_documents_are_gone_failing_fine_or_unchecked(rooms: Rooms) -> None:
    rooms.page("/", "/gone.pdf", "/down.pdf", "/fine.pdf", "/later.pdf")
    rooms.document("/gone.pdf", "not_fetched", status=404)
    rooms.document("/down.pdf", "not_fetched", status=503)
    rooms.document("/fine.pdf")
    rooms.document("/later.pdf", "not_fetched", reason="max_documents")
    found = rooms.gathered()
    assert rooms.states() == {"/gone.pdf": "gone", "/down.pdf": "failing"}
    assert (found.fine_count, found.unchecked_count) == (1, 1)
    assert [one.url for one in found.documents] == [BASE + "/fine.pdf"]


def test_a_document_that_only_a_site_map_names_is_linked_by_no_page(rooms: Rooms) -> None:
    rooms.page("/")
    rooms.document("/a.pdf", page="/sitemap.xml")
    rooms.document("/b.pdf")
    assert {one.url.removeprefix(BASE): one.is_linked for one in rooms.gathered().documents} == {
        "/a.pdf": False,
        "/b.pdf": True,
    }


def test_a_site_is_whole_when_nothing_that_may_link_was_left_unread(rooms: Rooms) -> None:
    rooms.page("/")
    assert rooms.gathered().is_whole
    rooms.skip("/x", "http_error", "HTTP 404")
    assert rooms.gathered().is_whole
    rooms.skip("/y", "page_cap")
    assert not rooms.gathered().is_whole


@pytest.mark.parametrize("why", ["stopped", "crashed page", "unlisted skips"])
def test_a_site_is_not_whole_when_a_page_was_not_seen(rooms: Rooms, why: str) -> None:
    rooms.page("/")
    if why == "stopped":
        rooms.is_finished = False
    elif why == "crashed page":
        rooms.page("/b", state="crashed")
    else:
        rooms.put("site_notes", {"kind": "skips_not_listed", "detail": "page_cap: 9"})
    assert not rooms.gathered().is_whole


def test_a_site_with_endless_broken_links_keeps_some_and_counts_the_rest(rooms: Rooms) -> None:
    paths = [f"/x{number}" for number in range(ADDRESSES_MAX + 3)]
    for start in range(0, len(paths), 100):
        rooms.page(f"/{start}", *paths[start : start + 100])
    for path in paths:
        rooms.skip(path, "http_error", "HTTP 404")
    found = rooms.gathered()
    assert (len(found.addresses), found.left_out) == (ADDRESSES_MAX, 3)


def test_what_was_gathered_and_the_facts_of_pages_are_saved_whole(rooms: Rooms) -> None:
    rooms.page("/", "/x")
    rooms.skip("/x", "http_error", "HTTP 404")
    found = rooms.gathered()
    assert found.addresses[0].state is AddressState.GONE
    rooms.captures.put_site_facts("s1", Evidence.CONTENT, found)
    assert rooms.captures.site_facts("s1")[0] == {Evidence.CONTENT: found}
    facts = PageFacts(
        *(BASE, BASE, "t", "da", "t"),
        has_search=False,
        anchors=(AnchorFact(BASE, "pris", "Pris"),),
        places=("pris",),
        updated_on="2026-01-01",
        word_count=7,
    )
    rooms.captures.put("s2", PageEvidence(BASE, BASE, PageState.RENDERED), facts)
    assert list(rooms.captures.facts("s2")) == [facts]


def test_the_day_that_a_document_says_it_was_changed_is_kept(rooms: Rooms) -> None:
    rooms.page("/", "/strategi.pdf")
    rooms.document("/strategi.pdf")
    rooms.days[BASE + "/strategi.pdf"] = "2025-03-04"
    assert [one.dated for one in rooms.gathered().documents] == ["2025-03-04"]
