"""Rule: an image's alternative text in an e-book is a file name or a stopgap."""

from collections.abc import Iterator

from rules.alternatives import doubt, fault
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
    id="epub-image-alt-uninformative",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Den alternative tekst i e-bogen skal sige, hvad billedet viser",
        en="The alternative text in the e-book must say what the image shows",
    ),
    why=Text(
        da=(
            "Blinde og svagtseende får læst den alternative tekst op i stedet for billedet. Et filnavn eller"
            " ordet »billede« siger dem intet."
        ),
        en=(
            "People who are blind or have low vision hear the alternative text instead of the image. A file "
            "name or the word “image” tells them nothing."
        ),
    ),
    fix=Text(
        da='Skriv i alt, hvad billedet viser her. Er det kun pynt, så skriv alt="".',
        en='Write in alt what the image shows here. If it is only decoration, write alt="".',
    ),
    messages={
        "file_name": Text(
            da="Den alternative tekst er et filnavn: »{text}«.",
            en="The alternative text is a file name: “{text}”.",
        ),
        "stopgap": Text(
            da="Den alternative tekst er blot »{text}«.",
            en="The alternative text is just “{text}”.",
        ),
        "perhaps_file_name": Text(
            da="Den alternative tekst »{text}« ligner et filnavn. Se efter, om den beskriver billedet.",
            en="The alternative text “{text}” looks like a file name. Check that it describes the image.",
        ),
        "only_kind": Text(
            da="Den alternative tekst er blot »{text}«. Se efter, om den siger nok her.",
            en="The alternative text is just “{text}”. Check that it says enough here.",
        ),
    },
    criteria=("1.1.1",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.EPUB}),
)

TEXT_MAX_CHARACTERS = 200


def check(document: DocumentEvidence) -> Iterator[Finding]:
    epub = document.epub
    if epub is None:
        return
    for image in epub.images:
        if not image.alt or image.is_decorative:
            continue
        spot, text = place(image.spot, image.alt), image.alt[:TEXT_MAX_CHARACTERS]
        if message := fault(image.alt, image.source):
            yield failed(spot, message, text=text)
        elif message := doubt(image.alt, image.source):
            yield cannot_tell(spot, message, text=text)
        else:
            yield passed(spot)
