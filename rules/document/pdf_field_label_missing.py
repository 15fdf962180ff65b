"""Rule: a form field of a PDF has no label."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-field-label-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.CRITICAL,
    title=Text(
        da=("Felter i en PDF-formular skal have en ledetekst"),
        en=("Fields of a PDF form must have a label"),
    ),
    why=Text(
        da=(
            "Den, der bruger skærmlæser, hører kun feltets ledetekst, ikke teksten ved siden af. Uden "
            "den ved man ikke, hvad der skal stå i feltet."
        ),
        en=(
            "People who use a screen reader hear only the label of the field, not the text beside it. "
            "Without it they do not know what to write."
        ),
    ),
    fix=Text(
        da=(
            "Acrobat: Forberedelse af formular > højreklik på feltet > Egenskaber > Værktøjstip. "
            "LibreOffice: Kontrolegenskaber > Hjælpetekst. InDesign: Knapper og formularer > "
            "Beskrivelse."
        ),
        en=(
            "Acrobat: Prepare Form > right-click the field > Properties > Tooltip. LibreOffice: "
            "Control Properties > Help text. InDesign: Buttons and Forms > Description."
        ),
    ),
    messages={
        **messages_of("pdf-field-label-missing"),
    },
    criteria=("3.3.2", "4.1.2"),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    yield from judge_clauses(evidence, RULE.id)
