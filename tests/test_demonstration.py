"""The demonstration end to end: what was planted is found, and nothing else is."""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from eftersyn.demonstration.manifest import ExpectedSite, manifest
from eftersyn.demonstration.responses import statement_path
from eftersyn.demonstration.server import DemonstrationServers

pytestmark = pytest.mark.browser

TIMEOUT_SECONDS = 300
SITES = manifest().sites


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run `eftersyn demo` once; return its folder."""
    folder = tmp_path_factory.mktemp("demonstration") / "out"
    done = subprocess.run(
        [sys.executable, "-m", "eftersyn", "--lang", "en", "demo", "--no-serve", "--out", str(folder)],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    assert "The report is here" in done.stdout
    return folder


@pytest.fixture(scope="module")
def rows(demonstration: Path) -> Iterator[sqlite3.Connection]:
    """Open the demonstration's store."""
    with closing(
        sqlite3.connect(f"file:{demonstration / 'eftersyn.sqlite'}?mode=ro", uri=True)
    ) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def site_of(rows: sqlite3.Connection, expected: ExpectedSite) -> sqlite3.Row:
    row = rows.execute("SELECT * FROM sites WHERE authority_id = ?", (expected.id,)).fetchone()
    assert row is not None, expected.id
    return row  # type: ignore[no-any-return]


def path_of(address: str, site: sqlite3.Row) -> str:
    """Return an address as the manifest names it: a path on the site itself, whole elsewhere."""
    base = str(site["url"]).rstrip("/")
    if address.endswith(statement_path(base)):
        return "{statement}"
    return address.removeprefix(base) if address.startswith(base + "/") else address


@pytest.mark.parametrize("expected", SITES.values(), ids=list(SITES))
def test_exactly_the_expected_pages_are_audited(rows: sqlite3.Connection, expected: ExpectedSite) -> None:
    site = site_of(rows, expected)
    audited = {
        path_of(row["url"], site): row["state"]
        for row in rows.execute(
            "SELECT url, state FROM subjects WHERE site_id = ? AND kind = 'page'", (site["id"],)
        )
    }
    assert audited == {page.path: "rendered" for page in expected.pages}
    assert site["state"] == "done"


@pytest.mark.parametrize("expected", SITES.values(), ids=list(SITES))
def test_every_planted_fault_is_found_and_nothing_else(
    rows: sqlite3.Connection, expected: ExpectedSite
) -> None:
    site = site_of(rows, expected)
    found: dict[str, Counter[str]] = {}
    unsure: dict[str, set[str]] = {}
    for row in rows.execute(
        "SELECT s.url, f.rule, f.outcome FROM findings f JOIN subjects s ON s.id = f.subject_id "
        "WHERE s.site_id = ? AND s.kind = 'page'",
        (site["id"],),
    ):
        path = path_of(row["url"], site)
        if row["outcome"] == "failed":
            found.setdefault(path, Counter())[row["rule"]] += 1
        else:
            unsure.setdefault(path, set()).add(row["rule"])
    assert {path: dict(counts) for path, counts in found.items()} == {
        page.path: dict(page.failed) for page in expected.pages if page.failed
    }
    assert unsure == {page.path: set(page.cant_tell) for page in expected.pages if page.cant_tell}


@pytest.mark.parametrize("expected", SITES.values(), ids=list(SITES))
def test_rules_of_the_whole_site_find_what_was_planted(
    rows: sqlite3.Connection, expected: ExpectedSite
) -> None:
    site = site_of(rows, expected)
    found: dict[str, Counter[str]] = {"failed": Counter(), "cantTell": Counter()}
    for row in rows.execute(
        "SELECT f.rule, f.outcome FROM findings f JOIN subjects s ON s.id = f.subject_id "
        "WHERE s.site_id = ? AND s.kind = 'site'",
        (site["id"],),
    ):
        found[row["outcome"]][row["rule"]] += 1
    assert dict(found["failed"]) == dict(expected.failed)
    assert set(found["cantTell"]) == set(expected.cant_tell)


@pytest.mark.parametrize("expected", SITES.values(), ids=list(SITES))
def test_what_was_not_seen_is_said_with_its_reason(rows: sqlite3.Connection, expected: ExpectedSite) -> None:
    site = site_of(rows, expected)
    skips = {
        path_of(row["url"], site): row["reason"]
        for row in rows.execute("SELECT url, reason FROM skips WHERE site_id = ?", (site["id"],))
    }
    assert skips == {skip.address: skip.reason for skip in expected.skips}


@pytest.mark.parametrize("expected", SITES.values(), ids=list(SITES))
def test_documents_are_inventoried_with_the_pages_that_link_to_them(
    rows: sqlite3.Connection, expected: ExpectedSite
) -> None:
    site = site_of(rows, expected)
    documents = {
        path_of(row["url"], site)
        for row in rows.execute("SELECT url FROM documents WHERE site_id = ?", (site["id"],))
    }
    linked = {
        path_of(row["document_url"], site)
        for row in rows.execute(
            "SELECT document_url FROM document_links WHERE site_id = ? AND page_url != ''", (site["id"],)
        )
    }
    assert documents == linked == {document.path for document in expected.documents}


