"""Rule: a form is written in dynamic XFA, which only Acrobat can show."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-xfa-dynamic",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.CRITICAL,
    title=Text(
        da=("En formular må ikke være en dynamisk XFA-formular"),
        en=("A form must not be a dynamic XFA form"),
    ),
    why=Text(
        da=(
            "Dynamiske XFA-formularer kan kun åbnes i Adobes egne programmer på en computer. I andre "
            "programmer, i browseren og på telefonen står der kun, at filen ikke kan vises."
        ),
        en=(
            "Dynamic XFA forms open only in Adobe’s own programs on a computer. Other programs, "
            "browsers and phones show only that the file cannot be displayed."
        ),
    ),
    fix=Text(
        da=(
            "Lav formularen om til en webformular eller til en almindelig PDF-formular: i Acrobat "
            "Forberedelse af formular, i LibreOffice formularfelter og Eksportér som PDF."
        ),
        en=(
            "Make the form a web form, or an ordinary PDF form: in Acrobat with Prepare Form, in "
            "LibreOffice with form controls and Export as PDF."
        ),
    ),
    messages={
        **messages_of("pdf-xfa-dynamic"),
    },
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    yield from judge_clauses(evidence, RULE.id)
