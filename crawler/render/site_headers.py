"""Adds a site owner's credentials to the browser's requests to the owner's host, and to no others."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from crawler.credentials import Credentials

_SWITCHED_OFF_WITHIN_SECONDS = 2.0


@contextlib.asynccontextmanager
async def owners_headers(cdp: CDPSession, credentials: Credentials, url: str) -> AsyncIterator[None]:
    """Send the headers along while a page of the owner's host is visited; other pages go there as strangers.

    What is changed is one request: the browser does not take changes along when it is sent elsewhere.
    """
    if not credentials.for_url(url):
        yield
        return
    pending: set[asyncio.Task[Any]] = set()

    def paused(event: dict[str, Any]) -> None:
        task = asyncio.create_task(_go_on(cdp, event, credentials))
        pending.add(task)
        task.add_done_callback(pending.discard)

    cdp.on("Fetch.requestPaused", paused)
    patterns = [{"urlPattern": f"{origin}/*"} for origin in credentials.origins]
    await cdp.send("Fetch.enable", {"patterns": patterns})
    try:
        yield
    finally:
        cdp.remove_listener("Fetch.requestPaused", paused)
        with contextlib.suppress(TimeoutError, PlaywrightError):
            async with asyncio.timeout(_SWITCHED_OFF_WITHIN_SECONDS):
                await cdp.send("Fetch.disable")
        for task in list(pending):
            task.cancel()


async def _go_on(cdp: CDPSession, event: dict[str, Any], credentials: Credentials) -> None:
    request = event["request"]
    # The pattern has said so already; here it is asked of the address itself.
    added = credentials.for_url(request["url"])
    names = {name.lower() for name in added}
    headers = [
        {"name": name, "value": value}
        for name, value in request["headers"].items()
        if name.lower() not in names
    ]
    headers.extend({"name": name, "value": value} for name, value in added.items())
    with contextlib.suppress(PlaywrightError):  # the page went away meanwhile
        await cdp.send("Fetch.continueRequest", {"requestId": event["requestId"], "headers": headers})
