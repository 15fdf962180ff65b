"""Counting what each test of a clause applied to, and keeping the first failures of each."""

from collections.abc import Callable
from dataclasses import dataclass, field

from rules.document_evidence import ClauseFailure, ClauseResult

FAILURES_KEPT = 50
"""Failures kept per test; the rest are only counted."""


@dataclass(slots=True)
class _Test:
    checked: int = 0
    failure_count: int = 0
    failures: list[ClauseFailure] = field(default_factory=list)
    places: set[str] = field(default_factory=set)


class Tally:
    """The tests of one file, by clause and number ("7.1-3")."""

    def __init__(self, clauses: tuple[str, ...]) -> None:
        self._tests = {clause: _Test() for clause in clauses}

    def passed(self, clause: str, count: int = 1) -> None:
        self._tests[clause].checked += count

    def failed(
        self,
        clause: str,
        place: Callable[[], tuple[str, str, str]] | str = "",
        count: int = 1,
        **data: str | int,
    ) -> None:
        """Count a failure; `place` gives place, path and snippet, and is asked only while failures are kept."""
        test = self._tests[clause]
        test.checked += count
        test.failure_count += count
        if len(test.failures) >= FAILURES_KEPT:
            return
        where, path, snippet = (place, "", "") if isinstance(place, str) else place()
        if where in test.places:
            return  # many glyphs of one font, many texts of one page: one place to mend
        test.places.add(where)
        test.failures.append(ClauseFailure(where, path, snippet, data))

    def check(
        self,
        clause: str,
        holds: bool,
        place: Callable[[], tuple[str, str, str]] | str = "",
        **data: str | int,
    ) -> bool:
        """Count one object the test applies to; return whether it holds."""
        if holds:
            self._tests[clause].checked += 1
        else:
            self.failed(clause, place, 1, **data)
        return holds

    def failures(self, clause: str) -> tuple[ClauseFailure, ...]:
        return tuple(self._tests[clause].failures)

    def results(self) -> tuple[ClauseResult, ...]:
        return tuple(
            ClauseResult(clause, test.checked, test.failure_count, tuple(test.failures))
            for clause, test in self._tests.items()
        )
