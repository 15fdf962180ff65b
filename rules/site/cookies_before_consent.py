"""Rule: cookies that are not needed are set before anyone could say yes."""

from collections.abc import Iterator

from rules.cookies import FirstVisitCookie, Purpose, first_visit_cookies, known_cookie
from rules.evidence import SiteEvidence
from rules.hosts import host_of, same_site
from rules.model import (
    Confidence,
    Evidence,
    Finding,
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

RULE = Rule(
    id="cookies-before-consent",
    scope=Scope.SITE,
    standing=Standing.PRIVACY,
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da="Cookies til statistik og markedsføring skal vente på et ja",
        en="Cookies for statistics and marketing must wait for a yes",
    ),
    why=Text(
        da=(
            "Den, der kun vil læse en side hos det offentlige, skal ikke følges, før vedkommende har sagt "
            "ja til det."
        ),
        en=(
            "Those who only want to read a public authority’s page must not be followed before they have "
            "said yes to it."
        ),
    ),
    fix=Text(
        da=(
            "Lad samtykkeløsningen holde scripts til statistik, markedsføring og indlejret indhold "
            "tilbage, til brugeren har sagt ja."
        ),
        en=(
            "Let the consent tool hold back scripts for statistics, marketing and embedded content until "
            "the user has said yes."
        ),
    ),
    messages={
        "known": Text(
            da="{service} sætter cookies til {purpose}, før brugeren har valgt: {names}.",
            en="{service} sets cookies for {purpose} before the user has chosen: {names}.",
        ),
        "unknown": Text(
            da=(
                "Disse cookies bliver sat, før brugeren har valgt, og bliver liggende eller kommer fra "
                "andre: {names}. Se efter, om de er nødvendige."
            ),
            en=(
                "These cookies are set before the user has chosen, and stay or come from others: {names}. "
                "Check whether they are needed."
            ),
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)


NAMES_MAX = 10


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    services: dict[tuple[str, Purpose], list[FirstVisitCookie]] = {}
    unknown: list[FirstVisitCookie] = []
    is_seen = False
    for found in first_visit_cookies(evidence):
        is_seen = True
        known = known_cookie(found.cookie.name)
        if known is not None and known.purpose is not Purpose.NEEDED:
            services.setdefault((known.service, known.purpose), []).append(found)
        elif known is None and (found.cookie.is_persistent or _is_foreign(found)):
            unknown.append(found)
    if not services and not unknown:
        if is_seen:
            yield passed(Place(target=evidence.url))
        return
    for (service, purpose), cookies in services.items():
        place = Place(target=cookies[0].url, snippet=service)
        yield failed(place, "known", service=service, purpose=purpose.named, names=_names(cookies))
    if unknown:
        yield cannot_tell(Place(target=unknown[0].url), "unknown", names=_names(unknown))


def _is_foreign(found: FirstVisitCookie) -> bool:
    return not same_site(found.cookie.domain, host_of(found.url))


def _names(cookies: list[FirstVisitCookie]) -> str:
    names = sorted({found.cookie.name for found in cookies})
    return ", ".join(names[:NAMES_MAX]) + (" …" if len(names) > NAMES_MAX else "")
