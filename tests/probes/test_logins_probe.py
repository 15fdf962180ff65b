"""Where links to a login lead, on local servers: read step by step, and never through the login's door."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from crawler.pacing import HostPacer
from crawler.probes.context import ProbeContext
from crawler.probes.fetch import ACCEPT_PAGES, PoliteFetch
from crawler.probes.logins import HOPS_MAX, LINKS_MAX, gather
from crawler.survey.guard import AddressPolicy
from crawler.survey.plain_fetch import PlainFetcher
from crawler.survey.robots import Refusal, RobotsPolicy
from crawler.survey.urls import Scope
from rules.countries import country
from rules.evidence import LinkFact, PageFacts
from rules.site_evidence import LoginsEvidence
from tests.probes.tls_sites import HOST, WebSite, web_site

NATIONAL = "https://nemlog-in.mitid.dk/login.aspx/idp/nemlogin"


@pytest.fixture
def site() -> Iterator[WebSite]:
    with web_site() as served:
        yield served


@pytest.fixture
def vendor() -> Iterator[WebSite]:
    with web_site() as served:
        yield served


def base(served: WebSite) -> str:
    return f"http://{HOST}:{served.port}"


def moved(to: str, status: int = 302) -> tuple[int, bytes, dict[str, str]]:
    return status, b"", {"Location": to}


def read(
    site: WebSite, *links: tuple[str, str], others: tuple[WebSite, ...] = (), code: str = "DK"
) -> LoginsEvidence:
    policy = AddressPolicy.for_start(base(site), *map(base, others))
    ask = PlainFetcher("Eftersyn-test", policy, accept=ACCEPT_PAGES, total_timeout_seconds=3)
    robots = RobotsPolicy(ask)
    nothing: Any = None

    async def refusal(address: str) -> Refusal | None:
        return await robots.refusal(address)

    url = f"{base(site)}/"
    facts = PageFacts(
        url, url, "", "da", "t", has_search=False, links=tuple(LinkFact(*link) for link in links)
    )
    pacer = HostPacer(lambda _: 0.0)
    context = ProbeContext(
        url=url,
        scope=Scope.of(url),
        country=country(code),
        fetch=PoliteFetch(ask, refusal, pacer),
        render=nothing,
        handshake=nothing,
        resolve=nothing,
        pages=lambda: iter([facts]),
        taken_at="2026-11-24T12:00:00+00:00",
    )
    return asyncio.run(gather(context))


def test_a_login_behind_two_other_hosts_is_recognised_and_not_entered(site: WebSite, vendor: WebSite) -> None:
    site.answers["/log-ind"] = moved(f"{base(vendor)}/start?session=hemmelig")
    vendor.answers["/start?session=hemmelig"] = moved("/oauth?client_id=1&response_type=code", 303)
    vendor.answers["/oauth?client_id=1&response_type=code"] = moved(
        f"{NATIONAL}?SAMLRequest=fZJ&RelayState=x"
    )
    (chain,) = read(site, (f"{base(site)}/log-ind", "Selvbetjening"), others=(vendor,)).chains
    assert chain.hops == (
        f"{base(vendor)}/start?session=",
        f"{base(vendor)}/oauth?client_id=&response_type=code",
        f"{NATIONAL}?SAMLRequest=&RelayState=",
    )
    assert chain.reason == ""
    assert vendor.seen == ["/robots.txt", "/start?session=hemmelig", "/oauth?client_id=1&response_type=code"]


def test_a_form_that_a_script_would_send_to_the_login_is_a_step_on_the_way(site: WebSite) -> None:
    site.answers["/min-side"] = (
        200,
        f'<form action="{NATIONAL}" method="post"><input name="SAMLRequest" value="a"></form>'.encode(),
        {},
    )
    (chain,) = read(site, (f"{base(site)}/min-side", "Min side")).chains
    assert chain.hops == (NATIONAL,)


def test_a_login_page_of_the_sites_own_leads_nowhere(site: WebSite) -> None:
    site.answers["/login"] = (200, b"<form><input name=user><input type=password></form>", {})
    (chain,) = read(site, (f"{base(site)}/login", "Log ind")).chains
    assert (chain.hops, chain.reason) == ((), "")


def test_robots_txt_of_a_host_on_the_way_is_kept(site: WebSite, vendor: WebSite) -> None:
    site.answers["/login"] = moved(f"{base(vendor)}/sso")
    vendor.answers["/robots.txt"] = (200, b"User-agent: *\nDisallow: /", {"content_type": "text/plain"})
    (chain,) = read(site, (f"{base(site)}/login", "Log ind"), others=(vendor,)).chains
    assert chain.hops == (f"{base(vendor)}/sso",)
    assert chain.reason.startswith("robots")
    assert vendor.seen == ["/robots.txt"]


def test_a_way_round_in_a_circle_ends(site: WebSite) -> None:
    site.answers["/login"] = moved("/login/")
    site.answers["/login/"] = moved("/login")
    (chain,) = read(site, (f"{base(site)}/login", "Log ind")).chains
    assert len(chain.hops) == HOPS_MAX
    assert chain.reason == "too_many"


def test_only_links_to_a_login_are_read_and_no_more_than_a_few(site: WebSite) -> None:
    others = [
        (f"{base(site)}/nyheder", "Nyt login til skoler"),
        (NATIONAL, "Log ind"),
        ("mailto:a@b.dk", "Log ind"),
    ]
    logins = [(f"{base(site)}/login/{number}", "Log ind") for number in range(LINKS_MAX + 2)]
    found = read(site, *others, *logins)
    assert len(found.chains) == LINKS_MAX
    assert found.left_out == 2
    assert all("/login/" in chain.url for chain in found.chains)


def test_a_site_on_this_machine_sends_us_nowhere_on_the_internet(site: WebSite) -> None:
    assert read(site, ("https://selvbetjening.eksempelby.dk/flyt", "Start selvbetjening")).chains == ()


def test_a_country_without_a_table_has_no_logins_to_look_for(site: WebSite) -> None:
    assert read(site, (f"{base(site)}/login", "Logga in"), code="DE").chains == ()
    assert site.seen == []
