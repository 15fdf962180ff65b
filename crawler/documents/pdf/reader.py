"""Reading a PDF: facts, claims and the outcome of every test of PDF/UA-1, in one pass."""

from dataclasses import dataclass
from pathlib import Path

from crawler.documents.pdf import (
    annotations,
    catalog,
    content,
    elements,
    font_checks,
    headings,
    nesting,
    tables,
)
from crawler.documents.pdf.claims import read_claims, read_dates
from crawler.documents.pdf.contradictions import find_contradictions
from crawler.documents.pdf.facts import read_facts
from crawler.documents.pdf.opened import Opened, open_pdf
from crawler.documents.pdf.tally import Tally
from rules.document_evidence import Claim, ClauseResult, DocumentDates
from rules.pdf_evidence import PdfFacts

CLAUSES: tuple[str, ...] = (
    *catalog.CLAUSES,
    *elements.CLAUSES,
    *nesting.CLAUSES,
    *tables.CLAUSES,
    *headings.CLAUSES,
    *annotations.CLAUSES,
    *content.CLAUSES,
    *font_checks.CLAUSES,
)
"""Every test made, by clause and number."""


@dataclass(frozen=True, slots=True)
class PdfReading:
    """What was read of one file. `notes` say which caps were reached; `version` is the PDF version the file is in."""

    facts: PdfFacts
    claims: tuple[Claim, ...]
    dates: DocumentDates
    clauses: tuple[ClauseResult, ...]
    notes: tuple[str, ...]
    version: str


def read_pdf(path: Path) -> PdfReading:
    """Read a PDF; raise EncryptedError, DamagedError or TooLargeError where that cannot be."""
    pdf = open_pdf(path)
    try:
        return _read(Opened(path, pdf))
    finally:
        pdf.close()


def _read(opened: Opened) -> PdfReading:
    tally = Tally(CLAUSES)
    catalog.check(opened, tally)
    elements.check(opened.tree, tally, has_document_language=opened.language is not None)
    nesting.check(opened.tree, tally)
    tables.check(opened.tree, tally, opened.notes)
    headings.check(opened.tree, tally)
    found = annotations.read_annotations(opened)
    annotations.check(opened, found, tally)
    walk = content.ContentWalk(opened, tally)
    walk.walk(found)
    fonts = font_checks.used_fonts(opened, list(walk.fonts.values()))
    font_checks.check(list(fonts.values()), tally)
    claims = read_claims(opened.xmp)
    contradictions = find_contradictions(opened, claims, found, walk, tally)
    return PdfReading(
        facts=read_facts(opened, found, walk, fonts, contradictions),
        claims=claims,
        dates=read_dates(opened),
        clauses=tally.results(),
        notes=tuple(opened.notes),
        version=opened.pdf.pdf_version,
    )
