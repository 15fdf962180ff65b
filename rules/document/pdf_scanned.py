"""Rule: pages of a PDF are pictures of text."""

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
    cannot_tell,
    failed,
    passed,
)

RULE = Rule(
    id="pdf-scanned",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.CRITICAL,
    title=Text(
        da=("En PDF skal indeholde tekst og ikke kun billeder af tekst"),
        en=("A PDF must hold text and not only pictures of text"),
    ),
    why=Text(
        da=(
            "En indscannet side er ét billede. En skærmlæser kan ikke læse den, og ingen kan søge i "
            "den, kopiere fra den eller gøre bogstaverne større uden at de bliver grumsede."
        ),
        en=(
            "A scanned page is one picture. A screen reader cannot read it, and nobody can search it, "
            "copy from it or enlarge its letters without a blur."
        ),
    ),
    fix=Text(
        da=(
            "Offentliggør det oprindelige dokument, gemt som PDF med tags. Findes det kun på papir: "
            "Acrobat > Scanning og OCR > Genkend tekst, ret fejlene, og tilføj tags."
        ),
        en=(
            "Publish the original document, saved as PDF with tags. If it exists on paper only: "
            "Acrobat > Scan & OCR > Recognize Text, mend the errors, and add tags."
        ),
    ),
    messages={
        "all": Text(
            da=("{count} af {pages} sider er billeder uden tekst."),
            en=("{count} of {pages} pages are pictures without text."),
        ),
        "some": Text(
            da=("{count} af {pages} sider er et billede uden tekst. Se efter, om der står tekst på dem."),
            en=("{count} of {pages} pages are a picture without text. Check whether there is text on them."),
        ),
    },
    criteria=("1.1.1",),
    evidence=frozenset({Evidence.PDF}),
)

MOST = 0.8
"""Share of the pages that must be pictures for the document to be one that was scanned."""


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    facts = evidence.pdf
    if facts is None or not facts.pages_read:
        return
    count = facts.scanned_page_count
    if not count:
        if facts.pages_with_text:
            yield passed()
        return
    described = sum(bool(figure.alt) or figure.has_actual_text for figure in facts.figures)
    if described >= count:
        yield passed()  # each page is tagged as a picture with its text in words
        return
    place = Place(target=f"page={facts.scanned_pages[0]}", path="Page")
    data = {"count": count, "pages": facts.pages_read}
    if count >= facts.pages_read * MOST and not described:
        yield failed(place, "all", **data)
    else:
        yield cannot_tell(place, "some", **data)
