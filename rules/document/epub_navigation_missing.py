"""Rule: an e-book has no table of contents for reading programs."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_places import DOCUMENT

RULE = Rule(
    id="epub-navigation-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="E-bogen skal have en indholdsfortegnelse, som læseprogrammer kan bruge",
        en="The e-book must have a table of contents that reading programs can use",
    ),
    why=Text(
        da=(
            "Blinde finder rundt i en bog med læseprogrammets indholdsfortegnelse. Mangler den, må de læse "
            "sig frem side for side."
        ),
        en=(
            "People who are blind find their way in a book by the reading program's table of contents. "
            "Without it, they must read on page by page."
        ),
    ),
    fix=Text(
        da=(
            'EPUB 3: tilføj et navigationsdokument med nav epub:type="toc". EPUB 2: tilføj toc.ncx. De '
            "fleste programmer laver den ud fra overskrifterne."
        ),
        en=(
            'EPUB 3: add a navigation document with nav epub:type="toc". EPUB 2: add toc.ncx. Most programs '
            "make it from the headings."
        ),
    ),
    messages={
        "none": Text(
            da="Bogen (EPUB {version}) har ingen indholdsfortegnelse for læseprogrammer.",
            en="The book (EPUB {version}) has no table of contents for reading programs.",
        ),
    },
    evidence=frozenset({Evidence.EPUB}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    epub = document.epub
    if epub is None:
        return
    is_older = epub.version.startswith("2")
    if epub.has_navigation or (is_older and epub.has_ncx):
        yield passed(DOCUMENT)
    else:
        yield failed(DOCUMENT, "none", version=epub.version or "?")
