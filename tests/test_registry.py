"""A registry is right as a whole, or all that is wrong with it is said."""

import re
from datetime import date
from pathlib import Path

import pytest

from crawler import registry as module
from crawler.registry import BUNDLED, Level, Problem, RegistryError, SelectionError, load, site_id
from crawler.registry_messages import MESSAGES
from rules.model import Language

HEADER = "id,name,level,region,domain_area,services,cvr,url,population,valid_from,valid_to,successor,confidence,notes\n"
GOOD = "a,A Kommune,municipality,Region Nord,,health;education,64942212,https://a.dk/,1000,,,,found,\n"
OTHER = "b,B Styrelse,state,,tax,,,https://www.b.dk/da/,,2020-01-01,2026-12-31,a,recalled,en note\n"


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "register.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def problems(folder: Path, text: str | bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(RegistryError) as caught:
        load(written(folder, text))
    return [(problem.line, problem.column, problem.message) for problem in caught.value.problems]


def test_a_good_registry_is_read(tmp_path) -> None:
    registry = load(written(tmp_path, HEADER + GOOD + "\n" + OTHER))
    first, second = registry.authorities
    assert (first.level, first.services, first.population) == (
        Level.MUNICIPALITY,
        ("health", "education"),
        1000,
    )
    assert (second.valid_from, second.valid_to, second.successor) == (
        date(2020, 1, 1),
        date(2026, 12, 31),
        "a",
    )
    assert [(a.id, s.id, s.url) for a, s in registry.sites_with_authorities()] == [
        ("a", "a.dk", "https://a.dk/"),
        ("b", "b.dk-da", "https://www.b.dk/da/"),
    ]
    assert registry.level_counts() == {Level.STATE: 1, Level.MUNICIPALITY: 1}


@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_windows_line_ends_are_tolerated(tmp_path, prefix) -> None:
    text = (HEADER + GOOD).replace("\n", "\r\n").encode()
    assert len(load(written(tmp_path, prefix + text)).authorities) == 1


def test_only_the_needed_columns_must_be_there_in_any_order(tmp_path) -> None:
    registry = load(written(tmp_path, "url,level,name,id\nhttps://a.dk,state,A,a\n,state,B,b\n"))
    assert len(registry.authorities) == 2
    assert [site.authority_id for site in registry.sites] == ["a"]


def test_a_date_leaves_out_what_does_not_exist_then(tmp_path) -> None:
    file = written(tmp_path, HEADER + GOOD + OTHER)
    assert [a.id for a in load(file, date(2026, 12, 31)).authorities] == ["a", "b"]
    later = load(file, date(2027, 1, 1))
    assert [a.id for a in later.authorities] == ["a"]
    assert [site.authority_id for site in later.sites] == ["a"]


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"id": ""}, "id", "empty"),
        ({"id": "a b"}, "id", "id"),
        ({"id": "../a"}, "id", "id"),
        ({"name": " "}, "name", "empty"),
        ({"level": "kommune"}, "level", "not_in_list"),
        ({"services": "health;hospitals"}, "services", "not_in_list"),
        ({"cvr": "64942213"}, "cvr", "cvr"),
        ({"cvr": "6494221"}, "cvr", "cvr"),
        ({"url": "a.dk"}, "url", "url"),
        ({"url": "ftp://a.dk/"}, "url", "url"),
        ({"url": "https:///x"}, "url", "url"),
        ({"population": "1.000"}, "population", "population"),
        ({"population": "-5"}, "population", "population"),
        ({"valid_from": "01-02-2027"}, "valid_from", "date"),
        ({"valid_from": "2027-02-30"}, "valid_from", "date"),
        ({"valid_from": "20270101"}, "valid_from", "date"),
        ({"valid_from": "2027-01-02", "valid_to": "2027-01-01"}, "valid_to", "dates"),
        ({"successor": "nobody"}, "successor", "unknown_successor"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(tmp_path, cells, column, message) -> None:
    names = HEADER.strip().split(",")
    row = {
        **dict(zip(names, GOOD.strip().split(","), strict=True)),
        "id": "x",
        "url": "https://x.dk/",
        **cells,
    }
    assert problems(tmp_path, HEADER + GOOD + ",".join(row[name] for name in names) + "\n") == [
        (3, column, message)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "", "no_header")]),
        (HEADER, [(0, "", "no_rows")]),
        (HEADER.replace(",", ";") + "a;A\n", [(1, "", "delimiter")]),
        (HEADER.replace(",", "\t"), [(1, "", "delimiter")]),
        ("id,name,url\n", [(1, "level", "missing_column")]),
        ("id,name,level,url,URL\n", [(1, "url", "duplicate_column")]),
        ("id,name,level,url,by\n", [(1, "by", "unknown_column")]),
        (HEADER + GOOD.replace(",found", "") + "a,b\n", [(2, "", "cell_count"), (3, "", "cell_count")]),
        (HEADER + GOOD + GOOD.replace("a.dk", "c.dk"), [(3, "id", "duplicate_id")]),
        (
            HEADER + GOOD + GOOD.replace("a,A", "c,C").replace("//a", "//www.a"),
            [(3, "url", "duplicate_site")],
        ),
        (HEADER + GOOD + 'b,"B', [(3, "", "broken_csv")]),
        ((HEADER + GOOD).encode() + "b,Ærø".encode("latin-1"), [(3, "", "encoding")]),
        (HEADER.encode("utf-16"), [(1, "", "encoding")]),
        (HEADER + "a\0", [(2, "", "binary")]),
    ],
)
def test_a_file_that_is_wrong_as_a_file_is_named_so(tmp_path, text, expected) -> None:
    assert problems(tmp_path, text) == expected


