"""Photographs a page: the whole of it, or the elements that findings point at."""

import asyncio
import base64
import contextlib
import json
from collections.abc import Mapping
from typing import Any

from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from crawler.render.axe_driver import world_of
from rules.model import Box

CROP_PADDING_PX = 24
CROP_MAX_PX = (800, 600)
CROPS_MAX = 60
CROPS_TIMEOUT_SECONDS = 10.0
SCREENSHOT_TIMEOUT_SECONDS = 10.0
SCREENSHOT_MAX_PX = (4_000, 16_000)
SCREENSHOT_QUALITY = 60

# Puts a clip in the middle of the window, clear of what sticks to its edges; says how large the page is then.
_SHOW = """(clip => {
  window.scrollTo({
    left: clip.x + clip.width / 2 - window.innerWidth / 2,
    top: clip.y + clip.height / 2 - window.innerHeight / 2,
    behavior: 'instant',
  });
  const page = document.scrollingElement || document.documentElement;
  return [page.scrollWidth, page.scrollHeight];
})"""


async def crops(cdp: CDPSession, boxes: Mapping[str, Box], seconds: float) -> dict[str, bytes]:
    """Return a PNG of each box, as many as fit in `seconds`; what cannot be photographed is left out.

    The page is scrolled to each box: a photograph from beyond the window has the browser lay the whole page out twice,
    which costs ten times as much. A page that grows or shrinks while it is scrolled is not photographed further: its
    boxes are no longer where they were.
    """
    found: dict[str, bytes] = {}
    with contextlib.suppress(TimeoutError, PlaywrightError):
        async with asyncio.timeout(seconds):
            frame = (await cdp.send("Page.getFrameTree"))["frameTree"]["frame"]["id"]
            context = await world_of(cdp, frame)
            page = (await cdp.send("Page.getLayoutMetrics"))["cssContentSize"]
            size: Any = None
            for key, box in sorted(list(boxes.items())[:CROPS_MAX], key=lambda item: (item[1].y, item[0])):
                clip = _clip(box, page["width"], page["height"])
                if clip is None:
                    continue
                shown = await cdp.send(
                    "Runtime.evaluate",
                    {
                        "expression": f"{_SHOW}({json.dumps(clip)})",
                        "contextId": context,
                        "returnByValue": True,
                    },
                )
                size, before = shown["result"].get("value"), size
                if before is not None and size != before:
                    break
                found[key] = await _capture(cdp, clip, {"format": "png"})
    return found


async def screenshot(cdp: CDPSession, seconds: float) -> bytes | None:
    """Return a JPEG of the page, as far as the bounds on its size reach; None when that took more than `seconds`."""
    try:
        async with asyncio.timeout(seconds):
            size = (await cdp.send("Page.getLayoutMetrics"))["cssContentSize"]
            clip = {
                "x": 0,
                "y": 0,
                "width": min(size["width"], SCREENSHOT_MAX_PX[0]),
                "height": min(size["height"], SCREENSHOT_MAX_PX[1]),
                "scale": 1,
            }
            how = {"format": "jpeg", "quality": SCREENSHOT_QUALITY, "captureBeyondViewport": True}
            return await _capture(cdp, clip, how)
    except (TimeoutError, PlaywrightError):
        return None


def _clip(box: Box, width: float, height: float) -> dict[str, float] | None:
    left, top = max(0.0, box.x - CROP_PADDING_PX), max(0.0, box.y - CROP_PADDING_PX)
    right = min(width, box.x + box.width + CROP_PADDING_PX, left + CROP_MAX_PX[0])
    bottom = min(height, box.y + box.height + CROP_PADDING_PX, top + CROP_MAX_PX[1])
    if right - left < 1 or bottom - top < 1:
        return None
    return {"x": left, "y": top, "width": right - left, "height": bottom - top, "scale": 1}


async def _capture(cdp: CDPSession, clip: Mapping[str, float], how: Mapping[str, Any]) -> bytes:
    answer = await cdp.send("Page.captureScreenshot", {**how, "clip": dict(clip)})
    return base64.b64decode(answer["data"])
