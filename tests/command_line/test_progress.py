"""Progress on a terminal: what was found, audited and is left, the page at hand and the faults so far."""

import io
import re

import pytest
from rich.console import Console

from crawler.events import Event, EventKind
from eftersyn.language import translator
from eftersyn.progress import SiteProgress
from rules.model import Language

CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
PAGE = "http://127.0.0.1:8000/ledige-stillinger/" + "paedagog-til-den-store-boernehave/" * 3 + "ansoegning"


def shown(width: int, *, is_terminal: bool = True, language: Language = Language.EN) -> str:
    """Return what a run in which one of three pages is done puts on the screen."""
    output = io.StringIO()
    console = Console(file=output, width=width, height=20, force_terminal=is_terminal, color_system=None)
    with (
        SiteProgress(translator(language), console, site_count=3) as progress,
        progress.site("www.den-selvejende-institution-for-alt-muligt.example.org") as tell,
    ):
        tell(Event(EventKind.FOUND, {"found": 3}))
        tell(
            Event(
                EventKind.PAGE_DONE,
                {"url": "http://127.0.0.1:8000/", "audited": 1, "found": 3, "faults_so_far": 12},
            )
        )
        tell(Event(EventKind.SKIPPED, {"url": "http://127.0.0.1:8000/x", "reason": "robots"}))
        tell(Event(EventKind.PAGE_STARTED, {"url": PAGE}))
        progress._progress.refresh()
    return output.getvalue()


@pytest.mark.parametrize("width", [60, 80, 200])
def test_all_counts_and_the_end_of_the_page_fit_in_a_window(width: int) -> None:
    text = shown(width)
    assert "found 3 · audited 1 · left 2 · faults 12 · skipped 1" in text
    assert "ansoegning" in text
    assert "www.den-selv" in text
    assert (
        max(len(line.rpartition("\r")[2]) for line in text.splitlines()) <= width + len("\x1b[2K\x1b[1A") * 4
    )


def test_counts_are_told_in_danish() -> None:
    assert "fundet 3 · målt 1 · mangler 2 · fejl 12 · sprunget over 1" in shown(80, language=Language.DA)


def test_nothing_is_shown_off_a_terminal() -> None:
    assert shown(80, is_terminal=False).strip() == ""


def test_what_a_page_calls_itself_cannot_steer_the_terminal() -> None:
    output = io.StringIO()
    console = Console(file=output, width=80, force_terminal=True, color_system=None)
    with (
        SiteProgress(translator(Language.EN), console) as progress,
        progress.site("www.example.org") as tell,
    ):
        tell(Event(EventKind.PAGE_STARTED, {"url": "http://www.example.org/\x1b]0;title\x07"}))
        progress._progress.refresh()
    assert "\x1b]0" not in output.getvalue()
    assert "?]0;title?" in output.getvalue()


def test_of_many_sites_only_those_at_work_are_shown() -> None:
    console = Console(file=io.StringIO(), width=80, force_terminal=True, color_system=None)
    with SiteProgress(translator(Language.EN), console, site_count=240) as progress:
        with progress.site("www.one.example"), progress.site("www.two.example"):
            assert len(progress._progress.tasks) == 3
        assert [task.description for task in progress._progress.tasks] == ["2 of 240 sites are done"]
