"""Rule: secure pages do not tell the browser to stay with https (RFC 6797)."""

import re
from collections.abc import Iterator, Mapping

from rules.evidence import PageFacts, SiteEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Rule,
    Scope,
    Standing,
    Text,
)
from rules.policies import FINE, is_secure, judged

RULE = Rule(
    id="hsts-missing",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Browseren skal have besked om altid at bruge https (HSTS)",
        en="The browser must be told to always use https (HSTS)",
    ),
    why=Text(
        da=(
            "Uden den besked kan den, der sidder på et fremmed net, lokke en borgers browser over på en "
            "ubeskyttet forbindelse og læse med."
        ),
        en=(
            "Without that word, someone on a shared network can lure a citizen’s browser to an "
            "unprotected connection and read along."
        ),
    ),
    fix=Text(
        da=(
            "Send headeren Strict-Transport-Security med mindst et halvt års max-age, og gerne "
            "includeSubDomains, fra alle sider."
        ),
        en=(
            "Send the header Strict-Transport-Security with a max-age of at least half a year, preferably "
            "with includeSubDomains, from every page."
        ),
    ),
    messages={
        "missing": Text(
            da="Headeren Strict-Transport-Security mangler ({count} af {total} sider).",
            en="The header Strict-Transport-Security is missing ({count} of {total} pages).",
        ),
        "broken": Text(
            da="Headeren Strict-Transport-Security kan ikke læses: {value} ({count} af {total} sider).",
            en=("The header Strict-Transport-Security cannot be read: {value} ({count} of {total} pages)."),
        ),
        "short": Text(
            da="Beskeden gælder under et halvt år: {value} ({count} af {total} sider).",
            en="The word holds for less than half a year: {value} ({count} of {total} pages).",
        ),
        "no_subdomains": Text(
            da=(
                "Beskeden gælder ikke underdomæner: {value}. Se efter, om de kan tages med ({count} af "
                "{total} sider)."
            ),
            en=(
                "The word does not hold for subdomains: {value}. Check whether they can be included "
                "({count} of {total} pages)."
            ),
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)


MAX_AGE_MIN_SECONDS = 182 * 24 * 60 * 60
_MAX_AGE = re.compile(r"(?i)^max-age\s*=\s*\"?(\d+)\"?$")


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    yield from judged(evidence, _fault, doubts={"no_subdomains"})


def _fault(facts: PageFacts, policies: Mapping[str, str]) -> tuple[str, str] | None:
    if not is_secure(facts):
        return None  # browsers ignore the header there (RFC 6797, section 8.1)
    value = policies.get("strict-transport-security")
    if value is None:
        return "missing", ""
    # Of several headers the first counts.
    directives = [part.strip() for part in value.partition(",")[0].split(";")]
    ages = [int(match[1]) for part in directives if (match := _MAX_AGE.match(part))]
    if len(ages) != 1:
        return "broken", value
    if ages[0] < MAX_AGE_MIN_SECONDS:
        return "short", value
    covers_subdomains = any(part.lower() == "includesubdomains" for part in directives)
    return FINE if covers_subdomains else ("no_subdomains", value)
