"""How much memory processes hold for themselves, and the ceilings that a site's processes are kept under.

Measured is what no other process shares: resident pages less those of files and shared memory. A ceiling for each kind
of process is kept because the kinds fail for different reasons: a tab by what its page does, the browser by all of it
together, our own process by what is handed over to it.
"""

import contextlib
import os
import resource
from collections.abc import Iterator
from pathlib import Path

TAB_BYTES_MAX = 1_500_000_000
"""A tab that takes more is ended, and its page with it. Ordinary heavy pages stay under a third of it."""
BROWSER_BYTES_MAX = 2_500_000_000
"""A browser whose processes, driver included, together take more is ended, and its page with it."""
BROWSER_RENEWED_ABOVE_BYTES = 1_000_000_000
"""A browser that takes more between two pages is renewed before the next."""
SITE_PROCESS_BYTES_MAX = 2_500_000_000
"""The process of a site itself cannot take more: what would need it fails, and is told as too large."""

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_READ_BYTES = 1 << 16


def own_bytes(pid: int) -> int:
    """Return the memory a process holds for itself, or 0 when it is gone."""
    try:
        _, resident, shared, *_ = _read(f"/proc/{pid}/statm").split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * _PAGE_BYTES


def process_tree(root: int) -> list[int]:
    """Return a process with all its descendants, as far as they are still there."""
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        queue.extend(_children(pid))
    return found


def ancestors(pid: int, *, below: int) -> list[int]:
    """Return a process and what it descends from, nearest first, up to and without `below`; empty when it does not."""
    found = []
    while pid > 1 and pid != below:
        found.append(pid)
        try:
            # The name in brackets may hold anything; the parent is the second word after it.
            pid = int(Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            return []
    return found if pid == below else []


def is_tab(pid: int) -> bool:
    """Whether a process of the browser shows pages (and can be ended without ending the browser)."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"--type=renderer" in command


def limit_own_process() -> None:
    """Keep this process, and what it starts from now on, under the ceiling: Python raises MemoryError there."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = SITE_PROCESS_BYTES_MAX if hard == resource.RLIM_INFINITY else min(SITE_PROCESS_BYTES_MAX, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


@contextlib.contextmanager
def unlimited() -> Iterator[None]:
    """Lift our ceiling, as far as the user lets us, for a process started meanwhile."""
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _children(pid: int) -> Iterator[int]:
    try:
        with os.scandir(f"/proc/{pid}/task") as threads:
            for thread in threads:
                yield from map(int, _read(f"{thread.path}/children").split())
    except OSError:
        return  # the process ended meanwhile


def _read(path: str) -> bytes:
    """Return what one of the kernel's small files says: some hundred are read each second while pages are rendered."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(file, _READ_BYTES)
    finally:
        os.close(file)
