"""robots.txt that does not end, does not come or is not what it should be: one answer within a bounded time."""

import asyncio
import time
import tracemalloc

import pytest

from crawler.survey.guard import AddressPolicy
from crawler.survey.plain_fetch import PlainFetcher
from crawler.survey.robots import RobotsPolicy, RobotsState, RobotsTxt
from tests.hostile.protocol_traps import bomb
from tests.hostile.server import HostileSite, serving
from tests.hostile.site_traps import ROBOTS

TIMEOUT_SECONDS = 1.0
STATES = {
    "silent": RobotsState.UNREACHABLE,
    "one-byte-a-second": RobotsState.UNREACHABLE,
    "headers-without-end": RobotsState.UNREACHABLE,
    "round": RobotsState.ABSENT,
    "away": RobotsState.ABSENT,
    "to-a-file": RobotsState.UNREACHABLE,
    "to-a-closed-place": RobotsState.UNREACHABLE,
}


def load(site: HostileSite) -> tuple[RobotsTxt, bool]:
    """Return the robots.txt of a site, and whether a page may be fetched."""

    async def ask() -> tuple[RobotsTxt, bool]:
        fetch = PlainFetcher(
            "Eftersyn-test", AddressPolicy.for_start(site.url()), total_timeout_seconds=TIMEOUT_SECONDS
        )
        policy = RobotsPolicy(fetch)
        url = site.url("/" + "a" * 1000)
        return await policy.file(url), await policy.allows(url)

    return asyncio.run(ask())


@pytest.mark.parametrize("name", ROBOTS)
def test_a_hostile_robots_txt_is_answered_for_within_its_time_and_size(name: str) -> None:
    bomb(b"#")  # packed before the clock starts
    with serving(HostileSite({"/robots.txt": ROBOTS[name]})) as site:
        begun = time.monotonic()
        robots, is_allowed = load(site)
        took = time.monotonic() - begun
    assert robots.state is STATES.get(name, RobotsState.FOUND)
    assert robots.detail
    assert is_allowed is (robots.state is not RobotsState.UNREACHABLE and name != "delay-of-years")
    assert took < 20


def test_what_is_kept_of_an_endless_robots_txt_is_small() -> None:
    with serving(HostileSite({"/robots.txt": ROBOTS["without-end"]})) as site:
        tracemalloc.start()
        try:
            load(site)
            _, peak_bytes = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak_bytes < 100_000_000


def test_a_gap_of_years_is_a_refusal_that_says_so() -> None:
    with serving(HostileSite({"/robots.txt": ROBOTS["delay-of-years"]})) as site:
        robots, _ = load(site)
    refusal = robots.refusal(robots.url)
    assert refusal is not None
    assert "99999999 s" in refusal.detail
