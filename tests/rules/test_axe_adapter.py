"""What axe saw becomes findings: outcomes, places and data."""

import json

import pytest

from rules.axe import messages
from rules.axe.adapter import NO_AXE_RUN, NOT_RUN, AxeJudgement, judge
from rules.evidence import AxeCheck, AxeNode, AxeRuleResult, AxeRun, PageEvidence, PageState
from rules.model import Box, Finding, Impact, Language, Outcome, Place
from rules.page_view import Page

PAGE = Page(PageEvidence("http://a/", "http://a/", PageState.RENDERED, content_type="text/html"))

IMAGE = AxeNode(
    target="#map >>> img.pin",
    ancestry="html > body > main:nth-child(2) > iframe:nth-of-type(1) >>> html > body > IMG:nth-child(3)",
    html='<img class="pin" src="pin.png">',
    impact="critical",
    checks=(AxeCheck("has-alt"), AxeCheck("alt-space-value", None, "none")),
    box=(10, 20, 30, 40),
    frame_url="http://127.0.0.1/map",
)


def one(
    result: AxeRuleResult | None, rule: str = "image-alt", error: str = "", ran: bool = True
) -> AxeJudgement:
    run = AxeRun("4.14.1", (result,) if result else (), (rule,) if ran else (), error)
    [judgement] = judge(run, [rule], PAGE)
    return judgement


def test_a_violation_is_a_failed_finding_with_its_place_and_data():
    judgement = one(AxeRuleResult("image-alt", passes=4, violations=(IMAGE,)))
    assert (judgement.rule, judgement.outcome, judgement.passed_count) == ("image-alt", Outcome.FAILED, 4)
    assert judgement.findings == (
        Finding(
            Outcome.FAILED,
            Place(
                target="#map >>> img.pin",
                path="html > body > main > iframe >>> html > body > img",
                snippet='<img class="pin" src="pin.png">',
                box=Box(10, 20, 30, 40),
                frame_url="http://127.0.0.1/map",
            ),
            "axe",
            {"checks": [["has-alt", "any", None, "fail"], ["alt-space-value", "none", None, "fail"]]},
            Impact.CRITICAL,
        ),
    )


def test_the_data_survives_being_stored_as_json_and_told_in_words():
    [finding] = one(AxeRuleResult("image-alt", violations=(IMAGE,))).findings
    stored = json.loads(json.dumps(finding.data))
    assert messages.message(stored["checks"], Language.DA).startswith("Alt-teksten er kun et mellemrum")


def test_incomplete_is_cant_tell_and_never_a_pass_or_a_failure():
    judgement = one(AxeRuleResult("image-alt", passes=1, incomplete=(IMAGE,)))
    assert judgement.outcome is Outcome.CANT_TELL
    assert [finding.outcome for finding in judgement.findings] == [Outcome.CANT_TELL]
    assert judgement.findings[0].data["checks"][0][3] == "incomplete"


def test_failed_and_cant_tell_of_one_rule_are_both_kept_and_failed_wins():
    judgement = one(AxeRuleResult("image-alt", violations=(IMAGE,), incomplete=(IMAGE,)))
    assert judgement.outcome is Outcome.FAILED
    assert [finding.outcome for finding in judgement.findings] == [Outcome.FAILED, Outcome.CANT_TELL]


def test_a_rule_whose_faults_axe_leaves_for_review_is_told_as_a_fault_but_cannot_tell():
    node = AxeNode(
        "iframe", "html > body > iframe", "<iframe title='x'>", "serious", (AxeCheck("unique-frame-title"),)
    )
    [finding] = one(AxeRuleResult("frame-title-unique", incomplete=(node,)), "frame-title-unique").findings
    assert finding.outcome is Outcome.CANT_TELL
    assert messages.message(finding.data["checks"], Language.DA) == "En anden ramme på siden har samme titel"


@pytest.mark.parametrize(
    ("html", "outcome"),
    [
        ("<p>----=====++++**** @@@ &copy;</p>", Outcome.CANT_TELL),
        ("<p>--- Åben 24 ---</p>", Outcome.FAILED),
        ('<p class="long">', Outcome.FAILED),
    ],
)
def test_low_contrast_of_characters_that_are_no_words_needs_a_person(html, outcome):
    node = AxeNode(
        "p", "html > body > p", html, "serious", (AxeCheck("color-contrast", {"contrastRatio": 3.65}),)
    )
    judgement = one(AxeRuleResult("color-contrast", violations=(node,)), "color-contrast")
    assert judgement.outcome is outcome
    assert "3.65" in messages.message(judgement.findings[0].data["checks"], Language.EN)


def test_only_passes_is_passed_and_nothing_is_inapplicable():
    assert one(AxeRuleResult("image-alt", passes=2)) == AxeJudgement("image-alt", Outcome.PASSED, (), 2)
    assert one(AxeRuleResult("image-alt")).outcome is Outcome.INAPPLICABLE
    assert one(None).outcome is Outcome.INAPPLICABLE


def test_what_broke_or_did_not_run_is_untested_with_the_reason():
    broken = AxeRuleResult("image-alt", passes=3, error="TypeError: x")
    assert one(broken) == AxeJudgement("image-alt", Outcome.UNTESTED, reason="TypeError: x")
    assert one(None, error="timed out") == AxeJudgement("image-alt", Outcome.UNTESTED, reason="timed out")
    assert one(None, ran=False) == AxeJudgement("image-alt", Outcome.UNTESTED, reason=NOT_RUN)
    assert list(judge(None, ["image-alt"], PAGE)) == [
        AxeJudgement("image-alt", Outcome.UNTESTED, reason=NO_AXE_RUN)
    ]


def test_judgements_come_in_the_order_asked_for():
    rules = ["image-alt", "label"]
    run = AxeRun(
        "4.14.1", (AxeRuleResult("label", passes=1), AxeRuleResult("image-alt", passes=1)), tuple(rules)
    )
    assert [judgement.rule for judgement in judge(run, rules, PAGE)] == rules


def test_an_impact_axe_does_not_give_is_left_to_the_rule():
    node = AxeNode("img", "html > body > img", "<img>", None, (AxeCheck("has-alt"),))
    assert one(AxeRuleResult("image-alt", violations=(node,))).findings[0].impact is None
