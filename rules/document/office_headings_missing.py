"""Rule: a long text document has no headings."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_evidence import OfficeKind
from rules.office_places import DOCUMENT

RULE = Rule(
    id="office-headings-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.ADVICE,
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Et langt dokument bør have overskrifter",
        en="A long document should have headings",
    ),
    why=Text(
        da=(
            "Blinde springer fra overskrift til overskrift, og alle bruger dem til at finde rundt. Uden "
            "overskrifter må man læse et langt dokument fra ende til anden."
        ),
        en=(
            "People who are blind jump from heading to heading, and everyone uses them to find their way. "
            "Without headings, a long document must be read from end to end."
        ),
    ),
    fix=Text(
        da=(
            "Word: markér overskriften, og vælg Overskrift 1, 2 eller 3 under Hjem > Typografier. "
            "LibreOffice: Typografier > Overskrift 1, 2 eller 3. Rediger typografien, hvis udseendet skal "
            "være et andet."
        ),
        en=(
            "Word: select the heading and choose Heading 1, 2 or 3 under Home > Styles. LibreOffice: Styles "
            "> Heading 1, 2 or 3. Change the style if the look should be another."
        ),
    ),
    messages={
        "none": Text(
            da="Dokumentet har omkring {pages} sider tekst, men ingen overskrifter.",
            en="The document has about {pages} pages of text, but no headings.",
        ),
    },
    criteria=("2.4.6",),
    evidence=frozenset({Evidence.OFFICE}),
)

PAGE_LETTERS = 2_200
LONG_LETTERS = 3 * PAGE_LETTERS


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    if office.kind is not OfficeKind.TEXT or office.letters < LONG_LETTERS:
        return
    if any(heading.level for heading in office.headings):
        yield passed(DOCUMENT)
    else:
        yield failed(DOCUMENT, "none", pages=round(office.letters / PAGE_LETTERS))
