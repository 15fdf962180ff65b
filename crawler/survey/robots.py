"""robots.txt by RFC 9309: what a host lets us fetch, how slowly, and which sitemaps it names."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from protego import Protego

from crawler.redirects import REDIRECT_STATUSES
from crawler.survey.inventory import SkipReason
from crawler.user_agent import PRODUCT_TOKEN

ROBOTS_BYTES_MAX = 500 * 1024  # RFC 9309 section 2.5 asks for at least this much
REDIRECTS_MAX = 5  # RFC 9309 section 2.3.1.2
SITEMAPS_MAX = 100
ANSWER_SECONDS_MAX = 60.0
"""For robots.txt with all its redirects, each of which has a time of its own."""
CRAWL_DELAY_SECONDS_MAX = 120.0
"""A host that asks for a longer gap is not crawled: its gap would be kept, and a hundred pages would take days."""


class RobotsState(StrEnum):
    """What came of asking for robots.txt."""

    FOUND = "found"
    ABSENT = "absent"
    UNAVAILABLE = "unavailable"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer to one request, body cut at what was asked for. Header names are lower case, one a line."""

    status: int
    body: bytes = b""
    location: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class FetchError(Exception):
    """Raised when a server gave no answer at all, by a `Fetch`."""

    def __init__(self, reason: SkipReason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason
        self.detail = detail


Fetch = Callable[[str], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an address may not be fetched."""

    reason: SkipReason
    detail: str


@dataclass(frozen=True, slots=True)
class RobotsTxt:
    """The robots.txt of one host. Without a parser everything is allowed or everything refused, by its state."""

    url: str
    state: RobotsState
    detail: str = ""
    parser: Protego | None = None
    cause: SkipReason = SkipReason.ROBOTS

    def refusal(self, url: str) -> Refusal | None:
        """Return why an address of this host may not be fetched, or None when it may."""
        match self.state:
            case RobotsState.FOUND:
                delay = self.crawl_delay_seconds
                if delay is not None and delay > CRAWL_DELAY_SECONDS_MAX:
                    return Refusal(SkipReason.ROBOTS, f"{self.url} asks for {delay:.0f} s between two pages")
                # A route of a single-page application is fetched as the document it lives in.
                if self.parser is None or self.parser.can_fetch(url.partition("#")[0], PRODUCT_TOKEN):
                    return None
                return Refusal(SkipReason.ROBOTS, f"refused by {self.url}")
            case RobotsState.ABSENT:
                return None
            case RobotsState.UNAVAILABLE | RobotsState.UNREACHABLE:
                return Refusal(self.cause, self.detail)

    @property
    def crawl_delay_seconds(self) -> float | None:
        """The gap between requests this host asks for, if it asks."""
        delay = self.parser.crawl_delay(PRODUCT_TOKEN) if self.parser else None
        return float(delay) if delay is not None else None

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of sitemaps named here."""
        if self.parser is None:
            return ()
        named = dict.fromkeys(urljoin(self.url, address) for address in self.parser.sitemaps)
        return tuple(named)[:SITEMAPS_MAX]


class RobotsPolicy:
    """Asks each host for its robots.txt once and remembers the answer for the run.

    With `is_obeyed` False (a site's owner testing their own) robots.txt is read and reported, and refuses nothing on
    the hosts that are the owner's; `not_obeyed` collects the addresses it would have refused.
    """

    def __init__(
        self, fetch: Fetch, *, is_obeyed: bool = True, is_own: Callable[[str], bool] = lambda _: True
    ) -> None:
        self._fetch = fetch
        self._is_own = is_own
        self.is_obeyed = is_obeyed
        self.not_obeyed: set[str] = set()
        self._files: dict[str, asyncio.Task[RobotsTxt]] = {}

    async def file(self, url: str) -> RobotsTxt:
        """Return the robots.txt that governs an address."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._files:
            self._files[origin] = asyncio.ensure_future(self._loaded(f"{origin}/robots.txt"))
        # Shielded: one impatient asker must not take the answer from the others.
        return await asyncio.shield(self._files[origin])

    async def refusal(self, url: str) -> Refusal | None:
        """Return why an address may not be fetched, or None when it may."""
        refusal = (await self.file(url)).refusal(url)
        is_robots = refusal is not None and refusal.reason is SkipReason.ROBOTS
        if is_robots and not self.is_obeyed and self._is_own(url):
            self.not_obeyed.add(url)
            return None
        return refusal

    async def allows(self, url: str) -> bool:
        """Say whether an address may be fetched; addresses of local files always may."""
        if urlsplit(url).scheme not in {"http", "https"}:
            return True
        return await self.refusal(url) is None

    def crawl_delay_seconds(self, host: str) -> float | None:
        """Return the Crawl-delay of a host ("example.dk:8080"), as far as it is known by now."""
        delays = [
            delay
            for scheme in ("https", "http")
            if (task := self._files.get(f"{scheme}://{host}")) is not None
            and task.done()
            and not task.cancelled()
            and task.exception() is None
            and (delay := task.result().crawl_delay_seconds) is not None
        ]
        is_obeyed = self.is_obeyed or not self._is_own(f"https://{host}/")
        return max(delays, default=None) if is_obeyed else None

    async def _loaded(self, url: str) -> RobotsTxt:
        try:
            async with asyncio.timeout(ANSWER_SECONDS_MAX):
                return await self._load(url)
        except TimeoutError:
            return _unreachable(url, FetchError(SkipReason.TIMED_OUT, f"{url} did not answer in time"))

    async def _load(self, url: str) -> RobotsTxt:
        address = url
        for _ in range(REDIRECTS_MAX + 1):
            try:
                answer = await self._fetch(address)
            except FetchError as error:
                return _unreachable(url, error)
            if answer.status in REDIRECT_STATUSES and answer.location:
                address = urljoin(address, answer.location)
                continue
            return _judged(url, answer)
        # RFC 9309 section 2.3.1.2: too many redirects count as no robots.txt.
        return RobotsTxt(url, RobotsState.ABSENT, f"{url} redirects more than {REDIRECTS_MAX} times")


def _judged(url: str, answer: Answer) -> RobotsTxt:
    status = answer.status
    if 200 <= status < 300:
        return RobotsTxt(url, RobotsState.FOUND, str(status), parse(answer.body))
    # Not RFC 9309's "unavailable": 429 says that the server is overloaded, not that there is no robots.txt.
    if status >= 500 or status == 429:
        return RobotsTxt(url, RobotsState.UNAVAILABLE, f"{url} answers {status}, so nothing may be fetched")
    return RobotsTxt(url, RobotsState.ABSENT, f"{url} answers {status}")


def _unreachable(url: str, error: FetchError) -> RobotsTxt:
    # A host that cannot be reached at all is named as such; otherwise it is robots.txt that keeps us out.
    host_is_gone = error.reason in {
        SkipReason.DNS_FAILED,
        SkipReason.CONNECTION_FAILED,
        SkipReason.BAD_CERTIFICATE,
        SkipReason.ADDRESS_NOT_ALLOWED,
    }
    if host_is_gone:
        return RobotsTxt(url, RobotsState.UNREACHABLE, error.detail, cause=error.reason)
    return RobotsTxt(
        url, RobotsState.UNREACHABLE, f"{url} could not be fetched ({error}), so nothing may be fetched"
    )


def parse(body: bytes) -> Protego:
    """Return the rules of a robots.txt, of which only the first 500 KiB count."""
    if len(body) > ROBOTS_BYTES_MAX:
        body = body[:ROBOTS_BYTES_MAX].rpartition(b"\n")[0]
    return Protego.parse(body.decode("utf-8-sig", "replace"))
