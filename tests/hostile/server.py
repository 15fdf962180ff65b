"""A server on 127.0.0.1 that breaks the rules of the web on purpose; raw asyncio, as no web library sends such answers.

`python -m tests.hostile.server 8000` serves the site for a look by hand.
"""

import asyncio
import contextlib
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

HEAD_BYTES_MAX = 64 * 1024
ENDLESS_SECONDS_MAX = 300
"""Even the endless ends, should a client never leave."""


@dataclass(slots=True)
class Exchange:
    """One request, and the means to answer it wrongly."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    target: str
    headers: Mapping[str, str]
    site: "HostileSite"

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.target).query).items()}

    async def raw(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        lines = [f"HTTP/1.1 {status} Whatever", "Connection: close"]
        if kind:
            lines.append(f"Content-Type: {kind}")
        lines.extend(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())
        await self.raw("\r\n".join([*lines, "", ""]).encode())

    async def answer(
        self, body: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
    ) -> None:
        """Answer as a server should."""
        data = body.encode() if isinstance(body, str) else body
        await self.head(status, kind, Content_Length=str(len(data)), **headers)
        await self.raw(data)

    async def redirect(self, location: str, status: int = 302) -> None:
        await self.answer(b"", "", status, Location=location)

    async def wait(self) -> None:
        """Keep the connection open and say nothing, until the other side has had enough."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ENDLESS_SECONDS_MAX):
                while await self.reader.read(HEAD_BYTES_MAX):
                    pass

    async def drip(self, data: bytes, pause_seconds: float = 1.0) -> None:
        """Send one byte at a time."""
        for byte in data:
            await self.raw(bytes((byte,)))
            await asyncio.sleep(pause_seconds)

    async def pour(self, chunk: bytes, pause_seconds: float = 0.0) -> None:
        """Send the same chunk for ever."""
        async with asyncio.timeout(ENDLESS_SECONDS_MAX):
            while True:
                await self.raw(chunk)
                if pause_seconds:
                    await asyncio.sleep(pause_seconds)


Answer = Callable[[Exchange], Awaitable[None]]


@dataclass(slots=True)
class HostileSite:
    """What is served by path; `fallback` answers the rest. `seen` is every request, with its headers."""

    answers: dict[str, Answer] = field(default_factory=dict)
    fallback: Answer | None = None
    port: int = 0
    seen: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    open_connections: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection; every answer closes it."""
        self.open_connections += 1
        try:
            async with asyncio.timeout(ENDLESS_SECONDS_MAX):
                head = await reader.readuntil(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = {
                name.strip().lower(): value.strip()
                for name, colon, value in (line.partition(":") for line in lines)
                if colon
            }
            target = first.split(" ")[1]
            self.seen.append((target, headers))
            exchange = Exchange(reader, writer, target, headers, self)
            answer = self.answers.get(exchange.path) or self.fallback
            if answer is None:
                await exchange.answer("<title>Not here</title>", status=404)
            else:
                await answer(exchange)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, IndexError):
            pass  # the other side has left, which is the right thing to do here
        except asyncio.CancelledError:
            pass  # the server is closing; the stream server has no use for a cancelled handler
        finally:
            self.open_connections -= 1
            writer.close()


@contextlib.contextmanager
def serving(site: HostileSite, port: int = 0) -> Iterator[HostileSite]:
    """Serve in a thread, with an event loop of its own."""
    loop = asyncio.new_event_loop()
    is_up = threading.Event()
    stop = asyncio.Event()
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        await site.serve(reader, writer)

    async def run() -> None:
        server = await asyncio.start_server(handle, "127.0.0.1", port, limit=HEAD_BYTES_MAX, backlog=1000)
        site.port = server.sockets[0].getsockname()[1]
        is_up.set()
        await stop.wait()
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    assert is_up.wait(10)
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


if __name__ == "__main__":
    from tests.hostile.site import hostile_site

    with serving(hostile_site(), int(sys.argv[1])) as served:
        print(served.url())  # noqa: T201
        threading.Event().wait()
