"""Recognises addresses that are no pages of their own: other spellings of a page, and series without end.

Nothing is called a trap for its address alone, except what is absurd. A page is left out when what it shows has been
seen before and its address is a relative of the one it was seen at; docs/decisions/0010 gives the reasons.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.survey.families import (
    in_any_order,
    is_dated,
    is_growing,
    kin,
    lies_within,
    page_of,
    parameters,
    shape,
    steps,
)
from crawler.survey.filters import Filters
from crawler.survey.inventory import SkipReason
from crawler.survey.links import Link, PageReading
from crawler.survey.sessions import Sessions
from crawler.survey.sketch import Sketch
from crawler.survey.urls import identity, is_route
from crawler.survey.verdicts import Relation, Shown, Verdict

ADDRESS_CHARACTERS_MAX = 2_000
PATH_SEGMENTS_MAX = 25
DATED_STEPS_MAX = 60
"""Five years of months, or two months of days, from where a calendar was entered."""
NUMBERED_STEPS_MAX = 2_000
ALIKE_NUMBERED_PAGES_MAX = 3
COMPARED_PAGES_MAX = 20
"""So many pages that show the same are compared with: they are unrelated, or there would be one."""
IDLE_PAGES_FOLLOWED_MAX = 3
"""So many pages whose parameters or steps change nothing are followed on; past that, each leads to yet more of them."""
VAIN_ROUTES_MAX = 3


@dataclass(slots=True)
class _Family:
    """The pages of one shape seen so far, by what they show."""

    keys: dict[int, str] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    alike_count: int = 0


@dataclass(frozen=True, slots=True)
class _Written:
    """How a page's links are written and where they lead."""

    url: str
    shape_of_links: int
    leads_to: int


