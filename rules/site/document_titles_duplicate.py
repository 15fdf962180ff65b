"""Rule: different documents of a site have the same title."""

from collections import defaultdict
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
    failed,
    passed,
)
from rules.site_evidence import DocumentFact

RULE = Rule(
    id="document-titles-duplicate",
    scope=Scope.SITE,
    standing=Standing.CONTENT,
    # A series may keep its title from year to year: only likely.
    confidence=Confidence.LIKELY,
    impact=Impact.MINOR,
    title=Text(
        da="Hvert dokument skal have sin egen titel", en="Each document should have a title of its own"
    ),
    why=Text(
        da=(
            "Titlen er det, man ser i fanen og i søgeresultater, og det, skærmlæsere læser først. Har flere dokumenter "
            "den samme, må man åbne dem for at vide, hvilket der er det rigtige."
        ),
        en=(
            "The title is what the tab and search results show, and what screen readers read first. When several "
            "documents share one, they must be opened to know which is the right one."
        ),
    ),
    fix=Text(
        da="Giv hvert dokument sin egen titel i filens egenskaber; den kommer ofte fra en skabelon.",
        en="Give each document its own title in the properties of the file; it often comes from a template.",
    ),
    messages={
        "same_title": Text(
            da="{count} dokumenter har titlen »{title}«, for eksempel {examples}.",
            en="{count} documents have the title “{title}”, such as {examples}.",
        ),
    },
    evidence=frozenset({Evidence.CONTENT}),
)

EXAMPLES_MAX = 5
TITLE_MAX_CHARACTERS = 200


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    assert evidence.content is not None  # the runner has made sure
    groups: dict[tuple[str, str], list[DocumentFact]] = defaultdict(list)
    for one in evidence.content.documents:
        title = " ".join(one.title.split())
        if title and not one.same_as:
            # One text in two formats rightly has one title.
            groups[title.casefold(), _kind(one.format)].append(one)
    if sum(map(len, groups.values())) < 2:
        return
    for group in groups.values():
        if len(group) == 1:
            yield passed()
            continue
        title = " ".join(group[0].title.split())[:TITLE_MAX_CHARACTERS]
        urls = [one.url for one in group[:EXAMPLES_MAX]]
        place = Place(target=urls[0], path=title.casefold(), snippet=title)
        yield failed(
            place, "same_title", title=title, count=len(group), urls=urls, examples=", ".join(urls[:2])
        )


def _kind(format_id: str) -> str:
    """Return a format without its version: "pdf-1.7" and "pdf-1.4" are one."""
    return format_id.partition("-")[0]
