"""Rule: a table has merged cells or a table inside it."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Identity,
    Impact,
    Rule,
    Scope,
    Standing,
    Text,
    failed,
    passed,
)
from rules.office_places import place
from rules.office_tables import Purpose, purpose_of

RULE = Rule(
    id="office-table-irregular",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Tabeller bør være enkle",
        en="Tables should be simple",
    ),
    why=Text(
        da=(
            "I en tabel med flettede celler eller en tabel indeni mister skærmlæsere let regnskabet med "
            "rækker og kolonner. Blinde kan da ikke se, hvilken overskrift en celle hører til."
        ),
        en=(
            "In a table with merged cells, or with a table inside it, screen readers easily lose count of "
            "rows and columns. People who are blind then cannot tell which header a cell belongs to."
        ),
    ),
    fix=Text(
        da=(
            "Del tabellen i flere enkle tabeller, eller opdel de flettede celler. Word: fanen Layout > Opdel"
            " celler. LibreOffice: Tabel > Opdel celler."
        ),
        en=(
            "Split the table into several simple ones, or split the merged cells. Word: Layout tab > Split "
            "Cells. LibreOffice: Table > Split Cells."
        ),
    ),
    messages={
        "merged": Text(
            da="Tabellen har {count} flettede celler.",
            en="The table has {count} merged cells.",
        ),
        "merged_one": Text(
            da="Tabellen har en flettet celle.",
            en="The table has a merged cell.",
        ),
        "nested": Text(
            da="Tabellen har en anden tabel inden i sig.",
            en="The table has another table inside it.",
        ),
    },
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for table in office.tables:
        if purpose_of(table, office.kind) is Purpose.LAYOUT and not table.nested:
            continue
        spot = place(table.spot)
        if table.nested:
            yield failed(spot, "nested")
        elif table.merged:
            yield failed(spot, "merged" if table.merged > 1 else "merged_one", count=table.merged)
        else:
            yield passed(spot)
