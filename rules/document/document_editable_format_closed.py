"""Rule: a document meant to be edited can be read in an open format, but edited only in a closed one."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.document_names import file_name, label, twins
from rules.formats import format_row
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
    id="document-editable-format-closed",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    # A form may be offered as a web form elsewhere, and then nobody needs to edit the file.
    confidence=Confidence.LIKELY,
    impact=Impact.MINOR,
    title=Text(
        da="Det redigerbare dokument skal også findes i et åbent format",
        en="The editable document must also be offered in an open format",
    ),
    why=Text(
        da=(
            "Den, der skal udfylde eller arbejde videre i dokumentet, har kun den lukkede udgave at gøre det i. Det "
            "rammer dem, der bruger andre programmer eller hjælpemidler, som læser de åbne formater bedst."
        ),
        en=(
            "Whoever must fill in or work on the document has only the closed version to do so. It affects people who "
            "use other programs, or assistive technology that reads the open formats best."
        ),
    ),
    fix=Text(
        da=(
            "Gem også den redigerbare udgave som OpenDocument (odt, ods, odp) eller som docx, xlsx eller pptx, i Word "
            "og LibreOffice med Gem som, og link til den ved siden af."
        ),
        en=(
            "Also save the editable version as OpenDocument (odt, ods, odp) or as docx, xlsx or pptx, in Word and "
            "LibreOffice with Save As, and link to it beside this one."
        ),
    ),
    messages={
        "only_closed": Text(
            da="»{file}« kan redigeres, men kun i formatet {format}. Ved siden af findes det kun til læsning: {twin}.",
            en="“{file}” can be edited, but only in the format {format}. Beside it is only one for reading: {twin}.",
        )
    },
    law=(LawClause("Aftale om obligatoriske åbne standarder 2007", "1-3"),),
    evidence=frozenset({Evidence.DOCUMENT}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    assert evidence.format is not None  # otherwise the runner says untested
    row = format_row(evidence.format.id)
    if not row.is_editable or row.assessment.verdict.is_open or row.has_macros:
        return
    open_twins = [(sibling, twin) for sibling, twin in twins(evidence) if twin.assessment.verdict.is_open]
    if not open_twins:
        return  # in no open format at all: document-format-closed says that
    if any(twin.is_editable for _, twin in open_twins):
        yield passed()
        return
    name = file_name(evidence.url) or evidence.url
    twin_name = file_name(open_twins[0][0].url)
    yield failed(Place(name, snippet=name), "only_closed", file=name, format=label(row), twin=twin_name)