def test_lines_are_counted_in_the_file_not_in_rows(tmp_path) -> None:
    quoted = GOOD.replace("A Kommune", '"A\nKommune"')
    assert problems(tmp_path, HEADER + quoted + "\nb,B,nonsense,,,,,,,,,,,\n") == [
        (5, "level", "not_in_list")
    ]


def test_everything_wrong_is_said_at_once_and_in_both_languages(tmp_path) -> None:
    file = written(tmp_path, HEADER + "a,,nonsense,,,,,x,,,,,,\n" + GOOD)
    with pytest.raises(RegistryError) as caught:
        load(file)
    danish, english = (caught.value.in_(language).splitlines() for language in (Language.DA, Language.EN))
    assert len(danish) == len(english) == 4
    assert danish[0] == f"{file}, linje 2, kolonne name: feltet er tomt; det skal udfyldes."
    assert english[1] == (
        f"{file}, line 2, column level: found “nonsense”;"
        " expected one of: state, region, municipality, public-law-body."
    )


def test_a_flood_of_problems_is_cut_and_counted(tmp_path) -> None:
    with pytest.raises(RegistryError) as caught:
        load(written(tmp_path, HEADER + "x,y\n" * 200))
    assert len(caught.value.problems) == 200
    assert str(caught.value).splitlines()[-1] == "... and 150 more."


def test_a_missing_file_and_a_folder_are_named(tmp_path) -> None:
    for path in (tmp_path / "findes-ikke.csv", tmp_path):
        with pytest.raises(RegistryError) as caught:
            load(path)
        assert str(path) in str(caught.value)


def test_a_file_beyond_all_reason_is_not_read(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(module, "FILE_BYTES_MAX", 10)
    assert problems(tmp_path, HEADER) == [(0, "", "too_large")]


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_a_message_tells_the_same_facts_in_both_languages(key) -> None:
    text = MESSAGES[key]
    facts = {name: f"<{name}>" for name in text.placeholders}
    said = Problem("f.csv", 1, "c", key, facts).text
    assert all(fact in said.da and fact in said.en for fact in facts.values())
    assert said.da != said.en


def test_the_bundled_danish_list_is_in_order() -> None:
    registry = load(BUNDLED)
    assert registry.level_counts() == {
        Level.STATE: 120,
        Level.REGION: 6,
        Level.MUNICIPALITY: 98,
        Level.PUBLIC_LAW_BODY: 15,
    }
    assert {authority.confidence for authority in registry.authorities} == {"found", "recalled", "conflict"}
    merged = registry.valid_at(date(2027, 1, 1)).select("level=region")
    assert "Region Østdanmark (future)" in {authority.name for authority in merged.authorities}
    assert len(merged.authorities) == 4


@pytest.mark.parametrize(
    ("expression", "count"),
    [
        ("level=municipality", 98),
        ("level=municipality,region=Region Sjælland", 17),
        (" level = municipality , region = region sjælland ", 17),
        ("id=dk-kom-0101", 1),
        ("services=transport,level=region", 6),
    ],
)
def test_authorities_are_selected_by_their_columns(expression, count) -> None:
    assert len(load(BUNDLED).select(expression).sites) == count


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("niveau=kommune", "level"),
        ("level", "level"),
        ("level=", "level"),
        ("", "level"),
        ("level=kommune", "municipality"),
        ("region=Region Fyn", "Region Syddanmark"),
    ],
)
def test_a_selection_that_cannot_be_read_says_what_could(expression, told) -> None:
    with pytest.raises(SelectionError, match=told):
        load(BUNDLED).select(expression)


def test_site_ids_are_safe_in_file_names_and_stay_apart() -> None:
    assert site_id("https://www.kk.dk/") == "kk.dk"
    assert site_id("http://127.0.0.1:8000/da/") == "127.0.0.1-8000-da"
    long = [site_id(f"https://kk.dk/{'x' * 200}{end}") for end in "ab"]
    assert long[0] != long[1]
    assert all(len(identifier) <= 90 and "/" not in identifier for identifier in long)


def test_the_documentation_names_every_column_and_no_other() -> None:
    docs = (Path(__file__).parent.parent / "docs" / "registry.md").read_text(encoding="utf-8")
    first_cells = " ".join(line.split("|")[1] for line in docs.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`(\w+)`", first_cells)) == {
        *HEADER.strip().split(","),
        "country",
    }  # which may be left out
