"""Faults of packages (zip files with parts in them): the messages that kinds of packages share, and their findings."""

from collections.abc import Iterator, Mapping

from rules.model import Finding, Place, Text, failed, passed
from rules.office_evidence import PackageFacts
from rules.office_places import DOCUMENT

PART_MESSAGES: Mapping[str, Text] = {
    "part_unreadable": Text(
        da="{part} kan ikke læses.",
        en="{part} cannot be read.",
    ),
    "name_twice": Text(
        da="To dele hedder {part}.",
        en="Two parts are called {part}.",
    ),
}
"""Of any package."""

MIMETYPE_MESSAGES: Mapping[str, Text] = {
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
    "manifest_entry_missing": Text(
        da="Manifestet nævner {part}, som ikke findes.",
        en="The manifest lists {part}, which is not there.",
    ),
}
"""Of packages that begin with a file called mimetype and hold a manifest: OpenDocument and EPUB."""


def findings(package: PackageFacts) -> Iterator[Finding]:
    """Yield each fault of a package that was looked at, or that there is none."""
    if not package.checked:
        return
    for fault in package.faults:
        spot = Place(fault.part, f"Package > {fault.part}", f"{fault.kind.value} {fault.detail}".strip())
        yield failed(spot, fault.kind.value, part=fault.part, detail=fault.detail)
    if not package.fault_count:
        yield passed(DOCUMENT)
