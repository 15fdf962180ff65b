"""The facts of a page that rules about content judge: links to places, the places there are, dates and length."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urldefrag, urlsplit

from bs4 import Tag

from rules.addresses import absolute
from rules.axe.places import element_of
from rules.dates import FoundDate, find_dates
from rules.evidence import AnchorFact
from rules.languages import primary_language
from rules.page_text import page_blocks
from rules.page_view import Page
from rules.site_evidence import Block, BlockKind
from rules.words import plain, word_list

ANCHORS_MAX = 300
PLACES_MAX = 3_000
BLOCKS_MAX = 2_000
FOOTER_MAX_CHARACTERS = 2_000
TEXT_MAX_CHARACTERS = 120
_LABEL_WORDS_MAX = 6
_DATE_WITHIN_CHARACTERS = 40
_ALONE = "alone on its line"
_SKIP_LINK_RULE = "skip-link"
_EVERYWHERE = frozenset({"top"})
"""Names that lead to the start of any page: https://html.spec.whatwg.org/multipage/browsing-the-web.html#scroll-to-fragid"""
# Scripts answer such links themselves; then the place need not exist.
_SCRIPTED = re.compile(
    r"on\w+|aria-(?:controls|expanded|haspopup|selected|pressed)|"
    r"data-(?:[\w-]*-)?(?:toggle|target|slide|slide-to|dismiss|action|fancybox|lightbox|modal|tab|scroll)|"
    r"(?:ng|v-on|x-on|hx)[-:]\w[\w:.-]*|@\w+"
)
_METADATA_UPDATED = frozenset(
    {"article:modified_time", "og:updated_time", "dcterms.modified", "dc.date.modified", "last-modified"}
)
_METADATA_PUBLISHED = frozenset({"article:published_time", "dcterms.issued", "dc.date.issued", "dc.date"})
_TWO_DIGITS = re.compile(r"\d\d")
_ISO_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class PageDates:
    """The newest day a page says it was updated and published, up to the day it was seen; ISO 8601 or ""."""

    updated_on: str = ""
    published_on: str = ""


def anchors(page: Page) -> Iterator[AnchorFact]:
    """Yield each distinct link to a named place, on this page or another; those that scripts answer are left out."""
    final_url = page.evidence.final_url
    skip_links = _judged_skip_links(page)
    seen: set[AnchorFact] = set()
    for tag in page.select("a[href*='#'], area[href*='#']"):
        if _is_scripted(tag) or not page.is_visible(tag) or id(tag) in skip_links:
            continue
        if tag.find_parent(["iframe", "frame"]) is not None:
            continue  # the place is on another page than this one
        try:
            url, name = urldefrag(absolute(final_url, str(tag["href"]).strip()))
            is_page = urlsplit(url).scheme in {"http", "https", "file"}
        except ValueError:
            continue
        if not is_page or not _is_place(name):
            continue
        anchor = AnchorFact(url, name, page.name(tag)[:TEXT_MAX_CHARACTERS])
        if anchor not in seen:
            seen.add(anchor)
            yield anchor
        if len(seen) >= ANCHORS_MAX:
            return


def places(page: Page) -> tuple[str, ...] | None:
    """Return the names that links can lead to, or None for a page with too many to keep."""
    names = {str(tag["id"]) for tag in page.select("[id]")} | {
        str(tag["name"]) for tag in page.select("a[name]")
    }
    return tuple(sorted(names)) if len(names) <= PLACES_MAX else None


def leads_somewhere(name: str, known: AbstractSet[str]) -> bool:
    """Say whether a place is among those `known`, as written or with its escapes read."""
    return not known.isdisjoint({name, unquote(name)}) or name.lower() in _EVERYWHERE


