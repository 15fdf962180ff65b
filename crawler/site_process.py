"""The parent's side of a site's process: start it, read its progress, stop it, and leave nothing behind."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from crawler.credentials import VARIABLES
from crawler.errors import SiteProcessError
from crawler.events import Event, EventKind, SiteState, StopReason
from crawler.site_spec import SiteSpec
from crawler.watchdog import Watchdog
from rules.model import Text

GRACE_SECONDS = 60
"""How long a stopped site may take to finish the pages in flight before it is killed."""
SILENCE_SECONDS = 300
"""How long a site's process, which speaks every half a minute while it lives, may be silent before it is killed."""
WINDING_UP_SECONDS = 300
"""How long it may take, when its time is over, to finish what is in flight and judge the site as a whole."""
STRAGGLER_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class SiteOutcome:
    """How a site's process ended. `text` is for the user and is set when something went wrong."""

    state: SiteState
    reason: StopReason
    text: Text | None = None


class SiteProcess:
    """One site's process. `wait` blocks until it ends; `stop` may be called from a signal handler or another thread."""

    def __init__(self, spec: SiteSpec) -> None:
        self.spec = spec
        self._process: subprocess.Popen[str] | None = None
        self._is_stopping = False
        self._watchdog = Watchdog(self.kill, SILENCE_SECONDS)

    def wait(self, on_event: Callable[[Event], None]) -> SiteOutcome:
        """Run the audit and return how it ended; every event is handed on as it comes.

        Raises SiteProcessError when the process cannot be started.
        """
        with contextlib.ExitStack() as stack:
            process, temporary_folder = self._start(stack)
            stack.enter_context(self._watchdog)
            if self.spec.max_minutes is not None:
                self._watchdog.expect_end(self.spec.max_minutes * 60 + WINDING_UP_SECONDS)
            try:
                return self._follow(process, on_event)
            finally:
                _end_stragglers(temporary_folder)

    def _start(self, stack: contextlib.ExitStack) -> "tuple[subprocess.Popen[str], str]":
        """Start the process; return it with a temporary folder of its own, which goes when it has ended.

        A browser or driver that is killed leaves its profile there, and only what belongs to this process names the
        folder in its environment.
        """
        try:
            folder = stack.enter_context(
                tempfile.TemporaryDirectory(prefix="eftersyn-", ignore_cleanup_errors=True)
            )
            log = stack.enter_context(self._log())
            # Its own session: Ctrl-C in the terminal reaches us alone, and we stop it in good order.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "crawler.site_main"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                start_new_session=True,
                env=_environment(folder),
            )
        except OSError as error:
            raise SiteProcessError(
                Text(
                    da=f"Processen for {self.spec.url} kunne ikke startes: {error}.",
                    en=f"The process for {self.spec.url} could not be started: {error}.",
                )
            ) from error
        return self._process, folder

    def _follow(self, process: "subprocess.Popen[str]", on_event: Callable[[Event], None]) -> SiteOutcome:
        last: Event | None = None
        assert process.stdin is not None  # both are pipes, as asked above
        assert process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            # Standard input stays open while we live: the process ends itself when it closes.
            process.stdin.write(self.spec.to_json() + "\n")
            process.stdin.flush()
        try:
            for line in process.stdout:
                self._watchdog.hear()
                event = Event.from_line(line)
                if event is None:
                    continue
                if event.kind in {EventKind.FINISHED, EventKind.FAILED}:
                    last = event
                on_event(event)
            process.wait()
        finally:
            self.kill()
            process.wait()
            process.stdout.close()
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
        return self._outcome(last, process.returncode)

    def stop(self) -> None:
        """Ask the process to finish the pages in flight and end; asked twice, it is killed."""
        if self._process is None or self._process.poll() is not None:
            return
        if self._is_stopping:
            self.kill()
            return
        self._is_stopping = True
        self._watchdog.expect_end(GRACE_SECONDS)
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the process with everything it started: browser, driver and all."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    @contextlib.contextmanager
    def _log(self) -> "Iterator[int | IO[str]]":
        if not self.spec.log:
            yield subprocess.DEVNULL
            return
        path = Path(self.spec.log)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            yield file

    def _outcome(self, last: Event | None, code: int) -> SiteOutcome:
        if last is not None and last.kind is EventKind.FINISHED:
            text = last.data.get("text")
            return SiteOutcome(
                SiteState(last.data["state"]),
                StopReason(last.data["reason"]),
                Text(**text) if text else None,
            )
        if last is not None:
            return SiteOutcome(SiteState.FAILED, StopReason(last.data["reason"]), Text(**last.data["text"]))
        if self._is_stopping:
            return SiteOutcome(SiteState.STOPPED, StopReason.INTERRUPTED)
        if self._watchdog.has_barked:
            return SiteOutcome(
                SiteState.FAILED,
                StopReason.CRASHED,
                Text(
                    da=f"Processen for {self.spec.url} hang og blev lukket. Det, der var gemt, er bevaret. "
                    f"Se {self.spec.log or 'loggen'}.",
                    en=f"The process for {self.spec.url} hung and was ended. What was saved is kept. "
                    f"See {self.spec.log or 'the log'}.",
                ),
            )
        return SiteOutcome(
            SiteState.FAILED,
            StopReason.CRASHED,
            Text(
                da=f"Processen for {self.spec.url} stoppede uventet (kode {code}). Det, der var gemt, er bevaret. "
                f"Se {self.spec.log or 'loggen'}.",
                en=f"The process for {self.spec.url} ended unexpectedly (code {code}). What was saved is kept. "
                f"See {self.spec.log or 'the log'}.",
            ),
        )


def _environment(temporary_folder: str) -> dict[str, str]:
    """Return what the process, and all it starts, finds in its environment: no credentials; it is told them by pipe."""
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    search_path = os.pathsep.join(path for path in sys.path if path)
    return kept | {"PYTHONPATH": search_path, "TMPDIR": temporary_folder}


def _end_stragglers(temporary_folder: str) -> None:
    """End what the site's process started and did not take along; return when it is gone, or soon after."""
    mark = f"TMPDIR={temporary_folder}".encode()
    until = time.monotonic() + STRAGGLER_SECONDS
    while (pids := list(_marked(mark))) and time.monotonic() < until:
        for pid in pids:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def _marked(mark: bytes) -> Iterator[int]:
    """Yield the processes whose environment holds an entry."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                yield int(entry.name)
