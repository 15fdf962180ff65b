"""Rule: pages say themselves that they have not been updated for years."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote, urlsplit

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
    cannot_tell,
    passed,
)
from rules.words import plain, word_list

RULE = Rule(
    id="page-dates-stale",
    scope=Scope.SITE,
    standing=Standing.CONTENT,
    confidence=Confidence.LIKELY,
    impact=Impact.MINOR,
    title=Text(
        da="Sider bør gennemgås, før de bliver for gamle",
        en="Pages should be reviewed before they grow too old",
    ),
    why=Text(
        da=(
            "En side, der ikke er rørt i flere år, kan være rigtig endnu, men ofte er satser, navne eller frister "
            "ændret. Læseren kan ikke vide det."
        ),
        en=(
            "A page that has not been touched for years may still be right, but rates, names or deadlines have often "
            "changed. Readers cannot know."
        ),
    ),
    fix=Text(
        da="Gennemgå siden. Gælder den endnu, så sæt datoen frem; ellers ret eller slet den.",
        en="Review the page. If it still holds, move its date forward; otherwise correct or delete it.",
    ),
    messages={
        "stale": Text(
            da=(
                "{count} af {dated} sider med dato er ikke opdateret i {years} år. Den ældste er {example}, senest "
                "opdateret {day}. Se efter, om de gælder endnu."
            ),
            en=(
                "{count} of {dated} dated pages have not been updated for {years} years. The oldest is {example}, last "
                "updated {day}. Check whether they still hold."
            ),
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)

STALE_AFTER_YEARS = 2
"""What the joint digital strategy of 2007 asked of strategies themselves; long for a page about rates and deadlines."""
EXAMPLES_MAX = 5


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    dated: dict[str, PageFacts] = {}
    for facts in evidence.pages():
        # Only "updated" counts: what was published on a day may be of that day.
        if facts.updated_on and facts.taken_on and not _is_of_its_day(facts):
            dated.setdefault(facts.content or facts.final_url, facts)
    stale = sorted(
        (facts for facts in dated.values() if _is_stale(facts)),
        key=lambda facts: (facts.updated_on, facts.final_url),
    )
    yield from (passed() for _ in range(len(dated) - len(stale)))
    if stale:
        yield cannot_tell(
            Place(target=stale[0].final_url, path="pages"),
            "stale",
            count=len(stale),
            dated=len(dated),
            years=STALE_AFTER_YEARS,
            example=stale[0].final_url,
            day=stale[0].updated_on,
            urls=[facts.final_url for facts in stale[:EXAMPLES_MAX]],
        )


def _is_stale(facts: PageFacts) -> bool:
    taken_on = date.fromisoformat(facts.taken_on)
    try:
        limit = taken_on.replace(year=taken_on.year - STALE_AFTER_YEARS)
    except ValueError:  # 29 February
        limit = taken_on.replace(year=taken_on.year - STALE_AFTER_YEARS, day=28)
    return date.fromisoformat(facts.updated_on) < limit


def _is_of_its_day(facts: PageFacts) -> bool:
    """Whether a page is news, minutes or the like, which nobody keeps up to date."""
    words = word_list("date_words", "dated_pages")
    parts = [plain(part) for part in unquote(urlsplit(facts.final_url).path).split("/")]
    return any(part in words for part in parts)
