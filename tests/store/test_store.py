"""The store: opened with checks, written in whole transactions, merged without doubling."""

import sqlite3
from pathlib import Path

import pytest

from crawler.errors import StoreError
from crawler.store.schema import SCHEMA_VERSION
from crawler.store.store import SiteKey, Store

SWEEP = {
    "id": "s1",
    "started_at": "2026-11-24T00:00:00+00:00",
    "state": "running",
    "tool_version": "0.1.0",
    "rule_set": "EN301549-V3.2.1",
    "sample": "full",
    "seed": 0,
    "max_pages": 10,
}


SITE = {
    "sweep_id": "s1",
    "id": "site",
    "name": "Prøvekommune",
    "url": "https://a/",
    "state": "running",
    "started_at": "2026-11-24T00:00:00+00:00",
}


def page_row(key: SiteKey, url: str) -> dict[str, object]:
    return {
        "id": key.subject_id("page", url),
        "sweep_id": key.sweep_id,
        "site_id": key.site_id,
        "kind": "page",
        "url": url,
        "state": "rendered",
    }


def test_a_store_opens_again_with_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "store.sqlite"
    with Store.create(path) as store, store.transaction():
        store.put("sweeps", SWEEP)
    with Store.open(path) as store:
        assert [row["id"] for row in store.query("SELECT id FROM sweeps")] == ["s1"]


def test_a_closed_store_is_one_file(tmp_path: Path) -> None:
    with Store.create(tmp_path / "store.sqlite") as store, store.transaction():
        store.put("sweeps", SWEEP)
    assert [path.name for path in tmp_path.iterdir()] == ["store.sqlite"]


def test_a_missing_store_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store file") as caught:
        Store.open(tmp_path / "none.sqlite")
    assert "eftersyn check" in caught.value.text.da


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read as one" * 20])
def test_another_file_is_not_taken_for_a_store(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not an Eftersyn store"):
        Store.open(path)
    assert path.read_bytes() == content


def test_another_database_is_not_taken_for_a_store(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE cats (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="not an Eftersyn store"):
        Store.open(path)


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Store.create(path) as store:
        store.database.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(StoreError, match="newer Eftersyn"):
        Store.open(path)


def test_a_locked_store_is_said_to_be_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.store.store.BUSY_TIMEOUT_SECONDS", 0.05)
    path = tmp_path / "store.sqlite"
    Store.create(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(StoreError, match="in use by another program"):
            Store.open(path)
    finally:
        other.close()


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="Cannot write"):
        Store.create(tmp_path / "file" / "store.sqlite")


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    with Store.create(tmp_path / "store.sqlite") as store:
        rows = [SWEEP, SWEEP | {"id": "s2", "state": "no such state"}]
        with pytest.raises(StoreError), store.transaction():
            store.put("sweeps", rows)
        assert store.query("SELECT id FROM sweeps") == []


def test_outcomes_view_expands_what_is_packed(tmp_path: Path) -> None:
    key = SiteKey("s1", "site")
    with Store.create(tmp_path / "store.sqlite") as store:
        with store.transaction():
            store.put("sweeps", SWEEP)
            store.put("subjects", page_row(key, "https://a/"))
            subject = key.subject_id("page", "https://a/")
            store.put(
                "packed_outcomes",
                {
                    "subject_id": subject,
                    "passed": {"image-alt": 3},
                    "inapplicable": ["list"],
                    "untested": {"label": "it broke"},
                },
            )
            store.put(
                "results",
                {"subject_id": subject, "rule": "link-name", "outcome": "failed", "passed_count": 1},
            )
        rows = store.query("SELECT rule, outcome, passed_count, reason FROM outcomes ORDER BY rule")
    assert [tuple(row.values()) for row in rows] == [
        ("image-alt", "passed", 3, ""),
        ("label", "untested", 0, "it broke"),
        ("link-name", "failed", 1, ""),
        ("list", "inapplicable", 0, ""),
    ]


def test_half_a_surrogate_pair_from_a_page_does_not_lose_the_row(tmp_path: Path) -> None:
    key = SiteKey("s1", "site")
    with Store.create(tmp_path / "store.sqlite") as store, store.transaction():
        store.put("sweeps", SWEEP)
        store.put("subjects", page_row(key, "https://a/") | {"title": "half \ud83d here"})
        assert store.query("SELECT title FROM subjects") == [{"title": "half ? here"}]


def test_merging_a_unit_twice_changes_nothing(tmp_path: Path) -> None:
    key = SiteKey("s1", "site")
    with Store.create(tmp_path / "unit.sqlite") as unit, unit.transaction():
        unit.put("sweeps", SWEEP | {"browser_version": "1"})
        unit.put("subjects", [page_row(key, "https://a/"), page_row(key, "https://a/b")])
    with Store.create(tmp_path / "store.sqlite") as store:
        with store.transaction():
            store.put("sweeps", SWEEP)
        store.merge(tmp_path / "unit.sqlite")
        once = list(store.database.iterdump())
        store.merge(tmp_path / "unit.sqlite")
        assert list(store.database.iterdump()) == once
        assert len(store.query("SELECT * FROM subjects")) == 2
        # Which browser there was, only the unit knows; how the sweep goes, only the whole.
        assert store.query("SELECT browser_version, state FROM sweeps") == [
            {"browser_version": "1", "state": SWEEP["state"]}
        ]


def test_how_a_site_ended_is_not_told_over_what_its_own_process_said(tmp_path: Path) -> None:
    key = SiteKey("s1", "site")
    with Store.create(tmp_path / "s.sqlite") as store:
        with store.transaction():
            store.put("sweeps", SWEEP)
            store.put("sites", SITE)
        store.end_site(key, state="failed", reason="crashed")
        store.end_site(key, state="stopped", reason="interrupted")
        assert store.query("SELECT state, reason FROM sites") == [{"state": "failed", "reason": "crashed"}]


def test_every_table_is_strict(tmp_path: Path) -> None:
    with Store.create(tmp_path / "store.sqlite") as store:
        rows = store.query(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        )
    loose = {
        row["name"]
        for row in rows
        if not row["strict"] and not row["name"].startswith(("sqlite_", "_sqlite_"))
    }
    assert loose == set()
