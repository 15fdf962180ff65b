"""Rule: the permissions of a PDF shut assistive technology out."""

import dataclasses
from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import (
    NOWHERE,
    Confidence,
    Evidence,
    Finding,
    Impact,
    Rule,
    Scope,
    Standing,
    Text,
    failed,
    passed,
)

RULE = Rule(
    id="pdf-assistive-technology-blocked",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.CRITICAL,
    title=Text(
        da=("Beskyttelsen af en PDF må ikke lukke hjælpemidler ude"),
        en=("The protection of a PDF must not shut assistive technology out"),
    ),
    why=Text(
        da=(
            "Filen er beskyttet, så programmer hverken må kopiere teksten eller give den til en "
            "skærmlæser. Blinde kan derfor ikke læse den, heller ikke når den er tagget."
        ),
        en=(
            "The file is protected so that programs may neither copy its text nor hand it to a screen "
            "reader. People who are blind cannot read it, however well it is tagged."
        ),
    ),
    fix=Text(
        da=(
            "Fjern beskyttelsen, eller tillad adgang for skærmlæsere. Acrobat: Filer > Egenskaber > "
            "Sikkerhed. Word og LibreOffice: gem som PDF uden adgangskode, eller tillad tekstadgang "
            "for hjælpemidler."
        ),
        en=(
            "Remove the protection or allow access for screen readers. Acrobat: File > Properties > "
            "Security. Word and LibreOffice: save as PDF without a password, or enable text access "
            "for accessibility tools."
        ),
    ),
    messages={
        "blocked": Text(
            da=("Filens rettigheder forbyder både kopiering og adgang for hjælpemidler."),
            en=("The permissions of the file forbid both copying and access by assistive technology."),
        ),
    },
    criteria=("4.1.2",),
    evidence=frozenset({Evidence.PDF}),
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    if evidence.pdf is None or not evidence.pdf.is_encrypted:
        return
    if is_blocked(evidence):
        yield dataclasses.replace(failed(NOWHERE, "blocked"), clause="7.16-1")
    else:
        yield passed()


def is_blocked(evidence: DocumentEvidence) -> bool:
    """Whether readers refuse assistive technology: where copying is allowed, they let it in, whatever the bit says."""
    facts = evidence.pdf
    return facts is not None and not facts.allows_assistive_technology and not facts.allows_copying
