"""The table of PDF/UA-1's tests, and how their outcomes become findings of the rule that carries them."""

import dataclasses
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from rules.document_evidence import ClauseFailure, ClauseResult, DocumentEvidence
from rules.model import Finding, Place, Text, failed, passed

PLACES_MAX = 25
"""Findings of one test in one file; `count` in the data is of all."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One test of PDF/UA-1 by clause and number, the rule that carries it, and what its failure says."""

    id: str
    rule: str
    message: Text


def _read() -> dict[str, Clause]:
    source = files("rules").joinpath("pdfua", "clauses.toml").read_text(encoding="utf-8")
    rows: dict[str, dict[str, str]] = tomllib.loads(source)
    return {own: Clause(own, row["rule"], Text(da=row["da"], en=row["en"])) for own, row in rows.items()}


CLAUSES: Mapping[str, Clause] = _read()
"""Every test by clause and number ("7.1-3")."""


def messages_of(rule_id: str) -> dict[str, Text]:
    """Return the messages of the tests that a rule carries: the clause is the key."""
    return {clause.id: clause.message for clause in CLAUSES.values() if clause.rule == rule_id}


def result_of(evidence: DocumentEvidence, clause: str) -> ClauseResult | None:
    return next((result for result in evidence.clauses if result.clause == clause), None)


def failure_count(evidence: DocumentEvidence, clause: str) -> int:
    result = result_of(evidence, clause)
    return result.failure_count if result is not None else 0


def judge_clauses(
    evidence: DocumentEvidence, rule_id: str, *, except_for: Collection[str] = ()
) -> Iterator[Finding]:
    """Yield what the tests of a rule say: a pass for each that found nothing, else a fault for each place."""
    for result in evidence.clauses:
        clause = CLAUSES.get(result.clause)
        if clause is None or clause.rule != rule_id or clause.id in except_for or not result.checked:
            continue
        if not result.failure_count:
            yield passed()
        for failure in result.failures[:PLACES_MAX]:
            yield clause_finding(clause.id, failure, result.failure_count)


def clause_finding(clause: str, failure: ClauseFailure, count: int, message: str = "") -> Finding:
    """Return the fault that one failure of a test is."""
    place = Place(target=failure.place, path=failure.path, snippet=failure.snippet)
    data = {"count": count, **failure.data}
    return dataclasses.replace(failed(place, message or clause, **data), clause=clause)
