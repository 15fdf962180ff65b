"""What is asked of every document, whatever its kind, answered from its facts: the figures of documents rest on it."""

from collections.abc import Mapping
from enum import StrEnum

from rules.document_evidence import DocumentEvidence


class Question(StrEnum):
    """What is asked of a document."""

    TAGGED = "tagged"
    TITLED = "titled"
    LANGUAGE = "language"
    TEXT = "text"


def answers(evidence: DocumentEvidence) -> Mapping[Question, bool]:
    """Return yes or no to each question that can be asked of a document; none of one that was not opened.

    Only a PDF can lack tags or text: the other kinds are made of text with a structure.
    """
    if (pdf := evidence.pdf) is not None:
        return {
            Question.TAGGED: pdf.is_marked and pdf.has_structure_tree,
            Question.TITLED: bool((pdf.title or pdf.xmp_title).strip()),
            Question.LANGUAGE: bool(pdf.language and pdf.language.strip()),
            Question.TEXT: pdf.letter_count > 0,
        }
    if (office := evidence.office) is not None:
        said = {Question.TITLED: bool(office.title.strip())}
        return said | ({Question.LANGUAGE: bool(office.language.strip())} if office.has_language else {})
    if (epub := evidence.epub) is not None:
        return {Question.TITLED: bool(epub.title.strip()), Question.LANGUAGE: bool(epub.language.strip())}
    return {}
