"""The rules about a document's format: each outcome, and what must not alarm."""

import dataclasses
from typing import Any

import pytest

from rules.catalogue import catalogue
from rules.document import (
    csv_not_utf8,
    csv_rows_ragged,
    document_editable_format_closed,
    document_format_closed,
    document_format_mismatch,
    document_macros,
)
from rules.document_evidence import (
    DelimitedFacts,
    DocumentDates,
    DocumentEvidence,
    DocumentLink,
    DocumentState,
    Sibling,
)
from rules.formats import format_made
from rules.model import Finding, Outcome, Scope
from rules.runner import judge_document

PAGE = "https://example.org/"


def document(name: str, format_id: str, **more: Any) -> DocumentEvidence:
    has_macros = more.pop("has_macros", False)
    encoding = more.pop("encoding", "")
    values: dict[str, Any] = {
        "url": PAGE + name,
        "final_url": PAGE + name,
        "state": DocumentState.READ,
        "format": format_made(format_id, has_macros=has_macros, encoding=encoding),
    }
    return DocumentEvidence(**(values | more))


def outcomes(found: list[Finding]) -> list[Outcome]:
    return [finding.outcome for finding in found]


def only(found: list[Finding]) -> Finding:
    [finding] = found
    return finding


# ------------------------------------------------------------- document-format-closed


def closed(evidence: DocumentEvidence) -> list[Finding]:
    return list(document_format_closed.check(evidence))


def test_an_old_word_file_alone_is_a_fault() -> None:
    finding = only(closed(document("skema.doc", "doc-97")))
    assert (finding.outcome, finding.message) == (Outcome.FAILED, "closed")
    assert finding.data["format"] == "Word 97-2003"


def test_an_open_format_passes() -> None:
    for format_id in ("pdf-1.4", "docx", "odt-1.3", "csv", "docx-strict"):
        assert outcomes(closed(document("a", format_id))) == [Outcome.PASSED], format_id


def test_an_unknown_format_is_not_judged() -> None:
    assert closed(document("a.bin", "unknown", state=DocumentState.UNKNOWN_FORMAT)) == []


def test_a_twin_with_the_same_stem_in_an_open_format_is_enough() -> None:
    twin = Sibling(PAGE + "filer/skema.pdf", "Pdf", "pdf-1.7")
    assert outcomes(closed(document("skema.doc", "doc-97", siblings=(twin,)))) == [Outcome.PASSED]


def test_a_twin_with_the_same_link_text_is_enough() -> None:
    links = (DocumentLink(PAGE, "Ansøgning om tilskud (Word, 120 kB)"),)
    twin = Sibling(PAGE + "file/9981", "Ansøgning om tilskud (pdf, 2 sider)", "pdf-1.7")
    evidence = document("file/9980", "doc-97", links=links, siblings=(twin,))
    assert outcomes(closed(evidence)) == [Outcome.PASSED]


def test_another_document_on_the_page_is_no_twin() -> None:
    links = (DocumentLink(PAGE, "Hent"),)
    other = Sibling(PAGE + "vejledning.pdf", "Hent", "pdf-1.7")
    assert outcomes(closed(document("skema.doc", "doc-97", links=links, siblings=(other,)))) == [
        Outcome.FAILED
    ]


def test_a_twin_in_another_closed_format_is_no_help() -> None:
    twin = Sibling(PAGE + "skema.rtf", "", "rtf-1.9")
    assert outcomes(closed(document("skema.doc", "doc-97", siblings=(twin,)))) == [Outcome.FAILED]


def test_a_twin_that_was_not_opened_is_what_its_name_says() -> None:
    twin = Sibling(PAGE + "skema.odt")
    assert outcomes(closed(document("skema.doc", "doc-97", siblings=(twin,)))) == [Outcome.PASSED]


def test_a_picture_that_only_its_owner_described_is_no_closed_document() -> None:
    assert outcomes(closed(document("kort.tif", "tiff"))) == [Outcome.PASSED]


def test_a_file_locked_with_a_password_says_so() -> None:
    evidence = document("plan.docx", "ooxml-encrypted", state=DocumentState.ENCRYPTED)
    assert only(closed(evidence)).message == "locked"


# ---------------------------------------------------- document-editable-format-closed


def editable(evidence: DocumentEvidence) -> list[Finding]:
    return list(document_editable_format_closed.check(evidence))


def test_an_old_word_file_beside_a_pdf_can_still_only_be_edited_in_word() -> None:
    twin = Sibling(PAGE + "skema.pdf", "", "pdf-1.7")
    assert only(editable(document("skema.doc", "doc-97", siblings=(twin,)))).message == "only_closed"


def test_an_old_word_file_beside_an_opendocument_one_passes() -> None:
    twin = Sibling(PAGE + "skema.odt", "", "odt-1.3")
    assert outcomes(editable(document("skema.doc", "doc-97", siblings=(twin,)))) == [Outcome.PASSED]


@pytest.mark.parametrize("format_id", ["pdf-1.7", "docx", "mp4", "unknown"])
def test_what_is_open_or_not_for_editing_is_another_matter(format_id: str) -> None:
    assert editable(document("skema", format_id)) == []


def test_without_any_open_twin_the_other_rule_speaks_alone() -> None:
    assert editable(document("skema.doc", "doc-97")) == []


# ---------------------------------------------------------------------------- macros


def test_macros_are_a_fault_wherever_they_are() -> None:
    for evidence in (document("a.docm", "docm"), document("a.xls", "xls-97", has_macros=True)):
        assert outcomes(list(document_macros.check(evidence))) == [Outcome.FAILED]


