"""Rule: an empty paragraph has a heading style."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_places import DOCUMENT, place

RULE = Rule(
    id="office-heading-empty",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Overskrifter bør have tekst",
        en="Headings should have text",
    ),
    why=Text(
        da=(
            "En skærmlæser læser en tom overskrift op som en overskrift uden navn. Det forvirrer blinde, der"
            " springer fra overskrift til overskrift."
        ),
        en=(
            "A screen reader announces an empty heading as a heading without a name, which confuses people "
            "who jump from heading to heading."
        ),
    ),
    fix=Text(
        da=(
            "Slet den tomme linje, eller giv den typografien Normal (LibreOffice: Standard typografi). Lav "
            "afstand i overskriftens typografi, ikke med tomme linjer."
        ),
        en=(
            "Delete the empty line, or give it the style Normal (LibreOffice: Default Paragraph Style). Make"
            " room in the heading's style, not with empty lines."
        ),
    ),
    messages={
        "empty": Text(
            da="{count} tomme linjer har en overskriftstypografi.",
            en="{count} empty lines have a heading style.",
        ),
        "empty_one": Text(
            da="En tom linje har en overskriftstypografi.",
            en="An empty line has a heading style.",
        ),
    },
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    if not office.heading_count and not office.empty_headings.count:
        return
    count = office.empty_headings.count
    if not count:
        yield passed(DOCUMENT)
        return
    yield failed(place(office.empty_headings.spots[0]), "empty" if count > 1 else "empty_one", count=count)
