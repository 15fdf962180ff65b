"""JUnit XML: a suite per subject and a case per rule, for CI jobs; only faults fail a case."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from reports.plain_text import printable
from reports.privacy import masked, masked_address
from reports.reader import Store
from reports.rows import FindingRow, OutcomeRow, Subject
from reports.rule_texts import RuleTexts
from rules.model import Language, Outcome


def lines(store: Store, texts: RuleTexts, language: Language) -> Iterator[str]:
    """Yield the report; a rule that does not apply has no case."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Eftersyn">\n'
    for site in store.sites():
        found: dict[tuple[str, str], list[FindingRow]] = defaultdict(list)
        for finding in store.findings(site):
            found[finding.subject_id, finding.rule].append(finding)
        for subject in store.subjects(site):
            outcomes = [row for row in store.outcomes(subject) if row.outcome != Outcome.INAPPLICABLE]
            cases = [_case(row, found[subject.id, row.rule], texts, language) for row in outcomes]
            yield _suite(subject, outcomes, cases, sum("<failure" in case for case in cases))
    yield "</testsuites>\n"


def _suite(subject: Subject, outcomes: Sequence[OutcomeRow], cases: Sequence[str], failures: int) -> str:
    skipped = sum(row.outcome == Outcome.UNTESTED for row in outcomes)
    name = _attribute(masked_address(subject.url))
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0" skipped="{skipped}"'
    return f"<testsuite name={name} {counts}>\n{''.join(cases)}</testsuite>\n"


def _case(row: OutcomeRow, findings: Sequence[FindingRow], texts: RuleTexts, language: Language) -> str:
    title = _attribute(f"{row.rule}: {texts.title(row.rule, language)}")
    faults = [finding for finding in findings if finding.is_fault]
    others = [finding for finding in findings if not finding.is_fault]
    inner = ""
    if row.outcome == Outcome.UNTESTED:
        inner = f"<skipped message={_attribute(row.reason)}/>"
    if faults:
        text = _described(faults, texts, language)
        opening = f"<failure type={_attribute(row.rule)} message={_attribute(text[0])}>"
        inner = f"{opening}{escape(chr(10).join(text))}</failure>"
    if others:
        inner += f"<system-out>{escape(chr(10).join(_described(others, texts, language)))}</system-out>"
    return f"<testcase classname={_attribute(row.rule)} name={title}>{inner}</testcase>\n"


def _described(findings: Sequence[FindingRow], texts: RuleTexts, language: Language) -> list[str]:
    return [
        printable(
            f"{finding.outcome}: {masked(texts.message(finding.rule, finding.message, finding.data, language))}"
            f" ({finding.target}) {finding.fingerprint}"
        )
        for finding in findings
    ]


def _attribute(value: str) -> str:
    return quoteattr(printable(value))
