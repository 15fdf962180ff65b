"""Rule: the site's own cookies lack the flags that keep them from others."""

from collections.abc import Iterator

from rules.cookies import FirstVisitCookie, first_visit_cookies, holds_session
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
    id="cookie-flags-missing",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Webstedets cookies skal være beskyttede",
        en="The site’s cookies must be protected",
    ),
    why=Text(
        da=(
            "En cookie, der sendes uden kryptering eller kan læses af scripts, kan stjæles, og med den "
            "borgerens adgang."
        ),
        en=(
            "A cookie that is sent without encryption or can be read by scripts may be stolen, and the "
            "citizen’s access with it."
        ),
    ),
    fix=Text(
        da="Sæt Secure på alle cookies, og HttpOnly og SameSite på dem, der holder en session.",
        en="Set Secure on every cookie, and HttpOnly and SameSite on those that hold a session.",
    ),
    messages={
        "not_secure": Text(
            da="Cookien {name} kan sendes uden kryptering: Secure mangler.",
            en="The cookie {name} can be sent without encryption: Secure is missing.",
        ),
        "readable": Text(
            da=("Cookien {name} ser ud til at holde en session og kan læses af scripts: HttpOnly mangler."),
            en=("The cookie {name} seems to hold a session and can be read by scripts: HttpOnly is missing."),
        ),
        "both": Text(
            da="Cookien {name} ser ud til at holde en session og mangler både Secure og HttpOnly.",
            en="The cookie {name} seems to hold a session and lacks both Secure and HttpOnly.",
        ),
        "same_site": Text(
            da=(
                "Cookien {name} ser ud til at holde en session og sendes også med, når andre websteder "
                "henter noget herfra. Se efter, om SameSite kan sættes til Lax."
            ),
            en=(
                "The cookie {name} seems to hold a session and is also sent when other sites fetch "
                "something from here. Check whether SameSite can be set to Lax."
            ),
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    for found in first_visit_cookies(evidence):
        if same_site(found.cookie.domain, host_of(found.url)):
            yield _judged(found)


def _judged(found: FirstVisitCookie) -> Finding:
    cookie = found.cookie
    place = Place(target=found.url, snippet=cookie.name)
    is_session = holds_session(cookie.name)
    is_open = found.url.startswith("https:") and not cookie.is_secure
    is_readable = is_session and not cookie.is_http_only
    if is_open or is_readable:
        key = "both" if is_open and is_readable else "not_secure" if is_open else "readable"
        return failed(place, key, name=cookie.name)
    # Without a word browsers take Lax, or soon will.
    if is_session and cookie.same_site.lower() == "none":
        return cannot_tell(place, "same_site", name=cookie.name)
    return passed(place)