def dates(page: Page, blocks: Sequence[Block]) -> PageDates:
    """Return the dates of a page, from its text or, where the text has none, from its metadata."""
    taken_on = page.evidence.taken_at[:10]
    languages = (primary_language(page.evidence.language) or "en",)
    # Many systems put the date in the footer, which is no part of the page's own text.
    said = list(_led_in((*blocks, *_footers(page)), languages))

    def newest(kind: str, names: frozenset[str]) -> str:
        labels = _labels(kind)
        visible = _newest((found for lead, found in said if _ends_with_label(lead, labels)), taken_on)
        return visible or _newest(_metadata(page, names), taken_on)

    return PageDates(newest("updated", _METADATA_UPDATED), newest("published", _METADATA_PUBLISHED))


def own_blocks(page: Page) -> tuple[Block, ...]:
    """Return the page's own text, without menus, header and footer."""
    return page_blocks(page, BLOCKS_MAX)[0]


def word_count(blocks: Iterable[Block]) -> int:
    """Return the number of words of running text: headings and lists of links say nothing of how much is told."""
    return sum(
        len(block.text.split())
        for block in blocks
        if block.kind is not BlockKind.HEADING and not (block.kind is BlockKind.ITEM and block.links)
    )


def _judged_skip_links(page: Page) -> set[int]:
    """Return the links that axe has found to lead nowhere: one fault is told once, where it says who is hit."""
    run = page.evidence.axe
    nodes = [
        node
        for result in (run.rules if run else ())
        if result.id == _SKIP_LINK_RULE
        for node in (*result.violations, *result.incomplete)
    ]
    return {id(tag) for node in nodes if (tag := element_of(node, page)) is not None}


def _is_scripted(tag: Tag) -> bool:
    role = str(tag.get("role") or "link").lower()
    return role != "link" or any(_SCRIPTED.fullmatch(name) for name in tag.attrs)


def _is_place(name: str) -> bool:
    """Whether what follows `#` names a place, and is no route of a script and no passage of text."""
    return bool(name) and not name.startswith(("!", "/", ":~:", "?")) and "=" not in name


def _led_in(blocks: Sequence[Block], languages: Sequence[str]) -> Iterator[tuple[str, FoundDate]]:
    """Yield each date with the plain words right before it, which may be the whole of the block before."""
    before = ""
    for block in blocks:
        for found in find_dates(block.text, languages) if _TWO_DIGITS.search(block.text) else ():
            lead = block.text[: found.start][-_DATE_WITHIN_CHARACTERS:]
            is_alone = len(plain(block.text.replace(found.text, " ")).split()) <= 1
            lead = plain(lead) or before
            # A date that is all of its line, or nearly, says under a headline when that was published.
            yield (_ALONE if is_alone and not _ends_with_label(lead, _labels("updated")) else lead), found
        before = plain(block.text) if len(block.text.split()) <= _LABEL_WORDS_MAX else ""


def _footers(page: Page) -> Iterator[Block]:
    for tag in page.select("footer, [role=contentinfo]"):
        if page.landmark(tag) == "contentinfo":
            yield Block(BlockKind.PARAGRAPH, page.text(tag)[:FOOTER_MAX_CHARACTERS])


def _labels(kind: str) -> frozenset[str]:
    labels = word_list("date_words", kind)
    return labels | {_ALONE} if kind == "published" else labels


def _ends_with_label(text: str, labels: frozenset[str]) -> bool:
    words = text.removesuffix(" den").removesuffix(" on").removesuffix(" d")
    return any(words == label or words.endswith(f" {label}") for label in labels)


def _metadata(page: Page, names: frozenset[str]) -> Iterator[FoundDate]:
    for tag in page.select("meta[content]"):
        said = str(tag.get("property") or tag.get("name") or "").lower()
        match = _ISO_DAY.match(str(tag["content"]))
        if said in names and match is not None:
            yield from find_dates(match[1], ("en",))


def _newest(found: Iterable[FoundDate], taken_on: str) -> str:
    """Return the latest day that is not after the page was seen: what lies ahead is no update."""
    limit = date.fromisoformat(taken_on) if taken_on else None
    days = [one.last for one in found if one.first is not None and (limit is None or one.first <= limit)]
    newest = max((day for day in days if day is not None), default=None)
    return newest.isoformat() if newest else ""
