"""The confined reader: whatever a file does, the run goes on, within the time and with the memory given back."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.documents.confined import PEAK_BYTES_MAX, ConfinedReader
from rules.document_evidence import DocumentState
from tests.documents import made_files
from tests.documents.made_hostile import HOSTILE, Hostile

SECONDS_PER_FILE_MAX = 30
"""The limit of a file and of a start, on a machine that others use too."""


@pytest.fixture(scope="module")
def reader() -> Iterator[ConfinedReader]:
    with ConfinedReader() as made:
        yield made


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: repr(hostile.name))
def test_a_hostile_file_ends_in_an_outcome_and_the_run_goes_on(
    hostile: Hostile, reader: ConfinedReader, tmp_path: Path
) -> None:
    path = tmp_path / hostile.name
    path.write_bytes(hostile.make())
    found = reader.read(path)
    assert found.state in hostile.outcomes, found.reason
    assert found.reason or found.state in {DocumentState.READ, DocumentState.UNKNOWN_FORMAT}
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(made_files.pdf("1.7"))
    assert reader.read(plain).state is DocumentState.READ
    assert not Path("/tmp/eftersyn-escaped").exists()
    assert reader.process_id is None or _memory_bytes(reader.process_id) <= PEAK_BYTES_MAX


def test_memory_is_given_back_after_a_file_that_took_much(tmp_path: Path) -> None:
    hog = _script(
        tmp_path,
        "import json, sys\nfor _ in sys.stdin:\n"
        " print(json.dumps({'reading': {'state': 'read'}, 'peak_bytes': 900_000_000}), flush=True)",
    )
    with ConfinedReader(command=hog) as reader:
        assert reader.read(tmp_path).state is DocumentState.READ
        assert reader.process_id is None


def test_a_process_is_replaced_after_its_share_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.documents.confined.FILES_PER_PROCESS", 2)
    path = tmp_path / "a.txt"
    path.write_text("tekst")
    with ConfinedReader() as reader:
        reader.read(path)
        first = reader.process_id
        reader.read(path)
        assert first is not None
        assert reader.process_id is None
        assert reader.read(path).state is DocumentState.READ


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("import time; time.sleep(60)", DocumentState.TIMED_OUT),
        ("import os; os.abort()", DocumentState.CRASHED),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", DocumentState.CRASHED),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", DocumentState.TIMED_OUT),
        ("raise SystemExit(3)", DocumentState.CRASHED),
        ("print('no json', flush=True); input()", DocumentState.CRASHED),
        ("print('{}', flush=True); input()", DocumentState.CRASHED),
    ],
)
def test_a_reader_that_dies_or_hangs_is_an_outcome_with_its_reason(
    code: str, state: DocumentState, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.documents.confined.START_SECONDS_MAX", 5.0)
    with ConfinedReader(seconds_per_file=0.5, command=_script(tmp_path, code)) as reader:
        found = reader.read(tmp_path)
    assert found.state is state
    assert found.reason


def test_a_reader_that_cannot_be_started_is_an_outcome(tmp_path: Path) -> None:
    with ConfinedReader(command=(str(tmp_path / "missing"),)) as reader:
        assert reader.read(tmp_path).state is DocumentState.CRASHED


def test_the_process_dies_with_its_parent(tmp_path: Path) -> None:
    parent = (
        "import sys, time; from pathlib import Path; from crawler.documents.confined import ConfinedReader\n"
        f"reader = ConfinedReader(); reader.read(Path({str(tmp_path)!r}) / 'a.txt')\n"
        "print(reader.process_id, flush=True); import os; os._exit(0)"
    )
    (tmp_path / "a.txt").write_text("tekst")
    done = subprocess.run(
        [sys.executable, "-c", parent], capture_output=True, text=True, timeout=60, check=True
    )
    child = int(done.stdout)
    for _ in range(100):
        if not _is_alive(child):
            return
        time.sleep(0.1)
    pytest.fail("the reader outlived its parent")


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('/tmp/eftersyn-written', 'w')",
    ],
)
def test_nothing_inside_reaches_out(attempt: str) -> None:
    code = (
        "import sys; from crawler.documents import worker; sys.addaudithook(worker._refuse)\n"
        f"try:\n {attempt}\nexcept worker.ForbiddenError: print('refused')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "refused"


def test_memory_beyond_the_limit_is_refused() -> None:
    code = (
        "from crawler.documents import worker; worker._confine()\n"
        "try:\n bytearray(2 << 30)\nexcept MemoryError: print('refused')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "refused"


def _script(folder: Path, code: str) -> tuple[str, ...]:
    path = folder / "fake_reader.py"
    path.write_text(code)
    return sys.executable, str(path)


def _memory_bytes(process_id: int) -> int:
    [line] = [
        line
        for line in Path(f"/proc/{process_id}/status").read_text().splitlines()
        if line.startswith("VmRSS:")
    ]
    return int(line.split()[1]) * 1024


def _is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    # A process nobody has waited for is listed and yet dead.
    return ") Z " not in Path(f"/proc/{process_id}/stat").read_text()
