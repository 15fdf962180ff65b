"""Rule: a table's header row only looks like one."""

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
from rules.office_evidence import HeaderMark
from rules.office_places import place
from rules.office_tables import Purpose, purpose_of

RULE = Rule(
    id="office-table-header-not-marked",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    # Some programs take the ticked box for a header, though the style sets nothing apart.
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Overskriftsrækken skal være markeret, ikke kun se sådan ud",
        en="The header row must be marked, not only look like one",
    ),
    why=Text(
        da=(
            "Word kan give første række et særligt udseende uden at markere den som overskrift. Skærmlæsere "
            "og pdf-filer får først besked, når rækken gentages som overskrift på hver side."
        ),
        en=(
            "Word can give the first row a look of its own without marking it as the header. Screen readers "
            "and PDF files are only told when the row is repeated as the header on each page."
        ),
    ),
    fix=Text(
        da=(
            "Word: sæt markøren i første række, og vælg fanen Layout (under Tabelværktøjer) > Gentag "
            "overskriftsrækker. PowerPoint: sæt flueben ved Overskriftsrække under Tabeldesign. Excel: vælg "
            "tabellen, og sæt flueben ved Overskriftsrække. LibreOffice: Tabel > Egenskaber > Tekstforløb > "
            "Gentag overskrift."
        ),
        en=(
            "Word: put the cursor in the first row and choose the Layout tab (under Table Tools) > Repeat "
            "Header Rows. PowerPoint: tick Header Row under Table Design. Excel: select the table and tick "
            "Header Row. LibreOffice: Table > Properties > Text Flow > Repeat heading."
        ),
    ),
    messages={
        "look": Text(
            da="Første række i tabellen, »{first}«, er ikke markeret som overskrift.",
            en="The table's first row, “{first}”, is not marked as the header.",
        ),
    },
    criteria=("1.3.1",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)

FIRST_ROW_MAX_CHARACTERS = 100


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for table in office.tables:
        if table.header is HeaderMark.NONE or purpose_of(table, office.kind) is not Purpose.DATA:
            continue
        if table.header is HeaderMark.LOOK:
            yield failed(place(table.spot), "look", first=table.spot.text[:FIRST_ROW_MAX_CHARACTERS])
        else:
            yield passed(place(table.spot))
