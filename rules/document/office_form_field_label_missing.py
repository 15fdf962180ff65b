"""Rule: a field to fill in has no label."""

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
    id="office-form-field-label-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    # The words before a field in the text may be enough for some.
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da="Felter skal have en ledetekst",
        en="Fields must have a label",
    ),
    why=Text(
        da=(
            "En skærmlæser siger feltets navn, når man kommer til det. Uden navn ved en blind ikke, hvad der"
            " skal skrives."
        ),
        en=(
            "A screen reader says a field's name when one comes to it. Without one, a person who is blind "
            "cannot know what to write."
        ),
    ),
    fix=Text(
        da=(
            "Word: markér feltet, og skriv en titel under fanen Udvikler > Egenskaber (ældre felter: Tilføj "
            "hjælp). LibreOffice: højreklik på feltet > Egenskaber for kontrolelement, og vælg en etiket."
        ),
        en=(
            "Word: select the field and write a title under the Developer tab > Properties (older fields: "
            "Add Help Text). LibreOffice: right-click the field > Control Properties, and choose a label."
        ),
    ),
    messages={
        "none": Text(
            da="Feltet har intet navn: »{text}«.",
            en="The field has no name: “{text}”.",
        ),
        "none_bare": Text(
            da="Feltet har intet navn.",
            en="The field has no name.",
        ),
    },
    criteria=("4.1.2", "1.3.1"),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)

TEXT_MAX_CHARACTERS = 80


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for form_field in office.form_fields:
        spot = place(form_field.spot, f"{form_field.kind} {form_field.spot.text}".strip())
        if form_field.label:
            yield passed(spot)
        else:
            text = form_field.spot.text[:TEXT_MAX_CHARACTERS]
            yield failed(spot, "none" if text else "none_bare", text=text)
