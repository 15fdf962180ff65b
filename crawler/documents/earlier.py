"""What an earlier sweep learnt of a document: asked for again only if changed, and its facts used again if not."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import rules
from crawler.documents.fetched import Fetched
from rules.document_evidence import ClaimKind, DocumentEvidence, DocumentState

_READ_AGAIN = frozenset({DocumentState.NOT_FETCHED, DocumentState.CRASHED, DocumentState.TIMED_OUT})
"""Ways an opening ended that the next one may not."""
_VERIFIABLE = frozenset({ClaimKind.PDF_A, ClaimKind.PDF_UA})


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of a document when it was fetched from `url`; both values as the server wrote them."""

    url: str
    etag: str = ""
    last_modified: str = ""

    def conditions(self) -> dict[str, str]:
        """Return the headers that ask for the document only if it has changed (RFC 9110, 13.1)."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value}


def known(evidence: DocumentEvidence | None, *, verifies_claims: bool) -> Known | None:
    """Return how to ask for a document again, or None where what was learnt of it must not be used again.

    Facts that another version of the readers gathered are not comparable, and a claim that no validator has seen is
    worth a new look when there is one.
    """
    if evidence is None or not evidence.sha256 or evidence.state in _READ_AGAIN:
        return None
    if evidence.read_by != reader_version():
        return None
    is_unverified = not any(one.compliant is not None for one in evidence.verdicts)
    if verifies_claims and is_unverified and any(claim.kind in _VERIFIABLE for claim in evidence.claims):
        return None
    found = Known(
        evidence.final_url, evidence.headers.get("etag", ""), evidence.headers.get("last-modified", "")
    )
    return found if found.conditions() else None


def renewed(earlier: DocumentEvidence, fetched: Fetched, *, url: str, taken_at: str) -> DocumentEvidence:
    """Return the evidence of a document that the server says has not changed: the facts of then, the answer of now."""
    headers: Mapping[str, str] = {**earlier.headers, **fetched.headers}
    return replace(
        earlier,
        url=url,
        final_url=fetched.final_url,
        status=fetched.status,
        headers=headers,
        taken_at=taken_at,
        unchanged_since=earlier.unchanged_since or earlier.taken_at,
        links=(),
        siblings=(),
    )


@cache
def reader_version() -> str:
    """Return what names the code that reads documents: another as soon as a line of it changes."""
    folders = (Path(__file__).parent, Path(rules.__file__).parent / "formats")
    evidence = sorted(Path(rules.__file__).parent.glob("*_evidence.py"))
    digest = hashlib.sha256()
    for path in [*(path for folder in folders for path in sorted(folder.rglob("*.py"))), *evidence]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
