"""Rule: the language of parts of a PDF is not given or is no language."""

from collections.abc import Iterator

from rules.document import pdf_language_missing
from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-ua-language",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da=("Sproget skal være angivet for alle tekster i PDF"),
        en=("The language of all texts in a PDF must be given"),
    ),
    why=Text(
        da=(
            "En skærmlæser vælger stemme efter sproget. Er det ikke angivet, læses alternative "
            "tekster, bogmærker og ledetekster op med en tilfældig stemme."
        ),
        en=(
            "A screen reader chooses its voice by the language. When it is not given, alternative "
            "texts, bookmarks and labels are read aloud with whatever voice is set."
        ),
    ),
    fix=Text(
        da=(
            "Word: vælg sprog under Gennemse > Sprog for hele teksten, og gem som PDF igen. "
            "LibreOffice: sæt sproget under Formatér > Tegn. InDesign og Acrobat: angiv sprog under "
            "Filer > Egenskaber > Avanceret."
        ),
        en=(
            "Word: choose the language of the whole text under Review > Language and save as PDF "
            "again. LibreOffice: set the language under Format > Character. InDesign and Acrobat: set "
            "the language under File > Properties > Advanced."
        ),
    ),
    messages={
        **messages_of("pdf-ua-language"),
    },
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    told_elsewhere = pdf_language_missing.clause_told(evidence)
    yield from judge_clauses(evidence, RULE.id, except_for={told_elsewhere})