def test_an_office_file_without_macros_passes_and_others_cannot_hold_them() -> None:
    assert outcomes(list(document_macros.check(document("a.docx", "docx")))) == [Outcome.PASSED]
    assert list(document_macros.check(document("a.pdf", "pdf-1.7"))) == []


# -------------------------------------------------------------------- format-mismatch


def mismatch(evidence: DocumentEvidence) -> list[Finding]:
    return list(document_format_mismatch.check(evidence))


def test_a_web_page_in_the_place_of_a_document_is_named() -> None:
    evidence = document("rapport.pdf", "html-5", declared_type="text/html")
    assert only(mismatch(evidence)).message == "page"


def test_a_name_that_lies_is_named_with_what_the_file_is() -> None:
    finding = only(mismatch(document("brev.docx", "pdf-1.5", declared_type="application/pdf")))
    assert finding.message == "name"
    assert finding.data == {"file": "brev.docx", "ending": "docx", "format": "PDF 1.5"}


def test_a_server_that_lies_is_named() -> None:
    finding = only(mismatch(document("rapport.pdf", "pdf-1.5", declared_type="application/msword")))
    assert finding.message == "server"


def test_the_name_the_server_gives_counts_too() -> None:
    headers = {"content-disposition": "attachment; filename*=UTF-8''regneark.xlsx"}
    assert only(mismatch(document("download", "xls-97", headers=headers))).message == "name"


def test_an_unknown_content_is_not_called_a_lie() -> None:
    evidence = document("rapport.pdf", "unknown", state=DocumentState.UNKNOWN_FORMAT)
    assert outcomes(mismatch(evidence)) == [Outcome.CANT_TELL]


@pytest.mark.parametrize(
    ("name", "format_id", "declared"),
    [
        ("rapport.pdf", "pdf-a-2b", "application/pdf"),
        ("rapport.PDF", "pdf-1.4", "application/octet-stream"),
        ("brev.dotx", "docx", ""),
        ("vis.ppsx", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.slideshow"),
        ("tal.csv", "text", "text/plain"),
        ("tal.csv", "tsv", "text/csv"),
        ("brev.docx", "docx", "application/zip"),
        ("flad.fodt", "fodt-1.2", "text/xml"),
        ("skabelon.dot", "doc-97", "application/msword"),
        ("skjult.doc", "ole2", "application/msword"),
    ],
)
def test_what_is_no_lie_passes(name: str, format_id: str, declared: str) -> None:
    assert outcomes(mismatch(document(name, format_id, declared_type=declared))) == [Outcome.PASSED]


def test_without_a_claim_there_is_nothing_to_judge() -> None:
    assert mismatch(document("hent?id=5", "pdf-1.7")) == []


# --------------------------------------------------------------------------- tables


def test_a_table_in_a_windows_code_page_is_advised_against() -> None:
    finding = only(list(csv_not_utf8.check(document("a.csv", "csv", encoding="windows-1252"))))
    assert finding.data["encoding"] == "windows-1252"


def test_a_table_in_utf_8_passes_and_other_text_is_not_judged() -> None:
    for encoding in ("utf-8", "utf-8-sig", "ascii"):
        assert outcomes(list(csv_not_utf8.check(document("a.csv", "csv", encoding=encoding)))) == [
            Outcome.PASSED
        ]
    assert list(csv_not_utf8.check(document("a.txt", "text", encoding="windows-1252"))) == []


def test_ragged_rows_are_counted_and_the_first_named() -> None:
    facts = DelimitedFacts(";", "utf-8", row_count=9, column_count=3, ragged_count=2, ragged_rows=(4, 7))
    finding = only(list(csv_rows_ragged.check(document("a.csv", "csv", delimited=facts))))
    assert finding.data == {"count": 2, "rows": 9, "columns": 3, "first": "4, 7"}


def test_even_rows_pass_and_what_is_no_table_is_not_judged() -> None:
    facts = DelimitedFacts(";", "utf-8", row_count=9, column_count=3)
    assert outcomes(list(csv_rows_ragged.check(document("a.csv", "csv", delimited=facts)))) == [
        Outcome.PASSED
    ]
    assert list(csv_rows_ragged.check(document("a.pdf", "pdf-1.7"))) == []


# ------------------------------------------------------------------------ the runner


@pytest.mark.parametrize(
    "state", [DocumentState.NOT_FETCHED, DocumentState.EMPTY, DocumentState.CRASHED, DocumentState.TIMED_OUT]
)
def test_a_document_of_which_nothing_is_known_is_untested_by_every_rule(state: DocumentState) -> None:
    evidence = dataclasses.replace(document("a.pdf", "pdf-1.7"), state=state, format=None)
    results = judge_document(evidence, catalogue())
    assert len(results) == len(catalogue().own(Scope.DOCUMENT))
    assert {result.outcome for result in results} == {Outcome.UNTESTED}
    assert {result.reason for result in results} == {state.value}


def test_a_damaged_document_is_judged_by_its_format_and_untested_inside() -> None:
    evidence = document("a.doc", "doc-97", state=DocumentState.DAMAGED)
    by_rule = {result.rule: result for result in judge_document(evidence, catalogue())}
    assert by_rule["document-format-closed"].outcome is Outcome.FAILED


def test_findings_in_an_old_document_are_possibly_exempt_and_never_a_pass() -> None:
    old = DocumentDates(modified="2016-05-01T00:00:00+00:00")
    evidence = document("a.doc", "doc-97", dates=old, taken_at="2026-01-01T00:00:00+00:00")
    by_rule = {result.rule: result for result in judge_document(evidence, catalogue())}
    [judged] = by_rule["document-format-closed"].findings
    assert judged.exemption == "document_before_2018"
    assert by_rule["document-format-closed"].outcome is Outcome.FAILED
