"""How the tool compares with its peers: paired runs over the same pages, in pages per CPU second.

    npm install --prefix DIR --ignore-scripts pa11y-ci @axe-core/cli
    python -m benchmarks.peers DIR [--pairs N] [--pages N] [NAME=FOLDER ...]

The peers are pa11y-ci with its axe runner and @axe-core/cli (which steers Chromium by Debian's `chromedriver`), each
with its own defaults, the same browser and two pages at a time where it can. They run axe's default rules and print
JSON; the tool runs all of its own, and writes a store, captures and results besides. Each pair is one run of each, one
right after the other, and gives one ratio a peer.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.page_lists import lists
from benchmarks.process_tree import Used, measure_elsewhere
from crawler.render.browser_finder import find_browser

PAGES_AT_A_TIME = 2
_FOUND_FAULTS = 2
"""pa11y-ci's exit code for pages with faults."""

Command = Callable[[Sequence[str], Path, Path], list[str]]


def pa11y_ci(addresses: Sequence[str], peers: Path, folder: Path) -> list[str]:
    """Return the command that runs pa11y-ci with axe over `addresses`."""
    settings = {
        "defaults": {
            "runners": ["axe"],
            "concurrency": PAGES_AT_A_TIME,
            # With contexts of its own for each page it loses most of them to "No target found".
            "useIncognitoBrowserContext": False,
            "timeout": 60_000,
            "chromeLaunchConfig": {"executablePath": str(find_browser().path), "args": ["--no-sandbox"]},
        },
        "urls": list(addresses),
    }
    written = folder / "pa11y.json"
    written.write_text(json.dumps(settings), encoding="utf-8")
    return [str(peers / "node_modules/.bin/pa11y-ci"), "--json", "--config", str(written)]


def axe_cli(addresses: Sequence[str], peers: Path, folder: Path) -> list[str]:
    """Return the command that runs @axe-core/cli over `addresses`."""
    driver = shutil.which("chromedriver")
    if driver is None:
        sys.exit("chromedriver is missing: apt-get install chromium-driver")
    return [
        str(peers / "node_modules/.bin/axe"), *addresses, "--chromedriver-path", driver, "--chrome-path",
        str(find_browser().path), "--chrome-options=no-sandbox,headless", "--dir", str(folder), "--save", "axe.json",
    ]  # fmt: skip


def tool(addresses: Sequence[str], _: Path, folder: Path) -> list[str]:
    """Return the command that runs Eftersyn over `addresses`."""
    urls = folder / "urls.txt"
    urls.write_text("\n".join(addresses), encoding="utf-8")
    return [
        sys.executable, "-m", "eftersyn", "check", "--urls", str(urls), "--format", "jsonl",
        "--out", str(folder / "out"), "--delay", "0",
    ]  # fmt: skip


COMMANDS: dict[str, tuple[Command, frozenset[int]]] = {
    "eftersyn": (tool, frozenset({0})),
    "pa11y-ci": (pa11y_ci, frozenset({0, _FOUND_FAULTS})),
    "@axe-core/cli": (axe_cli, frozenset({0, 1})),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("peers", type=Path, help="folder with node_modules in which the peers are installed")
    parser.add_argument("folders", nargs="*", metavar="NAME=FOLDER")
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--pages", type=int, default=20)
    arguments = parser.parse_intermixed_args()
    print(
        "| Pages | Number | Tool | CPU, s a page | Pages per CPU second | Eftersyn does … times as many (range) |"
    )
    print("|---|---|---|---|---|---|")
    for name, pages in lists(arguments.folders, arguments.pages):
        with pages as addresses:
            runs = [_round(addresses, arguments.peers) for _ in range(arguments.pairs)]
        for peer in COMMANDS:
            print(_row(name, len(addresses), peer, runs), flush=True)


def _round(addresses: Sequence[str], peers: Path) -> dict[str, Used]:
    used = {}
    for name, (command, fine) in COMMANDS.items():
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder, "log.txt")
            used[name] = measure_elsewhere(command(addresses, peers.resolve(), Path(folder)), log)
            if used[name].exit_code not in fine:
                sys.exit(
                    f"{name} ended with {used[name].exit_code}:\n{log.read_text(errors='replace')[-2000:]}"
                )
            if name == "pa11y-ci" and (lost := _lost(log)):
                sys.exit(f"pa11y-ci did not test {len(lost)} of the pages: {lost[0]}")
    return used


def _lost(log: Path) -> list[str]:
    """Return why pages were not tested: pa11y-ci ends such a run like one whose pages have faults."""
    text = log.read_text(encoding="utf-8", errors="replace")
    results = json.loads(text[text.index("{") :])["results"]
    return [str(one["message"]) for found in results.values() for one in found if "code" not in one]


def _row(pages: str, count: int, peer: str, runs: Sequence[dict[str, Used]]) -> str:
    cpu = statistics.median(run[peer].cpu_seconds for run in runs) / count
    ratios = sorted(run[peer].cpu_seconds / run["eftersyn"].cpu_seconds for run in runs)
    told = (
        ""
        if peer == "eftersyn"
        else f"**{statistics.median(ratios):.2f}** ({ratios[0]:.2f}–{ratios[-1]:.2f})"
    )
    return f"| {pages} | {count} | {peer} | {cpu:.2f} | {1 / cpu:.2f} | {told} |"


if __name__ == "__main__":
    main()
