"""Rule: links to a place on a page lead to a place that is not there."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from rules.content_facts import leads_somewhere
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

RULE = Rule(
    id="anchors-broken",
    scope=Scope.SITE,
    standing=Standing.CONTENT,
    # A script may answer the link in its own way, without saying so in the markup.
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Links til et sted på en side skal føre til stedet",
        en="Links to a place on a page must lead to that place",
    ),
    why=Text(
        da=(
            "Linket lover et bestemt afsnit, men man havner øverst på siden eller bliver, hvor man er. Den, der ser "
            "siden, kan lede; den, der bruger skærmlæser eller tastatur, må læse eller tabulere sig frem."
        ),
        en=(
            "The link promises a certain part, but one ends at the top of the page or stays where one is. Those who "
            "see the page can search; those who use a screen reader or a keyboard must read or tab their way."
        ),
    ),
    fix=Text(
        da="Giv afsnittet det navn (id), som linket bruger, eller ret linket.",
        en="Give the part the name (id) that the link uses, or correct the link.",
    ),
    messages={
        "here": Text(
            da=(
                "Der er intet sted, der hedder #{name}, på siden. Sider med linket »{text}«: {count}, for eksempel "
                "{example}."
            ),
            en="The page has no place called #{name}. Pages with the link “{text}”: {count}, such as {example}.",
        ),
        "elsewhere": Text(
            da=(
                "Der er intet sted, der hedder #{name}, på {url}. Sider med linket »{text}«: {count}, for eksempel "
                "{example}."
            ),
            en="There is no place called #{name} on {url}. Pages with the link “{text}”: {count}, such as {example}.",
        ),
    },
    evidence=frozenset({Evidence.PAGE_FACTS}),
)

EXAMPLES_MAX = 5
_HERE = ""


@dataclass(slots=True)
class _Broken:
    """One place that is not there; `page` is "" where each page links to a place of its own."""

    page: str
    name: str
    text: str
    pages: list[str] = field(default_factory=list)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for facts in evidence.pages():
        for anchor in facts.anchors:
            wanted[anchor.url].add(anchor.name)
    there = _there(evidence, wanted)
    broken: dict[tuple[str, str], _Broken] = {}
    for facts in evidence.pages():
        for anchor in facts.anchors:
            known = there.get(anchor.url)
            if known is None:
                continue  # a page we have not seen
            if leads_somewhere(anchor.name, known):
                yield passed()
                continue
            page = _HERE if anchor.url in {facts.final_url, facts.url} else anchor.url
            one = broken.setdefault((page, anchor.name), _Broken(page, anchor.name, anchor.text))
            if facts.final_url not in one.pages:
                one.pages.append(facts.final_url)
    yield from map(_finding, broken.values())


def _there(evidence: SiteEvidence, wanted: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return, for each page linked into that was seen, those of its places that may be meant."""
    there: dict[str, set[str]] = {}
    for facts in evidence.pages():
        if facts.places is None:
            continue
        for url in {facts.url.partition("#")[0], facts.final_url.partition("#")[0]} & wanted.keys():
            names = wanted[url]
            there[url] = {name for name in facts.places if leads_somewhere(name, names)} | {
                name for name in names if leads_somewhere(name, facts.places)
            }
    return there


def _finding(one: _Broken) -> Finding:
    return failed(
        Place(target=one.pages[0], path=f"{one.page}#{one.name}"),
        "elsewhere" if one.page else "here",
        name=one.name,
        url=one.page or one.pages[0],
        text=one.text,
        count=len(one.pages),
        example=one.pages[0],
        urls=one.pages[:EXAMPLES_MAX],
    )
