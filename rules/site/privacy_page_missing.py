"""Rule: no page links to how personal data are treated."""

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
    cannot_tell,
    failed,
    passed,
)
from rules.privacy import is_link_to_privacy

RULE = Rule(
    id="privacy-page-missing",
    scope=Scope.SITE,
    standing=Standing.PRIVACY,
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Siderne skal linke til, hvordan personoplysninger behandles",
        en="Pages must link to how personal data are treated",
    ),
    why=Text(
        da=(
            "Den, der giver myndigheden oplysninger om sig selv, skal kunne finde ud af, hvad de bruges "
            "til, og hvilke rettigheder man har."
        ),
        en=(
            "Those who give the authority data about themselves must be able to find out what they are "
            "used for, and what rights they have."
        ),
    ),
    fix=Text(
        da="Læg et link til privatlivspolitikken i sidefoden på alle sider.",
        en="Put a link to the privacy policy in the footer of every page.",
    ),
    messages={
        "missing": Text(
            da="Ingen af de {total} sider linker til en side om personoplysninger.",
            en="None of the {total} pages links to a page about personal data.",
        ),
        "perhaps": Text(
            da=("Den ene side, vi så, linker ikke til en side om personoplysninger. Se efter på de andre."),
            en="The one page we saw does not link to a page about personal data. Check the others.",
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    total = 0
    for facts in evidence.pages():
        total += 1
        if any(is_link_to_privacy(link) for link in facts.links):
            yield passed(Place(target=facts.final_url))
            return
    if not total:
        raise NotSeenError(evidence.why_no_pages)
    place = Place(target=evidence.url)
    yield cannot_tell(place, "perhaps") if total == 1 else failed(place, "missing", total=total)
