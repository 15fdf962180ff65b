"""Evidence of what is inside a PDF."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What our own reading of a PDF saw."""

    page_count: int = 0
