"""Rule: a published document carries program code."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence, Family
from rules.document_names import file_name
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    failed,
    passed,
)

_CAN_HOLD_MACROS = frozenset({Family.OFFICE_OPEN_XML, Family.OLE2, Family.OPEN_DOCUMENT, Family.OPENOFFICE_1})


RULE = Rule(
    id="document-macros",
    scope=Scope.DOCUMENT,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Dokumentet skal ikke indeholde makroer",
        en="The document must not contain macros",
    ),
    why=Text(
        da=(
            "Makroer er programkode. Mange arbejdspladser og programmer spærrer for den, så dokumentet ikke virker, og "
            "borgere bør ikke vænnes til at slå spærringen fra. Makroer hører ikke til den åbne standard."
        ),
        en=(
            "Macros are program code. Many workplaces and programs block them, so that the document does not work, and "
            "citizens should not be taught to lift the block. Macros are not part of the open standard."
        ),
    ),
    fix=Text(
        da=(
            "Gem dokumentet uden makroer: i Word, Excel og PowerPoint med Gem som docx, xlsx eller pptx; i LibreOffice "
            "under Funktioner, Makroer, Organiser. Er makroen nødvendig, så lav en webformular i stedet."
        ),
        en=(
            "Save the document without macros: in Word, Excel and PowerPoint with Save As docx, xlsx or pptx; in "
            "LibreOffice under Tools, Macros, Organise. If the macro is needed, make a web form instead."
        ),
    ),
    messages={
        "macros": Text(da="»{file}« indeholder makroer.", en="“{file}” contains macros."),
    },
    evidence=frozenset({Evidence.DOCUMENT}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    assert evidence.format is not None  # otherwise the runner says untested
    if evidence.format.family not in _CAN_HOLD_MACROS:
        return
    if not evidence.format.has_macros:
        yield passed()
        return
    name = file_name(evidence.url) or evidence.url
    yield failed(Place(name, snippet=name), "macros", file=name)
