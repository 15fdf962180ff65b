"""How near the tool is to the floor: paired runs of `check --urls` and of bare Playwright over the same pages.

    python -m benchmarks.speed [--pairs N] [--pages N] [--write docs/performance.md] [NAME=FOLDER ...]

Without folders, pages made for the purpose are measured. Each pair runs the floor and the tool one after the other and
gives one ratio; the median of the ratios is what counts, as the machine's own speed drifts. The floor is held against a
tool that also writes a store, captures, pictures of the elements at fault and results; its start is counted too.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.page_lists import lists
from benchmarks.process_tree import Used, measure_elsewhere
from crawler.render.browser_finder import browser_version, find_browser
from rules.axe.package import axe_version

GOAL = 1.35


@dataclass(frozen=True, slots=True)
class Pair:
    """The floor and the tool over the same pages, one right after the other."""

    floor: Used
    tool: Used

    @property
    def ratio(self) -> float:
        return self.tool.cpu_seconds / self.floor.cpu_seconds


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", metavar="NAME=FOLDER")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    rows = []
    for name, pages in lists(arguments.folders, arguments.pages):
        with pages as addresses:
            pairs = [_pair(addresses) for _ in range(arguments.pairs)]
            rows.append(_row(name, len(addresses), pairs))
            print(rows[-1], flush=True)
    text = _page(rows, arguments.pairs)
    if arguments.write:
        arguments.write.write_text(text, encoding="utf-8")
    print(text)


def _pair(addresses: list[str]) -> Pair:
    with tempfile.TemporaryDirectory() as folder:
        urls = Path(folder, "urls.txt")
        urls.write_text("\n".join(addresses), encoding="utf-8")
        floor = measure_elsewhere([sys.executable, "-m", "benchmarks.floor", str(urls)])
        tool = measure_elsewhere(
            [
                sys.executable, "-m", "eftersyn", "check", "--urls", str(urls),
                "--format", "jsonl", "--out", f"{folder}/out", "--delay", "0",
            ]
        )  # fmt: skip
    if floor.exit_code or tool.exit_code:
        sys.exit(f"a run failed: floor {floor.exit_code}, tool {tool.exit_code}")
    return Pair(floor, tool)


def _row(name: str, count: int, pairs: list[Pair]) -> str:
    ratios = sorted(pair.ratio for pair in pairs)
    floor = statistics.median(pair.floor.cpu_seconds for pair in pairs) / count
    tool = statistics.median(pair.tool.cpu_seconds for pair in pairs) / count
    split = _split([pair.tool.by_kind for pair in pairs], count)
    return (
        f"| {name} | {count} | {floor:.2f} | {tool:.2f} | **{statistics.median(ratios):.2f}** "
        f"({ratios[0]:.2f}–{ratios[-1]:.2f}) | {split} |"
    )


def _split(runs: list[Mapping[str, float]], count: int) -> str:
    kinds = sorted({kind for run in runs for kind in run})
    medians = {kind: statistics.median(run.get(kind, 0.0) for run in runs) / count for kind in kinds}
    shown = sorted(((cpu, kind) for kind, cpu in medians.items() if cpu >= 0.005), reverse=True)
    return ", ".join(f"{kind} {cpu * 1000:.0f}" for cpu, kind in shown)


def _page(rows: list[str], pairs: int) -> str:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    lines = [
        "# Performance",
        "",
        "Written by `python -m benchmarks.speed`. CPU seconds of the whole process tree, the start included, a page:",
        f"medians of {pairs} paired runs. The floor is bare Playwright: `goto` and axe with the same rules and a cheap",
        f"reporter, pages reused, nothing else. The goal is a ratio of at most {GOAL} without page screenshots.",
        "",
        f"{machine}; {browser_version(find_browser())}; axe-core {axe_version()}.",
        "",
        "| Pages | Number | Floor, s | Tool, s | Ratio (range) | Where the tool's goes, ms a page |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
