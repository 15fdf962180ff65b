"""What our own rules say to readers: both languages, the same values in both, and no word of conformance."""

import re

import pytest

from rules.catalogue import catalogue
from rules.model import Engine, Outcome, Rule, Standing, Text

OWN = {loaded.rule.id: loaded.rule for loaded in catalogue().values() if loaded.rule.engine is Engine.OWN}
PLACEHOLDER = re.compile(r"\{(\w+)\}")
CONFORMANCE = re.compile(r"overhold|opfylder|\bcompl(y|ies|iant)|conform", re.IGNORECASE)


def texts(rule: Rule) -> list[Text]:
    return [rule.title, rule.why, rule.fix, *rule.messages.values()]


@pytest.fixture(params=sorted(OWN))
def rule(request: pytest.FixtureRequest) -> Rule:
    return OWN[request.param]


def test_every_text_exists_in_both_languages_and_differs(rule: Rule) -> None:
    for text in texts(rule):
        assert text.da.strip()
        assert text.en.strip()
        assert text.da != text.en


def test_both_languages_use_the_same_values(rule: Rule) -> None:
    for text in texts(rule):
        assert set(PLACEHOLDER.findall(text.da)) == set(PLACEHOLDER.findall(text.en))


def test_only_messages_hold_placeholders(rule: Rule) -> None:
    assert not rule.title.placeholders | rule.why.placeholders | rule.fix.placeholders


def test_no_text_speaks_of_conformance(rule: Rule) -> None:
    for text in texts(rule):
        assert not CONFORMANCE.search(text.da)
        assert not CONFORMANCE.search(text.en)


def test_titles_are_names_and_the_rest_is_sentences(rule: Rule) -> None:
    assert not rule.title.da.endswith(".")
    assert not rule.title.en.endswith(".")
    for text in texts(rule)[1:]:
        assert text.da.endswith(".")
        assert text.en.endswith(".")


def test_every_rule_names_a_criterion_and_can_say_what_it_saw(rule: Rule) -> None:
    assert rule.messages
    assert all(re.fullmatch(r"\d\.\d\.\d{1,2}", criterion) for criterion in rule.criteria)
    # What a file format asks for, service and advice rest on no criterion; a requirement must.
    assert rule.criteria or rule.law or rule.standing is not Standing.REQUIREMENT
    assert Outcome.PASSED.value not in rule.messages
