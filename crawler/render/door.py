"""A page's own way into the proxy, where its connections, names and bytes are counted and cut off."""

import asyncio
from collections.abc import Awaitable, Callable

CONNECTIONS_MAX = 200
"""As many as a browser opens for one page over a proxy (128), with room for its WebSockets."""
NAMES_PER_VISIT_MAX = 300
LOOKUPS_MAX = 6
"""Names that are looked up for one page at a time: a thread each, for as long as a name server is silent."""
CHUNK_BYTES = 65_536

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Door:
    """One port. Beyond `bytes_max` since `reset` every connection is cut, none is let in, and `on_overrun` is called.

    What one page takes without end it takes from nobody but itself: the page beside it has a door of its own.
    """

    def __init__(
        self, serve: Callable[["Door", Stream], Awaitable[None]], bytes_max: int | None = None
    ) -> None:
        """`serve` answers one connection."""
        self._serve = serve
        self._bytes_max = bytes_max
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._names: set[str] = set()
        self.port = 0
        self.bytes_received = 0
        self.lookups = asyncio.Semaphore(LOOKUPS_MAX)
        self.on_overrun: Callable[[], None] | None = None

    async def open(self) -> None:
        """Let connections in."""
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", 0, limit=CHUNK_BYTES)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Let nobody in any more, and cut what is open."""
        if self._server is not None:
            self._server.close()
        self._cut()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()

    def reset(self) -> None:
        """Begin to count anew: another page comes through."""
        self.bytes_received = 0
        self._names.clear()
        self.lookups = asyncio.Semaphore(LOOKUPS_MAX)

    def count(self, size: int) -> None:
        """Count what came for the page."""
        was_overrun = self.is_overrun
        self.bytes_received += size
        if self.is_overrun and not was_overrun:
            self._cut()
            if self.on_overrun is not None:
                self.on_overrun()

    def may_name(self, host: str) -> bool:
        """Say whether one more host may be looked up in this visit."""
        if len(self._names) >= NAMES_PER_VISIT_MAX and host not in self._names:
            return False
        self._names.add(host)
        return True

    @property
    def is_overrun(self) -> bool:
        return self._bytes_max is not None and self.bytes_received > self._bytes_max

    def _cut(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            if len(self._tasks) <= CONNECTIONS_MAX and not self.is_overrun:
                await self._serve(self, (reader, writer))
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            pass  # either side went away: nothing left to tell anybody
        except asyncio.CancelledError:
            pass  # cut off; the stream server has no use for a cancelled handler
        finally:
            writer.close()
