"""What a probe is given: the site, its country's profile, and polite ways to fetch and to render."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from crawler.probes.fetch import Fetch
from crawler.survey.urls import Scope
from rules.countries import Country
from rules.evidence import PageEvidence, PageFacts


@dataclass(frozen=True, slots=True)
class ProbeContext:
    """One site as a probe sees it.

    `fetch` asks for an address over HTTP; `render` shows it in the browser, for what only scripts show. Both keep to
    the address guard, the gap between requests and robots.txt, ask for an address once in an audit, and never raise
    for what a site does. `pages` streams the facts of the pages seen, afresh at each call. `taken_at` is now, in UTC.
    """

    url: str
    scope: Scope
    country: Country
    fetch: Fetch
    render: Callable[[str], Awaitable[PageEvidence]]
    pages: Callable[[], Iterable[PageFacts]]
    taken_at: str


class Probe(Protocol):
    """Gathers one kind of site evidence: a frozen dataclass named in `rules.site_evidence.FACTS`."""

    async def __call__(self, context: ProbeContext, /) -> Any: ...
