"""What a probe is given: the site, its country's profile, and polite ways to fetch and to render."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from crawler.probes.fetch import Fetch
from crawler.probes.handshake import Handshake
from crawler.probes.resolve import Resolve
from crawler.survey.urls import Scope
from rules.countries import Country
from rules.evidence import PageEvidence, PageFacts


@dataclass(frozen=True, slots=True)
class ProbeContext:
    """One site as a probe sees it.

    `fetch` asks for an address over HTTP; `render` shows it in the browser, for what only scripts show; `handshake`
    agrees on encryption and asks for nothing; `resolve` asks the DNS. The first two keep to robots.txt; all but the
    last keep to the address guard and to the gap between requests. Each asks a thing once in an audit and never raises
    for what a site does. `pages` streams the facts of the pages seen, afresh at each call. `taken_at` is now, in UTC.
    """

    url: str
    scope: Scope
    country: Country
    fetch: Fetch
    render: Callable[[str], Awaitable[PageEvidence]]
    handshake: Handshake
    resolve: Resolve
    pages: Callable[[], Iterable[PageFacts]]
    taken_at: str


class Probe(Protocol):
    """Gathers one kind of site evidence: a frozen dataclass named in `rules.site_evidence.FACTS`."""

    async def __call__(self, context: ProbeContext, /) -> Any: ...
