"""Rule: an OpenDocument file does not follow the schema of its version."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Identity,
    Impact,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    failed,
    passed,
)
from rules.office_evidence import Validity
from rules.office_places import DOCUMENT

RULE = Rule(
    id="odf-invalid",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="OpenDocument-filer skal følge standardens skema",
        en="OpenDocument files must follow the standard's schema",
    ),
    why=Text(
        da=(
            "Et åbent format er kun åbent, når filen følger det. Afviger filen fra skemaet, kan andre "
            "programmer vise den forkert eller tabe indhold."
        ),
        en=(
            "An open format is only open when the file follows it. When a file departs from the schema, "
            "other programs may show it wrongly or lose content."
        ),
    ),
    fix=Text(
        da=(
            "Åbn filen i en ny udgave af LibreOffice, og gem den igen. Er den lavet af et andet system, så "
            "meld fejlen til leverandøren."
        ),
        en=(
            "Open the file in a recent version of LibreOffice and save it again. If another system made it, "
            "report the fault to the supplier."
        ),
    ),
    messages={
        "invalid": Text(
            da="{part}, linje {line}: {error} (skema: OpenDocument {schema}).",
            en="{part}, line {line}: {error} (schema: OpenDocument {schema}).",
        ),
    },
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None or office.is_openxml:
        return
    schema = office.schema
    if schema.state in {Validity.VALID, Validity.EXTENDED}:
        yield passed(DOCUMENT)
    elif schema.state is Validity.INVALID:
        for error in schema.errors:
            spot = Place(f"{error.part}:{error.line}", f"Package > {error.part}", error.message)
            yield failed(
                spot, "invalid", part=error.part, line=error.line, error=error.message, schema=schema.schema
            )
