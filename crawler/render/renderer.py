"""Renders addresses in a pool of reused pages, and keeps what goes wrong with one page from every other."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Playwright, async_playwright

from crawler.render import axe_driver, capture, pictures
from crawler.render.browser import COMMAND_TIMEOUT_SECONDS, RunningBrowser, Slot
from crawler.render.browser_finder import find_browser
from crawler.render.capture import RenderedLink, mask_tokens
from crawler.render.egress import Egress
from crawler.render.errors import BrowserLostError
from crawler.render.messages import read_with_orjson
from crawler.render.navigation import Outcome, Visit, arrive, go
from crawler.render.settings import SNAPSHOT_NODES_MAX, RenderSettings
from rules.evidence import AxeRun, LoadState, PageEvidence, PageState
from rules.model import Box

START_ATTEMPTS = 3
START_PAUSE_SECONDS = 1.0
HUNG_TIMEOUT_SECONDS = 2.0
MEMORY_LOOKED_AT_EVERY_PAGES = 10
AXE_MIN_SECONDS = 2.0

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
        self._playwright: Playwright | None = None
        self._running: RunningBrowser | None = None
        self._gate = asyncio.Condition()
        self._in_flight = 0
        self._lost: BrowserLostError | None = None

    async def __aenter__(self) -> Self:
        try:
            await self._egress.__aenter__()
            read_with_orjson()
            self._playwright = await async_playwright().start()
            self._running = await self._start()
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._running is not None:
            await self._running.stop()
            self._running = None
        if self._playwright is not None:
            await self._playwright.stop()
            self._playwright = None
        await self._egress.__aexit__()

    @property
    def browser_version(self) -> str:
        """Name and version of the running browser, or "" when none runs."""
        return f"Chromium {self._running.browser.version}" if self._running is not None else ""

    @property
    def egress(self) -> Egress:
        """The way out, with its counts of connections and bytes."""
        return self._egress

    async def render(self, url: str, crops: Crops | None = None) -> Rendered:
        """Visit `url` and return what was seen; raises only BrowserLostError, whatever the page does."""
        return await self._rendered(url, self._settings, crops)

    async def look_at(self, url: str) -> PageEvidence:
        """Visit `url` wherever it leads, the site's bounds left aside; axe does not run and no credentials are sent."""
        settings = replace(self._settings, axe_rules=(), in_scope=None, screenshots=False, headers={})
        return (await self._rendered(url, settings, None)).evidence

    async def _rendered(self, url: str, settings: RenderSettings, crops: Crops | None) -> Rendered:
        for _ in range(2):
            running, slot = await self._take()
            kept: Slot | None = None
            try:
                rendered, is_spent = await self._visit(running, slot, url, settings, crops)
                kept = None if is_spent else slot
            finally:
                await self._give_back(running, slot, kept)
            if running.is_alive or rendered.evidence.state is PageState.RENDERED:
                return rendered
        return Rendered(
            _evidence(
                url,
                Outcome(PageState.CRASHED, LoadState.NONE, "the browser crashed twice on this page"),
                None,
            )
        )

    # The pool: free pages, recycling and restarts.

    async def _take(self) -> tuple[RunningBrowser, Slot]:
        async with self._gate:
            while True:
                if self._lost is not None:
                    raise self._lost
                running = self._running
                if running is None or not running.is_alive or self._is_spent(running):
                    if self._in_flight == 0:
                        await self._restart()
                        continue
                elif running.slots:
                    self._in_flight += 1
                    return running, running.slots.pop()
                await self._gate.wait()

    async def _give_back(self, running: RunningBrowser, slot: Slot, kept: Slot | None) -> None:
        try:
            if kept is None and running.is_alive:
                kept = await self._replaced(running, slot)
            running.pages_rendered += 1
            if running.pages_rendered % MEMORY_LOOKED_AT_EVERY_PAGES == 0:
                running.is_heavy = running.memory_bytes() > self._settings.recycle_above_bytes
        finally:
            async with self._gate:
                self._in_flight -= 1
                if kept is not None:
                    running.slots.append(kept)
                self._gate.notify_all()

    async def _replaced(self, running: RunningBrowser, slot: Slot) -> Slot | None:
        """Close a page that cannot be used any more and open another; a browser that fails at either is given up."""
        if await slot.close():
            with contextlib.suppress(TimeoutError, PlaywrightError):
                async with asyncio.timeout(COMMAND_TIMEOUT_SECONDS):
                    return await Slot.open(running.browser, self._settings)
        running.lost.set()
        return None

    def _is_spent(self, running: RunningBrowser) -> bool:
        return running.is_heavy or running.pages_rendered >= self._settings.recycle_after_pages

    async def _restart(self) -> None:
        if self._running is not None:
            await self._running.stop()
            self._running = None
        try:
            self._running = await self._start()
        except BrowserLostError as error:
            self._lost = error
            self._gate.notify_all()

    async def _start(self) -> RunningBrowser:
        if self._playwright is None:
            raise BrowserLostError(self._settings.browser, "the renderer is closed")
        executable = self._settings.browser or _find_browser()
        reason = ""
        for attempt in range(START_ATTEMPTS):
            if attempt:
                await asyncio.sleep(START_PAUSE_SECONDS)
            try:
                return await RunningBrowser.start(
                    self._playwright, executable, self._egress.port, self._settings
                )
            except (TimeoutError, PlaywrightError) as error:
                reason = str(error).strip().partition("\n")[0] or "it did not answer"
        raise BrowserLostError(executable, reason)

    # One visit.

    async def _visit(
        self, running: RunningBrowser, slot: Slot, url: str, settings: RenderSettings, crops: Crops | None
    ) -> tuple[Rendered, bool]:
        """Return what was seen and whether the page is spent: hung, crashed or not to be cleaned."""
        if outcome := self._unwanted(url):
            return Rendered(_evidence(url, outcome, None)), False
        slot.listen()
        budget = settings.page_budget_seconds
        with Visit(slot, url) as visit:
            work = asyncio.create_task(self._look(visit, settings, time.monotonic() + budget, crops))
            crash = asyncio.create_task(_first(slot.crashed, running.lost))
            try:
                done, _ = await asyncio.wait(
                    {work, crash}, timeout=budget, return_when=asyncio.FIRST_COMPLETED
                )
                if work not in done:
                    return Rendered(_cut_short(visit, budget, has_crashed=bool(done))), True
                rendered = work.result()
            except PlaywrightError as error:
                has_crashed = slot.crashed.is_set() or not running.is_alive
                return Rendered(_cut_short(visit, budget, has_crashed=has_crashed, detail=str(error))), True
            finally:
                crash.cancel()
                work.cancel()
                await asyncio.gather(crash, work, return_exceptions=True)
        try:
            # A page that timed out may well hang still; it is cheaper to replace it than to wait.
            timed_out = rendered.evidence.state is PageState.TIMED_OUT
            async with asyncio.timeout(HUNG_TIMEOUT_SECONDS if timed_out else COMMAND_TIMEOUT_SECONDS):
                await slot.clear()
        except (TimeoutError, PlaywrightError):
            return rendered, True
        return rendered, False

    def _unwanted(self, url: str) -> Outcome | None:
        scheme = urlsplit(url).scheme
        if scheme in {"http", "https"} or (scheme == "file" and self._settings.allow_files):
            return None
        return Outcome(
            PageState.ADDRESS_NOT_ALLOWED, LoadState.NONE, f"addresses with {scheme}: are not opened"
        )

    async def _look(
        self, visit: Visit, settings: RenderSettings, deadline: float, crops: Crops | None
    ) -> Rendered:
        """Navigate, then gather evidence; a page that goes elsewhere under our hands is looked at once more."""
        async with _site_headers(visit, settings.headers):
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
                if is_last_try or visit.slot.crashed.is_set():
                    raise
            else:
                if visit.navigations == before or is_last_try:
                    break
            outcome = await arrive(visit, settings, deadline, before)
            if outcome.state is not PageState.RENDERED:
                return Rendered(_evidence(visit.url, outcome, visit))
        if visit.navigations != before:
            evidence = replace(evidence, reason="the page went elsewhere while it was looked at")
        return await self._pictures(visit, settings, Rendered(evidence, links=links), crops)

    async def _gather(
        self, visit: Visit, settings: RenderSettings, outcome: Outcome, deadline: float
    ) -> tuple[PageEvidence, tuple[RenderedLink, ...]]:
        slot, cdp = visit.slot, visit.slot.cdp
        tree = (await cdp.send("Page.getFrameTree"))["frameTree"]
        page_frames = axe_driver.frames(tree)
        counters = await cdp.send("Memory.getDOMCounters")
        if counters["nodes"] > 2 * SNAPSHOT_NODES_MAX:
            raise capture.TooLargeError(f"more than {SNAPSHOT_NODES_MAX} nodes")
        snapshot = await capture.snapshot(cdp, settings.styles)
        whole = [frame.id for frame in page_frames if not frame.is_broken]
        accessibility = await capture.accessibility_tree(cdp, whole)
        cookies = await cdp.send("Network.getAllCookies")
        axe: AxeRun | None = None
        if settings.axe_rules:
            seconds = max(AXE_MIN_SECONDS, deadline - time.monotonic() - AXE_MIN_SECONDS)
            axe = await axe_driver.run_axe(cdp, page_frames, settings.axe_rules, seconds)
        evidence = replace(
            _evidence(visit.url, outcome, visit),
            title=capture.title(snapshot),
            language=capture.language(snapshot),
            snapshot=snapshot,
            styles=settings.styles,
            accessibility_tree=accessibility,
            axe=axe,
            cookie_names=tuple(sorted({cookie["name"] for cookie in cookies["cookies"]})),
            cookies=capture.cookies(cookies["cookies"]),
            console_errors=tuple(mask_tokens(text)[:300] for text in slot.console_errors),
        )
        return evidence, capture.links(snapshot, evidence.final_url)

    async def _pictures(
        self, visit: Visit, settings: RenderSettings, rendered: Rendered, crops: Crops | None
    ) -> Rendered:
        cdp = visit.slot.cdp
        if crops is not None:
            wanted = crops(rendered.evidence)
            rendered = replace(rendered, crops=await pictures.crops(cdp, wanted) if wanted else {})
        if settings.screenshots:
            rendered = replace(rendered, screenshot=await pictures.screenshot(cdp))
        return rendered


