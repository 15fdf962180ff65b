"""What came of opening one file."""

from dataclasses import dataclass

from rules.document_evidence import (
    Claim,
    ClauseResult,
    DelimitedFacts,
    DocumentDates,
    DocumentState,
    Format,
)
from rules.office_evidence import EpubFacts, OfficeFacts
from rules.pdf_evidence import PdfFacts


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a file after opening it. The facts are there only where `state` is `read`."""

    state: DocumentState
    reason: str = ""
    format: Format | None = None
    claims: tuple[Claim, ...] = ()
    dates: DocumentDates = DocumentDates()  # noqa: RUF009  # frozen
    clauses: tuple[ClauseResult, ...] = ()
    pdf: PdfFacts | None = None
    office: OfficeFacts | None = None
    epub: EpubFacts | None = None
    delimited: DelimitedFacts | None = None
    notes: tuple[str, ...] = ()
