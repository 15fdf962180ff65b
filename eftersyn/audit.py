"""Running audits: the sweep's row, one process per site, Ctrl-C, and what the end means for the exit code."""

import contextlib
import re
import signal
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import Any

from crawler.events import Event, SiteState, StopReason
from crawler.site_process import SiteOutcome, SiteProcess
from crawler.site_spec import SiteSpec
from crawler.store.store import SiteKey, Store, utc_now
from crawler.user_agent import tool_version
from eftersyn.exit_codes import ExitCode
from rules.axe.package import axe_version
from rules.standards import legal_rule_set

MISSING_SHARE_MAX = 0.2
"""Above this share of pages that could not be fetched, a run is not sound."""

_LOST_SKIPS = (
    "timed_out",
    "dns_failed",
    "connection_failed",
    "connection_refused",
    "bad_certificate",
    "blocked",
)
_NOT_LOST_STATES = ("rendered", "out_of_budget", "robots_refused", "download")


class SweepState(StrEnum):
    """How a sweep ended; `failed` is for one whose only site broke off."""

    DONE = "done"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


def new_sweep(*, sample: str, seed: int, max_pages: int, contact: str) -> dict[str, Any]:
    """Return the row of a sweep that starts now."""
    return {
        "id": f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:6]}",
        "started_at": utc_now(),
        "state": "running",
        "tool_version": tool_version(),
        "axe_version": axe_version(),
        "rule_set": legal_rule_set(datetime.now(UTC).date()).id,
        "sample": sample,
        "seed": seed,
        "max_pages": max_pages,
        "contact": contact,
    }


def list_id(name: str) -> str:
    """Return a name for a list of addresses that is safe in file names."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:80] or "list"


class Stopper:
    """Stops every running site when the user presses Ctrl-C; twice kills them."""

    def __init__(self, on_first: Callable[[], None]) -> None:
        self.is_stopping = False
        self._on_first = on_first
        self._running: set[SiteProcess] = set()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def listening(self) -> Iterator[None]:
        """Take over Ctrl-C and termination while sites run."""
        previous = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        for number in previous:
            signal.signal(number, self._stop)
        try:
            yield
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)

    def run(self, spec: SiteSpec, on_event: Callable[[Event], None]) -> SiteOutcome:
        """Run one site to its end, unless the user has stopped everything."""
        if self.is_stopping:
            return SiteOutcome(SiteState.STOPPED, StopReason.INTERRUPTED)
        process = SiteProcess(spec)
        with self._lock:
            self._running.add(process)
        try:
            return process.wait(on_event)
        finally:
            with self._lock:
                self._running.discard(process)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        if not self.is_stopping:
            self.is_stopping = True
            self._on_first()
        for process in list(self._running):
            process.stop()


def end_site(store: Store, key: SiteKey, outcome: SiteOutcome) -> None:
    """Record how a site ended, where its process could not: it was killed, or lost its browser or its store."""
    store.end_site(key, state=outcome.state.value, reason=outcome.reason.value, ended_at=utc_now())


def end_sweep(store: Store, sweep_id: str, state: SweepState) -> None:
    """Record that a sweep is over."""
    store.update_sweep(sweep_id, state=state.value, ended_at=utc_now())


def exit_code(outcome: SiteOutcome, store_path: Path, key: SiteKey) -> ExitCode:
    """Return what a site's end means: browser lost, interrupted, not sound, out of budget, or done."""
    match outcome.reason:
        case StopReason.BROWSER_LOST:
            return ExitCode.BROWSER
        case StopReason.STORE_FAILED:
            return ExitCode.BAD_INPUT
        case StopReason.INTERRUPTED:
            return ExitCode.INTERRUPTED
        case StopReason.START_FAILED | StopReason.CRASHED:
            return ExitCode.NOT_SOUND
    with Store.open(store_path) as store:
        is_sound = missing_share(store, key) <= MISSING_SHARE_MAX
    if not is_sound:
        return ExitCode.NOT_SOUND
    return ExitCode.BUDGET if outcome.reason is StopReason.TIME_BUDGET else ExitCode.DONE


def missing_share(store: Store, site: SiteKey) -> float:
    """Return the share of a site's pages and documents that should have been judged and could not be fetched, 0 to 1.

    What robots.txt closes and broken links met in the survey are no losses of ours. Where nothing at all was judged the
    share is 1.
    """
    key: Mapping[str, Any] = {"sweep": site.sweep_id, "site": site.site_id}
    states = store.query(
        "SELECT state, page_count AS n FROM coverage WHERE sweep_id = :sweep AND site_id = :site", key
    )
    skips = store.query(
        "SELECT reason, address_count AS n FROM skip_counts WHERE sweep_id = :sweep AND site_id = :site", key
    )
    lost = sum(row["n"] for row in states if row["state"] not in _NOT_LOST_STATES)
    lost += sum(row["n"] for row in skips if row["reason"] in _LOST_SKIPS)
    seen = sum(row["n"] for row in states if row["state"] == "rendered")
    documents = store.query(
        "SELECT state, reason, document_count AS n FROM document_coverage "
        "WHERE sweep_id = :sweep AND site_id = :site",
        key,
    )
    seen += sum(row["n"] for row in documents if row["state"] != "not_fetched")
    lost += sum(row["n"] for row in documents if row["reason"].partition(":")[0] in _LOST_SKIPS)
    return lost / (lost + seen) if lost + seen else 1.0


def has_seen_anything(store: Store, sweep_id: str) -> bool:
    """Return whether a sweep came to say anything of any address: if not, there is nothing to report."""
    return bool(
        store.query(
            "SELECT 1 FROM subjects WHERE sweep_id = :id AND kind IN ('page', 'document')"
            " UNION ALL SELECT 1 FROM skips WHERE sweep_id = :id LIMIT 1",
            {"id": sweep_id},
        )
    )
