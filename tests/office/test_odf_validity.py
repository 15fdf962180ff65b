"""Validity of OpenDocument files, held against a small schema of our own in the place of OASIS's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.documents.office import odf_validity
from crawler.documents.office.odf_validity import SCHEMAS_VARIABLE, find_schema
from rules.catalogue import catalogue
from rules.document_evidence import DocumentEvidence
from rules.model import Outcome
from rules.office_evidence import Validity
from rules.runner import judge_document
from tests.office.makers import ODF_NAMESPACES, odt
from tests.office.reading import evidence, facts

# Anything goes, but of paragraphs only text and spans, and only with the attributes named
SCHEMA = f"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" {ODF_NAMESPACES}>
  <start><choice><ref name="p"/><ref name="any"/></choice></start>
  <define name="any"><element><anyName><except><name>text:p</name><name>text:span</name></except></anyName>
    <zeroOrMore><attribute><anyName/></attribute></zeroOrMore>
    <zeroOrMore><choice><text/><ref name="p"/><ref name="any"/></choice></zeroOrMore></element></define>
  <define name="p"><element name="text:p"><optional><attribute name="text:style-name"/></optional>
    <zeroOrMore><choice><text/><element name="text:span"><text/></element></choice></zeroOrMore></element></define>
</grammar>
"""


@pytest.fixture
def schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "odf").mkdir()
    (tmp_path / "odf" / "OpenDocument-v1.3-schema.rng").write_text(SCHEMA)
    (tmp_path / "odf" / "OpenDocument-v1.3-dsig-schema.rng").write_text("not a schema")
    monkeypatch.setenv(SCHEMAS_VARIABLE, str(tmp_path))
    monkeypatch.setattr(odf_validity, "find_spec", lambda name: None)
    yield tmp_path
    odf_validity._read_grammar.cache_clear()


def outcome(document: DocumentEvidence) -> Outcome:
    return next(r.outcome for r in judge_document(document, catalogue()) if r.rule == "odf-invalid")


def test_a_file_that_follows_the_schema_is_valid(schemas: Path) -> None:
    document = evidence(odt("<text:p>Hej <text:span>med</text:span> dig</text:p>"), "odt")
    assert document.office is not None
    assert (document.office.schema.state, document.office.schema.schema) == (Validity.VALID, "1.3")
    assert outcome(document) is Outcome.PASSED


def test_what_other_makers_add_makes_a_file_extended(schemas: Path) -> None:
    added = '<text:p loext:marker="1">Hej <loext:x>med <text:span>dig</text:span></loext:x> igen</text:p>'
    document = evidence(odt(added), "odt")
    assert document.office is not None
    assert document.office.schema.state is Validity.EXTENDED
    assert outcome(document) is Outcome.PASSED


def test_what_the_schema_does_not_know_is_said_with_its_place(schemas: Path) -> None:
    document = evidence(odt('<text:p text:wrong="1">Hej</text:p>'), "odt")
    assert document.office is not None
    schema = document.office.schema
    assert (schema.state, schema.errors[0].part) == (Validity.INVALID, "content.xml")
    assert schema.errors[0].line == 1
    assert outcome(document) is Outcome.FAILED


def test_a_version_without_a_schema_is_not_validated(schemas: Path) -> None:
    document = evidence(odt(version="1.4"), "odt")
    assert document.office is not None
    schema = document.office.schema
    assert (schema.state, schema.reason) == (Validity.NOT_VALIDATED, "no schema of OpenDocument 1.4 at hand")
    assert outcome(document) is Outcome.INAPPLICABLE


def test_only_schemas_of_the_version_and_the_part_are_found(schemas: Path) -> None:
    found = find_schema("1.3", is_manifest=False)
    assert found is not None
    assert found.name == "OpenDocument-v1.3-schema.rng"
    assert find_schema("1.3", is_manifest=True) is None
    assert find_schema("1.2", is_manifest=False) is None


def test_without_schemas_files_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SCHEMAS_VARIABLE, raising=False)
    monkeypatch.setattr(odf_validity, "find_spec", lambda name: None)
    found = facts(odt(), "odt")
    assert found.schema.state is Validity.NOT_VALIDATED
    assert found.letters > 100


def test_validity_takes_nothing_from_the_facts(schemas: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_schema = facts(odt("<text:p>Hej <loext:x>med dig</loext:x></text:p>"), "odt")
    monkeypatch.delenv(SCHEMAS_VARIABLE)
    without = facts(odt("<text:p>Hej <loext:x>med dig</loext:x></text:p>"), "odt")
    assert replace(with_schema, schema=without.schema) == without
