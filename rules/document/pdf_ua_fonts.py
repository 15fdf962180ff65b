"""Rule: fonts of a PDF are not embedded or do not say what their glyphs mean."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-ua-fonts",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Skrifter i PDF skal være indlejret og kunne læses som tekst",
        en="Fonts in a PDF must be embedded and readable as text",
    ),
    why=Text(
        da=(
            "Siger skriften ikke, hvilket bogstav et tegn er, læser en skærmlæser det forkert eller "
            "springer det over, og teksten kan ikke søges eller kopieres."
        ),
        en=(
            "When a font does not say which letter a glyph is, a screen reader reads it wrongly or "
            "skips it, and the text cannot be searched or copied."
        ),
    ),
    fix=Text(
        da=(
            "Gem igen fra det oprindelige dokument med et nyere program, og vælg at indlejre alle "
            "skrifter. LaTeX: brug pakkerne cmap eller glyphtounicode. Acrobat: kør Preflight og "
            "indlejr manglende skrifter."
        ),
        en=(
            "Save again from the original document with a newer program, and choose to embed all "
            "fonts. LaTeX: use the packages cmap or glyphtounicode. Acrobat: run Preflight and embed "
            "missing fonts."
        ),
    ),
    messages=messages_of("pdf-ua-fonts"),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    yield from judge_clauses(evidence, RULE.id)
