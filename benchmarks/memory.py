"""Whether memory stays flat: what a site's processes hold for themselves over the quarters of one long run.

    python -m benchmarks.memory [--pages N] [NAME=FOLDER ...]

Without folders, pages made for the purpose are audited. The goal is a last quarter at most a tenth above the second,
and no page lost.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.page_lists import ORDINARY, folder_pages, made_pages
from benchmarks.process_tree import kind_of
from crawler.events import Event, EventKind
from crawler.memory import own_bytes, process_tree
from crawler.site_process import SiteProcess
from crawler.site_spec import SiteSpec
from eftersyn.audit import new_sweep

LOOKS_EVERY_SECONDS = 1.0
GOAL = 1.10


@dataclass(frozen=True, slots=True)
class Look:
    """What was held when so many pages were done, by kind of process."""

    pages: int
    held: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.held.values())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", metavar="NAME=FOLDER")
    parser.add_argument("--pages", type=int, default=1000)
    arguments = parser.parse_args()
    if not arguments.folders:
        with made_pages(ORDINARY, arguments.pages) as addresses:
            print(_report(f"{ORDINARY} (made)", *_run(addresses)))
    for given in arguments.folders:
        name, _, folder = given.partition("=")
        with folder_pages(Path(folder), arguments.pages) as addresses:
            print(_report(name, *_run(addresses)))


def _run(addresses: Sequence[str]) -> tuple[list[Look], Mapping[str, int]]:
    """Audit the pages; return what was held meanwhile and how many pages ended in which state."""
    looks: list[Look] = []
    states: dict[str, int] = {}
    latest = 0.0

    def on_event(event: Event) -> None:
        nonlocal latest
        if event.kind is not EventKind.PAGE_DONE:
            return
        states[event.data["state"]] = states.get(event.data["state"], 0) + 1
        if time.monotonic() - latest >= LOOKS_EVERY_SECONDS:
            latest = time.monotonic()
            looks.append(Look(sum(states.values()), _held()))

    with tempfile.TemporaryDirectory() as folder:
        spec = SiteSpec(
            sweep=new_sweep(sample="full", seed=0, max_pages=len(addresses), contact=""),
            site_id="memory",
            name="Memory",
            url="memory",
            store=f"{folder}/store.sqlite",
            captures=f"{folder}/captures.sqlite",
            captures_name="captures.sqlite",
            addresses=tuple((address, address) for address in addresses),
            max_pages=len(addresses),
        )
        SiteProcess(spec).wait(on_event)
    return looks, states


def _held() -> dict[str, int]:
    own = {os.getpid(), *_served_by_us()}
    held: dict[str, int] = {}
    for pid in process_tree(os.getpid()):
        if pid not in own and (kind := kind_of(pid)):
            held[kind] = held.get(kind, 0) + own_bytes(pid)
    return held


def _served_by_us() -> list[int]:
    """Return the processes that serve the pages: forks of this one, by the same command line."""
    mine = Path("/proc/self/cmdline").read_bytes()
    return [pid for pid in process_tree(os.getpid()) if _command(pid) == mine]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _report(name: str, looks: Sequence[Look], states: Mapping[str, int]) -> str:
    count = sum(states.values())
    quarters = [[look for look in looks if (look.pages - 1) * 4 // count == part] for part in range(4)]
    kinds = sorted({kind for look in looks for kind in look.held})
    lines = [
        f"{name}: {count} pages, {', '.join(f'{number} {state}' for state, number in sorted(states.items()))}",
        "",
        f"| Quarter | Median, MB | Highest, MB | {' | '.join(kinds)} |",
        f"|---|---|---|{'---|' * len(kinds)}",
    ]
    for number, part in enumerate(quarters, 1):
        by_kind = [statistics.median(look.held.get(kind, 0) for look in part) for kind in kinds]
        total = statistics.median(look.total for look in part)
        highest = max(look.total for look in part)
        numbers = " | ".join(f"{size / 1e6:.0f}" for size in (total, highest, *by_kind))
        lines.append(f"| {number} | {numbers} |")
    second, last = (statistics.median(look.total for look in quarters[at]) for at in (1, 3))
    lines.extend(["", f"Last quarter to second: {last / second:.2f} (goal: at most {GOAL:.2f})."])
    return "\n".join(lines)


if __name__ == "__main__":
    main()
