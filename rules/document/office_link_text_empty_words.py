"""Rule: a link's text says nothing, and its surroundings do not help."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.link_words import has_words, says_nothing
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
    id="office-link-text-empty-words",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Det skal fremgå, hvor et link fører hen",
        en="It must be clear where a link leads",
    ),
    why=Text(
        da=(
            "Mange, der bruger skærmlæser, springer fra link til link. »Læs mere« og »her« siger dem intet, "
            "når der heller ikke står noget om målet i samme afsnit."
        ),
        en=(
            "Many people who use a screen reader jump from link to link. “Read more” and “here” tell them "
            "nothing when the same paragraph does not say where the link leads either."
        ),
    ),
    fix=Text(
        da=(
            "Word og PowerPoint: højreklik på linket, vælg Rediger link, og skriv i »Tekst, der skal vises«,"
            " hvad man får: »Læs mere om byggetilladelse«. LibreOffice: højreklik > Rediger hyperlink."
        ),
        en=(
            "Word and PowerPoint: right-click the link, choose Edit Link, and write in “Text to display” "
            "what it leads to: “Read more about building permits”. LibreOffice: right-click > Edit "
            "Hyperlink."
        ),
    ),
    messages={
        "no_context": Text(
            da="Linket hedder kun »{text}«, og afsnittet siger ikke, hvor det fører hen.",
            en="The link is called only “{text}”, and the paragraph does not say where it leads.",
        ),
        "heading_only": Text(
            da="Linket hedder kun »{text}«. Overskriften før det (»{heading}«) kan måske forklare det.",
            en="The link is called only “{text}”. The heading before it (“{heading}”) may explain it.",
        ),
        "row_only": Text(
            da="Linket hedder kun »{text}«. Kun andre celler i samme tabelrække kan forklare det.",
            en="The link is called only “{text}”. Only other cells of the same table row can explain it.",
        ),
    },
    criteria=("2.4.4",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for link in office.links:
        spot, text = place(link.spot), link.text
        if not says_nothing(text) or has_words(link.context):
            yield passed(spot)
        elif has_words(link.row):
            yield cannot_tell(spot, "row_only", text=text)
        elif has_words(link.heading):
            yield cannot_tell(spot, "heading_only", text=text, heading=link.heading)
        else:
            yield failed(spot, "no_context", text=text)
