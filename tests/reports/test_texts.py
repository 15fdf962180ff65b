import re
from pathlib import Path

import pytest

import reports
from crawler.survey.inventory import NoteKind, SkipReason
from reports.localised import day, name_order, number, percent
from reports.site.builder import LEVELS
from reports.texts import TEXTS
from rules.countries import Compliance, Duty, Method, Part
from rules.model import Impact, Language, Outcome, Standing
from rules.statements import WrittenContact

ROOM = Path(reports.__file__).parent
CLAIMS = re.compile(r"overholder|compli(?:es|ant)|er tilgængeligt\b(?!\.)|conforms", re.IGNORECASE)


@pytest.mark.parametrize("key", TEXTS)
def test_every_text_exists_in_both_languages_with_the_same_placeholders(key):
    text = TEXTS[key]
    assert text.da.strip()
    assert text.en.strip()
    assert set(re.findall(r"\{(\w+)\}", text.da)) == set(re.findall(r"\{(\w+)\}", text.en))


@pytest.mark.parametrize("key", TEXTS)
def test_no_text_claims_conformance(key):
    assert not CLAIMS.search(TEXTS[key].da)
    assert not CLAIMS.search(TEXTS[key].en)


def test_every_key_the_templates_name_exists():
    named = set()
    for template in (ROOM / "site" / "templates").glob("*.html"):
        named |= set(re.findall(r"\bt\('([\w.-]+)'[,)]", template.read_text(encoding="utf-8")))
    assert len(named) > 60
    assert named <= set(TEXTS)


def test_every_key_the_summary_names_exists():
    named = set(re.findall(r"\.t\(\s*\"([\w.-]+)\"", (ROOM / "terminal.py").read_text(encoding="utf-8")))
    assert len(named) > 5
    assert named <= set(TEXTS)


def test_closed_lists_have_a_text_for_every_member():
    keys = {f"impact.{impact}" for impact in Impact}
    keys |= {f"group.{standing}" for standing in Standing if standing is not Standing.REQUIREMENT} | {
        "group.likely"
    }
    keys |= {f"reason.{reason}" for reason in SkipReason} | {f"note.{kind}" for kind in NoteKind}
    keys |= {f"duty.{duty}" for duty in Duty} | {f"level.{level}" for level in LEVELS}
    keys |= {f"duty.outcome.{outcome}" for outcome in Outcome}
    keys |= {f"duties.statement.claims.{status}" for status in Compliance}
    keys |= {f"duties.statement.method.{method}" for method in Method}
    keys |= {f"duties.statement.contact.{contact}" for contact in WrittenContact}
    keys |= {f"duties.items.{part}" for part in (Part.NONCOMPLIANCE, Part.BURDEN, Part.OUTSIDE)}
    assert keys <= set(TEXTS)


def test_counted_texts_come_in_pairs():
    ones = {key.removesuffix(".one") for key in TEXTS if key.endswith(".one")}
    for key in {key.removesuffix(".many") for key in TEXTS if key.endswith(".many")}:
        assert key in ones, key


def test_numbers_and_dates_are_written_as_readers_write_them():
    assert number(1234.5, Language.DA, 1) == "1.234,5"
    assert number(1234.5, Language.EN, 1) == "1,234.5"
    assert percent(0.5, Language.DA) == "50\u00a0%"
    assert percent(0.5, Language.EN) == "50%"
    assert day("2026-11-04T23:00:00Z", Language.DA) == "4. november 2026"
    assert day("2026-03-04T23:00:00Z", Language.EN) == "4 March 2026"
    assert day("nonsense", Language.DA) == "nonsense"


def test_a_share_is_shown_as_all_or_nothing_only_when_it_is():
    assert percent(0.999, Language.DA) == "99,9\u00a0%"
    assert percent(0.0004, Language.DA) == "0,1\u00a0%"
    assert percent(1.0, Language.EN) == "100%"
    assert percent(0.0, Language.EN) == "0%"


def test_names_are_sorted_as_in_danish():
    assert sorted(["Åby", "Ærø", "Ørum", "Zoo"], key=name_order) == ["Zoo", "Ærø", "Ørum", "Åby"]
