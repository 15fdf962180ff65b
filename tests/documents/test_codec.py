"""Facts go to JSON and come back the same, also when the type has changed in between."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from crawler.documents.codec import from_data, to_data
from rules.document_evidence import (
    Claim,
    ClaimKind,
    ClauseFailure,
    ClauseResult,
    DocumentDates,
    DocumentEvidence,
    DocumentLink,
    DocumentState,
    Family,
    Format,
)


@dataclass(frozen=True, slots=True)
class Older:
    kept: int
    gone: str = "x"


@dataclass(frozen=True, slots=True)
class Newer:
    kept: int
    added: tuple[int, ...] = (1,)


@dataclass(frozen=True, slots=True)
class Nested:
    pair: tuple[int, str]
    by_name: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    maybe: Older | None = None
    either: str | int | None = None


def test_evidence_survives_the_way_to_json_and_back() -> None:
    evidence = DocumentEvidence(
        url="https://example.org/a.pdf",
        final_url="https://example.org/a.pdf",
        state=DocumentState.READ,
        headers={"etag": '"x"'},
        format=Format("pdf-1.7", Family.PDF, "1.7", "fmt/276"),
        claims=(Claim(ClaimKind.PDF_A, "2", "b"),),
        dates=DocumentDates(created="2020-01-01"),
        links=(DocumentLink("https://example.org/", "Læs"),),
        clauses=(ClauseResult("7.1-3", 2, 1, (ClauseFailure("page 3", "Document > P", "x", {"n": 1}),)),),
    )
    assert from_data(DocumentEvidence, json.loads(json.dumps(to_data(evidence)))) == evidence


def test_plain_nested_values_survive() -> None:
    for value in (
        Nested((1, "a"), {"x": (1.5, 2.0)}, Older(3), 4),
        Nested((1, "a"), either="text"),
    ):
        assert from_data(Nested, json.loads(json.dumps(to_data(value)))) == value


def test_a_field_that_is_gone_is_dropped_and_a_new_one_takes_its_default() -> None:
    assert from_data(Newer, to_data(Older(5, "y"))) == Newer(5)


def test_defaults_are_not_written() -> None:
    assert to_data(Older(5)) == {"kept": 5}
