"""Rule: an e-book does not say how accessible it is."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_places import DOCUMENT

RULE = Rule(
    id="epub-accessibility-metadata-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="E-bogen bør fortælle, hvor tilgængelig den er",
        en="The e-book should tell how accessible it is",
    ),
    why=Text(
        da=(
            "Læsere, der er blinde eller ordblinde, vælger bøger efter, om de kan læses op, og om billeder "
            "er beskrevet. Det står i bogens metadata."
        ),
        en=(
            "Readers who are blind or dyslexic choose books by whether they can be read aloud and whether "
            "images are described. The book's metadata says so."
        ),
    ),
    fix=Text(
        da=(
            "Tilføj schema:accessMode, schema:accessibilityFeature, schema:accessibilityHazard og "
            "schema:accessibilitySummary i bogens pakkefil, som EPUB Accessibility 1.1 beskriver."
        ),
        en=(
            "Add schema:accessMode, schema:accessibilityFeature, schema:accessibilityHazard and "
            "schema:accessibilitySummary to the book's package file, as EPUB Accessibility 1.1 describes."
        ),
    ),
    messages={
        "none": Text(
            da="Bogens metadata siger intet om tilgængelighed.",
            en="The book's metadata says nothing about accessibility.",
        ),
        "part": Text(
            da="Bogens metadata mangler {missing}.",
            en="The book's metadata lacks {missing}.",
        ),
    },
    evidence=frozenset({Evidence.EPUB}),
)

REQUIRED = ("schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard")
"""EPUB Accessibility 1.1, 2.2: what a publication must state; the summary is only recommended."""


def check(document: DocumentEvidence) -> Iterator[Finding]:
    epub = document.epub
    if epub is None:
        return
    present = {statement.name for statement in epub.metadata}
    missing = [name for name in REQUIRED if name not in present]
    if not missing:
        yield passed(DOCUMENT)
    elif len(missing) == len(REQUIRED):
        yield failed(DOCUMENT, "none")
    else:
        yield failed(DOCUMENT, "part", missing=", ".join(missing))
