"""Reads a server's answer: a page, a sitemap, a document, a way on, or why there is nothing."""

from dataclasses import dataclass, replace
from urllib.parse import urljoin

from scrapy.http import Headers, Response

from crawler.redirects import REDIRECT_STATUSES
from crawler.survey.frontier import Entry, EntryKind
from crawler.survey.inventory import SkipReason
from crawler.survey.links import PageReading, Seen, read_page
from crawler.survey.media import Medium, is_xhtml, media_type, medium_of_type
from crawler.survey.outcomes import DocumentMet, NotSurveyed, Outcome, PageRead, SitemapRead, from_status
from crawler.survey.sitemaps import read_sitemap
from crawler.survey.urls import Dropped, Scope, cleaned, identity, is_logout, normalise, without_fragment

REDIRECTS_MAX = 10


@dataclass(frozen=True, slots=True)
class Visit:
    """One fetch of an entry as it goes: the address asked for, and where it was sent on the way.

    `asked_twin` is the twin of the entry's address if that is tried, `cookie` what a server that sends a visitor round
    to the same address wants to see again.
    """

    entry: Entry
    url: str
    hops: tuple[str, ...] = ()
    redirect_count: int = 0
    asked_twin: str = ""
    cookie: str = ""
    is_rendered: bool = False


def read(response: Response, visit: Visit, scope: Scope, seen: Seen | None = None) -> Outcome | Visit:
    """Return what came of a visit, or how it goes on; `seen` is what a browser saw, if one did."""
    if response.status in REDIRECT_STATUSES and response.headers.get("Location"):
        location = (response.headers.get("Location") or b"").decode("utf-8", "replace")
        return _sent_on(response, visit, location, scope)
    failed = from_status(response.status)
    if failed is not None:
        is_compared = visit.entry.kind is EntryKind.REFERENCE and _medium(response) is Medium.PAGE
        return replace(failed, hops=visit.hops, reading=_reading(response, seen) if is_compared else None)
    if visit.entry.kind is EntryKind.SITEMAP:
        return SitemapRead(read_sitemap(response.body, response.url))
    content_type = content_type_of(response.headers)
    medium = _medium(response)
    if medium is Medium.DOCUMENT:
        return DocumentMet(response.url, media_type(content_type), visit.hops)
    if medium is not Medium.PAGE:
        return NotSurveyed(SkipReason.NOT_HTML, media_type(content_type) or "no content type", visit.hops)
    reading = _reading(response, seen)
    if reading.redirect:
        return _sent_on(response, visit, reading.redirect, scope)
    final_url = normalise(response.url)
    if visit.is_rendered and identity(final_url) != identity(visit.url):
        if visit.entry.kind is EntryKind.PAGE and not scope.contains(final_url):
            return NotSurveyed(SkipReason.REDIRECT_OUT_OF_SCOPE, final_url, visit.hops)
        visit = replace(visit, hops=(*visit.hops, final_url))
    return PageRead(final_url, response.status, content_type, reading, visit.hops, visit.asked_twin, seen)


def content_type_of(headers: Headers) -> str:
    """Return the Content-Type header as text."""
    return (headers.get("Content-Type") or b"").decode("latin-1").strip()


def _medium(response: Response) -> Medium | None:
    medium = medium_of_type(content_type_of(response.headers))
    return Medium.PAGE if medium is None and is_xhtml(response.body) else medium


def _reading(response: Response, seen: Seen | None) -> PageReading:
    orders = "\n".join(value.decode("latin-1") for value in response.headers.getlist("X-Robots-Tag"))
    # What a browser hands over is text no longer in the encoding that the server declared.
    content_type = content_type_of(response.headers) if seen is None else "text/html; charset=utf-8"
    body = response.body if seen is None else response.text.encode()
    refresh = (response.headers.get("Refresh") or b"").decode("latin-1")
    return read_page(
        body, response.url, content_type, robots_header=orders, refresh_header=refresh, seen=seen
    )


def _sent_on(response: Response, visit: Visit, location: str, scope: Scope) -> Visit | NotSurveyed:
    try:
        raw = without_fragment(urljoin(response.url, location))
        target, dropped = cleaned(urljoin(response.url, location))
    except ValueError:
        return NotSurveyed(SkipReason.BAD_ADDRESS, f"redirects to {location[:300]}", visit.hops)
    onward = replace(visit, url=target, redirect_count=visit.redirect_count + 1)
    way = (visit.asked_twin or visit.entry.url, *visit.hops)
    if target in way or visit.redirect_count >= REDIRECTS_MAX:
        round_trip = _round_trip(response, visit, raw, target, dropped)
        if round_trip is not None:
            return replace(onward, url=round_trip.url, cookie=round_trip.cookie)
        return NotSurveyed(SkipReason.REDIRECT_LOOP, " -> ".join((*way[:REDIRECTS_MAX], target)), visit.hops)
    hops = (*visit.hops, target)
    if visit.entry.kind is EntryKind.PAGE:
        if not scope.contains(target):
            return NotSurveyed(SkipReason.REDIRECT_OUT_OF_SCOPE, target, hops)
        if is_logout(target):
            return NotSurveyed(SkipReason.LOGOUT, target, hops)
    return replace(onward, hops=hops)


def _round_trip(response: Response, visit: Visit, raw: str, target: str, dropped: Dropped) -> Visit | None:
    """Return how to go on where a server sends a visitor to the same address, only with a session; else None."""
    if visit.redirect_count >= REDIRECTS_MAX or normalise(visit.url) != target:
        return None
    if Dropped.SESSION in dropped and raw != response.url:
        return replace(visit, url=raw)
    cookies = [value.decode("latin-1").partition(";")[0] for value in response.headers.getlist("Set-Cookie")]
    cookie = "; ".join(cookies)
    return replace(visit, cookie=cookie) if cookie and cookie != visit.cookie else None
