"""Rule: a form field of a PDF is labelled with its internal name."""

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
    failed,
    passed,
)

RULE = Rule(
    id="pdf-field-label-internal",
    scope=Scope.DOCUMENT,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da=("Ledeteksten til et felt i PDF skal sige, hvad der skal stå i det"),
        en=("The label of a PDF field must say what to write in it"),
    ),
    why=Text(
        da=(
            "»Tekst1« eller »undefined_2« er et navn, programmet har givet feltet. Den, der får det "
            "læst op, ved ikke, hvad feltet er til."
        ),
        en=(
            "“Text1” or “undefined_2” is a name that the program gave the field. People who hear it "
            "do not know what the field is for."
        ),
    ),
    fix=Text(
        da=(
            "Skriv det, der står ved siden af feltet. Acrobat: Forberedelse af formular > Egenskaber "
            "> Værktøjstip. LibreOffice: Kontrolegenskaber > Hjælpetekst. InDesign: Knapper og "
            "formularer > Beskrivelse."
        ),
        en=(
            "Write what stands beside the field. Acrobat: Prepare Form > Properties > Tooltip. "
            "LibreOffice: Control Properties > Help text. InDesign: Buttons and Forms > Description."
        ),
    ),
    messages={
        "internal": Text(
            da=("Feltets ledetekst er dets interne navn: »{label}«."),
            en=("The label of the field is its internal name: “{label}”."),
        ),
    },
    criteria=("3.3.2",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.PDF}),
)

_INTERNAL = re.compile(
    r"^((text|tekst|tekstfelt|textfield|text ?box|check ?box|afkrydsningsfelt|radio ?button|list ?box|combo ?box|"
    r"dropdown|drop-down|button|knap|field|felt|fill|undefined|untitled|unavngivet|signature|underskrift|group|gruppe)"
    r"[ _.-]?\d+([_.]\d+)*|undefined|.*\[\d+\](\..*)?|[a-z]{1,3}\d+(_\d+)+|\d+)$",
    re.IGNORECASE,
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    for field in evidence.pdf.fields if evidence.pdf is not None else ():
        label = field.label.strip()
        if not label:
            continue  # pdf-field-label-missing
        place = Place(target=field.place, path="Widget", snippet=label)
        if _INTERNAL.match(label):
            yield failed(place, "internal", label=label)
        else:
            yield passed(place)
