"""What becomes of each answer when it is its turn: pages, documents, skips and notes, and new places in line.

Knows no network. Everything is decided here, in line order, so that the same site gives the same inventory however fast
its answers come.
"""

from collections.abc import Iterator
from dataclasses import replace

from crawler.survey.discovery import Discovery
from crawler.survey.frontier import Entry, EntryKind, Frontier
from crawler.survey.inventory import Item, NoteKind, Skip, SkipReason, SurveyedPage, SurveyNote
from crawler.survey.links import Link
from crawler.survey.missing import MissingPage, MissingPages, is_probe, probe_address, probe_route
from crawler.survey.outcomes import DocumentMet, NotSurveyed, Outcome, PageRead, SitemapRead
from crawler.survey.reading import Visit
from crawler.survey.second_look import SecondLook
from crawler.survey.sketch import Sketch
from crawler.survey.urls import identity, is_route, without_fragment
from crawler.survey.verdicts import Relation, Verdict

TELLING_LINKS_MIN = 3
TELLING_LINKS_SHARE = 0.1
"""A start page that scripts give this much more links than its HTML has is of a site to be read by a browser."""
_TWIN_MAY_DO_BETTER = frozenset(
    {
        SkipReason.HTTP_ERROR,
        SkipReason.DNS_FAILED,
        SkipReason.CONNECTION_FAILED,
        SkipReason.BAD_CERTIFICATE,
        SkipReason.TIMED_OUT,
    }
)


