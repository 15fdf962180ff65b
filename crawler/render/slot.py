"""One page that is used for address after address: opened, listened to, cleared and, whatever its state, closed."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Dialog,
    Page,
)
from playwright.async_api import Error as PlaywrightError

from crawler.render import axe_driver, calm
from crawler.render.door import Door
from crawler.render.settings import PAGE_BYTES_MAX, RenderSettings

_log = logging.getLogger(__name__)

BLANK = "about:blank"
CLOSE_TIMEOUT_SECONDS = 2.0
CLEAR_TIMEOUT_SECONDS = 3.0
ORIGINS_MAX = 100
"""Beyond this a page's leavings are not cleared one by one: the page is replaced, and its context with it."""
HISTORY_ATTEMPTS = 8
HISTORY_PAUSE_SECONDS = 0.02
CONSOLE_ERRORS_MAX = 20
CONSOLE_MESSAGES_MAX = 300
CONSOLE_ERROR_CHARACTERS_MAX = 300

# Everything a page can leave behind in its browser, except the HTTP cache.
_STORAGE_TYPES = (
    "cookies,file_systems,indexeddb,local_storage,service_workers,cache_storage,"
    "shared_storage,interest_groups"
)

_EVENTS = (
    "Network.requestWillBeSent",
    "Network.responseReceived",
    "Network.dataReceived",
    "Network.loadingFinished",
    "Network.loadingFailed",
    "Page.frameNavigated",
    "Page.domContentEventFired",
    "Page.loadEventFired",
    "Page.frameStartedLoading",
    "Page.frameStoppedLoading",
)


