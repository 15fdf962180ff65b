"""The confined process that opens files: `python -m crawler.documents.worker`, one file at a time over pipes.

A line of standard input names a file; a line of standard output says what came of it. The process may use a fixed
amount of memory and, for each file, of processor time and of time; it opens no connection, starts no program and writes
nothing. What goes past a limit costs this process, never the one that asked.
"""

import json
import os
import queue
import resource
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

MEMORY_BYTES_MAX = 1536 * 1024 * 1024
CPU_SECONDS_PER_FILE = 20
SECONDS_PER_FILE = 20
_OPEN_FILES_MAX = 64
_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.kill",
)


class ForbiddenError(RuntimeError):
    """Raised when something inside tries to reach out of the process, by the audit hook."""


def main() -> int:
    """Answer until standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    # What a library prints must not be taken for an answer.
    os.dup2(2, 1)
    _confine()
    from crawler.documents import codec, reading  # after the limits: loading libraries is work too

    questions = _questions()
    sys.addaudithook(_refuse)
    while (line := questions.get()) is not None:
        _start_clock()
        answer: dict[str, Any]
        is_exhausted = False
        try:
            answer = codec.to_data(reading.read(Path(json.loads(line)["path"])))
        except MemoryError:
            answer = {
                "state": "too_large",
                "reason": f"needs more than {MEMORY_BYTES_MAX >> 20} MiB of memory",
            }
            is_exhausted = True
        except Exception as error:  # noqa: BLE001  # whatever a reader does not survive is an outcome of the file
            answer = {"state": "crashed", "reason": f"{type(error).__name__}: {error}"[:300]}
        signal.alarm(0)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        answers.write(json.dumps({"reading": answer, "peak_bytes": peak}, ensure_ascii=True) + "\n")
        answers.flush()
        if is_exhausted:
            return 1
    return 0


def _confine() -> None:
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES_MAX, _OPEN_FILES_MAX))


def _start_clock() -> None:
    """Give the next file its time; both limits end the process by a signal that nothing inside can hold up."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS_PER_FILE
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))
    # A little later than the parent's own clock: this one is for a parent that is gone.
    signal.alarm(SECONDS_PER_FILE + 3)


def _questions() -> "queue.Queue[str | None]":
    """Return the questions as they come; when standard input ends the process does, whatever it is busy with."""
    found: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        for line in sys.stdin:
            found.put(line)
        found.put(None)
        time.sleep(1)
        os._exit(1)

    threading.Thread(target=listen, daemon=True).start()
    return found


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise ForbiddenError(event)
    if (
        event == "open"
        and isinstance(arguments[2], int)
        and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    ):
        raise ForbiddenError(f"writing {arguments[0]!r}")


if __name__ == "__main__":
    sys.exit(main())
