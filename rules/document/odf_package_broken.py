"""Rule: an OpenDocument file is not packed as the standard says."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
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
from rules.office_places import DOCUMENT

RULE = Rule(
    id="odf-package-broken",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="OpenDocument-filer skal være pakket efter standarden",
        en="OpenDocument files must be packed as the standard says",
    ),
    why=Text(
        da=(
            "Et åbent format er kun åbent, når filen følger det. En fil, der er pakket forkert, kan nogle "
            "programmer og arkiver ikke åbne."
        ),
        en=(
            "An open format is only open when the file follows it. Some programs and archives cannot open a "
            "file that is packed the wrong way."
        ),
    ),
    fix=Text(
        da=(
            "Åbn filen i LibreOffice, og gem den igen. Er den lavet af et andet system, så meld fejlen til "
            "leverandøren."
        ),
        en=(
            "Open the file in LibreOffice and save it again. If another system made it, report the fault to "
            "the supplier."
        ),
    ),
    messages={
        "mimetype_missing": Text(
            da="Pakken mangler filen mimetype.",
            en="The package has no file mimetype.",
        ),
        "mimetype_not_first": Text(
            da="Filen mimetype står ikke først i pakken.",
            en="The file mimetype is not first in the package.",
        ),
        "mimetype_compressed": Text(
            da="Filen mimetype er komprimeret.",
            en="The file mimetype is compressed.",
        ),
        "mimetype_other": Text(
            da="Filen mimetype og manifestet angiver forskellige typer: {detail}.",
            en="The file mimetype and the manifest state different types: {detail}.",
        ),
        "manifest_missing": Text(
            da="Pakken har intet manifest.",
            en="The package has no manifest.",
        ),
        "manifest_entry_missing": Text(
            da="Manifestet nævner {part}, som ikke findes.",
            en="The manifest lists {part}, which is not there.",
        ),
        "file_not_in_manifest": Text(
            da="Manifestet nævner ikke {part}.",
            en="The manifest does not list {part}.",
        ),
        "version_missing": Text(
            da="{part} angiver ikke, hvilken version af OpenDocument den følger.",
            en="{part} does not state its version of OpenDocument.",
        ),
        "versions_differ": Text(
            da="Filens dele angiver forskellige versioner af OpenDocument: {detail}.",
            en="The file's parts state different versions of OpenDocument: {detail}.",
        ),
        "part_unreadable": Text(
            da="{part} kan ikke læses.",
            en="{part} cannot be read.",
        ),
        "name_twice": Text(
            da="To dele hedder {part}.",
            en="Two parts are called {part}.",
        ),
    },
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None or office.is_openxml or not office.package.checked:
        return
    for fault in office.package.faults:
        spot = Place(fault.part, f"Package > {fault.part}", f"{fault.kind.value} {fault.detail}".strip())
        yield failed(spot, fault.kind.value, part=fault.part, detail=fault.detail)
    if not office.package.fault_count:
        yield passed(DOCUMENT)
