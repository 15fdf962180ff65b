"""Rule: pages with much to read do not say when they were written or updated."""

from collections.abc import Iterator

from rules.evidence import PageFacts, SiteEvidence
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

RULE = Rule(
    id="page-dates-missing",
    scope=Scope.SITE,
    standing=Standing.CONTENT,
    # Read from words before a date: what is said in other words is missed.
    confidence=Confidence.LIKELY,
    impact=Impact.MINOR,
    title=Text(
        da="Sider med meget tekst bør sige, hvornår de er opdateret",
        en="Pages with much text should say when they were updated",
    ),
    why=Text(
        da=(
            "Uden dato kan man ikke se, om regler, satser og frister gælder endnu. Den, der har sværest ved at ringe "
            "og spørge, er afhængig af, at siden selv siger det."
        ),
        en=(
            "Without a date nobody can see whether rules, rates and deadlines still hold. Those who find it hardest to "
            "call and ask depend on the page to say so."
        ),
    ),
    fix=Text(
        da="Skriv »Sidst opdateret« med dato på siderne. De fleste systemer kan gøre det af sig selv.",
        en="Put “Last updated” with a date on the pages. Most systems can do so by themselves.",
    ),
    messages={
        "missing": Text(
            da=(
                "{missing} af {judged} sider med mindst {words} ord viser ingen dato, hverken i teksten eller i sidens "
                "metadata, for eksempel {example}."
            ),
            en=(
                "{missing} of {judged} pages with at least {words} words show no date, neither in the text nor in the "
                "page’s metadata, such as {example}."
            ),
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)

WORDS_MIN = 150
"""Shorter pages are mostly ways to others, forms and contact information."""
EXAMPLES_MAX = 5


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    judged: dict[str, PageFacts] = {}
    for facts in evidence.pages():
        if facts.word_count >= WORDS_MIN and not facts.is_start_page:
            judged.setdefault(facts.content or facts.final_url, facts)
    missing = [
        facts.final_url for facts in judged.values() if not facts.updated_on and not facts.published_on
    ]
    yield from (passed() for _ in range(len(judged) - len(missing)))
    if missing:
        yield failed(
            Place(target=missing[0], path="pages"),
            "missing",
            missing=len(missing),
            judged=len(judged),
            words=WORDS_MIN,
            example=missing[0],
            urls=missing[:EXAMPLES_MAX],
        )
