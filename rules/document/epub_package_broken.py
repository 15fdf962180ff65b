"""Rule: an e-book is not packed as the standard says."""

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
    id="epub-package-broken",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="E-bøger skal være pakket efter standarden",
        en="E-books must be packed as the standard says",
    ),
    why=Text(
        da=(
            "Et åbent format er kun åbent, når filen følger det. Nogle læseprogrammer kan ikke åbne en bog, "
            "der er pakket forkert."
        ),
        en=(
            "An open format is only open when the file follows it. Some reading programs cannot open a book "
            "that is packed the wrong way."
        ),
    ),
    fix=Text(
        da=(
            "Lav bogen igen fra kilden, og prøv den med EPUBCheck. Er den lavet af et andet system, så meld "
            "fejlen til leverandøren."
        ),
        en=(
            "Make the book again from its source and try it with EPUBCheck. If another system made it, "
            "report the fault to the supplier."
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
        "container_missing": Text(
            da="Pakken mangler META-INF/container.xml.",
            en="The package has no META-INF/container.xml.",
        ),
        "manifest_entry_missing": Text(
            da="Manifestet nævner {part}, som ikke findes.",
            en="The manifest lists {part}, which is not there.",
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
    evidence=frozenset({Evidence.EPUB}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    epub = document.epub
    if epub is None or not epub.package.checked:
        return
    for fault in epub.package.faults:
        spot = Place(fault.part, f"Package > {fault.part}", f"{fault.kind.value} {fault.detail}".strip())
        yield failed(spot, fault.kind.value, part=fault.part, detail=fault.detail)
    if not epub.package.fault_count:
        yield passed(DOCUMENT)
