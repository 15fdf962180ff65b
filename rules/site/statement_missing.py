"""Rule: the site has no accessibility statement."""

from collections.abc import Iterator

from rules.countries import Duty
from rules.evidence import SiteEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    LawClause,
    NotSeenError,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    passed,
)
from rules.statements import (
    address_key,
    blame,
    found_statements,
    gathered,
    is_at_host,
    other_laws_statement,
    statement_file,
    why_unseen,
)

RULE = Rule(
    id="statement-missing",
    scope=Scope.SITE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Webstedet skal have en tilgængelighedserklæring",
        en="The site must have an accessibility statement",
    ),
    why=Text(
        da=(
            "I erklæringen kan mennesker med handicap se, hvad der ikke virker for dem, hvad de kan gøre i "
            "stedet, og "
            "hvem de kan henvende sig til. Uden den må de prøve sig frem, og de ved ikke, hvor de kan klage."
        ),
        en=(
            "The statement tells people with disabilities what does not work for them, what they can do instead and "
            "whom to turn to. Without it they must find out by trial, and do not know where to complain."
        ),
    ),
    fix=Text(
        da="Udarbejd en tilgængelighedserklæring for netop dette websted, udgiv den, og link til den fra alle sider.",
        en="Draw up an accessibility statement for this very site, publish it and link to it from every page.",
    ),
    messages={
        "none_at_host": Text(
            da="Der er ingen erklæring på {address}, og ingen side linker til en.",
            en="There is no statement at {address}, and no page links to one.",
        ),
        "none": Text(
            da="Ingen side linker til en tilgængelighedserklæring.",
            en="No page links to an accessibility statement.",
        ),
        "other_law": Text(
            da=(
                "Siden {address} hedder en tilgængelighedserklæring, men den gælder loven om private tjenester og "
                "produkter. Vi fandt ingen erklæring efter reglerne for offentlige websteder."
            ),
            en=(
                "The page {address} is called an accessibility statement but is about the law on private "
                "services and "
                "products. We found none under the rules for public websites."
            ),
        ),
        "in_file": Text(
            da="Erklæringen ser ud til at være en fil ({address}), som vi ikke læser. Se efter, om den er rigtig.",
            en="The statement seems to be a file ({address}), which we do not read. Check whether it is right.",
        ),
        "not_at_host": Text(
            da=(
                "Der er en erklæring på {address}, men vi fandt den ikke der, hvor landets erklæringer ligger. Se "
                "efter, om den også er udgivet der."
            ),
            en=(
                "There is a statement at {address}, but we did not find it where the country keeps its statements. "
                "Check whether it is published there too."
            ),
        ),
        "several": Text(
            da="Der er flere erklæringer: {address} og {other}. Se efter, hvilken der gælder.",
            en="There are several statements: {address} and {other}. Check which one holds.",
        ),
    },
    law=(LawClause("Directive (EU) 2016/2102", "Article 7(1)"),),
    evidence=frozenset({Evidence.STATEMENT}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    if Duty.STATEMENT not in evidence.country.duties:
        return
    statements = found_statements(evidence)
    if not statements:
        yield _none(evidence)
        return
    own = statements[0].page.url
    place = Place(target=own)
    if evidence.country.statement.address and not is_at_host(evidence, own):
        yield cannot_tell(place, "not_at_host", address=own)
        return
    others = [one.page.url for one in statements[1:] if address_key(one.page.url) != address_key(own)]
    if others:
        yield cannot_tell(place, "several", address=own, other=others[0])
        return
    yield passed(place)


def _none(evidence: SiteEvidence) -> Finding:
    if reason := why_unseen(evidence):
        raise NotSeenError(reason)
    if (file := statement_file(evidence)) is not None:
        return cannot_tell(Place(target=file.url), "in_file", address=file.url)
    wrong = blame(evidence)
    place = Place(target=evidence.url)
    if (other := other_laws_statement(evidence)) is not None:
        return wrong(place, "other_law", address=other)
    addresses = gathered(evidence).addresses
    if addresses:
        return wrong(place, "none_at_host", address=addresses[0])
    return wrong(place, "none")
