"""Keeps a browser under its ceilings of memory: looks at its processes now and then, and ends what takes more."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable

from playwright.async_api import Browser

from crawler.memory import BROWSER_BYTES_MAX, TAB_BYTES_MAX, ancestors, is_tab, own_bytes, process_tree

_log = logging.getLogger(__name__)

LOOKS_EVERY_SECONDS = 0.25
PROCESSES_LISTED_EVERY_LOOKS = 4


class MemoryWatch:
    """Watches from `start` to `stop`. A tab is ended by itself, else the browser with all its processes."""

    def __init__(
        self,
        *,
        tab_bytes_max: int = TAB_BYTES_MAX,
        browser_bytes_max: int = BROWSER_BYTES_MAX,
        on_too_much: Callable[[str], None] | None = None,
    ) -> None:
        """`on_too_much` is told why something was ended, right before it is."""
        self._tab_bytes_max = tab_bytes_max
        self._browser_bytes_max = browser_bytes_max
        self._on_too_much = on_too_much
        self._task: asyncio.Task[None] | None = None
        self.browser_pid = 0
        self.driver_pid = 0
        self.bytes = 0

    async def start(self, browser: Browser) -> None:
        """Begin with a browser that Playwright has started; raises PlaywrightError when it is gone already."""
        session = await browser.new_browser_cdp_session()
        processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
        await session.detach()
        self.browser_pid = next((int(p["id"]) for p in processes if p["type"] == "browser"), 0)
        self.driver_pid = next(reversed(ancestors(self.browser_pid, below=os.getpid())), 0)
        self._task = asyncio.create_task(self._look())

    def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    def kill_browser(self) -> None:
        """End the browser with its whole process group, if that is not ours."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            group = os.getpgid(self.browser_pid) if self.browser_pid else 0
            if group and group != os.getpgid(0):
                os.killpg(group, signal.SIGKILL)

    def kill_driver(self) -> None:
        """End the driver: one that has lost its connection to us does not end by itself."""
        if self.driver_pid in process_tree(os.getpid()):
            _kill(self.driver_pid)

    async def _look(self) -> None:
        processes: list[int] = []
        look = 0
        while True:
            if look % PROCESSES_LISTED_EVERY_LOOKS == 0:
                processes = [*process_tree(self.browser_pid), self.driver_pid]
            look += 1
            taken = {pid: own_bytes(pid) for pid in processes}
            self.bytes = sum(taken.values())
            for pid, size in taken.items():
                if size > self._tab_bytes_max and is_tab(pid):
                    self._tell("tab", self._tab_bytes_max)
                    _kill(pid)
            if self.bytes > self._browser_bytes_max:
                self._tell("browser", self._browser_bytes_max)
                self.kill_browser()
            await asyncio.sleep(LOOKS_EVERY_SECONDS)

    def _tell(self, what: str, limit_bytes: int) -> None:
        why = f"the page made the {what} take more memory than {limit_bytes // 1_000_000} MB"
        _log.info(why)
        if self._on_too_much is not None:
            self._on_too_much(why)


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)
