"""Verdicts: why an address is no page of its own."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.survey.families import section, shape
from crawler.survey.inventory import SkipReason


class Relation(StrEnum):
    """How an address is related to one that shows the same."""

    SPELLING = "spelling"
    CANONICAL = "canonical"
    SESSION = "session"
    GROWTH = "growth"
    SERIES = "series"
    IDLE = "idle"
    FILTERS = "filters"
    ROUTE = "route"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why an address is no page of its own; `like` is the address that shows the same, if there is one.

    `leads_on`: this says nothing of where the page leads, so its links are followed like any.
    """

    reason: SkipReason
    detail: str
    relation: Relation | None = None
    like: str = ""
    leads_on: bool = False

    def proof(self, url: str) -> tuple[Relation | None, str]:
        """Return what is proven, when a browser sees the same: sameness in a series, or in a section of the site."""
        is_series = self.relation in {Relation.SERIES, Relation.SESSION}
        return self.relation, shape(url) if is_series else section(url)


@dataclass(frozen=True, slots=True)
class Shown:
    """What an address shows, without its numbers (`key`) and with them."""

    url: str
    key: int
    digest: int
