"""Progress while sites are audited: found, audited, left, the page at hand, the faults so far; quiet off a terminal."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from crawler.events import Event, EventKind
from eftersyn.language import Translate

_NAME_MAX_CHARACTERS = 32
_PAGE_MIN_CHARACTERS = 20
_AROUND_CHARACTERS = len("⠋ " + "  " + " 0:00:00")


class SiteProgress:
    """Shows two lines for each site that is being audited, which fit in a window of 80 columns.

    Of many sites (`site_count`), how many are done is told first.
    """

    def __init__(self, t: Translate, console: Console, site_count: int = 1) -> None:
        self._t = t
        self._console = console
        self._site_count = site_count
        self._done_count = 0
        self._lock = threading.Lock()
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}{task.fields[page]}\n{task.fields[counts]}", markup=False),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        if site_count > 1:
            self._whole = self._progress.add_task(self._done(), total=None, counts="", page="")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    @contextlib.contextmanager
    def site(self, name: str) -> Iterator[Callable[[Event], None]]:
        """Show a site while it is being audited; gives what takes its events."""
        shown = _cut(name, _NAME_MAX_CHARACTERS)
        starting = self._t("starter browseren", "starting the browser")
        task = self._progress.add_task(shown, total=None, counts=starting, page="")
        counts = _Counts()

        def on_event(event: Event) -> None:
            counts.take(event)
            if event.kind is EventKind.PAGE_STARTED:
                room = max(self._console.width - _AROUND_CHARACTERS - len(shown), _PAGE_MIN_CHARACTERS)
                self._progress.update(task, page=f"  {_end(str(event.data['url']), room)}")
            self._progress.update(task, counts=counts.text(self._t))

        try:
            yield on_event
        finally:
            self._progress.remove_task(task)
            with self._lock:
                self._done_count += 1
                if self._site_count > 1:
                    self._progress.update(self._whole, description=self._done())

    def note(self, text: str) -> None:
        """Say something above the lines, on a terminal or off it."""
        self._console.print(text, markup=False, highlight=False)

    def _done(self) -> str:
        return self._t(
            f"{self._done_count} af {self._site_count} websteder er færdige",
            f"{self._done_count} of {self._site_count} sites are done",
        )


@dataclass(slots=True)
class _Counts:
    found: int = 0
    audited: int = 0
    faults: int = 0
    skipped: int = 0

    def take(self, event: Event) -> None:
        match event.kind:
            case EventKind.FOUND:
                self.found = max(self.found, int(event.data["found"]))
            case EventKind.PAGE_DONE:
                self.audited = int(event.data["audited"])
                self.found = max(self.found, int(event.data["found"]))
                self.faults = int(event.data["faults_so_far"])
            case EventKind.SKIPPED:
                self.skipped += 1

    def text(self, t: Translate) -> str:
        left = max(self.found - self.audited, 0)
        return t(
            f"fundet {self.found} · målt {self.audited} · mangler {left} · fejl {self.faults}"
            f" · sprunget over {self.skipped}",
            f"found {self.found} · audited {self.audited} · left {left} · faults {self.faults}"
            f" · skipped {self.skipped}",
        )


def _cut(text: str, most: int) -> str:
    return _printable(text) if len(text) <= most else _printable(text)[: most - 1] + "…"


def _end(url: str, most: int) -> str:
    """Return an address whose end tells it from others."""
    return _printable(url) if len(url) <= most else "…" + _printable(url)[1 - most :]


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
