"""The six formal duties about the accessibility statement, each with what the measurement says of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.rows import FindingRow, OutcomeRow, RuleRow
from rules.countries import Duty
from rules.model import Outcome

RULE_OF_DUTY: Mapping[Duty, str] = {
    Duty.STATEMENT: "statement-missing",
    Duty.UPDATED: "statement-outdated",
    Duty.REDIRECT: "statement-redirect-wrong",
    Duty.FOOTER: "statement-footer-link-missing",
    Duty.TELEPHONE: "statement-telephone-missing",
    Duty.WRITTEN: "statement-written-contact-missing",
}

_JUDGED = frozenset({Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL})


@dataclass(frozen=True, slots=True)
class DutyFigure:
    """One duty. `finding` is what was seen where it failed or needs a person; `reason` says why it is untested."""

    duty: Duty
    rule: str
    outcome: Outcome
    reason: str = ""
    finding: FindingRow | None = None


def duty_figures(
    rules: Mapping[str, RuleRow],
    outcomes: Iterable[OutcomeRow],
    findings: Iterable[FindingRow],
    *,
    is_site: bool,
) -> tuple[DutyFigure, ...]:
    """Return the duties in their order; `is_site` is False where single pages were audited and no site."""
    by_rule = {row.rule: row for row in outcomes if row.rule in RULE_OF_DUTY.values()}
    found = {row.rule: row for row in findings if row.kind == "site" and row.rule in RULE_OF_DUTY.values()}
    return tuple(
        _figure(duty, rule, by_rule.get(rule), found.get(rule), is_judged=is_site and rule in rules)
        for duty, rule in RULE_OF_DUTY.items()
    )


def _figure(
    duty: Duty, rule: str, outcome: OutcomeRow | None, finding: FindingRow | None, *, is_judged: bool
) -> DutyFigure:
    if outcome is not None:
        return DutyFigure(duty, rule, Outcome(outcome.outcome), outcome.reason, finding)
    # Rows of what does not apply are left out when outcomes are read.
    return DutyFigure(duty, rule, Outcome.INAPPLICABLE if is_judged else Outcome.UNTESTED)


def failed_count(figures: Iterable[DutyFigure]) -> int:
    """Return how many duties have a fault."""
    return sum(figure.outcome is Outcome.FAILED for figure in figures)


def judged_count(figures: Iterable[DutyFigure]) -> int:
    """Return how many duties could be looked at: neither untested nor inapplicable."""
    return sum(figure.outcome in _JUDGED for figure in figures)
