"""Fetches for the probes: guarded, paced, allowed by robots.txt, redirects followed and each step kept."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from crawler.pacing import HostPacer
from crawler.redirects import REDIRECT_STATUSES
from crawler.retry_after import RETRY_AFTER_SECONDS_MAX, retry_after_seconds
from crawler.survey.inventory import SkipReason
from crawler.survey.robots import Answer, FetchError, Refusal

ACCEPT_PAGES = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
REDIRECTS_MAX = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One answer on the way: the address asked, and what it answered."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking for an address. With a `failure` nothing usable came, and `detail` says why.

    `steps` are the answers on the way, the last one the answer kept; header names are lower case.
    """

    url: str
    final_url: str
    steps: tuple[Step, ...] = ()
    body: bytes = b""
    failure: SkipReason | None = None
    detail: str = ""

    @property
    def status(self) -> int | None:
        """The status of the last answer, or None when there was none."""
        return self.steps[-1].status if self.steps else None

    def header(self, name: str) -> str:
        """Return a header of the last answer, or ""."""
        headers = self.steps[-1].headers if self.steps else ()
        return next((value for known, value in headers if known == name), "")


class Fetch(Protocol):
    """Fetches one address; never raises for what a server does."""

    async def __call__(self, url: str, /, *, follow: bool = True) -> Fetched: ...


@dataclass(slots=True)
class PoliteFetch:
    """Asks every address at most once in an audit: what was fetched is remembered."""

    ask: Callable[[str], Awaitable[Answer]]
    refusal: Callable[[str], Awaitable[Refusal | None]]
    pacer: HostPacer
    _known: dict[tuple[str, bool], Fetched] = field(default_factory=dict)

    async def __call__(self, url: str, /, *, follow: bool = True) -> Fetched:
        """Return what `url` answers; with `follow` False a redirect is the answer."""
        key = url, follow
        if key not in self._known:
            self._known[key] = await self._fetched(url, follow=follow)
        return self._known[key]

    async def _fetched(self, url: str, *, follow: bool) -> Fetched:
        steps: list[Step] = []
        address = url
        for _ in range(REDIRECTS_MAX + 1):
            if urlsplit(address).scheme not in {"http", "https"}:
                return Fetched(url, address, tuple(steps), b"", SkipReason.BAD_ADDRESS, "not a web address")
            if refusal := await self.refusal(address):
                return Fetched(url, address, tuple(steps), b"", refusal.reason, refusal.detail)
            await self.pacer.turn(address)
            try:
                answer = await self.ask(address)
            except FetchError as error:
                return Fetched(url, address, tuple(steps), b"", error.reason, error.detail)
            steps.append(Step(address, answer.status, answer.headers))
            self._keep_retry_after(address, answer)
            if not (follow and answer.status in REDIRECT_STATUSES and answer.location):
                return Fetched(url, address, tuple(steps), answer.body)
            try:
                address = urljoin(address, answer.location)
            except ValueError:
                return Fetched(url, address, tuple(steps), b"", SkipReason.BAD_ADDRESS, answer.location[:300])
        return Fetched(url, address, tuple(steps), b"", SkipReason.REDIRECT_LOOP, "too many redirects")

    def _keep_retry_after(self, address: str, answer: Answer) -> None:
        if answer.status not in {429, 503}:
            return
        headers: Mapping[str, str] = dict(answer.headers)
        pause = retry_after_seconds(headers.get("retry-after", ""))
        if pause is not None:
            self.pacer.postpone(address, min(pause, RETRY_AFTER_SECONDS_MAX))
