"""The table of services: every row of the strategy is there, says what it must, and bad tables are refused."""

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from rules.catalogue import catalogue
from rules.services import EvidenceClass, ServiceTableError, SignalOutcome, service_table
from rules.services.loading import read_table
from rules.services.page import service_table_page, with_table

DOCS = Path(__file__).parent.parent.parent.parent / "docs" / "services.md"
TABLE = service_table("DK")
SOURCE = files("rules.services").joinpath("dk.toml").read_text(encoding="utf-8")
# The strategy's rows as they are numbered; numbers left out were never given.
NUMBERS = [
    *(f"S{number:02}" for number in range(1, 6)), "S05b", *(f"S{number:02}" for number in range(6, 39)),
    *(f"S{number}" for number in range(40, 51)), "S50b", "S51", *(f"S{number}" for number in range(55, 66)),
    *(f"S{number}" for number in range(70, 78)), "S77b", "S78", "S79",
]  # fmt: skip


def test_no_row_of_the_strategy_is_missing() -> None:
    assert [row.number for row in TABLE.rows] == NUMBERS
    assert len(NUMBERS) == 74


def test_every_class_of_evidence_is_there_and_what_nobody_can_see_has_no_signals() -> None:
    counts = Counter(row.evidence for row in TABLE.rows)
    assert min(counts[one] for one in EvidenceClass) >= 10
    unseen = [row for row in TABLE.rows if row.evidence is EvidenceClass.NOT_OBSERVABLE]
    assert all(not row.signal_ids and row.elsewhere is None and row.note for row in unseen)


def test_every_rule_that_a_row_names_is_in_the_catalogue() -> None:
    named = {rule for row in TABLE.rows for rule in row.rules}
    assert named <= set(catalogue())


def test_patterns_for_lower_case_text_are_in_lower_case() -> None:
    escapes = re.compile(r"\\[A-Z]|\(\?P<")
    for signal in TABLE.signals:
        links = (*signal.links, *signal.frames, *signal.resources, *signal.forms)
        patterns = [
            *signal.texts,
            *signal.paths,
            *(p for link in links for p in (link.address, link.text) if p),
        ]
        for pattern in patterns:
            plain = escapes.sub("", pattern.pattern)
            assert plain == plain.lower(), (signal.id, pattern.pattern)


def test_texts_differ_between_the_languages_and_end_without_a_full_stop() -> None:
    for row in TABLE.rows:
        assert not row.asked.da.endswith("."), row.number
        for text in filter(None, (row.asked, row.today, row.note)):
            assert text.da
            assert text.en
    assert all(row.quote for row in TABLE.rows)


def test_the_table_in_the_documentation_is_that_of_the_catalogue() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert with_table(text, service_table_page(TABLE)) == text, "run: make docs"
    assert set(SignalOutcome) <= set(re.findall(r"`([a-z_]+)`", text))


def test_the_page_names_every_row_and_signal_once() -> None:
    page = service_table_page(TABLE)
    assert re.findall(r"^\| (S\d\d[a-z]?) \|", page, re.MULTILINE) == NUMBERS
    for signal in TABLE.signals:
        assert f"`{signal.id}`" in page


def spoilt(old: str, new: str) -> str:
    assert old in SOURCE
    return SOURCE.replace(old, new, 1)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("rows = [", "DK:"),
        (spoilt('number = "S02"', 'number = "S01"'), "S01 is there twice"),
        (spoilt('number = "S02"', 'number = "2"'), "2: a number is S"),
        (spoilt('number = "S02"', ""), "number is missing"),
        (spoilt('evidence = "direct"', 'evidence = "certain"'), "S01: evidence"),
        (spoilt('elsewhere = "accessibility"', ""), "S01: is direct"),
        (spoilt('group = "access"', 'group = "acess"'), "S01: group"),
        (spoilt('id = "portal-link"', 'id = "Portal link"'), "no id of small letters"),
        (spoilt('id = "life-in-denmark"', 'id = "portal-link"'), "portal-link is there twice"),
        (spoilt("key = true", 'key = "yes"'), "key must be bool"),
        (spoilt("key = true", "kye = true"), "does not know kye"),
        (spoilt('links = [{ hosts = ["borger.dk"] }]', "links = [{ }]"), "needs hosts, address or text"),
        (spoilt('links = [{ hosts = ["borger.dk"] }]', ""), "looks for nothing"),
        (spoilt(r"'\be-boks\b'", r"'(e-boks'"), "texts: '(e-boks'"),
        (spoilt('also = ["self-service-portal"]', 'also = ["self-service"]'), "no signal is called self-service"),
        (spoilt('against = ["paper-route"]', 'against = ["paper"]'), "against must name some of its signals"),
        (spoilt("until = 2023-10-31", 'until = "2023"'), "until must be date"),
        (spoilt('en = "Links to borger.dk"', 'en = " "'), "name must be a text in da and en"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_right_is_refused_with_place_and_fault(source: str, says: str) -> None:
    with pytest.raises(ServiceTableError) as caught:
        read_table("DK", source)
    assert says in str(caught.value)