def _find_browser() -> Path:
    return find_browser().path


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


def _cut_short(visit: Visit, budget_seconds: float, *, has_crashed: bool, detail: str = "") -> PageEvidence:
    if has_crashed:
        outcome = Outcome(PageState.CRASHED, visit.load_state, "the page made its tab crash")
    elif detail:
        outcome = Outcome(PageState.CRASHED, visit.load_state, detail.partition("\n")[0][:300])
    else:
        outcome = Outcome(
            PageState.TIMED_OUT, visit.load_state, f"the page was not done within {budget_seconds:g} s"
        )
    return _evidence(visit.url, outcome, visit)


@contextlib.asynccontextmanager
async def _site_headers(visit: Visit, headers: Mapping[str, str]) -> Any:
    """Add the owner's headers to requests to the very origin of the address, and to no other."""
    if not headers:
        yield
        return
    parts = urlsplit(visit.url)
    cdp = visit.slot.cdp
    pending: set[asyncio.Task[Any]] = set()

    def paused(event: dict[str, Any]) -> None:
        names = {name.lower() for name in headers}
        sent = [
            {"name": k, "value": v} for k, v in event["request"]["headers"].items() if k.lower() not in names
        ]
        sent.extend({"name": name, "value": value} for name, value in headers.items())
        task = asyncio.create_task(
            cdp.send("Fetch.continueRequest", {"requestId": event["requestId"], "headers": sent})
        )
        pending.add(task)
        task.add_done_callback(pending.discard)

    cdp.on("Fetch.requestPaused", paused)
    await cdp.send("Fetch.enable", {"patterns": [{"urlPattern": f"{parts.scheme}://{parts.netloc}/*"}]})
    try:
        yield
    finally:
        cdp.remove_listener("Fetch.requestPaused", paused)
        with contextlib.suppress(PlaywrightError):
            await asyncio.gather(*pending, return_exceptions=True)
            await cdp.send("Fetch.disable")
