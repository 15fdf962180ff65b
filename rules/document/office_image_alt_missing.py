"""Rule: a picture, chart, diagram or object has no alternative text."""

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
    cannot_tell,
    failed,
    passed,
)
from rules.office_places import place

RULE = Rule(
    id="office-image-alt-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.CRITICAL,
    title=Text(
        da="Billeder skal have alternativ tekst",
        en="Pictures must have alternative text",
    ),
    why=Text(
        da=(
            "Blinde og svagtseende får læst den alternative tekst op i stedet for billedet. Mangler den, ved"
            " de ikke, om de går glip af noget."
        ),
        en=(
            "People who are blind or have low vision hear the alternative text instead of the picture. "
            "Without it they cannot know what they miss."
        ),
    ),
    fix=Text(
        da=(
            "Word, Excel og PowerPoint: højreklik på billedet, vælg Rediger alternativ tekst, og skriv, hvad"
            " det viser; er det kun pynt, så markér det som dekorativt. LibreOffice: højreklik på billedet, "
            "og vælg Alternativ tekst (i ældre udgaver Beskrivelse)."
        ),
        en=(
            "Word, Excel and PowerPoint: right-click the picture, choose Edit Alt Text and say what it "
            "shows; if it is only decoration, mark it as decorative. LibreOffice: right-click the picture "
            "and choose Alt Text (Description in older versions)."
        ),
    ),
    messages={
        "picture": Text(
            da="Billedet »{name}« har ingen alternativ tekst.",
            en="The picture “{name}” has no alternative text.",
        ),
        "chart": Text(
            da="Diagrammet »{name}« har ingen alternativ tekst.",
            en="The chart “{name}” has no alternative text.",
        ),
        "diagram": Text(
            da="Figuren »{name}« har ingen alternativ tekst.",
            en="The diagram “{name}” has no alternative text.",
        ),
        "object": Text(
            da="Objektet »{name}« har ingen alternativ tekst.",
            en="The object “{name}” has no alternative text.",
        ),
        "repeated": Text(
            da=(
                "Billedet »{name}« i sidehoved eller sidefod har ingen alternativ tekst. Se efter, om det siger "
                "noget, der ikke står i teksten."
            ),
            en=(
                "The picture “{name}” in the page header or footer has no alternative text. Check whether it "
                "says anything that the text does not."
            ),
        ),
    },
    criteria=("1.1.1",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for graphic in office.graphics:
        if graphic.is_decorative:
            continue
        name = graphic.name or graphic.source or graphic.kind.value
        spot = place(graphic.spot, " ".join(part for part in (graphic.name, graphic.source) if part))
        if graphic.description or graphic.title:
            yield passed(spot)
        elif graphic.is_repeated:
            yield cannot_tell(spot, "repeated", name=name)
        else:
            yield failed(spot, graphic.kind.value, name=name)
