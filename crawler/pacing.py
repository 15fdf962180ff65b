"""Pacing: one budget per host, shared by survey and render: the gap between page loads, and our patience."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

PAUSES_SECONDS_MAX = 300.0
"""How long, all in all, one run pauses because a host asks for it again and again."""
WAITED_SECONDS_MAX = 3600.0
"""How long, all in all, one run waits for answers of one host that do not come; two at a time count twice."""


class HostPacer:
    """Hands out turns: two page loads of one host start at least its delay apart, whoever asks."""

    def __init__(self, delay_seconds: Callable[[str], float]) -> None:
        """`delay_seconds` gives the delay for a host (with port), asked at each turn: Crawl-delay may come late."""
        self._delay_seconds = delay_seconds
        self._next_start: dict[str, float] = defaultdict(float)
        self._paused: dict[str, float] = defaultdict(float)
        self._waited: dict[str, float] = defaultdict(float)

    async def turn(self, url: str) -> None:
        """Wait until a page load of this address may start."""
        host = urlsplit(url).netloc
        delay = max(self._delay_seconds(host), 0.0)
        if not delay and host not in self._next_start:
            return
        now = asyncio.get_running_loop().time()
        start = max(now, self._next_start[host])
        # Booked before sleeping, so that those who ask meanwhile line up behind.
        self._next_start[host] = start + delay
        if start > now:
            await asyncio.sleep(start - now)

    def postpone(self, url: str, seconds: float) -> None:
        """Let no page load of this host start for a while (Retry-After)."""
        host = urlsplit(url).netloc
        self._next_start[host] = max(self._next_start[host], asyncio.get_running_loop().time() + seconds)
        self._paused[host] += seconds

    def waited_in_vain(self, url: str, seconds: float) -> None:
        """Note that this host kept us waiting, and gave no page for it."""
        self._waited[urlsplit(url).netloc] += seconds

    def impatience(self, url: str) -> str:
        """Return why nothing more is asked of this host, or ""."""
        host = urlsplit(url).netloc
        if self._paused.get(host, 0.0) > PAUSES_SECONDS_MAX:
            return "the host asks us to wait, again and again"
        if self._waited.get(host, 0.0) > WAITED_SECONDS_MAX:
            return "the host leaves too many addresses unanswered"
        return ""
