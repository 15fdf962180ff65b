"""The standards rules are measured against: WCAG criteria, EN 301 549 clauses, dated rule sets and user needs."""

from rules.standards.criteria import CRITERIA, Criterion, Level, Wcag
from rules.standards.rule_sets import (
    AUTOMATABLE,
    RULE_SETS,
    EnVersion,
    RuleSet,
    automatable,
    counts_as_fault,
    en301549_clause,
    legal_rule_set,
    rule_set,
    upcoming_rule_set,
)
from rules.standards.user_needs import NEEDS_OF_CRITERION, USER_NEEDS, UserNeed, user_needs

__all__ = [
    "AUTOMATABLE",
    "CRITERIA",
    "NEEDS_OF_CRITERION",
    "RULE_SETS",
    "USER_NEEDS",
    "Criterion",
    "EnVersion",
    "Level",
    "RuleSet",
    "UserNeed",
    "Wcag",
    "automatable",
    "counts_as_fault",
    "en301549_clause",
    "legal_rule_set",
    "rule_set",
    "upcoming_rule_set",
    "user_needs",
]
