"""Recognises addresses that are no pages of their own: other spellings of a page, and series without end.

Nothing is called a trap for its address alone, except what is absurd. A page is left out when what it shows has been
seen before and its address is a relative of the one it was seen at; docs/decisions/0010 gives the reasons.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from crawler.survey.families import (
    is_dated,
    is_growing,
    kin,
    lies_within,
    page_of,
    parameter_names,
    parameters,
    shape,
    tokens,
    without_sessions,
)
from crawler.survey.inventory import SkipReason
from crawler.survey.links import Link, PageReading
from crawler.survey.sketch import Sketch
from crawler.survey.urls import identity, is_route

ADDRESS_CHARACTERS_MAX = 2_000
PATH_SEGMENTS_MAX = 25
QUERIES_PER_PATH_MAX = 5_000
DATED_STEPS_MAX = 60
"""Five years of months, or two months of days, from where a calendar was entered."""
NUMBERED_STEPS_MAX = 2_000
ALIKE_NUMBERED_PAGES_MAX = 3
COMMUTING_FILTERS_MIN = 3
VAIN_COMBINATIONS_MAX = 20
COMBINATIONS_PER_PAGE_MAX = 200
SESSION_PAIRS_MIN = 2
_SEEN_STRINGS_MAX = 200_000


class Relation(StrEnum):
    """How an address is related to one that shows the same."""

    SPELLING = "spelling"
    CANONICAL = "canonical"
    SESSION = "session"
    GROWTH = "growth"
    SERIES = "series"
    FILTERS = "filters"
    ROUTE = "route"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why an address is no page of its own; `like` is the address that shows the same."""

    reason: SkipReason
    detail: str
    relation: Relation | None = None
    like: str = ""


@dataclass(slots=True)
class _Family:
    """The pages of one shape seen so far, by what they show."""

    keys: dict[int, str] = field(default_factory=dict)
    digests: dict[int, str] = field(default_factory=dict)
    alike_count: int = 0


