"""Runs axe-core over a page with all its frames, through axe-selenium-python, out of reach of the page's scripts.

axe works in an isolated world of each frame: it sees the same DOM as the page but has JavaScript objects of its own.
The browser is given axe once per page slot and loads it into each new document itself: a tenth of a light page's
processor time less than sending and compiling it again for each address.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from axe_selenium_python import Axe
from playwright.async_api import CDPSession
from playwright.async_api import Error as PlaywrightError

from crawler.render.capture import mask_tokens
from crawler.render.settings import FRAMES_MAX
from rules.axe.package import SCRIPT_NAME, axe_core_folder, axe_version
from rules.evidence import AxeCheck, AxeNode, AxeRuleResult, AxeRun

WORLD = "eftersyn"
FRAME_TIMEOUT_SECONDS = 10.0
ANSWER_SHARE, ANSWER_SECONDS_MIN = 0.1, 1.0
"""Of the time for a run, what is kept for putting its results together: the more, the larger the page may be."""
OUT_OF_TIME = "axe ran out of time"
_NO_ANSWER = "axe did not answer"

_OURS = (Path(__file__).parent / "scripts" / "axe_in_frames.js").read_text(encoding="utf-8")
# axe-selenium-python's command ends in callback(results) and has no `.catch`; the driver adds both.
_CALL = """new Promise((answer, fail) => {{
  (function () {{ {command}.catch(fail); }})(answer);
}})"""


# A frame pays for axe only when axe is to look at it: until then the function is neither compiled nor called.
_ON_NEW_DOCUMENT = """globalThis.eftersynLoad = function () {{
{script}
}};
if (window === window.top && location.protocol !== 'about:') {{ eftersynLoad(); }}"""
_LOAD = """typeof eftersyn === 'object' ? true
  : typeof eftersynLoad === 'function' ? (eftersynLoad(), true) : false"""


class AxeFailedError(Exception):
    """Raised when axe could not be run in a frame, by `PageDriver`."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of the page and the frames in it, as the browser has them."""

    id: str
    url: str
    is_broken: bool


def frames(tree: Mapping[str, Any]) -> list[Frame]:
    """Return the frames of `Page.getFrameTree`'s answer, the top frame first."""
    frame = tree["frame"]
    url = frame.get("unreachableUrl") or frame["url"]
    broken = "unreachableUrl" in frame or url.startswith("chrome-error://")
    found = [Frame(frame["id"], url, broken)]
    for child in tree.get("childFrames", ()):
        found.extend(frames(child))
    return found


async def worlds(cdp: CDPSession, frame_ids: Sequence[str]) -> list[int]:
    """Return our isolated world of each frame; a frame that went away meanwhile is left out."""
    found = []
    for position, frame_id in enumerate(frame_ids):
        try:
            found.append(await world_of(cdp, frame_id))
        except PlaywrightError:
            if position == 0:
                raise
    return found


async def world_of(cdp: CDPSession, frame_id: str) -> int:
    """Return the context of the frame's world of our name: the same each time, until the frame shows another page."""
    answer = await cdp.send("Page.createIsolatedWorld", {"frameId": frame_id, "worldName": WORLD})
    return int(answer["executionContextId"])


