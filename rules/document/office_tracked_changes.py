"""Rule: tracked changes are left in a published document."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_evidence import OfficeKind
from rules.office_places import DOCUMENT, place

RULE = Rule(
    id="office-tracked-changes",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Ændringer bør være accepteret, før dokumentet offentliggøres",
        en="Changes should be accepted before a document is published",
    ),
    why=Text(
        da=(
            "Sporede ændringer viser, hvad der er slettet og af hvem. Skærmlæsere læser det slettede op "
            "sammen med resten, så teksten er svær at følge."
        ),
        en=(
            "Tracked changes show what was deleted and by whom. Screen readers read the deleted text aloud "
            "with the rest, which makes it hard to follow."
        ),
    ),
    fix=Text(
        da=(
            "Word: Gennemse > Acceptér > Acceptér alle ændringer, og stop registreringen. LibreOffice: "
            "Rediger > Registrer ændringer > Accepter alle."
        ),
        en=(
            "Word: Review > Accept > Accept All Changes and Stop Tracking. LibreOffice: Edit > Track Changes"
            " > Accept All."
        ),
    ),
    messages={
        "left": Text(
            da="Dokumentet har {count} sporede ændringer.",
            en="The document has {count} tracked changes.",
        ),
        "left_one": Text(
            da="Dokumentet har en sporet ændring.",
            en="The document has a tracked change.",
        ),
    },
    evidence=frozenset({Evidence.OFFICE}),
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    seen = office.tracked_changes
    if office.kind is not OfficeKind.TEXT and not seen.count:
        return
    if not seen.count:
        yield passed(DOCUMENT)
        return
    yield failed(place(seen.spots[0]), "left" if seen.count > 1 else "left_one", count=seen.count)
