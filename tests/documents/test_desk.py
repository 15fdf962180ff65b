"""Documents on the desk: `eftersyn check FILE`, without browser, crawl or network."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crawler.documents.addresses import is_document
from tests.documents import made_files

TIMEOUT_SECONDS = 120


def check(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "eftersyn", "--lang", "en", "check", *arguments],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        cwd=folder,
        check=False,
    )


def rows(folder: Path) -> list[dict[str, Any]]:
    with (folder / "out" / "results.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "rapport.pdf").write_bytes(made_files.pdf("1.7"))
    (tmp_path / "skema.doc").write_bytes(made_files.word())
    (tmp_path / "tom.pdf").write_bytes(b"")
    return tmp_path


def test_a_document_is_checked_and_told_of_in_the_terminal(desk: Path) -> None:
    done = check(desk, "skema.doc", "--out", "out", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    assert "skema.doc" in done.stdout
    assert "Word 97-2003 (closed)" in done.stdout
    assert "0 of 0 pages" not in done.stdout
    found = rows(desk)
    assert {row["subject"] for row in found} == {"document"}
    assert {row["url"] for row in found} == {"skema.doc"}
    by_rule = {row["rule"]: row for row in found}
    assert by_rule["document-format-closed"]["outcome"] == "failed"


def test_every_document_of_a_list_has_rows_also_one_that_is_empty(desk: Path) -> None:
    (desk / "liste.txt").write_text("rapport.pdf\nskema.doc\ntom.pdf\n")
    done = check(desk, "--urls", "liste.txt", "--out", "out", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    found = rows(desk)
    assert {row["url"] for row in found} == {"rapport.pdf", "skema.doc", "tom.pdf"}
    empty = [row for row in found if row["url"] == "tom.pdf"]
    assert {row["outcome"] for row in empty} == {"untested"}
    assert {row["reason"] for row in empty} == {"empty"}


def test_two_checks_give_the_same_bytes(desk: Path) -> None:
    texts = []
    for out in ("one", "two"):
        assert check(desk, "rapport.pdf", "skema.doc", "--out", out, "--format", "jsonl").returncode == 0
        texts.append((desk / out / "results.jsonl").read_bytes())
    assert texts[0] == texts[1]


def test_neither_browser_nor_crawler_is_loaded(desk: Path) -> None:
    code = (
        "import sys; from eftersyn.cli import run\n"
        "run(['check', 'rapport.pdf', '--out', 'out'])\n"
        "print([name for name in ('scrapy', 'twisted', 'playwright') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        cwd=desk,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_document_that_is_not_there_is_named(desk: Path) -> None:
    done = check(desk, "findes-ikke.xlsx")
    assert done.returncode == 2
    assert "findes-ikke.xlsx" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "is_one"),
    [
        ("rapport.pdf", b"%PDF-1.7", True),
        ("login.pdf", b"<!DOCTYPE html>", True),
        ("side.html", b"<!DOCTYPE html>", False),
        ("tegning.svg", b"<svg/>", False),
        ("data.xml", b"<a/>", True),
        ("side.xml", b'<html xmlns="http://www.w3.org/1999/xhtml"/>', False),
        ("vist.xml", b'<?xml-stylesheet href="a.xsl"?><a/>', False),
        ("tal.json", b"{}", True),
        ("note.txt", b"Hej", True),
        ("flad.fodt", b"<a/>", True),
        ("gammel.sxw", b"PK", True),
        ("uden-endelse", b"%PDF-1.7", True),
        ("brev.bin", b"PK\x03\x04", True),
        ("uden-noget", b"<html>", False),
        ("tal.csv", b"a;b\n", True),
    ],
)
def test_what_on_this_machine_is_a_document(name: str, content: bytes, is_one: bool, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert is_document(path.as_uri()) is is_one


def test_an_address_on_the_web_is_a_document_by_its_ending_until_the_answer_says_more() -> None:
    assert is_document("https://example.org/a.docx?x=1")
    assert not is_document("https://example.org/hent?id=5")
    assert not is_document("https://example.org/a.png")
