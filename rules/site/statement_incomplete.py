"""Rule: the accessibility statement lacks something that the European model of it asks for."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from rules.countries import Compliance
from rules.evidence import SiteEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Identity,
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
from rules.statements import Statement, statement_of

RULE = Rule(
    id="statement-incomplete",
    scope=Scope.SITE,
    standing=Standing.REQUIREMENT,
    # Read from free text by its words: what is said in other words is missed, so only likely.
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Tilgængelighedserklæringen skal have alle sine dele",
        en="The accessibility statement must have all its parts",
    ),
    why=Text(
        da=(
            "Erklæringen følger samme skabelon i hele EU, så den, der har brug for den, ved, hvad der står i "
            "den og hvor. "
            "Mangler en del, mangler også et svar: hvad virker ikke, hvorfor, hvem kan hjælpe, hvor kan jeg klage."
        ),
        en=(
            "The statement follows one model in all of the EU, so that those who need it know what it says "
            "and where. A "
            "part that is missing is an answer that is missing: what does not work, why, who can help, where "
            "to complain."
        ),
    ),
    fix=Text(
        da="Udfyld de dele af skabelonen, der mangler.",
        en="Fill in the parts of the model that are missing.",
    ),
    messages={
        "body": Text(
            da="Erklæringen nævner ikke {name}. Se efter, om den siger, hvilken myndighed den gælder.",
            en="The statement does not name {name}. Check whether it says which authority it is about.",
        ),
        "scope": Text(
            da="Erklæringen nævner ikke adressen {host}. Se efter, om den siger, hvilket websted den gælder.",
            en="The statement does not name the address {host}. Check whether it says which site it is about.",
        ),
        "status": Text(
            da="Erklæringen siger ikke, om webstedet er tilgængeligt fuldt ud, delvist eller slet ikke.",
            en="The statement does not say whether the site is accessible fully, partially or not at all.",
        ),
        "statuses": Text(
            da="Erklæringen siger flere ting på én gang om, hvor tilgængeligt webstedet er.",
            en="The statement says several things at once about how accessible the site is.",
        ),
        "nothing_listed": Text(
            da="Erklæringen siger, at webstedet ikke er fuldt tilgængeligt, men ikke hvad der mangler og hvorfor.",
            en="The statement says that the site is not fully accessible, but not what is missing and why.",
        ),
        "date": Text(
            da="Erklæringen siger ikke, hvornår den er udarbejdet eller gennemgået.",
            en="The statement does not say when it was prepared or reviewed.",
        ),
        "method": Text(
            da="Erklæringen siger ikke, hvordan den er udarbejdet: ved egen kontrol eller af en tredjepart.",
            en="The statement does not say how it was prepared: by self-assessment or by a third party.",
        ),
        "feedback": Text(
            da="Erklæringen siger ikke, hvor man kan henvende sig om fejl.",
            en="The statement does not say whom to turn to about faults.",
        ),
        "enforcement": Text(
            da="Erklæringen siger ikke, hvor man kan klage.",
            en="The statement does not say where to complain.",
        ),
    },
    law=(LawClause("Decision (EU) 2018/1523", "Annex, section 1"),),
    identity=Identity.PLACE,
    evidence=frozenset({Evidence.STATEMENT}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    if not evidence.country.statement.headings:
        return  # statements of this country are found, not read
    statement = statement_of(evidence)
    if statement is None:
        return
    place = Place(target=statement.page.url)
    found = [*_uncertain(evidence, statement, place), *_missing(statement, place)]
    yield from found or [passed(place)]


def _uncertain(evidence: SiteEvidence, statement: Statement, place: Place) -> Iterator[Finding]:
    """Yield what may be said in other words than we look for."""
    if evidence.authority and not statement.mentions(evidence.authority):
        yield cannot_tell(place, "body", name=evidence.authority)
    host = urlsplit(evidence.url).netloc
    if not statement.names(host):
        yield cannot_tell(place, "scope", host=host)


def _missing(statement: Statement, place: Place) -> Iterator[Finding]:
    if not statement.statuses:
        yield failed(place, "status")
    elif len(statement.statuses) > 1:
        yield failed(place, "statuses")
    elif statement.statuses != (Compliance.FULL,) and not (
        statement.inaccessible or statement.says_what_is_missing
    ):
        yield failed(place, "nothing_listed")
    if statement.updated is None and not statement.odd_date:
        yield failed(place, "date")
    if not statement.methods:
        yield failed(place, "method")
    if not statement.gives_contact:
        yield failed(place, "feedback")
    if not statement.points_to_supervisor:
        yield failed(place, "enforcement")
