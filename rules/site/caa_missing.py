"""Rule: the domain does not say who may issue certificates for it (RFC 8659)."""

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
    failed,
    passed,
)
from rules.names import names_of
from rules.safety_evidence import RecordState

RULE = Rule(
    id="caa-missing",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Domænet skal sige, hvem der må udstede certifikater til det (CAA)",
        en="The domain must say who may issue certificates for it (CAA)",
    ),
    why=Text(
        da=(
            "Uden CAA kan enhver udsteder i verden ved en fejl eller ved bedrag udstede et certifikat til "
            "webstedet."
        ),
        en=(
            "Without CAA any issuer in the world may, by mistake or deceit, issue a certificate for the site."
        ),
    ),
    fix=Text(
        da="Læg en CAA-post på domænet, der nævner den udsteder, I bruger.",
        en="Put a CAA record on the domain that names the issuer you use.",
    ),
    messages={
        "none": Text(
            da="Hverken {host} eller navnene over har en CAA-post.",
            en="Neither {host} nor the names above it have a CAA record.",
        ),
    },
    evidence=frozenset({Evidence.NAMES}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = names_of(evidence)
    if not found.is_public:
        return
    place = Place(target=evidence.url)
    answers = [records for records in found.records if records.kind == "CAA"]
    if any(records.state is RecordState.FOUND for records in answers):
        yield passed(place)
    elif answers and all(records.state is RecordState.ABSENT for records in answers):
        yield failed(place, "none", host=found.host)
    else:
        raise NotSeenError(f"dns_failed: {answers[-1].reason}" if answers else "dns_not_asked")
