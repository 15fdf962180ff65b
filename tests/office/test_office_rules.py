"""Every made document gets the outcome its case promises from the rules about office documents and e-books."""

import pytest

from rules.catalogue import LoadedRule, catalogue
from rules.model import Confidence, Evidence, Outcome, Scope, Standing
from rules.runner import judge_document
from rules.standards import EnVersion, en301549_clause
from tests.office.cases import CASES, Case
from tests.office.reading import evidence

RULES = {
    loaded.rule.id: loaded
    for loaded in catalogue().own(Scope.DOCUMENT)
    if loaded.rule.evidence & {Evidence.OFFICE, Evidence.EPUB}
}
BY_SCHEMA = {"odf-invalid"}
"""Rules whose cases need OASIS's schemas: tests/office/test_odf_validity.py."""


@pytest.fixture(params=sorted(RULES))
def loaded(request: pytest.FixtureRequest) -> LoadedRule:
    return RULES[request.param]


def test_every_case_belongs_to_a_rule() -> None:
    assert {case.rule for case in CASES} == set(RULES) - BY_SCHEMA


def test_every_rule_has_cases_of_each_outcome(loaded: LoadedRule) -> None:
    outcomes = {case.outcome for case in CASES if case.rule == loaded.rule.id}
    assert loaded.rule.id in BY_SCHEMA or outcomes >= {"passed", "failed", "inapplicable"}


def test_every_requirement_rests_on_a_clause_about_documents(loaded: LoadedRule) -> None:
    clauses = [
        en301549_clause(criterion, Scope.DOCUMENT, EnVersion.V3_2_1) for criterion in loaded.rule.criteria
    ]
    assert loaded.rule.standing is not Standing.REQUIREMENT or any(clauses)


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.rule}-{case.outcome}-{case.kind}-{case.shows}"
)
def test_case_has_the_outcome_it_promises(case: Case) -> None:
    results = {
        result.rule: result for result in judge_document(evidence(case.make(), case.kind), catalogue())
    }
    result = results[case.rule]
    assert result.outcome.value == case.outcome, result
    rule = RULES[case.rule].rule
    for judged in result.findings:
        finding = judged.finding
        message = rule.messages[finding.message]
        assert message.placeholders <= set(finding.data)
        assert finding.place.target
        assert finding.place.path
        assert len(finding.place.snippet) <= 300
    # A case fails for one reason: no other rule raises a fault
    others = {
        rule_id
        for rule_id, other in results.items()
        if other.outcome in {Outcome.FAILED, Outcome.UNTESTED}
        and rule_id in RULES
        and RULES[rule_id].rule.standing is not Standing.ADVICE
        and RULES[rule_id].rule.confidence is Confidence.CERTAIN
    }
    assert others - {case.rule, *case.also} == set()
