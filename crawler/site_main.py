"""The entry of a site's process: read the spec, open the store, run the audit.

Run as `python -m crawler.site_main` by crawler.site_process only. Standard input carries one line, the spec, and then
stays open as long as the parent lives; when it closes, this process and all it started end at once.
"""

import asyncio
import contextlib
import faulthandler
import gc
import importlib
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

from crawler.credentials import DiscreetFormatter
from crawler.errors import CrawlerError, StoreError
from crawler.events import EventKind, SiteState, StopReason, tell, text_data
from crawler.memory import limit_own_process
from crawler.site_spec import SiteSpec
from rules.model import Text

GARBAGE_THRESHOLD_OBJECTS = 50_000

log = logging.getLogger(__name__)


def main() -> int:
    """Run one audit and return the process's exit code: 0 when the site's end was recorded, 1 otherwise."""
    faulthandler.enable()
    limit_own_process()
    spec = SiteSpec.from_json(sys.stdin.readline())
    handler = logging.StreamHandler()
    handler.setFormatter(
        DiscreetFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s", spec.credentials)
    )
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    # A list of addresses needs no crawl: without Scrapy and Twisted the process starts in half the time.
    return asyncio.run(_watched(spec)) if spec.addresses else _on_reactor(spec)


def _on_reactor(spec: SiteSpec) -> int:
    """Run the audit on Twisted's asyncio reactor, which Scrapy then shares with Playwright."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    # Installed before anything imports Twisted's global reactor
    asyncioreactor: Any = importlib.import_module("twisted.internet.asyncioreactor")
    asyncioreactor.install(loop)
    reactor: Any = importlib.import_module("twisted.internet.reactor")

    outcome: list[int] = []

    async def audit() -> None:
        try:
            outcome.append(await _watched(spec))
        finally:
            reactor.stop()

    reactor.callWhenRunning(lambda: loop.create_task(audit()))
    reactor.run(installSignalHandlers=False)
    return outcome[0] if outcome else 1


async def _watched(spec: SiteSpec) -> int:
    """Run the audit for as long as the parent lives."""
    asyncio.get_running_loop().add_reader(sys.stdin.fileno(), _parent_is_gone)
    return await _audit(spec)


async def _audit(spec: SiteSpec) -> int:
    # Imported here, not above: these reach Scrapy, which must find the reactor installed.
    from crawler.site_audit import SiteAudit
    from crawler.store.captures import CaptureFile
    from crawler.store.store import Store

    _collect_seldom()
    try:
        with Store.create(Path(spec.store)) as store, CaptureFile(Path(spec.captures)) as captures:
            try:
                await SiteAudit(spec, store, captures).run()
            except* CrawlerError as errors:
                raise _first(errors) from errors
    except StoreError as error:
        return _failed(StopReason.STORE_FAILED, error.text)
    except CrawlerError as error:
        return _failed(StopReason.BROWSER_LOST, error.text)
    except Exception as error:
        log.exception("the audit broke")
        name = f"{type(error).__name__}: {error}"
        return _failed(
            StopReason.CRASHED,
            Text(
                da=f"Målingen af {spec.url} gik galt ({name}). Det, der var gemt, er bevaret.",
                en=f"The audit of {spec.url} failed ({name}). What was saved is kept.",
            ),
        )
    return 0


def _collect_seldom() -> None:
    """Have the cyclic collector leave alone what was imported, and come by less often.

    A page's DOM is tens of thousands of objects that live for a moment; looking through them again and again was a
    fifth of the judge's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_THRESHOLD_OBJECTS)


def _first(errors: BaseExceptionGroup[CrawlerError]) -> CrawlerError:
    """Return the first error of nested groups: the workers usually all fail for one reason."""
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error if isinstance(error, CrawlerError) else CrawlerError(Text(str(error), str(error)))


def _failed(reason: StopReason, text: Text) -> int:
    tell(EventKind.FAILED, state=SiteState.FAILED.value, reason=reason.value, text=text_data(text))
    return 1


def _parent_is_gone() -> None:
    with contextlib.suppress(OSError):
        if os.read(sys.stdin.fileno(), 1):  # not the end yet: something was written
            return
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