@pytest.mark.parametrize("expected", SITES.values(), ids=list(SITES))
def test_every_planted_fault_in_a_document_is_found_and_nothing_else(
    rows: sqlite3.Connection, expected: ExpectedSite
) -> None:
    site = site_of(rows, expected)
    opened = {
        path_of(row["url"], site): row["state"]
        for row in rows.execute("SELECT url, state FROM documents WHERE site_id = ?", (site["id"],))
    }
    assert opened == {document.path: "read" for document in expected.documents}
    found: dict[tuple[str, str], Counter[str]] = {}
    for row in rows.execute(
        "SELECT s.url, f.rule, f.outcome FROM findings f JOIN subjects s ON s.id = f.subject_id "
        "WHERE s.site_id = ? AND s.kind = 'document'",
        (site["id"],),
    ):
        found.setdefault((path_of(row["url"], site), row["outcome"]), Counter())[row["rule"]] += 1
    failed = {path: dict(rules) for (path, outcome), rules in found.items() if outcome == "failed"}
    unsure = {path: set(rules) for (path, outcome), rules in found.items() if outcome == "cantTell"}
    assert failed == {
        document.path: dict(document.failed) for document in expected.documents if document.failed
    }
    assert unsure == {
        document.path: set(document.cant_tell) for document in expected.documents if document.cant_tell
    }


def test_no_rule_was_left_untested(rows: sqlite3.Connection) -> None:
    broken = [
        tuple(row) for row in rows.execute("SELECT rule, reason FROM outcomes WHERE outcome = 'untested'")
    ]
    assert broken == []


def test_a_fault_in_the_template_is_one_cluster_over_many_pages(rows: sqlite3.Connection) -> None:
    widest = rows.execute("SELECT max(page_count) FROM clusters WHERE is_fault = 1").fetchone()[0]
    assert widest >= 10


def test_faults_have_cropped_pictures(rows: sqlite3.Connection) -> None:
    images = [row["image"] for row in rows.execute("SELECT image FROM crops")]
    assert images
    assert all(image.startswith(b"\x89PNG\r\n") for image in images)


def test_captures_stay_under_a_hundred_kilobytes_a_page(demonstration: Path) -> None:
    sizes = []
    for path in (demonstration / "eftersyn-captures").glob("*.sqlite"):
        with closing(sqlite3.connect(path)) as captures:
            sizes += [row[0] for row in captures.execute("SELECT length(evidence) FROM captures")]
    assert sizes
    assert max(sizes) < 100_000


def exported(store: Path, form: str = "jsonl") -> bytes:
    return subprocess.run(
        [sys.executable, "-m", "eftersyn", "export", str(store), "--format", form],
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
        check=True,
    ).stdout


def test_judging_again_changes_nothing(demonstration: Path) -> None:
    store = demonstration / "eftersyn.sqlite"
    before = exported(store)
    assert len(before.splitlines()) > 1000
    subprocess.run(
        [sys.executable, "-m", "eftersyn", "judge", str(store)],
        timeout=TIMEOUT_SECONDS,
        check=True,
        capture_output=True,
    )
    assert exported(store) == before


def test_two_checks_of_one_site_give_the_same_bytes(tmp_path: Path) -> None:
    results = []
    with DemonstrationServers() as addresses:
        for name in ("first", "second"):
            subprocess.run(
                [
                    *(sys.executable, "-m", "eftersyn", "check", addresses["demo-region"]),
                    *("--format", "jsonl", "--out", str(tmp_path / name)),
                ],
                capture_output=True,
                timeout=TIMEOUT_SECONDS,
                check=True,
            )
            results.append((tmp_path / name / "results.jsonl").read_bytes())
    assert results[0] == results[1]


def test_json_lines_follow_the_contract(demonstration: Path) -> None:
    rows: list[dict[str, Any]] = [
        json.loads(line) for line in exported(demonstration / "eftersyn.sqlite").splitlines()
    ]
    keys = {
        "url",
        "final_url",
        "subject",
        "rule",
        "engine",
        "standing",
        "confidence",
        "outcome",
        "impact",
        "wcag",
        "en301549",
        "act",
        "findings",
        "rule_version",
    }
    assert all(keys <= row.keys() for row in rows)
    failed = [row for row in rows if row["outcome"] == "failed"]
    assert all(
        {"target", "message", "snippet", "fingerprint"} <= finding.keys()
        for row in failed
        for finding in row["findings"]
    )
    assert any(" >>> " in finding["target"] for row in failed for finding in row["findings"])


def test_the_report_is_written_in_both_languages(demonstration: Path) -> None:
    assert '<html lang="da"' in (demonstration / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in (demonstration / "en" / "index.html").read_text(encoding="utf-8")
