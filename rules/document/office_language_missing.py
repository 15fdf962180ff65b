"""Rule: an office document does not say which language it is in."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text, failed, passed
from rules.office_places import DOCUMENT

RULE = Rule(
    id="office-language-missing",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Dokumentet skal angive sit sprog",
        en="The document must state its language",
    ),
    why=Text(
        da=(
            "En skærmlæser vælger udtale efter det sprog, dokumentet angiver. Uden sprog læses dansk måske "
            "op med engelsk udtale, og så er teksten svær eller umulig at forstå for blinde, svagtseende og "
            "ordblinde."
        ),
        en=(
            "A screen reader chooses its pronunciation by the language the document states. Without one, the"
            " text may be read aloud with the pronunciation of another language, which is hard or impossible"
            " to follow for people who are blind, have low vision or are dyslexic."
        ),
    ),
    fix=Text(
        da=(
            "Word og PowerPoint: markér al tekst (Ctrl+A), vælg Gennemse > Sprog > Angiv korrektursprog, og "
            "vælg sproget. LibreOffice: Funktioner > Sprog > For al tekst. Ret det helst i skabelonen."
        ),
        en=(
            "Word and PowerPoint: select all text (Ctrl+A), choose Review > Language > Set Proofing "
            "Language, and pick the language. LibreOffice: Tools > Language > For all Text. Mend it in the "
            "template if you can."
        ),
    ),
    messages={
        "none": Text(
            da="Dokumentet angiver ikke noget sprog.",
            en="The document does not state any language.",
        ),
        "part": Text(
            da="{percent} % af teksten har intet sprog, for eksempel »{sample}«.",
            en="{percent}% of the text has no language, such as “{sample}”.",
        ),
    },
    criteria=("3.1.1",),
    evidence=frozenset({Evidence.OFFICE}),
)

PART_MIN_LETTERS = 100
"""Less than this may be a signature or a number with a unit."""

SAMPLE_MAX_CHARACTERS = 80


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    if not office.has_language or not office.letters:
        return
    without = next((use for use in office.languages if not use.language), None)
    if without is None:
        yield passed(DOCUMENT)
    elif not office.language and without.letters == office.letters:
        yield failed(DOCUMENT, "none")
    elif without.letters >= PART_MIN_LETTERS:
        percent = max(1, round(100 * without.letters / office.letters))
        yield failed(DOCUMENT, "part", percent=percent, sample=without.sample[:SAMPLE_MAX_CHARACTERS])
    else:
        yield passed(DOCUMENT)
