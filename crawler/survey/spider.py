"""The spider of one site: fetches what the frontier says is next and yields the inventory in the frontier's order.

`start` runs for the whole survey and is the only place items come from: responses are read where they arrive, then
wait in the frontier for their turn. So items come out page by page, and in the same order every time.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers, HtmlResponse, Response, TextResponse, XmlResponse
from twisted.python.failure import Failure

from crawler.addresses import is_loopback
from crawler.pacing import HostPacer
from crawler.survey import guard
from crawler.survey.frontier import Entry, EntryKind, Frontier, SkipLog
from crawler.survey.guard import AddressPolicy
from crawler.survey.inventory import (
    Item,
    NoteKind,
    Skip,
    SkipReason,
    SurveyedDocument,
    SurveyedPage,
    SurveyNote,
)
from crawler.survey.links import read_page
from crawler.survey.media import Medium, is_xhtml, media_type, medium_of_link, medium_of_type
from crawler.survey.outcomes import (
    DocumentMet,
    NotSurveyed,
    Outcome,
    PageRead,
    SitemapRead,
    from_failure,
    from_status,
)
from crawler.survey.plain_fetch import PlainFetcher
from crawler.survey.robots import RobotsPolicy
from crawler.survey.sitemaps import SITEMAP_BYTES_MAX, read_sitemap
from crawler.survey.urls import Scope, identity, is_logout, normalise
from crawler.user_agent import user_agent

DELAY_SECONDS = 1.0
LOOKAHEAD = 8
"""Addresses in flight where no gap is kept; with a gap there is one at a time."""
REDIRECTS_MAX = 10
SITEMAPS_MAX = 100
DOCUMENT_LINKS_MAX = 50_000
_DEPTH_OF_SITEMAP_PAGES = 1
_HOUSEKEEPING_SECONDS = 0.05


class SiteSpider(Spider):
    """Surveys one site: `scrapy crawl site -a url=http://127.0.0.1:8000/ -O inventory.jsonl`.

    `pacer` and `robots` may be given by a caller who shares them with rendering. With `hold` every page yielded must be
    answered with `add_rendered_links` (possibly with none) or the survey waits, until `release`. `headers` (a site
    owner's credentials) go to the start address's host only.
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
        pacer: HostPacer | None = None,
        robots: RobotsPolicy | None = None,
        headers: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if not url:
            raise ValueError("say which site: scrapy crawl site -a url=https://www.example.dk/")
        self.start_url = normalise(url)
        self.scope = Scope.of(self.start_url)
        self.contact = contact
        self.is_holding = hold
        self.is_winding_down = False
        self.address_policy = AddressPolicy.for_start(
            self.start_url, allow_private_networks=_is_true(allow_private_networks)
        )
        self._is_own_site = _is_true(own_site)
        self._delay_seconds = float(delay) if delay is not None else self._default_delay_seconds()
        self._headers = dict(headers or {})
        self.pacer = pacer or HostPacer(self._gap_seconds)
        self._given_robots = robots
        self.robots: RobotsPolicy
        # Which gap holds is the pacer's business; whether to look ahead is ours, and only where there is none.
        self.frontier: Frontier[Outcome] = Frontier(
            self.scope,
            max_pages=int(max_pages) if max_pages else None,
            lookahead=LOOKAHEAD if self._delay_seconds <= 0 else 1,
        )
        self._skips = SkipLog()
        self._changed = asyncio.Event()
        self._guard: guard.GuardedResolver | None = None
        self._document_count = 0
        self._sitemap_count = 0
        self._is_over = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.prepare(crawler)
        return spider

    def prepare(self, crawler: Crawler) -> None:
        """Take from the crawler what arguments left open."""
        contact = self.contact if self.contact is not None else crawler.settings["EFTERSYN_CONTACT"]
        name = user_agent(contact or "")
        crawler.settings.set("USER_AGENT", name, priority="spider")
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
        self.is_holding = False
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
            if self._is_over:
                break
            for entry in self.frontier.due():
                yield self._request(entry, entry.url)
            await self._changed.wait()
        for item in self._closing_notes():
            yield item
        # Scrapy looks for idleness when something ends. Ending before the last response's own housekeeping would leave
        # it to the next heartbeat, five seconds later.
        await asyncio.sleep(_HOUSEKEEPING_SECONDS)

    async def _open(self) -> list[Item]:
        """Ask for robots.txt and put the start page and the sitemaps in line."""
        robots = await self.robots.file(self.start_url)
        items: list[Item] = [
            SurveyNote(NoteKind.ROBOTS, f"{robots.state.value}: {robots.detail}".rstrip(": "))
        ]
        if robots.crawl_delay_seconds is not None:
            items.append(SurveyNote(NoteKind.CRAWL_DELAY, f"{robots.crawl_delay_seconds:g}"))
            if self.robots.is_obeyed and robots.crawl_delay_seconds > 0:
                self.frontier.lookahead = 1
        refusal = await self.robots.refusal(self.start_url)
        if refusal is None and robots.refusal(self.start_url) is not None:
            items.append(
                SurveyNote(NoteKind.ROBOTS, "would refuse the start page; not obeyed on one's own site")
            )
        self.frontier.offer(self.start_url)
        parts = urlsplit(self.start_url)
        for address in (*robots.sitemaps, f"{parts.scheme}://{parts.netloc}/sitemap.xml"):
            self._offer_sitemap(address)
        return items

    def _advance(self) -> Iterator[Item]:
        """Yield what is ready, in line order, and decide whether the survey is over."""
        for entry, outcome in self.frontier.ready():
            yield from self._taken(entry, outcome)
            if self._is_over:
                return
        if self.is_winding_down:
            yield from self._end(SkipReason.OUT_OF_BUDGET)
        elif self.frontier.is_full:
            yield from self._end(SkipReason.PAGE_CAP)
        elif self.frontier.is_idle and not self.frontier.outstanding:
            for wave in self.frontier.rendered_waves():
                for url, text in wave.links:
                    yield from self._offer_link(url, text, "", wave.page_url, wave.depth + 1)
            self._is_over = self.frontier.is_idle

    def _end(self, reason: SkipReason) -> Iterator[Item]:
        self._is_over = True
        for skip in self.frontier.drain(reason):
            yield from self._skip(skip)

    def _taken(self, entry: Entry, outcome: Outcome) -> Iterator[Item]:
        """Turn one answer into items and new places in line."""
        match outcome:
            case PageRead():
                yield from self._page(entry, outcome)
            case SitemapRead():
                yield from self._sitemap(entry, outcome)
            case DocumentMet() if entry.order > 0:
                yield from self._document(entry.url, outcome.content_type, entry.found_on, entry.link_text)
            case DocumentMet():
                yield from self._document(entry.url, outcome.content_type, "", "")
                yield from self._failed(entry, SkipReason.NOT_HTML, outcome.content_type)
            case NotSurveyed():
                yield from self._failed(entry, outcome.reason, outcome.detail)

    def _failed(self, entry: Entry, reason: SkipReason, detail: str) -> Iterator[Item]:
        if entry.kind is EntryKind.SITEMAP:
            # A site without a sitemap at the usual place has done nothing wrong.
            if entry.found_on or reason is not SkipReason.HTTP_ERROR:
                yield SurveyNote(NoteKind.SITEMAP, f"{entry.url}: {reason.value} {detail}".rstrip())
            return
        yield from self._skip(Skip(entry.url, reason, detail, entry.found_on))
        if entry.order == 0:
            yield SurveyNote(NoteKind.START_FAILED, f"{reason.value}: {detail}".rstrip(": "))
            self._is_over = True

    def _page(self, entry: Entry, page: PageRead) -> Iterator[Item]:
        if identity(page.final_url) != identity(entry.url) and not self.frontier.claim(page.final_url):
            detail = f"redirects to {page.final_url}"
            yield from self._skip(Skip(entry.url, SkipReason.DUPLICATE, detail, entry.found_on))
            return
        seq = self.frontier.surveyed()
        if self.is_holding:
            self.frontier.hold(entry.url, seq, entry.depth)
        yield SurveyedPage(
            seq=seq,
            url=entry.url,
            final_url=page.final_url,
            status=page.status,
            depth=entry.depth,
            title=page.reading.title,
            found_on=entry.found_on,
            content_type=page.content_type,
            link_text=entry.link_text,
        )
        for link in page.reading.links:
            yield from self._offer_link(link.url, link.text, link.declared_type, entry.url, entry.depth + 1)
        for address in page.reading.bad_addresses:
            yield from self._skip(Skip(address, SkipReason.BAD_ADDRESS, found_on=entry.url))

    def _sitemap(self, entry: Entry, sitemap: SitemapRead) -> Iterator[Item]:
        reading = sitemap.reading
        found = f"{len(reading.sitemaps)} sitemaps" if reading.sitemaps else f"{len(reading.pages)} addresses"
        problem = f" ({reading.problem})" if reading.problem else ""
        yield SurveyNote(NoteKind.SITEMAP, f"{entry.url}: {found}{problem}")
        for url in reading.sitemaps:
            self._offer_sitemap(url, entry.url)
        for url in reading.pages:
            yield from self._offer_link(url, "", "", entry.url, _DEPTH_OF_SITEMAP_PAGES)

    def _offer_sitemap(self, url: str, found_on: str = "") -> None:
        try:
            address = normalise(url)
        except ValueError:
            return
        if self._sitemap_count < SITEMAPS_MAX:
            self._sitemap_count += 1
            self.frontier.offer(address, found_on=found_on, kind=EntryKind.SITEMAP)

    def _offer_link(
        self, address: str, text: str, declared_type: str, found_on: str, depth: int
    ) -> Iterator[Item]:
        try:
            url = normalise(address)
        except ValueError:
            return
        medium = medium_of_link(url, declared_type)
        if medium is Medium.DOCUMENT:
            yield from self._document(url, media_type(declared_type), found_on, text)
        elif medium is Medium.OTHER:
            yield from self._skip(Skip(url, SkipReason.NOT_HTML, found_on=found_on))
        elif medium is Medium.PAGE:
            if is_logout(url):
                yield from self._skip(Skip(url, SkipReason.LOGOUT, found_on=found_on))
            elif skip := self.frontier.offer(url, found_on=found_on, depth=depth, link_text=text):
                yield from self._skip(skip)

    def _document(self, url: str, declared_type: str, found_on: str, text: str) -> Iterator[Item]:
        self._document_count += 1
        self._count("survey/document_links")
        if self._document_count <= DOCUMENT_LINKS_MAX:
            yield SurveyedDocument(url, declared_type, found_on, text, self._document_count - 1)

    def _skip(self, skip: Skip) -> Iterator[Item]:
        if self._skips.list_once(skip):
            yield skip

    def _closing_notes(self) -> Iterator[Item]:
        for reason, count in sorted(self._skips.not_listed.items()):
            yield SurveyNote(NoteKind.SKIPS_NOT_LISTED, f"{reason.value}: {count}")
        if self._document_count > DOCUMENT_LINKS_MAX:
            rest = self._document_count - DOCUMENT_LINKS_MAX
            yield SurveyNote(NoteKind.DOCUMENTS_NOT_LISTED, str(rest))
        self._count("survey/pages", self.frontier.page_count)
        for reason, count in self._skips.counts.items():
            self._count(f"survey/skips/{reason.value}", count)

    # Fetching and reading.

    def _request(self, entry: Entry, url: str, hops: tuple[str, ...] = ()) -> Request:
        headers = self._headers if guard.host_and_port(url) in self.address_policy.given_hosts else {}
        meta: dict[str, Any] = {"handle_httpstatus_all": True, "entry_kind": entry.kind.value}
        if entry.kind is EntryKind.SITEMAP:
            meta |= {"download_maxsize": SITEMAP_BYTES_MAX, "max_retry_times": 0}
        return Request(
            url,
            headers=headers,
            callback=self._arrived,
            errback=self._not_arrived,
            cb_kwargs={"entry": entry, "hops": hops},
            meta=meta,
            priority=-entry.order,  # Scrapy's queue is last in, first out
            dont_filter=True,  # the frontier knows each address once
        )

    def _arrived(self, response: Response, entry: Entry, hops: tuple[str, ...]) -> Iterable[Request]:
        try:
            result = self._read(response, entry, hops)
        except Exception as error:
            self.logger.exception("cannot read %s", response.url)
            result = NotSurveyed(SkipReason.UNREADABLE, f"{type(error).__name__}: {error}"[:300])
        if isinstance(result, Request):
            return [result]
        self._settle(entry, result)
        return []

    def _not_arrived(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        outcome = from_failure(failure)
        if outcome.reason is SkipReason.DNS_FAILED and self._guard is not None:
            address = self._guard.refused_address(request.url)
            if address is not None:
                detail = f"leads to {address}, outside the public internet"
                outcome = NotSurveyed(SkipReason.ADDRESS_NOT_ALLOWED, detail)
        self._settle(request.cb_kwargs["entry"], outcome)

    def _settle(self, entry: Entry, outcome: Outcome) -> None:
        self._count(f"survey/outcome/{type(outcome).__name__}")
        self.frontier.settle(entry, outcome)
        self._changed.set()

    def _read(self, response: Response, entry: Entry, hops: tuple[str, ...]) -> Request | Outcome:
        if response.status in {301, 302, 303, 307, 308} and response.headers.get("Location"):
            return self._redirected(response, entry, (*hops, response.url))
        failed = from_status(response.status)
        if failed is not None:
            return failed
        if entry.kind is EntryKind.SITEMAP:
            return SitemapRead(read_sitemap(response.body, response.url))
        content_type = _content_type(response.headers)
        medium = medium_of_type(content_type)
        if medium is Medium.DOCUMENT:
            return DocumentMet(response.url, media_type(content_type))
        if medium is None and is_xhtml(response.body):
            medium = Medium.PAGE
        if medium is not Medium.PAGE:
            return NotSurveyed(SkipReason.NOT_HTML, media_type(content_type) or "no content type")
        return PageRead(response.url, response.status, content_type, read_page(_as_html(response)))

    def _redirected(self, response: Response, entry: Entry, hops: tuple[str, ...]) -> Request | NotSurveyed:
        location = (response.headers.get("Location") or b"").decode("utf-8", "replace")
        try:
            target = normalise(urljoin(response.url, location))
        except ValueError:
            return NotSurveyed(SkipReason.BAD_ADDRESS, f"redirects to {location[:300]}")
        if target in hops or len(hops) > REDIRECTS_MAX:
            return NotSurveyed(SkipReason.REDIRECT_LOOP, " -> ".join((*hops[:REDIRECTS_MAX], target)))
        if entry.kind is EntryKind.PAGE:
            if not self.scope.contains(target):
                return NotSurveyed(SkipReason.REDIRECT_OUT_OF_SCOPE, target)
            if is_logout(target):
                return NotSurveyed(SkipReason.LOGOUT, target)
            # Known now means known when this entry's turn comes: no need to fetch a page twice.
            if identity(target) != identity(entry.url) and self.frontier.knows(target):
                return NotSurveyed(SkipReason.DUPLICATE, f"redirects to {target}")
        return self._request(entry, target, hops)

    def _stop_what_is_no_page(self, headers: Headers, request: Request) -> None:
        """Leave the body of a film or a document where it is: the headers have said enough."""
        if request.meta.get("entry_kind") != EntryKind.PAGE.value:
            return
        medium = medium_of_type(_content_type(headers))
        if medium is not None and medium is not Medium.PAGE:
            raise StopDownload(fail=False)

    def _gap_seconds(self, host: str) -> float:
        return max(self._delay_seconds, self.robots.crawl_delay_seconds(host) or 0.0)

    def _default_delay_seconds(self) -> float:
        host = urlsplit(self.start_url).hostname or ""
        return 0.0 if host == "localhost" or is_loopback(host) else DELAY_SECONDS

    def _count(self, key: str, count: int = 1) -> None:
        stats = self.crawler.stats
        if stats is not None:
            stats.inc_value(key, count)


def _content_type(headers: Headers) -> str:
    return (headers.get("Content-Type") or b"").decode("latin-1").strip()


def _as_html(response: Response) -> TextResponse:
    """Return the response as HTML, whatever Scrapy took it for."""
    if isinstance(response, TextResponse) and not isinstance(response, XmlResponse):
        return response
    return HtmlResponse(response.url, status=response.status, headers=response.headers, body=response.body)


def _is_true(value: bool | str) -> bool:
    return value.strip().lower() in {"1", "true", "yes"} if isinstance(value, str) else value
