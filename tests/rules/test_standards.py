"""The standards' tables: counts, clauses, dates and what a Fault is."""

import dataclasses
from datetime import date

import pytest

from rules.axe.table import FACTS, RUN
from rules.model import Confidence, Impact, LawClause, Rule, Scope, Standing, Status, Text
from rules.standards import (
    AUTOMATABLE,
    CRITERIA,
    NEEDS_OF_CRITERION,
    RULE_SETS,
    USER_NEEDS,
    EnVersion,
    Level,
    Wcag,
    automatable,
    counts_as_fault,
    en301549_clause,
    legal_rule_set,
    rule_set,
    upcoming_rule_set,
    user_needs,
)

TODAY = date(2026, 11, 24)
V3, V4 = RULE_SETS
TEXT = Text("x", "x")
RULE = Rule(
    id="some-rule",
    scope=Scope.PAGE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=TEXT,
    why=TEXT,
    fix=TEXT,
    messages={},
    criteria=("1.1.1",),
)


@pytest.mark.parametrize(
    ("version", "levels"),
    [
        (Wcag.V2_0, {Level.A: 25, Level.AA: 13, Level.AAA: 23}),
        (Wcag.V2_1, {Level.A: 30, Level.AA: 20, Level.AAA: 28}),
        (Wcag.V2_2, {Level.A: 31, Level.AA: 24, Level.AAA: 31}),
    ],
)
def test_each_version_of_wcag_has_its_published_number_of_criteria(version, levels):
    counted = {
        level: sum(criterion.level is level and criterion.is_in(version) for criterion in CRITERIA.values())
        for level in Level
    }
    assert counted == levels


def test_criteria_stand_in_number_order_with_a_name_in_both_languages():
    numbers = [tuple(map(int, number.split("."))) for number in CRITERIA]
    assert numbers == sorted(numbers)
    assert all(criterion.name.da and criterion.name.en for criterion in CRITERIA.values())


@pytest.mark.parametrize(
    ("criterion", "scope", "version", "clause"),
    [
        ("2.4.4", Scope.PAGE, EnVersion.V3_2_1, "9.2.4.4"),
        ("2.4.4", Scope.SITE, "V3.2.1", "9.2.4.4"),
        ("2.4.5", Scope.SITE, "V3.2.1", "9.2.4.5"),
        ("2.4.2", Scope.DOCUMENT, "V3.2.1", "10.2.4.2"),
        ("2.4.1", Scope.DOCUMENT, "V3.2.1", None),
        ("2.4.5", Scope.DOCUMENT, "V3.2.1", None),
        ("3.2.3", Scope.DOCUMENT, "V3.2.1", None),
        ("3.2.4", Scope.DOCUMENT, "V4.1.1", None),
        ("2.1.3", Scope.PAGE, "V3.2.1", None),
        ("4.1.1", Scope.PAGE, "V3.2.1", "9.4.1.1"),
        ("4.1.1", Scope.PAGE, "V4.1.1", None),
        ("2.5.8", Scope.PAGE, "V3.2.1", None),
        ("2.5.8", Scope.PAGE, "V4.1.1", "9.2.5.8"),
        ("9.9.9", Scope.PAGE, "V4.1.1", None),
    ],
)
def test_the_clause_follows_from_criterion_scope_and_version(criterion, scope, version, clause):
    assert en301549_clause(criterion, scope, version) == clause


def test_v3_2_1_is_the_law_and_v4_1_1_is_coming():
    assert legal_rule_set(TODAY) is V3
    assert legal_rule_set(date(2022, 2, 12)) is V3
    assert upcoming_rule_set(TODAY) is V4


def test_before_the_first_legal_day_there_is_no_rule_set():
    with pytest.raises(LookupError):
        legal_rule_set(date(2022, 2, 11))


def test_a_rule_set_is_found_by_the_id_a_sweep_records():
    assert rule_set("EN301549-V4.1.1") is V4
    with pytest.raises(LookupError, match="V9"):
        rule_set("EN301549-V9")


def test_a_rule_set_ends_after_its_last_day():
    ended = dataclasses.replace(V3, legal_to=date(2027, 6, 30))
    assert ended.is_legal(date(2027, 6, 30))
    assert not ended.is_legal(date(2027, 7, 1))


def test_automatable_is_what_the_axe_rules_that_run_touch():
    touched = {criterion for rule_id in RUN for criterion in FACTS[rule_id].criteria}
    assert set(AUTOMATABLE) == {criterion for criterion in touched if V3.requires(criterion)}
    assert len(AUTOMATABLE) == 21
    assert automatable(V3) == AUTOMATABLE
    assert set(automatable(V4)) == {criterion for criterion in touched if V4.requires(criterion)}


def test_a_stable_certain_requirement_counts_as_a_fault():
    assert counts_as_fault(RULE, V3)


@pytest.mark.parametrize(
    "change",
    [
        {"status": Status.EXPERIMENTAL},
        {"confidence": Confidence.LIKELY},
        {"standing": Standing.ADVICE},
        {"criteria": ()},
        {"criteria": ("1.4.6",)},
        {"criteria": ("2.5.8",)},
    ],
)
def test_anything_less_does_not_count(change):
    assert not counts_as_fault(dataclasses.replace(RULE, **change), V3)


def test_a_criterion_new_in_wcag_2_2_counts_under_the_coming_rule_set_only():
    rule = dataclasses.replace(RULE, criteria=("2.5.8",))
    assert counts_as_fault(rule, V4)
    assert not counts_as_fault(rule, V3)


def test_a_clause_of_law_counts_without_a_criterion():
    rule = dataclasses.replace(RULE, criteria=(), law=(LawClause("LOV nr 692 af 08/06/2018", "§ 3"),))
    assert counts_as_fault(rule, V3)


def test_user_needs_are_the_eleven_clauses_and_the_letters_a_to_i():
    assert [need.clause for need in USER_NEEDS] == [f"4.2.{number}" for number in range(1, 12)]
    assert "".join(need.letter for need in USER_NEEDS) == "abcdefghi"


def test_every_automatable_criterion_touches_a_need():
    assert set(NEEDS_OF_CRITERION) == set(AUTOMATABLE)
    assert [need.clause for need in user_needs(["1.4.3", "2.4.4"])] == [
        "4.2.1",
        "4.2.2",
        "4.2.3",
        "4.2.7",
        "4.2.10",
    ]
    assert user_needs(["2.4.12"]) == ()
