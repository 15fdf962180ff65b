"""The spider of one site: fetches what the frontier says is next and yields the inventory in the frontier's order.

`start` runs for the whole survey and is the only place items come from: responses are read where they arrive, then
wait in the frontier for their turn. So items come out page by page, and in the same order every time.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers, Response
from twisted.python.failure import Failure

from crawler.addresses import is_loopback
from crawler.credentials import Credentials
from crawler.pacing import HostPacer
from crawler.survey import guard, rendering
from crawler.survey.apart import LARGE_BYTES, Apart, TooLongError
from crawler.survey.frontier import EntryKind, Frontier
from crawler.survey.guard import AddressPolicy
from crawler.survey.inventory import Item, NoteKind, SkipReason, SurveyNote
from crawler.survey.media import Medium, medium_of_type
from crawler.survey.outcomes import NotSurveyed, Outcome, from_failure
from crawler.survey.plain_fetch import PlainFetcher
from crawler.survey.reading import Visit, content_type_of, read
from crawler.survey.robots import RobotsPolicy
from crawler.survey.sitemaps import SITEMAP_BYTES_MAX
from crawler.survey.turns import Turns
from crawler.survey.urls import Scope, normalise
from crawler.user_agent import user_agent

DELAY_SECONDS = 1.0
LOOKAHEAD = 8
"""Addresses in flight where no gap is kept; with a gap there is one at a time."""
REFERENCE_TIMEOUT_SECONDS = 10.0
STALLED_SECONDS_MAX = 1200.0
"""Longer than any pause a host may ask for with all its tries: past it, an answer was lost on its way to us."""
_HOUSEKEEPING_SECONDS = 0.05


class SiteSpider(Spider):
    """Surveys one site: `scrapy crawl site -a url=http://127.0.0.1:8000/ -O inventory.jsonl`.

    `pacer` and `robots` may be given by a caller who shares them with rendering. With `hold` every page yielded must be
    answered with `add_rendered_links` (possibly with none) or the survey waits, until `release`. With `compares_start`
    a browser reads the start page too, so that a site whose links are made by scripts is noticed; a start page that is
    empty without scripts always is. `credentials` (a site owner's) go to their host only.
    """

    name = "site"

    def __init__(  # noqa: PLR0913  # Scrapy's way of passing arguments, each with a default
        self,
        url: str = "",
        *,
        max_pages: int | str | None = None,
        delay: float | str | None = None,
        contact: str | None = None,
        own_site: bool | str = False,
        allow_private_networks: bool | str = False,
        hold: bool = False,
        compares_start: bool | str = False,
        pacer: HostPacer | None = None,
        robots: RobotsPolicy | None = None,
        credentials: Credentials | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if not url:
            raise ValueError("say which site: scrapy crawl site -a url=https://www.example.dk/")
        self.start_url = normalise(url)
        self.scope = Scope.of(self.start_url)
        self.contact = contact
        self.is_winding_down = False
        self.address_policy = AddressPolicy.for_start(
            self.start_url, allow_private_networks=_is_true(allow_private_networks)
        )
        self._is_own_site = _is_true(own_site)
        self._delay_seconds = float(delay) if delay is not None else self._default_delay_seconds()
        self._credentials = credentials or Credentials()
        self.pacer = pacer or HostPacer(self._gap_seconds)
        self._given_robots = robots
        self.robots: RobotsPolicy
        # Which gap holds is the pacer's business; whether to look ahead is ours, and only where there is none.
        self.frontier: Frontier[Outcome] = Frontier(
            self.scope,
            max_pages=int(max_pages) if max_pages else None,
            lookahead=LOOKAHEAD if self._delay_seconds <= 0 else 1,
        )
        self.turns = Turns(self.start_url, self.frontier, compares_start=_is_true(compares_start))
        self.turns.is_holding = hold
        self._changed = asyncio.Event()
        self._apart = Apart()
        self._guard: guard.GuardedResolver | None = None
        self._user_agent = ""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.prepare(crawler)
        return spider

    def prepare(self, crawler: Crawler) -> None:
        """Take from the crawler what arguments left open."""
        contact = self.contact if self.contact is not None else crawler.settings["EFTERSYN_CONTACT"]
        self._user_agent = name = user_agent(contact or "")
        crawler.settings.set("USER_AGENT", name, priority="spider")
        crawler.settings.set(
            "PLAYWRIGHT_LAUNCH_OPTIONS",
            rendering.launch_options(
                allow_private_networks=self.address_policy.allow_private_networks,
                allowed_hosts=[
                    f"{_bracketed(host)}:{port}" for host, port in self.address_policy.given_hosts
                ],
            ),
            priority="spider",
        )
        self.robots = self._given_robots or RobotsPolicy(
            PlainFetcher(name, self.address_policy), is_obeyed=not self._is_own_site
        )
        crawler.signals.connect(self._stop_what_is_no_page, signals.headers_received)

    # What a caller may do while the survey runs.

    @property
    def outstanding(self) -> int:
        """How many pages yielded are still being rendered (only with `hold`)."""
        return self.frontier.outstanding

    def add_rendered_links(self, page_url: str, links: Iterable[Any] = ()) -> None:
        """Give the links a rendered page turned out to have: values with `url` and `text`."""
        self.frontier.add_rendered_links(page_url, tuple((link.url, link.text) for link in links))
        self._changed.set()

    def release(self) -> None:
        """Wait for no more rendered pages."""
        self.turns.is_holding = False
        self.frontier.release()
        self._changed.set()

    def wind_down(self) -> None:
        """Ask for nothing more; what waits is skipped as out of budget."""
        self.is_winding_down = True
        self._changed.set()

    # The survey.

    async def start(self) -> AsyncIterator[Any]:
        from twisted.internet import reactor  # not before Scrapy has installed it

        self._guard = guard.install(reactor, self.address_policy)
        for item in await self._open():
            yield item
        while True:
            self._changed.clear()
            for item in self._advance():
                yield item
            if self.turns.is_over:
                break
            for entry in self.frontier.due():
                if refusal := self.turns.refusal(entry):
                    self.frontier.settle(entry, refusal)
                    self._changed.set()
                else:
                    yield self._request(Visit(entry, entry.url, is_rendered=entry.is_rendered))
            await self._wait_for_change()
        for item in self.turns.close():
            yield item
        self._count_all()
        # Scrapy looks for idleness when something ends. Ending before the last response's own housekeeping would leave
        # it to the next heartbeat, five seconds later.
        await asyncio.sleep(_HOUSEKEEPING_SECONDS)

    async def _wait_for_change(self) -> None:
        """Wait for an answer, or for pages being rendered; give up on answers of which nothing was heard for long."""
        try:
            async with asyncio.timeout(STALLED_SECONDS_MAX):
                await self._changed.wait()
        except TimeoutError:
            if not self.frontier.outstanding:
                for entry in self.frontier.unanswered():
                    self.frontier.settle(entry, NotSurveyed(SkipReason.TIMED_OUT, "nothing was heard of it"))

    async def _open(self) -> list[Item]:
        """Ask for robots.txt and put the first addresses in line."""
        robots = await self.robots.file(self.start_url)
        items: list[Item] = [
            SurveyNote(NoteKind.ROBOTS, f"{robots.state.value}: {robots.detail}".rstrip(": "))
        ]
        if robots.crawl_delay_seconds is not None:
            items.append(SurveyNote(NoteKind.CRAWL_DELAY, f"{robots.crawl_delay_seconds:g}"))
            if self.robots.is_obeyed and robots.crawl_delay_seconds > 0:
                self.frontier.lookahead = 1
        self.turns.open(robots.sitemaps)
        return items

    def _advance(self) -> Iterator[Item]:
        """Yield what is ready, in line order, and decide whether the survey is over."""
        turns = self.turns
        for entry, outcome in self.frontier.ready():
            yield from turns.take(entry, outcome)
            if turns.is_over:
                return
        if self.is_winding_down:
            yield from turns.end(SkipReason.OUT_OF_BUDGET)
        elif self.frontier.is_full:
            yield from turns.end(SkipReason.PAGE_CAP)
        elif self.frontier.is_idle and not self.frontier.outstanding:
            yield from turns.take_waves()
            turns.is_over = self.frontier.is_idle

    # Fetching and reading.

    def _request(self, visit: Visit) -> Request:
        entry = visit.entry
        headers = dict(self._credentials.for_url(visit.url))
        if visit.cookie:
            headers["Cookie"] = visit.cookie
        meta: dict[str, Any] = {"handle_httpstatus_all": True, "entry_kind": entry.kind.value}
        if entry.kind is EntryKind.SITEMAP:
            meta |= {"download_maxsize": SITEMAP_BYTES_MAX, "max_retry_times": 0}
        elif entry.kind is EntryKind.REFERENCE:
            # Everything else waits for it.
            meta |= {"download_timeout": REFERENCE_TIMEOUT_SECONDS, "max_retry_times": 0}
        if visit.is_rendered:
            meta |= rendering.rendered(f"survey-{entry.order}", self._user_agent)
        return Request(
            visit.url,
            headers=headers,
            callback=self._arrived,
            errback=self._not_arrived,
            cb_kwargs={"visit": visit},
            meta=meta,
            priority=-entry.order,  # Scrapy's queue is last in, first out
            dont_filter=True,  # the frontier knows each address once
        )

    async def _arrived(self, response: Response, visit: Visit) -> Iterable[Request]:
        def work() -> Outcome | Visit:
            return read(response, visit, self.scope, rendering.seen_by(response))

        result: Outcome | Visit
        try:
            result = await self._apart.do(work) if len(response.body) > LARGE_BYTES else work()
        except TooLongError as error:
            result = NotSurveyed(SkipReason.TOO_LARGE, str(error))
        except Exception as error:
            self.logger.exception("cannot read %s", response.url)
            result = NotSurveyed(SkipReason.UNREADABLE, f"{type(error).__name__}: {error}"[:300])
        return self._came(visit, result)

    def _not_arrived(self, failure: Failure) -> Iterable[Request]:
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        visit: Visit = request.cb_kwargs["visit"]
        try:
            outcome = from_failure(failure)
        except Exception as error:
            # Whatever it is: an address that is never settled would hold up the survey without end.
            self.logger.exception("cannot tell why %s failed", request.url)
            outcome = NotSurveyed(SkipReason.UNREADABLE, f"{type(error).__name__}: {error}"[:300])
        if outcome.reason is SkipReason.DNS_FAILED and self._guard is not None:
            address = self._guard.refused_address(request.url)
            if address is not None:
                detail = f"leads to {address}, outside the public internet"
                outcome = NotSurveyed(SkipReason.ADDRESS_NOT_ALLOWED, detail)
        return self._came(visit, replace(outcome, hops=visit.hops))

    def _came(self, visit: Visit, result: Outcome | Visit) -> Iterable[Request]:
        onward = self.turns.onward(visit, result)
        if isinstance(onward, Visit):
            return [self._request(onward)]
        self._count(f"survey/outcome/{type(onward).__name__}")
        self.frontier.settle(visit.entry, onward)
        self._changed.set()
        return []

    def _stop_what_is_no_page(self, headers: Headers, request: Request) -> None:
        """Leave the body of a film or a document where it is: the headers have said enough."""
        if request.meta.get("entry_kind") != EntryKind.PAGE.value:
            return
        medium = medium_of_type(content_type_of(headers))
        if medium is not None and medium is not Medium.PAGE:
            raise StopDownload(fail=False)

    def _count_all(self) -> None:
        discovery = self.turns.discovery
        self._count("survey/pages", self.frontier.page_count)
        self._count("survey/document_links", discovery.document_link_count)
        for reason, count in discovery.skips.counts.items():
            self._count(f"survey/skips/{reason.value}", count)

    def _gap_seconds(self, host: str) -> float:
        return max(self._delay_seconds, self.robots.crawl_delay_seconds(host) or 0.0)

    def _default_delay_seconds(self) -> float:
        host = urlsplit(self.start_url).hostname or ""
        return 0.0 if host == "localhost" or is_loopback(host) else DELAY_SECONDS

    def _count(self, key: str, count: int = 1) -> None:
        stats = self.crawler.stats
        if stats is not None:
            stats.inc_value(key, count)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _is_true(value: bool | str) -> bool:
    return value.strip().lower() in {"1", "true", "yes"} if isinstance(value, str) else value
