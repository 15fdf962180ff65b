"""Fetches of the probes: steps kept, asked once, polite, and never raising for what a server does."""

import asyncio
import contextlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from crawler.pacing import HostPacer
from crawler.probes.fetch import ACCEPT_PAGES, REDIRECTS_MAX, Fetched, PoliteFetch
from crawler.survey.guard import AddressPolicy
from crawler.survey.inventory import SkipReason
from crawler.survey.plain_fetch import PlainFetcher
from crawler.survey.robots import Refusal
from tests.render.awkward import AwkwardSite, answer, awkward_site


@pytest.fixture
def site() -> Iterator[AwkwardSite]:
    with awkward_site() as served:
        yield served


async def allowed(_: str) -> Refusal | None:
    return None


def polite(site: AwkwardSite, refusal=allowed, pacer: HostPacer | None = None) -> PoliteFetch:
    policy = AddressPolicy.for_start(site.url("/"))
    ask = PlainFetcher("Eftersyn-test", policy, accept=ACCEPT_PAGES, total_timeout_seconds=2)
    return PoliteFetch(ask, refusal, pacer or HostPacer(lambda _: 0.0))


def fetched(fetch: PoliteFetch, url: str, **more: bool) -> Fetched:
    return asyncio.run(fetch(url, **more))


def test_redirects_are_followed_and_every_step_is_kept(site: AwkwardSite) -> None:
    site.routes["/a"] = lambda handler: answer(handler, b"", 301, Location="/b")
    site.routes["/b"] = lambda handler: answer(handler, b"Her", 200, X_Frame_Options="DENY")
    got = fetched(polite(site), site.url("/a"))
    assert (got.status, got.final_url, got.body) == (200, site.url("/b"), b"Her")
    assert [(step.url, step.status) for step in got.steps] == [(site.url("/a"), 301), (site.url("/b"), 200)]
    assert got.header("x-frame-options") == "DENY"


def test_a_redirect_can_be_the_answer(site: AwkwardSite) -> None:
    site.routes["/a"] = lambda handler: answer(handler, b"", 302, Location="/b")
    got = fetched(polite(site), site.url("/a"), follow=False)
    assert (got.status, got.header("location"), len(site.seen)) == (302, "/b", 1)


def test_an_address_is_asked_once(site: AwkwardSite) -> None:
    site.pages["/a"] = "Her"
    fetch = polite(site)
    assert fetched(fetch, site.url("/a")) is fetched(fetch, site.url("/a"))
    assert len(site.seen) == 1


def test_robots_txt_is_asked_at_every_step(site: AwkwardSite) -> None:
    site.routes["/a"] = lambda handler: answer(handler, b"", 302, Location="/lukket")

    async def refusal(url: str) -> Refusal | None:
        return Refusal(SkipReason.ROBOTS, "closed") if url.endswith("/lukket") else None

    got = fetched(polite(site, refusal), site.url("/a"))
    assert (got.failure, got.detail) == (SkipReason.ROBOTS, "closed")
    assert [path for path, _ in site.seen] == ["/a"]


def test_a_ring_of_redirects_ends(site: AwkwardSite) -> None:
    site.routes["/a"] = lambda handler: answer(handler, b"", 302, Location="/a")
    got = fetched(polite(site), site.url("/a"))
    assert got.failure is SkipReason.REDIRECT_LOOP
    assert len(site.seen) == REDIRECTS_MAX + 1


@pytest.mark.parametrize(
    ("location", "failure"),
    [
        ("http://10.0.0.1/", SkipReason.ADDRESS_NOT_ALLOWED),
        ("ftp://example.org/", SkipReason.BAD_ADDRESS),
        ("http://[x/", SkipReason.BAD_ADDRESS),
        ("http://no-such-host.invalid/", SkipReason.DNS_FAILED),
    ],
)
def test_a_redirect_to_where_we_must_not_go_is_a_failure(
    site: AwkwardSite, location: str, failure: SkipReason
) -> None:
    site.routes["/a"] = lambda handler: answer(handler, b"", 302, Location=location)
    got = fetched(polite(site), site.url("/a"))
    assert got.failure is failure
    assert got.steps[0].status == 302


def test_a_server_that_does_not_answer_is_a_failure(site: AwkwardSite) -> None:
    def hang(_: BaseHTTPRequestHandler) -> None:
        site.closing.wait(10)

    site.routes["/a"] = hang
    assert fetched(polite(site), site.url("/a")).failure is SkipReason.TIMED_OUT


def test_retry_after_holds_for_the_whole_host(site: AwkwardSite) -> None:
    site.routes["/a"] = lambda handler: answer(handler, b"", 503, Retry_After="30")
    pacer = HostPacer(lambda _: 0.0)

    async def ask() -> None:
        await polite(site, pacer=pacer)(site.url("/a"))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(pacer.turn(site.url("/b")), 0.2)
            pytest.fail("the next load did not wait")

    asyncio.run(ask())
