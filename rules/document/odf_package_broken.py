"""Rule: an OpenDocument file is not packed as the standard says."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.package_faults import MIMETYPE_MESSAGES, PART_MESSAGES, findings

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
        **MIMETYPE_MESSAGES,
        **PART_MESSAGES,
        "manifest_missing": Text(
            da="Pakken har intet manifest.",
            en="The package has no manifest.",
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
    },
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is not None and not office.is_openxml:
        yield from findings(office.package)
