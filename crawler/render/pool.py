"""The browsers to render with: lent out one by one, started when first needed, renewed when lost or bloated."""

import asyncio
from typing import Self

from playwright.async_api import Error as PlaywrightError

from crawler.render.browser import RunningBrowser
from crawler.render.browser_finder import find_browser
from crawler.render.egress import Egress
from crawler.render.errors import BrowserLostError
from crawler.render.settings import RenderSettings

START_ATTEMPTS = 3
START_PAUSE_SECONDS = 1.0


class BrowserPool:
    """`settings.page_count` browsers; an asynchronous context manager."""

    def __init__(self, settings: RenderSettings, egress: Egress) -> None:
        self._settings = settings
        self._egress = egress
        # Places where a browser runs, or will once there is a page for it: the last one given back is the first lent.
        self._places: asyncio.LifoQueue[RunningBrowser | None] = asyncio.LifoQueue()
        self.running: set[RunningBrowser] = set()
        self.browser_version = ""

    async def __aenter__(self) -> Self:
        for _ in range(self._settings.page_count - 1):
            self._places.put_nowait(None)
        # One at once: whether there is a browser at all is to be known before anything begins.
        self._places.put_nowait(await self._start())
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.gather(*(running.stop() for running in list(self.running)))
        self.running.clear()

    async def take(self) -> RunningBrowser:
        """Return a browser as soon as one is free; raises BrowserLostError when none can be started any more."""
        while True:
            place = await self._places.get()
            try:
                return await self._ready(place)
            except BrowserLostError:
                if not self.running:
                    self._places.put_nowait(None)  # whoever waits is to be told, too
                    raise
                # The others still work: it goes on with one less.
            except BaseException:
                self._places.put_nowait(None)
                raise

    async def give_back(self, running: RunningBrowser, *, is_page_spent: bool) -> None:
        """Take a browser back; a page that hung, crashed or cannot be cleaned is replaced first."""
        try:
            running.pages_rendered += 1
            if is_page_spent:
                await running.replace_page()
        finally:
            self._places.put_nowait(running)

    async def _ready(self, place: RunningBrowser | None) -> RunningBrowser:
        if place is not None and not place.is_spent:
            return place
        if place is not None:
            self.running.discard(place)
            await place.stop()
        return await self._start()

    async def _start(self) -> RunningBrowser:
        executable = self._settings.browser or find_browser().path
        reason = ""
        for attempt in range(START_ATTEMPTS):
            if attempt:
                await asyncio.sleep(START_PAUSE_SECONDS)
            try:
                running = await RunningBrowser.start(executable, self._egress, self._settings)
            except (TimeoutError, PlaywrightError) as error:
                reason = str(error).strip().partition("\n")[0] or "it did not answer"
            else:
                self.running.add(running)
                self.browser_version = running.version
                return running
        raise BrowserLostError(executable, reason)
