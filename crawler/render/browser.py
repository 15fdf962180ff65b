"""One browser with the driver that steers it and its one page: started, watched and, whatever its state, ended.

Each page has a browser and a driver to itself. Browser, network service and driver are single processes: a page that
floods one of them with requests, messages or memory would hold up the page beside it, and take it along when it falls.
"""

import asyncio
import contextlib
import os
from pathlib import Path
from typing import Self

from playwright.async_api import Browser, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from crawler.memory import unlimited
from crawler.render.door import Door
from crawler.render.egress import Egress
from crawler.render.flags import arguments
from crawler.render.memory_watch import MemoryWatch
from crawler.render.settings import PAGE_BYTES_MAX, RenderSettings
from crawler.render.slot import Slot

START_TIMEOUT_SECONDS = 45.0
CLOSE_TIMEOUT_SECONDS = 5.0
REPLACE_TIMEOUT_SECONDS = 10.0


class RunningBrowser:
    """`lost` is set when no page can be rendered in it any more; `ended_for_memory` then says why, if that was why."""

    def __init__(self, settings: RenderSettings, egress: Egress, door: Door) -> None:
        self._settings = settings
        self._egress = egress
        self._door = door
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._slot: Slot | None = None
        self.memory = MemoryWatch(
            tab_bytes_max=settings.tab_bytes_max,
            browser_bytes_max=settings.browser_bytes_max,
            on_too_much=self._note_too_much,
        )
        self.pages_rendered = 0
        self.lost = asyncio.Event()
        self.ended_for_memory = ""

    @classmethod
    async def start(cls, executable: Path, egress: Egress, settings: RenderSettings) -> Self:
        """Start driver, browser and page; raises PlaywrightError or TimeoutError when they do not come up."""
        running = cls(settings, egress, await egress.open_door(PAGE_BYTES_MAX))
        try:
            async with asyncio.timeout(START_TIMEOUT_SECONDS):
                await running._start(executable)
        except BaseException:
            await running.stop()
            raise
        return running

    async def _start(self, executable: Path) -> None:
        with unlimited():  # driver and browser have ceilings of their own
            self._playwright = await async_playwright().start()
        self._browser = await self._playwright.chromium.launch(
            executable_path=executable,
            args=arguments(self._door.port),
            chromium_sandbox=os.geteuid() != 0,
            timeout=START_TIMEOUT_SECONDS * 1000,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        self._browser.on("disconnected", lambda _: self.lost.set())
        await self.memory.start(self._browser)
        self._slot = await Slot.open(self._browser, self._settings, self._door)

    @property
    def version(self) -> str:
        return self._browser.version if self._browser is not None else ""

    @property
    def is_alive(self) -> bool:
        return self._browser is not None and self._browser.is_connected() and not self.lost.is_set()

    @property
    def slot(self) -> Slot:
        """The page to render with."""
        assert self._slot is not None  # there is one from the start on
        return self._slot

    @property
    def is_spent(self) -> bool:
        """Whether it should be renewed before the next page."""
        settings = self._settings
        return (
            not self.is_alive
            or self.pages_rendered >= settings.recycle_after_pages
            or self.memory.bytes > settings.recycle_above_bytes
        )

    async def replace_page(self) -> None:
        """Close a page that cannot be used any more and open another; a browser that fails at either is given up."""
        if self._browser is None or not self.is_alive:
            return
        try:
            async with asyncio.timeout(REPLACE_TIMEOUT_SECONDS):
                if await self.slot.close():
                    self._slot = await Slot.open(self._browser, self._settings, self._door)
                    self.memory.bytes = 0  # what was taken is given back; to be measured anew
                    return
        except (TimeoutError, PlaywrightError):
            pass
        self.lost.set()

    async def stop(self) -> None:
        """End browser and driver, politely if they listen."""
        self.lost.set()
        self.memory.stop()
        with contextlib.suppress(TimeoutError, PlaywrightError):
            async with asyncio.timeout(CLOSE_TIMEOUT_SECONDS):
                if self._browser is not None:
                    await self._browser.close()
        self.memory.kill_browser()
        with contextlib.suppress(TimeoutError, PlaywrightError):
            async with asyncio.timeout(CLOSE_TIMEOUT_SECONDS):
                if self._playwright is not None:
                    await self._playwright.stop()
        self.memory.kill_driver()
        await self._egress.close_door(self._door)

    def _note_too_much(self, why: str) -> None:
        self.ended_for_memory = why
