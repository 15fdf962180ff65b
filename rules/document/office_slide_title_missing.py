"""Rule: a slide has no title."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Identity,
    Impact,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    failed,
    passed,
)

RULE = Rule(
    id="office-slide-title-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    # A slide that only carries on the one before it may do without.
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da="Hvert dias skal have en titel",
        en="Every slide must have a title",
    ),
    why=Text(
        da=(
            "Blinde finder rundt i en præsentation efter diassenes titler. Et dias uden titel står som »uden"
            " navn«, og en overskrift i et tekstfelt tæller ikke."
        ),
        en=(
            "People who are blind find their way in a presentation by the slides' titles. A slide without "
            "one is listed as unnamed, and a heading in a text box does not count."
        ),
    ),
    fix=Text(
        da=(
            "PowerPoint: Hjem > Nulstil eller et layout med titel, og skriv i titelfeltet; titlen kan godt "
            "ligge uden for diasset, hvis den ikke skal ses. LibreOffice: vælg et layout med titel, og skriv"
            " i titelfeltet."
        ),
        en=(
            "PowerPoint: Home > Reset, or a layout with a title, and write in the title placeholder; it may "
            "stand outside the slide if it is not to be seen. LibreOffice: choose a layout with a title and "
            "write in its field."
        ),
    ),
    messages={
        "none": Text(
            da="Dias {number} har ingen titel.",
            en="Slide {number} has no title.",
        ),
        "looks": Text(
            da="Dias {number} har ingen titel; øverst står »{text}« i et almindeligt tekstfelt.",
            en="Slide {number} has no title; uppermost is “{text}” in an ordinary text box.",
        ),
        "empty": Text(
            da="Titelfeltet på dias {number} er tomt.",
            en="The title placeholder of slide {number} is empty.",
        ),
    },
    criteria=("1.3.1", "2.4.6"),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)

TEXT_MAX_CHARACTERS = 80


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for slide in office.slides:
        if slide.is_hidden or slide.is_empty:
            continue
        spot = Place(f"slide {slide.number}", "Slide", slide.first_text)
        if slide.title:
            yield passed(spot)
        elif slide.has_title_shape:
            yield failed(spot, "empty", number=slide.number)
        elif slide.first_text:
            text = slide.first_text[:TEXT_MAX_CHARACTERS]
            yield failed(spot, "looks", number=slide.number, text=text)
        else:
            yield failed(spot, "none", number=slide.number)
