"""The order of a survey does not depend on the network."""

import random

from hypothesis import given
from hypothesis import strategies as st

from crawler.survey import tally as module
from crawler.survey.frontier import Entry, EntryKind, Frontier
from crawler.survey.inventory import Skip, SkipReason
from crawler.survey.tally import SkipLog
from crawler.survey.urls import Scope

BASE = "http://h/"


def a_frontier(**options) -> Frontier[str]:
    return Frontier(Scope.of(BASE), **options)


def walked(
    links: dict[str, list[str]], *, lookahead: int, seed: int, max_pages: int | None = None
) -> list[str]:
    """Survey a made-up site whose answers arrive in random order; return the pages in the order they came out."""
    draw = random.Random(seed)
    frontier = a_frontier(lookahead=lookahead, max_pages=max_pages)
    frontier.offer(f"{BASE}0")
    in_flight: list[Entry] = []
    order = []
    while True:
        for entry, _ in frontier.ready():
            order.append(entry.url)
            frontier.surveyed()
            for link in links.get(entry.url.removeprefix(BASE), []):
                frontier.offer(BASE + link, depth=entry.depth + 1)
        if frontier.is_full:
            return order
        in_flight += frontier.due()
        if not in_flight:
            return order
        entry = in_flight.pop(draw.randrange(len(in_flight)))
        frontier.settle(entry, "an answer")


@given(
    links=st.dictionaries(st.sampled_from("0123456789"), st.lists(st.sampled_from("0123456789"), max_size=6)),
    seed=st.integers(0, 10_000),
    lookahead=st.integers(1, 8),
    max_pages=st.one_of(st.none(), st.integers(1, 10)),
)
def test_pages_come_out_in_the_same_order_however_answers_arrive(links, seed, lookahead, max_pages) -> None:
    one_at_a_time = walked(links, lookahead=1, seed=0, max_pages=max_pages)
    assert walked(links, lookahead=lookahead, seed=seed, max_pages=max_pages) == one_at_a_time


def test_pages_come_out_breadth_first() -> None:
    links = {"0": ["1", "2"], "1": ["3"], "2": ["4"], "3": ["5"]}
    assert walked(links, lookahead=8, seed=3) == [BASE + n for n in "012345"]


def test_an_address_is_asked_for_once_whatever_its_scheme() -> None:
    frontier = a_frontier(lookahead=9)
    for address in ("http://h/a", "https://h/a", "http://h/a"):
        assert frontier.offer(address) is None
    assert [entry.url for entry in frontier.due()] == ["http://h/a"]


def test_no_more_pages_are_asked_for_than_the_cap_leaves_room_for() -> None:
    frontier = a_frontier(lookahead=8, max_pages=3)
    for n in range(9):
        frontier.offer(f"{BASE}{n}")
    first = list(frontier.due())
    assert len(first) == 3
    frontier.settle(first[0], "no page")
    assert len(list(frontier.ready())) == 1
    assert len(list(frontier.due())) == 1  # the place of the answer that was no page


def test_what_waits_at_the_cap_is_skipped_and_sitemaps_are_not_named() -> None:
    frontier = a_frontier(max_pages=1)
    frontier.offer(f"{BASE}a")
    frontier.offer(f"{BASE}sitemap.xml", kind=EntryKind.SITEMAP)
    frontier.offer(f"{BASE}b", found_on=f"{BASE}a")
    assert [entry.url for entry in frontier.due()] == [f"{BASE}a"]
    list(frontier.ready())
    skips = list(frontier.drain(SkipReason.PAGE_CAP))
    assert Skip(f"{BASE}b", SkipReason.PAGE_CAP, "", f"{BASE}a") in skips
    assert not any("sitemap" in skip.url for skip in skips)


def test_an_address_of_another_site_is_named_as_such() -> None:
    skip = a_frontier().offer("http://other/")
    assert skip is not None
    assert skip.reason is SkipReason.OUT_OF_SCOPE


def test_a_redirect_that_ends_at_a_known_page_finds_it_taken() -> None:
    frontier = a_frontier()
    frontier.offer(f"{BASE}a")
    assert not frontier.claim(f"{BASE}a")
    assert frontier.claim(f"{BASE}b")
    assert frontier.knows(f"{BASE}b")


def test_links_seen_only_after_rendering_wait_for_all_pages_and_come_in_page_order() -> None:
    frontier = a_frontier()
    frontier.hold(f"{BASE}0", 0, 0)
    frontier.hold(f"{BASE}1", 1, 1)
    frontier.add_rendered_links(f"{BASE}1", ((f"{BASE}x", "x"),))
    assert frontier.rendered_waves() == []
    assert frontier.outstanding == 1
    frontier.add_rendered_links(f"{BASE}0", ((f"{BASE}y", "y"),))
    assert [wave.page_url for wave in frontier.rendered_waves()] == [f"{BASE}0", f"{BASE}1"]
    assert frontier.rendered_waves() == []


def test_skips_are_listed_once_and_counted_beyond_the_bound(monkeypatch) -> None:
    monkeypatch.setattr(module, "LISTED_SKIPS_MAX", 3)
    log = SkipLog()
    listed = [log.list_once(Skip(f"{BASE}{n % 5}", SkipReason.ROBOTS)) for n in range(5)]
    assert listed == [True, True, True, False, False]
    assert not log.list_once(Skip(f"{BASE}0", SkipReason.ROBOTS))
    assert log.not_listed == {SkipReason.ROBOTS: 2}


def test_what_is_in_flight_and_unanswered_can_be_given_up() -> None:
    frontier = a_frontier(lookahead=2)
    for name in "abc":
        frontier.offer(BASE + name)
    first, second = frontier.due()
    frontier.settle(second, "here")
    assert frontier.unanswered() == [first]
    frontier.settle(first, "given up")
    assert [answer for _, answer in frontier.ready()] == ["given up", "here"]
