"""Rule: the tags of a list or table of contents do not make one."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-ua-lists",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Lister og indholdsfortegnelser i PDF skal være tagget rigtigt",
        en="Lists and tables of contents in a PDF must be tagged rightly",
    ),
    why=Text(
        da=(
            "En skærmlæser siger, hvor mange punkter en liste har, og hvor man er nået til. Det kan "
            "den kun, når listen er tagget som en liste."
        ),
        en=(
            "A screen reader says how many items a list has and which one is read. It can do so only "
            "when the list is tagged as one."
        ),
    ),
    fix=Text(
        da=(
            "Word og LibreOffice: brug programmets punktopstilling og indholdsfortegnelse, og gem som "
            "PDF igen. InDesign og Acrobat: ret tagget L, LI, Lbl og LBody i panelet Tags."
        ),
        en=(
            "Word and LibreOffice: use the program's own lists and table of contents, and save as PDF "
            "again. InDesign and Acrobat: mend the tags L, LI, Lbl and LBody in the Tags panel."
        ),
    ),
    messages=messages_of("pdf-ua-lists"),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    yield from judge_clauses(evidence, RULE.id)
