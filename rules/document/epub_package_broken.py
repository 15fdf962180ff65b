"""Rule: an e-book is not packed as the standard says."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.package_faults import MIMETYPE_MESSAGES, PART_MESSAGES, findings

RULE = Rule(
    id="epub-package-broken",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="E-bøger skal være pakket efter standarden",
        en="E-books must be packed as the standard says",
    ),
    why=Text(
        da=(
            "Et åbent format er kun åbent, når filen følger det. Nogle læseprogrammer kan ikke åbne en bog, "
            "der er pakket forkert."
        ),
        en=(
            "An open format is only open when the file follows it. Some reading programs cannot open a book "
            "that is packed the wrong way."
        ),
    ),
    fix=Text(
        da=(
            "Lav bogen igen fra kilden, og prøv den med EPUBCheck. Er den lavet af et andet system, så meld "
            "fejlen til leverandøren."
        ),
        en=(
            "Make the book again from its source and try it with EPUBCheck. If another system made it, "
            "report the fault to the supplier."
        ),
    ),
    messages={
        **MIMETYPE_MESSAGES,
        **PART_MESSAGES,
        "container_missing": Text(
            da="Pakken mangler META-INF/container.xml.",
            en="The package has no META-INF/container.xml.",
        ),
    },
    evidence=frozenset({Evidence.EPUB}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    epub = document.epub
    if epub is not None:
        yield from findings(epub.package)
