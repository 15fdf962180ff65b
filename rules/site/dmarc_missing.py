"""Rule: the domain does not say what is to happen to mail forged in its name (RFC 7489)."""

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
    cannot_tell,
    failed,
    passed,
)
from rules.names import SHOWN_MAX_CHARACTERS, names_of, records_of

RULE = Rule(
    id="dmarc-missing",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Domænet skal afvise falsk mail i dets navn (DMARC)",
        en="The domain must have mail forged in its name rejected (DMARC)",
    ),
    why=Text(
        da="Uden DMARC når falsk mail i myndighedens navn frem til borgernes indbakker.",
        en="Without DMARC, mail forged in the authority’s name reaches citizens’ inboxes.",
    ),
    fix=Text(
        da=(
            "Læg en TXT-post på _dmarc under domænet, der begynder med v=DMARC1, og gå via p=quarantine "
            "til p=reject."
        ),
        en=(
            "Put a TXT record on _dmarc under the domain that begins with v=DMARC1, and go by way of "
            "p=quarantine to p=reject."
        ),
    ),
    messages={
        "missing": Text(
            da="{domain} har ingen DMARC-post.",
            en="{domain} has no DMARC record.",
        ),
        "several": Text(
            da="{domain} har flere DMARC-poster, så ingen af dem gælder.",
            en="{domain} has several DMARC records, so none of them holds.",
        ),
        "broken": Text(
            da="DMARC-posten kan ikke læses: {value}.",
            en="The DMARC record cannot be read: {value}.",
        ),
        "none": Text(
            da="DMARC ser kun til og afviser intet: {value}.",
            en="DMARC only watches and rejects nothing: {value}.",
        ),
        "quarantine": Text(
            da="DMARC lægger falsk mail til side: {value}. Se efter, om den kan afvises (p=reject).",
            en="DMARC puts forged mail aside: {value}. Check whether it can be rejected (p=reject).",
        ),
        "partly": Text(
            da=("DMARC gælder kun en del af den falske mail: {value}. Se efter, om den kan gælde al mail."),
            en=("DMARC holds for only some of the forged mail: {value}. Check whether it can hold for all."),
        ),
    },
    evidence=frozenset({Evidence.NAMES}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = names_of(evidence)
    if not found.is_public:
        return
    place = Place(target=evidence.url)
    texts = records_of(found, f"_dmarc.{found.domain}", "TXT").values
    policies = [text for text in texts if text.replace(" ", "").startswith("v=DMARC1")]
    if len(policies) != 1:
        yield failed(place, "several" if policies else "missing", domain=found.domain)
        return
    value = policies[0][:SHOWN_MAX_CHARACTERS]
    pairs = [part.partition("=") for part in policies[0].split(";")]
    tags = {name.strip().lower(): text.strip().lower() for name, _, text in pairs}
    match tags.get("p"):
        case "reject" if tags.get("pct", "100") == "100":
            yield passed(place)
        case "reject":
            yield cannot_tell(place, "partly", value=value)
        case "quarantine":
            yield cannot_tell(place, "quarantine", value=value)
        case "none":
            yield failed(place, "none", value=value)
        case _:
            yield failed(place, "broken", value=value)
