"""Runs a survey inside a process that already has an event loop, beside rendering."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from crawler.documents.fetch import DocumentFetcher
from crawler.pacing import HostPacer
from crawler.site_spec import Sample, SiteSpec
from crawler.survey.guard import AddressPolicy
from crawler.survey.inventory import Item
from crawler.survey.plain_fetch import PlainFetcher
from crawler.survey.robots import Refusal, RobotsPolicy
from crawler.survey.urls import site_host
from crawler.user_agent import user_agent

# Scrapy is half of a process's start, and a list of addresses needs no crawl.
if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.survey.spider import SiteSpider

FRAME_PAGES_MIN = 500
FRAME_PAGES_PER_SAMPLED_PAGE = 10
"""A sample is drawn from a survey this many times its size, so that the draw means something."""


def address_policy(spec: SiteSpec) -> AddressPolicy:
    """Return which network addresses an audit may reach: this very machine only where the user named it."""
    given = [address for _, address in spec.addresses] if spec.addresses else [spec.url]
    web = [url for url in (*given, spec.statement_host) if url.startswith(("http:", "https:"))]
    return AddressPolicy.for_start(*web, allow_private_networks=spec.allow_private_networks)


class Survey:
    """One site's survey and, with or without it, the site's robots.txt."""

    def __init__(self, spec: SiteSpec, pacer: HostPacer, take: Callable[[Item], None]) -> None:
        """`take` gets each item as soon as it is known, in the survey's order."""
        self._spec = spec
        self._pacer = pacer
        self._take = take
        self._crawler: Crawler | None = None
        self._is_winding_down = False
        self._take_error: Exception | None = None
        self._policy = address_policy(spec)
        fetch = PlainFetcher(
            user_agent(spec.contact),
            self._policy,
            total_timeout_seconds=spec.fetch_timeout_seconds,
            credentials=spec.credentials,
        )
        self._robots = RobotsPolicy(
            fetch,
            is_obeyed=not spec.own_site,
            is_own=lambda url: site_host(urlsplit(url).netloc) in spec.hosts,
        )

    async def run(self) -> None:
        """Survey the site; returns when every page yielded is rendered too, if all pages are to be rendered."""
        from scrapy import signals
        from scrapy.crawler import AsyncCrawlerRunner
        from scrapy.settings import Settings

        from crawler.survey.spider import SiteSpider

        settings = Settings()
        settings.setmodule("crawler.settings", priority="project")
        seconds = self._spec.fetch_timeout_seconds
        settings.set("DOWNLOAD_TIMEOUT", seconds, priority="cmdline")
        settings.set("PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT", seconds * 1000, priority="cmdline")
        runner = AsyncCrawlerRunner(settings)
        self._crawler = runner.create_crawler(SiteSpider)
        self._crawler.signals.connect(self._scraped, signals.item_scraped)
        await runner.crawl(
            self._crawler,
            url=self._spec.url,
            max_pages=self._page_cap(),
            contact=self._spec.contact,
            allow_private_networks=self._spec.allow_private_networks,
            own_site=self._spec.own_site,
            credentials=self._spec.credentials,
            hold=self._spec.sample is Sample.FULL,
            # Where every page is rendered, its capture tells the links that scripts made.
            compares_start=self._spec.sample is not Sample.FULL,
            pacer=self._pacer,
            robots=self._robots,
            delay=self._spec.delay_seconds,
        )
        if self._take_error is not None:
            raise self._take_error

    def wind_down(self) -> None:
        """Ask for nothing more."""
        self._is_winding_down = True
        if (spider := self._spider) is not None:
            spider.wind_down()

    def page_rendered(self, url: str, links: Iterable[Any] = ()) -> None:
        """Tell which links (values with `url` and `text`) a page turned out to have once rendered."""
        if (spider := self._spider) is not None:
            spider.add_rendered_links(url, links)

    async def refusal(self, url: str) -> Refusal | None:
        """Return why an address may not be loaded, or None when it may; each host is asked once."""
        if urlsplit(url).scheme not in {"http", "https"}:
            return None
        return await self._robots.refusal(url)

    @property
    def not_obeyed_count(self) -> int:
        """How many addresses robots.txt would have refused on the owner's own site."""
        return len(self._robots.not_obeyed)

    def document_fetcher(self) -> DocumentFetcher:
        """Return what fetches documents, under the same robots.txt, pace and guard as the survey."""
        return DocumentFetcher(
            user_agent(self._spec.contact),
            self._policy,
            self._robots,
            self._pacer,
            credentials=self._spec.credentials,
        )

    def crawl_delay_seconds(self, host: str) -> float | None:
        """Return the Crawl-delay of a host, as far as it is known by now."""
        return self._robots.crawl_delay_seconds(host)

    @property
    def _spider(self) -> "SiteSpider | None":
        return cast("SiteSpider | None", self._crawler.spider) if self._crawler is not None else None

    def _page_cap(self) -> int:
        if self._spec.sample is Sample.FULL:
            return self._spec.max_pages
        return max(self._spec.max_pages * FRAME_PAGES_PER_SAMPLED_PAGE, FRAME_PAGES_MIN)

    def _scraped(self, item: Item) -> None:
        if self._is_winding_down and (spider := self._spider) is not None:
            spider.wind_down()
        if self._take_error is not None:
            return
        try:
            self._take(item)
        except Exception as error:  # noqa: BLE001  # whatever it is; raised again by `run`
            # Scrapy logs what a signal's receiver raises and goes on: a store that cannot be written would go unseen.
            self._take_error = error
            self.wind_down()
