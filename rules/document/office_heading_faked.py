"""Rule: a heading is made with bold or large letters only."""

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
    id="office-heading-faked",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    # Bold words may be meant as a mere emphasis: only a person knows.
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da="Overskrifter skal være rigtige overskrifter",
        en="Headings must be real headings",
    ),
    why=Text(
        da=(
            "En linje, der kun ligner en overskrift, er for en skærmlæser almindelig tekst. Blinde kan ikke "
            "springe til den eller få overblik over dokumentet."
        ),
        en=(
            "To a screen reader, a line that only looks like a heading is ordinary text. People who are "
            "blind cannot jump to it or get an overview of the document."
        ),
    ),
    fix=Text(
        da=(
            "Word: markér linjen, og vælg Overskrift 1, 2 eller 3 under Hjem > Typografier i stedet for fed "
            "eller stor skrift. LibreOffice: Typografier > Overskrift 1, 2 eller 3."
        ),
        en=(
            "Word: select the line and choose Heading 1, 2 or 3 under Home > Styles instead of bold or large"
            " letters. LibreOffice: Styles > Heading 1, 2 or 3."
        ),
    ),
    messages={
        "looks": Text(
            da="»{text}« ligner en overskrift, men har ingen overskriftstypografi.",
            en="“{text}” looks like a heading but has no heading style.",
        ),
        "perhaps": Text(
            da="»{text}« er fremhævet og kan være ment som overskrift. Se efter.",
            en="“{text}” stands out and may be meant as a heading. Have a look.",
        ),
    },
    criteria=("1.3.1",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)

LARGER = 1.2
FOLLOWER_MIN_LETTERS = 60
"""A heading stands over a paragraph; over a short line the bold one may be a name in an address."""

DOUBT_MIN_LETTERS = 20


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    for like in office.heading_likes:
        if like.follower_letters < DOUBT_MIN_LETTERS:
            continue
        is_larger = like.text_size > 0 and like.size >= LARGER * like.text_size
        is_sure = like.follower_letters >= FOLLOWER_MIN_LETTERS and (like.is_bold or is_larger)
        outcome = failed if is_sure else cannot_tell
        yield outcome(place(like.spot), "looks" if is_sure else "perhaps", text=like.spot.text)
    for heading in office.headings:
        if heading.level:
            yield passed(place(heading.spot))
