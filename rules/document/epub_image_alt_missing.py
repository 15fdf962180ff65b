"""Rule: an image in an e-book has no alternative text."""

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
    id="epub-image-alt-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.CRITICAL,
    title=Text(
        da="Billeder i e-bogen skal have alternativ tekst",
        en="Images in the e-book must have alternative text",
    ),
    why=Text(
        da=(
            "Blinde og svagtseende får læst den alternative tekst op i stedet for billedet. Mangler den, ved"
            " de ikke, om de går glip af noget."
        ),
        en=(
            "People who are blind or have low vision hear the alternative text instead of the image. Without"
            " it they cannot know what they miss."
        ),
    ),
    fix=Text(
        da=(
            'Skriv i alt, hvad billedet viser. Er det kun pynt, så skriv alt="". I InDesign: Objekt > '
            "Indstillinger for objekteksport > Alternativ tekst."
        ),
        en=(
            'Write in alt what the image shows. If it is only decoration, write alt="". In InDesign: Object '
            "> Object Export Options > Alt Text."
        ),
    ),
    messages={
        "none": Text(
            da="Billedet »{source}« har ingen alternativ tekst.",
            en="The image “{source}” has no alternative text.",
        ),
    },
    criteria=("1.1.1",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.EPUB}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    epub = document.epub
    if epub is None:
        return
    for image in epub.images:
        spot = place(image.spot, image.source)
        if image.alt is None and not image.is_decorative:
            yield failed(spot, "none", source=image.source)
        else:
            yield passed(spot)
