"""Renders for the probes: paced, allowed by robots.txt, each address once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from crawler.pacing import HostPacer
from crawler.survey.inventory import SkipReason
from crawler.survey.robots import Refusal
from rules.evidence import PageEvidence, PageState

_REFUSED_STATES = {
    SkipReason.ROBOTS: PageState.ROBOTS_REFUSED,
    SkipReason.DNS_FAILED: PageState.DNS_FAILED,
    SkipReason.TIMED_OUT: PageState.TIMED_OUT,
    SkipReason.BAD_CERTIFICATE: PageState.BAD_CERTIFICATE,
    SkipReason.ADDRESS_NOT_ALLOWED: PageState.ADDRESS_NOT_ALLOWED,
}


@dataclass(slots=True)
class PoliteRender:
    """Shows every address at most once in an audit: what was seen is remembered.

    The browser follows redirects by itself, as it does for a visitor; robots.txt is asked for the address given.
    """

    look_at: Callable[[str], Awaitable[PageEvidence]]
    refusal: Callable[[str], Awaitable[Refusal | None]]
    pacer: HostPacer
    _known: dict[str, PageEvidence] = field(default_factory=dict)

    async def __call__(self, url: str) -> PageEvidence:
        """Return what the browser showed of `url`."""
        if url not in self._known:
            self._known[url] = await self._seen(url)
        return self._known[url]

    async def _seen(self, url: str) -> PageEvidence:
        if refusal := await self.refusal(url):
            return refused_page(url, refusal)
        await self.pacer.turn(url)
        return await self.look_at(url)


def refused_page(url: str, refusal: Refusal, taken_at: str = "") -> PageEvidence:
    """Return what is known of a page that may not be, or could not be, visited."""
    state = _REFUSED_STATES.get(refusal.reason, PageState.CONNECTION_FAILED)
    return PageEvidence(url, url, state, reason=refusal.detail, taken_at=taken_at)
