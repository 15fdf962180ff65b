"""Rule: a form is meant to be printed, signed and sent by post."""

import re
from collections.abc import Iterator
from functools import cache

from rules.countries import codes, country
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
    cannot_tell,
    failed,
    passed,
)

RULE = Rule(
    id="pdf-print-and-post-form",
    scope=Scope.DOCUMENT,
    standing=Standing.SERVICE,
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da=("En blanket bør kunne udfyldes og sendes digitalt"),
        en=("A form should be possible to fill in and send digitally"),
    ),
    why=Text(
        da=(
            "En blanket uden felter skal printes, udfyldes i hånden og sendes med post. Det kan "
            "blinde og mange med nedsat bevægelighed ikke uden hjælp, og ingen kan gøre det på "
            "telefonen."
        ),
        en=(
            "A form without fields must be printed, filled in by hand and posted. People who are "
            "blind and many with reduced mobility cannot do that without help, and nobody can do it "
            "on a phone."
        ),
    ),
    fix=Text(
        da=(
            "Lav blanketten om til en webformular med digital underskrift. Er det ikke muligt: sæt "
            "felter i (Acrobat: Forberedelse af formular; LibreOffice: formularfelter), og lad den "
            "kunne sendes med Digital Post."
        ),
        en=(
            "Make the form a web form with a digital signature. If that is not possible: add fields "
            "(Acrobat: Prepare Form; LibreOffice: form controls) and let it be sent by digital post."
        ),
    ),
    messages={
        "paper": Text(
            da=(
                "Dokumentet ligner en blanket, der skal printes, underskrives og sendes "
                "(»{signature}«, »{sending}«), men den har ingen felter."
            ),
            en=(
                "The document looks like a form to be printed, signed and sent (“{signature}”, "
                "“{sending}”), but it has no fields."
            ),
        ),
        "perhaps_digital": Text(
            da=(
                "Dokumentet ligner en blanket uden felter, men nævner en digital løsning "
                "(»{digital}«). Se efter, om den kan bruges i stedet."
            ),
            en=(
                "The document looks like a form without fields, but mentions a digital service "
                "(“{digital}”). Check whether that can be used instead."
            ),
        ),
    },
    evidence=frozenset({Evidence.PDF}),
)

PAGES_MAX = 12
"""Longer documents that speak of signatures and sending are guides and contracts rather than forms."""

_SIGNATURE = re.compile(
    r"\b(dato og underskrift|((ansøger|forældre|ejer|lejer|borger)s?|din|deres)\s+underskrift|underskriv(es)?|"
    r"underskrift|date and signature|signature( of \w+)?|sign(ed)? (here|and date))\b",
    re.IGNORECASE,
)
_SENDING = re.compile(
    r"\b((blanketten|skemaet|ansøgningen|formularen|anmeldelsen|erklæringen)\s+(skal\s+)?(\w+\s+){0,3}?"
    r"(sendes|indsendes|returneres|afleveres|postes)|"
    r"(sendes|indsendes|returneres|afleveres)\s+(i udfyldt stand\s+)?til|"
    r"(send|return|mail|post)\s+(the|this|your)\s+(completed\s+|signed\s+)?(form|application)|"
    r"(return|send|mail)\s+(completed|signed)\s+(form|application)|print(es|es ud)?,?\s+(og|and)\s+(underskriv|sign))",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"\b(blanket(ten)?|ansøgningsskema|skema(et)?|udfyldes|cpr[-. ]?(nr|nummer)|afkryds|sæt kryds|"
    r"application form|fill in|block (letters|capitals)|tick( the)? box)",
    re.IGNORECASE,
)
_DIGITAL = re.compile(
    r"\b(selvbetjening(sløsning)?|digital selvbetjening|ansøg(e)? digitalt|"
    r"online (form|application)|apply online|self-service)\b",
    re.IGNORECASE,
)


def check(evidence: DocumentEvidence) -> Iterator[Finding]:
    facts = evidence.pdf
    if facts is None or facts.page_count > PAGES_MAX or not facts.text:
        return
    signature, sending = _SIGNATURE.search(facts.text), _SENDING.search(facts.text)
    if not _is_form(facts.text, facts.blank_line_count) or signature is None:
        return
    digital = _DIGITAL.search(facts.text) or _services().search(facts.text)
    if facts.field_count:
        yield passed()
    elif digital is not None:
        yield cannot_tell(NOWHERE, "perhaps_digital", digital=digital[0])
    elif sending is not None:
        yield failed(NOWHERE, "paper", signature=signature[0], sending=" ".join(sending[0].split()))


@cache
def _services() -> re.Pattern[str]:
    """Return what finds the name of a country's digital service; a document says nothing of the country it is for."""
    names = {name for code in codes() for name in country(code).digital_services}
    return re.compile(rf"\b({'|'.join(map(re.escape, sorted(names)))})\b", re.IGNORECASE)


def _is_form(text: str, blank_line_count: int) -> bool:
    """Whether the text asks to be filled in: it says so, and leaves room for it or says so twice."""
    return len(_FORM.findall(text)) + min(blank_line_count, 2) >= 2
