"""Rule: a PDF shows its file name instead of its title."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-title-not-displayed",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da=("PDF skal vise sin titel i stedet for filnavnet"),
        en=("A PDF must show its title instead of the file name"),
    ),
    why=Text(
        da=(
            "Selv om dokumentet har en titel, læser en skærmlæser filnavnet op, når filen ikke beder "
            "om at få titlen vist."
        ),
        en=(
            "Although the document has a title, a screen reader reads the file name aloud when the "
            "file does not ask for the title to be shown."
        ),
    ),
    fix=Text(
        da=(
            "Word: gem som PDF med tags, så vises titlen. LibreOffice: Eksportér som PDF > "
            "Brugerflade > Vis dokumentets titel. InDesign og Acrobat: Filer > Egenskaber > "
            "Startvisning > Vis: Dokumenttitel."
        ),
        en=(
            "Word: save as PDF with tags, and the title is shown. LibreOffice: Export as PDF > User "
            "Interface > Display document title. InDesign and Acrobat: File > Properties > Initial "
            "View > Show: Document Title."
        ),
    ),
    messages={
        **messages_of("pdf-title-not-displayed"),
    },
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    yield from judge_clauses(evidence, RULE.id)
