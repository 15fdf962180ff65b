"""Rule sets as dated data: which version of EN 301 549 is law on a day, and what counts as a fault under it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.model import Confidence, Rule, Scope, Standing, Status, Text
from rules.standards.criteria import CRITERIA, Wcag


class EnVersion(StrEnum):
    """A version of EN 301 549."""

    V3_2_1 = "V3.2.1"
    V4_1_1 = "V4.1.1"


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One version of the standard with the days on which it is the legal one; `legal_from` None: not yet cited as
    law. `legal_to` is the last day."""

    id: str
    version: EnVersion
    wcag: Wcag
    name: Text
    legal_from: date | None
    legal_to: date | None = None

    def is_legal(self, on: date) -> bool:
        """Return whether the rule set is the legal yardstick on a day."""
        return (
            self.legal_from is not None
            and self.legal_from <= on
            and (self.legal_to is None or on <= self.legal_to)
        )

    def requires(self, criterion: str) -> bool:
        """Return whether the criterion is a requirement (A or AA, in this version of WCAG)."""
        known = CRITERIA.get(criterion)
        return known is not None and known.required and known.is_in(self.wcag)


RULE_SETS: tuple[RuleSet, ...] = (
    RuleSet(
        "EN301549-V3.2.1",
        EnVersion.V3_2_1,
        Wcag.V2_1,
        Text(da="EN 301 549 V3.2.1 (WCAG 2.1 A og AA)", en="EN 301 549 V3.2.1 (WCAG 2.1 A and AA)"),
        date(2022, 2, 12),
    ),
    RuleSet(
        "EN301549-V4.1.1",
        EnVersion.V4_1_1,
        Wcag.V2_2,
        Text(da="EN 301 549 V4.1.1 (WCAG 2.2 A og AA)", en="EN 301 549 V4.1.1 (WCAG 2.2 A and AA)"),
        None,
    ),
)
"""Oldest first.

Source: V3.2.1 was cited in the Official Journal on 18 August 2021 (Implementing Decision (EU) 2021/1339) and has been
the only harmonised version under Directive (EU) 2016/2102 since 12 February 2022. ETSI published V4.1.1 on
2 September 2026; until the Official Journal cites it, it has no legal day. When it does, only dates change here.
"""


def rule_set(rule_set_id: str) -> RuleSet:
    """Return the rule set with an id, as a sweep records it; LookupError for an unknown one."""
    for known in RULE_SETS:
        if known.id == rule_set_id:
            return known
    raise LookupError(f"no rule set is called {rule_set_id!r}")


def legal_rule_set(on: date) -> RuleSet:
    """Return the rule set that is law on a day; LookupError before the first one."""
    for known in RULE_SETS:
        if known.is_legal(on):
            return known
    raise LookupError(f"no rule set was in force on {on.isoformat()}")


def upcoming_rule_set(on: date) -> RuleSet | None:
    """Return the next rule set that is published but not yet law on a day, or None."""
    for known in RULE_SETS:
        if known.legal_from is None or known.legal_from > on:
            return known
    return None


_VOID_FOR_DOCUMENTS = frozenset({"2.4.1", "2.4.5", "3.2.3", "3.2.4"})


def en301549_clause(criterion: str, scope: Scope, version: EnVersion | str) -> str | None:
    """Return the EN 301 549 clause of a success criterion, such as `9.2.4.4`, or None where there is no requirement.

    Source: EN 301 549 clause 9 (web) and clause 10 (non-web documents) repeat the numbers of WCAG after `9.` and `10.`.
    AAA criteria have no clause. Clause 10 is Void for 2.4.1, 2.4.5, 3.2.3 and 3.2.4. V3.2.1 holds WCAG 2.1, V4.1.1
    holds WCAG 2.2.
    """
    standard = next(known for known in RULE_SETS if known.version is EnVersion(version))
    if not standard.requires(criterion):
        return None
    if scope is not Scope.DOCUMENT:
        return f"9.{criterion}"
    return None if criterion in _VOID_FOR_DOCUMENTS else f"10.{criterion}"


AUTOMATABLE: tuple[str, ...] = (
    "1.1.1",
    "1.2.2",
    "1.3.1",
    "1.3.4",
    "1.3.5",
    "1.4.1",
    "1.4.2",
    "1.4.3",
    "1.4.4",
    "1.4.12",
    "2.1.1",
    "2.2.1",
    "2.2.2",
    "2.4.1",
    "2.4.2",
    "2.4.4",
    "2.5.3",
    "3.1.1",
    "3.1.2",
    "3.3.2",
    "4.1.2",
)
"""The 21 of WCAG 2.1's 50 A and AA criteria that an axe rule of ours touches; none of them is decided completely.

Source: the tags of the axe rules that run (rules.axe.table); a test keeps the two equal.
"""

_AUTOMATABLE_SINCE: Mapping[Wcag, tuple[str, ...]] = {Wcag.V2_2: ("2.5.8",)}


def automatable(standard: RuleSet) -> tuple[str, ...]:
    """Return the automatable criteria that a rule set requires, those new in its version of WCAG included."""
    candidates = (*AUTOMATABLE, *(number for numbers in _AUTOMATABLE_SINCE.values() for number in numbers))
    return tuple(number for number in CRITERIA if number in candidates and standard.requires(number))


def counts_as_fault(rule: Rule, standard: RuleSet) -> bool:
    """Return whether a failed finding of `rule` is a Fault: the rule is stable, certain, a requirement, and rests on a
    clause of law or on a criterion that the rule set requires."""
    return (
        rule.status is Status.STABLE
        and rule.confidence is Confidence.CERTAIN
        and rule.standing is Standing.REQUIREMENT
        and (bool(rule.law) or any(standard.requires(criterion) for criterion in rule.criteria))
    )
