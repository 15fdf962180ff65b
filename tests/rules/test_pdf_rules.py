"""PDF rules over evidence made here: each outcome, and what must not alarm."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from rules.catalogue import catalogue
from rules.document_evidence import (
    Claim,
    ClaimKind,
    ClauseFailure,
    ClauseResult,
    DocumentEvidence,
    DocumentState,
    Family,
    Format,
    Verdict,
)
from rules.model import Evidence, Finding, Language, Outcome, Scope, Standing
from rules.pdf_evidence import PdfContradiction, PdfFacts, PdfField, PdfFigure, PdfTable
from rules.pdfua.table import CLAUSES, PLACES_MAX
from rules.runner import judge_document
from rules.standards.rule_sets import EnVersion, en301549_clause

PDF = Format("pdf-1.7", Family.PDF, "1.7")
DANISH = (
    "Kommunen har vedtaget en plan for byens parker. Borgerne kan læse planen på biblioteket og sende deres "
    "bemærkninger inden den første maj. Byrådet behandler alle bemærkninger og offentliggør svarene bagefter. "
)
GOOD = PdfFacts(
    page_count=3, pages_read=3, title="Plan for byens parker", displays_title=True, language="da-DK", is_marked=True,
    has_structure_tree=True, element_count=20, tagged_content_count=20, letter_count=900, shown_bytes=2000,
    pages_with_text=3, text=DANISH * 10,
)  # fmt: skip


def document(facts: PdfFacts = GOOD, **more: Any) -> DocumentEvidence:
    values: dict[str, Any] = {"format": PDF, "pdf": facts} | more
    return DocumentEvidence("http://127.0.0.1/plan.pdf", "", DocumentState.READ, **values)


def facts(**changes: Any) -> PdfFacts:
    return replace(GOOD, **changes)


def clause(name: str, *, failures: int = 0, place: str = "page=1", **data: str | int) -> ClauseResult:
    kept = tuple(ClauseFailure(f"{place} {number}", data=data) for number in range(min(failures, 50)))
    return ClauseResult(name, max(failures, 1), failures, kept)


def findings(rule_id: str, evidence: DocumentEvidence) -> list[Finding]:
    check = catalogue()[rule_id].check
    assert check is not None
    found = list(check(evidence))
    messages = catalogue()[rule_id].rule.messages
    for finding in found:
        if finding.outcome is not Outcome.PASSED:
            for language in Language:
                assert "{" not in messages[finding.message].in_(language, finding.data), finding
    return found


def outcome(rule_id: str, evidence: DocumentEvidence) -> str:
    """Return the one outcome of a rule with its message, "passed", or "inapplicable"."""
    seen = {
        (one.outcome.value, one.message)
        for one in findings(rule_id, evidence)
        if one.outcome is not Outcome.PASSED
    }
    if not seen:
        return "passed" if findings(rule_id, evidence) else "inapplicable"
    [(value, message)] = seen
    return f"{value} {message}"


def form(words: str, **changes: Any) -> PdfFacts:
    return facts(text=words, **changes)


PAPER_FORM = (
    "Ansøgningsskema om tilskud. Navn: ______ CPR-nr.: ______ Dato og underskrift. "
    "Skemaet sendes til kommunen, Rådhuspladsen 1."
)
UNTAGGED = facts(has_structure_tree=False, is_marked=False, element_count=0, tagged_content_count=0)


@pytest.mark.parametrize(
    ("rule_id", "evidence", "expected"),
    [
        ("pdf-untagged", document(clauses=(clause("7.1-11"), clause("6.2-1"))), "passed"),
        (
            "pdf-untagged",
            document(UNTAGGED, clauses=(clause("7.1-11", failures=1), clause("6.2-1", failures=1))),
            "failed 7.1-11",
        ),
        (
            "pdf-untagged",
            document(facts(is_marked=False), clauses=(clause("7.1-11"), clause("6.2-1", failures=1))),
            "failed 6.2-1",
        ),
        (
            "pdf-untagged",
            document(facts(tagged_content_count=0), clauses=(clause("7.1-3", failures=1),)),
            "failed empty",
        ),
        ("pdf-untagged", document(facts(tagged_content_count=0), clauses=(clause("7.1-11"),)), "passed"),
        ("pdf-title-missing", document(), "passed"),
        ("pdf-title-missing", document(facts(title="", xmp_title="Plan")), "passed"),
        ("pdf-title-missing", document(facts(title=" ")), "failed missing"),
        ("pdf-title-uninformative", document(), "passed"),
        ("pdf-title-uninformative", document(facts(title="Årsrapport 2026")), "passed"),
        ("pdf-title-uninformative", document(facts(title="")), "inapplicable"),
        ("pdf-title-uninformative", document(facts(title="plan_endelig_v3.docx")), "failed file_name"),
        ("pdf-title-uninformative", document(facts(title="Microsoft Word - plan")), "failed file_name"),
        ("pdf-title-uninformative", document(facts(title="Dokument1")), "failed stopgap"),
        ("pdf-title-uninformative", document(facts(title="PowerPoint-præsentation")), "failed stopgap"),
        ("pdf-title-uninformative", document(facts(title="plan_park_2026")), "cantTell perhaps_file_name"),
        ("pdf-title-uninformative", document(facts(title="plan")), "cantTell perhaps_file_name"),
        ("pdf-title-not-displayed", document(clauses=(clause("7.1-10"),)), "passed"),
        ("pdf-title-not-displayed", document(clauses=(clause("7.1-10", failures=1),)), "failed 7.1-10"),
        ("pdf-language-missing", document(), "passed"),
        (
            "pdf-language-missing",
            document(facts(language=None), clauses=(clause("7.2-34", failures=9),)),
            "failed missing",
        ),
        ("pdf-language-missing", document(facts(language=None), clauses=(clause("7.2-34"),)), "passed"),
        ("pdf-language-missing", document(replace(UNTAGGED, language=None)), "failed missing"),
        ("pdf-language-missing", document(facts(language="")), "passed"),
        ("pdf-language-missing", document(replace(UNTAGGED, language="")), "failed missing"),
        ("pdf-language-missing", document(facts(language="dansk sprog")), "failed invalid"),
        ("pdf-language-missing", document(facts(language="xq")), "cantTell unknown"),
        ("pdf-language-missing", document(replace(UNTAGGED, language=None, shown_bytes=0)), "inapplicable"),
        ("pdf-language-mismatch", document(), "passed"),
        ("pdf-language-mismatch", document(facts(language="en-GB")), "failed other"),
        ("pdf-language-mismatch", document(facts(language="en-GB", text="Plan")), "inapplicable"),
        ("pdf-language-mismatch", document(facts(language=None)), "inapplicable"),
        ("pdf-scanned", document(), "passed"),
        (
            "pdf-scanned",
            document(facts(scanned_page_count=3, scanned_pages=(1, 2, 3), pages_with_text=0)),
            "failed all",
        ),
        ("pdf-scanned", document(facts(scanned_page_count=1, scanned_pages=(1,))), "cantTell some"),
        ("pdf-scanned", document(facts(pages_with_text=0)), "inapplicable"),
        ("pdf-figure-alt-missing", document(clauses=(clause("7.3-1"),)), "passed"),
        ("pdf-figure-alt-missing", document(clauses=(clause("7.3-1", failures=2),)), "failed 7.3-1"),
        ("pdf-figure-alt-missing", document(clauses=(ClauseResult("7.3-1", 0),)), "inapplicable"),
        ("pdf-field-label-missing", document(clauses=(clause("7.18.1-3"),)), "passed"),
        ("pdf-field-label-missing", document(clauses=(clause("7.18.1-3", failures=2),)), "failed 7.18.1-3"),
        ("pdf-navigation-missing", document(), "inapplicable"),
        ("pdf-navigation-missing", document(facts(page_count=60)), "failed missing"),
        ("pdf-navigation-missing", document(facts(page_count=60, bookmark_count=4)), "passed"),
        ("pdf-navigation-missing", document(facts(page_count=60, heading_count=4)), "passed"),
        ("pdf-table-untagged", document(), "inapplicable"),
        ("pdf-table-untagged", document(facts(table_count=1)), "passed"),
        (
            "pdf-table-untagged",
            document(facts(untagged_tables=(PdfTable("page=2", 2, 5, 3),))),
            "failed ruled",
        ),
        ("pdf-table-untagged", document(UNTAGGED), "inapplicable"),
        ("pdf-assistive-technology-blocked", document(), "inapplicable"),
        ("pdf-assistive-technology-blocked", document(facts(is_encrypted=True)), "passed"),
        (
            "pdf-assistive-technology-blocked",
            document(facts(is_encrypted=True, allows_assistive_technology=False)),
            "passed",
        ),
        (
            "pdf-assistive-technology-blocked",
            document(facts(is_encrypted=True, allows_assistive_technology=False, allows_copying=False)),
            "failed blocked",
        ),
        ("pdf-xfa-dynamic", document(), "inapplicable"),
        ("pdf-xfa-dynamic", document(clauses=(clause("7.15-1"),)), "passed"),
        ("pdf-xfa-dynamic", document(clauses=(clause("7.15-1", failures=1),)), "failed 7.15-1"),
        ("pdf-print-and-post-form", document(), "inapplicable"),
        ("pdf-print-and-post-form", document(form(PAPER_FORM, blank_line_count=2)), "failed paper"),
        ("pdf-print-and-post-form", document(form(PAPER_FORM, blank_line_count=2, field_count=3)), "passed"),
        ("pdf-print-and-post-form", document(form(PAPER_FORM, page_count=40)), "inapplicable"),
        (
            "pdf-print-and-post-form",
            document(form(PAPER_FORM + " Brug selvbetjening med MitID.")),
            "cantTell perhaps_digital",
        ),
        (
            "pdf-print-and-post-form",
            document(form(PAPER_FORM + " Du kan også gå ind på Borger.dk.")),
            "cantTell perhaps_digital",
        ),
        (
            "pdf-print-and-post-form",
            document(form(PAPER_FORM + " Eller logga in med BankID.")),
            "cantTell perhaps_digital",
        ),
        (
            "pdf-print-and-post-form",
            document(form("Application form: fill in. Signature of applicant. Return this form to us.")),
            "failed paper",
        ),
        (
            "pdf-print-and-post-form",
            document(form("Aftalen træder i kraft ved underskrift. Regningen sendes til kommunen.")),
            "inapplicable",
        ),
    ],
)
def test_each_rule_has_the_outcome(rule_id: str, evidence: DocumentEvidence, expected: str) -> None:
    assert outcome(rule_id, evidence) == expected


def figure(**changes: Any) -> PdfFigure:
    return replace(PdfFigure("page=1 /Figure[1]", "Document > Figure", 1, "Kort"), **changes)


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("Kort over byens fem parker", "passed"),
        ("IMG_2041.JPG", "failed file_name"),
        ("3f2a9c0d4e5b6a7c8d9e", "failed file_name"),
        ("billede", "failed stopgap"),
        ("Et billede.", "failed stopgap"),
        ("Et billede af rådhuset", "passed"),
        ("logo", "cantTell only_kind"),
        ("Et billede, der indeholder træ. Automatisk genereret beskrivelse", "cantTell automatic"),
        (None, "inapplicable"),
        ("", "inapplicable"),
    ],
)
def test_alternative_texts_are_judged_by_what_they_say(alt: str | None, expected: str) -> None:
    assert outcome("pdf-alt-uninformative", document(facts(figures=(figure(alt=alt),)))) == expected


def test_a_page_of_text_in_one_figure_alarms() -> None:
    evidence = document(facts(figures=(figure(), figure(covers_page=True, covered_text=900))))
    assert [one.outcome for one in findings("pdf-figure-covers-page", evidence)] == [
        Outcome.PASSED,
        Outcome.FAILED,
    ]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Dit navn", "passed"),
        ("Navn", "passed"),
        ("CPR-nummer", "passed"),
        ("Adresse 2", "passed"),
        ("Tekst1", "failed internal"),
        ("undefined_2", "failed internal"),
        ("topmostSubform[0].Page1[0].f1_01[0]", "failed internal"),
        ("Check Box4", "failed internal"),
        ("", "inapplicable"),
    ],
)
def test_labels_are_told_from_internal_names(label: str, expected: str) -> None:
    evidence = document(facts(fields=(PdfField("page=1 /Widget", 1, "Tx", "felt1", label),)))
    assert outcome("pdf-field-label-internal", evidence) == expected


# ---------------------------------------------------------------- PDF/UA's tests


def test_each_clause_is_carried_by_a_rule_that_there_is() -> None:
    rules = {loaded.rule.id for loaded in catalogue().own(Scope.DOCUMENT)}
    assert {one.rule for one in CLAUSES.values()} <= rules


@pytest.mark.parametrize("name", sorted(CLAUSES))
def test_a_failed_clause_is_told_by_one_rule_only(name: str) -> None:
    evidence = document(clauses=(clause(name, failures=1),))
    tellers = [
        result.rule
        for result in judge_document(evidence, catalogue())
        if any(found.finding.clause == name for found in result.findings)
    ]
    assert tellers == [CLAUSES[name].rule]


@pytest.mark.parametrize(
    ("evidence", "name", "teller"),
    [
        (document(facts(title=""), clauses=(clause("7.1-9", failures=1),)), "7.1-9", "pdf-title-missing"),
        (
            document(facts(language=None), clauses=(clause("7.2-34", failures=1),)),
            "7.2-34",
            "pdf-language-missing",
        ),
        (
            document(facts(language="d ansk"), clauses=(clause("7.2-29", failures=1),)),
            "7.2-29",
            "pdf-language-missing",
        ),
        (
            document(
                facts(is_encrypted=True, allows_assistive_technology=False, allows_copying=False),
                clauses=(clause("7.16-1", failures=1),),
            ),
            "7.16-1",
            "pdf-assistive-technology-blocked",
        ),
    ],
)
def test_a_rule_that_rests_on_a_criterion_takes_the_clause_over(
    evidence: DocumentEvidence, name: str, teller: str
) -> None:
    results = judge_document(evidence, catalogue())
    assert [one.rule for one in results if any(f.finding.clause == name for f in one.findings)] == [teller]


def test_places_of_a_clause_are_few_and_counted() -> None:
    found = findings("pdf-ua-structure", document(clauses=(clause("7.1-3", failures=400),)))
    assert len(found) == PLACES_MAX
    assert {one.data["count"] for one in found} == {400}


def test_untagged_content_of_an_untagged_file_is_told_once() -> None:
    evidence = document(UNTAGGED, clauses=(clause("7.1-11", failures=1), clause("7.1-3", failures=90)))
    told = [
        found.finding.clause for result in judge_document(evidence, catalogue()) for found in result.findings
    ]
    assert told.count("7.1-11") == 1
    assert "7.1-3" not in told


# ---------------------------------------------------------------- claims

PDF_A = Claim(ClaimKind.PDF_A, "2", "b")
PDF_UA = Claim(ClaimKind.PDF_UA, "1")


def verdict(profile: str, compliant: bool | None, *clauses: str, reason: str = "") -> Verdict:
    return Verdict("veraPDF", "1.31.50", profile, compliant, clauses, reason)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "inapplicable"),
        ({"claims": (Claim(ClaimKind.PDF_X, "4"),)}, "inapplicable"),
        ({"claims": (PDF_A,)}, "cantTell not_verified"),
        ({"claims": (PDF_UA,)}, "cantTell not_verified"),
        ({"claims": (PDF_UA,), "clauses": (clause("7.3-1", failures=1),)}, "failed pdf_ua"),
        ({"claims": (PDF_A,), "clauses": (clause("7.3-1", failures=1),)}, "cantTell not_verified"),
        ({"claims": (PDF_A,), "verdicts": (verdict("PDF/A-2b", compliant=True),)}, "passed"),
        ({"claims": (PDF_A,), "verdicts": (verdict("PDF/A-2b", False, "6.1.3-1"),)}, "failed validator"),
        (
            {"claims": (PDF_A,), "verdicts": (verdict("PDF/A-2b", None, reason="no answer within 60 s"),)},
            "cantTell unreadable",
        ),
        ({"claims": (PDF_UA,), "verdicts": (verdict("PDF/A-2b", compliant=True),)}, "cantTell not_verified"),
    ],
)
def test_a_claim_is_contradicted_verified_or_not_verified(more: Mapping[str, Any], expected: str) -> None:
    assert outcome("pdf-claim-contradicted", document(**more)) == expected


def test_every_kind_of_contradiction_has_words() -> None:
    from crawler.documents.pdf.contradictions import CLAUSES as KINDS

    for kind, clauses in KINDS.items():
        for part, section in clauses.items():
            seen = PdfContradiction(f"PDF/A-{part}b", kind, section, "page=1", "Arial")
            evidence = document(facts(contradictions=(seen,)), claims=(Claim(ClaimKind.PDF_A, part, "b"),))
            assert outcome("pdf-claim-contradicted", evidence) == f"failed pdf_a_{kind}"


# ---------------------------------------------------------------- all of them


def pdf_rules() -> Iterable[str]:
    return sorted(
        loaded.rule.id for loaded in catalogue().own(Scope.DOCUMENT) if Evidence.PDF in loaded.rule.evidence
    )


@pytest.mark.parametrize("rule_id", pdf_rules())
def test_a_requirement_rests_on_a_criterion_that_holds_for_documents(rule_id: str) -> None:
    rule = catalogue()[rule_id].rule
    if rule.standing is Standing.REQUIREMENT:
        assert rule.criteria
        assert all(
            en301549_clause(criterion, Scope.DOCUMENT, EnVersion.V3_2_1) for criterion in rule.criteria
        )


def test_a_good_pdf_raises_no_fault() -> None:
    clauses = tuple(clause(name) for name in CLAUSES)
    assert [one for one in judge_document(document(clauses=clauses), catalogue()) if one.findings] == []


def test_rules_of_pdf_are_inapplicable_to_other_files() -> None:
    word = DocumentEvidence("a.docx", "", DocumentState.READ, format=Format("docx", Family.OFFICE_OPEN_XML))
    outcomes = {one.rule: one.outcome for one in judge_document(word, catalogue())}
    assert {outcomes[rule_id] for rule_id in pdf_rules()} == {Outcome.INAPPLICABLE}


def test_a_pdf_that_could_not_be_read_is_untested() -> None:
    damaged = DocumentEvidence("a.pdf", "", DocumentState.DAMAGED, format=PDF)
    outcomes = {one.rule: one.outcome for one in judge_document(damaged, catalogue())}
    assert {outcomes[rule_id] for rule_id in pdf_rules()} == {Outcome.UNTESTED}
