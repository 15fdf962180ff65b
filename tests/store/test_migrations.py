"""Stores of earlier versions: still read as they are, and brought up to date when they are written to."""

from pathlib import Path

from sqlite_utils import Database

from crawler.store.schema import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION
from crawler.store.store import Store
from reports.reader import Store as ReadStore


def first_version(path: Path) -> Path:
    """Write a store as version 1 of the schema had it, with one document."""
    database = Database(path)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    MIGRATIONS.apply(database, stop_before="m002_documents_are_opened")
    database.execute("PRAGMA user_version = 1")
    with database.conn:
        database.execute(
            "INSERT INTO sweeps (id, started_at, state, tool_version, rule_set, sample, seed, max_pages) "
            "VALUES ('s', '2026-01-01T00:00:00+00:00', 'done', '0', 'x', 'full', 0, 1)"
        )
        database.execute(
            "INSERT INTO sites (sweep_id, id, name, url, state, started_at) "
            "VALUES ('s', 'a', 'n', 'http://a/', 'done', '2026-01-01T00:00:00+00:00')"
        )
        database.execute("INSERT INTO documents (sweep_id, site_id, url) VALUES ('s', 'a', 'http://a/x.pdf')")
    database.close()
    return path


def test_a_store_of_the_first_version_can_be_read_without_being_changed(tmp_path: Path) -> None:
    path = first_version(tmp_path / "store.sqlite")
    before = path.read_bytes()
    with ReadStore(path) as store:
        [site] = store.sites()
        [document] = store.documents(site)
    assert (document.url, document.state) == ("http://a/x.pdf", "not_fetched")
    assert path.read_bytes() == before


def test_a_store_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = first_version(tmp_path / "store.sqlite")
    with Store.open(path) as store:
        [row] = store.query("SELECT * FROM documents")
        assert store.query("PRAGMA user_version") == [{"user_version": SCHEMA_VERSION}]
        assert store.query("SELECT * FROM document_coverage")[0]["document_count"] == 1
    assert (row["state"], row["claims"], row["exemption"]) == ("not_fetched", "[]", "")


def test_bringing_up_to_date_twice_changes_nothing(tmp_path: Path) -> None:
    path = first_version(tmp_path / "store.sqlite")
    for _ in range(2):
        with Store.open(path) as store:
            assert len(store.query("SELECT * FROM documents")) == 1
