"""The questions asked of every document, answered from its facts."""

from rules.document_answers import Question, answers
from rules.document_evidence import DocumentEvidence, DocumentState
from rules.office_evidence import EpubFacts, OfficeFacts
from rules.pdf_evidence import PdfFacts


def document(**facts: object) -> DocumentEvidence:
    return DocumentEvidence("a", "a", DocumentState.READ, **facts)  # type: ignore[arg-type]


def test_a_good_pdf_says_yes_to_all() -> None:
    facts = PdfFacts(is_marked=True, has_structure_tree=True, title="Plan", language="da", letter_count=9)
    assert answers(document(pdf=facts)) == dict.fromkeys(Question, True)


def test_a_scan_says_no_to_all() -> None:
    assert answers(document(pdf=PdfFacts(page_count=1))) == dict.fromkeys(Question, False)


def test_marks_without_a_tree_are_no_tags() -> None:
    assert answers(document(pdf=PdfFacts(is_marked=True)))[Question.TAGGED] is False


def test_a_title_in_the_metadata_alone_is_a_title() -> None:
    assert answers(document(pdf=PdfFacts(xmp_title="Plan")))[Question.TITLED] is True


def test_an_office_file_is_not_asked_for_tags_nor_a_spreadsheet_of_excel_for_its_language() -> None:
    said = answers(document(office=OfficeFacts(language="da", title="Brev")))
    assert said == {Question.TITLED: True, Question.LANGUAGE: True}
    assert answers(document(office=OfficeFacts(has_language=False))) == {Question.TITLED: False}


def test_a_book_is_asked_for_title_and_language() -> None:
    assert answers(document(epub=EpubFacts(title="Bog"))) == {Question.TITLED: True, Question.LANGUAGE: False}


def test_what_was_not_opened_is_asked_nothing() -> None:
    assert answers(document()) == {}
