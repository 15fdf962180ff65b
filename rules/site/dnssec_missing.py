"""Rule: the domain's answers in the DNS are not signed."""

from collections.abc import Iterator

from rules.evidence import SiteEvidence
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
    failed,
    passed,
)
from rules.names import names_of, records_of
from rules.safety_evidence import RecordState

RULE = Rule(
    id="dnssec-missing",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Domænet skal være signeret (DNSSEC)",
        en="The domain must be signed (DNSSEC)",
    ),
    why=Text(
        da="Uden signatur kan et falsk svar føre borgeren til en efterligning af webstedet.",
        en="Without a signature a forged answer may lead a citizen to a copy of the site.",
    ),
    fix=Text(
        da="Slå DNSSEC til hos den, der driver domænets navneservere, og meld nøglen til registraren.",
        en=(
            "Turn DNSSEC on at whoever runs the domain’s name servers, and register the key with the "
            "registrar."
        ),
    ),
    messages={
        "unsigned": Text(
            da="{domain} er ikke signeret: der er ingen DS-post.",
            en="{domain} is not signed: there is no DS record.",
        ),
    },
    evidence=frozenset({Evidence.NAMES}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = names_of(evidence)
    if not found.is_public:
        return
    place = Place(target=evidence.url)
    signed = records_of(found, found.domain, "DS").state is RecordState.FOUND
    yield passed(place) if signed else failed(place, "unsigned", domain=found.domain)
