"""Running the probes: one that breaks costs its own evidence; conduct holds outside the site as within it."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from crawler.errors import CrawlerError
from crawler.pacing import HostPacer
from crawler.probes import run
from crawler.probes.context import ProbeContext
from crawler.render.errors import BrowserLostError
from crawler.site_spec import SiteSpec
from crawler.survey.run import Survey
from rules.model import Evidence
from rules.site_evidence import FACTS, StatementEvidence
from tests.render.awkward import AwkwardSite, answer, awkward_site

CONTEXT: Any = None  # the probes of these tests look at nothing


def gathered(monkeypatch: pytest.MonkeyPatch, probe: Any) -> list[run.Gathered]:
    async def collect() -> list[run.Gathered]:
        return [one async for one in run.gather(CONTEXT)]

    monkeypatch.setattr(run, "PROBES", {Evidence.STATEMENT: probe})
    monkeypatch.setattr(run, "PROBE_TIMEOUT_SECONDS", 0.05)
    return asyncio.run(collect())


def test_there_is_a_probe_for_every_kind_of_site_evidence_that_is_asked_for() -> None:
    # How the site's addresses hang together is known from the survey.
    assert set(run.PROBES) == set(FACTS) - {Evidence.CONTENT}


def test_a_probes_facts_are_given_on(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = StatementEvidence("2026-11-24")

    async def probe(_: ProbeContext) -> StatementEvidence:
        return facts

    assert gathered(monkeypatch, probe) == [run.Gathered(Evidence.STATEMENT, facts)]


def test_a_probe_that_breaks_or_takes_too_long_gives_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_: ProbeContext) -> None:
        raise ValueError("no such thing")

    async def slow(_: ProbeContext) -> None:
        await asyncio.sleep(5)

    assert gathered(monkeypatch, broken) == [
        run.Gathered(Evidence.STATEMENT, None, "ValueError: no such thing")
    ]
    assert gathered(monkeypatch, slow) == [run.Gathered(Evidence.STATEMENT, None, "timed_out")]


def test_a_lost_browser_is_not_a_probes_affair(monkeypatch: pytest.MonkeyPatch) -> None:
    async def lost(_: ProbeContext) -> None:
        raise BrowserLostError(None, "it is gone")

    with pytest.raises(CrawlerError):
        gathered(monkeypatch, lost)


def test_what_did_not_run_has_a_reason_too() -> None:
    assert {one.reason for one in run.not_gathered("probes_off")} == {"probes_off"}
    assert run.not_gathered("interrupted", set(run.PROBES)) == []


@pytest.fixture
def hosts() -> Iterator[tuple[AwkwardSite, AwkwardSite]]:
    with awkward_site() as site, awkward_site() as other:
        for one in (site, other):
            one.routes["/robots.txt"] = lambda handler: answer(
                handler, b"User-agent: *\nDisallow: /", content_type="text/plain"
            )
        yield site, other


def test_whoever_owns_a_site_may_pass_its_robots_txt_and_no_others(
    hosts: tuple[AwkwardSite, AwkwardSite],
) -> None:
    site, other = hosts
    spec = SiteSpec(
        {"id": "s"},
        "a",
        "A",
        site.url("/"),
        *("store", "captures", "captures"),
        own_site=True,
        statement_host=other.url(""),
    )
    survey = Survey(spec, HostPacer(lambda _: 0.0), lambda _: None)

    async def ask() -> tuple[bool, bool]:
        own, others = await survey.refusal(site.url("/was")), await survey.refusal(other.url("/a"))
        return own is None, others is None

    assert asyncio.run(ask()) == (True, False)
