"""Rule: the domain does not say who may send mail in its name (RFC 7208)."""

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
    id="spf-missing",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Domænet skal sige, hvem der må sende mail i dets navn (SPF)",
        en="The domain must say who may send mail in its name (SPF)",
    ),
    why=Text(
        da=(
            "Uden SPF kan enhver sende mail, der ser ud til at komme fra myndigheden. Det gælder også "
            "domæner, der aldrig sender mail."
        ),
        en=(
            "Without SPF anyone can send mail that seems to come from the authority. That holds for "
            "domains that never send mail too."
        ),
    ),
    fix=Text(
        da="Læg én TXT-post på domænet, der begynder med v=spf1 og ender med -all eller ~all.",
        en="Put one TXT record on the domain that begins with v=spf1 and ends with -all or ~all.",
    ),
    messages={
        "missing": Text(
            da="{domain} har ingen SPF-post.",
            en="{domain} has no SPF record.",
        ),
        "several": Text(
            da="{domain} har flere SPF-poster, så ingen af dem gælder.",
            en="{domain} has several SPF records, so none of them holds.",
        ),
        "anyone": Text(
            da="SPF-posten lader alle sende: {value}.",
            en="The SPF record lets anyone send: {value}.",
        ),
        "undecided": Text(
            da=(
                "SPF-posten siger ikke, hvad der skal ske med andre afsendere: {value}. Se efter, om den "
                "kan ende med -all."
            ),
            en=(
                "The SPF record does not say what is to happen to other senders: {value}. Check whether "
                "it can end with -all."
            ),
        ),
    },
    evidence=frozenset({Evidence.NAMES}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = names_of(evidence)
    if not found.is_public:
        return
    place = Place(target=evidence.url)
    texts = records_of(found, found.domain, "TXT").values
    policies = [text for text in texts if text.lower().split(" ")[0] == "v=spf1"]
    if len(policies) != 1:
        yield failed(place, "several" if policies else "missing", domain=found.domain)
        return
    value = policies[0][:SHOWN_MAX_CHARACTERS]
    terms = policies[0].lower().split()
    if {"all", "+all"} & set(terms):
        yield failed(place, "anyone", value=value)
    elif {"-all", "~all"} & set(terms) or any(term.startswith("redirect=") for term in terms):
        yield passed(place)
    else:
        yield cannot_tell(place, "undecided", value=value)
