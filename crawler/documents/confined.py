"""The parent's side of the process that opens files: asks, waits no longer than a file may take, and cleans up."""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crawler.documents import codec
from crawler.documents.outcome import Reading
from rules.document_evidence import DocumentState

SECONDS_PER_FILE = 20.0
START_SECONDS_MAX = 30.0
FILES_PER_PROCESS = 200
PEAK_BYTES_MAX = 400 * 1024 * 1024
"""A process that has needed more is replaced, for memory once taken is not given back."""
_ANSWER_BYTES_MAX = 64 * 1024 * 1024
_READ_BYTES = 1 << 16
_COMMAND = (sys.executable, "-m", "crawler.documents.worker")
_TIMED_OUT_SIGNALS = frozenset({signal.SIGXCPU, signal.SIGALRM})


class ConfinedReader:
    """Opens files one at a time in a process of their own. Not for several threads at once, but safe with them."""

    def __init__(
        self, *, seconds_per_file: float = SECONDS_PER_FILE, command: Sequence[str] = _COMMAND
    ) -> None:
        self._seconds_per_file = seconds_per_file
        self._command = tuple(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._file_count = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the process ahead of the first file, without waiting for it."""
        with self._lock:
            self._started()

    def read(self, path: Path) -> Reading:
        """Return what a file is and holds, or how opening it ended; never raises for what the file does."""
        with self._lock:
            try:
                return self._read(path)
            except OSError as error:
                self._end()
                return Reading(DocumentState.CRASHED, f"the reader could not be started: {error}"[:300])

    @property
    def process_id(self) -> int | None:
        """The process that would open the next file, if one is running."""
        return self._process.pid if self._process is not None else None

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _read(self, path: Path) -> Reading:
        is_fresh = self._process is None
        process = self._started()
        question = json.dumps({"path": str(path.resolve())}) + "\n"
        deadline = time.monotonic() + self._seconds_per_file + (START_SECONDS_MAX if is_fresh else 0)
        assert process.stdin is not None  # a pipe, as asked for
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(question.encode())
            process.stdin.flush()
        line = self._line(process, deadline)
        if line is None:
            self._end()
            return Reading(DocumentState.TIMED_OUT, f"not read within {self._seconds_per_file:g} seconds")
        if not line.endswith(b"\n"):
            return self._died(process)
        try:
            answer = json.loads(line)
            found = codec.from_data(Reading, answer["reading"])
        except (ValueError, KeyError, TypeError) as error:
            self._end()
            return Reading(DocumentState.CRASHED, f"the answer is unreadable: {error}"[:300])
        self._file_count += 1
        if self._file_count >= FILES_PER_PROCESS or answer["peak_bytes"] > PEAK_BYTES_MAX:
            self._end()
        return found

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._file_count = 0
        return self._process

    def _line(self, process: "subprocess.Popen[bytes]", deadline: float) -> bytes | None:
        """Return the answer; without its line end when the process died, None when the time was up."""
        assert process.stdout is not None  # a pipe, as asked for
        found = bytearray()
        descriptor = process.stdout.fileno()
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            while not found.endswith(b"\n") and len(found) < _ANSWER_BYTES_MAX:
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    return None
                part = os.read(descriptor, _READ_BYTES)
                if not part:
                    break
                found += part
        return bytes(found)

    def _died(self, process: "subprocess.Popen[bytes]") -> Reading:
        process.kill()
        code = process.wait()
        self._end()
        if code < 0 and -code in _TIMED_OUT_SIGNALS:
            return Reading(DocumentState.TIMED_OUT, "the processor time for one file was used up")
        name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Reading(DocumentState.CRASHED, f"the reader died ({name})")

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _environment() -> dict[str, str]:
    """Return the little that Python needs: no proxy, credential or setting of the user's reaches a reader."""
    kept: dict[str, Any] = {
        name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ
    }
    return kept | {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONHASHSEED": "0",  # so that facts come out in one order
        "MALLOC_ARENA_MAX": "2",  # each thread's arena would take its share of the address space
    }
