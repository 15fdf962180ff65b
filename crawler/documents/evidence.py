"""Puts together the evidence of one document from what the server said and what opening the file gave."""

import email.utils
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from crawler.documents.earlier import reader_version
from crawler.documents.fetched import Fetched
from crawler.documents.outcome import Reading
from crawler.survey.media import media_type
from rules.document_evidence import (
    DocumentDates,
    DocumentEvidence,
    DocumentLink,
    DocumentState,
    Sibling,
    Verdict,
)

LINKS_MAX = 200
SIBLINGS_MAX = 200


def evidence_of(
    url: str,
    fetched: Fetched,
    reading: Reading | None,
    verdicts: Sequence[Verdict],
    *,
    declared_type: str,
    taken_at: str,
) -> DocumentEvidence:
    """Return the evidence of a document; without a reading it was not fetched, and `fetched` says why.

    The media type is what the server says; where it says nothing, what the link says.
    """
    said = media_type(fetched.headers.get("content-type", ""))
    evidence = DocumentEvidence(
        url=url,
        final_url=fetched.final_url,
        state=DocumentState.TOO_LARGE if fetched.is_too_large else DocumentState.NOT_FETCHED,
        reason=_reason(fetched),
        status=fetched.status,
        headers=fetched.headers,
        declared_type=said or declared_type,
        size_bytes=fetched.size_bytes,
        sha256=fetched.sha256,
        taken_at=taken_at,
    )
    last_modified = _iso(fetched.headers.get("last-modified", ""))
    if reading is None:
        return replace(evidence, dates=DocumentDates(last_modified=last_modified))
    return replace(
        evidence,
        state=reading.state,
        reason=reading.reason,
        format=reading.format,
        claims=reading.claims,
        dates=replace(reading.dates, last_modified=last_modified),
        clauses=reading.clauses,
        verdicts=tuple(verdicts),
        pdf=reading.pdf,
        office=reading.office,
        epub=reading.epub,
        delimited=reading.delimited,
        reading_notes=reading.notes,
        read_by=reader_version(),
    )


def with_surroundings(
    evidence: DocumentEvidence, links: Sequence[DocumentLink], siblings: Sequence[Sibling]
) -> DocumentEvidence:
    """Return the evidence with the pages that link to the document, and what they link to beside it."""
    return replace(evidence, links=tuple(links[:LINKS_MAX]), siblings=tuple(siblings[:SIBLINGS_MAX]))


def _reason(fetched: Fetched) -> str:
    if fetched.is_too_large:
        return f"the server sent more than {fetched.size_bytes} bytes"
    if fetched.refusal is None:
        return ""
    return fetched.refusal.value + (f": {fetched.detail}" if fetched.detail else "")


def _iso(header: str) -> str:
    """Return a date of HTTP in ISO 8601 and UTC, or "" for what is none."""
    try:
        return email.utils.parsedate_to_datetime(header).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, TypeError, OverflowError):
        return ""
