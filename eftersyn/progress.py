"""Progress while sites are audited: found, audited, left, the page at hand, the faults so far; quiet off a terminal."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from crawler.events import Event, EventKind
from eftersyn.language import Translate

_NAME_MAX_CHARACTERS = 32
_PAGE_MIN_CHARACTERS = 20
_AROUND_CHARACTERS = len("⠋ " + "  " + " 0:00:00")


class SiteProgress:
    """Shows two lines for each site that is being audited, which fit in a window of 80 columns."""

    def __init__(self, t: Translate, console: Console) -> None:
        self._t = t
        self._console = console
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}  {task.fields[page]}\n{task.fields[counts]}", markup=False),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

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

    def listener(self, name: str) -> Callable[[Event], None]:
        """Add the lines of a site and return what takes its events."""
        t = self._t
        shown = _cut(name, _NAME_MAX_CHARACTERS)
        task = self._progress.add_task(
            shown, total=None, counts=t("starter browseren", "starting the browser"), page=""
        )
        state = {"found": 0, "audited": 0, "faults": 0, "skipped": 0}

        def on_event(event: Event) -> None:
            match event.kind:
                case EventKind.FOUND:
                    state["found"] = max(state["found"], int(event.data["found"]))
                case EventKind.PAGE_STARTED:
                    room = max(self._console.width - _AROUND_CHARACTERS - len(shown), _PAGE_MIN_CHARACTERS)
                    self._progress.update(task, page=_end(str(event.data["url"]), room))
                case EventKind.PAGE_DONE:
                    state["audited"] = int(event.data["audited"])
                    state["found"] = max(state["found"], int(event.data["found"]))
                    state["faults"] = int(event.data["faults_so_far"])
                case EventKind.SKIPPED:
                    state["skipped"] += 1
                case EventKind.FINISHED | EventKind.FAILED:
                    self._progress.remove_task(task)
                    return
                case EventKind.STARTED | EventKind.ALIVE:
                    pass
            self._show(task, state)

        return on_event

    def note(self, text: str) -> None:
        """Say something above the lines, on a terminal or off it."""
        self._console.print(text, markup=False, highlight=False)

    def _show(self, task: TaskID, state: dict[str, int]) -> None:
        left = max(state["found"] - state["audited"], 0)
        counts = self._t(
            f"fundet {state['found']} · målt {state['audited']} · mangler {left} · fejl {state['faults']}"
            f" · sprunget over {state['skipped']}",
            f"found {state['found']} · audited {state['audited']} · left {left} · faults {state['faults']}"
            f" · skipped {state['skipped']}",
        )
        self._progress.update(task, completed=state["audited"], total=max(state["found"], 1), counts=counts)


def _cut(text: str, most: int) -> str:
    return _printable(text) if len(text) <= most else _printable(text)[: most - 1] + "…"


def _end(url: str, most: int) -> str:
    """Return an address whose end tells it from others."""
    return _printable(url) if len(url) <= most else "…" + _printable(url)[1 - most :]


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
