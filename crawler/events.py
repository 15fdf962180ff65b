"""What a site's process tells its parent while it works: one JSON object per line."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rules.model import Text


class EventKind(StrEnum):
    """The kinds of progress a site's process reports."""

    STARTED = "started"
    FOUND = "found"
    PAGE_STARTED = "page_started"
    PAGE_DONE = "page_done"
    SKIPPED = "skipped"
    ALIVE = "alive"
    FINISHED = "finished"
    FAILED = "failed"


class SiteState(StrEnum):
    """How the audit of a site ended; `stopped` says it ended early, `failed` that nothing could be audited."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class StopReason(StrEnum):
    """Why an audit did not run to its natural end."""

    NONE = ""
    INTERRUPTED = "interrupted"
    TIME_BUDGET = "time_budget"
    START_FAILED = "start_failed"
    BROWSER_LOST = "browser_lost"
    STORE_FAILED = "store_failed"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of progress."""

    kind: EventKind
    data: Mapping[str, Any]

    @classmethod
    def from_line(cls, line: str) -> "Event | None":
        """Return the event of a line, or None for a line that is none (a stray print of a library)."""
        try:
            values = json.loads(line)
            return cls(EventKind(values.pop("event")), values)
        except (ValueError, KeyError, AttributeError, TypeError):
            return None


def tell(kind: EventKind, **data: Any) -> None:
    """Write one event to standard output at once."""
    sys.stdout.write(json.dumps({"event": kind.value} | data, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def text_data(text: Text) -> dict[str, str]:
    """Return a text as event data."""
    return {"da": text.da, "en": text.en}
