"""A sweep: a process and a store file per site, merged into one; one dead site does not stop the others."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from eftersyn.exit_codes import ExitCode
from tests.command_line.sites import closed_port, missing, page, site
from tests.command_line.test_bad_input import assert_refused, run

pytestmark = pytest.mark.browser

HEADER = "id,name,level,region,domain_area,services,cvr,url,population,valid_from,valid_to,successor,confidence,notes\n"


def registry(folder: Path, *addresses: str) -> Path:
    path = folder / "authorities.csv"
    rows = [
        f"test-{number},Prøvekommune {number},municipality,,,,,{address},,,,,found,made up\n"
        for number, address in enumerate(addresses)
    ]
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def test_every_site_of_a_registry_ends_in_one_store_and_one_published_site(tmp_path: Path) -> None:
    def answers(path: str) -> tuple[int, dict[str, str], bytes]:
        return page("fin", "/to") if path == "/" else page("to") if path == "/to" else missing()

    store = tmp_path / "store.sqlite"
    with site(answers) as first, site(answers) as second:
        listed = registry(tmp_path, f"{first}/", f"{second}/", f"http://127.0.0.1:{closed_port()}/")
        done = run(
            *(
                "sweep",
                "--registry",
                listed,
                "--store",
                store,
                "--contact",
                "https://www.example.org/contact",
            ),
            *("--jobs", "2", "--max-pages", "5"),
        )
    # One of three sites is dead: too large a share for a sound sweep, but the others are whole.
    assert done.returncode == ExitCode.NOT_SOUND, done.stderr
    assert "127.0.0.1" in done.stderr
    with closing(sqlite3.connect(store)) as rows:
        states = dict(rows.execute("SELECT authority_id, state FROM sites"))
        pages = rows.execute(
            "SELECT count(*) FROM subjects WHERE kind = 'page' AND state = 'rendered'"
        ).fetchone()[0]
        names = {row[0] for row in rows.execute("SELECT name FROM authorities")}
    assert states == {"test-0": "done", "test-1": "done", "test-2": "failed"}
    assert pages == 4
    assert names == {"Prøvekommune 0", "Prøvekommune 1", "Prøvekommune 2"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "authorities.csv",
        "store-captures",
        "store.sqlite",
    ]

    published = run("publish", store, "--out", tmp_path / "public", "--state", "draft")
    assert published.returncode == ExitCode.DONE, published.stderr
    front = (tmp_path / "public" / "index.html").read_text(encoding="utf-8")
    assert "Prøvekommune 0" in front
    assert "Udkast" in front


def test_a_sweep_without_a_contact_is_refused(tmp_path: Path) -> None:
    done = run(
        "sweep", "--registry", registry(tmp_path, "http://127.0.0.1:1/"), "--store", tmp_path / "s.sqlite"
    )
    assert_refused(done, ExitCode.BAD_INPUT, "--contact")


def test_a_selection_that_fits_nothing_is_refused_with_what_there_is(tmp_path: Path) -> None:
    done = run(
        *("sweep", "--registry", registry(tmp_path, "http://127.0.0.1:1/"), "--store", tmp_path / "s.sqlite"),
        *("--contact", "x", "--select", "level=kingdom"),
    )
    assert_refused(done, ExitCode.BAD_INPUT, "level=kingdom", "municipality")
    assert not (tmp_path / "s.sqlite").exists()
