"""Measures what it costs to open documents: ms per file (median, p95, slowest) and memory, on one core.

    python benchmarks/documents.py FOLDER ... [--no-judging]

Every document under the folders is opened by the reader in this process, so that the peak of memory is the reader's,
then judged. `--confined` opens them as the tool does, in a process of their own, and shows what that adds.
"""

import argparse
import collections
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from crawler.documents.confined import ConfinedReader
from crawler.documents.outcome import Reading
from crawler.documents.reading import read
from crawler.survey.media import Medium, medium_of_address
from rules.catalogue import catalogue
from rules.document_evidence import DocumentEvidence, DocumentState
from rules.runner import judge_document


def main() -> int:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--no-judging", action="store_true")
    arguments.add_argument("--confined", action="store_true")
    given = arguments.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    files = [path for folder in given.folders for path in sorted(folder.rglob("*")) if is_document(path)]
    print(f"{len(files)} documents")
    if given.confined:
        with ConfinedReader() as reader:
            measure(files, reader.read, judges=not given.no_judging)
        return 0
    measure(files, read, judges=not given.no_judging)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB")
    return 0


def is_document(path: Path) -> bool:
    return path.is_file() and medium_of_address(path.as_uri()) is Medium.DOCUMENT


def measure(files: list[Path], open_file: Callable[[Path], Reading], *, judges: bool) -> None:
    rules = catalogue()
    times: dict[str, list[float]] = collections.defaultdict(list)
    judging: dict[str, list[float]] = collections.defaultdict(list)
    states: collections.Counter[str] = collections.Counter()
    slowest: list[tuple[float, Path]] = []
    for path in files:
        start = time.perf_counter()
        try:
            found = open_file(path)
        except Exception as error:  # noqa: BLE001  # the confined reader says "crashed"
            found = Reading(DocumentState.CRASHED, f"{type(error).__name__}: {error}")
            print(f"  crashed: {path}: {found.reason}")
        took = time.perf_counter() - start
        family = found.format.family.value if found.format else "unknown"
        times[family].append(took)
        states[found.state.value] += 1
        slowest.append((took, path))
        if judges:
            start = time.perf_counter()
            judge_document(evidence_of(path, found), rules)
            judging[family].append(time.perf_counter() - start)
    print(", ".join(f"{state} {count}" for state, count in states.most_common()))
    print(f"{'family':18} {'files':>6} {'median ms':>10} {'p95 ms':>8} {'max ms':>8} {'judging':>8}")
    for family, taken in sorted(times.items()):
        print(
            f"{family:18} {len(taken):6} {at(taken, 0.5):10.1f} {at(taken, 0.95):8.1f} {max(taken) * 1000:8.1f} "
            f"{at(judging[family], 0.5) if judges else 0:8.1f}"
        )
    for took, path in sorted(slowest, reverse=True)[:5]:
        print(f"  {took * 1000:8.0f} ms  {path}")


def at(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


def evidence_of(path: Path, found: Reading) -> DocumentEvidence:
    return DocumentEvidence(
        url=path.name, final_url=path.as_uri(), state=found.state, reason=found.reason, format=found.format,
        claims=found.claims, dates=found.dates, clauses=found.clauses, pdf=found.pdf, office=found.office,
        epub=found.epub, delimited=found.delimited,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
