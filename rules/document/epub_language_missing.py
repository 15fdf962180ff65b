"""Rule: an e-book does not say which language it is in."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.office_places import DOCUMENT, place

RULE = Rule(
    id="epub-language-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="E-bogen skal angive sit sprog",
        en="The e-book must state its language",
    ),
    why=Text(
        da=(
            "En skærmlæser vælger udtale efter det sprog, bogen angiver. Uden sprog kan teksten blive læst "
            "op med forkert udtale."
        ),
        en=(
            "A screen reader chooses its pronunciation by the language the book states. Without one, the "
            "text may be read aloud with the wrong pronunciation."
        ),
    ),
    fix=Text(
        da=(
            "Angiv dc:language i bogens pakkefil og xml:lang på html i hvert afsnit; i InDesign: sprog i "
            "afsnitsformaterne; i Sigil: Værktøjer > Metadata."
        ),
        en=(
            "Set dc:language in the book's package file and xml:lang on html in each chapter; in InDesign: "
            "language in the paragraph styles; in Sigil: Tools > Metadata Editor."
        ),
    ),
    messages={
        "none": Text(
            da="Hverken bogen eller dens afsnit angiver noget sprog.",
            en="Neither the book nor its chapters state any language.",
        ),
        "texts": Text(
            da=(
                "Bogen er angivet som {language}, men {count} afsnit angiver ikke selv noget sprog, og det gør "
                "en skærmlæser ofte afhængig af."
            ),
            en=(
                "The book is stated to be {language}, but {count} chapters do not state any language themselves,"
                " which screen readers often depend on."
            ),
        ),
    },
    criteria=("3.1.1",),
    evidence=frozenset({Evidence.EPUB}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    epub = document.epub
    if epub is None:
        return
    count = epub.texts_without_language.count
    if not epub.letters:
        return
    if not count:
        yield passed(DOCUMENT)
    elif not epub.language:
        yield failed(DOCUMENT, "none")
    else:
        spot = place(epub.texts_without_language.spots[0])
        yield cannot_tell(spot, "texts", language=epub.language, count=count)
