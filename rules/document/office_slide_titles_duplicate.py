"""Rule: several slides have the same title."""

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
    id="office-slide-titles-duplicate",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Hvert dias bør have sin egen titel",
        en="Each slide should have a title of its own",
    ),
    why=Text(
        da=(
            "Blinde springer fra dias til dias efter titlerne. Har flere dias den samme, kan man ikke kende "
            "dem fra hinanden."
        ),
        en=(
            "People who are blind jump from slide to slide by their titles. When several share one, they "
            "cannot be told apart."
        ),
    ),
    fix=Text(
        da="Giv hvert dias sin egen titel, for eksempel »Økonomi 1 af 2« og »Økonomi 2 af 2«.",
        en="Give each slide a title of its own, such as “Budget 1 of 2” and “Budget 2 of 2”.",
    ),
    messages={
        "same": Text(
            da="{count} dias har titlen »{title}«: {numbers}.",
            en="{count} slides have the title “{title}”: {numbers}.",
        ),
    },
    criteria=("2.4.6",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)

NUMBERS_MAX = 10


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    numbers: dict[str, list[int]] = {}
    titles: dict[str, str] = {}
    for slide in office.slides:
        if slide.title and not slide.is_hidden:
            folded = " ".join(slide.title.casefold().split())
            numbers.setdefault(folded, []).append(slide.number)
            titles.setdefault(folded, slide.title)
    if sum(map(len, numbers.values())) < 2:
        return
    for folded, found in numbers.items():
        spot = Place(f"slide {found[0]}", "Slide > Title", titles[folded])
        if len(found) == 1:
            yield passed(spot)
        else:
            shown = ", ".join(map(str, found[:NUMBERS_MAX])) + (" …" if len(found) > NUMBERS_MAX else "")
            yield failed(spot, "same", count=len(found), title=titles[folded], numbers=shown)
