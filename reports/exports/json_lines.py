"""JSON Lines: one line per subject and rule, in the shape that benchmarks and CI jobs rely on.

A site's digital service profile is one line more, with the key `services` (docs/services.md). Holds no times and no
run ids, so that two equal runs give equal bytes. Nothing is masked: the lines are the agency's
own working copy, and `url` must be the address as given.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from reports.reader import Store
from reports.rows import FindingRow, OutcomeRow, RuleRow, Site, Subject
from reports.rule_texts import RuleTexts
from reports.services import ServicesReport, SignalView, services_report
from rules.model import Confidence, Engine, Impact, Language, Outcome, Scope, Standing

SERVICES = "digital-services"
"""Stands in the place of a rule on the one line of a site that holds its digital service profile."""


def lines(store: Store, texts: RuleTexts, language: Language) -> Iterator[str]:
    """Yield the lines, each ending in a newline, ordered by site, subject and rule."""
    rules = store.rules()
    for site in store.sites():
        found = _findings_by_subject(store, site)
        for subject in store.subjects(site):
            outcomes = store.outcomes(subject) or _never_judged(subject, rules)
            for outcome in outcomes:
                rule = rules.get(outcome.rule)
                if rule is None:
                    continue
                findings = found.get(subject.id, {}).get(outcome.rule, ())
                row = _row(subject, rule, outcome, findings, texts, language)
                yield _line(row)
            if subject.kind == Scope.SITE:
                services = services_report(store.services(site), site)
                if services is not None:
                    yield _line(_services(subject, services))


_LINE_BREAKS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def _line(row: dict[str, Any]) -> str:
    # JSON allows these three bare, but many readers split lines at them.
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).translate(_LINE_BREAKS) + "\n"


def _findings_by_subject(store: Store, site: Site) -> dict[str, dict[str, list[FindingRow]]]:
    return {
        subject_id: {rule: list(rows) for rule, rows in groupby(found, key=lambda finding: finding.rule)}
        for subject_id, found in groupby(store.findings(site), key=lambda finding: finding.subject_id)
    }


def _never_judged(subject: Subject, rules: dict[str, RuleRow]) -> list[OutcomeRow]:
    # A run that was killed may hold a subject without outcomes. Every address asked for has rows all the same.
    reason = subject.reason or subject.state
    return [
        OutcomeRow(subject.id, rule.id, Outcome.UNTESTED, reason=reason)
        for rule in rules.values()
        if rule.scope == subject.kind
    ]


def _row(
    subject: Subject,
    rule: RuleRow,
    outcome: OutcomeRow,
    findings: Sequence[FindingRow],
    texts: RuleTexts,
    language: Language,
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "url": subject.url,
        "final_url": subject.final_url or subject.url,
        "subject": subject.kind,
        "rule": rule.id,
        "engine": rule.engine,
        "standing": rule.standing,
        "confidence": rule.confidence,
        "outcome": outcome.outcome,
        "impact": _worst_impact(findings) or rule.impact,
        "wcag": list(rule.criteria),
        "en301549": list(rule.clauses),
        "act": list(rule.act),
        "findings": [_finding(finding, texts, language) for finding in findings],
        "rule_version": rule.version,
    }
    if outcome.outcome == Outcome.UNTESTED:
        row["reason"] = outcome.reason
    return row


def _services(subject: Subject, report: ServicesReport) -> dict[str, Any]:
    """Return what the pages showed of digital services, in the shape of the other lines.

    It is no rule and gives no verdict: its outcome is that there is nothing to pass or fail.
    """
    return {
        "url": subject.url,
        "final_url": subject.final_url or subject.url,
        "subject": subject.kind,
        "rule": SERVICES,
        "engine": Engine.OWN.value,
        "standing": Standing.SERVICE.value,
        "confidence": Confidence.LIKELY.value,
        "outcome": Outcome.INAPPLICABLE.value,
        "impact": Impact.MINOR.value,
        "wcag": [],
        "en301549": [],
        "act": [],
        "findings": [],
        "rule_version": 1,
        "services": {
            "country": report.table.country,
            "pages_seen": report.page_count,
            "self_service_through_portal": (
                {"count": report.portal.count, "total": report.portal.total} if report.portal else None
            ),
            "rows": {view.row.number: view.outcome.value for view in report.rows},
            "signals": {signal: _signal(view) for signal, view in sorted(report.signals.items())},
        },
    }


def _signal(view: SignalView) -> dict[str, Any]:
    return {
        "outcome": view.outcome.value,
        "page_count": view.page_count,
        "target_count": view.target_count,
        "years": view.years,
        "examples": [{"page": one.page, "value": one.value} for one in view.examples],
    }


def _worst_impact(findings: Sequence[FindingRow]) -> str | None:
    if not findings:
        return None
    return max((Impact(finding.impact) for finding in findings), key=lambda impact: impact.weight).value


def _finding(finding: FindingRow, texts: RuleTexts, language: Language) -> dict[str, Any]:
    row: dict[str, Any] = {
        "target": finding.target,
        "message": texts.message(finding.rule, finding.message, finding.data, language),
        "snippet": finding.snippet,
        "fingerprint": finding.fingerprint,
        "outcome": finding.outcome,
    }
    if finding.clause:
        row["clause"] = finding.clause
    return row
