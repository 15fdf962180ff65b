"""How a run ends when something breaks: it is said once, recorded in the store, and nothing goes on in the dark."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crawler.render.browser_finder import find_browser
from crawler.store import store as store_module
from crawler.store.store import Store
from eftersyn.cli import run as run_here
from eftersyn.exit_codes import ExitCode
from tests.command_line.sites import Answer, site
from tests.command_line.test_bad_input import (
    TIMEOUT_SECONDS,
    assert_refused,
    audited,
    children_of,
    endless,
    is_running,
    run,
    start,
    wait_for,
    wait_for_pages,
)
from tests.command_line.test_sweep import registry


def states(store: Path) -> tuple[str, str, str]:
    """Return the sweep's state and the site's state and reason."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as rows:
        return tuple(
            rows.execute(
                "SELECT sweeps.state, sites.state, sites.reason FROM sweeps JOIN sites ON sweep_id = sweeps.id"
            ).fetchone()
        )


def assert_all_end(processes: list[int]) -> None:
    deadline = time.monotonic() + 30
    while any(map(is_running, processes)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [number for number in processes if is_running(number)]


@pytest.mark.parametrize(
    "command",
    [
        ["check", "http://127.0.0.1:1/", "--out", "out"],
        ["sweep", "--store", "out/store.sqlite", "--contact", "x"],
        ["demo", "--no-serve", "--out", "out"],
    ],
)
def test_without_a_browser_nothing_is_begun_and_one_message_says_what_to_do(
    tmp_path: Path, command: list[str]
) -> None:
    done = run(*command, cwd=tmp_path, EFTERSYN_BROWSER="", PATH="/nonexistent", HOME=str(tmp_path))
    assert_refused(done, ExitCode.BROWSER, "apt-get install", "playwright install", "EFTERSYN_BROWSER")
    assert done.stderr.count("apt-get install") == 1
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def dying_browser(tmp_path: Path) -> Path:
    path = tmp_path / "dying-browser"
    path.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Chromium 1.2 || exit 7\n')
    path.chmod(0o755)
    return path


@pytest.mark.browser
def test_a_browser_that_dies_at_the_start_leaves_no_report_of_nothing(
    tmp_path: Path, dying_browser: Path
) -> None:
    out = tmp_path / "out"
    done = run("check", "http://127.0.0.1:1/", "--out", out, EFTERSYN_BROWSER=str(dying_browser))
    assert_refused(done, ExitCode.BROWSER, "dying-browser")
    assert done.stdout == ""
    assert not (out / "index.html").exists()
    assert states(out / "eftersyn.sqlite") == ("failed", "failed", "browser_lost")


@pytest.mark.browser
def test_a_sweep_whose_browser_dies_says_so_once(tmp_path: Path, dying_browser: Path) -> None:
    listed = registry(tmp_path, "http://127.0.0.1:1/", "http://127.0.0.1:2/")
    done = run(
        *("sweep", "--registry", listed, "--store", tmp_path / "s.sqlite", "--contact", "x", "--jobs", "2"),
        EFTERSYN_BROWSER=str(dying_browser),
    )
    assert_refused(done, ExitCode.BROWSER, "dying-browser")
    assert done.stderr.count("dying-browser") == 1
    assert states(tmp_path / "s.sqlite") == ("done", "failed", "browser_lost")


@pytest.mark.browser
def test_ctrl_c_while_the_browser_starts_asks_the_site_for_nothing(tmp_path: Path) -> None:
    slow = tmp_path / "slow-browser"
    slow.write_text(f'#!/bin/sh\n[ "$1" = --version ] || sleep 3\nexec {find_browser().path} "$@"\n')
    slow.chmod(0o755)
    out = tmp_path / "out"
    asked: list[str] = []

    def answers(path: str) -> Answer:
        asked.append(path)
        return endless(path)

    with site(answers) as base:
        process = start(base, out, EFTERSYN_BROWSER=str(slow))
        wait_for(lambda: states(out / "eftersyn.sqlite")[1] == "running")
        descendants = children_of(process.pid)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=TIMEOUT_SECONDS)
        assert_all_end(descendants)
    assert process.returncode == ExitCode.INTERRUPTED, errors
    assert "Run again" in errors
    assert asked == []
    assert states(out / "eftersyn.sqlite") == ("interrupted", "stopped", "interrupted")


