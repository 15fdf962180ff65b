"""Rule: the accessibility statement gives no way to write to the authority."""

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
    id="statement-written-contact-missing",
    scope=Scope.SITE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Tilgængelighedserklæringen skal give mulighed for at skrive",
        en="The accessibility statement must give a way to write",
    ),
    why=Text(
        da=(
            "Døve og mennesker med talevanskeligheder kan ikke ringe. De må kunne skrive til myndigheden om "
            "det, der ikke "
            "virker, og få svar."
        ),
        en=(
            "People who are deaf or have trouble speaking cannot call. They must be able to write to the "
            "authority about "
            "what does not work and get an answer."
        ),
    ),
    fix=Text(
        da=(
            "Skriv en e-mailadresse, eller link til en formular, i erklæringens afsnit om feedback og "
            "kontaktoplysninger."
        ),
        en=(
            "Put an e-mail address, or a link to a form, in the statement’s part on feedback and contact information."
        ),
    ),
    messages={
        "none": Text(
            da="Erklæringen giver hverken en e-mailadresse eller en formular.",
            en="The statement gives neither an e-mail address nor a form.",
        ),
        "perhaps": Text(
            da="Under feedback linker erklæringen til {address}. Se efter, om man kan skrive til myndigheden dér.",
            en="Under feedback the statement links to {address}. Check whether one can write to the authority there.",
        ),
        "elsewhere": Text(
            da=(
                "Erklæringen har en vej til at skrive, men ikke under feedback. Se efter, om den gælder "
                "fejl på webstedet."
            ),
            en=(
                "The statement has a way to write, but not under feedback. Check whether it is for faults"
                " of the site."
            ),
        ),
    },
    law=(LawClause("Decision (EU) 2018/1523", "Annex, section 1"),),
    evidence=frozenset({Evidence.STATEMENT}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    if Duty.WRITTEN not in evidence.country.duties:
        return
    statement = statement_of(evidence)
    if statement is None:
        return
    place = Place(target=statement.page.url)
    if statement.written is not None:
        yield passed(place)
    elif statement.perhaps_written:
        yield cannot_tell(place, "perhaps", address=statement.perhaps_written)
    elif statement.written_elsewhere is not None:
        yield cannot_tell(place, "elsewhere")
    else:
        yield failed(place, "none")
