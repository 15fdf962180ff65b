"""A probe's surroundings on this machine: a site, a statement host, a browser, and the context that joins them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.pacing import HostPacer
from crawler.probes.context import ProbeContext
from crawler.probes.fetch import ACCEPT_PAGES, PoliteFetch
from crawler.probes.render import PoliteRender
from crawler.survey.guard import AddressPolicy
from crawler.survey.plain_fetch import PlainFetcher
from crawler.survey.robots import Refusal, RobotsPolicy
from crawler.survey.urls import Scope
from rules.countries import country
from rules.evidence import LinkFact, PageFacts
from tests.render.awkward import AwkwardSite, Room

TAKEN_AT = "2026-11-24T12:00:00+00:00"


@dataclass
class ProbedSite:
    """A site and the host of its statement, each asked as an audit would."""

    room: Room
    site: AwkwardSite
    host: AwkwardSite
    code: str = "DK"
    links: Sequence[LinkFact] = ()
    statement_base: str = ""
    facts: list[PageFacts] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return self.site.host.replace(".", "-").replace(":", "-")

    @property
    def statement_url(self) -> str:
        return self.host.url(f"/{self.slug}")

    def context(self) -> ProbeContext:
        profile = country(self.code)
        if profile.statement.address:
            profile = profile.with_statement_host(self.statement_base or self.host.url(""))
        policy = AddressPolicy.for_start(self.site.url("/"), self.statement_base or self.host.url("/"))
        ask = PlainFetcher("Eftersyn-test", policy, accept=ACCEPT_PAGES, total_timeout_seconds=3)
        robots = RobotsPolicy(ask)

        async def refusal(url: str) -> Refusal | None:
            return await robots.refusal(url)

        pacer = HostPacer(lambda _: 0.0)
        page = PageFacts(
            self.site.url("/"),
            self.site.url("/"),
            "Forside",
            "da",
            "t",
            has_search=False,
            links=tuple(self.links),
        )
        return ProbeContext(
            url=self.site.url("/"),
            scope=Scope.of(self.site.url("/")),
            country=profile,
            fetch=PoliteFetch(ask, refusal, pacer),
            render=PoliteRender(self.room.renderer.look_at, refusal, pacer),
            pages=lambda: iter([page]),
            taken_at=TAKEN_AT,
        )

    def run(self, probe):
        """Run a probe and return its facts."""
        return self.room.runner.run(_probed(probe, self.context()))


async def _probed(probe, context: ProbeContext):
    async with asyncio.timeout(60):
        return await probe(context)
