"""Reads what the survey needs of an HTML page: its title and where it leads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from scrapy.http import TextResponse
from scrapy.utils.response import get_base_url

from crawler.survey.urls import CONTROL_AND_SPACE, normalise

LINKS_PER_PAGE_MAX = 10_000
TEXT_CHARACTERS_MAX = 300
_FOLLOWED_RELATIONS = frozenset({"canonical", "next", "prev"})
_WEB = re.compile(r"https?:", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as found: normalised address, visible text (or what stands for it), and the declared media type."""

    url: str
    text: str = ""
    declared_type: str = ""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one HTML page told the survey. `bad_addresses` are links that no browser could follow either."""

    title: str
    links: tuple[Link, ...]
    bad_addresses: tuple[str, ...] = ()


def read_page(response: TextResponse) -> PageReading:
    """Return title and links in document order, each address once."""
    root = response.selector.root
    base = get_base_url(response)
    links: dict[str, Link] = {}
    bad: dict[str, None] = {}
    for href, text, declared_type in _references(root):
        try:
            url = resolve(base, href, response.encoding)
        except ValueError:
            bad[href[:TEXT_CHARACTERS_MAX]] = None
            continue
        if url is None:
            continue
        known = links.get(url)
        # A picture link is often followed by the same link with words: keep the words.
        if known is None or (text and not known.text):
            links[url] = Link(url, text, declared_type or (known.declared_type if known else ""))
        if len(links) >= LINKS_PER_PAGE_MAX:
            break
    title = next(iter(root.xpath("//head/title|//title[not(ancestor::svg)]")), None)
    return PageReading(_text(title) if title is not None else "", tuple(links.values()), tuple(bad))


def resolve(base: str, href: str, encoding: str) -> str | None:
    """Return the normalised address of a link, None for one that is not to the web (mailto:, tel:, javascript: ...).

    Raises ValueError when the link is to the web and makes no address.
    """
    href = href.strip(CONTROL_AND_SPACE)
    if not href or href.startswith("#") or (_SCHEME.match(href) and not _WEB.match(href)):
        return None
    joined = urljoin(base, href)
    if not _WEB.match(joined):
        return None
    return normalise(joined, encoding)


def _references(root: Any) -> Iterator[tuple[str, str, str]]:
    """Yield (address, text, declared type) of all that leads to another page."""
    for element in root.iter("a", "area", "iframe", "frame", "link", "meta"):
        match element.tag:
            case "a" | "area":
                yield element.get("href", ""), _link_text(element), element.get("type", "")
            case "iframe" | "frame":
                yield element.get("src", ""), _squeezed(element.get("title", "")), ""
            case "link":
                relations = set(element.get("rel", "").lower().split())
                is_translation = "alternate" in relations and element.get("hreflang")
                if relations & _FOLLOWED_RELATIONS or is_translation:
                    yield element.get("href", ""), "", element.get("type", "")
            case "meta" if element.get("http-equiv", "").lower() == "refresh":
                yield _refresh_target(element.get("content", "")), "", ""


def _refresh_target(content: str) -> str:
    """Return the address of a meta refresh ("0; url=/da/"), or ""."""
    match = re.search(r"""[;,\s]\s*url\s*=\s*["']?([^"']+)""", content, re.IGNORECASE)
    return match[1] if match else ""


def _link_text(element: Any) -> str:
    text = _text(element)
    if text:
        return text
    images = " ".join(image.get("alt", "") for image in element.iter("img"))
    return _squeezed(images or element.get("aria-label") or element.get("title") or element.get("alt") or "")


def _text(element: Any) -> str:
    return _squeezed("".join(element.itertext()))


def _squeezed(text: str) -> str:
    return " ".join(text.split())[:TEXT_CHARACTERS_MAX]