class Traps:
    """One site's memory of what was seen where, asked in line order only: its answers never depend on the network."""

    def __init__(self, is_new: Callable[[str], bool]) -> None:
        """`is_new` says whether an address would be new to the survey: in scope, a page, and not met before."""
        self._is_new = is_new
        self._steps: dict[str, int] = {}
        self._vain_routes: Counter[str] = Counter()
        self._idle_counts: Counter[int] = Counter()
        self._filters = Filters(is_new)
        self._sessions = Sessions()
        self.met_again = self._filters.met_again
        self.session_twin = self._sessions.twin
        self.strings_of_filters = self._filters.strings
        self.forget()

    def forget(self) -> None:
        """Compare with nothing seen so far: pages read by a browser are not like pages read without."""
        self._shown: dict[str, Shown] = {}
        self._kin: defaultdict[str, list[Shown]] = defaultdict(list)
        self._in_any_order: dict[str, Shown] = {}
        self._showing: defaultdict[int, list[Shown]] = defaultdict(list)
        self._first_showing: dict[int, _Written] = {}
        self._families: defaultdict[str, _Family] = defaultdict(_Family)
        self._claims: defaultdict[str, list[str]] = defaultdict(list)
        self._routes: dict[int, str] = {}
        self._filters.forget()
        self._sessions.forget()

    # What the address alone tells.

    def refuses(self, url: str, found_on: str) -> Verdict | None:
        """Return why an address new to the survey gets no place in line; None is remembered as a place given."""
        if absurd := _absurd(url):
            return absurd
        if is_route(url):
            return self._vain_route(url)
        return self._too_many_steps(url, found_on) or self._filters.refuses(url, found_on)

    def closes(self, url: str) -> Verdict | None:
        """Return why an address in line need not be asked for any more."""
        if is_route(url):
            return self._vain_route(url)
        if twin := self._sessions.twin(url):
            return Verdict(SkipReason.DUPLICATE, f"the same as {twin} but for a session id")
        return self._filters.closes(url)

    # What a page shows, when it is its turn.

    def judges(self, url: str, found_on: str, reading: PageReading) -> Verdict | None:
        """Return why a page is not a page of its own, or None when it is one."""
        if reading.sketch.is_shell:
            return None
        return (
            self._spelt_otherwise(url, reading.sketch)
            or self._named_otherwise(url, reading)
            or self._sessions.judges(url, reading.sketch)
            or self._grown(url, reading)
            or self._series(url, reading)
            or self._filters.judges(url, found_on, reading)
            or self._idle(url, reading.sketch)
        )

    def judges_route(self, sketch: Sketch) -> Verdict | None:
        """Return why a route of a single-page application is not a page of its own, or None when it is one."""
        like = self._routes.get(sketch.digest)
        if like is None:
            return None
        return Verdict(SkipReason.DUPLICATE, f"shows the same as {like}", Relation.ROUTE, like, leads_on=True)

    def remember(self, url: str, reading: PageReading) -> None:
        """Take note of what a page of the site shows."""
        sketch = reading.sketch
        if sketch.is_shell:
            return
        if is_route(url):
            self._routes.setdefault(sketch.digest, url)
            self._vain_routes[_fragment(url)] = 0
            return
        shown = Shown(url, sketch.key, sketch.digest)
        self._shown[identity(url)] = shown
        self._kin[kin(url)].append(shown)
        self._in_any_order.setdefault(in_any_order(url), shown)
        if len(self._showing[shown.digest]) < COMPARED_PAGES_MAX:
            self._showing[shown.digest].append(shown)
        self._first_showing.setdefault(shown.key, _written(url, reading))
        if reading.canonical and identity(reading.canonical) != identity(url):
            self._claims[identity(reading.canonical)].append(url)
        family = self._families[shape(url)]
        family.alike_count += shown.key in family.keys
        family.keys.setdefault(shown.key, url)
        family.digests.setdefault(shown.digest, url)
        self._sessions.remember(shown)
        self._filters.remember(url, reading)

    def confirmed(self, url: str, verdict: Verdict, sketch: Sketch) -> None:
        """Learn from a page that was left out for good."""
        match verdict.relation:
            case Relation.SESSION:
                self._sessions.confirmed(url, verdict.like)
            case Relation.FILTERS:
                self._filters.confirmed(url)
            case Relation.ROUTE:
                self._vain_routes[_fragment(url)] += 1
            case Relation.IDLE:
                self._idle_counts[sketch.digest] += 1

    def shows_other_than(self, url: str, canonical: str) -> bool:
        """Say whether the address a page names as its own is known to show something else."""
        own, other = self._shown.get(identity(url)), self._shown.get(identity(canonical))
        return own is not None and other is not None and own.key != other.key

    def false_claims(self, url: str) -> list[str]:
        """Return the pages that named this address as theirs and show something else."""
        return [page for page in self._claims.get(identity(url), ()) if self.shows_other_than(page, url)]

    def _spelt_otherwise(self, url: str, sketch: Sketch) -> Verdict | None:
        for other in self._kin.get(kin(url), ()):
            if other.key == sketch.key:
                detail = f"the same page as {other.url}, spelt otherwise"
                return Verdict(SkipReason.DUPLICATE, detail, Relation.SPELLING, other.url, leads_on=True)
        turned = self._in_any_order.get(in_any_order(url))
        if turned is not None and turned.digest == sketch.digest:
            detail = f"the same page as {turned.url}, its steps in another order"
            return Verdict(SkipReason.DUPLICATE, detail, Relation.SPELLING, turned.url, leads_on=True)
        return None

    def _idle(self, url: str, sketch: Sketch) -> Verdict | None:
        """Recognise parameters, or steps of a path, that change nothing: where a reader came from, a choice of one."""
        for other in self._showing.get(sketch.digest, ()):
            if not _is_of_one_page(url, other.url):
                continue
            detail = f"shows what {other.url} shows; what else is in the address changes nothing"
            leads_on = self._idle_counts[sketch.digest] < IDLE_PAGES_FOLLOWED_MAX
            return Verdict(SkipReason.DUPLICATE, detail, Relation.IDLE, other.url, leads_on=leads_on)
        return None

    def _named_otherwise(self, url: str, reading: PageReading) -> Verdict | None:
        digest, named = reading.sketch.digest, reading.canonical
        if named and identity(named) != identity(url) and self._digest(named) == digest:
            detail = f"names {named} as its address, and shows the same"
            return Verdict(SkipReason.DUPLICATE, detail, Relation.CANONICAL, named, leads_on=True)
        for other in self._claims.get(identity(url), ()):
            if self._digest(other) == digest:
                detail = f"{other} shows the same, and names this as its address"
                return Verdict(SkipReason.DUPLICATE, detail, Relation.CANONICAL, other, leads_on=True)
        return None

    def _digest(self, url: str) -> int | None:
        shown = self._shown.get(identity(url))
        return shown.digest if shown is not None else None

    def _grown(self, url: str, reading: PageReading) -> Verdict | None:
        first = self._first_showing.get(reading.sketch.key)
        if first is None or not reading.has_relative_links or not lies_within(first.url, url):
            return None
        written = _written(url, reading)
        # Links written the same that lead elsewhere: each round of them would lead a step deeper.
        if written.shape_of_links != first.shape_of_links or written.leads_to == first.leads_to:
            return None
        detail = f"the same page as {first.url}, and its links lead ever deeper"
        return Verdict(SkipReason.GROWING_PATH, detail, Relation.GROWTH, first.url)

    def _series(self, url: str, reading: PageReading) -> Verdict | None:
        family, sketch = self._families.get(shape(url)), reading.sketch
        like = family.keys.get(sketch.key, "") if family is not None else ""
        if family is None or not like:
            return None
        same = family.digests.get(sketch.digest, "")
        has_other_news, has_more_of_it = self._news(url, reading.links, leads_to_known_kinds=bool(same))
        if has_other_news:
            return None
        if same:
            detail = f"shows nothing but what {same} shows"
            reason = SkipReason.ENDLESS_SERIES if has_more_of_it else SkipReason.DUPLICATE
            return Verdict(reason, detail, Relation.SERIES, same)
        # Pages of numbers may be pages; not those of a calendar, and not when each leads to yet another.
        if is_dated(url) or (has_more_of_it and family.alike_count >= ALIKE_NUMBERED_PAGES_MAX):
            detail = f"shows what {like} shows, but for numbers and dates"
            return Verdict(SkipReason.ENDLESS_SERIES, detail, Relation.SERIES, like)
        return None

    def _news(self, url: str, links: tuple[Link, ...], *, leads_to_known_kinds: bool) -> tuple[bool, bool]:
        """Return whether a page leads to new addresses outside its series, and to more of its series.

        The days of a month are of one series with it. Of a page that shows not even another number than one before,
        only addresses of a new kind are news: a server may draw a new number for every link of every page.
        """
        new = {shape(link.url): link.url for link in links if self._is_new(link.url)}
        has_more = new.pop(shape(url), None) is not None
        if leads_to_known_kinds:
            new = {kind: address for kind, address in new.items() if kind not in self._families}
        dated = {other for other, address in new.items() if is_dated(address)} if is_dated(url) else set()
        return bool(new.keys() - dated), has_more or bool(dated)

    def _vain_route(self, url: str) -> Verdict | None:
        if self._vain_routes[_fragment(url)] < VAIN_ROUTES_MAX:
            return None
        detail = f"#{_fragment(url)} showed nothing of its own on {VAIN_ROUTES_MAX} pages in a row"
        return Verdict(SkipReason.DUPLICATE, detail)

    def _too_many_steps(self, url: str, found_on: str) -> Verdict | None:
        if not found_on or shape(url) != shape(found_on):
            return None
        steps = self._steps.get(identity(found_on), 0) + 1
        allowed = DATED_STEPS_MAX if is_dated(url) else NUMBERED_STEPS_MAX
        if steps > allowed:
            return Verdict(SkipReason.ENDLESS_SERIES, f"more than {allowed} steps into one series")
        self._steps[identity(url)] = steps
        return None


def _is_of_one_page(url: str, other: str) -> bool:
    """Say whether addresses differ in their parameters alone, or one has the steps of the other and more."""
    if page_of(url) == page_of(other):
        return True
    return parameters(url) == parameters(other) and (steps(url) < steps(other) or steps(other) < steps(url))


def _absurd(url: str) -> Verdict | None:
    if len(url) > ADDRESS_CHARACTERS_MAX:
        return Verdict(SkipReason.TRAP, "very long address")
    if urlsplit(url).path.count("/") > PATH_SEGMENTS_MAX:
        return Verdict(SkipReason.TRAP, "very deep path")
    if is_growing(url):
        return Verdict(SkipReason.GROWING_PATH, "the path goes in circles")
    return None


def _fragment(url: str) -> str:
    return url.partition("#")[2]


def _written(url: str, reading: PageReading) -> _Written:
    return _Written(url, reading.shape_of_links, hash(tuple(link.url for link in reading.links)))
