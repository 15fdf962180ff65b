"""Rule: a slide is read in another order than it is seen in."""

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
    cannot_tell,
    failed,
    passed,
)

RULE = Rule(
    id="office-slide-reading-order",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    # Which order makes sense, only a person knows.
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da="Dias skal læses op i den rækkefølge, de ses i",
        en="Slides must be read in the order they are seen in",
    ),
    why=Text(
        da=(
            "En skærmlæser læser et dias i den rækkefølge, felterne er lagt oven på hinanden, ikke som de "
            "ses. Kommer titlen til sidst, giver diasset ingen mening for blinde."
        ),
        en=(
            "A screen reader reads a slide in the order its boxes were laid on top of each other, not as "
            "they are seen. When the title comes last, the slide makes no sense to people who are blind."
        ),
    ),
    fix=Text(
        da=(
            "PowerPoint: Hjem > Arranger > Markeringsrude; det nederste på listen læses først. LibreOffice: "
            "højreklik på feltet > Placering, og send titlen bagest."
        ),
        en=(
            "PowerPoint: Home > Arrange > Selection Pane; what is lowest in the list is read first. "
            "LibreOffice: right-click the box > Arrange, and send the title to the back."
        ),
    ),
    messages={
        "title_late": Text(
            da="På dias {number} læses {count} tekster under titlen op før titlen.",
            en="On slide {number}, {count} texts below the title are read before it.",
        ),
        "perhaps": Text(
            da="Teksterne på dias {number} læses måske op i en anden rækkefølge, end de ses i. Se efter.",
            en="The texts of slide {number} may be read in another order than they are seen in. Have a look.",
        ),
    },
    criteria=("1.3.2",),
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for slide in office.slides:
        if slide.is_hidden or (not slide.title and not slide.pairs):
            continue
        spot = Place(f"slide {slide.number}", "Slide", slide.title)
        if slide.texts_before_title:
            yield failed(spot, "title_late", number=slide.number, count=slide.texts_before_title)
        elif slide.pairs and slide.inverted * 2 > slide.pairs:
            yield cannot_tell(spot, "perhaps", number=slide.number)
        else:
            yield passed(spot)
