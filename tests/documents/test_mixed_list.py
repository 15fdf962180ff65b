"""A list of pages, documents on the web and files: each gets rows of the right kind, with one browser."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents import made_files
from tests.documents.conftest import DocumentServer, Served

pytestmark = pytest.mark.browser

TIMEOUT_SECONDS = 120
PAGE = b"<!DOCTYPE html><html lang=da><title>Om tal</title><main><h1>Om tal</h1><p>Tekst</p></main></html>"


def test_every_line_of_a_mixed_list_gets_rows_of_its_kind(site: DocumentServer, tmp_path: Path) -> None:
    html = {"Content-Type": "text/html; charset=utf-8"}
    site.answers["/side"] = Served(PAGE, headers=html)
    site.answers["/a.pdf"] = Served(made_files.pdf("1.6"), headers={"Content-Type": "application/pdf"})
    # Only the answer tells that this is a file.
    site.answers["/hent"] = Served(made_files.word(), headers={"Content-Type": "application/msword"})
    site.answers["/login.pdf"] = Served(PAGE, headers=html)
    (tmp_path / "lokal.odt").write_bytes(made_files.odf("text", "1.3"))
    (tmp_path / "lokal.html").write_bytes(PAGE)
    addresses = [*(f"{site.base}{path}" for path in ("/side", "/a.pdf", "/hent", "/login.pdf", "/gone.pdf"))]
    lines = [*addresses, "lokal.odt", "lokal.html"]
    (tmp_path / "liste.txt").write_text("\n".join(lines))
    command = [
        sys.executable,
        "-m",
        "eftersyn",
        "check",
        "--urls",
        "liste.txt",
        "--format",
        "jsonl",
        "--out",
        "out",
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "out" / "results.jsonl").read_text("utf-8").splitlines()]
    kinds = {row["url"]: row["subject"] for row in rows}
    assert kinds == {
        addresses[0]: "page",
        addresses[1]: "document",
        addresses[2]: "document",
        addresses[3]: "document",
        addresses[4]: "document",
        "lokal.odt": "document",
        "lokal.html": "page",
    }
    failed = {(row["url"], row["rule"]) for row in rows if row["outcome"] == "failed"}
    assert (addresses[2], "document-format-closed") in failed
    assert (addresses[3], "document-format-mismatch") in failed
    gone = [row for row in rows if row["url"] == addresses[4]]
    assert {(row["outcome"], row["reason"]) for row in gone} == {("untested", "not_fetched")}
