"""Rule: the accessibility statement gives no telephone number to turn to."""

from collections.abc import Iterator

from rules.countries import Duty
from rules.evidence import SiteEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    LawClause,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.statements import statement_of

RULE = Rule(
    id="statement-telephone-missing",
    scope=Scope.SITE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Tilgængelighedserklæringen skal give et telefonnummer",
        en="The accessibility statement must give a telephone number",
    ),
    why=Text(
        da=(
            "Den, der ikke kan skrive eller læse ret godt, må kunne ringe og sige, hvad der ikke virker, og "
            "få hjælpen "
            "eller oplysningen på en anden måde."
        ),
        en=(
            "Those who cannot write or read well must be able to call, say what does not work and get the "
            "help or the "
            "information in another way."
        ),
    ),
    fix=Text(
        da="Skriv et telefonnummer, der bliver besvaret, i erklæringens afsnit om feedback og kontaktoplysninger.",
        en="Put a telephone number that is answered in the statement’s part on feedback and contact information.",
    ),
    messages={
        "none": Text(
            da="Der står intet telefonnummer i erklæringen, som myndigheden selv besvarer.",
            en="The statement gives no telephone number of the authority itself.",
        ),
        "elsewhere": Text(
            da="Der står {number} i erklæringen, men ikke under feedback. Se efter, om man kan ringe dertil om fejl.",
            en="The statement holds {number}, but not under feedback. Check whether one can call it about faults.",
        ),
    },
    law=(LawClause("Decision (EU) 2018/1523", "Annex, section 1"),),
    evidence=frozenset({Evidence.STATEMENT}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    if Duty.TELEPHONE not in evidence.country.duties:
        return
    statement = statement_of(evidence)
    if statement is None:
        return
    place = Place(target=statement.page.url)
    if statement.telephone:
        yield passed(place)
    elif statement.telephone_elsewhere:
        yield cannot_tell(place, "elsewhere", number=statement.telephone_elsewhere)
    else:
        yield failed(place, "none")
