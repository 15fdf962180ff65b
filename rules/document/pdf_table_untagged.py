"""Rule: a ruled table in a tagged PDF is not tagged as a table."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    failed,
    passed,
)

RULE = Rule(
    id="pdf-table-untagged",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    # ruled lines may be a form or a drawing
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da=("En tabel i PDF skal være tagget som tabel"),
        en=("A table in a PDF must be tagged as a table"),
    ),
    why=Text(
        da=(
            "Er tabellen ikke tagget, læses cellerne op som løs tekst, og man kan ikke høre, hvilken "
            "række og kolonne et tal hører til."
        ),
        en=(
            "When the table is not tagged, its cells are read aloud as loose text, and nobody can "
            "hear to which row and column a figure belongs."
        ),
    ),
    fix=Text(
        da=(
            "Word og LibreOffice: lav tabellen med programmets tabelværktøj, og gem som PDF med tags. "
            "InDesign: brug Tabel, ikke tabulatorer og streger. Acrobat: markér tabellen med "
            "Læserækkefølge > Tabel."
        ),
        en=(
            "Word and LibreOffice: make the table with the program's table tool and save as PDF with "
            "tags. InDesign: use Table, not tabs and lines. Acrobat: mark the table with Reading "
            "Order > Table."
        ),
    ),
    messages={
        "ruled": Text(
            da=(
                "Siden har {rows} rækker og {columns} kolonner med streger om, men dokumentet har "
                "ingen tabel i sine tags."
            ),
            en=(
                "The page has {rows} rows and {columns} columns with lines around them, but the "
                "document has no table among its tags."
            ),
        ),
    },
    criteria=("1.3.1",),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    facts = evidence.pdf
    if facts is None or not facts.element_count:
        return  # pdf-untagged
    if facts.table_count:
        yield passed()
    for table in facts.untagged_tables:
        place = Place(target=table.place, path="Page")
        yield failed(place, "ruled", rows=table.rows, columns=table.columns)
