"""Runs a command and counts what its whole process tree used, browser and drivers included."""

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from crawler.memory import own_bytes, process_tree

_PR_SET_CHILD_SUBREAPER = 36
_MEMORY_EVERY_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Used:
    """What a command used: CPU in seconds (user and system, of every process), wall seconds, exit code, the highest
    sum of memory that its processes hold for themselves in bytes, sampled, and CPU seconds by kind of process as last seen."""

    cpu_seconds: float
    wall_seconds: float
    exit_code: int
    peak_bytes: int
    by_kind: Mapping[str, float] = field(default_factory=dict)


def run(
    command: Sequence[str],
    *,
    log: Path | None = None,
    timeout_seconds: float = 1800,
) -> Used:
    """Run a command to its end and return what it used.

    Only for a process without other children: orphans of the tree come to us, and what each child used is added up when
    it is waited for.
    """
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    with (log or Path(os.devnull)).open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    peak = 0
    seen: dict[int, tuple[str, float]] = {}
    while process.poll() is None:
        pids = process_tree(process.pid)
        peak = max(peak, sum(own_bytes(pid) for pid in pids))
        seen |= {pid: found for pid in pids if (found := _cpu_of(pid))}
        if time.monotonic() - started > timeout_seconds:
            process.kill()
        time.sleep(_MEMORY_EVERY_SECONDS)
    _wait_for_orphans()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    by_kind: dict[str, float] = {}
    for kind, seconds in seen.values():
        by_kind[kind] = round(by_kind.get(kind, 0.0) + seconds, 2)
    return Used(cpu, time.monotonic() - started, process.returncode, peak, by_kind)


def measure_elsewhere(command: Sequence[str], log: Path | None = None) -> Used:
    """Run a command as `run` does, in a process of its own, so that its children are the only ones counted."""
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.process_tree", str(log or os.devnull), *command],
        check=True,
        capture_output=True,
        text=True,
    )
    return Used(**json.loads(answer.stdout))


def _wait_for_orphans() -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            time.sleep(0.05)


def kind_of(pid: int) -> str:
    """Return the browser's own name for a process of its, else the program's name; "" when it is gone."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
    return _kind(words) if (words := command.replace("\0", " ").split()) else ""  # nothing: a zombie


def _cpu_of(pid: int) -> tuple[str, float] | None:
    """Return a process's kind and the CPU seconds it used itself so far."""
    kind = kind_of(pid)
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return None
    if not kind:
        return None
    ticks = int(fields[11]) + int(fields[12])
    return kind, ticks / os.sysconf("SC_CLK_TCK")


def _kind(command: Sequence[str]) -> str:
    if "headless-shell" in command[0] or "chrom" in command[0]:
        types = [part.partition("=")[2] for part in command if part.startswith("--type=")]
        subtypes = [part.rpartition(".")[2] for part in command if part.startswith("--utility-sub-type=")]
        return (subtypes or types or ["browser"])[0]
    return "node" if command[0].endswith("node") else Path(command[0]).name.rstrip("0123456789.")


if __name__ == "__main__":
    print(json.dumps(asdict(run(sys.argv[2:], log=Path(sys.argv[1])))))
