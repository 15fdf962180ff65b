"""How our own tests of PDF/UA-1 compare with genuine veraPDF, clause by clause, on folders of PDFs; how fast they are.

    python benchmarks/pdf_clauses.py FOLDER ... [--limit N] [--max-bytes B] [--expected CSV] [--answers JSON]

Each (file, clause) is one case: found by both, by us alone (a false alarm) or by veraPDF alone (a miss). With
--expected, a CSV with the columns path, profile and expected ("pass" or "fail"), our verdict on its PDF/UA-1 rows is
compared too. --answers keeps what veraPDF said, so that a run can go on where another ended, and the next needs no Java.
Needs the extra eftersyn[verapdf].
"""

import argparse
import csv
import hashlib
import json
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crawler.documents.errors import DocumentError
from crawler.documents.pdf import read_pdf
from crawler.documents.verapdf import Validator
from rules.document_evidence import Claim, ClaimKind

PDF_UA = Claim(ClaimKind.PDF_UA, "1")


@dataclass
class Tallies:
    """What both found, and each alone, by clause; CPU seconds of our own reading by file."""

    both: Counter[str] = field(default_factory=Counter)
    ours_alone: Counter[str] = field(default_factory=Counter)
    theirs_alone: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    verdicts: dict[Path, bool] = field(default_factory=dict)


def pdf_files(folders: list[Path], limit: int, max_bytes: int) -> list[Path]:
    found = sorted(path for folder in folders for path in folder.rglob("*.pdf") if path.is_file())
    fitting = [path for path in found if path.stat().st_size <= max_bytes]
    step = max(1, len(fitting) // limit) if limit else 1
    return fitting[::step]


class Oracle:
    """veraPDF's answers by the file's hash, asked for once and kept."""

    def __init__(self, kept: Path | None) -> None:
        self._kept = kept
        self._answers: dict[str, list[str] | None] = (
            json.loads(kept.read_bytes()) if kept is not None and kept.exists() else {}
        )
        self._validator: Validator | None = None

    def failed_clauses(self, path: Path) -> list[str] | None:
        """Return the clauses of PDF/UA-1 that veraPDF says a file fails; None where it cannot read it."""
        key = hashlib.sha256(path.read_bytes()).hexdigest()
        if key not in self._answers:
            [verdict] = self._started().validate(path, [PDF_UA])
            self._answers[key] = None if verdict.compliant is None else list(verdict.failed_clauses)
            if self._kept is not None:
                self._kept.write_text(json.dumps(self._answers))
        return self._answers[key]

    def close(self) -> None:
        if self._validator is not None:
            self._validator.close()

    def _started(self) -> Validator:
        if self._validator is None:
            self._validator = Validator()
            self._validator.start()
            print(f"veraPDF {self._validator.version}")
        return self._validator


def compare(files: list[Path], oracle: Oracle) -> Tallies:
    tallies = Tallies()
    for path in files:
        start = time.process_time()
        try:
            reading = read_pdf(path)
        except DocumentError as error:
            tallies.outcomes[f"not read: {type(error).__name__}"] += 1
            continue
        tallies.seconds.append(time.process_time() - start)
        ours = {result.clause for result in reading.clauses if result.failure_count}
        tallies.verdicts[path] = not ours
        said = oracle.failed_clauses(path)
        if said is None:
            tallies.outcomes["not read by veraPDF"] += 1
            continue
        theirs = set(said)
        tallies.outcomes["compared"] += 1
        tallies.outcomes["same clauses"] += ours == theirs
        tallies.outcomes["same verdict"] += bool(ours) == bool(theirs)
        tallies.outcomes["false alarm on a passing file"] += bool(ours) and not theirs
        tallies.both.update(ours & theirs)
        tallies.ours_alone.update(ours - theirs)
        tallies.theirs_alone.update(theirs - ours)
    return tallies


def table(tallies: Tallies) -> Iterator[str]:
    yield f"{'clause':14}{'both':>7}{'ours':>7}{'theirs':>8}{'precision':>11}{'recall':>9}"
    clauses = sorted({*tallies.both, *tallies.ours_alone, *tallies.theirs_alone})
    for clause in clauses:
        yield row(clause, tallies.both[clause], tallies.ours_alone[clause], tallies.theirs_alone[clause])
    yield row("all", tallies.both.total(), tallies.ours_alone.total(), tallies.theirs_alone.total())


def row(name: str, both: int, ours: int, theirs: int) -> str:
    return f"{name:14}{both:7}{ours:7}{theirs:8}{share(both, ours):>11}{share(both, theirs):>9}"


def share(both: int, alone: int) -> str:
    return f"{both / (both + alone):.1%}" if both + alone else "-"


def expected_rows(source: Path, tallies: Tallies) -> Iterator[str]:
    with source.open(encoding="utf-8", newline="") as file:
        rows = [one for one in csv.DictReader(file) if one["profile"] == "PDF_UA-1"]
    right = wrong_alarm = missing = 0
    for one in rows:
        verdict = tallies.verdicts.get(source.parent / one["path"])
        missing += verdict is None
        right += verdict is (one["expected"] == "pass")
        wrong_alarm += verdict is False and one["expected"] == "pass"
    agreed = f"{right} of {len(rows)} ({right / len(rows):.1%})"
    yield f"expected verdicts: {agreed}, {wrong_alarm} false alarms, {missing} not seen"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=0, help="about so many files, spread over the folders")
    parser.add_argument("--max-bytes", type=int, default=8_000_000)
    parser.add_argument("--expected", type=Path, help="CSV with path, profile, expected")
    parser.add_argument("--answers", type=Path, help="JSON that keeps veraPDF's answers")
    options = parser.parse_args()
    files = pdf_files(options.folders, options.limit, options.max_bytes)
    print(f"{len(files)} files")
    oracle = Oracle(options.answers)
    try:
        tallies = compare(files, oracle)
    finally:
        oracle.close()
    print(*table(tallies), sep="\n")
    print(*(f"{name}: {count}" for name, count in tallies.outcomes.items()), sep="\n")
    if options.expected:
        print(*expected_rows(options.expected, tallies), sep="\n")
    if len(tallies.seconds) > 1:
        percentiles = statistics.quantiles(tallies.seconds, n=20)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"own reading, CPU: median {statistics.median(tallies.seconds) * 1000:.0f} ms, p95"
            f" {percentiles[-1] * 1000:.0f} ms, longest {max(tallies.seconds) * 1000:.0f} ms; at most {memory} MB"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
