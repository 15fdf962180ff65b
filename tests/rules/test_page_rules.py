"""Every case of a page rule gets the outcome its file name promises, as a real browser renders it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page as BrowserPage

from rules.catalogue import catalogue
from rules.model import Outcome, Scope
from rules.page_view import Page
from tests.rules.capture import capture, open_browser_page

CASES = Path(__file__).parent / "cases"
CASE_NAME = re.compile(r"^(passed|failed|inapplicable|canttell)-(\d\d)-[a-z0-9]+(-[a-z0-9]+)*\.html$")
OUTCOMES = {outcome.value.lower(): outcome for outcome in Outcome}
PAGE_RULES = {loaded.rule.id: loaded for loaded in catalogue().own(Scope.PAGE)}
FILES = sorted(CASES.glob("*/*"))


@pytest.fixture(scope="module")
def browser_page() -> Iterator[BrowserPage]:
    with open_browser_page() as page:
        yield page


def test_every_case_belongs_to_a_page_rule_and_is_named_by_its_outcome() -> None:
    assert {path.parent.name for path in FILES} == set(PAGE_RULES)
    assert [path.name for path in FILES if not CASE_NAME.match(path.name)] == []


@pytest.mark.parametrize("rule_id", sorted(PAGE_RULES))
def test_every_page_rule_has_cases_of_each_outcome(rule_id: str) -> None:
    counts: dict[str, int] = {}
    for path in (CASES / rule_id).iterdir():
        outcome = path.name.split("-")[0]
        counts[outcome] = counts.get(outcome, 0) + 1
    assert {outcome for outcome, count in counts.items() if count >= 2} >= {
        "passed",
        "failed",
        "inapplicable",
    }


@pytest.mark.browser
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_case_has_the_outcome_its_name_promises(path: Path, browser_page: BrowserPage) -> None:
    loaded = PAGE_RULES[path.parent.name]
    assert loaded.check is not None
    findings = list(loaded.check(Page(capture(browser_page, path.as_uri(), catalogue().styles))))
    outcomes = {finding.outcome for finding in findings}
    expected = OUTCOMES[path.name.split("-")[0]]
    if expected is Outcome.INAPPLICABLE:
        assert findings == []
        return
    # Anything besides what is expected (and what passes) fails the test.
    assert outcomes - {Outcome.PASSED} == {expected} - {Outcome.PASSED}, findings
    assert findings
    for finding in findings:
        if finding.outcome is not Outcome.PASSED:
            message = loaded.rule.messages[finding.message]
            assert message.placeholders <= set(finding.data)
            assert finding.place.target
            assert finding.place.path
            assert finding.place.snippet


@pytest.mark.browser
def test_a_banner_that_comes_from_elsewhere_is_the_choice_of_the_site(browser_page: BrowserPage) -> None:
    rule = PAGE_RULES["consent-reject-missing"]
    assert rule.check is not None
    path = CASES / rule.rule.id / "failed-04-in-a-frame-from-elsewhere.html"
    (finding,) = rule.check(Page(capture(browser_page, path.as_uri(), catalogue().styles)))
    assert finding.place.target == "html > body > iframe"
    assert finding.place.frame_url is None  # the law's exemption of third parties' content is not for it
