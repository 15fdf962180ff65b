"""Rule: a page names a system, a law or a body that is gone, as if it were still there."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from bs4 import Tag

from rules.addresses import absolute
from rules.dates import find_dates
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.page_view import Page
from rules.services import OldName, OldNames, service_table
from rules.services.addresses import plain_address
from rules.services.sought import Sought, sought
from rules.services.text import blocks

RULE = Rule(
    id="name-outdated",
    scope=Scope.PAGE,
    standing=Standing.SERVICE,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Siderne skal bruge de navne, der gælder i dag",
        en="Pages should use the names that are in use today",
    ),
    why=Text(
        da=(
            "Den, der bliver bedt om at bruge noget, der ikke findes mere, går forgæves, især den, der ikke er vant "
            "til det digitale. Gamle navne er også tegn på, at resten af siden ikke er efterset."
        ),
        en=(
            "People who are told to use something that is gone get nowhere, most of all those who are not used to "
            "digital services. Old names are also a sign that the rest of the page has not been looked after."
        ),
    ),
    fix=Text(
        da="Skriv det navn, der gælder i dag, og se efter, om resten af teksten stadig passer.",
        en="Write the name that is in use today, and check whether the rest of the text still holds.",
    ),
    messages={
        "outdated": Text(
            da="»{name}« bruges ikke mere: det er afløst af {successor}.",
            en="“{name}” is no longer in use: it was replaced by {successor}.",
        ),
        "perhaps_outdated": Text(
            da="Her står »{name}«. Se efter, om der menes det, der er afløst af {successor}.",
            en="This says “{name}”. Check whether it means what was replaced by {successor}.",
        ),
        "perhaps_past": Text(
            da="»{name}« er afløst af {successor}. Se efter, om teksten handler om fortiden.",
            en="“{name}” was replaced by {successor}. Check whether the text is about the past.",
        ),
        "link": Text(
            da="Linket fører til {host}, som hørte til {name}, der er afløst af {successor}. Se efter, om det virker.",
            en="The link leads to {host}, which belonged to {name}, replaced by {successor}. Check whether it works.",
        ),
    },
    evidence=frozenset({Evidence.DOM, Evidence.LAYOUT}),
)

FINDINGS_PER_NAME_MAX = 10
NAMED_MAX_CHARACTERS = 100
_NEAR_CHARACTERS = 160
"""Words of the past count within this distance: a long block may speak of many things."""
_DATED_BLOCKS = 12
_DATE_METAS = ("article:published_time", "dc.date", "dcterms.date", "date", "publication_date")
_NAMING = {"area": "alt", "img": "alt", "input": "value"}
_BUTTONS = frozenset({"button", "image", "reset", "submit"})


@dataclass(frozen=True, slots=True)
class _Mention:
    """A name where it stands: the element, the words as written, and what is around them."""

    name: OldName
    tag: Tag
    words: str
    around: str
    is_certain: bool


def check(page: Page) -> Iterator[Finding]:
    old = service_table(page.country.code).old_names
    if not old.names:
        return
    counts: dict[str, int] = {}
    when: _When | None = None
    for mention in _mentions(page, old):
        if when is None:
            when = _When(page, old)
        counts[mention.name.id] = counts.get(mention.name.id, 0) + 1
        if counts[mention.name.id] <= FINDINGS_PER_NAME_MAX:
            yield _judged(mention, page, old, when)
    yield from _links(page, old)


def _judged(mention: _Mention, page: Page, old: OldNames, when: "_When") -> Finding:
    name = mention.name
    if when.is_past(name.until) or (old.history is not None and old.history.search(mention.around)):
        return passed()
    data = {
        "name": mention.words[:NAMED_MAX_CHARACTERS],
        "successor": {"da": name.successor.da, "en": name.successor.en},
    }
    place = page.place(mention.tag)
    if not mention.is_certain:
        return cannot_tell(place, "perhaps_outdated", **data)
    is_beside = name.beside is not None and name.beside.search(mention.around)
    if is_beside or when.is_kept or not _is_for_readers(mention.tag, page):
        return cannot_tell(place, "perhaps_past", **data)
    return failed(place, "outdated", **data)


def _is_for_readers(tag: Tag, page: Page) -> bool:
    """Whether the element is shown, or would be by opening a closed panel; what scripts keep in store is neither."""
    return page.is_visible(tag) or tag.find_parent("details") is not None


def _mentions(page: Page, old: OldNames) -> Iterator[_Mention]:
    texts = list(_texts(page))
    whole = "\n".join(text for _, text in texts)
    # Most pages hold none of the names: they are searched for once, and only those found are placed.
    there = [name for name in old.names if _is_there(name, whole)]
    for tag, text in texts if there else ():
        for name in there:
            taken: list[tuple[int, int]] = []
            for pattern, is_certain in ((name.certain, True), (name.doubtful, False)):
                for match in pattern.finditer(text) if pattern is not None else ():
                    if any(start < match.end() and match.start() < end for start, end in taken):
                        continue
                    taken.append(match.span())
                    around = text[max(0, match.start() - _NEAR_CHARACTERS) : match.end() + _NEAR_CHARACTERS]
                    yield _Mention(name, tag, match[0], around, is_certain)


def _is_there(name: OldName, text: str) -> bool:
    return any(one.search(text) for one in _sought(name.certain, name.doubtful))


@cache
def _sought(*patterns: re.Pattern[str] | None) -> tuple[Sought, ...]:
    return sought(patterns)


def _texts(page: Page) -> Iterator[tuple[Tag, str]]:
    """Yield what is read on a page: its blocks, and the words of images and buttons."""
    yield from blocks(page)
    for tag in page.tags:
        attribute = _NAMING.get(tag.name)
        if tag.name == "input" and str(tag.get("type") or "").lower() not in _BUTTONS:
            attribute = None
        for value in (tag.get(attribute) if attribute else None, tag.get("aria-label")):
            if isinstance(value, str) and value.strip():
                yield tag, " ".join(value.split())


def _links(page: Page, old: OldNames) -> Iterator[Finding]:
    hosts = {host: name for name in old.names for host in name.hosts}
    seen: set[str] = set()
    own = _within(plain_address(page.evidence.final_url)[0], hosts)
    for tag in page.select("a[href]"):
        if "//" not in str(tag.get("href")) and not own:
            continue  # a link within the site
        try:
            host = plain_address(absolute(page.evidence.final_url, str(tag.get("href")).strip()))[0]
        except ValueError:
            continue
        host = _within(host, hosts)
        if not host or host in seen:
            continue
        seen.add(host)
        successor = hosts[host].successor
        data = {"host": host, "name": hosts[host].name, "successor": {"da": successor.da, "en": successor.en}}
        yield cannot_tell(page.place(tag), "link", **data)


def _within(host: str, hosts: Container[str]) -> str:
    """Return which of `hosts` a host is, or is below, or ""."""
    while host and host not in hosts:
        host = host.partition(".")[2]
    return host


class _When:
    """When a page's words were written, as far as it is of the kind whose words stay as they were written."""

    def __init__(self, page: Page, old: OldNames) -> None:
        address = plain_address(page.evidence.final_url)[1].partition("?")[0]
        path = address[address.find("/") :]
        self._is_archive = old.archives is not None and old.archives.search(path) is not None
        self.is_kept = (old.kept_paths is not None and old.kept_paths.search(path) is not None) or (
            old.kept_titles is not None and old.kept_titles.search(page.evidence.title) is not None
        )
        self._date = _written_on(page) if self.is_kept else None

    def is_past(self, until: date) -> bool:
        """Whether the words were right when they were written."""
        return self._is_archive or (self._date is not None and self._date <= until)


def _written_on(page: Page) -> date | None:
    """Return the date that a piece of news gives itself: by its markup, else the first in its words."""
    for tag in page.select("meta[content]"):
        if str(tag.get("name") or tag.get("property") or "").lower() in _DATE_METAS:
            for found in find_dates(str(tag.get("content")).partition("T")[0], page.country.languages):
                return found.last
    for tag in page.select("main time[datetime], article time[datetime]"):
        for found in find_dates(str(tag.get("datetime")).partition("T")[0], page.country.languages):
            return found.last
    texts = [text for block, text in blocks(page) if page.landmark(block) in {"main", ""}]
    for text in texts[:_DATED_BLOCKS]:
        for found in find_dates(text, page.country.languages):
            return found.last
    return None
