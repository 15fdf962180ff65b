"""What a file in OpenDocument claims by stating its version, as the store keeps it and reports show it."""

import json
from typing import Any

import pytest

from crawler.judge import document_row
from crawler.store.store import SiteKey
from reports.document_scores import ClaimState, claim_states
from reports.rows import DocumentRow
from rules.document_evidence import DocumentEvidence, DocumentState, Family, Format
from rules.office_evidence import OfficeFacts, SchemaFacts, Validity

ODT = Format("odt-1.3", Family.OPEN_DOCUMENT, version="1.3")
DOCX = Format("docx", Family.OFFICE_OPEN_XML, version="transitional")


def row(format_: Format, **facts: Any) -> dict[str, Any]:
    office = OfficeFacts(is_openxml=format_ is DOCX, **facts)
    evidence = DocumentEvidence("a", "a", DocumentState.READ, format=format_, office=office)
    return document_row(SiteKey("sweep", "site"), evidence)


@pytest.mark.parametrize(
    ("schema", "state", "validator"),
    [
        (SchemaFacts(reason="no schema at hand"), ClaimState.NOT_VERIFIED, ""),
        (SchemaFacts(Validity.VALID, "1.3"), ClaimState.VERIFIED, "OASIS RelaxNG 1.3"),
        (SchemaFacts(Validity.EXTENDED, "1.3"), ClaimState.VERIFIED, "OASIS RelaxNG 1.3"),
        (SchemaFacts(Validity.INVALID, "1.3", error_count=1), ClaimState.CONTRADICTED, "OASIS RelaxNG 1.3"),
    ],
)
def test_a_version_of_opendocument_is_a_claim_that_only_a_schema_verifies(
    schema: SchemaFacts, state: ClaimState, validator: str
) -> None:
    kept = json.loads(json.dumps(row(ODT, schema=schema)))
    [claim] = claim_states(shown(kept))
    assert (claim.name, claim.state, claim.validator) == ("ODF 1.3", state, validator)


def test_other_office_files_claim_nothing() -> None:
    kept = row(DOCX)
    assert (kept["claims"], kept["verdicts"]) == ([], [])


def shown(kept: dict[str, Any]) -> DocumentRow:
    return DocumentRow("a", "", "", "", 0, claims=tuple(kept["claims"]), verdicts=tuple(kept["verdicts"]))
