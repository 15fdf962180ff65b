"""Audits sites as the command line does, a process each, and looks for what was left behind."""

import contextlib
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from crawler.events import Event, EventKind
from crawler.site_process import SiteOutcome, SiteProcess
from crawler.site_spec import SiteSpec
from eftersyn.audit import new_sweep
from rules.evidence import PageState
from tests.hostile.server import HostileSite

PAGE_BUDGET_SECONDS = 12.0
FETCH_TIMEOUT_SECONDS = 2.0
CLEANED_UP_WITHIN_SECONDS = 15.0
"""Above its budget, what a visit may take to be cleaned up after, on a machine that does much else meanwhile."""
_NOT_COMPARED = ("id", "sweep_id", "site_id", "sequence", "taken_at", "request_bytes", "load_state")
"""`request_bytes` is what was not in the cache, which depends on the pages before; `load_state` is what was reached in
time, which depends on what else the machine does."""


@dataclass
class Audited:
    """What an audit left in its store: pages, documents and skips by address, notes, and all found on each page."""

    outcome: SiteOutcome
    pages: dict[str, dict[str, Any]]
    documents: dict[str, dict[str, Any]]
    skips: dict[str, dict[str, Any]]
    notes: Sequence[dict[str, Any]]
    results: dict[str, list[tuple[Any, ...]]]
    seconds: dict[str, float] = field(default_factory=dict)

    def end_of(self, url: str) -> tuple[str, str]:
        """Return how an address ended and why, as a page, as a file that was opened instead, or as a skip."""
        if url in self.pages:
            return self.pages[url]["state"], self.pages[url]["reason"]
        if url in self.documents:
            state, reason = self.documents[url]["state"], self.documents[url]["reason"]
            return PageState.DOWNLOAD.value, f"as a document: {state} {reason}"
        if url in self.skips:
            return self.skips[url]["reason"], self.skips[url]["detail"]
        return "no outcome", ""

    def faults(self, url: str) -> set[tuple[str, str]]:
        """Return rule and target of what failed on a page."""
        return {(rule, target) for rule, outcome, target, *_ in self.results[url] if outcome == "failed"}

    def all_of(self, url: str) -> tuple[Any, ...]:
        """Return everything known of a page, save when it was looked at."""
        page = {name: value for name, value in self.pages[url].items() if name not in _NOT_COMPARED}
        return page, self.results[url]


def spec_of(site: HostileSite, folder: Path, urls: Sequence[str] = (), **changes: Any) -> SiteSpec:
    """Return the specification of an audit with short budgets."""
    chosen: dict[str, Any] = {
        "sweep": new_sweep(sample="full", seed=0, max_pages=1000, contact=""),
        "site_id": "hostile",
        "name": "Hostile",
        "url": site.url("/"),
        "store": str(folder / "store.sqlite"),
        "captures": str(folder / "captures.sqlite"),
        "captures_name": "captures.sqlite",
        "addresses": tuple((url, url) for url in urls),
        "max_pages": 1000,
        "page_budget_seconds": PAGE_BUDGET_SECONDS,
        "settle_seconds": 1.0,
        "fetch_timeout_seconds": FETCH_TIMEOUT_SECONDS,
        "log": str(folder / "log.txt"),
        **changes,
    }
    return SiteSpec(**chosen)


def audit(site: HostileSite, folder: Path, urls: Sequence[str] = (), **changes: Any) -> Audited:
    """Audit a list of addresses, or crawl the site; whatever happens, nothing else is left behind."""
    spec = spec_of(site, folder, urls, **changes)
    started: dict[str, float] = {}
    seconds: dict[str, float] = {}

    def on_event(event: Event) -> None:
        if event.kind is EventKind.PAGE_STARTED:
            started[event.data["url"]] = time.monotonic()
        elif event.kind is EventKind.PAGE_DONE and event.data["url"] in started:
            seconds[event.data["url"]] = time.monotonic() - started[event.data["url"]]

    with leaving_nothing_behind(folder):
        outcome = SiteProcess(spec).wait(on_event)
    audited = read(outcome, Path(spec.store))
    audited.seconds = seconds
    return audited


@contextlib.contextmanager
def leaving_nothing_behind(folder: Path) -> Iterator[None]:
    """Fail when processes or temporary files outlive what is done within."""
    temporary = folder / "t"
    temporary.mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(temporary))
        patch.setenv("EFTERSYN_TEST", str(folder))
        yield
    assert list(temporary.iterdir()) == []
    assert list(processes_of(folder)) == []


def processes_of(folder: Path) -> Iterator[str]:
    """Yield the command lines of processes started within `leaving_nothing_behind` that are still there."""
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if f"EFTERSYN_TEST={folder}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                if command:
                    yield command


def read(outcome: SiteOutcome, store: Path) -> Audited:
    """Read the store of an audit."""
    with contextlib.closing(sqlite3.connect(store)) as connection:
        connection.row_factory = sqlite3.Row

        def rows(sql: str) -> list[dict[str, Any]]:
            return [dict(row) for row in connection.execute(sql)]

        pages = {row["url"]: row for row in rows("SELECT * FROM subjects WHERE kind = 'page'")}
        results: dict[str, list[tuple[Any, ...]]] = {url: [] for url in pages}
        for row in rows(
            "SELECT s.url, f.rule, f.outcome, f.target, f.snippet, f.fingerprint FROM findings f"
            " JOIN subjects s ON s.id = f.subject_id WHERE s.kind = 'page' ORDER BY s.url, f.rule, f.ordinal"
        ):
            results[row.pop("url")].append(tuple(row.values()))
        for row in rows(
            "SELECT s.url, p.passed, p.inapplicable, p.untested FROM packed_outcomes p"
            " JOIN subjects s ON s.id = p.subject_id WHERE s.kind = 'page'"
        ):
            results[row.pop("url")].append(tuple(row.values()))
        documents = {row["url"]: row for row in rows("SELECT * FROM subjects WHERE kind = 'document'")}
        skips = {row["url"]: row for row in rows("SELECT * FROM skips")}
        return Audited(outcome, pages, documents, skips, rows("SELECT * FROM site_notes"), results)
