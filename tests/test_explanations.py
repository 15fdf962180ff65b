"""Explanations from files: read whole, or refused with file, line and what was expected."""

from datetime import date
from pathlib import Path

import pytest

from crawler.explanations import ExplanationError, Problem, load_explanations, read_explanations
from rules.explanations import Category, Explanation, State, a_year_after
from rules.model import Text

ON = date(2026, 11, 24)
RECORD = {
    "rule": '"image-alt"',
    "category": '"disproportionate-burden"',
    "reason_da": '"Arkivet har 40.000 scannede billeder."',
    "reason_en": '"The archive holds 40,000 scanned pictures."',
    "evidence": '"https://www.proeveby.example/vurdering"',
    "role": '"Webredaktør"',
    "from": "2026-03-01",
    "until": "2027-02-28",
}


def record(**changes: str | None) -> str:
    values = RECORD | changes
    return "[[explanation]]\n" + "".join(
        f"{key} = {value}\n" for key, value in values.items() if value is not None
    )


def file(folder: Path, *records: str, head: str = 'authority = "proeveby"\n') -> Path:
    path = folder / "proeveby.toml"
    path.write_text(head + "".join(records), encoding="utf-8")
    return path


def problems(path: Path) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in read_explanations(path, ON).problems]


def test_a_right_file_is_read_whole(tmp_path: Path) -> None:
    planned = record(
        rule=None, finding='"0123456789abcdef"', category='"planned"', planned="2026-12-01", scope=None
    )
    [loaded] = load_explanations([file(tmp_path, record(scope='"/arkiv/"'), planned)], ON)
    assert (loaded.authority, loaded.site, loaded.problems) == ("proeveby", "", ())
    first, second = loaded.explanations
    assert first == Explanation(
        id=first.id,
        category=Category.BURDEN,
        reason=Text("Arkivet har 40.000 scannede billeder.", "The archive holds 40,000 scanned pictures."),
        role="Webredaktør",
        valid_from=date(2026, 3, 1),
        valid_until=date(2027, 2, 28),
        rule="image-alt",
        scope="/arkiv/",
        evidence="https://www.proeveby.example/vurdering",
    )
    assert (second.finding, second.planned) == ("0123456789abcdef", date(2026, 12, 1))
    assert first.id != second.id


@pytest.mark.parametrize(
    ("changes", "where", "message"),
    [
        ({"reasson": '"x"'}, "reasson", "unknown_key"),
        ({"role": None}, "[[explanation]]", "missing_key"),
        ({"role": '""'}, "role", "not_text"),
        ({"role": "7"}, "role", "not_text"),
        ({"role": f'"{"x" * 200}"'}, "role", "too_long"),
        ({"role": '"anne@proeveby.example"'}, "role", "role"),
        ({"rule": None}, "[[explanation]]", "no_target"),
        ({"finding": '"0123456789abcdef"'}, "rule", "two_targets"),
        ({"rule": None, "finding": '"0123"'}, "finding", "finding"),
        ({"rule": '"image-allt"'}, "rule", "rule"),
        ({"rule": '"forsiden"'}, "rule", "rule_unlike"),
        ({"scope": '"arkiv"'}, "scope", "scope"),
        ({"category": '"lazy"'}, "category", "category"),
        ({"category": '"planned"'}, "[[explanation]]", "planned_missing"),
        ({"planned": "2026-12-01"}, "planned", "planned_unwanted"),
        ({"category": '"planned"', "planned": "2026-01-01"}, "planned", "planned_early"),
        ({"evidence": '"se sagen"'}, "evidence", "url"),
        ({"from": '"2026-03-01"'}, "from", "not_date"),
        ({"until": "2026-02-01"}, "until", "order"),
        ({"until": "2027-03-02"}, "until", "too_far"),
        ({"from": "2025-01-01", "until": "2025-12-31"}, "until", "expired"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, changes: dict[str, str | None], where: str, message: str
) -> None:
    path = file(tmp_path, record(rule='"link-name"'), record(**changes))
    [problem] = read_explanations(path, ON).problems
    assert problem.message == message
    # The line told is the second record's: the one with the key, or its first where the key is missing.
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1].startswith(where)
    assert problem.line > lines.index("[[explanation]]", 2)
    assert str(path) in problem.text.da
    assert f"linje {problem.line}" in problem.text.da
    assert f"line {problem.line}" in problem.text.en
    assert "{" not in problem.text.da + problem.text.en


def test_all_that_is_wrong_with_a_record_is_told_at_once(tmp_path: Path) -> None:
    path = file(tmp_path, record(category=None, until="2026-02-01"))
    assert [message for _, message in problems(path)] == ["missing_key", "order"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", [(0, "no_owner"), (0, "no_records")]),
        ('authority = "a"\n', [(0, "no_records")]),
        ('authority = "a"\nexplanation = 7\n', [(2, "not_records")]),
        ('authority = "a"\nautority = "b"\n' + record(), [(2, "unknown_key")]),
        ('site = "proeveby"\n' + record(), [(1, "url")]),
        ('authority = "a\n', [(1, "broken_toml")]),
        ('authority = "a"\n[[explanation]]\nrule = = \n', [(3, "broken_toml")]),
    ],
)
def test_what_is_wrong_with_the_file_itself_is_told(
    tmp_path: Path, content: str, expected: list[tuple[int, str]]
) -> None:
    path = tmp_path / "a.toml"
    path.write_text(content, encoding="utf-8")
    assert problems(path) == expected


