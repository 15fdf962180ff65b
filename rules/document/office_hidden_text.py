"""Rule: a published document has hidden text."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_places import DOCUMENT, place

RULE = Rule(
    id="office-hidden-text",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Skjult tekst bør være fjernet, før dokumentet offentliggøres",
        en="Hidden text should be removed before a document is published",
    ),
    why=Text(
        da=(
            "Skjult tekst kan enhver hente frem; den kan rumme oplysninger, som ikke skulle ud. Nogle "
            "skærmlæsere læser den op, andre ikke."
        ),
        en=(
            "Anyone can bring hidden text forward; it may hold information that should not be out. Some "
            "screen readers read it aloud, others do not."
        ),
    ),
    fix=Text(
        da=(
            "Word: vis skjult tekst med ¶ under Hjem, og slet den. LibreOffice: Vis > Formateringstegn. Slet"
            " også skjulte afsnit."
        ),
        en=(
            "Word: show hidden text with ¶ under Home and delete it. LibreOffice: View > Formatting Marks. "
            "Delete hidden sections too."
        ),
    ),
    messages={
        "left": Text(
            da="Dokumentet har skjult tekst {count} steder.",
            en="The document has hidden text in {count} places.",
        ),
        "left_one": Text(
            da="Dokumentet har skjult tekst et sted.",
            en="The document has hidden text in one place.",
        ),
    },
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    seen = office.hidden_text
    if not office.letters and not seen.count:
        return
    if not seen.count:
        yield passed(DOCUMENT)
        return
    yield failed(place(seen.spots[0]), "left" if seen.count > 1 else "left_one", count=seen.count)
