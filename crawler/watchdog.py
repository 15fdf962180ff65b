"""Ends what should have ended long ago: a process that neither speaks nor stops when it was to."""

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self


class Watchdog:
    """Calls `bark`, once, when nothing was heard for `silence_seconds`, or when an end that was expected did not come.

    A context manager; the methods may be called from any thread, and from signal handlers.
    """

    def __init__(self, bark: Callable[[], None], silence_seconds: float) -> None:
        self._bark = bark
        self._silence_seconds = silence_seconds
        self._heard_at = time.monotonic()
        self._end_by = float("inf")
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.has_barked = False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def hear(self) -> None:
        """Note that it speaks."""
        self._heard_at = time.monotonic()

    def expect_end(self, seconds: float) -> None:
        """Say that it is to have ended in so many seconds, or before, if that was said before."""
        self._end_by = min(self._end_by, time.monotonic() + seconds)

    def _watch(self) -> None:
        # Looked at now and then instead of waited for: an end may be expected from within a signal handler, where
        # waking another thread could wait for a lock that the interrupted code holds.
        while not self._is_over.wait(min(1.0, self._silence_seconds / 10)):
            if time.monotonic() > min(self._heard_at + self._silence_seconds, self._end_by):
                self.has_barked = True
                self._bark()
                return
