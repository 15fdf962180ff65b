"""docs/store.md describes the store there is: every table, view and state, and no column that is not there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.store.store import Store
from rules.evidence import PageState

DOCS = (Path(__file__).parent.parent.parent / "docs" / "store.md").read_text(encoding="utf-8")
# sqlite-utils' own books
BOOKKEEPING = frozenset({"_sqlite_migrations"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "store.sqlite") as made:
        yield made


def section(heading: str) -> str:
    return DOCS.partition(f"## {heading}")[2].partition("\n## ")[0]


def named(text: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", text))


def test_every_table_is_described(store: Store) -> None:
    first_cells = " ".join(
        line.split("|")[1] for line in section("Tables").splitlines() if line.startswith("|")
    )
    assert named(first_cells) == set(store.database.table_names()) - BOOKKEEPING


def test_every_view_is_described_with_columns_it_has(store: Store) -> None:
    rows = [line.split("|") for line in section("Views").splitlines() if line.startswith("| `")]
    described = {view: named(columns) for _, cell, _, columns, _ in rows for view in named(cell)}
    assert set(described) == set(store.database.view_names())
    for view, columns in described.items():
        assert columns <= set(store.database[view].columns_dict), view


def test_every_state_of_a_page_is_described() -> None:
    assert {state.value for state in PageState} <= named(DOCS)


def test_the_query_shown_works(store: Store) -> None:
    query = re.search(r"sqlite3 eftersyn\.sqlite '(SELECT [^']*)'", DOCS)
    assert query is not None
    assert store.query(query[1]) == []
