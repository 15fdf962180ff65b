"""Reads pages in a browser for the survey, by scrapy-playwright: what they are once their scripts have run.

Only pages whose HTML does not tell what they are come here; auditing has a renderer of its own (docs/decisions/0003).
"""

import asyncio
import contextlib
import os
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    Dialog,
    Page,
    Playwright,
    async_playwright,
)
from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Request as BrowserRequest
from playwright.async_api import TimeoutError as PlaywrightTimeoutError
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError, NotSupported
from scrapy.http import Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from crawler.memory import unlimited
from crawler.render.browser_finder import find_browser
from crawler.render.egress import Egress
from crawler.render.flags import arguments
from crawler.render.memory_watch import MemoryWatch
from crawler.survey.head_cap import cap_heads
from crawler.survey.links import Seen
from crawler.survey.outcomes import BrowserLostError, PageCrashedError

PAGE_TIMEOUTS_MAX = 2
"""How many times the time of an ordinary fetch (DOWNLOAD_TIMEOUT) a browser may take to read a page to its end."""
LOADED_SECONDS_MAX = 8.0
QUIET_SECONDS_MAX = 3.0
CLOSE_SECONDS_MAX = 5.0
START_SECONDS_MAX = 45.0
SCROLLS_MAX = 10
"""Screens that a page may add by being scrolled; what comes after them is not looked for."""
SCROLL_SECONDS_MIN = 0.4
SCROLL_SECONDS_MAX = 3.0
"""How long a scrolled page may take to begin to fetch more, and to show it."""
SURVEY_TAB_BYTES_MAX = 1_000_000_000
"""Pages are read without pictures and films here, two at a time in one browser."""
LINKS_MAX = 5_000
TEXTS_MAX = 5_000
_WIDTH_PX, _HEIGHT_PX = 1280, 900
_NOT_NEEDED = frozenset({"image", "media", "font"})

# Links and text of open shadow roots: the page's HTML, as Playwright gives it, has none of them.
_IN_SHADOW = """([linksMax, textsMax]) => {
  const links = [], texts = [];
  const walk = root => {
    for (const element of root.querySelectorAll('*')) {
      const shadow = element.shadowRoot;
      if (!shadow) continue;
      const iterator = document.createNodeIterator(shadow, NodeFilter.SHOW_TEXT);
      for (let node; (node = iterator.nextNode()) && texts.length < textsMax;) {
        const parent = node.parentElement;
        if (!parent || !/^(SCRIPT|STYLE|TEMPLATE)$/.test(parent.tagName)) texts.push(node.data);
      }
      for (const link of shadow.querySelectorAll('a[href], area[href]')) {
        if (links.length < linksMax) links.push([link.href, link.textContent || '']);
      }
      walk(shadow);
    }
  };
  walk(document);
  return [links, texts];
}"""
_SIZE = "() => [document.documentElement.scrollHeight, document.links.length]"
_TO_THE_END = "() => window.scrollTo(0, document.documentElement.scrollHeight)"


class SurveyBrowser:
    """scrapy-playwright's browser provider: starts the browser when it is first needed, with our own way out.

    Its launch options (setting PLAYWRIGHT_LAUNCH_OPTIONS) are `allow_private_networks` and `allowed_hosts`.
    """

    def __init__(self, config: Any) -> None:
        options = config.launch_options
        self._egress = Egress(
            allow_private_networks=bool(options.get("allow_private_networks")),
            allowed_hosts=frozenset(options.get("allowed_hosts") or ()),
        )
        self._playwright: Playwright | None = None
        self._memory = MemoryWatch(tab_bytes_max=SURVEY_TAB_BYTES_MAX)

    async def start(self) -> None:
        """Do nothing yet: most sites need no browser to be surveyed."""

    async def launch_browser(self) -> Browser:
        """Start the browser; raises BrowserLostError."""
        try:
            async with asyncio.timeout(START_SECONDS_MAX):
                if self._playwright is None:
                    await self._egress.__aenter__()
                    with unlimited():  # driver and browser have ceilings of their own
                        self._playwright = await async_playwright().start()
                browser = await self._playwright.chromium.launch(
                    executable_path=find_browser().path,
                    args=arguments(self._egress.port),
                    chromium_sandbox=os.geteuid() != 0,
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                )
                self._memory.stop()
                await self._memory.start(browser)
                return browser
        except Exception as error:
            reason = str(error).strip().partition("\n")[0] or type(error).__name__
            raise BrowserLostError(reason) from error

    async def launch_persistent_context(self, _context_kwargs: dict[str, Any]) -> BrowserContext:
        """Refuse: no page of a survey may find what another has stored."""
        raise NotSupported("the survey keeps no browser profile")

    async def close(self) -> None:
        """End what was started."""
        self._memory.stop()
        if self._playwright is not None:
            await self._playwright.stop()
            await self._egress.__aexit__()
            self._playwright = None


class RenderingHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # ships no types
    """scrapy-playwright's handler, kept from waiting without end for a page that hangs and from headers without end."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._page_seconds = crawler.settings.getfloat("DOWNLOAD_TIMEOUT") * PAGE_TIMEOUTS_MAX
        cap_heads(self)

    async def download_request(self, request: Request) -> Response:
        """Fetch one address; those marked by `rendered` in a browser context of their own."""
        if not request.meta.get("playwright"):
            return await super().download_request(request)  # type: ignore[no-any-return]
        try:
            async with asyncio.timeout(self._page_seconds):
                return await super().download_request(request)  # type: ignore[no-any-return]
        except (TimeoutError, PlaywrightTimeoutError) as error:
            raise DownloadTimeoutError(f"not read within {self._page_seconds:g} s by a browser") from error
        except PlaywrightError as error:
            if "crash" in str(error) or "closed" in str(error):
                raise PageCrashedError("the page made the browser crash") from error
            raise
        finally:
            await self._close_page(request)

    async def _close_page(self, request: Request) -> None:
        """Close the page with its context; a page that cannot be closed takes its browser along."""
        page: Page | None = request.meta.pop("playwright_page", None)
        if page is None:
            return
        try:
            async with asyncio.timeout(CLOSE_SECONDS_MAX):
                await page.context.close()
        except (TimeoutError, PlaywrightError):
            with contextlib.suppress(TimeoutError, PlaywrightError):
                async with asyncio.timeout(CLOSE_SECONDS_MAX):
                    await self.browser.close()


def rendered(name: str, user_agent: str) -> dict[str, Any]:
    """Return the meta values that have a request read by a browser, in a context of that name."""
    return {
        "playwright": True,
        "playwright_include_page": True,  # so that a page is closed however its visit ends
        "playwright_context": name,
        "playwright_context_kwargs": {
            "viewport": {"width": _WIDTH_PX, "height": _HEIGHT_PX},
            "user_agent": user_agent,
            "locale": "da-DK",
            "timezone_id": "Europe/Copenhagen",
            "reduced_motion": "reduce",
            "service_workers": "block",
            "accept_downloads": False,
        },
        "playwright_page_init_callback": _prepare,
        "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
        "playwright_page_methods": [PageMethod(look)],
        "dont_retry": True,
    }


def seen_by(response: Response) -> Seen | None:
    """Return what the browser saw of a page, or None when it was fetched without one."""
    methods = response.meta.get("playwright_page_methods")
    seen = methods[0].result if methods and "playwright" in response.flags else None
    return seen if isinstance(seen, Seen) else None


async def look(page: Page) -> Seen:
    """Wait until a page has settled, scroll it for what it fetches then, and look where its HTML does not reach."""
    await _settle(page)
    scrolls, still_grows = await _scroll(page)
    links, texts = await page.evaluate(_IN_SHADOW, [LINKS_MAX, TEXTS_MAX])
    return Seen(
        tuple((str(url), str(text)) for url, text in links), tuple(map(str, texts)), scrolls, still_grows
    )


async def _settle(page: Page) -> None:
    for state, seconds in (("load", LOADED_SECONDS_MAX), ("networkidle", QUIET_SECONDS_MAX)):
        with contextlib.suppress(PlaywrightTimeoutError):
            await page.wait_for_load_state(state, timeout=seconds * 1000)  # type: ignore[arg-type]


async def _scroll(page: Page) -> tuple[int, bool]:
    """Return how many times the page grew, and whether it would have gone on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    size: list[int] = await page.evaluate(_SIZE)
    for scrolls in range(SCROLLS_MAX + 1):
        asked.clear()
        await page.evaluate(_TO_THE_END)
        grown = await _grown(page, size, asked)
        if grown == size:
            return scrolls, False
        size = grown
    return SCROLLS_MAX, True


async def _grown(page: Page, size: list[int], asked: list[str]) -> list[int]:
    """Return the size of a page once it has grown, or its old size when it does not grow in time."""
    clock = asyncio.get_running_loop().time
    began = clock()
    while True:
        await asyncio.sleep(0.1)
        now: list[int] = await page.evaluate(_SIZE)
        if now[0] > size[0] or now[1] > size[1]:
            return now
        waited = clock() - began
        if waited > SCROLL_SECONDS_MAX or (waited > SCROLL_SECONDS_MIN and not asked):
            return size


async def _prepare(page: Page, _request: Request) -> None:
    page.on("dialog", _dismiss)
    page.context.on("page", _close_other)


async def _dismiss(dialog: Dialog) -> None:
    with contextlib.suppress(PlaywrightError):
        await dialog.dismiss()


async def _close_other(page: Page) -> None:
    with contextlib.suppress(PlaywrightError):
        await page.close()


def is_not_needed(request: BrowserRequest) -> bool:
    """Say whether a request of a page is for what changes neither its text nor its links."""
    return request.resource_type in _NOT_NEEDED


async def headers_to_send(
    *, playwright_request: BrowserRequest, scrapy_request_data: dict[str, Any], **_: Any
) -> dict[str, str]:
    """Return a browser's own headers, with the survey's (a site owner's credentials) for the page's own origin only."""
    headers: dict[str, str] = await playwright_request.all_headers()
    own, asked = urlsplit(scrapy_request_data["url"]), urlsplit(playwright_request.url)
    if (own.scheme, own.netloc) == (asked.scheme, asked.netloc):
        for name, value in scrapy_request_data["headers"].to_unicode_dict().items():
            if name.lower() not in {"accept", "accept-encoding", "accept-language"}:
                headers[name.lower()] = value
    return headers


def launch_options(*, allow_private_networks: bool, allowed_hosts: list[str]) -> dict[str, Any]:
    """Return PLAYWRIGHT_LAUNCH_OPTIONS for SurveyBrowser."""
    return {"allow_private_networks": allow_private_networks, "allowed_hosts": allowed_hosts}
