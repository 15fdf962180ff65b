"""Rule: a data table has no header row."""

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
    cannot_tell,
    failed,
    passed,
)
from rules.office_evidence import HeaderMark
from rules.office_places import place
from rules.office_tables import Purpose, purpose_of

RULE = Rule(
    id="office-table-no-header",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Tabeller skal have en overskriftsrække",
        en="Tables must have a header row",
    ),
    why=Text(
        da=(
            "En skærmlæser siger kolonnens overskrift, når man flytter fra celle til celle. Er rækken ikke "
            "markeret som overskrift, hører en blind kun tal uden at vide, hvad de gælder."
        ),
        en=(
            "A screen reader says the column's header as one moves from cell to cell. When the row is not "
            "marked as the header, a person who is blind hears only figures and cannot know what they are "
            "about."
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
        "none": Text(
            da=(
                "Tabellen med {rows} rækker og {columns} kolonner har ingen overskriftsrække. Første række er "
                "»{first}«."
            ),
            en="The table of {rows} rows and {columns} columns has no header row. Its first row is “{first}”.",
        ),
        "perhaps": Text(
            da=(
                "Tabellen med {rows} rækker og {columns} kolonner har ingen overskriftsrække. Se efter, om den "
                "viser data eller kun bruges til opstilling."
            ),
            en=(
                "The table of {rows} rows and {columns} columns has no header row. Check whether it shows data "
                "or is only used for layout."
            ),
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
        purpose = purpose_of(table, office.kind)
        spot = place(table.spot)
        size = {"rows": table.rows, "columns": table.columns}
        if purpose is Purpose.LAYOUT:
            continue
        if table.header is not HeaderMark.NONE:
            yield passed(spot)
        elif purpose is Purpose.DATA:
            yield failed(spot, "none", first=table.spot.text[:FIRST_ROW_MAX_CHARACTERS], **size)
        else:
            yield cannot_tell(spot, "perhaps", **size)
