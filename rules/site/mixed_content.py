"""Rule: secure pages load parts, or send forms, over a connection without protection."""

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
    id="mixed-content",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Sikre sider må ikke hente noget over en ubeskyttet forbindelse",
        en="Secure pages must not load anything over an unprotected connection",
    ),
    why=Text(
        da=(
            "Det, der hentes eller sendes uden beskyttelse, kan læses og ændres undervejs. Browsere "
            "spærrer for en del af det, og så mangler det på siden."
        ),
        en=(
            "What is loaded or sent without protection can be read and changed on its way. Browsers block "
            "some of it, and then the page lacks it."
        ),
    ),
    fix=Text(
        da="Ret adresserne fra http: til https:, også i formularer og indlejret indhold.",
        en="Change the addresses from http: to https:, in forms and embedded content too.",
    ),
    messages={
        "insecure": Text(
            da=(
                "Sikre sider henter eller sender til ubeskyttede adresser, for eksempel {value} ({count} "
                "af {total} sider)."
            ),
            en=(
                "Secure pages load from or send to unprotected addresses, such as {value} ({count} of "
                "{total} pages)."
            ),
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    yield from judged(evidence, _fault)


def _fault(facts: PageFacts, _: Mapping[str, str]) -> tuple[str, str] | None:
    if not is_secure(facts):
        return None
    return ("insecure", facts.insecure[0]) if facts.insecure else FINE
