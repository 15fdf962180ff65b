"""What the measurement says of security and privacy: one line for each rule, apart from the accessibility figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.rows import FindingRow, OutcomeRow, RuleRow
from rules.model import Outcome, Scope, Standing
from rules.standards.references import OF_RULE

STANDINGS = (Standing.SECURITY.value, Standing.PRIVACY.value)

# The worst of what was said of the pages is what is said of the site.
_WORST_FIRST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.UNTESTED, Outcome.INAPPLICABLE)
_JUDGED = frozenset({Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL})


@dataclass(frozen=True, slots=True)
class SafetyFigure:
    """One rule. `findings` are what was seen, one for each cluster; `reason` says why it is untested."""

    rule: str
    standing: str
    outcome: Outcome
    reason: str = ""
    findings: tuple[FindingRow, ...] = ()

    @property
    def is_explained(self) -> bool:
        """Whether the authority has explained all that failed."""
        failed = [finding for finding in self.findings if finding.outcome == Outcome.FAILED]
        return bool(failed) and all(finding.explanation for finding in failed)


def safety_figures(
    rules: Mapping[str, RuleRow],
    outcomes: Iterable[OutcomeRow],
    findings: Iterable[FindingRow],
    *,
    is_site: bool,
) -> tuple[SafetyFigure, ...]:
    """Return a figure for each rule about security and privacy that the sweep knew, in their order; `is_site` is False
    where single pages were audited, and then the rules about the whole site are left out."""
    known = [
        rules[rule] for rule in OF_RULE if rule in rules and (is_site or rules[rule].scope != Scope.SITE)
    ]
    said: dict[str, list[OutcomeRow]] = {rule.id: [] for rule in known}
    for row in outcomes:
        if row.rule in said:
            said[row.rule].append(row)
    found: dict[str, dict[str, FindingRow]] = {rule.id: {} for rule in known}
    for finding in findings:
        if finding.rule in found and not finding.exemption:
            found[finding.rule].setdefault(finding.fingerprint, finding)
    return tuple(_figure(rule, said[rule.id], tuple(found[rule.id].values())) for rule in known)


def _figure(rule: RuleRow, said: list[OutcomeRow], found: tuple[FindingRow, ...]) -> SafetyFigure:
    outcomes = {Outcome(row.outcome): row for row in said}
    outcome = next((one for one in _WORST_FIRST if one in outcomes), None)
    if outcome is None:
        # Rows of what does not apply are left out when outcomes are read.
        return SafetyFigure(rule.id, rule.standing, Outcome.INAPPLICABLE)
    reason = outcomes[outcome].reason if outcome is Outcome.UNTESTED else ""
    ordered = tuple(sorted(found, key=lambda finding: finding.outcome != Outcome.FAILED))
    return SafetyFigure(rule.id, rule.standing, outcome, reason, ordered)


def safety_failed(figures: Iterable[SafetyFigure]) -> int:
    """Return how many of the rules found something wrong."""
    return sum(figure.outcome is Outcome.FAILED for figure in figures)


def safety_judged(figures: Iterable[SafetyFigure]) -> int:
    """Return how many of the rules could be judged: neither untested nor inapplicable."""
    return sum(figure.outcome in _JUDGED for figure in figures)
