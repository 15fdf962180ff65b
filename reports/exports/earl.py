"""EARL 1.0 as JSON-LD: one assertion per subject and rule, for the ACT and WCAG-EM tools; personal data masked."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from reports.plain_text import printable
from reports.privacy import masked, masked_address
from reports.reader import Store
from reports.rows import FindingRow, OutcomeRow, RuleRow, Subject
from reports.rule_texts import RuleTexts
from rules.model import Language

CONTEXT = {
    "@vocab": "http://www.w3.org/ns/earl#",
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
    "ptr": "http://www.w3.org/2009/pointers#",
    "source": {"@id": "dct:source", "@type": "@id"},
    "title": "dct:title",
    "description": "dct:description",
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
    "assertedBy": {"@type": "@id"},
    "mode": {"@type": "@id"},
    "outcome": {"@type": "@id"},
    "expression": "ptr:expression",
}
ASSERTOR = "_:eftersyn"


def lines(store: Store, texts: RuleTexts, language: Language) -> Iterator[str]:
    """Yield the document; without times, so that equal runs give equal bytes."""
    rules = store.rules()
    assertor = {
        "@id": ASSERTOR,
        "@type": ["Assertor", "Software"],
        "doap:name": "Eftersyn",
        "doap:release": {"@type": "doap:Version", "doap:revision": store.sweep.tool_version},
    }
    yield '{"@context":' + _json(CONTEXT) + ',\n"@graph":[\n' + _json(assertor)
    for site in store.sites():
        found: dict[tuple[str, str], list[FindingRow]] = defaultdict(list)
        for finding in store.findings(site):
            found[finding.subject_id, finding.rule].append(finding)
        for subject in store.subjects(site):
            for row in store.outcomes(subject):
                findings = found[subject.id, row.rule]
                yield ",\n" + _json(_assertion(subject, rules[row.rule], row, findings, texts, language))
    yield "\n]}\n"


def _assertion(
    subject: Subject,
    rule: RuleRow,
    row: OutcomeRow,
    findings: Sequence[FindingRow],
    texts: RuleTexts,
    language: Language,
) -> dict[str, Any]:
    result: dict[str, Any] = {"@type": "TestResult", "outcome": f"earl:{row.outcome}"}
    if row.reason:
        result["description"] = printable(row.reason)
    if findings:
        result["pointer"] = [
            {
                # Only a page is pointed into with a selector.
                "@type": "ptr:CSSSelectorPointer" if subject.kind == "page" else "ptr:Pointer",
                "expression": printable(finding.target),
                "description": masked(
                    printable(texts.message(finding.rule, finding.message, finding.data, language))
                ),
            }
            for finding in findings
        ]
    return {
        "@type": "Assertion",
        "assertedBy": ASSERTOR,
        "mode": "earl:automatic",
        "subject": {"@type": ["TestSubject"], "source": masked_address(printable(subject.url))},
        "test": {
            "@type": "TestCase",
            "title": rule.id,
            "isPartOf": [f"urn:wcag2:{number}" for number in rule.criteria],
        },
        "result": result,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
