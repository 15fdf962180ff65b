"""The small facts of a page that site rules judge, drawn from its capture."""

import hashlib
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from bs4 import Tag

from rules import content_facts
from rules.addresses import absolute
from rules.evidence import LinkFact, PageFacts
from rules.fingerprints import template_signature
from rules.hosts import host_of, same_site
from rules.page_view import Page
from rules.policies import insecure_loads, policies
from rules.services.page_signals import page_signals
from rules.words import plain, word_list

LINKS_MAX = 1_000
LINK_TEXT_MAX_CHARACTERS = 200
_REPEATED_LANDMARKS = frozenset({"banner", "contentinfo", "navigation", "search"})
_HIDDEN_TEXT = frozenset({"noscript", "script", "style", "template", "title"})
_FOOTER_NAMES = frozenset({"footer", "page-footer", "pagefooter", "site-footer", "sidefod"})
_SECTIONING = frozenset({"article", "aside", "main", "section"})
_TEXT_FIELD_TYPES = frozenset({"", "search", "text"})


def page_facts(page: Page, is_start_page: bool) -> PageFacts:
    """Return the facts of one page; frames' contents count as part of the page."""
    evidence = page.evidence
    blocks = content_facts.own_blocks(page)
    said = content_facts.dates(page, blocks)
    return PageFacts(
        url=evidence.url,
        final_url=evidence.final_url,
        title=evidence.title,
        language=evidence.language,
        template=template_signature(page),
        has_search=_has_search(page),
        links=tuple(_links(page)),
        is_start_page=is_start_page,
        content=_content(page),
        has_footer=_has_footer(page),
        signals=page_signals(page),
        anchors=tuple(content_facts.anchors(page)),
        places=content_facts.places(page),
        updated_on=said.updated_on,
        published_on=said.published_on,
        taken_on=evidence.taken_at[:10],
        word_count=content_facts.word_count(blocks),
        policies=policies(page),
        cookies=evidence.cookies,
        third_party_hosts=tuple(
            host
            for host in evidence.requests.third_party_hosts
            if not same_site(host, host_of(evidence.final_url))
        ),
        insecure=insecure_loads(page),
    )


def _links(page: Page) -> Iterator[LinkFact]:
    """Yield each distinct link to another address once, in document order; same-page links are left out."""
    base = _base(page)
    own = urldefrag(page.evidence.final_url).url
    seen: set[LinkFact] = set()
    for tag in page.select("a[href], area[href]"):
        url = _resolve(base, str(tag.get("href") or ""))
        if not url or (url == own and "#" in str(tag.get("href"))):
            continue
        text = page.name(tag)[:LINK_TEXT_MAX_CHARACTERS]
        link = LinkFact(url, text, page.landmark(tag), _is_in_footer(tag))
        if link in seen:
            continue
        seen.add(link)
        yield link
        if len(seen) >= LINKS_MAX:
            return


def _has_footer(page: Page) -> bool:
    return any(
        page.landmark(tag) == "contentinfo" and page.is_visible(tag)
        for tag in page.select("footer, [role=contentinfo]")
    )


def _is_in_footer(tag: Tag) -> bool:
    """Whether the element stands in the page's footer, be it in a menu there, or in what its author calls a footer."""
    is_inside = False
    for element in (tag, *tag.parents):
        role = element.get("role")
        names = {*element.get_attribute_list("class"), element.get("id")}
        if role == "contentinfo" or names & _FOOTER_NAMES or (element.name == "footer" and not role):
            is_inside = True
        elif element.name in _SECTIONING or role in {"main", "article"}:
            # The footer of an article is not the page's.
            is_inside = False
            if element.name in {"article", "main"}:
                return False
    return is_inside


def _base(page: Page) -> str:
    own = page.evidence.final_url
    for tag in page.select("html > head > base[href]"):
        return _resolve(own, str(tag.get("href")))
    return own


def _resolve(base: str, href: str) -> str:
    """Return the absolute address without fragment, or "" where it is none of the web's."""
    try:
        url = urldefrag(absolute(base, href.strip())).url
        return url if urlsplit(url).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _has_search(page: Page) -> bool:
    """Whether the page offers a search: a search landmark, a search field, or a link or button called "Search"."""
    if page.select("search, [role=search]"):
        return True
    names = word_list("way_words", "search_fields")
    words = word_list("way_words", "search")
    for field in page.select("input"):
        kind = str(field.get("type") or "").lower()
        if kind == "search" or (kind in _TEXT_FIELD_TYPES and plain(str(field.get("name") or "")) in names):
            return True
        labels = (
            field.get("placeholder"),
            field.get("aria-label"),
            field.get("value") if kind == "submit" else "",
        )
        if any(plain(str(label)) in words for label in labels if label):
            return True
    return any(
        plain(page.name(tag)) in words for tag in page.select("a[href], button, [role=button], summary")
    )


def _content(page: Page) -> str:
    """Return 16 hex digits of the visible text outside the parts that pages of a site share, or "" without text."""
    repeated: dict[int, bool] = {}
    digest = hashlib.sha256()
    is_empty = True
    for string in page.strings:
        parent = string.parent
        if parent is None:
            continue
        if id(parent) not in repeated:
            repeated[id(parent)] = not _is_own(page, parent)
        if not repeated[id(parent)]:
            digest.update(" ".join(string.split()).encode())
            is_empty = False
    return "" if is_empty else digest.hexdigest()[:16]


def _is_own(page: Page, tag: Tag) -> bool:
    return (
        tag.name not in _HIDDEN_TEXT
        and page.is_visible(tag)
        and page.landmark(tag) not in _REPEATED_LANDMARKS
    )
