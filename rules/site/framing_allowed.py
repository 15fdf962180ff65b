"""Rule: any site may show the pages inside a frame of its own."""

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
    id="framing-allowed",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Fremmede websteder må ikke kunne vise siderne i en ramme",
        en="Other sites must not be able to show the pages in a frame",
    ),
    why=Text(
        da="Ligger siden usynligt oven på en anden, kan en borger klikke på noget uden at vide det.",
        en=(
            "When the page lies unseen on top of another, a citizen may click on something without "
            "knowing it."
        ),
    ),
    fix=Text(
        da=(
            "Send Content-Security-Policy med frame-ancestors 'self' (eller dem, der må), og "
            "X-Frame-Options: SAMEORIGIN til ældre browsere."
        ),
        en=(
            "Send Content-Security-Policy with frame-ancestors 'self' (or those who may), and "
            "X-Frame-Options: SAMEORIGIN for older browsers."
        ),
    ),
    messages={
        "missing": Text(
            da="Hverken frame-ancestors eller X-Frame-Options er sat ({count} af {total} sider).",
            en="Neither frame-ancestors nor X-Frame-Options is set ({count} of {total} pages).",
        ),
        "anyone": Text(
            da="frame-ancestors lader alle: {value} ({count} af {total} sider).",
            en="frame-ancestors lets everyone: {value} ({count} of {total} pages).",
        ),
        "unknown": Text(
            da="Browsere ser bort fra denne X-Frame-Options: {value} ({count} af {total} sider).",
            en="Browsers pay no heed to this X-Frame-Options: {value} ({count} of {total} pages).",
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)


_ANYONE = frozenset({"*", "http:", "https:"})
_KNOWN = frozenset({"deny", "sameorigin"})


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    yield from judged(evidence, _fault)


def _fault(_: PageFacts, policies: Mapping[str, str]) -> tuple[str, str] | None:
    # In a meta element frame-ancestors is not heeded (CSP 3).
    allowed = [
        sources
        for policy in policies.get("content-security-policy", "").split(",")
        for directive in policy.split(";")
        if (words := directive.lower().split()) and words[0] == "frame-ancestors"
        for sources in [words[1:]]
    ]
    if allowed:
        is_open = all(_ANYONE & set(sources) for sources in allowed)
        return ("anyone", " ".join(allowed[0])) if is_open else FINE
    value = policies.get("x-frame-options")
    if value is None:
        return "missing", ""
    return FINE if _KNOWN & {part.strip().lower() for part in value.split(",")} else ("unknown", value)
