"""Rule: content of a tagged PDF is outside its structure, or the tags contradict themselves."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-ua-structure",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da=("Alt indhold i PDF skal være tagget eller markeret som pynt"),
        en=("All content of a PDF must be tagged or marked as an artifact"),
    ),
    why=Text(
        da=(
            "Det, der ikke har et tag, læser en skærmlæser ikke op, og det, der er tagget forkert, "
            "læses i forkert rækkefølge eller som noget andet, end det er."
        ),
        en=(
            "What has no tag is not read aloud by a screen reader, and what is tagged wrongly is read "
            "in the wrong order or as something else than it is."
        ),
    ),
    fix=Text(
        da=(
            "Gem igen som PDF med tags fra Word, LibreOffice eller InDesign; undgå at udskrive til "
            "PDF. Acrobat: find umærket indhold i panelet Indhold, og tag det, eller gør det til et "
            "artefakt; ret rollerne under Rediger rollekort."
        ),
        en=(
            "Save again as PDF with tags from Word, LibreOffice or InDesign; do not print to PDF. "
            "Acrobat: find unmarked content in the Content panel and tag it or make it an artifact; "
            "mend roles under Edit Role Map."
        ),
    ),
    messages={
        **messages_of("pdf-ua-structure"),
    },
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    is_untagged = evidence.pdf is not None and not evidence.pdf.has_structure_tree
    # Where there is no structure, all content is outside it: pdf-untagged says so once.
    yield from judge_clauses(evidence, RULE.id, except_for={"7.1-3"} if is_untagged else ())