class Turns:
    """One survey's decisions. With `compares_start` the start page is read by a browser too, for the links it makes."""

    def __init__(self, start_url: str, frontier: Frontier[Outcome], *, compares_start: bool = False) -> None:
        self.start_url = without_fragment(start_url)
        self.frontier = frontier
        self.is_over = False
        self.is_rendered = False
        self.is_holding = False
        self.discovery = Discovery(self.start_url, frontier)
        self._traps = self.discovery.traps
        self._compares_start = compares_start
        self._route = start_url if is_route(start_url) else ""
        self._start: Sketch | None = None
        self._start_link_count = 0
        self._has_probed = False
        self._missing = MissingPages(probe_address(self.start_url, frontier.scope))
        self._look = SecondLook()
        self._notes: list[SurveyNote] = []

    def open(self, sitemaps: tuple[str, ...]) -> None:
        """Put the start page, an address that does not exist, and the sitemaps in line."""
        self.frontier.offer(self.start_url, is_barrier=True)
        self.frontier.offer(self._missing.probe, kind=EntryKind.REFERENCE, is_barrier=True)
        self.discovery.offer_sitemaps(sitemaps, self.start_url)

    def refusal(self, entry: Entry) -> NotSurveyed | None:
        """Return why an address in line need not be asked for after all."""
        if entry.kind is not EntryKind.PAGE or entry.order == 0:
            return None
        verdict = self._traps.closes(entry.url)
        return NotSurveyed(verdict.reason, verdict.detail) if verdict else None

    def onward(self, visit: Visit, result: Outcome | Visit) -> Outcome | Visit:
        """Return where a visit goes on: elsewhere, to its twin, or to a browser; or what came of it in the end.

        Asked as answers come, so it may only save work: what is decided here must be what its turn would decide.
        """
        entry = visit.entry
        if isinstance(result, Visit):
            known = self._known_hop(entry, result.hops)
            if not known or entry.kind is not EntryKind.PAGE:
                return result
            # Known now means known when this entry's turn comes: no need to fetch a page twice.
            return NotSurveyed(SkipReason.DUPLICATE, f"redirects to {known}", result.hops)
        if isinstance(result, NotSurveyed) and result.reason in _TWIN_MAY_DO_BETTER:
            if entry.as_found and not visit.asked_twin and not visit.is_rendered:
                return Visit(entry, entry.as_found, asked_twin=entry.as_found)
        elif isinstance(result, PageRead) and self._needs_browser(entry, result):
            self._look.keep(entry, result)
            url = result.asked or entry.url
            return Visit(entry, url, result.hops, asked_twin=result.asked, is_rendered=True)
        return result

    def take(self, entry: Entry, outcome: Outcome) -> Iterator[Item]:
        """Turn one answer into items and new places in line."""
        if isinstance(outcome, NotSurveyed) and outcome.is_browser_lost:
            self._lose_browser(outcome.detail)
        if entry.kind is EntryKind.REFERENCE:
            yield from self._reference(entry, outcome)
        elif isinstance(outcome, SitemapRead):
            yield from self.discovery.sitemap(entry.url, outcome.reading)
        elif entry.kind is EntryKind.SITEMAP:
            yield from self._sitemap_failed(entry, outcome)
        else:
            yield from self._answered(entry, outcome)
        yield from self._notes
        self._notes.clear()

    def take_waves(self) -> Iterator[Item]:
        """Put links in line that only rendering showed, page by page."""
        for wave in self.frontier.rendered_waves():
            for url, text in wave.links:
                yield from self.discovery.follow_raw(url, text, wave.page_url, wave.depth + 1)

    def close(self) -> Iterator[Item]:
        """Yield what could only be told or counted at the end."""
        yield from self.discovery.closing_ways()
        yield from self.discovery.closing_notes()

    def end(self, reason: SkipReason) -> Iterator[Item]:
        """Give up what waits, with the reason."""
        self.is_over = True
        for skip in self.frontier.drain(reason):
            yield from self.discovery.skip(skip)

    # Pages.

    def _answered(self, entry: Entry, outcome: PageRead | DocumentMet | NotSurveyed) -> Iterator[Item]:
        if closed := self.refusal(entry):
            yield from self._failed(entry, closed.reason, closed.detail)
        elif known := self._known_hop(entry, outcome.hops):
            # Whether more steps are known depends on which answer came first; the address has its own from there.
            hops = outcome.hops[: outcome.hops.index(known) + 1]
            way = Skip(entry.url, SkipReason.DUPLICATE, f"redirects to {known}", entry.found_on, hops)
            self.discovery.lead_on(way, known)
        elif isinstance(outcome, PageRead):
            yield from self._page(entry, outcome)
        elif isinstance(outcome, DocumentMet):
            yield from self.discovery.document(
                entry.url, outcome.content_type, entry.found_on, entry.link_text, outcome.hops
            )
            if entry.order == 0:
                yield from self._failed(entry, SkipReason.NOT_HTML, outcome.content_type)
        elif pending := self._look.pending(entry):
            # Where a browser fails and plain HTTP did not, there is a page all the same, whatever it seemed to be.
            yield from self._surveyed(entry, pending.page)
        else:
            yield from self._failed(entry, outcome.reason, outcome.detail, outcome.hops)

    def _known_hop(self, entry: Entry, hops: tuple[str, ...]) -> str:
        """Return the first address on the way of a redirect that has a place in line of its own, or ""."""
        own = {identity(entry.url), identity(entry.as_found or entry.url)}
        return next((hop for hop in hops if identity(hop) not in own and self.frontier.knows(hop)), "")

    def _page(self, entry: Entry, page: PageRead) -> Iterator[Item]:
        if probe := self._folder_to_ask(entry, page):
            self.frontier.wait_for(entry, page, probe, by_browser=self.is_rendered)
            return
        pending = self._look.pending(entry)
        if self._needs_browser(entry, page):
            self._look_again(entry, page)
            return
        url = page.asked or entry.url
        if is_route(url) and (wanted := self._not_looked_at((without_fragment(url), probe_route(url)))):
            # What to compare it with comes first: its document without a route, and with one that does not exist.
            self.frontier.wait_for(entry, page, *wanted)
            return
        verdict = None
        if pending is not None and pending.verdict is not None:
            verdict = self._confirmed(url, pending.verdict, page)
            page = page if self.is_rendered else pending.page
        elif pending is not None and not self.is_rendered:
            # It was scrolled for its links; what it shows is compared as it was without a browser.
            page = replace(page, reading=replace(page.reading, sketch=pending.page.reading.sketch))
        elif verdict := self._verdict(entry, page):
            if not self._look.believes(verdict, url, page):
                if not self._look.is_impossible:
                    self._look_again(entry, page, verdict)
                    return
                verdict = None
        elif entry.order > 0 and self._look.may_grow(page):
            self._look_again(entry, page)
            return
        if verdict is None:
            yield from self._surveyed(entry, page)
        else:
            self._traps.confirmed(url, verdict, page.reading.sketch)
            yield from self._left_out(entry, page, verdict)

    def _folder_to_ask(self, entry: Entry, page: PageRead) -> str:
        if entry.order == 0 or self._needs_browser(entry, page):
            return ""
        return self._missing.to_ask(page.asked or entry.url, page.reading.sketch, page.hops)

    def _needs_browser(self, entry: Entry, page: PageRead) -> bool:
        is_for_one = entry.kind is EntryKind.PAGE and entry.order > 0 and self.is_rendered
        return is_for_one and page.seen is None and not self._look.is_impossible

    def _verdict(self, entry: Entry, page: PageRead) -> Verdict | None:
        if entry.order == 0:
            return None
        url, sketch = page.asked or entry.url, page.reading.sketch
        if self._missing.of_site.is_led_to_by(page.hops):
            return Verdict(SkipReason.SOFT_404, f"sent on as {self._missing.probe} is, which does not exist")
        if is_route(url):
            return self._route_verdict(url, sketch)
        return self._missing.judges(url, sketch) or self._traps.judges(url, entry.found_on, page.reading)

    def _route_verdict(self, url: str, sketch: Sketch) -> Verdict | None:
        document = without_fragment(url)
        shell = self._look.references.get(document)
        if shell is None:
            return None
        if shell.reading.sketch.digest == sketch.digest:
            return Verdict(
                SkipReason.DUPLICATE, f"shows the same as {document}", Relation.ROUTE, document, leads_on=True
            )
        probe = self._look.references.get(probe_route(url))
        missing = MissingPage.learnt(shell.reading.sketch, probe) if probe else None
        if missing is not None and missing.is_shown_by(sketch):
            return missing.verdict(probe_route(url))
        return self._traps.judges_route(sketch)

    def _confirmed(self, url: str, verdict: Verdict, page: PageRead) -> Verdict | None:
        """Return the verdict on a page if a browser sees the same, too."""
        is_same = self._look.confirms(verdict, url, page, self._traps.strings_of_filters(url))
        if is_same is False and not self.is_rendered:
            self._become_rendered(
                f"{url} and {verdict.like} have the same HTML and are different pages once scripts have run"
            )
        return verdict if is_same else None

    def _surveyed(self, entry: Entry, page: PageRead) -> Iterator[Item]:
        url, reading = page.asked or entry.url, page.reading
        self.frontier.claim(page.final_url)
        seq = self.frontier.surveyed()
        if self.is_holding:
            self.frontier.hold(url, seq, entry.depth)
        yield SurveyedPage(
            seq=seq,
            url=url,
            final_url=page.final_url,
            status=page.status,
            depth=entry.depth,
            title=reading.title,
            found_on=entry.found_on,
            content_type=page.content_type,
            link_text=entry.link_text,
            hops=page.hops,
        )
        if entry.order == 0:
            yield from self._take_start(page)
        yield from self._follow(page, url, entry.depth + 1)
        for address in reading.bad_addresses:
            yield from self.discovery.skip(Skip(address, SkipReason.BAD_ADDRESS, found_on=url))
        self._traps.remember(url, reading)
        self._notice(url, page)

    def _follow(self, page: PageRead, url: str, depth: int) -> Iterator[Item]:
        for link in page.reading.links:
            yield from self.discovery.follow(link, url, depth)

    def _notice(self, url: str, page: PageRead) -> None:
        reading, tally = page.reading, self.discovery.tally
        self._notice_growth(url, page)
        if reading.is_noindex:
            tally.add(NoteKind.NOINDEX, url)
        if reading.is_nofollow or any(link.is_nofollow for link in reading.links):
            tally.add(NoteKind.NOFOLLOW, url)
        if reading.is_wrongly_encoded:
            tally.add(NoteKind.WRONG_ENCODING, url)
        if reading.canonical and self._traps.shows_other_than(url, reading.canonical):
            tally.add(NoteKind.WRONG_CANONICAL, url)
        for liar in self._traps.false_claims(url):
            tally.add(NoteKind.WRONG_CANONICAL, liar)

    def _notice_growth(self, url: str, page: PageRead) -> None:
        self._look.scrolled(page)
        if page.seen is not None and page.seen.still_grows:
            self.discovery.tally.add(NoteKind.INFINITE_SCROLL, url)

    def _left_out(self, entry: Entry, page: PageRead, verdict: Verdict) -> Iterator[Item]:
        """Name a page that is none of its own, and what only it leads to."""
        url = page.asked or entry.url
        yield from self.discovery.skip(Skip(url, verdict.reason, verdict.detail, entry.found_on, page.hops))
        if verdict.reason is SkipReason.SOFT_404:
            return
        if verdict.leads_on:
            yield from self._follow(page, url, entry.depth + 1)
            return
        for link in page.reading.links:
            yield from self.discovery.leave(link, verdict.reason, url)

    # The start page, and what is fetched to compare with.

    def _take_start(self, page: PageRead) -> Iterator[Item]:
        """Learn from the start page which twin the site uses, and whether it is anything before its scripts run."""
        self.discovery.origin = page.final_url
        self._start = page.reading.sketch
        self._start_link_count = len(page.reading.links)
        if self._route:
            yield from self.discovery.follow(Link(self._route), self.start_url, 1)
        if self._start.is_shell:
            self._become_rendered("the start page is empty until its scripts have run")
        elif self._compares_start or self._look.may_grow(page):
            self._look_first(self.start_url)

    def _reference(self, entry: Entry, outcome: Outcome) -> Iterator[Item]:
        page = outcome if isinstance(outcome, PageRead) else None
        if not entry.is_rendered and entry.url == self._missing.probe:
            self._take_probe(outcome)
            return
        if is_probe(entry.url) and self._start is not None:
            self._missing.learn(entry.url, self._start, outcome)
        if not entry.is_rendered:
            return
        self._look.references[entry.url] = page
        if entry.url == self.start_url and page is not None:
            yield from self._take_rendered_start(page)

    def _take_probe(self, outcome: Outcome) -> None:
        """Learn from the answer for an address that does not exist, before any page is judged."""
        self._has_probed = True
        if self._start is None:
            return
        probe = self._missing.probe
        missing = self._missing.learn(probe, self._start, outcome)
        if missing.is_soft:
            self._notes.append(SurveyNote(NoteKind.SOFT_404, missing.described(probe)))
        if self.is_rendered:
            self._look_first(probe)
        elif missing.is_soft and missing.is_start_page and self._start.has_scripts:
            self._become_rendered("every address has the same HTML, so only scripts tell pages apart")

    def _take_rendered_start(self, page: PageRead) -> Iterator[Item]:
        new = {link.url for link in page.reading.links if self.discovery.is_new(link.url)}
        telling = max(TELLING_LINKS_MIN, self._start_link_count * TELLING_LINKS_SHARE)
        if not self.is_rendered and len(new) >= telling:
            self._become_rendered(f"scripts give the start page {len(new)} links that its HTML does not have")
        elif self.is_rendered:
            self._compare_with_start(page)
        self._notice_growth(self.start_url, page)
        yield from self._follow(page, self.start_url, 1)

    def _compare_with_start(self, page: PageRead) -> None:
        self._start = page.reading.sketch
        self._traps.remember(self.start_url, page.reading)

    def _become_rendered(self, why: str) -> None:
        """Read every page in a browser from now on."""
        if self._look.is_impossible or self.is_rendered:
            return
        self.is_rendered = True
        self._notes.append(SurveyNote(NoteKind.SURVEYED_RENDERED, why))
        self._traps.forget()
        self._missing.forget_folders()
        if start := self._look.references.get(self.start_url):
            self._compare_with_start(start)
        self._look_first(self.start_url, *((self._missing.probe,) if self._has_probed else ()))

    def _lose_browser(self, detail: str) -> None:
        if self._look.is_impossible:
            return
        self._look.is_impossible = True
        self.is_rendered = False
        self._notes.append(SurveyNote(NoteKind.SURVEYED_RENDERED, f"not possible: {detail}"))

    def _look_again(self, entry: Entry, page: PageRead, verdict: Verdict | None = None) -> None:
        self._look.keep(entry, page, verdict)
        references = (verdict.like,) if verdict is not None and verdict.like else ()
        again = replace(entry, url=page.asked or entry.url)
        self.frontier.look_again(again, *self._not_looked_at(references))

    def _look_first(self, *references: str) -> None:
        self.frontier.look_first(*self._not_looked_at(references))

    def _not_looked_at(self, references: tuple[str, ...]) -> list[str]:
        return [url for url in references if url not in self._look.references]

    # What is no page.

    def _sitemap_failed(self, entry: Entry, outcome: Outcome) -> Iterator[Item]:
        if not isinstance(outcome, NotSurveyed):
            return
        # A site without a sitemap at the usual place has done nothing wrong.
        if entry.found_on or outcome.reason is not SkipReason.HTTP_ERROR:
            detail = f"{entry.url}: {outcome.reason.value} {outcome.detail}".rstrip()
            yield SurveyNote(NoteKind.SITEMAP, detail)

    def _failed(
        self, entry: Entry, reason: SkipReason, detail: str, hops: tuple[str, ...] = ()
    ) -> Iterator[Item]:
        yield from self.discovery.skip(Skip(entry.url, reason, detail, entry.found_on, hops))
        if entry.order == 0:
            yield SurveyNote(NoteKind.START_FAILED, f"{reason.value}: {detail}".rstrip(": "))
            self.is_over = True
