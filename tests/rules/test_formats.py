"""The table of formats: every row complete, every verdict explained by its three criteria, in both languages."""

import re

import pytest

from rules.document_evidence import Claim, ClaimKind, Family
from rules.formats import (
    FORMATS,
    Answer,
    Criterion,
    FormatRow,
    Openness,
    format_made,
    format_row,
    with_claims,
)
from rules.model import Text

PUID = re.compile(r"x?-?fmt/\d+")
CONFORMANCE = re.compile(r"overhold|opfylder|\bcompl(y|ies|iant)|conform", re.IGNORECASE)


def test_every_row_is_complete() -> None:
    for row in FORMATS.values():
        assert re.fullmatch(r"[a-z0-9.-]+", row.id)
        assert row.name.da
        assert row.name.en
        assert re.fullmatch(r"[a-z]+/[A-Za-z0-9.+-]+", row.media_type)
        assert not row.puid or PUID.fullmatch(row.puid)


def test_every_criterion_has_a_reason_and_a_source_in_both_languages() -> None:
    for row in FORMATS.values():
        found = row.assessment
        for criterion in (found.documented, found.free, found.maintained):
            assert criterion.reason.da.endswith(".")
            assert criterion.reason.en.endswith(".")
            assert criterion.reason.da != criterion.reason.en
            assert criterion.source.da
            assert criterion.source.en
        assert found.note.da != found.note.en


def test_no_text_speaks_of_conformance() -> None:
    for row in FORMATS.values():
        texts: list[Text] = [row.assessment.note, *(c.reason for c in criteria(row))]
        assert not any(CONFORMANCE.search(text.da) or CONFORMANCE.search(text.en) for text in texts)


def criteria(row: FormatRow) -> tuple[Criterion, Criterion, Criterion]:
    return row.assessment.documented, row.assessment.free, row.assessment.maintained


def test_the_verdict_follows_from_the_criteria() -> None:
    for row in FORMATS.values():
        answers = [criterion.answer for criterion in criteria(row)]
        match row.assessment.verdict:
            case Openness.OPEN:
                assert answers == [Answer.YES] * 3
            case Openness.OPEN_WITH_RESERVATION:
                assert answers[:2] == [Answer.YES] * 2
            case Openness.DOCUMENTED:
                assert answers == [Answer.YES, Answer.YES, Answer.NO]
            case Openness.CLOSED:
                assert Answer.NO in answers
            case Openness.UNKNOWN:
                assert answers == [Answer.UNKNOWN] * 3


def test_a_puid_names_one_format_only() -> None:
    # PRONOM gives one identifier to all EPUBs and to XPS with its successor; SVG without a version counts as 1.0.
    shared = {"fmt/483", "fmt/657", "fmt/91", "fmt/199"}
    by_puid: dict[str, list[str]] = {}
    for row in FORMATS.values():
        if row.puid and row.puid not in shared:
            by_puid.setdefault(row.puid, []).append(row.id)
    assert {puid: ids for puid, ids in by_puid.items() if len(ids) > 1} == {}


def test_the_danish_strategy_s_own_formats_are_judged_as_published() -> None:
    verdicts = {
        "pdf-1.7": Openness.OPEN,
        "pdf-1.4": Openness.OPEN_WITH_RESERVATION,
        "pdf-a-1b": Openness.OPEN,
        "odt-1.3": Openness.OPEN,
        "docx": Openness.OPEN_WITH_RESERVATION,
        "docx-strict": Openness.OPEN,
        "docm": Openness.DOCUMENTED,
        "doc-97": Openness.CLOSED,
        "rtf-1.9": Openness.DOCUMENTED,
        "csv": Openness.OPEN,
        "mp4": Openness.CLOSED,
    }
    assert {identifier: format_row(identifier).assessment.verdict for identifier in verdicts} == verdicts


def test_an_identifier_of_another_time_is_an_unknown_format() -> None:
    assert format_row("no-such-format").family is Family.UNKNOWN


def test_a_claim_narrows_a_pdf_and_its_own_version_stays() -> None:
    found = with_claims(
        format_made("pdf-1.4"), (Claim(ClaimKind.PDF_UA, "1"), Claim(ClaimKind.PDF_A, "1", "B"))
    )
    assert (found.id, found.puid, found.version) == ("pdf-a-1b", "fmt/354", "1.4")


@pytest.mark.parametrize(
    ("claim", "puid"),
    [
        (Claim(ClaimKind.PDF_A, "4"), "fmt/1910"),
        (Claim(ClaimKind.PDF_A, "4", "f"), "fmt/1912"),
        (Claim(ClaimKind.PDF_X, "1a:2003"), "fmt/146"),
        (Claim(ClaimKind.PDF_X, "4"), "fmt/488"),
        (Claim(ClaimKind.PDF_E, "1"), "fmt/493"),
        (Claim(ClaimKind.PDF_UA, "1"), "fmt/276"),
        (Claim(ClaimKind.PDF_A, "9", "z"), "fmt/276"),
    ],
)
def test_claims_are_named_as_pronom_names_them(claim: Claim, puid: str) -> None:
    assert with_claims(format_made("pdf-1.7"), (claim,)).puid == puid