def test_a_file_that_is_no_text_or_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert problems(path) == [(0, "encoding")]
    assert problems(tmp_path / "none.toml") == [(0, "unreadable")]


@pytest.mark.parametrize(
    ("one", "other", "is_overlap"),
    [
        ({}, {}, True),
        ({}, {"scope": '"/arkiv"'}, True),
        ({"scope": '"/arkiv"'}, {"scope": '"/arkiv/2020"'}, True),
        ({"scope": '"/arkiv"'}, {"scope": '"/arkiver"'}, False),
        ({}, {"rule": '"link-name"'}, False),
        ({"until": "2026-08-31"}, {"from": "2026-09-01", "until": "2027-08-31"}, False),
        ({"until": "2026-12-31"}, {"from": "2026-12-31", "until": "2027-08-31"}, True),
    ],
)
def test_records_about_the_same_at_the_same_time_overlap(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], is_overlap: bool
) -> None:
    # The first may have run out meanwhile; that is told apart from overlapping.
    found = [
        pair for pair in problems(file(tmp_path, record(**one), record(**other))) if pair[1] != "expired"
    ]
    assert [message for _, message in found] == (["overlap"] if is_overlap else [])


def test_texts_over_several_lines_do_not_shift_the_lines(tmp_path: Path) -> None:
    long = '"""Først\nrule = "skjult"\nsidst"""'
    path = file(tmp_path, record(reason_da=long), record(rule='"findes-ikke"'))
    [problem] = read_explanations(path, ON).problems
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1] == 'rule = "findes-ikke"'


def test_nothing_is_loaded_when_anything_is_wrong_and_all_of_it_is_told(tmp_path: Path) -> None:
    first = file(tmp_path, record(role=None), record(category='"lazy"'))
    second = tmp_path / "b.toml"
    second.write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(ExplanationError) as raised:
        load_explanations([tmp_path], ON)
    assert len(raised.value.problems) == 5
    assert str(first) in raised.value.text.da
    assert str(second) in raised.value.text.en


def test_what_has_expired_is_loaded_to_be_told_as_lapsed(tmp_path: Path) -> None:
    path = file(tmp_path, record(**{"from": "2025-01-01", "until": "2025-12-31"}))
    [loaded] = load_explanations([path], ON)
    assert [one.state(ON) for one in loaded.explanations] == [State.EXPIRED]
    assert [problem.is_lapse for problem in loaded.problems] == [True]


def test_two_files_about_one_authority_are_refused(tmp_path: Path) -> None:
    file(tmp_path, record())
    (tmp_path / "z.toml").write_text('authority = "proeveby"\n' + record(), encoding="utf-8")
    with pytest.raises(ExplanationError) as raised:
        load_explanations([tmp_path], ON)
    assert [problem.message for problem in raised.value.problems] == ["same_owner"]


def explanation(**more: object) -> Explanation:
    values: dict[str, object] = {
        "id": "x",
        "category": Category.COST,
        "reason": Text("a", "b"),
        "role": "r",
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2026, 12, 31),
    }
    return Explanation(**(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2025, 12, 31), State.COMING),
        (date(2026, 1, 1), State.ACTIVE),
        (date(2026, 12, 31), State.ACTIVE),
        (date(2027, 1, 1), State.EXPIRED),
    ],
)
def test_an_explanation_holds_from_its_first_to_its_last_day(day: date, state: State) -> None:
    assert explanation().state(day) is state


def test_a_changed_fingerprint_is_another_finding() -> None:
    one = explanation(finding="0123456789abcdef")
    assert one.covers("image-alt", "0123456789abcdef", "https://a/")
    assert not one.covers("image-alt", "fedcba9876543210", "https://a/")


@pytest.mark.parametrize(
    ("scope", "url", "is_covered"),
    [
        ("", "https://a/x", True),
        ("/", "https://a/x", True),
        ("/arkiv", "https://a/arkiv", True),
        ("/arkiv/", "https://a/arkiv/2020/x", True),
        ("/arkiv", "https://a/arkiver", False),
        ("/arkiv", "https://a/", False),
    ],
)
def test_a_rule_is_explained_below_a_path(scope: str, url: str, is_covered: bool) -> None:
    one = explanation(rule="image-alt", scope=scope)
    assert one.covers("image-alt", "0123456789abcdef", url) is is_covered
    assert not one.covers("link-name", "0123456789abcdef", url)


def test_a_year_ends_on_the_same_day() -> None:
    assert a_year_after(date(2026, 3, 1)) == date(2027, 3, 1)
    assert a_year_after(date(2028, 2, 29)) == date(2029, 3, 1)


def test_a_problem_is_told_in_both_languages() -> None:
    text = Problem("a.toml", 7, "order", {"found": "x", "expected": "y"}).text
    assert text.da.startswith("a.toml, linje 7: until")
    assert text.en.startswith("a.toml, line 7: until")
