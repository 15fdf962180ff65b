"""Rule: different pages of a site have the same title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rules.evidence import PageFacts, SiteEvidence
from rules.languages import primary_language
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Identity,
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
    id="page-titles-duplicate",
    scope=Scope.SITE,
    standing=Standing.REQUIREMENT,
    # A search result or a step of a form may rightly keep its page's title: only likely.
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(da="Hver side skal have sin egen titel", en="Each page must have a title of its own"),
    why=Text(
        da=(
            "Den, der bruger skærmlæser eller har mange faner åbne, kender siderne på deres titel. Har flere "
            "sider den samme, må man læse dem for at vide, hvilken man er på; det er sværest for blinde og for "
            "mennesker med nedsat hukommelse."
        ),
        en=(
            "People who use a screen reader or keep many tabs open tell pages apart by their titles. When "
            "several share one, they must read the pages to know which one they are on; this is hardest for "
            "people who are blind or have trouble with memory."
        ),
    ),
    fix=Text(
        da="Giv hver side sin egen titel: først hvad netop den side handler om, derefter myndighedens navn.",
        en="Give each page its own title: first what that page is about, then the name of the authority.",
    ),
    messages={
        "same_title": Text(
            da="{count} sider har titlen »{title}«, for eksempel {examples}.",
            en="{count} pages have the title “{title}”, such as {examples}.",
        ),
    },
    criteria=("2.4.2",),
    act=("c4a8a4",),
    identity=Identity.CONTENT,
    evidence=frozenset({Evidence.PAGE_FACTS}),
)

EXAMPLES_MAX = 5
TITLE_MAX_CHARACTERS = 200
_INDEX_PAGE = re.compile(r"/(index|default|home|forside)\.\w{2,5}$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"/(page|side|sida|seite|p)[-/_]?\d+$", re.IGNORECASE)


@dataclass(slots=True)
class _Group:
    """The pages of one title in one language, each page once."""

    title: str
    examples: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    contents: set[str] = field(default_factory=set)
    count: int = 0

    def add(self, facts: PageFacts) -> None:
        address = _address(facts.final_url)
        is_seen = address in self.addresses or (bool(facts.content) and facts.content in self.contents)
        self.addresses.add(address)
        self.contents.add(facts.content)
        if is_seen:
            return  # the same page under another address
        self.count += 1
        if len(self.examples) < EXAMPLES_MAX:
            self.examples.append(facts.final_url)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    groups: dict[tuple[str, str], _Group] = {}
    for facts in evidence.pages():
        title = " ".join(facts.title.split())
        if title:  # a missing one is axe's document-title
            # Versions of a page in two languages may share a title, such as a name.
            key = (title.casefold(), primary_language(facts.language))
            groups.setdefault(key, _Group(title[:TITLE_MAX_CHARACTERS])).add(facts)
    if sum(group.count for group in groups.values()) < 2:
        return
    for group in groups.values():
        urls = group.examples
        place = Place(target=urls[0], snippet=group.title)
        if group.count == 1:
            yield passed(place)
            continue
        examples = ", ".join(urls[:2])
        yield failed(place, "same_title", title=group.title, count=group.count, urls=urls, examples=examples)


def _address(url: str) -> str:
    """Return what tells pages apart: no scheme, `www.`, query, fragment, index file, page number or final slash.

    A query seldom makes a page with a purpose of its own (paging, sorting, tracking), so pages that differ only there
    count as one: some sites' pages are missed, none is blamed for its page 2.
    """
    parts = urlsplit(url)
    host = (parts.netloc or "").lower().removeprefix("www.")
    path = _INDEX_PAGE.sub("", parts.path)
    path = _PAGE_NUMBER.sub("", path.rstrip("/"))
    return f"{host}{path.rstrip('/')}"
