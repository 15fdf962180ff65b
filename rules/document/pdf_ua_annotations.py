"""Rule: links, form fields and comments of a PDF are not tagged or described."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-ua-annotations",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Links, felter og kommentarer i PDF skal være tagget og beskrevet",
        en="Links, fields and comments in a PDF must be tagged and described",
    ),
    why=Text(
        da=(
            "Det, man kan klikke på eller udfylde, nås kun med skærmlæser og tastatur, når det har en "
            "plads i dokumentets struktur og en beskrivelse."
        ),
        en=(
            "What can be clicked or filled in is reached with a screen reader and keyboard only when "
            "it has a place in the structure of the document and a description."
        ),
    ),
    fix=Text(
        da=(
            "Word og LibreOffice: gem som PDF med tags (i LibreOffice: Universel tilgængelighed, "
            "PDF/UA). Acrobat: kør Tag-anmærkninger i panelet Tags, sæt tabulatorrækkefølgen til "
            "dokumentstruktur, og skriv beskrivelser."
        ),
        en=(
            "Word and LibreOffice: save as PDF with tags (in LibreOffice: Universal Accessibility, "
            "PDF/UA). Acrobat: find and tag annotations in the Tags panel, set the tab order to the "
            "document structure, and write descriptions."
        ),
    ),
    messages=messages_of("pdf-ua-annotations"),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    yield from judge_clauses(evidence, RULE.id)
