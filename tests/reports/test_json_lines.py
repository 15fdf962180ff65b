import json
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from crawler.store import schema
from reports.errors import (
    EmptyStoreError,
    LockedStoreError,
    NewerStoreError,
    NotAStoreError,
    OutputError,
    StoreMissingError,
    UnknownFormatError,
)
from reports.exports import FORMATS, write
from reports.reader import APPLICATION_ID, KNOWN_SCHEMA_VERSION, Store
from tests.reports.made_store import MadeStore, made_texts

CONTRACT_KEYS = {
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


def _lines(store: Path, out: Path, language: str = "en") -> list[dict[str, Any]]:
    write(store, "jsonl", out / "results.jsonl", language, texts=made_texts())
    text = (out / "results.jsonl").read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def store(tmp_path):
    made = MadeStore(tmp_path / "store.db")
    made.site("a", "A", "http://127.0.0.1/")
    first = made.subject("a", "http://127.0.0.1/", final_url="http://127.0.0.1/da/")
    made.judged(first, passed={"html-has-lang": 1}, inapplicable=["link-text-empty-words"])
    made.finding(first, "image-alt", "missing", target="iframe >>> img", clause="7.1-3")
    made.finding(first, "image-alt", "missing", impact="minor", outcome="cantTell", snippet="<img>\u2028")
    made.finding(first, "color-contrast", "low", data={"ratio": "2,1", "needed": "4,5"}, outcome="cantTell")
    second = made.subject("a", "http://127.0.0.1/2", state="timed_out", reason="45 s")
    made.judged(second, untested={"image-alt": "timed_out", "color-contrast": "timed_out"})
    made.subject("a", "http://127.0.0.1/3", state="browser_lost")
    site = made.subject("a", "http://127.0.0.1/", kind="site")
    made.judged(site, passed={"no-second-way": 1})
    made.close()
    return made.path


def test_every_line_has_the_keys_of_the_contract_and_reason_only_when_untested(store, tmp_path):
    for line in _lines(store, tmp_path):
        extra = {"reason"} if line["outcome"] == "untested" else set()
        assert set(line) == CONTRACT_KEYS | extra


def test_passed_and_inapplicable_rules_have_lines_too(store, tmp_path):
    outcomes = {(line["url"], line["rule"]): line["outcome"] for line in _lines(store, tmp_path)}
    assert outcomes["http://127.0.0.1/", "html-has-lang"] == "passed"
    assert outcomes["http://127.0.0.1/", "link-text-empty-words"] == "inapplicable"
    assert outcomes["http://127.0.0.1/", "image-alt"] == "failed"
    assert outcomes["http://127.0.0.1/", "color-contrast"] == "cantTell"
    assert outcomes["http://127.0.0.1/2", "image-alt"] == "untested"


def test_a_failed_line_carries_metadata_and_findings(store, tmp_path):
    line = next(line for line in _lines(store, tmp_path) if line["rule"] == "image-alt")
    assert line["final_url"] == "http://127.0.0.1/da/"
    assert line["subject"] == "page"
    assert (line["engine"], line["standing"], line["confidence"]) == ("axe", "requirement", "certain")
    assert (line["wcag"], line["en301549"], line["act"]) == (["1.1.1"], ["9.1.1.1"], ["23a2a8"])
    assert line["impact"] == "critical"
    assert line["rule_version"] == 1
    first, second = line["findings"]
    assert first["clause"] == "7.1-3"
    assert first["target"] == "iframe >>> img"
    assert first["message"] == "The image has no alt attribute"
    assert "clause" not in second
    assert second["outcome"] == "cantTell"


def test_messages_come_in_the_language_asked_for(store, tmp_path):
    lines = _lines(store, tmp_path, "da")
    contrast = next(line for line in lines if line["findings"] and line["rule"] == "color-contrast")
    assert contrast["findings"][0]["message"] == "Kontrasten er 2,1:1; der kræves 4,5:1"


def test_a_page_that_was_never_judged_has_untested_rows_all_the_same(store, tmp_path):
    rows = [line for line in _lines(store, tmp_path) if line["url"].endswith("/3")]
    assert rows
    assert {row["outcome"] for row in rows} == {"untested"}
    assert {row["reason"] for row in rows} == {"browser_lost"}
    assert "no-second-way" not in {row["rule"] for row in rows}


def test_equal_stores_give_equal_bytes_whatever_the_times(tmp_path):
    texts = []
    for number in (1, 2):
        made = MadeStore(tmp_path / f"{number}.db", started_at=f"2026-11-2{number}T00:00:00Z", seed=1)
        made.site("a", "A", "http://127.0.0.1/")
        page = made.subject("a", "http://127.0.0.1/", taken_at=f"2026-11-2{number}T00:01:00Z")
        made.finding(page, "image-alt", "missing")
        made.close()
        texts.append(write(made.path, "jsonl", tmp_path / f"{number}.out", texts=made_texts()).read_bytes())
    assert texts[0] == texts[1]
    assert b"2026" not in texts[0]


def test_the_reader_knows_the_same_schema_as_the_store():
    assert (schema.APPLICATION_ID, schema.SCHEMA_VERSION) == (APPLICATION_ID, KNOWN_SCHEMA_VERSION)


def test_a_missing_store_is_named_in_both_languages(tmp_path):
    with pytest.raises(StoreMissingError) as raised:
        Store(tmp_path / "nothing.db")
    assert "nothing.db" in raised.value.text.da
    assert "nothing.db" in raised.value.text.en
    assert not (tmp_path / "nothing.db").exists()


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be looked at" * 40])
def test_another_file_is_not_a_store(tmp_path, content):
    (tmp_path / "other.db").write_bytes(content)
    with pytest.raises(NotAStoreError):
        Store(tmp_path / "other.db")


def test_another_programs_database_is_not_a_store(tmp_path):
    database = Database(tmp_path / "other.db")
    database.table("dogs").insert({"id": 1})
    database.close()
    with pytest.raises(NotAStoreError):
        Store(tmp_path / "other.db")


def test_a_store_from_a_newer_version_is_refused(store):
    database = Database(store)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(NewerStoreError, match="99"):
        Store(store)


def test_a_locked_store_is_said_to_be_locked(store, monkeypatch):
    monkeypatch.setattr("reports.reader.BUSY_TIMEOUT_SECONDS", 0.05)
    database = Database(store)
    database.conn.isolation_level = None
    database.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LockedStoreError):
        Store(store)
    database.close()


def test_a_store_without_a_sweep_is_empty(store):
    database = Database(store)
    database.execute("DELETE FROM sweeps")
    database.conn.commit()
    database.close()
    with pytest.raises(EmptyStoreError):
        Store(store)


def test_an_unknown_format_lists_the_known_ones(store, tmp_path):
    with pytest.raises(UnknownFormatError, match="jsonl, json, csv"):
        write(store, "pdf", tmp_path / "x", texts=made_texts())
    assert FORMATS == ("jsonl", "json", "csv", "sarif", "junit", "earl")


def test_output_in_a_place_that_cannot_be_written_is_one_clear_error(store, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="Cannot write"):
        write(store, "jsonl", tmp_path / "file" / "results.jsonl", texts=made_texts())
