"""Rule: a document holds embedded objects of other programs."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_places import DOCUMENT, place

RULE = Rule(
    id="office-objects-embedded",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Indlejrede objekter bør være en del af dokumentet",
        en="Embedded objects should be part of the document",
    ),
    why=Text(
        da=(
            "Et indlejret regneark eller dokument kan kun åbnes med det program, det er lavet i. En "
            "skærmlæser ser kun et billede af det."
        ),
        en=(
            "An embedded spreadsheet or document can only be opened with the program it was made in. A "
            "screen reader sees only a picture of it."
        ),
    ),
    fix=Text(
        da=(
            "Indsæt indholdet som almindelig tabel eller tekst, eller offentliggør det som en fil for sig i "
            "et åbent format."
        ),
        en=(
            "Put the content in as an ordinary table or text, or publish it as a file of its own in an open "
            "format."
        ),
    ),
    messages={
        "left": Text(
            da="Dokumentet har {count} indlejrede objekter.",
            en="The document has {count} embedded objects.",
        ),
        "left_one": Text(
            da="Dokumentet har et indlejret objekt.",
            en="The document has an embedded object.",
        ),
    },
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    seen = office.embedded_objects
    if not office.letters and not seen.count:
        return
    if not seen.count:
        yield passed(DOCUMENT)
        return
    yield failed(place(seen.spots[0]), "left" if seen.count > 1 else "left_one", count=seen.count)
