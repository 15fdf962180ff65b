"""Comply or explain: an authority's public, dated and expiring reasons for findings that failed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from rules.model import Text


class Category(StrEnum):
    """Why something is not as asked: the first three of Directive (EU) 2016/2102, the rest of the open standards."""

    PLANNED = "planned"
    BURDEN = "disproportionate-burden"
    OUTSIDE = "outside-scope"
    COST = "cost"
    SECURITY = "security"
    FUNCTION = "function"
    INTERNATIONAL = "international-duty"


class State(StrEnum):
    """Whether an explanation holds on a day."""

    COMING = "coming"
    ACTIVE = "active"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Explanation:
    """One explanation. It is about one finding, by fingerprint, or about a rule's findings on pages below `scope`.

    `valid_until` is the last day, at most a year after `valid_from`. `role` is who stands for it, never a person's
    name. `planned` is the day by which it will be mended, for that category alone.
    """

    id: str
    category: Category
    reason: Text
    role: str
    valid_from: date
    valid_until: date
    finding: str = ""
    rule: str = ""
    scope: str = ""
    planned: date | None = None
    evidence: str = ""

    def state(self, on: date) -> State:
        """Return whether the explanation holds on a day."""
        if on < self.valid_from:
            return State.COMING
        return State.EXPIRED if on > self.valid_until else State.ACTIVE

    def covers(self, rule: str, fingerprint: str, url: str) -> bool:
        """Say whether a finding is what is explained: a changed fingerprint is another finding."""
        if self.finding:
            return fingerprint == self.finding
        return rule == self.rule and is_below(urlsplit(url).path, self.scope)


def is_below(path: str, scope: str) -> bool:
    """Say whether a path lies in a folder; "" and "/" are the whole site."""
    folder = scope.rstrip("/")
    return not folder or path == folder or path.startswith(f"{folder}/")


def a_year_after(day: date) -> date:
    """Return the same day a year later, or 1 March after 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)