class PageDriver:
    """What `Axe` takes for a Selenium driver: runs scripts in the page's isolated world.

    `execute_async_script` gives an awaitable, as everything here is asynchronous; `Axe.run` hands it through.
    """

    def __init__(
        self,
        cdp: CDPSession,
        page_frames: Sequence[Frame],
        options: dict[str, Any],
        deadline: float,
        top_world: int,
    ) -> None:
        self._cdp = cdp
        self._deadline = deadline
        self._top_world = top_world
        self._frames = {frame.id: frame for frame in page_frames}
        self._top = page_frames[0].id
        self._options = options
        self._script = ""
        self.unreached: list[str] = []

    def execute_script(self, script: str) -> None:
        """Keep the script: `Axe.inject` throws away whatever comes back, so nothing asynchronous may start here."""
        self._script = _whole(script)

    def execute_async_script(self, command: str) -> Awaitable[str]:
        """Run axe in all frames, then `command` (axe-selenium-python's template) in the top frame."""
        return self._run(command)

    async def _run(self, command: str) -> str:
        world = await self._loaded(self._top_world)
        if len(self._frames) > 1:
            for partial in await self._visit(world, None, sandboxed=False, seen={self._top}):
                await self._evaluate(world, f"eftersyn.add({json.dumps(partial)})")
        answer = await self._evaluate(world, _CALL.format(command=command))
        await self._evaluate(world, "eftersyn.done()")
        return str(answer)

    async def _load(self, frame_id: str) -> int:
        return await self._loaded(await world_of(self._cdp, frame_id))

    async def _loaded(self, world: int) -> int:
        milliseconds = max(self._deadline - time.monotonic(), 0) * 1000
        allow = f"eftersyn.allow({milliseconds:.0f})"
        # In one go, as most often axe is there: each command costs browser, driver and us some milliseconds.
        if await self._evaluate(world, f"({_LOAD}) && ({allow}, true)") is not True:
            await self._evaluate(world, self._script, wait=False)
            await self._evaluate(world, allow)
        return world

    async def _visit(
        self, world: int, context: Mapping[str, Any] | None, *, sandboxed: bool, seen: set[str]
    ) -> list[str | None]:
        """Run axe in a frame and in the frames inside it; the results come depth first, as axe puts them together.

        The top frame keeps its own result; a frame that could not be reached gives None.
        """
        # Fetching style sheets needs events, which do not come where a sandbox forbids scripts.
        options = json.dumps({**self._options, "preload": False} if sandboxed else self._options)
        where = "document" if context is None else json.dumps(context)
        answer = json.loads(str(await self._evaluate(world, f"eftersyn.partial({where}, {options})")))
        partials: list[str | None] = [] if answer["partial"] is None else [answer["partial"]]
        for index, inner in enumerate(answer["frames"]):
            partials.extend(await self._visit_inner(world, index, inner, sandboxed=sandboxed, seen=seen))
        return partials

    async def _visit_inner(
        self, world: int, index: int, context: Mapping[str, Any], *, sandboxed: bool, seen: set[str]
    ) -> list[str | None]:
        url = "?"
        try:
            frame_id, is_sandboxed = await self._frame_of(world, index)
            frame = self._frames[frame_id]
            url = frame.url
            if frame.is_broken or frame_id in seen or len(seen) >= FRAMES_MAX:
                return self._unreached(url)
            seen.add(frame_id)
            async with asyncio.timeout(FRAME_TIMEOUT_SECONDS):
                inner_world = await self._load(frame_id)
                return await self._visit(inner_world, context, sandboxed=sandboxed or is_sandboxed, seen=seen)
        except (AxeFailedError, TimeoutError, PlaywrightError, KeyError):
            return self._unreached(url)

    def _unreached(self, url: str) -> list[str | None]:
        self.unreached.append(mask_tokens(url)[:200])
        return [None]

    async def _frame_of(self, world: int, index: int) -> tuple[str, bool]:
        """Return the id of the frame in the parent's `index`-th frame element, and whether its scripts are off."""
        answer = await self._cdp.send(
            "Runtime.evaluate", {"expression": f"eftersyn.frame({index})", "contextId": world}
        )
        object_id = answer["result"]["objectId"]
        node = (await self._cdp.send("DOM.describeNode", {"objectId": object_id}))["node"]
        names = node.get("attributes", ())
        attributes = dict(zip(names[::2], names[1::2], strict=False))
        sandbox = attributes.get("sandbox")
        return str(node["frameId"]), sandbox is not None and "allow-scripts" not in sandbox.lower()

    async def _evaluate(self, world: int, expression: str, *, wait: bool = True) -> Any:
        answer = await self._cdp.send(
            "Runtime.evaluate",
            {"expression": expression, "contextId": world, "awaitPromise": wait, "returnByValue": wait},
        )
        if (details := answer.get("exceptionDetails")) is not None:
            exception = details.get("exception", {})
            text = exception.get("description") or exception.get("value") or details.get("text", "")
            raise AxeFailedError(str(text).splitlines()[0][:300] if text else "unknown error")
        return answer["result"].get("value")


