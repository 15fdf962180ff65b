"""Bad input: one clear message, the right exit code, and nothing lost that had been fetched."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from crawler.store.schema import SCHEMA_VERSION
from crawler.store.store import Store
from eftersyn.exit_codes import ExitCode
from tests.command_line.sites import (
    Answer,
    closed_port,
    missing,
    page,
    robots,
    self_signed,
    silent_port,
    site,
)

TIMEOUT_SECONDS = 120


def environment(**changes: str) -> dict[str, str]:
    return {
        key: value for key, value in os.environ.items() if not key.startswith(("EFTERSYN_", "LC_", "LANG"))
    } | changes


def run(*arguments: str | Path, cwd: Path | None = None, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "eftersyn", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
        cwd=cwd,
        env=environment(PYTHONPATH=str(Path.cwd()), **changes),
    )


def assert_refused(done: subprocess.CompletedProcess[str], code: ExitCode, *words: str) -> None:
    assert done.returncode == code, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


def test_an_unknown_option_is_named_with_the_nearest_one() -> None:
    done = run("check", "--max-page", "3", "https://www.example.org")
    assert_refused(done, ExitCode.BAD_INPUT, "--max-page", "--max-pages", "eftersyn check --help")


def test_an_unknown_option_is_named_in_danish_too() -> None:
    assert_refused(run("--lang", "da", "check", "--nope"), ExitCode.BAD_INPUT, "Ukendt tilvalg", "--nope")


def test_an_unknown_rule_is_refused_with_near_names() -> None:
    assert_refused(run("rules", "image-al"), ExitCode.BAD_INPUT, "image-al", "image-alt")


def test_nothing_to_check_says_how_to_begin() -> None:
    assert_refused(run("check"), ExitCode.BAD_INPUT, "eftersyn check https://")


def test_help_is_given_in_both_languages() -> None:
    assert "Report" in run("check", "--help").stdout or "report" in run("check", "--help").stdout
    danish = run("check", "--help", LANG="da_DK.UTF-8").stdout
    assert "Højst så mange sider" in danish


@pytest.mark.parametrize("content", [b"", b"id,name\n", b"id,name,level\nx,Y,kingdom\n", b"\xff\xfe\x00"])
def test_a_wrong_registry_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "authorities.csv"
    path.write_bytes(content)
    assert_refused(run("registry", "check", path), ExitCode.BAD_INPUT, "authorities.csv")


def test_a_missing_registry_is_refused(tmp_path: Path) -> None:
    assert_refused(run("registry", "check", tmp_path / "none.csv"), ExitCode.BAD_INPUT, "none.csv")


@pytest.mark.parametrize("command", [["judge"], ["export", "--format", "jsonl"], ["publish", "--out", "out"]])
def test_a_missing_store_is_refused_by_every_command(tmp_path: Path, command: list[str]) -> None:
    done = run(command[0], tmp_path / "none.sqlite", *command[1:], cwd=tmp_path)
    assert_refused(done, ExitCode.BAD_INPUT, "none.sqlite")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["judge"], ["export", "--format", "jsonl"], ["publish", "--out", "out"]])
def test_a_file_that_is_no_store_is_refused_by_every_command(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "letter.sqlite"
    path.write_text("Kære borger\n" * 200)
    assert_refused(run(command[0], path, *command[1:], cwd=tmp_path), ExitCode.BAD_INPUT, "letter.sqlite")
    assert path.read_text() == "Kære borger\n" * 200


@pytest.mark.parametrize("command", [["judge"], ["export", "--format", "jsonl"], ["publish", "--out", "out"]])
def test_a_store_from_a_newer_version_is_refused_by_every_command(tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "new.sqlite"
    with Store.create(path) as store:
        store.database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert_refused(
        run(command[0], path, *command[1:], cwd=tmp_path), ExitCode.BAD_INPUT, "newer", "new.sqlite"
    )


def test_a_folder_that_is_a_file_is_refused_before_anything_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    done = run("check", "http://127.0.0.1:1/", "--out", tmp_path / "out" / "deeper")
    assert_refused(done, ExitCode.BAD_INPUT, "--out")


def test_a_store_in_the_report_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "eftersyn.sqlite").write_text("my own notes, not a database\n" * 50)
    done = run("check", "http://127.0.0.1:1/", "--out", tmp_path)
    assert_refused(done, ExitCode.BAD_INPUT, "not an Eftersyn store")
    assert (tmp_path / "eftersyn.sqlite").read_text().startswith("my own notes")


def test_a_browser_that_is_not_there_is_said_with_what_to_do(tmp_path: Path) -> None:
    done = run("check", "http://127.0.0.1:1/", "--out", tmp_path, EFTERSYN_BROWSER=str(tmp_path / "none"))
    assert_refused(done, ExitCode.BROWSER, "none")


@pytest.mark.browser
def test_a_browser_that_does_not_start_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken-browser"
    broken.write_text("#!/bin/sh\nexit 7\n")
    broken.chmod(0o755)
    done = run("check", "http://127.0.0.1:1/", "--out", tmp_path / "out", EFTERSYN_BROWSER=str(broken))
    assert_refused(done, ExitCode.BROWSER, "broken-browser")


@pytest.mark.browser
def test_a_host_that_does_not_resolve_is_said(tmp_path: Path) -> None:
    done = run("check", "http://no-such-host.invalid/", "--out", tmp_path)
    assert_refused(done, ExitCode.NOT_SOUND, "no-such-host.invalid")


@pytest.mark.browser
def test_a_host_that_refuses_is_said(tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{closed_port()}/"
    assert_refused(run("check", address, "--out", tmp_path), ExitCode.NOT_SOUND, address)


@pytest.mark.browser
def test_a_host_that_never_answers_is_said(tmp_path: Path) -> None:
    with silent_port() as port:
        done = run("check", f"http://127.0.0.1:{port}/", "--out", tmp_path)
    assert_refused(done, ExitCode.NOT_SOUND, f"127.0.0.1:{port}")


@pytest.mark.browser
def test_a_bad_certificate_is_said(tmp_path: Path) -> None:
    with site(lambda _path: page("hemmelig"), tls=self_signed(tmp_path)) as base:
        done = run("check", f"{base}/", "--out", tmp_path / "out")
    assert_refused(done, ExitCode.NOT_SOUND, base)
    assert "certificate" in done.stderr.lower()


@pytest.mark.browser
def test_robots_refusal_is_obeyed_and_said(tmp_path: Path) -> None:
    asked: list[str] = []

    def answers(path: str) -> Answer:
        asked.append(path)
        return robots("User-agent: *\nDisallow: /\n") if path == "/robots.txt" else page("lukket")

    with site(answers) as base:
        done = run("check", f"{base}/", "--out", tmp_path)
    assert_refused(done, ExitCode.NOT_SOUND, "robots.txt")
    assert "/" not in asked


@pytest.mark.browser
def test_robots_that_cannot_be_had_closes_the_site(tmp_path: Path) -> None:
    asked: list[str] = []

    def answers(path: str) -> Answer:
        asked.append(path)
        return robots("", status=503) if path == "/robots.txt" else page("lukket")

    with site(answers) as base:
        done = run("check", f"{base}/", "--out", tmp_path)
    assert_refused(done, ExitCode.NOT_SOUND, "robots.txt", "503")
    assert "/" not in asked


@pytest.mark.browser
def test_a_host_that_is_private_is_not_visited_unless_allowed(tmp_path: Path) -> None:
    done = run("check", "http://10.255.255.1/", "--out", tmp_path)
    assert_refused(done, ExitCode.NOT_SOUND, "10.255.255.1")


def endless(path: str) -> Answer:
    """Answer a site whose pages always lead to one more."""
    if path in {"/robots.txt", "/sitemap.xml"}:
        return missing()
    number = int(path.strip("/") or 0)
    # Words of its own for each page: pages alike but for a number are taken for a series without end.
    words = " ".join(
        ["nul", "et", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni"][int(digit)]
        for digit in str(number)
    )
    return page(words, f"/{number + 1}")


def audited(store: Path) -> int:
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as rows:
        count = rows.execute(
            "SELECT count(*) FROM subjects WHERE kind = 'page' AND state = 'rendered'"
        ).fetchone()[0]
    return int(count)


def wait_for(is_true: Callable[[], bool]) -> None:
    """Wait until something holds of a store that may not be there yet."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        try:
            if is_true():
                return
        except (sqlite3.OperationalError, TypeError):
            pass
        time.sleep(0.1)
    raise AssertionError("it did not come true in time")


