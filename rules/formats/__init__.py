"""The table of formats: a row per version, with PRONOM's identifier and the three criteria of an open standard.

The criteria are those of the Danish agreement of September and October 2007 on obligatory open standards: a standard
must be fully documented and publicly available; freely implementable without economic, political or legal limits on its
implementation and use, now or in the future; and managed and maintained in an open forum by an open process.
"""

from collections.abc import Mapping

from rules.document_evidence import Claim, ClaimKind, Format
from rules.formats import fixed, office, other
from rules.formats.model import Answer, Assessment, Criterion, FormatRow, Openness

__all__ = [
    "FORMATS",
    "UNKNOWN_ID",
    "Answer",
    "Assessment",
    "Criterion",
    "FormatRow",
    "Openness",
    "format_made",
    "format_row",
    "with_claims",
]

UNKNOWN_ID = "unknown"
FORMATS: Mapping[str, FormatRow] = {row.id: row for row in (*fixed.ROWS, *office.ROWS, *other.ROWS)}


def format_row(identifier: str) -> FormatRow:
    """Return the row of a format; an identifier we do not know (any more) is an unknown format."""
    return FORMATS.get(identifier) or FORMATS[UNKNOWN_ID]


def format_made(
    identifier: str,
    *,
    version: str = "",
    encoding: str = "",
    has_macros: bool = False,
    is_template: bool = False,
) -> Format:
    """Return what a file is, from its row; a `version` finer than the row's replaces it."""
    row = FORMATS[identifier]
    return Format(
        row.id,
        row.family,
        version or row.version,
        row.puid,
        row.media_type,
        has_macros=has_macros or row.has_macros,
        is_template=is_template or row.is_template,
        encoding=encoding,
    )


def with_claims(found: Format, claims: tuple[Claim, ...]) -> Format:
    """Return a PDF's format as narrowed by what it claims: PDF/A first, then PDF/X and PDF/E, as PRONOM names them.

    The version stays the one of the PDF itself. PDF/UA has no row: PRONOM has no identifier for it.
    """
    for kind in (ClaimKind.PDF_A, ClaimKind.PDF_X, ClaimKind.PDF_E):
        for claim in claims:
            identifier = _claimed_id(claim) if claim.kind is kind else ""
            if identifier in FORMATS:
                row = FORMATS[identifier]
                return Format(
                    row.id, row.family, found.version, row.puid, row.media_type, has_macros=found.has_macros
                )
    return found


def _claimed_id(claim: Claim) -> str:
    part, level = claim.part.strip().lower(), claim.level.strip().lower()
    match claim.kind:
        case ClaimKind.PDF_A:
            return f"pdf-a-{part}{level}"
        case ClaimKind.PDF_X:
            return fixed.pdf_x_id(part.removeprefix("pdf/x-") + level)
        case ClaimKind.PDF_E:
            return f"pdf-e-{part.removeprefix('pdf/e-')}"
    return ""
