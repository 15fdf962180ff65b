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


@dataclass(slots=True)
class _Links:
    """The links to one place: their text, and the pages that have them."""

    text: str
    pages: dict[str, None] = field(default_factory=dict)
    here: dict[str, None] = field(default_factory=dict)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    wanted: dict[str, dict[str, _Links]] = defaultdict(dict)
    for facts in evidence.pages():
        for anchor in facts.anchors:
            links = wanted[anchor.url].setdefault(anchor.name, _Links(anchor.text))
            is_here = anchor.url in {facts.final_url, facts.url}
            (links.here if is_here else links.pages)[facts.final_url] = None
    here: dict[str, _Links] = {}
    elsewhere: list[Finding] = []
    for url, names, places in _seen(evidence, wanted):
        for name, links in names.items():
            if leads_somewhere(name, places):
                yield passed()
                continue
            if links.here:
                # A link that every page has to itself, such as one in a menu, is one fault of the template.
                here.setdefault(name, _Links(links.text)).pages.update(links.here)
            if links.pages:
                elsewhere.append(_finding("elsewhere", url, name, links))
    yield from (_finding("here", "", name, links) for name, links in here.items())
    yield from elsewhere


def _seen(
    evidence: SiteEvidence, wanted: dict[str, dict[str, _Links]]
) -> Iterator[tuple[str, dict[str, _Links], frozenset[str]]]:
    """Yield the pages linked into that were seen: address, links by the name of their place, and the places there."""
    for facts in evidence.pages():
        if facts.places is None:
            continue
        # Its own address counts before the one it was asked for at.
        for url in dict.fromkeys(one.partition("#")[0] for one in (facts.final_url, facts.url)):
            if names := wanted.pop(url, None):
                yield url, names, frozenset(facts.places)


def _finding(message: str, page: str, name: str, links: _Links) -> Finding:
    pages = list(links.pages)
    return failed(
        Place(target=pages[0], path=f"{page}#{name}"),
        message,
        name=name,
        url=page or pages[0],
        text=links.text,
        count=len(pages),
        example=pages[0],
        urls=pages[:EXAMPLES_MAX],
    )