@dataclass(slots=True)
class _Filters:
    """What is known of one page's parameters; each combination with its address and the page it was first met on."""

    singles: set[str] = field(default_factory=set)
    first_met: dict[frozenset[str], tuple[str, str]] = field(default_factory=dict)
    commuting: set[frozenset[str]] = field(default_factory=set)
    vain_count: int = 0
    strings: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What an address shows, without and with its numbers."""

    url: str
    key: int
    digest: int


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
        self._levels: dict[str, int] = {}
        self._query_counts: Counter[str] = Counter()
        self._filters: defaultdict[str, _Filters] = defaultdict(_Filters)
        self._session_pairs: Counter[str] = Counter()
        self._not_sessions: set[str] = set()
        self._session_slots: frozenset[str] = frozenset()
        self._session_twins: dict[str, str] = {}
        self._urls: list[str] = []
        self.forget()

    def forget(self) -> None:
        """Compare with nothing seen so far: pages read by a browser are not like pages read without."""
        self._keys: dict[str, int] = {}
        self._kin: defaultdict[str, list[str]] = defaultdict(list)
        self._first_showing: dict[int, _Written] = {}
        self._families: defaultdict[str, _Family] = defaultdict(_Family)
        self._claims: defaultdict[str, list[str]] = defaultdict(list)
        self._but_for_token: dict[str, _Shown] = {}
        self._routes: dict[int, str] = {}

    # What the address alone tells, when it is met.

    def refuses(self, url: str, found_on: str) -> Verdict | None:
        """Return why an address new to the survey gets no place in line; None is remembered as a place given."""
        if absurd := _absurd(url):
            return absurd
        if is_route(url):
            return None
        page = page_of(url)
        level = self._level(url, found_on)
        is_combination = level >= 2 or self._is_combination(url)
        if is_combination and (refused := self._refused_combination(url, found_on)):
            return refused
        if urlsplit(url).query:
            self._query_counts[page] += 1
            if self._query_counts[page] > QUERIES_PER_PATH_MAX:
                return Verdict(SkipReason.TRAP, f"more than {QUERIES_PER_PATH_MAX} queries of one page")
        if verdict := self._too_many_steps(url, found_on):
            return verdict
        if level:
            self._levels[identity(url)] = level
        if is_combination:
            self._filters[page].first_met.setdefault(parameters(url), (url, found_on))
        elif len(parameters(url)) == 1:
            self._filters[page].singles |= parameters(url)
        return None

    def met_again(self, url: str, found_on: str) -> None:
        """Learn from a known address being met on another page: filters can be combined in any order."""
        filters = self._filters.get(page_of(url))
        if filters is None or page_of(found_on) != page_of(url) or parameters(url) not in filters.first_met:
            return
        _, first_found_on = filters.first_met[parameters(url)]
        one, other = parameters(first_found_on), parameters(found_on)
        if other < parameters(url) and not (one <= other or other <= one):
            filters.commuting.add(parameters(url))

    def session_twin(self, url: str) -> str:
        """Return an address already met that differs in nothing but a session id, or ""."""
        if not self._session_slots:
            return ""
        twin = self._session_twins.get(without_sessions(url, self._session_slots), "")
        return twin if twin != url else ""

    def closes(self, url: str) -> Verdict | None:
        """Return why an address in line need not be asked for any more."""
        if twin := self.session_twin(url):
            return Verdict(SkipReason.DUPLICATE, f"the same as {twin} but for a session id")
        return self._vain_combination(url) if self._is_combination(url) else None

    # What a page shows, when it is its turn.

    def judges(self, url: str, found_on: str, reading: PageReading) -> Verdict | None:
        """Return why a page is not a page of its own, or None when it is one."""
        sketch = reading.sketch
        if sketch.is_shell:
            return None
        return (
            self._spelled_otherwise(url, sketch)
            or self._named_otherwise(url, reading)
            or self._in_another_session(url, sketch)
            or self._grown(url, reading)
            or self._series(url, reading)
            or self._combined(url, found_on, reading)
        )

    def judges_route(self, sketch: Sketch) -> Verdict | None:
        """Return why a route of a single-page application is not a page of its own, or None when it is one."""
        like = self._routes.get(sketch.digest)
        if like is None:
            return None
        return Verdict(SkipReason.DUPLICATE, f"shows the same as {like}", Relation.ROUTE, like)

    def remember(self, url: str, reading: PageReading) -> None:
        """Take note of what a page of the site shows."""
        sketch = reading.sketch
        if sketch.is_shell:
            return
        if is_route(url):
            self._routes.setdefault(sketch.digest, url)
            return
        key = sketch.key
        self._keys[identity(url)] = key
        self._kin[kin(url)].append(url)
        self._first_showing.setdefault(key, _written(url, reading))
        if reading.canonical and identity(reading.canonical) != identity(url):
            self._claims[identity(reading.canonical)].append(url)
        family = self._families[shape(url)]
        family.alike_count += key in family.keys
        family.keys.setdefault(key, url)
        family.digests.setdefault(sketch.digest, url)
        for slot, masked in _masked(url):
            known = self._but_for_token.setdefault(masked, _Shown(url, key, sketch.digest))
            if known.key != key:
                self._not_sessions.add(slot)
        self._urls.append(url)
        if self._session_slots:
            self._session_twins.setdefault(without_sessions(url, self._session_slots), url)
        filters = self._filters.get(page_of(url))
        if filters is not None or any(page_of(link.url) == page_of(url) for link in reading.links):
            seen = self._filters[page_of(url)].strings
            if len(seen) < _SEEN_STRINGS_MAX:
                seen |= sketch.strings

    def confirmed(self, url: str, verdict: Verdict) -> None:
        """Learn from a page that was left out for good."""
        match verdict.relation:
            case Relation.SESSION:
                self._learn_session(url, verdict.like)
            case Relation.FILTERS:
                self._filters[page_of(url)].vain_count += 1

    def shows_other_than(self, url: str, canonical: str) -> bool:
        """Say whether the address a page names as its own is known to show something else."""
        known = self._keys.get(identity(canonical))
        return known is not None and known != self._keys.get(identity(url), known)

    def false_claims(self, url: str) -> list[str]:
        """Return the pages that named this address as theirs and show something else."""
        return [page for page in self._claims.get(identity(url), ()) if self.shows_other_than(page, url)]

    def strings_of_filters(self, url: str) -> frozenset[int]:
        """Return what was seen so far on a page under any of its filters."""
        filters = self._filters.get(page_of(url))
        return frozenset(filters.strings) if filters is not None else frozenset()

    # The parts of `judges`.

    def _spelled_otherwise(self, url: str, sketch: Sketch) -> Verdict | None:
        for other in self._kin.get(kin(url), ()):
            if self._keys.get(identity(other)) == sketch.key:
                detail = f"the same page as {other}, spelt otherwise"
                return Verdict(SkipReason.DUPLICATE, detail, Relation.SPELLING, other)
        return None

    def _named_otherwise(self, url: str, reading: PageReading) -> Verdict | None:
        key, named = reading.sketch.key, reading.canonical
        if named and identity(named) != identity(url) and self._keys.get(identity(named)) == key:
            detail = f"names {named} as its address, and shows the same"
            return Verdict(SkipReason.DUPLICATE, detail, Relation.CANONICAL, named)
        for other in self._claims.get(identity(url), ()):
            if self._keys.get(identity(other)) == key:
                detail = f"{other} shows the same, and names this as its address"
                return Verdict(SkipReason.DUPLICATE, detail, Relation.CANONICAL, other)
        return None

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
        own_shape = shape(url)
        family = self._families.get(own_shape)
        if family is None:
            return None
        sketch = reading.sketch
        other_news, more_of_it = self._news(url, reading.links)
        if other_news:
            return None
        if like := family.digests.get(sketch.digest):
            detail = f"shows nothing but what {like} shows"
            reason = SkipReason.ENDLESS_SERIES if more_of_it else SkipReason.DUPLICATE
            return Verdict(reason, detail, Relation.SERIES, like)
        like = family.keys.get(sketch.key, "")
        if not like:
            return None
        detail = f"shows what {like} shows, but for numbers and dates"
        if is_dated(url):
            return Verdict(SkipReason.ENDLESS_SERIES, detail, Relation.SERIES, like)
        if more_of_it and family.alike_count >= ALIKE_NUMBERED_PAGES_MAX:
            return Verdict(SkipReason.ENDLESS_SERIES, detail, Relation.SERIES, like)
        return None

    def _combined(self, url: str, found_on: str, reading: PageReading) -> Verdict | None:
        page = page_of(url)
        if not self._is_combination(url):
            return None
        filters = self._filters[page]
        if len(filters.commuting) < COMMUTING_FILTERS_MIN:
            return None
        has_news = not reading.sketch.strings <= filters.strings or any(
            page_of(link.url) != page and self._is_new(link.url) for link in reading.links
        )
        if has_news:
            filters.vain_count = 0
            return None
        detail = "filters combined: shows nothing that they do not show one by one"
        return Verdict(SkipReason.FILTERS_COMBINED, detail, Relation.FILTERS, found_on)

    def _in_another_session(self, url: str, sketch: Sketch) -> Verdict | None:
        for _, masked in _masked(url):
            known = self._but_for_token.get(masked)
            if known is not None and known.digest == sketch.digest:
                detail = f"shows nothing but what {known.url} shows"
                return Verdict(SkipReason.DUPLICATE, detail, Relation.SESSION, known.url)
        return None

    # Learning.

    def _learn_session(self, url: str, like: str) -> None:
        """Learn that a part of addresses is a session id: they differ in it alone, and show the same."""
        same = dict(_masked(like))
        for slot, masked in _masked(url):
            if same.get(slot) != masked:
                continue
            self._session_pairs[slot] += 1
            if self._session_pairs[slot] >= SESSION_PAIRS_MIN and slot not in self._not_sessions:
                self._session_slots |= {slot}
                self._session_twins = {}
                for known in self._urls:
                    self._session_twins.setdefault(without_sessions(known, self._session_slots), known)

    # Parts of `refuses`.

    def _level(self, url: str, found_on: str) -> int:
        """Return how many times parameters were added to come here from the page itself."""
        if not found_on or page_of(url) != page_of(found_on) or identity(url) == identity(found_on):
            return 0
        before = self._levels.get(identity(found_on), 0)
        if parameters(found_on) < parameters(url):
            return before + 1
        return before if parameter_names(url) == parameter_names(found_on) else 0

    def _is_combination(self, url: str) -> bool:
        """Say whether an address adds filters to filters, or has several that each are an address of their own."""
        if "?" not in url:
            return False
        chosen = parameters(url)
        filters = self._filters.get(page_of(url))
        if filters is None or len(chosen) < 2:
            return False
        return (
            self._levels.get(identity(url), 0) >= 2
            or chosen in filters.first_met
            or chosen <= filters.singles
        )

    def _refused_combination(self, url: str, found_on: str) -> Verdict | None:
        filters = self._filters[page_of(url)]
        if vain := self._vain_combination(url):
            return vain
        if first := filters.first_met.get(parameters(url)):
            self.met_again(url, found_on)
            return Verdict(SkipReason.DUPLICATE, f"the same filters as {first[0]} in another order")
        if len(filters.first_met) < COMBINATIONS_PER_PAGE_MAX:
            return None
        detail = f"filters combined in more than {COMBINATIONS_PER_PAGE_MAX} ways"
        return Verdict(SkipReason.FILTERS_COMBINED, detail)

    def _vain_combination(self, url: str) -> Verdict | None:
        if self._filters[page_of(url)].vain_count < VAIN_COMBINATIONS_MAX:
            return None
        detail = f"filters combined: {VAIN_COMBINATIONS_MAX} times in a row there was nothing new"
        return Verdict(SkipReason.FILTERS_COMBINED, detail)

    def _too_many_steps(self, url: str, found_on: str) -> Verdict | None:
        if not found_on or shape(url) != shape(found_on):
            return None
        steps = self._steps.get(identity(found_on), 0) + 1
        allowed = DATED_STEPS_MAX if is_dated(url) else NUMBERED_STEPS_MAX
        if steps > allowed:
            return Verdict(SkipReason.ENDLESS_SERIES, f"more than {allowed} steps into one series")
        self._steps[identity(url)] = steps
        return None

    def _news(self, url: str, links: tuple[Link, ...]) -> tuple[bool, bool]:
        """Return whether a page leads to new addresses outside its series, and to more of its series.

        The days of a month are of one series with it.
        """
        new = {shape(link.url): link.url for link in links if self._is_new(link.url)}
        more_of_it = new.pop(shape(url), None) is not None
        dated = {other for other, address in new.items() if is_dated(address)} if is_dated(url) else set()
        return bool(new.keys() - dated), more_of_it or bool(dated)


def _absurd(url: str) -> Verdict | None:
    if len(url) > ADDRESS_CHARACTERS_MAX:
        return Verdict(SkipReason.TRAP, "very long address")
    if urlsplit(url).path.count("/") > PATH_SEGMENTS_MAX:
        return Verdict(SkipReason.TRAP, "very deep path")
    if is_growing(url):
        return Verdict(SkipReason.GROWING_PATH, "the path goes in circles")
    return None


def _masked(url: str) -> list[tuple[str, str]]:
    """Return, for each part of an address that looks drawn at random, its slot and the address without it."""
    return [(slot, without_sessions(url, frozenset({slot}))) for slot, _ in tokens(url)]


def _written(url: str, reading: PageReading) -> _Written:
    return _Written(url, reading.shape_of_links, hash(tuple(link.url for link in reading.links)))
