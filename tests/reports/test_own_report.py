"""What we publish is checked as any other site is: by the tool itself, every rule and every standing."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.serve import server

pytestmark = pytest.mark.browser

PAGES_AT_LEAST = 10
TIME_MAX_SECONDS = 180

# Rule and outcome of what may be said of our pages, each with its reason.
JUSTIFIED = {
    (
        "multiple-ways-missing",
        "cantTell",
    ): "the index of each language lists all sites; the rule counts both languages as one"
}


@pytest.fixture(scope="module")
def rows(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict[str, Any]]]:
    out = tmp_path_factory.mktemp("own") / "out"
    with server(published) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        address = f"http://127.0.0.1:{running.server_address[1]}/"
        command = [sys.executable, "-m", "eftersyn", "check", address, "--format", "jsonl", "--out", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIME_MAX_SECONDS, check=False)
        running.shutdown()
        thread.join(5)
    assert done.returncode == 0, done.stderr
    with (out / "results.jsonl").open(encoding="utf-8") as lines:
        yield [json.loads(line) for line in lines]


def test_every_page_is_judged_by_our_own_rules_and_by_axe(rows):
    judged = {row["url"] for row in rows if row["subject"] == "page" and row["outcome"] != "untested"}
    assert len(judged) >= PAGES_AT_LEAST
    assert {row["engine"] for row in rows} == {"eftersyn", "axe"}
    assert [(row["url"], row["rule"], row["reason"]) for row in rows if row["outcome"] == "untested"] == []


def test_our_own_report_has_no_fault_nor_anything_else_to_mend(rows):
    found = {
        (row["url"], row["rule"], finding["target"], finding["message"])
        for row in rows
        if row["outcome"] in {"failed", "cantTell"}
        for finding in row["findings"]
        if (row["rule"], row["outcome"]) not in JUSTIFIED
        # Whoever publishes the report owes the statement, and the page about personal data; a folder of files has none.
        and not row["rule"].startswith("statement-")
        and row["standing"] not in {"privacy", "security"}
    }
    assert found == set()