class Slot:
    """One page, used for address after address, with a browser context (cookies, storage, cache) of its own.

    `overrun` is set, with the reason, when a page takes more than we take in: its visit is over then, and so is it.
    """

    def __init__(self, context: BrowserContext, page: Page, cdp: CDPSession, door: Door) -> None:
        self.context = context
        self.page = page
        self.cdp = cdp
        self._door = door
        self.console_errors: list[str] = []
        self.crashed = asyncio.Event()
        self.overrun = asyncio.Event()
        self.overrun_reason = ""
        self.downloads = 0
        self.origins: set[str] = set()
        self.watcher: Callable[[str, Mapping[str, Any]], None] | None = None
        self._console_count = 0
        self._listens = False
        self._standing = ""

    @classmethod
    async def open(cls, browser: Browser, settings: RenderSettings, door: Door) -> "Slot":
        """Open a context with one page in it; `door` is what its browser goes out by."""
        width, height = settings.viewport
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            user_agent=settings.user_agent,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            reduced_motion="reduce",
            color_scheme="light",
            service_workers="block",
            accept_downloads=False,
        )
        # An empty grant denies everything else instead of leaving a question open.
        await context.grant_permissions([])
        page = await context.new_page()
        cdp = await context.new_cdp_session(page)
        slot = cls(context, page, cdp, door)
        context.on("page", slot._close_popup)
        page.on("crash", lambda _: slot.crashed.set())
        page.on("download", slot._count_download)
        page.on("dialog", slot._dismiss)
        door.on_overrun = lambda: slot.take_no_more(
            f"the page fetched more than {PAGE_BYTES_MAX // 1_000_000} MB"
        )
        for name in _EVENTS:
            cdp.on(name, slot._handler(name))
        await asyncio.gather(cdp.send("Page.enable"), cdp.send("Network.enable"), cdp.send("DOM.enable"))
        await calm.install(cdp)
        if settings.axe_rules:
            await axe_driver.install(cdp)
        return slot

    def listen(self) -> None:
        """Begin a visit: collect console errors and count what is fetched anew."""
        self.console_errors = []
        self.downloads = 0
        self.overrun.clear()
        self.overrun_reason = ""
        self._door.reset()
        self._console_count = 0
        if not self._listens:
            self.page.on("console", self._console)
            self.page.on("pageerror", self._page_error)
            self._listens = True

    def take_no_more(self, reason: str) -> None:
        """Say that the page takes more than we take in; the first reason stands."""
        if not self.overrun.is_set():
            self.overrun_reason = reason
            self.overrun.set()

    @property
    def is_littered(self) -> bool:
        """Whether the page left more behind than is worth clearing."""
        return len(self.origins) >= ORIGINS_MAX

    async def make_way(self, url: str) -> None:
        """Leave a page that was left standing, where going to `url` would only scroll it."""
        standing, self._standing = self._standing, ""
        if not standing or standing != url.partition("#")[0]:
            return
        watcher, self.watcher = self.watcher, None  # it watches the visit that is to come
        try:
            await self.page.goto(BLANK, wait_until="commit", timeout=CLEAR_TIMEOUT_SECONDS * 1000)
            await self._reset_history()  # its answer comes after the last word of the page that was left
        finally:
            self.watcher = watcher

    async def clear_calm(self, url: str) -> None:
        """Forget what a page at `url` that runs no script left behind: what its server sent. The page itself stands."""
        self._standing = url.partition("#")[0]
        await asyncio.gather(self._reset_history(), self.cdp.send("Network.clearBrowserCookies"))
        self.origins.clear()

    async def clear(self) -> None:
        """Leave the page without letting its scripts act on it, and forget all it stored, save the HTTP cache."""
        send = self.cdp.send
        await send("Emulation.setScriptExecutionDisabled", {"value": True})
        await asyncio.gather(
            *(
                send("DOMStorage.clear", {"storageId": {"securityOrigin": origin, "isLocalStorage": False}})
                for origin in self.origins
            ),
            return_exceptions=True,  # the frame with that origin is gone, and its session storage with it
        )
        await self.page.goto(BLANK, wait_until="commit", timeout=CLEAR_TIMEOUT_SECONDS * 1000)
        await asyncio.gather(
            send("Emulation.setScriptExecutionDisabled", {"value": False}),
            self._reset_history(),
            send(
                "Runtime.evaluate", {"expression": "window.name = ''"}
            ),  # it outlives the page it was set by
            send("Network.clearBrowserCookies"),
            *(
                send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": _STORAGE_TYPES})
                for origin in self.origins
            ),
        )
        self.origins.clear()

    async def _reset_history(self) -> None:
        for _ in range(HISTORY_ATTEMPTS):
            try:
                await self.cdp.send("Page.resetNavigationHistory")
            except PlaywrightError:
                # Refused for the moment it takes the blank page to replace the one before.
                await asyncio.sleep(HISTORY_PAUSE_SECONDS)
            else:
                return

    async def close(self) -> bool:
        """Close page and context; False when that did not succeed within its time."""
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_SECONDS):
                await self.context.close()
        except (TimeoutError, PlaywrightError):
            return False
        return True

    def see(self, url: str) -> None:
        """Remember the origin of an address the page or one of its frames came from."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return
        if parts.scheme in {"http", "https"} and parts.netloc and not self.is_littered:
            self.origins.add(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")

    def _handler(self, name: str) -> Callable[[dict[str, Any]], None]:
        def handle(event: dict[str, Any]) -> None:
            if self.watcher is None:
                return
            try:
                self.watcher(name, event)
            except Exception:  # noqa: BLE001 - whatever the browser sent
                # A listener that raises would break Playwright's connection, and every page with it.
                _log.exception("%s could not be read", name)

        return handle

    async def _close_popup(self, popup: Page) -> None:
        if popup is not self.page:
            with contextlib.suppress(PlaywrightError):
                await popup.close()

    async def _dismiss(self, dialog: Dialog) -> None:
        with contextlib.suppress(PlaywrightError):
            if dialog.type == "beforeunload":
                await dialog.accept()  # to accept is to leave
            else:
                await dialog.dismiss()

    def _count_download(self, _: object) -> None:
        self.downloads += 1

    def _console(self, message: ConsoleMessage) -> None:
        self._console_count += 1
        if message.type == "error":
            self._note(message.text)
        if self._console_count >= CONSOLE_MESSAGES_MAX:
            self._stop_listening()

    def _page_error(self, error: PlaywrightError) -> None:
        self._console_count += 1
        self._note(str(error))

    def _note(self, text: str) -> None:
        if len(self.console_errors) < CONSOLE_ERRORS_MAX:
            self.console_errors.append(text[: CONSOLE_ERROR_CHARACTERS_MAX * 4])
        else:
            self._stop_listening()

    def _stop_listening(self) -> None:
        # A page that talks without end must not cost the other pages anything.
        if self._listens:
            self._listens = False
            self.page.remove_listener("console", self._console)
            self.page.remove_listener("pageerror", self._page_error)
