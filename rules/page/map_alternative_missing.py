"""Rule: what a map shows is not said in words beside it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import Tag

from rules.addresses import absolute
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    LawClause,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.page_view import Page
from rules.services import service_table
from rules.services.addresses import AddressIndex
from rules.services.model import Maps
from rules.services.text import blocks

RULE = Rule(
    id="map-alternative-missing",
    scope=Scope.PAGE,
    standing=Standing.SERVICE,
    # What the map is for cannot be known from outside.
    confidence=Confidence.LIKELY,
    impact=Impact.SERIOUS,
    title=Text(
        da="Det, et kort viser, skal også kunne læses", en="What a map shows must also be there to read"
    ),
    why=Text(
        da=(
            "Et kort siger intet til den, der ikke kan se det, og er svært at bruge med tastatur eller forstørrelse. "
            "Loven undtager kort, men det vigtige i et kort, man skal finde vej efter, skal findes i en form, alle "
            "kan bruge."
        ),
        en=(
            "A map says nothing to those who cannot see it, and is hard to use by keyboard or magnified. The law "
            "exempts maps, but what matters in a map to find one’s way by must be there in a form that all can use."
        ),
    ),
    fix=Text(
        da="Skriv adressen, en liste over stederne eller en vejvisning ved siden af kortet, eller link til den.",
        en="Write the address, a list of the places or directions beside the map, or link to them.",
    ),
    messages={
        "no_text": Text(
            da="Siden viser et kort og har næsten ingen tekst ud over det.",
            en="The page shows a map and has hardly any text besides.",
        ),
        "perhaps_no_text": Text(
            da="Siden viser et kort. Se efter, om det vigtige i det også står som tekst.",
            en="The page shows a map. Check whether what matters in it is also there as text.",
        ),
    },
    law=(LawClause("Directive (EU) 2016/2102", "Article 1(4)(c)"),),
    evidence=frozenset({Evidence.DOM, Evidence.LAYOUT}),
)

TEXT_MIN_CHARACTERS = 120
"""Less than this outside menus, header and footer is a heading and a line: no description of what a map shows."""

_FRAMES = {"iframe": "src", "embed": "src", "object": "data"}
_REPEATED = frozenset({"banner", "contentinfo", "navigation", "search"})


def check(page: Page) -> Iterator[Finding]:
    maps = service_table(page.country.code).maps
    frames = AddressIndex(("map", pattern) for pattern in maps.frames)
    shown = [tag for tag in page.tags if _is_map(tag, maps, frames, page) and page.is_visible(tag)]
    if not shown:
        return
    in_maps = {id(inside) for tag in shown for inside in (tag, *tag.find_all(True))}
    text = "\n".join(
        text
        for block, text in blocks(page)
        if id(block) not in in_maps and page.landmark(block) not in _REPEATED
    )
    if maps.instead is not None and maps.instead.search(text.lower()):
        yield passed()
    elif len(text) < TEXT_MIN_CHARACTERS:
        yield failed(page.place(shown[0]), "no_text")
    else:
        yield cannot_tell(page.place(shown[0]), "perhaps_no_text")


def _is_map(tag: Tag, maps: Maps, frames: AddressIndex, page: Page) -> bool:
    if not maps.classes.isdisjoint(word or "" for word in tag.get_attribute_list("class")):
        return True
    address = tag.get(_FRAMES.get(tag.name, ""))
    if not isinstance(address, str):
        return False
    try:
        url = absolute(page.evidence.final_url, address)
    except ValueError:
        return False
    return bool(frames.find(url, "", urlsplit(page.evidence.final_url).netloc))
