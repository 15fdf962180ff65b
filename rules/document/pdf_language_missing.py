"""Rule: the language of a PDF is not given or is no language."""

import dataclasses
import re
from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.languages import primary_language
from rules.model import (
    NOWHERE,
    Confidence,
    Evidence,
    Finding,
    Impact,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.pdfua.table import failure_count

RULE = Rule(
    id="pdf-language-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da=("PDF skal angive, hvilket sprog den er på"),
        en=("A PDF must say which language it is in"),
    ),
    why=Text(
        da=(
            "En skærmlæser vælger stemme efter sproget. Er det ikke angivet, kan dansk tekst blive "
            "læst op med engelsk udtale og være umulig at forstå."
        ),
        en=(
            "A screen reader chooses its voice by the language. When it is not given, Danish text may "
            "be read aloud with English pronunciation and be impossible to follow."
        ),
    ),
    fix=Text(
        da=(
            "Word: vælg sprog under Gennemse > Sprog, og gem som PDF med tags. LibreOffice: "
            "Funktioner > Indstillinger > Sprog, og eksportér igen. InDesign og Acrobat: Filer > "
            "Egenskaber > Avanceret > Sprog."
        ),
        en=(
            "Word: choose the language under Review > Language and save as PDF with tags. "
            "LibreOffice: Tools > Options > Languages, and export again. InDesign and Acrobat: File > "
            "Properties > Advanced > Language."
        ),
    ),
    messages={
        "missing": Text(
            da=("Dokumentets sprog er ikke angivet."),
            en=("The language of the document is not given."),
        ),
        "invalid": Text(
            da=("Dokumentets sprog er angivet som »{language}«, som ikke er en sprogkode."),
            en=("The language of the document is given as “{language}”, which is no language code."),
        ),
        "unknown": Text(
            da=(
                "Dokumentets sprog er angivet som »{language}«. Det er ikke et sprog, vi kender, så "
                "det må et menneske se på."
            ),
            en=(
                "The language of the document is given as “{language}”. We do not know that language, "
                "so a person must look."
            ),
        ),
    },
    criteria=("3.1.1",),
    evidence=frozenset({Evidence.PDF}),
)

_TAG = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    facts = evidence.pdf
    if facts is None:
        return
    language = (facts.language or "").strip()
    clause = clause_told(evidence) or None
    if not language:
        if facts.has_structure_tree and facts.shown_bytes and not failure_count(evidence, "7.2-34"):
            yield passed()  # every text has a language of its own
        elif facts.shown_bytes:
            yield dataclasses.replace(failed(NOWHERE, "missing"), clause=clause)
    elif not _TAG.fullmatch(language):
        yield dataclasses.replace(failed(NOWHERE, "invalid", language=language), clause=clause)
    elif not primary_language(language):
        yield cannot_tell(NOWHERE, "unknown", language=language)
    else:
        yield passed()


def clause_told(evidence: DocumentEvidence) -> str:
    """Return the test of PDF/UA whose failure this rule tells, so that no other rule tells it too; "" for none."""
    facts = evidence.pdf
    if facts is None or (facts.language and _TAG.fullmatch(facts.language)):
        return ""
    if facts.language is not None:
        return "7.2-29" if failure_count(evidence, "7.2-29") else ""
    return "7.2-34" if failure_count(evidence, "7.2-34") else ""
