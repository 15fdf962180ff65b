"""Rule: a whole page of text in a PDF is tagged as one figure."""

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
    failed,
    passed,
)

RULE = Rule(
    id="pdf-figure-covers-page",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    # a poster or a drawing with many labels may be one figure
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da=("En side med tekst i PDF må ikke være tagget som én figur"),
        en=("A page of text in a PDF must not be tagged as one figure"),
    ),
    why=Text(
        da=(
            "En figur læses op som én alternativ tekst. Er hele siden tagget som en figur, bliver "
            "teksten på den aldrig læst."
        ),
        en=(
            "A figure is read aloud as one alternative text. When a whole page is tagged as a figure, "
            "the text on it is never read."
        ),
    ),
    fix=Text(
        da=(
            "Acrobat: slet figuren i panelet Tags, og tag afsnit, overskrifter og tabeller hver for "
            "sig med Læserækkefølge. InDesign: del siden op i tekstrammer, og eksportér igen."
        ),
        en=(
            "Acrobat: delete the figure in the Tags panel and tag paragraphs, headings and tables one "
            "by one with Reading Order. InDesign: split the page into text frames and export again."
        ),
    ),
    messages={
        "covers": Text(
            da=("Næsten al tekst på side {page} er tagget som én figur."),
            en=("Nearly all text on page {page} is tagged as one figure."),
        ),
    },
    criteria=("1.1.1", "1.3.1"),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    for figure in evidence.pdf.figures if evidence.pdf is not None else ():
        place = Place(target=figure.place, path=figure.path, snippet=figure.alt or "")
        if figure.covers_page:
            yield failed(place, "covers", page=figure.page)
        else:
            yield passed(place)
