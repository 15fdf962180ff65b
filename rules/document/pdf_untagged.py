"""Rule: a PDF has no tags."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import NOWHERE, Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed
from rules.pdfua.table import failure_count, judge_clauses, messages_of

RULE = Rule(
    id="pdf-untagged",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.CRITICAL,
    title=Text(
        da=("PDF skal have tags"),
        en=("A PDF must have tags"),
    ),
    why=Text(
        da=(
            "Uden tags ved en skærmlæser ikke, hvad der er overskrifter, afsnit, lister og tabeller, "
            "eller i hvilken rækkefølge de skal læses. Blinde må gætte sig frem, og teksten kan ikke "
            "tilpasses en lille skærm."
        ),
        en=(
            "Without tags a screen reader does not know what are headings, paragraphs, lists and "
            "tables, nor in which order to read them. People who are blind must guess, and the text "
            "cannot adapt to a small screen."
        ),
    ),
    fix=Text(
        da=(
            "Word: Gem som > PDF > Indstillinger, og sæt hak ved dokumentstrukturkoder til hjælp for "
            "handicappede. LibreOffice: Eksportér som PDF, og vælg Tagget PDF. InDesign: eksportér "
            "med Opret mærket PDF. Acrobat: Tilgængelighed > Tilføj mærker, og ret dem bagefter."
        ),
        en=(
            "Word: Save as > PDF > Options, and tick document structure tags for accessibility. "
            "LibreOffice: Export as PDF and choose Tagged PDF. InDesign: export with Create Tagged "
            "PDF. Acrobat: Accessibility > Add Tags, and mend them afterwards."
        ),
    ),
    messages={
        "empty": Text(
            da=("Filen siger, at den er tagget, men intet af indholdet er det."),
            en=("The file says that it is tagged, but none of its content is."),
        ),
        **messages_of("pdf-untagged"),
    },
    criteria=("1.3.1",),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    facts = evidence.pdf
    if facts is None:
        return
    if not facts.has_structure_tree:
        yield from judge_clauses(evidence, RULE.id, except_for={"6.2-1"})
    elif not facts.tagged_content_count and facts.pages_with_text and failure_count(evidence, "7.1-3"):
        # Text that is all marked as artifacts may be meant so; text that is neither tagged nor marked is not.
        yield failed(NOWHERE, "empty")
    else:
        yield from judge_clauses(evidence, RULE.id)
