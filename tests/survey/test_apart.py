"""Work done apart: its answer or its error comes back, and what takes too long is ended."""

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from crawler.survey import apart
from crawler.survey.apart import Apart, TooLongError

# Forked from a test that has threads; the fork only reads, as in a site's process.
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii").split())


def test_the_answer_comes_back_however_large_with_the_same_hashes() -> None:
    before = children()
    text, number, pid = asyncio.run(Apart().do(lambda: ("æ" * 5_000_000, hash("side"), os.getpid())))
    assert text == "æ" * 5_000_000
    assert number == hash("side")
    assert pid != os.getpid()
    assert children() == before


def test_an_error_comes_back_as_what_it_was() -> None:
    def fail() -> None:
        raise ValueError("ikke sådan")

    with pytest.raises(RuntimeError, match="ValueError: ikke sådan"):
        asyncio.run(Apart().do(fail))


@pytest.mark.parametrize("is_busy", [True, False])
def test_what_takes_too_long_is_ended_and_the_loop_goes_on_meanwhile(
    monkeypatch: pytest.MonkeyPatch, is_busy: bool
) -> None:
    monkeypatch.setattr(apart, "READ_SECONDS_MAX", 1.0)

    def without_end() -> None:
        while True:
            if not is_busy:
                time.sleep(0.1)

    async def beside() -> int:
        work = asyncio.create_task(Apart().do(without_end))
        ticks = 0
        while not work.done():
            await asyncio.sleep(0.01)
            ticks += 1
        with pytest.raises(TooLongError):
            await work
        return ticks

    before = children()
    assert asyncio.run(beside()) > 10
    assert children() == before


def test_what_needs_too_much_memory_or_dies_is_told_as_too_much() -> None:
    with pytest.raises(TooLongError):
        asyncio.run(Apart().do(lambda: os.kill(os.getpid(), signal.SIGKILL)))
