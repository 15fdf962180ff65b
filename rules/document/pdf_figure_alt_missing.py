"""Rule: a figure or formula in a tagged PDF has no alternative text."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-figure-alt-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.CRITICAL,
    title=Text(
        da=("Figurer i PDF skal have alternativ tekst"),
        en=("Figures in a PDF must have alternative text"),
    ),
    why=Text(
        da=(
            "Blinde og svagtseende får læst den alternative tekst op i stedet for billedet. Mangler "
            "den, hører de kun »figur« og ved ikke, hvad de går glip af."
        ),
        en=(
            "People who are blind or have low vision hear the alternative text instead of the "
            "picture. Without it they hear only “figure” and do not know what they miss."
        ),
    ),
    fix=Text(
        da=(
            "Word: højreklik på billedet > Vis alternativ tekst. LibreOffice: højreklik > Alternativ "
            "tekst. InDesign: Objekt > Indstillinger for objekteksport > Alternativ tekst. Acrobat: "
            "Angiv alternativ tekst. Pynt markeres som dekorativ."
        ),
        en=(
            "Word: right-click the picture > View Alt Text. LibreOffice: right-click > Alt Text. "
            "InDesign: Object > Object Export Options > Alt Text. Acrobat: Set Alternate Text. Mark "
            "decoration as decorative."
        ),
    ),
    messages={
        **messages_of("pdf-figure-alt-missing"),
    },
    criteria=("1.1.1",),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    yield from judge_clauses(evidence, RULE.id)
