"""Keeps count of what a survey left out or merged, so that nothing is left out silently."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.survey.inventory import NoteKind, Skip, SkipReason, SurveyNote

LISTED_SKIPS_MAX = 1_000
"""Skips of one reason that are listed; the rest is counted."""
EXAMPLES_MAX = 3


@dataclass(slots=True)
class SkipLog:
    """Counts skips by reason and says which are listed: each address once, and a bounded number."""

    counts: Counter[SkipReason] = field(default_factory=Counter)
    _listed: set[tuple[SkipReason, str]] = field(default_factory=set)

    def list_once(self, skip: Skip) -> bool:
        """Count a skip, and say whether it should be listed."""
        key = (skip.reason, skip.url)
        if key in self._listed:
            return False
        self.counts[skip.reason] += 1
        if self.counts[skip.reason] > LISTED_SKIPS_MAX:
            return False
        self._listed.add(key)
        return True

    @property
    def not_listed(self) -> dict[SkipReason, int]:
        """How many skips of each reason were counted and not listed."""
        return {
            reason: count - LISTED_SKIPS_MAX
            for reason, count in self.counts.items()
            if count > LISTED_SKIPS_MAX
        }


@dataclass(slots=True)
class Tally:
    """Counts what needs no row for each time it happened, with a few examples of where."""

    _counts: Counter[NoteKind] = field(default_factory=Counter)
    _examples: dict[NoteKind, dict[str, None]] = field(default_factory=dict)

    def add(self, kind: NoteKind, example: str) -> None:
        """Count one more of a kind."""
        self._counts[kind] += 1
        examples = self._examples.setdefault(kind, {})
        if len(examples) < EXAMPLES_MAX:
            examples[example] = None

    def notes(self) -> Iterator[SurveyNote]:
        """Yield one note for each kind counted."""
        for kind, count in sorted(self._counts.items()):
            yield SurveyNote(kind, f"{count}: {', '.join(self._examples[kind])}")
