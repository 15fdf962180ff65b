"""Rule: headings skip a level."""

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
    failed,
    passed,
)
from rules.office_places import place

RULE = Rule(
    id="office-heading-order",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Overskrifter bør følge hinanden uden spring",
        en="Headings should not skip levels",
    ),
    why=Text(
        da=(
            "Springer overskrifterne fra niveau 1 til niveau 3, ved en blind ikke, om der mangler et afsnit."
            " Niveauerne er dokumentets indholdsfortegnelse."
        ),
        en=(
            "When headings go from level 1 to level 3, a person who is blind cannot know whether a section "
            "is missing. The levels are the document's table of contents."
        ),
    ),
    fix=Text(
        da=(
            "Word: ret overskriftens niveau under Hjem > Typografier. LibreOffice: under Typografier. "
            "Navigationsruden viser niveauerne."
        ),
        en=(
            "Word: change the heading's level under Home > Styles. LibreOffice: under Styles. The navigation"
            " pane shows the levels."
        ),
    ),
    messages={
        "skipped": Text(
            da="Overskriften »{text}« er på niveau {level}, men den før er på niveau {before}.",
            en="The heading “{text}” is at level {level}, but the one before it is at level {before}.",
        ),
        "first": Text(
            da="Den første overskrift, »{text}«, er på niveau {level}, ikke niveau 1.",
            en="The first heading, “{text}”, is at level {level}, not level 1.",
        ),
    },
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    before = 0
    for heading in office.headings:
        if not heading.level:
            continue
        spot, text = place(heading.spot), heading.spot.text
        if heading.level <= before + 1:
            yield passed(spot)
        elif before:
            yield failed(spot, "skipped", text=text, level=heading.level, before=before)
        else:
            yield failed(spot, "first", text=text, level=heading.level)
        before = heading.level
