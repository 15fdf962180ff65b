"""Rule: the browser may guess what kind of file it was given."""

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
    id="content-sniffing-allowed",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Browseren må ikke gætte, hvad en fil er",
        en="The browser must not guess what a file is",
    ),
    why=Text(
        da=(
            "Gætter browseren, kan en uploadet fil, der ligner et billede, blive kørt som et script på "
            "webstedet."
        ),
        en=(
            "When the browser guesses, an uploaded file that looks like a picture may be run as a script "
            "on the site."
        ),
    ),
    fix=Text(
        da="Send headeren X-Content-Type-Options: nosniff fra alle sider.",
        en="Send the header X-Content-Type-Options: nosniff from every page.",
    ),
    messages={
        "missing": Text(
            da="Headeren X-Content-Type-Options mangler ({count} af {total} sider).",
            en="The header X-Content-Type-Options is missing ({count} of {total} pages).",
        ),
        "wrong": Text(
            da=(
                "Headeren X-Content-Type-Options siger noget andet end nosniff: {value} ({count} af "
                "{total} sider)."
            ),
            en=(
                "The header X-Content-Type-Options says something else than nosniff: {value} ({count} of "
                "{total} pages)."
            ),
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    yield from judged(evidence, _fault)


def _fault(_: PageFacts, policies: Mapping[str, str]) -> tuple[str, str] | None:
    value = policies.get("x-content-type-options")
    if value is None:
        return "missing", ""
    return FINE if value.partition(",")[0].strip().lower() == "nosniff" else ("wrong", value)
