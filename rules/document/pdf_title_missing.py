"""Rule: a PDF has no title."""

import dataclasses
from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
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
    failed,
    passed,
)
from rules.pdfua.table import failure_count

RULE = Rule(
    id="pdf-title-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da=("PDF skal have en titel"),
        en=("A PDF must have a title"),
    ),
    why=Text(
        da=(
            "Titlen er det første, en skærmlæser læser op, og det, der står på fanen. Uden den må man "
            "læse dokumentet for at vide, hvilket det er."
        ),
        en=(
            "The title is the first thing a screen reader reads aloud, and what stands on the tab. "
            "Without it people must read the document to know which one it is."
        ),
    ),
    fix=Text(
        da=(
            "Word og LibreOffice: udfyld Titel under Filer > Oplysninger (Egenskaber), og gem som PDF "
            "igen. InDesign og Acrobat: udfyld Titel under Filer > Filoplysninger (Egenskaber)."
        ),
        en=(
            "Word and LibreOffice: fill in Title under File > Info (Properties) and save as PDF "
            "again. InDesign and Acrobat: fill in Title under File > File Info (Properties)."
        ),
    ),
    messages={
        "missing": Text(
            da=("Dokumentet har ingen titel."),
            en=("The document has no title."),
        ),
    },
    criteria=("2.4.2",),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    if not is_without_title(evidence):
        yield passed()
        return
    clause = "7.1-9" if failure_count(evidence, "7.1-9") else None
    yield dataclasses.replace(failed(NOWHERE, "missing"), clause=clause)


def is_without_title(evidence: DocumentEvidence) -> bool:
    """Whether neither the metadata nor the older properties hold a title: either is enough for a reader."""
    facts = evidence.pdf
    return facts is not None and not facts.title.strip() and not facts.xmp_title.strip()
