"""Rule: a PDF lacks what PDF/UA wants said of the file as a whole."""

from collections.abc import Iterator

from rules.document import pdf_assistive_technology_blocked, pdf_title_missing
from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-ua-metadata",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da=("PDF skal have de metadata, som PDF/UA kræver"),
        en=("A PDF must have the metadata that PDF/UA asks for"),
    ),
    why=Text(
        da=(
            "Metadata fortæller hjælpemidler og arkiver, hvad filen er, hvad den hedder, og hvilken "
            "standard den følger. Uden dem må brugeren gætte."
        ),
        en=(
            "Metadata tell assistive technology and archives what the file is, what it is called and "
            "which standard it follows. Without them people must guess."
        ),
    ),
    fix=Text(
        da=(
            "Word: gem som PDF, og vælg PDF/A under Indstillinger. LibreOffice: eksportér med "
            "Universel tilgængelighed (PDF/UA). InDesign og Acrobat: udfyld titlen under Filer > "
            "Egenskaber, og kør Preflight-profilen for PDF/UA."
        ),
        en=(
            "Word: save as PDF and choose PDF/A under Options. LibreOffice: export with Universal "
            "Accessibility (PDF/UA). InDesign and Acrobat: fill in the title under File > Properties "
            "and run the Preflight profile for PDF/UA."
        ),
    ),
    messages={
        **messages_of("pdf-ua-metadata"),
    },
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    told_elsewhere = set()
    if pdf_title_missing.is_without_title(evidence):
        told_elsewhere.add("7.1-9")
    if pdf_assistive_technology_blocked.is_blocked(evidence):
        told_elsewhere.add("7.16-1")
    yield from judge_clauses(evidence, RULE.id, except_for=told_elsewhere)
