"""Answers that break the protocol, or keep to it without end."""

import functools
import gzip
from collections.abc import Iterable

import brotli

from tests.hostile.server import Exchange
from tests.hostile.traps import (
    BLOCKED,
    BROKEN,
    HTTP_ERROR,
    LOOP,
    NOT_ALLOWED,
    RENDERED,
    TIMED_OUT,
    TOO_LARGE,
    Trap,
    fixed,
    html,
    lazily,
    redirecting,
    spoken,
)

OK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n"


async def silent(exchange: Exchange) -> None:
    await exchange.wait()


async def _slow_head(exchange: Exchange) -> None:
    await exchange.drip(OK_HEAD + b"\r\n" + html().encode())


async def _slow_body(exchange: Exchange) -> None:
    await exchange.head()
    await exchange.drip(html().encode())


async def _half(exchange: Exchange) -> None:
    await exchange.head()
    await exchange.raw(html().encode()[:200])
    await exchange.wait()


async def _endless_html(exchange: Exchange) -> None:
    await exchange.head()
    await exchange.raw(html().encode())
    await exchange.pour(b"<p>mere og mere</p>" * 4000)


async def _endless_comment(exchange: Exchange) -> None:
    await exchange.head()
    await exchange.raw(b"<title>T</title><!--")
    await exchange.pour(b"x" * 65536)


async def _endless_headers(exchange: Exchange) -> None:
    await exchange.raw(OK_HEAD)
    await exchange.pour(b"X-Header: " + b"y" * 8000 + b"\r\n")


async def _endless_header(exchange: Exchange) -> None:
    await exchange.raw(OK_HEAD + b"X-Header: ")
    await exchange.pour(b"y" * 65536)


async def _endless_hints(exchange: Exchange) -> None:
    await exchange.pour(b"HTTP/1.1 103 Early Hints\r\nLink: </dot.gif>; rel=preload\r\n\r\n" * 100, 0.01)


