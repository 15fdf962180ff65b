"""What becomes of a link: a place in line, a document, or a skip with its reason."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.survey.frontier import EntryKind, Frontier
from crawler.survey.inventory import Item, NoteKind, Skip, SkipReason, SurveyedDocument, SurveyNote
from crawler.survey.links import Link
from crawler.survey.media import Medium, media_type, medium_of_link
from crawler.survey.outcomes import Outcome
from crawler.survey.sitemaps import SitemapReading
from crawler.survey.tally import SkipLog, Tally
from crawler.survey.traps import Traps
from crawler.survey.urls import (
    Dropped,
    cleaned,
    identity,
    is_logout,
    is_route,
    is_same_but_for_parameter_order,
    on_origin,
    without_fragment,
)

SITEMAPS_MAX = 100
WAY_SHOWN_MAX = 11
DOCUMENT_LINKS_MAX = 50_000
_DEPTH_OF_SITEMAP_PAGES = 1


class Discovery:
    """Puts addresses in line; counts what it merges. `origin` is the twin of the site that pages are asked for at."""

    def __init__(self, start_url: str, frontier: Frontier[Outcome]) -> None:
        self.frontier = frontier
        self.origin = start_url
        self.traps = Traps(self.is_new)
        self.skips = SkipLog()
        self.tally = Tally()
        self.document_link_count = 0
        self._sitemap_count = 0
        self._refused: set[str] = set()
        self._ways: dict[str, tuple[Skip, str]] = {}

    # Links.

    def follow(self, link: Link, found_on: str, depth: int) -> Iterator[Item]:
        """Take one link."""
        medium = medium_of_link(link.url, link.declared_type)
        if medium is Medium.DOCUMENT:
            url = without_fragment(link.url)
            yield from self.document(url, media_type(link.declared_type), found_on, link.text)
        elif medium is Medium.OTHER:
            yield from self.skip(Skip(link.url, SkipReason.NOT_HTML, found_on=found_on))
        elif medium is Medium.PAGE:
            if is_logout(link.url, link.text):
                yield from self.skip(Skip(link.url, SkipReason.LOGOUT, found_on=found_on))
            elif not self.frontier.scope.contains(link.url):
                yield from self.skip(Skip(link.url, SkipReason.OUT_OF_SCOPE, found_on=found_on))
            else:
                yield from self._page(link, found_on, depth)

    def follow_raw(self, address: str, text: str, found_on: str, depth: int) -> Iterator[Item]:
        """Take one link whose address is as a browser gives it."""
        try:
            url, dropped = cleaned(address)
        except ValueError:
            return
        yield from self.follow(Link(url, text, "", dropped), found_on, depth)

    def leave(self, link: Link, reason: SkipReason, found_on: str) -> Iterator[Item]:
        """Name a link of a page that is left out, if nothing else led there."""
        if self.is_new(link.url):
            yield from self._refuse(Skip(link.url, reason, f"met only on {found_on}", found_on))

    def is_new(self, url: str) -> bool:
        """Say whether an address would be a new page of the site: not met before in any form."""
        own = on_origin(url, self.origin)
        return (
            medium_of_link(own, "") is Medium.PAGE
            and self.frontier.scope.contains(own)
            and not is_logout(own)
            and not self.frontier.knows(own)
            and identity(own) not in self._refused
            and not self.traps.session_twin(own)
        )

    def _page(self, link: Link, found_on: str, depth: int) -> Iterator[Item]:
        if Dropped.TRACKING in link.dropped:
            self.tally.add(NoteKind.TRACKING_PARAMETERS, link.url)
        if Dropped.SESSION in link.dropped:
            self.tally.add(NoteKind.SESSION_IDS, link.url)
        url = on_origin(link.url, self.origin)
        if url != link.url:
            self.tally.add(NoteKind.TWIN_ADDRESSES, link.url)
        if self.frontier.knows(url):
            if is_same_but_for_parameter_order(url, self.frontier.spelling(url)):
                self.tally.add(NoteKind.PARAMETER_ORDER, url)
            self.traps.met_again(url, found_on)
        elif twin := self.traps.session_twin(url):
            self.tally.add(NoteKind.SESSION_IDS, twin)
        elif verdict := self.traps.refuses(url, found_on):
            yield from self._refuse(Skip(url, verdict.reason, verdict.detail, found_on))
        else:
            self._queue(url, link, found_on, depth)

    def _queue(self, url: str, link: Link, found_on: str, depth: int) -> None:
        self.frontier.offer(
            url,
            found_on=found_on,
            depth=depth,
            link_text=link.text,
            as_found=link.url if link.url != url else "",
            is_rendered=is_route(url),
        )

    # Documents, sitemaps and skips.

    def document(
        self, url: str, declared_type: str, found_on: str, text: str, hops: tuple[str, ...] = ()
    ) -> Iterator[Item]:
        """Take one link to a document."""
        self.document_link_count += 1
        if self.document_link_count <= DOCUMENT_LINKS_MAX:
            yield SurveyedDocument(url, declared_type, found_on, text, self.document_link_count - 1, hops)

    def sitemap(self, url: str, reading: SitemapReading) -> Iterator[Item]:
        """Take what a sitemap names."""
        found = f"{len(reading.sitemaps)} sitemaps" if reading.sitemaps else f"{len(reading.pages)} addresses"
        problem = f" ({reading.problem})" if reading.problem else ""
        yield SurveyNote(NoteKind.SITEMAP, f"{url}: {found}{problem}")
        for address in reading.sitemaps:
            self.offer_sitemap(address, url)
        for address in reading.pages:
            yield from self.follow_raw(address, "", url, _DEPTH_OF_SITEMAP_PAGES)

    def offer_sitemap(self, address: str, found_on: str = "") -> None:
        """Put a sitemap in line."""
        try:
            url, _ = cleaned(address)
        except ValueError:
            return
        if self._sitemap_count < SITEMAPS_MAX:
            self._sitemap_count += 1
            self.frontier.offer(without_fragment(url), found_on=found_on, kind=EntryKind.SITEMAP)

    def offer_sitemaps(self, named: tuple[str, ...], start_url: str) -> None:
        """Put the sitemaps that robots.txt names, and the one at the usual place, in line."""
        parts = urlsplit(start_url)
        for address in (*named, f"{parts.scheme}://{parts.netloc}/sitemap.xml"):
            self.offer_sitemap(address)

    def skip(self, skip: Skip) -> Iterator[Item]:
        """Name an address that is left out, once."""
        if self.skips.list_once(skip):
            yield skip

    def lead_on(self, skip: Skip, target: str) -> None:
        """Take an address that is sent on to one with a place in line: a duplicate, unless the two go round."""
        self._ways[identity(skip.url)] = (skip, target)

    def closing_ways(self) -> Iterator[Item]:
        """Yield what was sent on, now that it is known where each way ends."""
        for skip, _ in self._ways.values():
            yield from self.skip(self._ended(skip))
        self._ways.clear()

    def _ended(self, skip: Skip) -> Skip:
        """Return a skip with the reason it turned out to have."""
        way, at = [skip.url], identity(skip.url)
        met = {at}
        while at in self._ways:
            target = self._ways[at][1]
            way.append(target)
            at = identity(target)
            if at in met:
                return replace(skip, reason=SkipReason.REDIRECT_LOOP, detail=" -> ".join(way[:WAY_SHOWN_MAX]))
            met.add(at)
        return skip

    def closing_notes(self) -> Iterator[Item]:
        """Yield what was only counted."""
        yield from self.tally.notes()
        for reason, count in sorted(self.skips.not_listed.items()):
            yield SurveyNote(NoteKind.SKIPS_NOT_LISTED, f"{reason.value}: {count}")
        if self.document_link_count > DOCUMENT_LINKS_MAX:
            rest = self.document_link_count - DOCUMENT_LINKS_MAX
            yield SurveyNote(NoteKind.DOCUMENTS_NOT_LISTED, str(rest))

    def _refuse(self, skip: Skip) -> Iterator[Item]:
        self._refused.add(identity(skip.url))
        yield from self.skip(skip)
