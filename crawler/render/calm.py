"""Tells the pages that nothing moves: no script, no frame, no animation. They are settled once they are loaded.

Waiting to see whether a page changes, and leaving it so that no script can act on the way out, is a sixth of what an
ordinary page costs. A page that cannot change needs neither.
"""

import asyncio
from pathlib import Path

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from crawler.render.axe_driver import WORLD, world_of

ANSWER_WITHIN_SECONDS = 2.0

_SCRIPT = (Path(__file__).parent / "scripts" / "calm.js").read_text(encoding="utf-8")


async def install(cdp: CDPSession) -> None:
    """Have every document that this page will show watched from its first element on."""
    await cdp.send("Page.addScriptToEvaluateOnNewDocument", {"source": _SCRIPT, "worldName": WORLD})


async def is_calm(cdp: CDPSession, frame_id: str) -> bool:
    """Whether the document shown in the top frame, once loaded, cannot change by itself; False when in doubt."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN_SECONDS):
            answer = await cdp.send(
                "Runtime.evaluate",
                {
                    "expression": "typeof eftersynIsCalm === 'function' && eftersynIsCalm()",
                    "contextId": await world_of(cdp, frame_id),
                    "returnByValue": True,
                },
            )
    except (TimeoutError, PlaywrightError):
        return False
    return answer["result"].get("value") is True
