"""Rule: an office document has no title among its properties."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_places import DOCUMENT

RULE = Rule(
    id="office-title-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    # A file name that describes the document is enough by EN 301 549, table 10.8: only likely.
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Dokumentet skal have en titel",
        en="The document must have a title",
    ),
    why=Text(
        da=(
            "Titlen er det første, en skærmlæser siger, og det, der står øverst i vinduet og i "
            "søgeresultater. Uden den må blinde og mennesker med nedsat hukommelse læse dokumentet for at "
            "vide, om det er det rigtige."
        ),
        en=(
            "The title is the first thing a screen reader says, and what the window and search results show."
            " Without it, people who are blind or have trouble with memory must read the document to know "
            "whether it is the right one."
        ),
    ),
    fix=Text(
        da=(
            "Word, Excel og PowerPoint: skriv titlen under Filer > Oplysninger > Egenskaber > Titel. "
            "LibreOffice: Filer > Egenskaber > Beskrivelse > Titel."
        ),
        en=(
            "Word, Excel and PowerPoint: write the title under File > Info > Properties > Title. "
            "LibreOffice: File > Properties > Description > Title."
        ),
    ),
    messages={
        "none": Text(
            da="Dokumentet har ingen titel i sine egenskaber. Kun filnavnet kan fortælle, hvad det er.",
            en="The document has no title among its properties. Only the file name can tell what it is.",
        ),
    },
    criteria=("2.4.2",),
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    if office.title:
        yield passed(DOCUMENT)
    else:
        yield failed(DOCUMENT, "none")
