"""Rule: an Office Open XML file is not packed as the standard says."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.package_faults import PART_MESSAGES, findings

RULE = Rule(
    id="ooxml-package-broken",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Office-filer skal være pakket efter standarden",
        en="Office files must be packed as the standard says",
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
            "Åbn filen i Word, Excel, PowerPoint eller LibreOffice, og gem den igen. Er den lavet af et "
            "andet system, så meld fejlen til leverandøren."
        ),
        en=(
            "Open the file in Word, Excel, PowerPoint or LibreOffice and save it again. If another system "
            "made it, report the fault to the supplier."
        ),
    ),
    messages={
        **PART_MESSAGES,
        "content_types_missing": Text(
            da="Pakken angiver ikke delenes typer.",
            en="The package does not state the types of its parts.",
        ),
        "content_type_missing": Text(
            da="Typen på {part} er ikke angivet.",
            en="The type of {part} is not stated.",
        ),
        "main_part_missing": Text(
            da="Pakken har ingen hoveddel.",
            en="The package has no main part.",
        ),
        "main_part_twice": Text(
            da="Pakken har to hoveddele.",
            en="The package has two main parts.",
        ),
        "target_missing": Text(
            da="{part} henviser til {detail}, som ikke findes.",
            en="{part} refers to {detail}, which is not there.",
        ),
        "target_outside": Text(
            da="{part} henviser til {detail} uden for pakken uden at sige det.",
            en="{part} refers to {detail} outside the package without saying so.",
        ),
        "relationship_twice": Text(
            da="{part} bruger henvisningen {detail} to gange.",
            en="{part} uses the reference {detail} twice.",
        ),
    },
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is not None and office.is_openxml:
        yield from findings(office.package)