def wait_for_pages(store: Path, count: int) -> None:
    wait_for(lambda: audited(store) >= count)


def start(base: str, out: Path, **changes: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "eftersyn",
            "check",
            f"{base}/",
            "--out",
            str(out),
            "--max-pages",
            "500",
            "--format",
            "jsonl",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**changes),
    )


@pytest.mark.browser
def test_ctrl_c_saves_what_was_audited_and_says_how_to_go_on(tmp_path: Path) -> None:
    with site(endless) as base:
        process = start(base, tmp_path)
        wait_for_pages(tmp_path / "eftersyn.sqlite", 2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=TIMEOUT_SECONDS)
    assert process.returncode == ExitCode.INTERRUPTED, errors
    assert "Traceback" not in errors
    assert "Run again" in errors
    assert audited(tmp_path / "eftersyn.sqlite") >= 2
    rows = [json.loads(line) for line in (tmp_path / "results.jsonl").read_text().splitlines()]
    assert any(row["outcome"] == "passed" for row in rows)


def children_of(process_id: int) -> list[int]:
    """Return all descendants of a process."""
    found, todo = [], [process_id]
    while todo:
        parent = todo.pop()
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                more = [int(number) for number in task.read_text().split()]
            except OSError:
                continue
            found += more
            todo += more
    return found


