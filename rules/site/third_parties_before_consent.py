"""Rule: others are told of the visit before anyone could say yes."""

from collections.abc import Iterator

from rules.evidence import SiteEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    NotSeenError,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.third_parties import FOLLOWING, ThirdParty, third_party

RULE = Rule(
    id="third-parties-before-consent",
    scope=Scope.SITE,
    standing=Standing.PRIVACY,
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Andre må ikke få besked om besøget, før brugeren har sagt ja",
        en="Others must not be told of the visit before the user has said yes",
    ),
    why=Text(
        da=(
            "Hver gang en side henter noget fra andre, får de at vide, hvem der læser hvad. På en side om "
            "sygdom eller gæld siger det meget om et menneske."
        ),
        en=(
            "Each time a page fetches something from others, they learn who reads what. On a page about "
            "illness or debt that says much about a person."
        ),
    ),
    fix=Text(
        da=(
            "Hold scripts fra andre tilbage, til brugeren har sagt ja, og læg skrifttyper, billeder og "
            "biblioteker på webstedets egen server."
        ),
        en=(
            "Hold back scripts from others until the user has said yes, and keep fonts, pictures and "
            "libraries on the site’s own server."
        ),
    ),
    messages={
        "known": Text(
            da=(
                "{service} ({category}) får besked om besøget, før brugeren har valgt: {hosts} ({count} "
                "af {total} sider)."
            ),
            en=(
                "{service} ({category}) is told of the visit before the user has chosen: {hosts} ({count} "
                "of {total} pages)."
            ),
        ),
        "others": Text(
            da=(
                "Siderne henter også noget fra {hosts}, før brugeren har valgt. Se efter, om det er "
                "nødvendigt, og hvad de får at vide."
            ),
            en=(
                "The pages also fetch something from {hosts} before the user has chosen. Check whether "
                "that is needed, and what they are told."
            ),
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)


HOSTS_MAX = 10


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    services: dict[ThirdParty, dict[str, set[str]]] = {}
    others: dict[str, str] = {}
    total = 0
    for facts in evidence.pages():
        total += 1
        for host in facts.third_party_hosts:
            known = third_party(host)
            if known is None or known.category in FOLLOWING:
                if known is not None:
                    services.setdefault(known, {}).setdefault(facts.final_url, set()).add(host)
                else:
                    others.setdefault(host, facts.final_url)
            elif not known.asks_for_consent:
                others.setdefault(host, facts.final_url)
    if not total:
        raise NotSeenError(evidence.why_no_pages)
    if not services and not others:
        yield passed(Place(target=evidence.url))
    for service, by_page in services.items():
        hosts = sorted(set().union(*by_page.values()))
        yield failed(
            Place(target=next(iter(by_page)), snippet=service.name),
            "known",
            service=service.name,
            category=service.named_category,
            hosts=", ".join(hosts[:HOSTS_MAX]),
            count=len(by_page),
            total=total,
        )
    if others:
        yield cannot_tell(
            Place(target=next(iter(others.values()))), "others", hosts=", ".join(sorted(others)[:HOSTS_MAX])
        )
