"""Rule: the site has no address of the newer kind."""

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
    id="ipv6-missing",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Webstedet skal kunne nås med IPv6",
        en="The site must be reachable over IPv6",
    ),
    why=Text(
        da=(
            "Nye net giver ikke længere alle en gammel adresse. Uden IPv6 når nogle borgere kun frem ad "
            "omveje."
        ),
        en=(
            "New networks no longer give everyone an old address. Without IPv6 some citizens get there "
            "only by detours."
        ),
    ),
    fix=Text(
        da="Giv webserveren en IPv6-adresse, og læg den i DNS som AAAA-post.",
        en="Give the web server an IPv6 address and put it in the DNS as an AAAA record.",
    ),
    messages={
        "none": Text(
            da="{host} har ingen IPv6-adresse (AAAA).",
            en="{host} has no IPv6 address (AAAA).",
        ),
    },
    evidence=frozenset({Evidence.NAMES}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = names_of(evidence)
    if not found.is_public:
        return
    place = Place(target=evidence.url)
    has_new = records_of(found, found.host, "AAAA").state is RecordState.FOUND
    yield passed(place) if has_new else failed(place, "none", host=found.host)
