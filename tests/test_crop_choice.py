"""Which faults are shown with a picture of their place."""

import pytest

from crawler.judge import JudgedPage
from rules.evidence import PageEvidence, PageState
from rules.model import Box, Engine, Finding, JudgedFinding, Outcome, Place, Result, cannot_tell, failed

SMALL = Box(0, 0, 300, 40)


def boxes(finding: Finding) -> dict[str, Box]:
    result = Result("a-rule", 1, Engine.OWN, finding.outcome, (JudgedFinding(finding, "f1"),))
    evidence = PageEvidence("http://a/", "http://a/", PageState.RENDERED)
    return dict(JudgedPage(evidence, (result,), None, "").failed_boxes())


def test_a_fault_on_a_small_element_is_shown() -> None:
    assert boxes(failed(Place("a", "html > body > a", box=SMALL), "m")) == {"f1": SMALL}


@pytest.mark.parametrize(
    "place",
    [
        Place("html", "html", box=SMALL),
        Place("body", "html > body", box=SMALL),
        Place("main", "html > body > main", box=Box(0, 0, 1280, 4000)),
        Place("a", "html > body > a"),
    ],
    ids=["root", "body", "large", "without-box"],
)
def test_a_picture_that_would_show_the_page_and_not_the_fault_is_not_taken(place: Place) -> None:
    assert boxes(failed(place, "m")) == {}


def test_what_a_person_must_judge_has_no_picture() -> None:
    finding = cannot_tell(Place("a", "html > body > a", box=SMALL), "m")
    assert finding.outcome is Outcome.CANT_TELL
    assert boxes(finding) == {}
