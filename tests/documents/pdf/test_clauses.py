"""Every test of PDF/UA-1: it passes on the valid document and fails, with no other, on the one spoilt for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from crawler.documents.pdf import CLAUSES, PdfReading, read_pdf
from crawler.documents.verapdf import Validator, is_available
from rules.document_evidence import Claim, ClaimKind, DocumentEvidence, DocumentState, Family, Format
from rules.model import Finding, Language, Outcome
from rules.pdfua.table import CLAUSES as TEXTS
from rules.pdfua.table import judge_clauses
from tests.documents.pdf.making import Made, made_file
from tests.documents.pdf.spoiling import ALSO, SAVED_OTHERWISE, SPOILT, furnish

NEVER_IN_A_VALID_FILE = {
    "5-4": "a property that nobody needs",
    "5-5": "a property that nobody needs",
    "7.1-5": "counts only tags that are mapped to nothing",
    "7.2-34": "asked only where the document has no language",
    "7.4.4-2": "counts only headings without a level",
    "7.16-1": "asked only of encrypted files",
    "7.21.4.2-2": "asked only where there is a list of glyphs",
    "7.21.6-3": "asked only of symbolic fonts",
    "7.21.6-4": "asked only of symbolic fonts",
}


def failing(reading: PdfReading) -> set[str]:
    return {result.clause for result in reading.clauses if result.failure_count}


def checked(reading: PdfReading) -> set[str]:
    return {result.clause for result in reading.clauses if result.checked}


def with_header(path: Path, header: bytes) -> None:
    path.write_bytes(path.read_bytes().replace(b"%PDF-1.7", header, 1))


def test_all_106_tests_are_made_and_have_texts() -> None:
    assert len(CLAUSES) == len(set(CLAUSES)) == 106
    assert set(CLAUSES) == set(TEXTS)


def test_every_test_has_a_file_that_fails_it() -> None:
    assert set(SPOILT) | set(SAVED_OTHERWISE) == set(CLAUSES)


@pytest.mark.parametrize("add", [None, furnish], ids=["plain", "furnished"])
def test_the_valid_documents_fail_nothing(tmp_path: Path, add: Callable[[Made], None] | None) -> None:
    reading = read_pdf(made_file(tmp_path, add))
    assert failing(reading) == set()
    assert reading.notes == ()


def test_the_valid_documents_are_checked_by_all_but_a_few_tests(tmp_path: Path) -> None:
    plain = checked(read_pdf(made_file(tmp_path)))
    furnished = checked(read_pdf(made_file(tmp_path, furnish)))
    assert set(CLAUSES) - plain - furnished == set(NEVER_IN_A_VALID_FILE)


@pytest.mark.parametrize("clause", sorted(SPOILT))
def test_a_spoilt_document_fails_its_test_and_no_other(tmp_path: Path, clause: str) -> None:
    reading = read_pdf(made_file(tmp_path, SPOILT[clause]))
    assert failing(reading) == {clause} | ALSO[clause]


@pytest.mark.parametrize(
    ("header", "fails"), [(b"%PDF-1.4", False), (b"%PDF-2.0", True), (b"%PDF-1.9", True)]
)
def test_the_header_names_a_version_up_to_1_7(tmp_path: Path, header: bytes, fails: bool) -> None:
    path = made_file(tmp_path)
    with_header(path, header)
    assert ("6.1-1" in failing(read_pdf(path))) is fails


def test_a_file_without_tags_fails_the_test_for_them(tmp_path: Path) -> None:
    def spoil(made: Made) -> None:
        del made.pdf.Root.StructTreeRoot

    assert "7.1-11" in failing(read_pdf(made_file(tmp_path, spoil)))


@pytest.mark.parametrize("accessible", [True, False])
def test_the_permission_for_assistive_technology_is_read(tmp_path: Path, accessible: bool) -> None:
    path, locked = made_file(tmp_path), tmp_path / "locked.pdf"
    with pikepdf.open(path) as pdf:
        allow = pikepdf.Permissions(accessibility=accessible, extract=accessible)
        # Later revisions let assistive technology in whatever is asked; this one has the bit
        weak = pikepdf.Encryption(owner="x", user="", R=3, aes=False, metadata=False, allow=allow)
        pdf.save(locked, encryption=weak)
    reading = read_pdf(locked)
    assert ("7.16-1" in failing(reading)) is not accessible
    assert reading.facts.is_encrypted
    assert reading.facts.allows_assistive_technology is accessible


# ---------------------------------------------------------------- what a failure says


def findings(path: Path) -> list[Finding]:
    reading = read_pdf(path)
    evidence = DocumentEvidence(
        "made.pdf", "made.pdf", DocumentState.READ, format=Format("pdf-1.7", Family.PDF), clauses=reading.clauses,
        pdf=reading.facts,
    )  # fmt: skip
    rules = {clause.rule for clause in TEXTS.values()}
    return [finding for rule in sorted(rules) for finding in judge_clauses(evidence, rule)]


@pytest.mark.parametrize("clause", sorted(SPOILT))
def test_a_failure_is_a_finding_whose_words_are_all_filled_in(tmp_path: Path, clause: str) -> None:
    failed = [one for one in findings(made_file(tmp_path, SPOILT[clause])) if one.outcome is Outcome.FAILED]
    assert {one.clause for one in failed} == {clause} | ALSO[clause]
    for finding in failed:
        assert finding.clause is not None
        for language in Language:
            assert "{" not in TEXTS[finding.clause].message.in_(language, finding.data)


def test_a_place_says_page_element_and_object(tmp_path: Path) -> None:
    [finding] = [
        one for one in findings(made_file(tmp_path, SPOILT["7.3-1"])) if one.outcome is Outcome.FAILED
    ]
    assert finding.place.target.startswith("page=1 /Figure[1] (object ")
    assert finding.place.path == "Document > Figure"


# ---------------------------------------------------------------- the real validator

needs_verapdf = pytest.mark.skipif(not is_available(), reason="the extra eftersyn[verapdf] is not installed")


@pytest.fixture(scope="module")
def validator() -> Iterator[Validator]:
    with Validator() as started:
        yield started


@needs_verapdf
def test_verapdf_accepts_the_valid_documents(tmp_path: Path, validator: Validator) -> None:
    for add in (None, furnish):
        [verdict] = validator.validate(made_file(tmp_path, add), [Claim(ClaimKind.PDF_UA, "1")])
        assert verdict.compliant, verdict
        assert verdict.version


@needs_verapdf
@pytest.mark.parametrize("clause", sorted(SPOILT))
def test_verapdf_says_the_same_of_a_spoilt_document(
    tmp_path: Path, validator: Validator, clause: str
) -> None:
    path = made_file(tmp_path, SPOILT[clause])
    [verdict] = validator.validate(path, [Claim(ClaimKind.PDF_UA, "1")])
    assert set(verdict.failed_clauses) == failing(read_pdf(path))
