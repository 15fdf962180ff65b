"""Rule: comments are left in a published document."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_places import DOCUMENT, place

RULE = Rule(
    id="office-comments-left",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Kommentarer bør være fjernet, før dokumentet offentliggøres",
        en="Comments should be removed before a document is published",
    ),
    why=Text(
        da=(
            "Kommentarer er skrevet til kolleger og kan rumme navne og overvejelser, som ikke skulle ud. De "
            "afbryder også den, der får dokumentet læst op."
        ),
        en=(
            "Comments are written to colleagues and may hold names and thoughts that should not be out. They"
            " also interrupt people who have the document read aloud."
        ),
    ),
    fix=Text(
        da=(
            "Word og PowerPoint: Gennemse > Slet > Slet alle kommentarer. Excel: markér arket, og vælg "
            "Gennemse > Slet. LibreOffice: højreklik på en kommentar > Slet alle kommentarer."
        ),
        en=(
            "Word and PowerPoint: Review > Delete > Delete All Comments. Excel: select the sheet and choose "
            "Review > Delete. LibreOffice: right-click a comment > Delete All Comments."
        ),
    ),
    messages={
        "left": Text(
            da="Dokumentet har {count} kommentarer.",
            en="The document has {count} comments.",
        ),
        "left_one": Text(
            da="Dokumentet har en kommentar.",
            en="The document has a comment.",
        ),
    },
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    seen = office.comments
    if not office.letters and not seen.count:
        return
    if not seen.count:
        yield passed(DOCUMENT)
        return
    yield failed(place(seen.spots[0]), "left" if seen.count > 1 else "left_one", count=seen.count)
