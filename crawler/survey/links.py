"""Reads what the survey needs of an HTML page: what it shows, where it leads, and what it says of itself."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import html
from parsel import Selector

from crawler.survey import script_links
from crawler.survey.encodings import decode
from crawler.survey.sketch import Sketch, sketch, squeezed
from crawler.survey.urls import CONTROL_AND_SPACE, Dropped, cleaned

LINKS_PER_PAGE_MAX = 10_000
TEXT_CHARACTERS_MAX = 300
INSTANT_REFRESH_SECONDS_MAX = 1.0
"""A refresh within this time is a redirect: nobody gets to read the page it is on."""
REDIRECTING_WORDS_MAX = 12
_SCRIPT_CHARACTERS_MAX = 20_000
_REFRESH_CHARACTERS_MAX = 3_000

_ORDERS_WITH_VALUES = frozenset(
    {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}
)
_FOLLOWED_RELATIONS = frozenset({"canonical", "next", "prev"})
_WEB = re.compile(r"https?:", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# The whole script, so that what a button or a condition may do later is not taken for a redirect.
_SELF_REDIRECT = re.compile(
    r"""(?:<!--)?\s*(?:(?:setTimeout\(\s*)?(?:function\s*\(\)|\(\)\s*=>)\s*\{?\s*)?"""
    r"""(?:(?:window|document|self|top|parent)\.)*location(?:\.href\s*=\s*|\s*=\s*|\.(?:assign|replace)\(\s*)"""
    r"""(["'])([^"'\n]+)\1\s*\)?\s*;?\s*(?:\}?\s*,\s*\d{1,3}\s*\)\s*;?\s*)?(?:(?://)?\s*-->)?"""
)
# What pages that fetch more while one scrolls tend to be marked with.
_GROWS = re.compile(
    r"infinite[-_]?(?:scroll|loading)|endless[-_]?scroll|jscroll|load[-_]more|lazy[-_]?load[-_]?more|IntersectionObserver"
    r"|addEventListener\(\s*[\"']scroll[\"']|onscroll\s*=",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as found: normalised address, visible text (or what stands for it), and the declared media type."""

    url: str
    text: str = ""
    declared_type: str = ""
    dropped: Dropped = Dropped.NOTHING
    is_nofollow: bool = False


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one HTML page told the survey.

    `bad_addresses` are links that no browser could follow either; `redirect` is where the page sends its readers at
    once; `canonical` is the address it names as its own; `shape_of_links` is the same for pages whose links are written
    the same, wherever they lead; `grows` says that it seems to fetch more when one scrolls.
    """

    title: str
    links: tuple[Link, ...]
    sketch: Sketch
    bad_addresses: tuple[str, ...] = ()
    redirect: str = ""
    canonical: str = ""
    shape_of_links: int = 0
    has_relative_links: bool = False
    is_noindex: bool = False
    is_nofollow: bool = False
    is_wrongly_encoded: bool = False
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """What a browser saw of a page beyond its HTML: links and text of shadow roots, and how scrolling went."""

    links: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()
    scrolls: int = 0
    still_grows: bool = False


def read_page(
    body: bytes,
    url: str,
    content_type: str = "",
    *,
    robots_header: str = "",
    refresh_header: str = "",
    seen: Seen | None = None,
) -> PageReading:
    """Return what a page told, links in document order, each address once; with `seen` the page is as rendered."""
    decoded = decode(body, content_type)
    root = Selector(text=decoded.text or "<html/>", type="html").root
    base = _base(root, url)
    found = _Found(base, decoded.query_encoding)
    for reference in _references(root):
        if not found.take(*reference):
            break
    for address, text in seen.links if seen else ():
        found.take(address, squeezed(text), "", "")
    drawn = sketch(root, url, more=seen.texts if seen else (), is_rendered=seen is not None)
    orders = _robots_orders(root) | _header_orders(robots_header)
    canonical = next(
        (link.get("href", "") for link in root.iter("link") if "canonical" in _words(link.get("rel", ""))), ""
    )
    return PageReading(
        title=drawn.title[:TEXT_CHARACTERS_MAX],
        links=tuple(found.links.values()),
        sketch=drawn,
        bad_addresses=tuple(found.bad),
        redirect=_redirect(root, base, decoded.query_encoding, url, drawn, refresh_header),
        canonical=_resolved(base, canonical, decoded.query_encoding),
        shape_of_links=hash(tuple(found.written)),
        has_relative_links=found.has_relative,
        is_noindex=bool(orders & {"noindex", "none"}),
        is_nofollow=bool(orders & {"nofollow", "none"}),
        is_wrongly_encoded=decoded.is_wrong,
        grows=bool(_GROWS.search(decoded.text)),
    )


class _Found:
    """Collects links: each address once, with the first words found for it."""

    def __init__(self, base: str, encoding: str) -> None:
        self._base = base
        self._encoding = encoding
        self.links: dict[str, Link] = {}
        self.bad: dict[str, None] = {}
        self.written: list[str] = []
        self.has_relative = False

    def take(self, href: str, text: str, declared_type: str, relations: str) -> bool:
        """Take one reference; False when there are enough."""
        try:
            resolved = resolve(self._base, href, self._encoding)
        except ValueError:
            self.bad[href[:TEXT_CHARACTERS_MAX]] = None
            return True
        if resolved is None:
            return True
        url, dropped = resolved
        written = href.strip(CONTROL_AND_SPACE)
        self.written.append(written)
        self.has_relative |= not written.startswith(("/", "?", "#")) and not _WEB.match(written)
        known = self.links.get(url, Link(url))
        self.links[url] = Link(
            url,
            # A picture link is often followed by the same link with words: keep the words.
            known.text or text,
            known.declared_type or declared_type,
            known.dropped | dropped,
            known.is_nofollow or "nofollow" in _words(relations),
        )
        return len(self.links) < LINKS_PER_PAGE_MAX


def resolve(base: str, href: str, encoding: str) -> tuple[str, Dropped] | None:
    """Return the normalised address of a link, None for one that is not to the web (mailto:, tel:, javascript: ...).

    Raises ValueError when the link is to the web and makes no address.
    """
    href = href.strip(CONTROL_AND_SPACE)
    if not href or (_SCHEME.match(href) and not _WEB.match(href)):
        return None
    joined = urljoin(base, _with_slashes(href))
    if not _WEB.match(joined):
        return None
    address = cleaned(joined, encoding)
    # A place on this page, unless it is a route.
    return None if href.startswith("#") and "#" not in address[0] else address


def _with_slashes(href: str) -> str:
    r"""Return an address with its steps parted by slashes: browsers take "a\b" for "a/b", up to query and fragment."""
    if "\\" not in href:
        return href
    end = next((place for place, character in enumerate(href) if character in "?#"), len(href))
    return href[:end].replace("\\", "/") + href[end:]


def _resolved(base: str, href: str, encoding: str) -> str:
    try:
        resolved = resolve(base, href, encoding)
    except ValueError:
        return ""
    return resolved[0] if resolved else ""


def _base(root: Any, url: str) -> str:
    """Return what relative addresses rest on: the first `base` with an address, as browsers have it."""
    for element in root.iter("base"):
        href = element.get("href")
        if href is None:
            continue
        try:
            base = urljoin(url, href.strip(CONTROL_AND_SPACE))
        except ValueError:
            return url
        return base if _WEB.match(base) else url
    return url


def _references(root: Any) -> Iterator[tuple[str, str, str, str]]:
    """Yield (address, text, declared type, relations) of all that leads to another page."""
    data_names = script_links.data_names(root)
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        match element.tag:
            case "a" | "area":
                yield (
                    element.get("href") or element.get("xlink:href", ""),  # the latter in drawings
                    _link_text(element),
                    element.get("type", ""),
                    element.get("rel", ""),
                )
            case "iframe" | "frame":
                yield element.get("src", ""), squeezed(element.get("title", "")), "", ""
                if element.get("srcdoc"):
                    yield from _references(_fragment(element.get("srcdoc")))
            case "object" | "embed" if "html" in element.get("type", ""):
                yield element.get("data") or element.get("src", ""), "", element.get("type", ""), ""
            case "link":
                relations = _words(element.get("rel", ""))
                is_translation = "alternate" in relations and element.get("hreflang")
                if relations & _FOLLOWED_RELATIONS or is_translation:
                    yield element.get("href", ""), "", element.get("type", ""), ""
            case "meta" if element.get("http-equiv", "").strip().lower() == "refresh":
                yield _refresh(element.get("content", ""))[1], "", "", ""
            case "script":
                yield from ((address, "", "", "") for address in script_links.of_script(element))
        # A button that takes the reader on is a link to that reader.
        for address in (*script_links.of_handler(element), *script_links.of_data(element, data_names)):
            yield address, _link_text(element) if element.tag != "select" else "", "", ""


def _fragment(text: str) -> Any:
    return html.document_fromstring(text) if text.strip() else html.Element("body")


def _redirect(root: Any, base: str, encoding: str, url: str, drawn: Sketch, header: str) -> str:
    """Return where a page sends its readers before they can read it, by refresh or by script; else ""."""
    if drawn.is_rendered:
        return ""
    own = cleaned(url, encoding)[0]
    for content in (header, *_refreshes(root)):
        seconds, href = _refresh(content)
        if href and seconds <= INSTANT_REFRESH_SECONDS_MAX:
            target = _resolved(base, href, encoding)
            return "" if target == own else target
    if drawn.words > REDIRECTING_WORDS_MAX:
        return ""
    for script in _scripts_at_load(root):
        if assigned := _SELF_REDIRECT.fullmatch(squeezed(script[:_SCRIPT_CHARACTERS_MAX])):
            target = _resolved(base, assigned[2], encoding)
            # "#/om" is a route that the page itself shows.
            return "" if target.partition("#")[0] == own else target
    return ""


def _refreshes(root: Any) -> Iterator[str]:
    for element in root.iter("meta"):
        if element.get("http-equiv", "").strip().lower() == "refresh" and not _is_without_scripts(element):
            yield element.get("content", "")


def _scripts_at_load(root: Any) -> Iterator[str]:
    yield from (script.text or "" for script in root.iter("script"))
    yield from (body.get("onload", "") for body in root.iter("body"))


def _is_without_scripts(element: Any) -> bool:
    return any(ancestor.tag == "noscript" for ancestor in element.iterancestors())


def _refresh(content: str) -> tuple[float, str]:
    """Return seconds and address of a refresh ("0; url=/da/", "0; /da/"); no address is ""."""
    content = squeezed(content[:_REFRESH_CHARACTERS_MAX])
    seconds = re.match(r"\s*(\d*\.?\d*)", content)
    address = re.search(r"""[;,\s]\s*(?:url\s*=\s*)?["']?([^"'\s;,][^"']*)""", content, re.IGNORECASE)
    return float(seconds[1]) if seconds and seconds[1].strip(".") else 0.0, address[1] if address else ""


def _robots_orders(root: Any) -> set[str]:
    orders: set[str] = set()
    for element in root.iter("meta"):
        if element.get("name", "").lower() in {"robots", "eftersyn"}:
            orders |= _words(element.get("content", ""))
    return orders


def _header_orders(header: str) -> set[str]:
    """Return the orders to everybody, or to us, in the values of X-Robots-Tag, one a line."""
    orders: set[str] = set()
    for value in header.splitlines():
        name, colon, rest = value.partition(":")
        # "otherbot: noindex, nofollow" is for that one, all of it; "unavailable_after: ..." is an order with a value.
        is_for_one = colon and "," not in name and name.strip().lower() not in _ORDERS_WITH_VALUES
        if not is_for_one or name.strip().lower() == "eftersyn":
            orders |= _words(rest if is_for_one else value)
    return orders


def _words(text: str) -> set[str]:
    return set(text.lower().replace(",", " ").replace(":", " ").split())


def _link_text(element: Any) -> str:
    text = squeezed("".join(element.itertext()))
    if not text:
        images: Iterable[str] = (image.get("alt", "") for image in element.iter("img"))
        text = squeezed(
            " ".join(images) or element.get("aria-label") or element.get("title") or element.get("alt") or ""
        )
    return text[:TEXT_CHARACTERS_MAX]
