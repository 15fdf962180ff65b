"""SARIF 2.1.0: findings for code hosts and editors; personal data masked."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from reports.plain_text import printable
from reports.privacy import masked, masked_address
from reports.reader import Store
from reports.rows import FindingRow, RuleRow
from reports.rule_texts import RuleTexts
from rules.model import Impact, Language, Outcome

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ERROR_WEIGHT = Impact.SERIOUS.weight


def lines(store: Store, texts: RuleTexts, language: Language) -> Iterator[str]:
    """Yield the log: one run with every finding, failed and cantTell."""
    rules = store.rules()
    index = {rule_id: number for number, rule_id in enumerate(rules)}
    head = {
        "$schema": SCHEMA,
        "version": "2.1.0",
    }
    driver = {
        "name": "Eftersyn",
        "version": store.sweep.tool_version,
        "language": language.value,
        "rules": [_rule(rule, texts, language) for rule in rules.values()],
    }
    yield _json(head)[:-1] + ', "runs": [{"tool": {"driver": ' + _json(driver) + "},\n"
    yield '"columnKind": "utf16CodeUnits", "results": ['
    separator = "\n"
    for site in store.sites():
        for finding in store.findings(site):
            yield separator + _json(_result(finding, index, texts, language))
            separator = ",\n"
    yield "\n]}]}\n"


def _rule(rule: RuleRow, texts: RuleTexts, language: Language) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": texts.title(rule.id, language)},
        "fullDescription": {"text": texts.why(rule.id, language)},
        "help": {"text": texts.fix(rule.id, language) or texts.title(rule.id, language)},
        "defaultConfiguration": {"level": "error" if rule.is_fault else "note"},
        "properties": {
            "tags": [
                rule.standing,
                *(f"WCAG {number}" for number in rule.criteria),
                *(f"EN 301 549 {clause}" for clause in rule.clauses),
            ],
            "precision": "very-high" if rule.confidence == "certain" else "medium",
        },
    }


def _result(
    finding: FindingRow, index: Mapping[str, int], texts: RuleTexts, language: Language
) -> dict[str, Any]:
    kind, level = _kind_and_level(finding)
    message = texts.message(finding.rule, finding.message, finding.data, language)
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "kind": kind,
        "level": level,
        "message": {"text": masked(printable(message)) or finding.rule},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(finding.page_url)}},
                "logicalLocations": [{"fullyQualifiedName": printable(finding.target), "kind": "element"}],
            }
        ],
        "partialFingerprints": {"eftersyn/v1": finding.fingerprint},
        "properties": {"impact": finding.impact, "snippet": masked(printable(finding.snippet))},
    }


def _kind_and_level(finding: FindingRow) -> tuple[str, str]:
    if finding.outcome == Outcome.CANT_TELL:
        return "review", "none"  # SARIF 3.27.10: any kind but "fail" has level "none"
    if not finding.is_fault:
        return "fail", "note"
    return "fail", "error" if finding.weight >= _ERROR_WEIGHT else "warning"


def _uri(url: str) -> str:
    return quote(masked_address(printable(url)), safe=":/?#[]@!$&'()*+,;=%-._~")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
