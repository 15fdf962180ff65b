"""Pacing: page loads of one host start at least its delay apart."""

import asyncio

import pytest

from crawler.pacing import HostPacer


def starts(delay: float, urls: list[str]) -> list[tuple[str, float]]:
    """Return how long after asking each address got its turn, on the loop's own clock; all asked for at once."""
    seen: list[tuple[str, float]] = []

    async def one(pacer: HostPacer, url: str, asked: float) -> None:
        await pacer.turn(url)
        seen.append((url, asyncio.get_running_loop().time() - asked))

    async def run() -> None:
        pacer = HostPacer(lambda _host: delay)
        asked = asyncio.get_running_loop().time()
        await asyncio.gather(*(one(pacer, url, asked) for url in urls))

    asyncio.run(run())
    return seen


def test_loads_of_one_host_are_a_delay_apart() -> None:
    times = [time for _, time in starts(0.05, ["http://a/1", "http://a/2", "http://a/3"])]
    # Not the gaps between: a busy machine may wake the first late and the second on time.
    assert all(time >= number * 0.05 - 0.001 for number, time in enumerate(times))


def test_another_host_does_not_wait() -> None:
    order = [url for url, _ in starts(0.05, ["http://a/1", "http://a/2", "http://b/1"])]
    assert order == ["http://a/1", "http://b/1", "http://a/2"]


@pytest.mark.parametrize("delay", [0.001, 0.0])
def test_a_host_can_be_postponed(delay) -> None:
    async def run() -> float:
        pacer = HostPacer(lambda _host: delay)
        loop = asyncio.get_running_loop()
        before = loop.time()
        pacer.postpone("http://a/", 0.05)
        await pacer.turn("http://a/1")
        return loop.time() - before

    assert asyncio.run(run()) >= 0.049
