"""Turns what axe saw of a page into findings in our words; axe judged, this only maps."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rules.axe.doubts import is_doubted
from rules.axe.messages import FAIL, INCOMPLETE
from rules.axe.table import FACTS
from rules.evidence import AxeNode, AxeRuleResult, AxeRun
from rules.model import Box, Finding, Impact, Outcome, Place
from rules.page_view import Page

NO_AXE_RUN = "axe_did_not_run"
NOT_RUN = "rule_did_not_run"
MESSAGE = "axe"
"""Message key of every axe finding; `rules.axe.messages` makes words of its data."""

_POSITION = re.compile(r":nth-(?:child|of-type|last-child|last-of-type)\([^)]*\)")
SNIPPET_MAX_CHARACTERS = 300
_IMPACTS = frozenset(impact.value for impact in Impact)


@dataclass(frozen=True, slots=True)
class AxeJudgement:
    """What one axe rule says of one page: the result without fingerprints."""

    rule: str
    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    passed_count: int = 0
    reason: str = ""


def judge(run: AxeRun | None, rules: Iterable[str], page: Page) -> Iterator[AxeJudgement]:
    """Yield one judgement for each of `rules`, in their order.

    Without a run, after a run that broke, for a rule that broke and for one that did not run, the outcome is untested.
    A rule that ran and reported nothing is inapplicable.
    """
    by_id = {result.id: result for result in run.rules} if run else {}
    ran = frozenset(run.ran) if run else frozenset()
    for rule_id in rules:
        result = by_id.get(rule_id)
        if run is None or run.error:
            yield AxeJudgement(rule_id, Outcome.UNTESTED, reason=run.error if run else NO_AXE_RUN)
        elif result is not None:
            yield _judgement(result, page)
        elif rule_id in ran:
            yield AxeJudgement(rule_id, Outcome.INAPPLICABLE)
        else:
            yield AxeJudgement(rule_id, Outcome.UNTESTED, reason=NOT_RUN)


def _judgement(result: AxeRuleResult, page: Page) -> AxeJudgement:
    if result.error:
        return AxeJudgement(result.id, Outcome.UNTESTED, reason=result.error)
    # axe reports the faults of these rules as incomplete, but in the words of a failure.
    review_on_fail = result.id in FACTS and FACTS[result.id].review_on_fail
    findings = (
        *(_finding(node, _outcome(result.id, node, page), FAIL) for node in result.violations),
        *(
            _finding(node, Outcome.CANT_TELL, FAIL if review_on_fail else INCOMPLETE)
            for node in result.incomplete
        ),
    )
    outcomes = {finding.outcome for finding in findings}
    if Outcome.FAILED in outcomes:
        outcome = Outcome.FAILED
    elif findings:
        outcome = Outcome.CANT_TELL
    else:
        outcome = Outcome.PASSED if result.passes else Outcome.INAPPLICABLE
    return AxeJudgement(result.id, outcome, findings, result.passes)


def _outcome(rule_id: str, node: AxeNode, page: Page) -> Outcome:
    return Outcome.CANT_TELL if is_doubted(rule_id, node, page) else Outcome.FAILED


def _finding(node: AxeNode, outcome: Outcome, kind: str) -> Finding:
    place = Place(
        target=node.target,
        path=_path(node.ancestry),
        snippet=node.html[:SNIPPET_MAX_CHARACTERS],
        box=Box(*node.box) if node.box else None,
        frame_url=node.frame_url,
    )
    data = {"checks": [[check.id, check.group, check.data, kind] for check in node.checks]}
    return Finding(outcome, place, MESSAGE, data, Impact(node.impact) if node.impact in _IMPACTS else None)


def _path(ancestry: str) -> str:
    """Return axe's ancestry without positions, so that every copy of a template has the same."""
    return _POSITION.sub("", ancestry).lower()
