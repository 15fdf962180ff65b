"""Memory: whose it is, and that the ceilings of a site's processes hold."""

import mmap
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from crawler.memory import SITE_PROCESS_BYTES_MAX, ancestors, own_bytes, process_tree


def child(code: str) -> "subprocess.Popen[str]":
    """Start a process that runs the code, says "ready" and waits for its input to close."""
    process = subprocess.Popen(
        [sys.executable, "-c", f"{code}\nprint('ready', flush=True)\nimport sys\nsys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: "subprocess.Popen[str]") -> None:
    process.communicate("")


def until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_a_tree_holds_the_children_of_children_and_forgets_what_has_ended() -> None:
    code = "import subprocess; inner = subprocess.Popen(['sleep', '60']); print(inner.pid, flush=True)"
    process = subprocess.Popen(
        [sys.executable, "-c", f"{code}\nimport sys\nsys.stdin.read()\ninner.kill()\ninner.wait()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    inner = int(process.stdout.readline())
    assert set(process_tree(process.pid)) == {process.pid, inner}
    assert {process.pid, inner} <= set(process_tree(os.getpid()))
    assert ancestors(inner, below=os.getpid()) == [inner, process.pid]
    assert ancestors(os.getpid(), below=inner) == []
    process.communicate("")
    assert until(lambda: not {process.pid, inner} & set(process_tree(os.getpid())))
    assert ancestors(inner, below=os.getpid()) == []


def test_memory_counts_for_the_process_that_alone_holds_it(tmp_path: Path) -> None:
    before = own_bytes(os.getpid())
    held = bytearray(os.urandom(1 << 20) * 60)
    assert own_bytes(os.getpid()) - before > 50_000_000
    del held
    shared = tmp_path / "shared"
    shared.write_bytes(bytes(60 << 20))
    before = own_bytes(os.getpid())
    with shared.open("r+b") as file, mmap.mmap(file.fileno(), 0) as view:
        assert sum(view[:: mmap.PAGESIZE]) == 0
        assert own_bytes(os.getpid()) - before < 20_000_000


def test_a_process_that_is_gone_holds_nothing() -> None:
    process = child("pass")
    assert own_bytes(process.pid) > 0
    end(process)
    assert own_bytes(process.pid) == 0


def test_a_sites_process_cannot_take_more_than_its_ceiling_and_goes_on() -> None:
    code = f"""
from crawler.memory import limit_own_process
limit_own_process()
try:
    bytearray({SITE_PROCESS_BYTES_MAX})
except MemoryError:
    print('refused')
print(len(bytearray(100_000_000)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["refused", "100000000"]


def test_what_has_a_ceiling_of_its_own_is_started_without_ours() -> None:
    code = """
import resource, subprocess, sys
from crawler.memory import limit_own_process, unlimited
limit_own_process()
ask = [sys.executable, '-c', 'import resource; print(resource.getrlimit(resource.RLIMIT_DATA)[0])']
with unlimited():
    subprocess.run(ask, check=True)
subprocess.run(ask, check=True)
"""
    before = subprocess.run(
        [sys.executable, "-c", "import resource; print(resource.getrlimit(resource.RLIMIT_DATA)[1])"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [before, str(SITE_PROCESS_BYTES_MAX)]
