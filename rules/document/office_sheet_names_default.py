"""Rule: a sheet has the name the program gave it."""

import re
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
    id="office-sheet-names-default",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Ark bør have navne, der siger, hvad de indeholder",
        en="Sheets should have names that say what they hold",
    ),
    why=Text(
        da="Blinde springer mellem arkene efter deres navne. »Ark1« og »Ark2« siger intet.",
        en="People who are blind move between sheets by their names. “Sheet1” and “Sheet2” say nothing.",
    ),
    fix=Text(
        da=(
            "Excel og LibreOffice: dobbeltklik på arkets fane, og skriv et navn, der siger, hvad arket "
            "indeholder."
        ),
        en="Excel and LibreOffice: double-click the sheet's tab and write a name that says what it holds.",
    ),
    messages={
        "default": Text(
            da="Arket hedder »{name}«.",
            en="The sheet is called “{name}”.",
        ),
    },
    evidence=frozenset({Evidence.OFFICE}),
)

_DEFAULT_NAME = re.compile(
    r"^(sheet|ark|blad|tabelle|feuille?|hoja|foglio|planilha|taul(ukko)?|arkusz|list|лист|tabel|table) ?\d{0,3}$",
    re.IGNORECASE,
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for sheet in office.sheets:
        if sheet.visibility is Visibility.HIDDEN or sheet.is_empty:
            continue
        spot = Place(sheet.name, "Sheet", sheet.name)
        if _DEFAULT_NAME.match(sheet.name):
            yield failed(spot, "default", name=sheet.name)
        else:
            yield passed(spot)
