"""Pacing: one budget per host, shared by survey and render: the gap between page loads."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit


class HostPacer:
    """Hands out turns: two page loads of one host start at least its delay apart, whoever asks."""

    def __init__(self, delay_seconds: Callable[[str], float]) -> None:
        """`delay_seconds` gives the delay for a host (with port), asked at each turn: Crawl-delay may come late."""
        self._delay_seconds = delay_seconds
        self._next_start: dict[str, float] = defaultdict(float)

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