async def install(cdp: CDPSession) -> None:
    """Have the browser load axe into every document that this page will show."""
    script = (axe_core_folder() / SCRIPT_NAME).read_text(encoding="utf-8")
    source = _ON_NEW_DOCUMENT.format(script=_whole(script))
    await cdp.send("Page.addScriptToEvaluateOnNewDocument", {"source": source, "worldName": WORLD})


def _whole(axe: str) -> str:
    return f"{axe}\n;{_OURS}"


async def run_axe(
    cdp: CDPSession,
    page_frames: Sequence[Frame],
    rule_ids: Sequence[str],
    timeout_seconds: float,
    top_world: int,
) -> AxeRun:
    """Run the rules named over the whole page, whose top frame has `top_world` for our isolated world.

    A run that fails or never answers has nothing in `ran`, and `error` says why; `notes` say what a run left out:
    frames out of reach, rules axe does not have, elements beyond what is kept. A rule that needs more time
    than there is has an error of its own.
    """
    # axe's default, `v1`, would hand over megabytes; our reporter gives one string.
    options: dict[str, Any] = {"runOnly": {"type": "rule", "values": list(rule_ids)}, "reporter": "eftersyn"}
    rules_seconds = timeout_seconds - max(ANSWER_SECONDS_MIN, ANSWER_SHARE * timeout_seconds)
    driver = PageDriver(cdp, page_frames, options, time.monotonic() + rules_seconds, top_world)
    axe = Axe(driver, script_url=str(axe_core_folder() / SCRIPT_NAME))
    try:
        async with asyncio.timeout(timeout_seconds):
            axe.inject()
            answer = await axe.run(options=json.dumps(options))
    except TimeoutError:
        return AxeRun(axe_version(), (), (), error=f"{_NO_ANSWER} within {timeout_seconds:.0f} s")
    except AxeFailedError as error:
        return AxeRun(axe_version(), (), (), error=f"axe failed: {error}")
    return _axe_run(json.loads(answer), rule_ids, driver.unreached)


def has_hung(run: AxeRun) -> bool:
    """Whether the page never answered: it is busy still, with axe or with scripts of its own."""
    return run.error.startswith(_NO_ANSWER)


def _axe_run(answer: Mapping[str, Any], rule_ids: Sequence[str], unreached: Sequence[str]) -> AxeRun:
    ran = tuple(answer["ran"])
    notes = []
    if unknown := sorted(set(rule_ids) - set(ran)):
        notes.append(f"rules axe does not have: {', '.join(unknown)}")
    if unreached:
        notes.append(f"frames not reached: {', '.join(unreached)}")
    if answer["capped"]:
        notes.append(f"more elements than are kept: {', '.join(answer['capped'])}")
    results = tuple(_rule_result(rule) for rule in answer["rules"])
    return AxeRun(str(answer["version"]), results, ran, notes=tuple(notes))


def _rule_result(rule: Mapping[str, Any]) -> AxeRuleResult:
    if "error" in rule:
        error = OUT_OF_TIME if OUT_OF_TIME in rule["error"] else rule["error"]
        return AxeRuleResult(rule["id"], error=error)
    return AxeRuleResult(
        rule["id"],
        passes=rule["passes"],
        violations=tuple(_node(node) for node in rule["violations"]),
        incomplete=tuple(_node(node) for node in rule["incomplete"]),
    )


def _node(node: Mapping[str, Any]) -> AxeNode:
    box = node["box"]
    return AxeNode(
        target=_joined(node["target"]),
        ancestry=_joined(node["ancestry"]),
        html=node["html"],
        impact=node["impact"],
        checks=tuple(AxeCheck(check["id"], check["data"], check["group"]) for check in node["checks"]),
        box=cast("tuple[float, float, float, float]", tuple(round(float(n), 1) for n in box))
        if box
        else None,
        frame_url=mask_tokens(node["frame"]) if node["frame"] else None,
    )


def _joined(path: Sequence[str | Sequence[str]]) -> str:
    """Join axe's selectors: a list per frame, an inner list where shadow roots are stepped into."""
    steps = (step for part in path for step in ([part] if isinstance(part, str) else part))
    return " >>> ".join(steps)
