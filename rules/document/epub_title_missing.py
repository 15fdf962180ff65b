"""Rule: an e-book has no title."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_places import DOCUMENT
from rules.titles import fault

RULE = Rule(
    id="epub-title-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    # A file name that describes the book is enough by EN 301 549, table 10.8: only likely.
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="E-bogen skal have en titel",
        en="The e-book must have a title",
    ),
    why=Text(
        da=(
            "Titlen er det, læseren kender bogen på i sit læseprogram. Uden den må blinde åbne hver bog for "
            "at vide, hvad den er."
        ),
        en=(
            "The title is what readers know the book by in their reading program. Without it, people who are"
            " blind must open each book to know what it is."
        ),
    ),
    fix=Text(
        da="Skriv titlen i dc:title i bogens pakkefil.",
        en="Write the title in dc:title in the book's package file.",
    ),
    messages={
        "none": Text(
            da="Bogen har ingen titel.",
            en="The book has no title.",
        ),
        "stopgap": Text(
            da="Titlen er »{title}«. Den siger intet om bogen.",
            en="The title is “{title}”. It says nothing about the book.",
        ),
    },
    criteria=("2.4.2",),
    evidence=frozenset({Evidence.EPUB}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    epub = document.epub
    if epub is None:
        return
    if not epub.title:
        yield failed(DOCUMENT, "none")
    elif fault(epub.title):
        yield failed(DOCUMENT, "stopgap", title=epub.title)
    else:
        yield passed(DOCUMENT)
