"""Rule: a document is offered in a format that is no open standard, and in no other."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.document_names import file_name, label, twins
from rules.formats import FormatRow, Openness, format_row
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    LawClause,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    failed,
    passed,
)

RULE = Rule(
    id="document-format-closed",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Dokumentet skal også findes i et åbent format",
        en="The document must also be offered in an open format",
    ),
    why=Text(
        da=(
            "Et lukket format kræver ofte et bestemt program. Det rammer borgere og virksomheder, der bruger andre "
            "programmer, hjælpemidler eller telefoner, og filen kan være ulæselig om nogle år."
        ),
        en=(
            "A closed format often needs one particular program. It affects people and companies who use other "
            "programs, assistive technology or phones, and the file may be unreadable some years from now."
        ),
    ),
    fix=Text(
        da=(
            "Gem dokumentet i et åbent format: i Word, Excel eller PowerPoint som docx, xlsx eller pptx, eller som "
            "OpenDocument (odt, ods, odp); i LibreOffice med Gem som. Skal det kun læses, så gem det som PDF/A. Læg "
            "det ved siden af eller i stedet for."
        ),
        en=(
            "Save the document in an open format: in Word, Excel or PowerPoint as docx, xlsx or pptx, or as "
            "OpenDocument (odt, ods, odp); in LibreOffice with Save As. If it is only for reading, save it as PDF/A. "
            "Offer it beside this one or instead."
        ),
    ),
    messages={
        "closed": Text(
            da="»{file}« er gemt som {format}, der ikke er en åben standard, og en udgave i et åbent format er ikke "
            "fundet ved siden af.",
            en="“{file}” is saved as {format}, which is not an open standard, and no version in an open format was "
            "found beside it.",
        ),
        "locked": Text(
            da="»{file}« er låst med en adgangskode, og en udgave uden er ikke fundet ved siden af.",
            en="“{file}” is locked with a password, and no version without one was found beside it.",
        ),
    },
    law=(LawClause("Aftale om obligatoriske åbne standarder 2007", "1-3"),),
    evidence=frozenset({Evidence.DOCUMENT}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    assert evidence.format is not None  # otherwise the runner says untested
    row = format_row(evidence.format.id)
    if row.assessment.verdict is Openness.UNKNOWN:
        return
    if not _is_closed(row) or any(twin.assessment.verdict.is_open for _, twin in twins(evidence)):
        yield passed()
        return
    name = file_name(evidence.url) or evidence.url
    message = "locked" if row.id.endswith("-encrypted") else "closed"
    yield failed(Place(name, snippet=name), message, file=name, format=label(row))


def _is_closed(row: FormatRow) -> bool:
    """Whether the format shuts people out: closed, or made to be edited and not openly maintained.

    Macros are another rule's business; pictures and sound that only their owner has described can be opened anywhere.
    """
    if row.has_macros:
        return False
    verdict = row.assessment.verdict
    return verdict is Openness.CLOSED or (verdict is Openness.DOCUMENTED and row.is_editable)