async def _endless_chunks(exchange: Exchange) -> None:
    await exchange.raw(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    await exchange.raw(b"1000;")
    await exchange.pour(b"extension=" + b"x" * 60000)


async def _wandering(exchange: Exchange) -> None:
    await exchange.redirect(
        f"{exchange.path}?{int(exchange.query.get('n', '0')) + 1}&n="
        + str(int(exchange.query.get("n", "0")) + 1)
    )


@functools.cache
def bomb(begins_with: bytes = b"", coding: str = "gzip") -> bytes:
    """Return something that is small while packed, and 300 MB unpacked."""
    data = (begins_with or html().encode()) + b" " * 300_000_000
    return gzip.compress(data, 5) if coding == "gzip" else brotli.compress(data, quality=1)


def traps() -> Iterable[Trap]:
    timed = TIMED_OUT
    yield Trap("silent", silent, timed, "no answer")
    yield Trap("one-byte-a-second", _slow_head, timed, "no answer")
    yield Trap("body-of-one-byte-a-second", _slow_body, timed)
    yield Trap("half-a-page", _half, timed, "not read to its end")
    yield Trap("html-without-end", _endless_html, TOO_LARGE | timed)
    yield Trap("comment-without-end", _endless_comment, TOO_LARGE | timed)
    yield Trap("headers-without-end", _endless_headers, BROKEN | timed)
    yield Trap("header-without-end", _endless_header, BROKEN | timed)
    yield Trap("hints-without-end", _endless_hints, BROKEN | timed)
    yield Trap("chunks-without-end", _endless_chunks, BROKEN | timed)
    yield Trap("header-of-200-kb", fixed(html(), X_Large="x" * 200_000), RENDERED | BROKEN)
    yield Trap("header-of-5-mb", fixed(html(), X_Large="x" * 5_000_000), BROKEN)
    yield Trap(
        "headers-10000",
        spoken(OK_HEAD + b"X-Header: y\r\n" * 10_000 + b"\r\n" + html().encode()),
        RENDERED | BROKEN,
    )
    yield Trap(
        "cookies-5000",
        spoken(
            OK_HEAD + b"".join(b"Set-Cookie: c%d=1\r\n" % n for n in range(5000)) + b"\r\n" + html().encode()
        ),
        RENDERED | BROKEN,
    )
    yield Trap("gzip-bomb", lazily(bomb, Content_Encoding="gzip"), TOO_LARGE | timed)
    yield Trap(
        "brotli-bomb",
        lazily(lambda: bomb(coding="br"), Content_Encoding="br"),
        TOO_LARGE | timed,
    )
    yield Trap(
        "gzip-in-gzip",
        lazily(lambda: gzip.compress(bomb()), Content_Encoding="gzip, gzip"),
        TOO_LARGE | timed,
    )
    yield Trap(
        "gzip-broken-off",
        fixed(gzip.compress(html().encode() * 50)[:400], Content_Encoding="gzip"),
        RENDERED | BROKEN,
    )
    yield Trap("gzip-that-is-none", fixed(html(), Content_Encoding="gzip"), BROKEN)
    yield Trap(
        "chunks-broken",
        spoken(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + html().encode()),
        BROKEN,
    )
    yield Trap(
        "chunks-broken-off",
        spoken(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n" + html().encode()),
        BROKEN,
    )
    yield Trap(
        "chunks-negative",
        spoken(OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n" + html().encode()),
        BROKEN,
    )
    yield Trap("length-too-short", spoken(OK_HEAD + b"Content-Length: 80\r\n\r\n" + html().encode()))
    yield Trap(
        "length-too-long", spoken(OK_HEAD + b"Content-Length: 99999\r\n\r\n" + html().encode()), BROKEN
    )
    yield Trap(
        "length-that-is-none",
        spoken(OK_HEAD + b"Content-Length: mange\r\n\r\n" + html().encode()),
        RENDERED | BROKEN,
    )
    yield Trap(
        "lengths-that-differ",
        spoken(OK_HEAD + b"Content-Length: 5\r\nContent-Length: 500\r\n\r\n" + html().encode()),
        BROKEN | RENDERED,
    )
    yield Trap(
        "length-of-an-exabyte",
        spoken(OK_HEAD + b"Content-Length: 1000000000000000000\r\n\r\n" + html().encode()),
        BROKEN | TOO_LARGE,
    )
    yield Trap("not-http", spoken(b"SSH-2.0-OpenSSH_9.2\r\n"), BROKEN)
    yield Trap("hangs-up", spoken(b""), BROKEN)
    yield Trap("status-999", fixed(html(), status=999), HTTP_ERROR)
    yield Trap("status-204", spoken(b"HTTP/1.1 204 No Content\r\n\r\n"), HTTP_ERROR)
    yield Trap("status-304", fixed("", status=304), HTTP_ERROR | RENDERED | BROKEN)
    yield Trap("status-401", fixed(html(), status=401, WWW_Authenticate='Basic realm="x"'), BLOCKED, "401")
    yield Trap("status-403", fixed(html(), status=403), BLOCKED, "403")
    yield Trap("status-429", fixed(html(), status=429, Retry_After="1"), BLOCKED, "429")
    yield Trap("status-503", fixed(html(), status=503, Retry_After="1"), HTTP_ERROR, "503")
    yield Trap("round", redirecting("/protocol/round"), LOOP)
    yield Trap("away", _wandering, LOOP)
    yield Trap("to-a-file", redirecting("file:///etc/passwd"), BROKEN | NOT_ALLOWED)
    yield Trap(
        "to-data",
        redirecting("data:text/html,<title>Falsk</title>"),
        BROKEN | NOT_ALLOWED,
    )
    yield Trap("to-a-closed-place", redirecting("http://10.0.0.1/"), NOT_ALLOWED, "10.0.0.1")
    yield Trap("to-nowhere", redirecting("http://[broken/"), BROKEN)
    yield Trap("by-meta", fixed(html(head='<meta http-equiv="refresh" content="0">')), LOOP)
