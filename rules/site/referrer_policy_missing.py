"""Rule: pages do not say how much of their address other sites are told."""

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
from rules.policies import FINE, judged

RULE = Rule(
    id="referrer-policy-missing",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Siderne skal sige, hvor meget af deres adresse andre får at vide",
        en="Pages must say how much of their address others are told",
    ),
    why=Text(
        da=(
            "En adresse kan røbe, hvad en borger søger hjælp til. Uden en regel er det browseren, der "
            "vælger, hvad den fortæller det næste websted."
        ),
        en=(
            "An address may reveal what a citizen seeks help with. Without a rule the browser chooses "
            "what it tells the next site."
        ),
    ),
    fix=Text(
        da=(
            "Send headeren Referrer-Policy med strict-origin-when-cross-origin, same-origin eller "
            "no-referrer."
        ),
        en=(
            "Send the header Referrer-Policy with strict-origin-when-cross-origin, same-origin or "
            "no-referrer."
        ),
    ),
    messages={
        "missing": Text(
            da="Der er ingen Referrer-Policy ({count} af {total} sider).",
            en="There is no Referrer-Policy ({count} of {total} pages).",
        ),
        "tells_all": Text(
            da="Hele adressen fortælles til andre websteder: {value} ({count} af {total} sider).",
            en="The whole address is told to other sites: {value} ({count} of {total} pages).",
        ),
        "unknown": Text(
            da="Browsere kender ikke denne Referrer-Policy: {value} ({count} af {total} sider).",
            en="Browsers do not know this Referrer-Policy: {value} ({count} of {total} pages).",
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)


_TELLS_ALL = frozenset({"unsafe-url", "no-referrer-when-downgrade"})
_KNOWN = _TELLS_ALL | {
    "no-referrer",
    "origin",
    "origin-when-cross-origin",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
}


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    yield from judged(evidence, _fault)


def _fault(_: PageFacts, policies: Mapping[str, str]) -> tuple[str, str] | None:
    # What the page itself says comes last and counts.
    value = policies.get("meta referrer") or policies.get("referrer-policy") or ""
    if not value.strip():
        return "missing", ""
    known = [word for word in (part.strip().lower() for part in value.split(",")) if word in _KNOWN]
    if not known:
        return "unknown", value
    return ("tells_all", value) if known[-1] in _TELLS_ALL else FINE
