"""What rules read of a site's names in the DNS: an answer that failed is not seen, never absent."""

from rules.evidence import SiteEvidence
from rules.model import NotSeenError
from rules.safety_evidence import NamesEvidence, Records, RecordState

SHOWN_MAX_CHARACTERS = 200


def names_of(evidence: SiteEvidence) -> NamesEvidence:
    """Return the evidence that the rules about names ask for in their metadata."""
    assert evidence.names is not None
    return evidence.names


def records_of(found: NamesEvidence, name: str, kind: str) -> Records:
    """Return the answer to one question; raises NotSeenError where it failed or was not asked."""
    for records in found.records:
        if (records.name, records.kind) == (name, kind):
            if records.state is RecordState.FAILED:
                raise NotSeenError(f"dns_failed: {records.reason}")
            return records
    raise NotSeenError("dns_not_asked")
