"""Filters: pages whose parameters can be combined in any order, and so in more ways than anybody would look at."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from crawler.survey.families import page_of, parameter_names, parameters
from crawler.survey.inventory import SkipReason
from crawler.survey.links import PageReading
from crawler.survey.urls import identity
from crawler.survey.verdicts import Relation, Verdict

QUERIES_PER_PAGE_MAX = 5_000
COMMUTING_MIN = 3
"""So many combinations must have been met from two sides, before parameters are taken for filters."""
VAIN_COMBINATIONS_MAX = 20
COMBINATIONS_PER_PAGE_MAX = 200
_SEEN_STRINGS_MAX = 200_000


@dataclass(slots=True)
class _Page:
    """What is known of one page's parameters; each combination with its address and the page it was first met on."""

    singles: set[str] = field(default_factory=set)
    first_met: dict[frozenset[str], tuple[str, str]] = field(default_factory=dict)
    commuting: set[frozenset[str]] = field(default_factory=set)
    vain_count: int = 0
    strings: set[int] = field(default_factory=set)


class Filters:
    """One site's memory of parameters: what was combined with what, and whether anything new came of it."""

    def __init__(self, is_new: Callable[[str], bool]) -> None:
        self._is_new = is_new
        self._pages: defaultdict[str, _Page] = defaultdict(_Page)
        self._levels: dict[str, int] = {}
        self._query_counts: Counter[str] = Counter()

    def forget(self) -> None:
        """Compare with nothing seen so far."""
        for page in self._pages.values():
            page.strings.clear()

    def refuses(self, url: str, found_on: str) -> Verdict | None:
        """Return why an address with parameters gets no place in line; None is remembered as a place given."""
        if "?" not in url:
            return None
        page = self._pages[page_of(url)]
        level = self._level(url, found_on)
        is_combination = level >= 2 or self._is_combination(url)
        if is_combination and (refused := self._refused_combination(url, found_on)):
            return refused
        self._query_counts[page_of(url)] += 1
        if self._query_counts[page_of(url)] > QUERIES_PER_PAGE_MAX:
            return Verdict(SkipReason.TRAP, f"more than {QUERIES_PER_PAGE_MAX} queries of one page")
        if level:
            self._levels[identity(url)] = level
        if is_combination:
            page.first_met.setdefault(parameters(url), (url, found_on))
        elif len(parameters(url)) == 1:
            page.singles |= parameters(url)
        return None

    def met_again(self, url: str, found_on: str) -> None:
        """Learn from a known address being met on another page: filters can be combined in any order."""
        page = self._pages.get(page_of(url))
        if page is None or page_of(found_on) != page_of(url) or parameters(url) not in page.first_met:
            return
        _, first_found_on = page.first_met[parameters(url)]
        one, other = parameters(first_found_on), parameters(found_on)
        if other < parameters(url) and not (one <= other or other <= one):
            page.commuting.add(parameters(url))

    def closes(self, url: str) -> Verdict | None:
        """Return why a combination in line need not be asked for any more."""
        return self._vain(url) if self._is_combination(url) else None

    def judges(self, url: str, found_on: str, reading: PageReading) -> Verdict | None:
        """Return why a page is nothing but a combination of filters, or None."""
        if not self._is_combination(url):
            return None
        page = self._pages[page_of(url)]
        if len(page.commuting) < COMMUTING_MIN:
            return None
        leads_on = any(page_of(link.url) != page_of(url) and self._is_new(link.url) for link in reading.links)
        if leads_on or not reading.sketch.strings <= page.strings:
            page.vain_count = 0
            return None
        detail = "filters combined: shows nothing that they do not show one by one"
        return Verdict(SkipReason.FILTERS_COMBINED, detail, Relation.FILTERS, found_on)

    def remember(self, url: str, reading: PageReading) -> None:
        """Take note of what a page shows, if it has filters."""
        name = page_of(url)
        if name in self._pages or any(page_of(link.url) == name for link in reading.links):
            seen = self._pages[name].strings
            if len(seen) < _SEEN_STRINGS_MAX:
                seen |= reading.sketch.strings

    def confirmed(self, url: str) -> None:
        """Count a combination that showed nothing new."""
        self._pages[page_of(url)].vain_count += 1

    def strings(self, url: str) -> frozenset[int]:
        """Return what was seen so far on a page under any of its filters."""
        page = self._pages.get(page_of(url))
        return frozenset(page.strings) if page is not None else frozenset()

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
        chosen = parameters(url)
        page = self._pages.get(page_of(url))
        if page is None or len(chosen) < 2:
            return False
        return self._levels.get(identity(url), 0) >= 2 or chosen in page.first_met or chosen <= page.singles

    def _refused_combination(self, url: str, found_on: str) -> Verdict | None:
        page = self._pages[page_of(url)]
        if vain := self._vain(url):
            return vain
        if first := page.first_met.get(parameters(url)):
            self.met_again(url, found_on)
            return Verdict(SkipReason.DUPLICATE, f"the same filters as {first[0]} in another order")
        if len(page.first_met) < COMBINATIONS_PER_PAGE_MAX:
            return None
        detail = f"filters combined in more than {COMBINATIONS_PER_PAGE_MAX} ways"
        return Verdict(SkipReason.FILTERS_COMBINED, detail)

    def _vain(self, url: str) -> Verdict | None:
        if self._pages[page_of(url)].vain_count < VAIN_COMBINATIONS_MAX:
            return None
        detail = f"filters combined: {VAIN_COMBINATIONS_MAX} times in a row there was nothing new"
        return Verdict(SkipReason.FILTERS_COMBINED, detail)
