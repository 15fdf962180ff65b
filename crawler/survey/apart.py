"""Reads large answers in a process of their own, which is ended when it takes too long.

Survey, proxy and judge share one loop (docs/decisions/0003): ten seconds spent on a page of half a million attributes
are ten seconds in which no other page gets a byte. The process is a fork, so that hashes mean the same in it; it only
reads what it was forked with, and says what came of it.
"""

import asyncio
import os
import pickle  # what is unpickled was pickled by ourselves, a moment ago
import resource
import select
import signal
import time
from collections.abc import Callable
from typing import TypeVar, cast

LARGE_BYTES = 100_000
"""Below this, reading takes less time than a fork is worth."""
READ_CPU_SECONDS_MAX = 10
READ_SECONDS_MAX = 30.0
_CHUNK_BYTES = 1 << 20

T = TypeVar("T")


class TooLongError(Exception):
    """Raised when an answer takes too long or too much memory to read, by `apart`."""


class Apart:
    """Does one piece of work at a time, each in a fork."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(1)

    async def do(self, work: Callable[[], T]) -> T:
        """Return what `work` returns; raises TooLongError, or what `work` raises."""
        async with self._turn:
            pid, answer = _forked(work)
            try:
                said = await asyncio.to_thread(_read, answer)
            finally:
                os.close(answer)
                os.kill(pid, signal.SIGKILL)  # not waited for yet, so the number is still its own
                await asyncio.to_thread(os.waitpid, pid, 0)
        if not said:
            raise TooLongError(f"not read within {READ_CPU_SECONDS_MAX} s")
        result = pickle.loads(said)  # noqa: S301
        if isinstance(result, Exception):
            raise result
        return cast("T", result)


def _forked(work: Callable[[], object]) -> tuple[int, int]:
    """Return the process that does the work, and where its answer comes from."""
    answer, question = os.pipe()
    pid = os.fork()
    if pid:
        os.close(question)
        return pid, answer
    # From here on in the fork, which shares every connection and file with us and must leave them alone.
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CPU, (READ_CPU_SECONDS_MAX, READ_CPU_SECONDS_MAX))
        try:
            said = pickle.dumps(work())
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told
            said = pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"[:300]))
        view = memoryview(said)
        while view:
            view = view[os.write(question, view[:_CHUNK_BYTES]) :]
    finally:
        os._exit(0)


def _read(answer: int) -> bytes:
    """Return all that is said, or nothing when it is not said in time."""
    until = time.monotonic() + READ_SECONDS_MAX
    said = bytearray()
    while (left := until - time.monotonic()) > 0:
        if not select.select([answer], [], [], left)[0]:
            break
        chunk = os.read(answer, _CHUNK_BYTES)
        if not chunk:
            return bytes(said)
        said += chunk
    return b""
