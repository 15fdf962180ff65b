"""Rule: a long PDF has neither headings nor bookmarks."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import (
    NOWHERE,
    Confidence,
    Evidence,
    Finding,
    Impact,
    Rule,
    Scope,
    Standing,
    Text,
    failed,
    passed,
)

RULE = Rule(
    id="pdf-navigation-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da=("En lang PDF bør have overskrifter eller bogmærker"),
        en=("A long PDF should have headings or bookmarks"),
    ),
    why=Text(
        da=(
            "I et langt dokument uden overskrifter og bogmærker må den, der bruger skærmlæser, læse "
            "fra begyndelsen for at finde sit afsnit."
        ),
        en=(
            "In a long document without headings or bookmarks, people who use a screen reader must "
            "read from the beginning to find their section."
        ),
    ),
    fix=Text(
        da=(
            "Word og LibreOffice: brug typografierne Overskrift 1, 2, 3, og gem som PDF med tags og "
            "bogmærker. InDesign: knyt afsnitsformater til H1, H2, H3, og lav bogmærker af "
            "indholdsfortegnelsen. Acrobat: Nye bogmærker fra struktur."
        ),
        en=(
            "Word and LibreOffice: use the styles Heading 1, 2, 3 and save as PDF with tags and "
            "bookmarks. InDesign: map paragraph styles to H1, H2, H3 and make bookmarks from the "
            "table of contents. Acrobat: New Bookmarks from Structure."
        ),
    ),
    messages={
        "missing": Text(
            da=("Dokumentet har {pages} sider, men hverken overskrifter eller bogmærker."),
            en=("The document has {pages} pages but neither headings nor bookmarks."),
        ),
    },
    evidence=frozenset({Evidence.PDF}),
)

LONG_PAGES = 20
"""Longer documents are those that need a way to their sections; Luxembourg's supervisor draws the same line."""


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    facts = evidence.pdf
    if facts is None or facts.page_count <= LONG_PAGES:
        return
    if facts.heading_count or facts.bookmark_count:
        yield passed()
    else:
        yield failed(NOWHERE, "missing", pages=facts.page_count)
