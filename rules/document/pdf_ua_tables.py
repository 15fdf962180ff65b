"""Rule: the tags of a table do not make a table."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-ua-tables",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Tabeller i PDF skal være tagget, så de hænger sammen",
        en="Tables in a PDF must be tagged so that they hold together",
    ),
    why=Text(
        da=(
            "Blinde læser en tabel celle for celle og får overskriften læst op til hver. Er rækker, "
            "celler og overskrifter tagget forkert, kan tallene ikke sættes sammen."
        ),
        en=(
            "People who are blind read a table cell by cell and hear the header of each. When rows, "
            "cells and headers are tagged wrongly, the figures cannot be put together."
        ),
    ),
    fix=Text(
        da=(
            "Word og LibreOffice: lav tabellen med programmets tabelværktøj uden flettede celler, "
            "angiv overskriftsrækken, og gem som PDF igen. InDesign og Acrobat: ret tabellen i "
            "Tabeleditor, og angiv række eller kolonne for hver overskriftscelle."
        ),
        en=(
            "Word and LibreOffice: make the table with the program's table tool without merged cells, "
            "mark the header row, and save as PDF again. InDesign and Acrobat: mend the table in the "
            "table editor and set row or column for each header cell."
        ),
    ),
    messages=messages_of("pdf-ua-tables"),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    yield from judge_clauses(evidence, RULE.id)