@pytest.mark.browser
def test_a_second_ctrl_c_ends_everything_at_once_and_keeps_what_was_saved(tmp_path: Path) -> None:
    with site(endless, pause_seconds=2) as base:
        process = start(base, tmp_path)
        wait_for_pages(tmp_path / "eftersyn.sqlite", 1)
        descendants = children_of(process.pid)
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=TIMEOUT_SECONDS)
        assert_all_end(descendants)
    assert process.returncode == ExitCode.INTERRUPTED, errors
    assert "Traceback" not in errors
    assert "Run again" in errors
    assert audited(tmp_path / "eftersyn.sqlite") >= 1
    assert states(tmp_path / "eftersyn.sqlite") == ("interrupted", "stopped", "interrupted")


@pytest.mark.browser
def test_a_killed_site_process_is_told_takes_its_browser_along_and_keeps_what_was_saved(
    tmp_path: Path,
) -> None:
    with site(endless) as base:
        process = start(base, tmp_path)
        wait_for_pages(tmp_path / "eftersyn.sqlite", 2)
        descendants = children_of(process.pid)
        own = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(own[0]), signal.SIGKILL)
        _, errors = process.communicate(timeout=TIMEOUT_SECONDS)
        assert_all_end(descendants)
    assert process.returncode == ExitCode.NOT_SOUND, errors
    assert errors.count("\n") == 1, errors
    assert "ended unexpectedly" in errors
    assert "is kept" in errors
    assert audited(tmp_path / "eftersyn.sqlite") >= 2
    assert states(tmp_path / "eftersyn.sqlite") == ("failed", "failed", "crashed")
    assert (tmp_path / "results.jsonl").stat().st_size > 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that is soon full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.browser
def test_a_full_disk_is_told_with_how_to_go_on_and_what_was_saved_can_be_read(small_disk: Path) -> None:
    out = small_disk / "out"
    with site(endless) as base:
        done = run("check", f"{base}/", "--out", out, "--max-pages", "500")
    assert_refused(done, ExitCode.BAD_INPUT, "disk is full", "eftersyn publish", "eftersyn.sqlite")
    assert done.stdout == ""
    assert audited(out / "eftersyn.sqlite") >= 1
    for path in out.rglob("*.sqlite*"):
        if "captures" in path.parts:
            path.unlink()  # room
    with Store.open(out / "eftersyn.sqlite") as store:
        assert store.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]


@pytest.mark.parametrize("command", [["judge"], ["check", "http://127.0.0.1:1/", "--out"]])
def test_a_store_in_use_is_said_before_anything_is_begun(
    tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(store_module, "BUSY_TIMEOUT_SECONDS", 0.1)
    path = tmp_path / "eftersyn.sqlite"
    with Store.create(path):
        pass
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        place = path if command[0] == "judge" else tmp_path
        assert run_here([*command, str(place), "--lang", "en"]) is ExitCode.BAD_INPUT
    said = capsys.readouterr()
    assert "in use by another program" in said.err
    assert said.out == ""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder that not even root may write in")
@pytest.mark.parametrize(
    "command",
    [["check", "http://127.0.0.1:1/", "--out", "/proc/x"], ["demo", "--no-serve", "--out", "/proc/x"]],
)
def test_a_folder_not_even_root_may_write_in_is_refused_before_anything_is_fetched(
    command: list[str],
) -> None:
    assert_refused(run(*command), ExitCode.BAD_INPUT, "/proc/x", "--out")
