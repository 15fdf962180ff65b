"""Rule: there is no second way to find a page: no search, no list of all pages, no menu that reaches it."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from rules.evidence import LinkFact, SiteEvidence
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
    failed,
    passed,
)
from rules.words import plain, word_list

RULE = Rule(
    id="multiple-ways-missing",
    scope=Scope.SITE,
    standing=Standing.REQUIREMENT,
    # The criterion exempts steps of a process, which cannot be known from outside: only likely.
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Der skal være mere end én vej til siderne", en="There must be more than one way to the pages"
    ),
    why=Text(
        da=(
            "Nogle finder lettest en side ved at søge, andre ved at læse en samlet oversigt eller en menu. Er "
            "der kun én vej, kommer de, der har svært ved netop den, ikke videre, for eksempel blinde, "
            "svagtseende og mennesker med kognitive handicap."
        ),
        en=(
            "Some find a page most easily by searching, others from one list of all pages or a menu. With only "
            "one way, those who have trouble with just that one get stuck, such as people who are blind, have "
            "low vision or cognitive disabilities."
        ),
    ),
    fix=Text(
        da=(
            "Giv alle sider en søgning eller et link til en oversigt over webstedets sider, eller en menu, der "
            "fører til dem alle."
        ),
        en="Give every page a search, a link to a list of the site's pages, or a menu that leads to them all.",
    ),
    messages={
        "one_way": Text(
            da=(
                "Vi fandt hverken søgning eller oversigt over siderne, og hverken menuerne eller en enkelt "
                "side fører til mere end {percent}\u00a0% af de {count} undersøgte sider."
            ),
            en=(
                "We found neither a search nor a list of the pages, and neither the menus nor any one page "
                "leads to more than {percent}% of the {count} pages examined."
            ),
        ),
        "menu_reaches_part": Text(
            da=(
                "Vi fandt hverken søgning eller oversigt over siderne. Menuerne eller en enkelt side fører til "
                "{percent}\u00a0% af de {count} undersøgte sider; se efter, om resten kan findes på mere end én "
                "måde."
            ),
            en=(
                "We found neither a search nor a list of the pages. The menus, or one page, lead to {percent}% "
                "of the {count} pages examined; check that the rest can be found in more than one way."
            ),
        ),
    },
    criteria=("2.4.5",),
    evidence=frozenset({Evidence.PAGE_FACTS}),
)

PAGES_MIN = 6
"""Smaller sites are not judged: a visitor sees all of such a site from its front page."""

FAILS_BELOW_SHARE = 0.5
PASSES_FROM_SHARE = 0.9
_MENU_LANDMARKS = frozenset({"banner", "contentinfo", "navigation"})
_MENU_MIN_LINKS = 3
"""A landmark's links are a menu when one page has at least so many: a lone "home" link or previous/next is none."""


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    # Links between pages are one way. A second is search, a list of pages, or menus that reach (nearly) every page.
    # An XML sitemap is for machines and does not count.
    pages = {_page_key(facts.final_url) for facts in evidence.pages()}
    if len(pages) < PAGES_MIN:
        return
    place = Place(target=evidence.url)
    in_menus: set[str] = set()
    on_one_page = 0
    for facts in evidence.pages():
        if facts.has_search or any(_leads_to_list(link) for link in facts.links):
            yield passed(place)
            return
        own = {_page_key(facts.final_url)}
        on_one_page = max(on_one_page, len(pages & (own | {_page_key(link.url) for link in facts.links})))
        menu = {_page_key(link.url) for link in facts.links if link.landmark in _MENU_LANDMARKS}
        if facts.is_start_page:
            in_menus |= own
        if len(menu) >= _MENU_MIN_LINKS:
            in_menus |= menu
    # A page that links to all the others is a list of them, whatever it is called (technique G185).
    share = max(len(pages & in_menus), on_one_page) / len(pages)
    percent = int(share * 100)
    if share >= PASSES_FROM_SHARE:
        yield passed(place)
    elif share < FAILS_BELOW_SHARE:
        yield failed(place, "one_way", count=len(pages), percent=percent)
    else:
        yield cannot_tell(place, "menu_reaches_part", count=len(pages), percent=percent)


def _leads_to_list(link: LinkFact) -> bool:
    if plain(link.text) in word_list("way_words", "site_map"):
        return True
    path = PurePosixPath(unquote(urlsplit(link.url).path))
    if path.suffix.lower() in {".xml", ".gz"}:
        return False
    return plain(path.stem) in word_list("way_words", "site_map_addresses")


def _page_key(url: str) -> str:
    """Return the address without scheme, `www.`, fragment, index file and final slash."""
    parts = urlsplit(url)
    path = parts.path
    if path.rsplit("/", 1)[-1].lower().startswith(("index.", "default.")):
        path = path.rsplit("/", 1)[0]
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{path.rstrip('/')}{query}"
