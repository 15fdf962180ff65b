"""Rule: headings of a PDF skip a level or mix two kinds."""

from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import Confidence, Evidence, Finding, Impact, Rule, Scope, Standing, Text
from rules.pdfua.table import judge_clauses, messages_of

RULE = Rule(
    id="pdf-ua-headings",
    scope=Scope.DOCUMENT,
    standing=Standing.FORMAT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Overskrifter i PDF skal følge hinandens niveauer",
        en="Headings in a PDF must follow each other's levels",
    ),
    why=Text(
        da=(
            "Den, der bruger skærmlæser, springer fra overskrift til overskrift og bruger niveauerne "
            "som en indholdsfortegnelse. Mangler der et niveau, ser det ud, som om et afsnit er "
            "faldet ud."
        ),
        en=(
            "People who use a screen reader jump from heading to heading and use the levels as a "
            "table of contents. When a level is missing, a section seems to have dropped out."
        ),
    ),
    fix=Text(
        da=(
            "Word og LibreOffice: brug typografierne Overskrift 1, 2, 3 i rækkefølge, og gem som PDF "
            "igen. InDesign: knyt afsnitsformaterne til H1, H2, H3. Acrobat: ret niveauet i panelet "
            "Tags."
        ),
        en=(
            "Word and LibreOffice: use the styles Heading 1, 2, 3 in order, and save as PDF again. "
            "InDesign: map the paragraph styles to H1, H2, H3. Acrobat: mend the level in the Tags "
            "panel."
        ),
    ),
    messages=messages_of("pdf-ua-headings"),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    yield from judge_clauses(evidence, RULE.id)
