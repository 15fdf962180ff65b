"""Renders addresses in a pool of reused pages, and keeps what goes wrong with one page from every other."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError

from crawler.credentials import Credentials
from crawler.render import axe_driver, capture, pictures
from crawler.render.browser import RunningBrowser
from crawler.render.capture import RenderedLink, mask_tokens
from crawler.render.egress import Egress
from crawler.render.messages import read_with_orjson
from crawler.render.navigation import Outcome, Visit, arrive, go
from crawler.render.pool import BrowserPool
from crawler.render.settings import FRAMES_MAX, RenderSettings
from crawler.render.site_headers import owners_headers
from crawler.render.slot import CLEAR_TIMEOUT_SECONDS
from rules.evidence import LoadState, PageEvidence, PageState
from rules.model import Box

COOKIES_KEPT = 200
AXE_MIN_SECONDS = 2.0
PICTURES_SPARE_SECONDS = 0.5

_CLOSED = "browser has been closed"
"""Playwright's word for a page, browser or connection that is not there any more."""

Crops = Callable[[PageEvidence], Mapping[str, Box]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one visit gave; `crops` are PNG, `screenshot` is JPEG."""

    evidence: PageEvidence
    screenshot: bytes | None = None
    crops: Mapping[str, bytes] = field(default_factory=dict)
    links: tuple[RenderedLink, ...] = ()


class Renderer:
    """Owns the browser, its way out and its pages; an asynchronous context manager.

    `render` may be called by as many tasks as like; `settings.page_count` of them run at a time.
    """

    def __init__(self, settings: RenderSettings) -> None:
        self._settings = settings
        self._egress = Egress(
            allow_private_networks=settings.allow_private_networks, allowed_hosts=settings.allowed_hosts
        )
        self._pool = BrowserPool(settings, self._egress)

    async def __aenter__(self) -> Self:
        try:
            await self._egress.__aenter__()
            read_with_orjson()
            await self._pool.__aenter__()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.__aexit__()
        await self._egress.__aexit__()

    @property
    def browser_version(self) -> str:
        """Name and version of the browser, or "" before one has run."""
        return f"Chromium {self._pool.browser_version}" if self._pool.browser_version else ""

    @property
    def egress(self) -> Egress:
        """The way out, with its counts of connections and bytes."""
        return self._egress

    async def render(self, url: str, crops: Crops | None = None) -> Rendered:
        """Visit `url` and return what was seen; raises only BrowserLostError, whatever the page does."""
        return await self._rendered(url, self._settings, crops)

    async def look_at(self, url: str) -> PageEvidence:
        """Visit `url` wherever it leads, the site's bounds left aside; axe does not run and no credentials are sent."""
        settings = replace(
            self._settings, axe_rules=(), in_scope=None, screenshots=False, credentials=Credentials()
        )
        return (await self._rendered(url, settings, None)).evidence

    async def _rendered(self, url: str, settings: RenderSettings, crops: Crops | None) -> Rendered:
        rendered, is_lost = await self._visit_once(url, settings, crops)
        if is_lost:
            # For no known reason: something else on the machine may have ended it. Twice in a row is the page's doing.
            rendered, _ = await self._visit_once(url, settings, crops)
        return self._settings.credentials.without(rendered)

    async def _visit_once(
        self, url: str, settings: RenderSettings, crops: Crops | None
    ) -> tuple[Rendered, bool]:
        """Return what was seen, and whether the browser was lost, for no known reason, before the page was."""
        running = await self._pool.take()
        is_page_spent = True
        try:
            rendered, is_page_spent = await self._visit(running, url, settings, crops)
            has_crashed = rendered.evidence.state is PageState.CRASHED
            return rendered, has_crashed and not running.is_alive and not running.ended_for_memory
        finally:
            await self._pool.give_back(running, is_page_spent=is_page_spent)

    # One visit.

    async def _visit(
        self, running: RunningBrowser, url: str, settings: RenderSettings, crops: Crops | None
    ) -> tuple[Rendered, bool]:
        """Return what was seen and whether the page is spent: hung, crashed or not to be cleaned."""
        if outcome := self._unwanted(url):
            return Rendered(_evidence(url, outcome, None)), False
        slot = running.slot
        slot.listen()
        running.ended_for_memory = ""
        budget = settings.page_budget_seconds
        with Visit(slot, url) as visit:
            work = asyncio.create_task(self._let_in(visit, settings, time.monotonic() + budget, crops))
            end = asyncio.create_task(_first(slot.crashed, running.lost, slot.overrun))
            try:
                await asyncio.wait({work, end}, timeout=budget, return_when=asyncio.FIRST_COMPLETED)
                if not work.done():
                    return self._cut_short(visit, running), True
                rendered = work.result()
            except PlaywrightError as error:
                if _CLOSED in str(error) and not slot.crashed.is_set():
                    running.lost.set()  # nobody closes a page under a visit: the driver is gone, and all it steered
                return self._cut_short(visit, running, detail=str(error)), True
            except MemoryError:
                outcome = Outcome(
                    PageState.TOO_LARGE, visit.load_state, "the page needs more memory than we have"
                )
                return Rendered(_evidence(url, outcome, visit)), True
            finally:
                end.cancel()
                work.cancel()
                await asyncio.gather(end, work, return_exceptions=True)
        return rendered, not await self._is_cleared(visit, rendered.evidence)

    async def _is_cleared(self, visit: Visit, evidence: PageEvidence) -> bool:
        """Make a page ready for the next address, or say that it is cheaper to replace it."""
        slot = visit.slot
        has_hung = evidence.state is PageState.TIMED_OUT or (
            evidence.axe is not None and axe_driver.has_hung(evidence.axe)
        )
        if has_hung or slot.is_littered:
            return False
        try:
            async with asyncio.timeout(CLEAR_TIMEOUT_SECONDS):
                if visit.is_calm and evidence.state is PageState.RENDERED:
                    await slot.clear_calm(evidence.final_url)
                else:
                    await slot.clear()
        except (TimeoutError, PlaywrightError):
            return False
        return True

    def _cut_short(self, visit: Visit, running: RunningBrowser, detail: str = "") -> Rendered:
        """Return what is left of a visit that did not come to its end by itself."""
        slot = visit.slot
        has_crashed = slot.crashed.is_set() or not running.is_alive
        if visit.seen is not None and not has_crashed:
            return Rendered(visit.seen)  # only its pictures are missing
        if has_crashed:
            what = "tab" if running.is_alive else "browser"
            why = running.ended_for_memory or f"the page made its {what} crash"
            outcome = Outcome(PageState.CRASHED, visit.load_state, why)
        elif slot.overrun.is_set():
            outcome = Outcome(PageState.TOO_LARGE, visit.load_state, slot.overrun_reason)
        elif detail:
            outcome = Outcome(PageState.CRASHED, visit.load_state, detail.partition("\n")[0][:300])
        else:
            seconds = self._settings.page_budget_seconds
            outcome = Outcome(
                PageState.TIMED_OUT, visit.load_state, f"the page was not done within {seconds:g} s"
            )
        return Rendered(_evidence(visit.url, outcome, visit))

    def _unwanted(self, url: str) -> Outcome | None:
        scheme = urlsplit(url).scheme
        if scheme in {"http", "https"} or (scheme == "file" and self._settings.allow_files):
            return None
        return Outcome(
            PageState.ADDRESS_NOT_ALLOWED, LoadState.NONE, f"addresses with {scheme}: are not opened"
        )

    async def _let_in(
        self, visit: Visit, settings: RenderSettings, deadline: float, crops: Crops | None
    ) -> Rendered:
        async with owners_headers(visit.slot.cdp, settings.credentials, visit.url):
            return await self._look(visit, settings, deadline, crops)

    async def _look(
        self, visit: Visit, settings: RenderSettings, deadline: float, crops: Crops | None
    ) -> Rendered:
        """Navigate, then gather evidence; a page that goes elsewhere under our hands is looked at once more."""
        await visit.slot.make_way(visit.url)
        outcome = await go(visit, settings, self._egress)
        if outcome.state is not PageState.RENDERED:
            return Rendered(_evidence(visit.url, outcome, visit))
        for is_last_try in (False, True):
            before = visit.navigations
            try:
                evidence, links = await self._gather(visit, settings, outcome, deadline)
            except capture.TooLargeError as error:
                too_large = replace(outcome, state=PageState.TOO_LARGE, reason=str(error))
                return Rendered(_evidence(visit.url, too_large, visit))
            except PlaywrightError:
                # A page that is on its way elsewhere takes what we look at from under our hands.
                if visit.slot.crashed.is_set() or (visit.navigations == before and not visit.unreachable):
                    raise
            else:
                if visit.navigations == before and not visit.unreachable:
                    # Before anything is judged: what a rule quotes must hold no more than what is kept.
                    visit.seen = self._settings.credentials.without(evidence)
                    seen = Rendered(visit.seen, links=links)
                    if visit.seen.snapshot != evidence.snapshot:
                        return seen  # a picture of this page might show the secret
                    return await self._pictures(visit, settings, seen, crops, deadline)
            if not is_last_try:
                outcome = await arrive(visit, settings, self._egress, deadline, before)
                if outcome.state is not PageState.RENDERED:
                    return Rendered(_evidence(visit.url, outcome, visit))
        # What was gathered may be of two pages: one half from before, one from after.
        restless = replace(
            outcome, state=PageState.REDIRECT_LOOP, reason="the page goes elsewhere while it is looked at"
        )
        return Rendered(_evidence(visit.url, restless, visit))

    async def _gather(
        self, visit: Visit, settings: RenderSettings, outcome: Outcome, deadline: float
    ) -> tuple[PageEvidence, tuple[RenderedLink, ...]]:
        slot, cdp = visit.slot, visit.slot.cdp
        tree = (await cdp.send("Page.getFrameTree"))["frameTree"]
        page_frames = axe_driver.frames(tree)
        whole = [frame.id for frame in page_frames if not frame.is_broken][:FRAMES_MAX]
        page_worlds = await axe_driver.worlds(cdp, whole)
        await capture.weigh(cdp, page_worlds)
        snapshot = await capture.snapshot(cdp, settings.styles)
        accessibility = await capture.accessibility_tree(cdp, whole)
        cookies = (await cdp.send("Network.getAllCookies"))["cookies"]
        evidence = replace(
            _evidence(visit.url, outcome, visit),
            title=capture.title(snapshot),
            language=capture.language(snapshot),
            snapshot=snapshot,
            styles=settings.styles,
            accessibility_tree=accessibility,
            cookie_names=tuple(sorted({cookie["name"] for cookie in cookies})[:COOKIES_KEPT]),
            cookies=capture.cookies(cookies),
        )
        links = capture.links(snapshot, evidence.final_url)
        if settings.axe_rules:
            seconds = max(AXE_MIN_SECONDS, deadline - time.monotonic() - AXE_MIN_SECONDS)
            axe = await axe_driver.run_axe(cdp, page_frames, settings.axe_rules, seconds, page_worlds[0])
            evidence = replace(evidence, axe=axe, reason=axe.error)
        errors = tuple(mask_tokens(text)[:300] for text in slot.console_errors)
        return replace(evidence, console_errors=errors, requests=visit.requests()), links

    async def _pictures(
        self,
        visit: Visit,
        settings: RenderSettings,
        rendered: Rendered,
        crops: Crops | None,
        deadline: float,
    ) -> Rendered:
        """Add what pictures the time left allows."""
        cdp = visit.slot.cdp
        axe = rendered.evidence.axe
        if axe is not None and axe_driver.has_hung(axe):
            return rendered
        wanted = crops(rendered.evidence) if crops is not None else {}
        if wanted:
            seconds = _seconds_until(deadline, pictures.CROPS_TIMEOUT_SECONDS)
            rendered = replace(rendered, crops=await pictures.crops(cdp, wanted, seconds))
        if settings.screenshots:
            seconds = _seconds_until(deadline, pictures.SCREENSHOT_TIMEOUT_SECONDS)
            rendered = replace(rendered, screenshot=await pictures.screenshot(cdp, seconds))
        return rendered


def _seconds_until(deadline: float, most: float) -> float:
    """Return how long something may take that may take `most` and must be over a moment before `deadline`."""
    return max(0.0, min(most, deadline - time.monotonic() - PICTURES_SPARE_SECONDS))


async def _first(*events: asyncio.Event) -> None:
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


def _evidence(url: str, outcome: Outcome, visit: Visit | None) -> PageEvidence:
    evidence = PageEvidence(
        url=url,
        final_url=url,
        state=outcome.state,
        reason=outcome.reason,
        load_state=outcome.load_state,
        taken_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    if visit is None:
        return evidence
    answer = visit.document if visit.navigations else visit.answer
    return replace(
        evidence,
        final_url=visit.final_url or visit.last_url or url,
        status=answer.status,
        headers=dict(answer.headers),
        content_type=answer.content_type,
        requests=visit.requests(),
    )
