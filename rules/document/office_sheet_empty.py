"""Rule: a workbook has an empty sheet."""

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
    id="office-sheet-empty",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Tomme ark bør slettes",
        en="Empty sheets should be deleted",
    ),
    why=Text(
        da="Den, der bruger skærmlæser, må lede et tomt ark igennem for at være sikker på, at der intet er.",
        en=(
            "A person who uses a screen reader must search an empty sheet to be sure that there is nothing "
            "in it."
        ),
    ),
    fix=Text(
        da="Excel og LibreOffice: højreklik på arkets fane, og vælg Slet.",
        en="Excel and LibreOffice: right-click the sheet's tab and choose Delete.",
    ),
    messages={
        "empty": Text(
            da="Arket »{name}« er tomt.",
            en="The sheet “{name}” is empty.",
        ),
    },
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for sheet in office.sheets:
        if sheet.visibility is Visibility.HIDDEN:
            continue
        spot = Place(sheet.name, "Sheet", sheet.name)
        if sheet.is_empty:
            yield failed(spot, "empty", name=sheet.name)
        else:
            yield passed(spot)
