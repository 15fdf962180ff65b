"""`eftersyn explain`: a record is added, listed and checked; a measurement takes explanations in."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.explanations import ExplanationError, load_explanations
from crawler.store.explanations import write_explanations
from crawler.store.store import Store
from eftersyn.cli import run
from eftersyn.exit_codes import ExitCode
from rules.explanations import Category

TODAY = datetime.now(UTC).date()
SOON = (TODAY + timedelta(days=90)).isoformat()


def add(path: Path, *more: str) -> ExitCode:
    return run(
        [
            *("explain", "add", str(path), "--category", "disproportionate-burden", "--role", "Webredaktør"),
            *("--reason-da", 'Arkivet er "stort"\nog gammelt.', "--reason-en", "The archive is large."),
            *("--until", SOON, "--lang", "da", *more),
        ]
    )


def test_records_are_added_to_a_file_and_read_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "folder" / "proeveby.toml"
    assert add(path, "--authority", "proeveby", "--rule", "image-alt", "--scope", "/arkiv") == ExitCode.DONE
    assert (
        add(path, "--finding", "0123456789abcdef", "--category", "planned", "--planned", SOON)
        == ExitCode.DONE
    )
    assert "Føjet til" in capsys.readouterr().out
    [file] = load_explanations([path], TODAY)
    assert file.authority == "proeveby"
    assert [(one.rule, one.finding, one.category) for one in file.explanations] == [
        ("image-alt", "", Category.BURDEN),
        ("", "0123456789abcdef", Category.PLANNED),
    ]
    assert file.explanations[0].reason.da == 'Arkivet er "stort"\nog gammelt.'
    assert run(["explain", "check", str(path.parent)]) == ExitCode.DONE


def test_a_record_that_would_be_wrong_is_refused_and_the_file_left_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "proeveby.toml"
    assert add(path, "--rule", "image-alt") == ExitCode.BAD_INPUT
    assert "authority" in capsys.readouterr().err
    assert not path.exists()
    assert add(path, "--authority", "proeveby", "--rule", "image-alt") == ExitCode.DONE
    before = path.read_bytes()
    assert add(path, "--rule", "image-alt", "--scope", "/arkiv") == ExitCode.BAD_INPUT
    assert "samme tid" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_check_tells_file_line_and_what_was_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "proeveby.toml"
    add(path, "--authority", "proeveby", "--rule", "image-alt")
    path.write_text(path.read_text(encoding="utf-8").replace("role =", "rolle ="), encoding="utf-8")
    capsys.readouterr()
    assert run(["--lang", "en", "explain", "check", str(path)]) == ExitCode.BAD_INPUT
    said = capsys.readouterr().err
    assert f"{path}, line" in said
    assert "“rolle” is not known" in said
    assert "“role” is missing" in said


def store_with(path: Path, *sites: tuple[str, str, str]) -> Path:
    with Store.create(path) as store, store.transaction():
        store.put(
            "sweeps",
            {
                "id": "s",
                "started_at": f"{TODAY}T08:00:00Z",
                "state": "done",
                "tool_version": "0",
                "rule_set": "EN301549-V3.2.1",
                "sample": "full",
                "seed": 0,
                "max_pages": 1,
            },
        )
        for identifier, authority, url in sites:
            store.put(
                "sites",
                {
                    "sweep_id": "s",
                    "id": identifier,
                    "authority_id": authority,
                    "name": authority,
                    "url": url,
                    "state": "done",
                    "started_at": f"{TODAY}T08:00:00Z",
                },
            )
    return path


def rows(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT site_id, rule FROM explanations ORDER BY 1, 2").fetchall()


def test_a_file_is_the_whole_of_what_an_authority_explains(tmp_path: Path) -> None:
    store = store_with(
        tmp_path / "s.sqlite", ("a.dk", "proeveby", "https://a.dk/"), ("b.dk", "andeby", "https://b.dk/")
    )
    path = tmp_path / "proeveby.toml"
    add(path, "--authority", "proeveby", "--rule", "image-alt")
    publish = ["publish", str(store), "--out", str(tmp_path / "out"), "--explanations", str(path)]
    assert run(publish) == ExitCode.DONE
    assert rows(store) == [("a.dk", "image-alt")]
    path.write_text(path.read_text(encoding="utf-8").replace("image-alt", "link-name"), encoding="utf-8")
    assert run(publish) == ExitCode.DONE
    assert rows(store) == [("a.dk", "link-name")]


def test_a_file_about_no_site_of_the_measurement_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = store_with(tmp_path / "s.sqlite", ("a.dk", "proeveby", "https://a.dk/"))
    by_address, stranger = tmp_path / "a.toml", tmp_path / "b.toml"
    add(by_address, "--site", "https://www.a.dk", "--rule", "image-alt")
    add(stranger, "--authority", "andeby", "--rule", "image-alt")
    with Store.open(store) as opened:
        left = write_explanations(opened, load_explanations([tmp_path], TODAY))
    assert [file.path for file in left] == [stranger]
    assert rows(store) == [("a.dk", "image-alt")]
    assert run(["publish", str(store), "--out", str(tmp_path / "out"), "--explanations", str(stranger)]) == 0
    assert str(stranger) in capsys.readouterr().err


def test_the_list_tells_what_has_become_of_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = store_with(tmp_path / "s.sqlite", ("a.dk", "proeveby", "https://a.dk/"))
    with Store.open(store) as opened, opened.transaction():
        item = {"sweep_id": "s", "site_id": "a.dk", "ordinal": 0, "part": "burden", "text": "Gamle referater"}
        opened.put("statement_items", item)
    path = tmp_path / "proeveby.toml"
    add(path, "--authority", "proeveby", "--rule", "image-alt", "--scope", "/arkiv")
    capsys.readouterr()
    assert run(["--lang", "en", "explain", "list", str(path), "--store", str(store)]) == ExitCode.DONE
    said = " ".join(capsys.readouterr().out.split())
    assert "image-alt /arkiv" in said
    assert "lapsed: nothing to" in said
    assert "the authority’s own words in its statement: - Disproportionate burden: Gamle referater" in said


def test_a_wrong_file_is_refused_before_a_site_is_visited(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(ExplanationError):
        load_explanations([path], TODAY)
    out = tmp_path / "out"
    arguments = ["check", "http://127.0.0.1:9/", "--out", str(out), "--explanations", str(path)]
    assert run(arguments) == ExitCode.BAD_INPUT
    assert not out.exists()
