"""Rule: a published workbook has a hidden sheet."""

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
from rules.office_evidence import Visibility

RULE = Rule(
    id="office-sheet-hidden",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Skjulte ark bør fjernes før offentliggørelse",
        en="Hidden sheets should be removed before publication",
    ),
    why=Text(
        da=(
            "Et skjult ark kan enhver hente frem. Det kan rumme tal eller oplysninger om personer, som ikke "
            "skulle ud, og læseren ved ikke, om arket hører med."
        ),
        en=(
            "Anyone can unhide a hidden sheet. It may hold figures or information about people that should "
            "not be out, and the reader cannot know whether it belongs."
        ),
    ),
    fix=Text(
        da=(
            "Excel og LibreOffice: højreklik på en fane, vælg Vis, se arket efter, og slet det, eller lad "
            "det være synligt."
        ),
        en=(
            "Excel and LibreOffice: right-click a tab, choose Unhide or Show Sheet, look the sheet over, and"
            " delete it or leave it visible."
        ),
    ),
    messages={
        "hidden": Text(
            da="Arket »{name}« er skjult.",
            en="The sheet “{name}” is hidden.",
        ),
    },
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for sheet in office.sheets:
        spot = Place(sheet.name, "Sheet", sheet.name)
        if sheet.visibility is Visibility.HIDDEN:
            yield failed(spot, "hidden", name=sheet.name)
        else:
            yield passed(spot)
