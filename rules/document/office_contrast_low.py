"""Rule: text does not stand out from its background."""

from collections.abc import Iterator

from rules.contrast import MINIMUM, MINIMUM_LARGE, contrast_ratio, is_large
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
    cannot_tell,
    failed,
    passed,
)
from rules.office_evidence import ColourPair
from rules.office_places import place

RULE = Rule(
    id="office-contrast-low",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Tekst skal træde tydeligt frem fra baggrunden",
        en="Text must stand out from its background",
    ),
    why=Text(
        da=(
            "Lys tekst på lys baggrund kan ikke læses af svagtseende og farveblinde, og heller ikke af andre"
            " på en skærm i sollys."
        ),
        en=(
            "Pale text on a pale background cannot be read by people who have low vision or are colour "
            "blind, nor by others on a screen in sunlight."
        ),
    ),
    fix=Text(
        da=(
            "Vælg en mørkere skriftfarve eller en lysere baggrund, helst i typografien eller temaet: mindst "
            "4,5:1, og 3:1 for stor skrift (18 punkt, eller 14 punkt fed)."
        ),
        en=(
            "Choose a darker text colour or a paler background, if you can in the style or theme: at least "
            "4.5:1, and 3:1 for large text (18 points, or 14 points bold)."
        ),
    ),
    messages={
        "low": Text(
            da="Kontrasten er {ratio}:1 ({text_colour} på {background}); der kræves {needed}:1.",
            en="The contrast is {ratio}:1 ({text_colour} on {background}); {needed}:1 is required.",
        ),
        "low_on_page": Text(
            da=(
                "Teksten har farven {text_colour}. På hvidt papir er kontrasten {ratio}:1; der kræves "
                "{needed}:1. Se efter, om baggrunden er hvid."
            ),
            en=(
                "The text has the colour {text_colour}. On white paper the contrast is {ratio}:1; {needed}:1 is "
                "required. Check whether the background is white."
            ),
        ),
        "size_unknown": Text(
            da=(
                "Kontrasten er {ratio}:1 ({text_colour} på {background}). Det er nok til stor skrift, men ikke "
                "til almindelig."
            ),
            en=(
                "The contrast is {ratio}:1 ({text_colour} on {background}). That is enough for large text, but "
                "not for ordinary text."
            ),
        ),
    },
    criteria=("1.4.3",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for pair in office.colours:
        if pair.text_colour == pair.background:
            continue  # visible to no one, which the criterion exempts
        yield _judge(pair)


def _judge(pair: ColourPair) -> Finding:
    ratio = contrast_ratio(pair.text_colour, pair.background)
    spot = place(pair.spot)
    is_size_known = pair.size > 0
    needed = MINIMUM_LARGE if is_large(pair.size, is_bold=pair.is_bold) else MINIMUM
    if ratio >= needed:
        return passed(spot)
    data = {
        "ratio": f"{int(ratio * 100) / 100:g}",
        "needed": f"{needed:g}",
        "text_colour": pair.text_colour,
        "background": pair.background,
    }
    if pair.is_assumed:
        return cannot_tell(spot, "low_on_page", **data)
    if not is_size_known and ratio >= MINIMUM_LARGE:
        return cannot_tell(spot, "size_unknown", **data)
    return failed(spot, "low", **data)