def is_running(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


@pytest.mark.browser
def test_kill_9_loses_only_pages_in_flight_and_leaves_no_process_behind(tmp_path: Path) -> None:
    with site(endless) as base:
        process = start(base, tmp_path)
        wait_for_pages(tmp_path / "eftersyn.sqlite", 3)
        descendants = children_of(process.pid)
        assert len(descendants) >= 3  # the site's process, the driver, the browser
        process.kill()
        process.communicate(timeout=TIMEOUT_SECONDS)
        deadline = time.monotonic() + 30
        while any(map(is_running, descendants)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not [number for number in descendants if is_running(number)]
    assert audited(tmp_path / "eftersyn.sqlite") >= 3
    with Store.open(tmp_path / "eftersyn.sqlite") as store:
        assert store.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]


@pytest.mark.browser
def test_a_time_budget_ends_the_run_in_good_order(tmp_path: Path) -> None:
    with site(endless) as base:
        done = run(
            "check",
            f"{base}/",
            "--out",
            tmp_path,
            "--max-pages",
            "500",
            "--max-minutes",
            "0.15",
            "--format",
            "jsonl",
        )
    assert done.returncode == ExitCode.BUDGET, done.stderr
    assert audited(tmp_path / "eftersyn.sqlite") >= 1


@pytest.mark.browser
def test_every_line_of_a_list_yields_a_row(tmp_path: Path) -> None:
    local = tmp_path / "lokal side.html"
    local.write_text(
        '<!doctype html><html lang="da"><title>Lokal</title><main><h1>Lokal</h1><img src="x.png"></main>'
    )

    def answers(path: str) -> Answer:
        if path == "/tegning.svg":
            return (
                200,
                {"Content-Type": "image/svg+xml"},
                b'<svg xmlns="http://www.w3.org/2000/svg"><title>T</title></svg>',
            )
        if path == "/data.xml":
            return 200, {"Content-Type": "application/xml"}, b"<a><b/></a>"
        return page("fin") if path == "/fin" else missing()

    with site(answers) as base:
        lines = [f"{base}/fin", f"{base}/findes-ikke", f"{base}/tegning.svg", f"{base}/data.xml", str(local)]
        dead = f"http://127.0.0.1:{closed_port()}/"
        lines.append(dead)
        listed = tmp_path / "list.txt"
        listed.write_text("\n".join(lines))
        done = run("check", "--urls", listed, "--format", "jsonl", "--out", tmp_path / "out")
    assert done.returncode == ExitCode.NOT_SOUND, done.stderr
    out = tmp_path / "out"
    assert [path.name for path in out.rglob("*.jsonl")] == ["results.jsonl"]
    rows = [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["url"] for row in rows} == set(lines)
    by_url = {line: {row["outcome"] for row in rows if row["url"] == line} for line in lines}
    assert by_url[dead] == {"untested"}
    # What the browser draws around bare XML is nobody's page.
    assert by_url[f"{base}/data.xml"] == {"inapplicable"}
    assert "passed" in by_url[f"{base}/fin"]
    local_faults = {row["rule"] for row in rows if row["url"] == str(local) and row["outcome"] == "failed"}
    assert "image-alt" in local_faults


@pytest.mark.browser
def test_the_gate_fails_on_new_faults_only(tmp_path: Path) -> None:
    fault = '<img src="/static/kort.png">'

    def answers(path: str) -> Answer:
        return page("fejl", extra=fault) if path == "/" else missing()

    with site(answers) as base:
        first = run("check", f"{base}/", "--out", tmp_path / "a", "--format", "jsonl", "--fail-on", "serious")
        assert first.returncode == ExitCode.FAULTS, first.stderr
        again = run(
            *("check", f"{base}/", "--out", tmp_path / "b", "--format", "jsonl", "--fail-on", "serious"),
            *("--baseline", tmp_path / "a" / "results.jsonl"),
        )
    assert again.returncode == ExitCode.DONE, again.stderr


@pytest.mark.browser
def test_output_to_no_terminal_has_no_progress_and_no_colour(tmp_path: Path) -> None:
    with site(lambda path: page("fin") if path == "/" else missing()) as base:
        done = run("check", f"{base}/", "--out", tmp_path, "--format", "jsonl")
    assert done.returncode == ExitCode.DONE, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert done.stderr == ""
