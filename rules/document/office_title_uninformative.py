"""Rule: an office document's title is a file name or a stopgap."""

import re
from collections.abc import Iterator

from rules.document_evidence import DocumentEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Identity,
    Impact,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.titles import fault, is_doubtful

RULE = Rule(
    id="office-title-uninformative",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Dokumentets titel skal sige, hvad det handler om",
        en="The document's title must say what it is about",
    ),
    why=Text(
        da=(
            "Titlen er det første, en skærmlæser siger. Et filnavn eller »Dokument1« siger intet, og det går"
            " ud over blinde og mennesker med nedsat hukommelse eller koncentration."
        ),
        en=(
            "The title is the first thing a screen reader says. A file name or “Document1” says nothing, "
            "which is hardest for people who are blind or have trouble with memory or attention."
        ),
    ),
    fix=Text(
        da=(
            "Word, Excel og PowerPoint: skriv under Filer > Oplysninger > Egenskaber > Titel, hvad "
            "dokumentet handler om. LibreOffice: Filer > Egenskaber > Beskrivelse > Titel. Ret også "
            "skabelonen, hvis titlen kommer derfra."
        ),
        en=(
            "Word, Excel and PowerPoint: write under File > Info > Properties > Title what the document is "
            "about. LibreOffice: File > Properties > Description > Title. Mend the template too if the title"
            " comes from there."
        ),
    ),
    messages={
        "stopgap": Text(
            da="Titlen er »{title}«. Den kunne passe til ethvert dokument.",
            en="The title is “{title}”. It would fit any document.",
        ),
        "file_name": Text(
            da="Titlen er et filnavn: »{title}«.",
            en="The title is a file name: “{title}”.",
        ),
        "address": Text(
            da="Titlen er en webadresse: »{title}«.",
            en="The title is a web address: “{title}”.",
        ),
        "perhaps_stopgap": Text(
            da="Titlen er »{title}«. Se efter, om den siger nok om netop dette dokument.",
            en="The title is “{title}”. Check that it says enough about this document.",
        ),
    },
    criteria=("2.4.2",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.OFFICE}),
)

# What Word, Excel, PowerPoint and LibreOffice call a new document or slide show
_DEFAULT = re.compile(
    r"^(PowerPoint[- ]?(præsentation|presentation)|(Microsoft Word - )?(dokument|document|ark|sheet|bog|mappe|book|"
    r"projektmappe|præsentation|presentation|uden navn|untitled|slide|dias) ?\d{0,3}|lysbillede \d{1,3})$",
    re.IGNORECASE,
)


def check(document: DocumentEvidence) -> Iterator[Finding]:
    office = document.office
    if office is None:
        return
    title = office.title
    if not title:
        return  # office-title-missing
    spot = Place("document", "Document > Title", title[:300])
    message = fault(title) or ("stopgap" if _DEFAULT.match(title) else "")
    if message:
        yield failed(spot, message, title=title)
    elif is_doubtful(title):
        yield cannot_tell(spot, "perhaps_stopgap", title=title)
    else:
        yield passed(spot)
