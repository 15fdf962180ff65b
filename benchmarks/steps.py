"""Where the CPU goes, step by step: each step run alone, or as what a run costs more than the run without it.

    python -m benchmarks.steps [--runs N] [--pages N] [--append docs/performance.md]

Milliseconds of CPU a page, of the whole process tree, medians; what starts a program is measured apart and taken off.
Navigation is bare Playwright's `goto`; axe what the floor costs more than that; judge and store are `eftersyn judge`
over the captures of the run; the survey is `scrapy crawl` over a front page that links to all; captures, pictures and
the rest are what is left of the tool's own run.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urljoin

from benchmarks.page_lists import HEAVY, LIGHT, ORDINARY, made_pages
from benchmarks.process_tree import measure_elsewhere

_HEADINGS = (
    "Pages",
    "Navigation",
    "axe",
    "Captures and the rest",
    "Judge and store",
    "Whole",
    "Survey (apart)",
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument("--append", type=Path)
    arguments = parser.parse_args()
    lines = [f"| {' | '.join(_HEADINGS)} |", f"|{'---|' * len(_HEADINGS)}"]
    for kind in (LIGHT, ORDINARY, HEAVY):
        with made_pages(kind, arguments.pages) as addresses:
            runs = [_steps(addresses) for _ in range(arguments.runs)]
        medians = [statistics.median(run[n] for run in runs) / len(addresses) * 1000 for n in range(6)]
        lines.append(f"| {kind} (made) | {' | '.join(f'{value:.0f}' for value in medians)} |")
        print(lines[-1], flush=True)
    text = "\n".join(
        [
            "## Step by step",
            "",
            "Milliseconds of CPU a page, start taken off, by `benchmarks.steps`.",
            "",
            *lines,
            "",
        ]
    )
    if arguments.append:
        with arguments.append.open("a", encoding="utf-8") as page:
            page.write(f"\n{text}")
    print(text)


def _steps(addresses: Sequence[str]) -> tuple[float, ...]:
    """Return the CPU seconds of navigation, axe, captures, judge, whole and survey over all pages."""
    with tempfile.TemporaryDirectory() as folder:
        every, one = Path(folder, "all.txt"), Path(folder, "one.txt")
        every.write_text("\n".join(addresses), encoding="utf-8")
        one.write_text(addresses[0], encoding="utf-8")
        python = [sys.executable, "-m"]

        def floor(urls: Path, *more: str) -> list[str]:
            return [*python, "benchmarks.floor", str(urls), *more]

        def tool(urls: Path) -> list[str]:
            out = f"{folder}/{urls.stem}"
            return [
                *python, "eftersyn", "check", "--urls", str(urls), "--format", "jsonl", "--delay", "0", "--out", out,
            ]  # fmt: skip

        def judge(urls: Path) -> list[str]:
            return [*python, "eftersyn", "judge", f"{folder}/{urls.stem}/eftersyn.sqlite"]

        navigation = _more(lambda urls: floor(urls, "--without-axe"), every, one, len(addresses))
        both = _more(floor, every, one, len(addresses))
        whole = _more(tool, every, one, len(addresses))
        judged = _more(judge, every, one, len(addresses))
        front = urljoin(addresses[0], "index.html")
        crawl = ["scrapy", "crawl", "site", "-a", f"url={front}", "-a", "delay=0", "--nolog"]
        survey = _cpu([*python, *crawl, "-a", f"max_pages={len(addresses)}"]) - _cpu(
            [*python, *crawl, "-a", "max_pages=1"]
        )
    axe = both - navigation
    return navigation, axe, whole - navigation - axe - judged, judged, whole, survey


def _more(command: Callable[[Path], list[str]], every: Path, one: Path, count: int) -> float:
    """Return what all pages cost more than one, as if that one were all there is to the start."""
    return (_cpu(command(every)) - _cpu(command(one))) * count / (count - 1)


def _cpu(command: list[str]) -> float:
    used = measure_elsewhere(command)
    if used.exit_code:
        sys.exit(f"a run failed with {used.exit_code}: {' '.join(command)}")
    return used.cpu_seconds


if __name__ == "__main__":
    main()
