"""Decides which pages a browser must read too: those whose HTML alone does not say what they are."""

from collections import Counter
from dataclasses import dataclass, field

from crawler.survey.frontier import Entry
from crawler.survey.missing import EXTRA_STRINGS_MAX
from crawler.survey.outcomes import PageRead
from crawler.survey.verdicts import Relation, Verdict

PROVEN_PAIRS_MIN = 2
"""So many times a browser must confirm that two pages are the same, before their HTML alone is believed."""
VAIN_SCROLLS_MAX = 3
"""So many pages may look as if they grew and not grow, before the look of it is disregarded."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A page that waits for the browser: what plain HTTP gave, and what it seems to be, if anything."""

    page: PageRead
    verdict: Verdict | None = None


@dataclass(slots=True)
class SecondLook:
    """What browsers have shown so far. `references` are pages they read to compare with; None is one they could not."""

    references: dict[str, PageRead | None] = field(default_factory=dict)
    is_impossible: bool = False
    _pending: dict[int, Pending] = field(default_factory=dict)
    _proven: Counter[tuple[Relation | None, str]] = field(default_factory=Counter)
    _vain_scrolls: int = 0
    _has_grown: bool = False

    def keep(self, entry: Entry, page: PageRead, verdict: Verdict | None = None) -> None:
        """Keep a page while a browser looks at it."""
        self._pending[entry.order] = Pending(page, verdict)

    def pending(self, entry: Entry) -> Pending | None:
        """Take back what was kept."""
        return self._pending.pop(entry.order, None)

    def may_grow(self, page: PageRead) -> bool:
        """Say whether a page should be scrolled for what it then fetches."""
        if self.is_impossible or page.seen is not None or not page.reading.grows:
            return False
        return self._has_grown or self._vain_scrolls < VAIN_SCROLLS_MAX

    def scrolled(self, page: PageRead) -> None:
        """Learn from a page that was scrolled."""
        if page.seen is None or not page.reading.grows:
            return
        if page.seen.scrolls:
            self._has_grown = True
        else:
            self._vain_scrolls += 1

    def believes(self, verdict: Verdict, url: str, page: PageRead) -> bool:
        """Say whether sameness can be believed: scripts may make different pages of the same HTML."""
        if verdict.relation is None or page.seen is not None or not page.reading.sketch.has_scripts:
            return True
        return self._proven[verdict.proof(url)] >= PROVEN_PAIRS_MIN

    def confirms(self, verdict: Verdict, url: str, page: PageRead, known: frozenset[int]) -> bool | None:
        """Say whether a browser sees the same, too; None when it saw nothing to compare with.

        `known` are strings that a page of combined filters may show without being new.
        """
        like = self.references.get(verdict.like)
        if like is None or verdict.relation is None:
            return None
        one, other = page.reading.sketch, like.reading.sketch
        match verdict.relation:
            case Relation.FILTERS:
                is_same = one.strings <= other.strings | known
            case Relation.MISSING:
                is_same = len(one.strings ^ other.strings) <= EXTRA_STRINGS_MAX
            case _:
                is_same = one.key == other.key
        if is_same:
            self._proven[verdict.proof(url)] += 1
        return is_same
