"""Rule: blanks or empty lines are used for layout."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_evidence import OfficeKind
from rules.office_places import DOCUMENT, place

RULE = Rule(
    id="office-blank-layout",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.LIKELY,
    impact=Impact.MINOR,
    title=Text(
        da="Mellemrum og tomme linjer bør ikke bruges til opstilling",
        en="Blanks and empty lines should not be used for layout",
    ),
    why=Text(
        da=(
            "Kolonner lavet med mellemrum bliver læst op på tværs, og skærmlæsere siger »tom« for hver tom "
            "linje. Nogle tror, at dokumentet er slut."
        ),
        en=(
            "Columns made with blanks are read straight across, and screen readers say “blank” for every "
            "empty line. Some will think that the document has ended."
        ),
    ),
    fix=Text(
        da=(
            "Word og LibreOffice: brug tabulatorer, spalter eller en tabel i stedet for mellemrum, afstand "
            "før og efter afsnit i stedet for tomme linjer, og Ctrl+Enter for ny side."
        ),
        en=(
            "Word and LibreOffice: use tabs, columns or a table instead of blanks, spacing before and after "
            "paragraphs instead of empty lines, and Ctrl+Enter for a new page."
        ),
    ),
    messages={
        "left": Text(
            da="Mellemrum eller tomme linjer er brugt til opstilling {count} steder.",
            en="Blanks or empty lines are used for layout in {count} places.",
        ),
        "left_one": Text(
            da="Mellemrum eller tomme linjer er brugt til opstilling et sted.",
            en="Blanks or empty lines are used for layout in one place.",
        ),
    },
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    seen = office.spacing
    if office.kind is OfficeKind.SHEET or (not office.letters and not seen.count):
        return
    if not seen.count:
        yield passed(DOCUMENT)
        return
    yield failed(place(seen.spots[0]), "left" if seen.count > 1 else "left_one", count=seen.count)
