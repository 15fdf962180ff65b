"""One browser with its page slots: how it is started, measured and, whatever state it is in, ended."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Dialog,
    Page,
    Playwright,
)
from playwright.async_api import Error as PlaywrightError

from crawler.render import axe_driver
from crawler.render.settings import RenderSettings

_log = logging.getLogger(__name__)

START_TIMEOUT_SECONDS = 45.0
CLOSE_TIMEOUT_SECONDS = 5.0
COMMAND_TIMEOUT_SECONDS = 10.0
HISTORY_ATTEMPTS = 8
HISTORY_PAUSE_SECONDS = 0.02
JS_HEAP_MAX_MB = 1024
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

_SWITCHED_OFF = (
    # All frames in one process, so that one DevTools session sees every frame of a page.
    "IsolateOrigins",
    "site-per-process",
    "IsolateSandboxedIframes",
    "OriginIsolationHeader",
    # Storage of a frame is then cleared by its origin, wherever it was embedded.
    "ThirdPartyStoragePartitioning",
    # A page kept frozen for "back" is a page that still costs memory.
    "BackForwardCache",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "Translate",
    "AutofillServerCommunication",
    "CertificateTransparencyComponentUpdater",
    "NetworkTimeServiceQuerying",
    "SpareRendererForSitePerProcess",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "AsyncDns",
    "DnsOverHttpsUpgrade",
    # Playwright's own; a second --disable-features replaces the first.
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
)


def arguments(proxy_port: int) -> list[str]:
    """Return the browser's command line flags, each for safety, sameness or thrift."""
    flags = [
        f"--proxy-server=socks5://127.0.0.1:{proxy_port}",
        # Without this the browser goes to this machine's own addresses directly, past the proxy.
        "--proxy-bypass-list=<-loopback>",
        # The browser itself must never resolve a name: the proxy does.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--dns-prefetch-disable",
        "--disable-quic",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-site-isolation-trials",
        f"--disable-features={','.join(_SWITCHED_OFF)}",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-client-side-phishing-detection",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-extensions",
        "--disable-sync",
        "--disable-breakpad",
        "--disable-crash-reporter",
        "--disable-hang-monitor",
        "--disable-notifications",
        "--disable-prompt-on-repost",
        "--no-default-browser-check",
        "--no-first-run",
        "--no-pings",
        "--no-service-autorun",
        "--block-new-web-contents",
        "--autoplay-policy=user-gesture-required",
        "--mute-audio",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        "--use-mock-keychain",
        "--password-store=basic",
        f"--js-flags=--max-old-space-size={JS_HEAP_MAX_MB}",
    ]
    if os.geteuid() == 0:
        # Chromium refuses to run its sandbox as root.
        flags.append("--no-sandbox")
    return flags


class Slot:
    """One page, used for address after address, with a browser context (cookies, storage, cache) of its own."""

    def __init__(self, context: BrowserContext, page: Page, cdp: CDPSession) -> None:
        self.context = context
        self.page = page
        self.cdp = cdp
        self.console_errors: list[str] = []
        self.crashed = asyncio.Event()
        self.downloads = 0
        self.origins: set[str] = set()
        self.watcher: Callable[[str, Mapping[str, Any]], None] | None = None
        self._console_count = 0
        self._listens = False

    @classmethod
    async def open(cls, browser: Browser, settings: RenderSettings) -> "Slot":
        """Open a context with one page in it."""
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
        slot = cls(context, page, cdp)
        context.on("page", slot._close_popup)
        page.on("crash", lambda _: slot.crashed.set())
        page.on("download", slot._count_download)
        page.on("dialog", slot._dismiss)
        for name in _EVENTS:
            cdp.on(name, slot._handler(name))
        await asyncio.gather(cdp.send("Page.enable"), cdp.send("Network.enable"), cdp.send("DOM.enable"))
        if settings.axe_rules:
            await axe_driver.install(cdp)
        return slot

    def listen(self) -> None:
        """Begin a visit: collect console errors anew."""
        self.console_errors = []
        self.downloads = 0
        self._console_count = 0
        if not self._listens:
            self.page.on("console", self._console)
            self.page.on("pageerror", self._page_error)
            self._listens = True

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
        await self.page.goto("about:blank", wait_until="commit", timeout=COMMAND_TIMEOUT_SECONDS * 1000)
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
        if parts.scheme in {"http", "https"} and parts.netloc:
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


class RunningBrowser:
    """A started browser and its free slots."""

    def __init__(self, browser: Browser, pid: int) -> None:
        self.browser = browser
        self.pid = pid
        self.pages_rendered = 0
        self.is_heavy = False
        self.lost = asyncio.Event()
        self.slots: list[Slot] = []
        browser.on("disconnected", lambda _: self.lost.set())

    @classmethod
    async def start(
        cls, playwright: Playwright, executable: Path, proxy_port: int, settings: RenderSettings
    ) -> "RunningBrowser":
        """Start the browser; raises PlaywrightError or TimeoutError when it does not come up."""
        async with asyncio.timeout(START_TIMEOUT_SECONDS):
            browser = await playwright.chromium.launch(
                executable_path=executable,
                args=arguments(proxy_port),
                chromium_sandbox=os.geteuid() != 0,
                timeout=START_TIMEOUT_SECONDS * 1000,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
            session = await browser.new_browser_cdp_session()
            processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
            await session.detach()
        pid = next((int(p["id"]) for p in processes if p["type"] == "browser"), 0)
        running = cls(browser, pid)
        try:
            running.slots = [await Slot.open(browser, settings) for _ in range(settings.page_count)]
        except BaseException:
            await running.stop()
            raise
        return running

    @property
    def is_alive(self) -> bool:
        return self.browser.is_connected() and not self.lost.is_set()

    def memory_bytes(self) -> int:
        """Return the memory that the browser's processes hold for themselves (anonymous pages)."""
        return sum(_anonymous_bytes(pid) for pid in _process_tree(self.pid)) if self.pid else 0

    async def stop(self) -> None:
        """End the browser, politely if it listens, else with its whole process group."""
        group = _process_group(self.pid)
        try:
            async with asyncio.timeout(CLOSE_TIMEOUT_SECONDS):
                await self.browser.close()
        except (TimeoutError, PlaywrightError):
            pass
        finally:
            if group:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(group, signal.SIGKILL)


def _process_group(pid: int) -> int:
    """Return the process group of the browser, or 0 when it is gone or shares ours."""
    try:
        group = os.getpgid(pid) if pid else 0
    except ProcessLookupError:
        return 0
    return 0 if group == os.getpgid(0) else group


def _process_tree(root: int) -> list[int]:
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        try:
            for thread in os.scandir(f"/proc/{pid}/task"):
                queue.extend(map(int, Path(thread.path, "children").read_text("ascii").split()))
        except OSError:
            continue  # the process ended meanwhile
    return found


def _anonymous_bytes(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return 0
    for line in status.splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    return 0
