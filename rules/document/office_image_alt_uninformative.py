"""Rule: a picture's alternative text is a file name, a stopgap or was written by a machine."""

import re
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
from rules.office_evidence import Graphic
from rules.office_places import place

RULE = Rule(
    id="office-image-alt-uninformative",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Den alternative tekst skal sige, hvad billedet viser",
        en="The alternative text must say what the picture shows",
    ),
    why=Text(
        da=(
            "Blinde og svagtseende får læst den alternative tekst op i stedet for billedet. Et filnavn eller"
            " ordet »billede« siger dem intet."
        ),
        en=(
            "People who are blind or have low vision hear the alternative text instead of the picture. A "
            "file name or the word “picture” tells them nothing."
        ),
    ),
    fix=Text(
        da=(
            "Word, Excel og PowerPoint: højreklik på billedet, vælg Rediger alternativ tekst, og skriv, hvad"
            " billedet viser her; er det kun pynt, så markér det som dekorativt. LibreOffice: højreklik på "
            "billedet, og vælg Alternativ tekst."
        ),
        en=(
            "Word, Excel and PowerPoint: right-click the picture, choose Edit Alt Text and say what it shows"
            " here; if it is only decoration, mark it as decorative. LibreOffice: right-click the picture "
            "and choose Alt Text."
        ),
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
        "object_name": Text(
            da="Den alternative tekst er programmets eget navn for billedet: »{text}«.",
            en="The alternative text is the program's own name for the picture: “{text}”.",
        ),
        "perhaps_file_name": Text(
            da="Den alternative tekst »{text}« ligner et filnavn. Se efter, om den beskriver billedet.",
            en="The alternative text “{text}” looks like a file name. Check that it describes the picture.",
        ),
        "only_kind": Text(
            da="Den alternative tekst er blot »{text}«. Se efter, om den siger nok her.",
            en="The alternative text is just “{text}”. Check that it says enough here.",
        ),
        "machine_made": Text(
            da="Den alternative tekst er skrevet af programmet: »{text}«. Se efter, om den passer.",
            en="The alternative text was written by the program: “{text}”. Check that it is right.",
        ),
    },
    criteria=("1.1.1",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)

TEXT_MAX_CHARACTERS = 200
_OBJECT_NAME = re.compile(
    r"^(picture|image|graphic|object|shape|billede|grafik|grafikobjekt|objekt|pladsholder til billede|"
    r"picture placeholder|content placeholder|pladsholder til indhold|bild|bilde) ?\d{1,4}$",
    re.IGNORECASE,
)
_MACHINE_MADE = re.compile(
    r"automatisk genereret|automatically generated|beskrivelse er oprettet|AI-genereret|AI-generated|"
    r"med (høj|middel|lav) sikkerhed|with (very )?(high|medium|low) confidence",
    re.IGNORECASE,
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for graphic in office.graphics:
        text = graphic.description or graphic.title
        if not text or graphic.is_decorative:
            continue
        spot, shown = place(graphic.spot, text), text[:TEXT_MAX_CHARACTERS]
        if message := _fault(text, graphic):
            yield failed(spot, message, text=shown)
        elif _MACHINE_MADE.search(text):
            yield cannot_tell(spot, "machine_made", text=shown)
        elif message := doubt(text, graphic.source):
            yield cannot_tell(spot, message, text=shown)
        else:
            yield passed(spot)


def _fault(text: str, graphic: Graphic) -> str:
    message = fault(text, graphic.source)
    # Programs name what is put in: "Picture 3", "Billede 3", "Grafik 1"
    return message or ("object_name" if _OBJECT_NAME.match(text) else "")
