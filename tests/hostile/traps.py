"""What a hostile page is, how a visit to it must end, and the ways to make one."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from rules.evidence import PageState
from tests.hostile.server import Answer, Exchange

FAULTS = '<img src="/dot.gif"><p><a href="/"></a></p>'
"""Two faults every hostile page has, where its scripts leave its DOM alone: `image-alt` and `link-name`."""

RENDERED = frozenset({PageState.RENDERED})
TIMED_OUT = frozenset({PageState.TIMED_OUT})
CRASHED = frozenset({PageState.CRASHED})
TOO_LARGE = frozenset({PageState.TOO_LARGE})
LOOP = frozenset({PageState.REDIRECT_LOOP})
BROKEN = frozenset({PageState.CONNECTION_FAILED})
DOWNLOAD = frozenset({PageState.DOWNLOAD})
BLOCKED = frozenset({PageState.BLOCKED})
HTTP_ERROR = frozenset({PageState.HTTP_ERROR})
NOT_ALLOWED = frozenset({PageState.ADDRESS_NOT_ALLOWED})
LEFT_SITE = frozenset({PageState.LEFT_SITE})


@dataclass(frozen=True, slots=True)
class Trap:
    """One hostile page. `states` are the ends a visit may have, `reason` is part of what the outcome says.

    `is_plain`: whatever its scripts do, the faults found must be those of the same page without scripts.
    """

    name: str
    answer: Answer
    states: frozenset[PageState] = RENDERED
    reason: str = ""
    is_plain: bool = False


def html(script: str = "", body: str = "", head: str = "") -> str:
    """Return a hostile page: two faults, a script in its head, more in its body."""
    return (
        f'<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Fjendtlig side</title>{head}'
        f"<script>{script}</script></head><body><main><h1>Fjendtlig side</h1>{FAULTS}{body}</main></body></html>"
    )


def scripted(
    name: str, script: str, states: frozenset[PageState] = RENDERED, reason: str = "", body: str = ""
) -> Trap:
    """Return a page whose scripts are hostile; where it is rendered, its own faults are found."""
    return Trap(name, fixed(html(script, body)), states, reason, is_plain=states == RENDERED and not body)


def built(name: str, body: str, states: frozenset[PageState] = RENDERED, reason: str = "") -> Trap:
    """Return a page whose content is hostile."""
    return Trap(name, fixed(html(body=body)), states, reason)


def large(
    name: str, body: Callable[[], str], states: frozenset[PageState] = RENDERED, reason: str = ""
) -> Trap:
    """Return a page whose content is put together when it is asked for."""
    return Trap(name, lazily(lambda: html(body=body())), states, reason)


def fixed(
    body: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
) -> Answer:
    async def answer(exchange: Exchange) -> None:
        await exchange.answer(body, kind, status, **headers)

    return answer


def lazily(make: Callable[[], bytes | str], kind: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    """Make a large body only when it is asked for."""

    async def answer(exchange: Exchange) -> None:
        await exchange.answer(await asyncio.to_thread(make), kind, 200, **headers)

    return answer


def redirecting(location: str) -> Answer:
    async def answer(exchange: Exchange) -> None:
        await exchange.redirect(location)

    return answer


def spoken(data: bytes) -> Answer:
    """Say exactly these bytes, HTTP or not, and hang up."""

    async def answer(exchange: Exchange) -> None:
        await exchange.raw(data)

    return answer
