"""How a site is reached, redirects and security.txt, on local servers; what is asked, and how often."""

import asyncio
import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import trustme

from crawler.pacing import HostPacer
from crawler.probes.context import ProbeContext
from crawler.probes.fetch import ACCEPT_PAGES, PoliteFetch
from crawler.probes.handshake import PoliteHandshake
from crawler.probes.transport import SECURITY_TXT_PATH, TransportProbe, gather
from crawler.survey.guard import AddressPolicy
from crawler.survey.plain_fetch import PlainFetcher
from crawler.survey.robots import Refusal, RobotsPolicy
from rules.evidence import PageFacts
from rules.model import Outcome
from rules.safety_evidence import Spoken, TransportEvidence, Trust
from tests.command_line.sites import closed_port
from tests.probes.tls_sites import HOST, Answer, WebSite, server_context, web_site
from tests.rules.made_pages import judged, page, site

TAKEN_AT = "2026-11-24T12:00:00+00:00"
PASSED, FAILED = [(Outcome.PASSED, "")], Outcome.FAILED
START: Answer = (200, b"<title>Her</title>", {})
CONTACT = b"# Hvem\nContact: mailto:it@eksempel.dk\nExpires: 2027-06-01T00:00:00.000Z\nPreferred-Languages: da, en\n"


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def trusted(ca: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


@pytest.fixture
def plain() -> Iterator[WebSite]:
    with web_site() as served:
        served.answers["/"] = START
        yield served


@pytest.fixture
def secure(ca: trustme.CA) -> Iterator[WebSite]:
    with web_site(server_context(ca)) as served:
        served.answers["/"] = START
        yield served


def seen(
    url: str,
    *,
    ports: dict[str, int] | None = None,
    given: tuple[str, ...] = (),
    pages: Sequence[PageFacts] = (page(),),
) -> TransportEvidence:
    policy = AddressPolicy.for_start(url, *given, *(f"{s}://{HOST}:{p}" for s, p in (ports or {}).items()))
    ask = PlainFetcher("Eftersyn-test", policy, accept=ACCEPT_PAGES, total_timeout_seconds=3)
    robots = RobotsPolicy(ask)

    async def refusal(address: str) -> Refusal | None:
        return await robots.refusal(address)

    pacer = HostPacer(lambda _: 0.0)
    nothing: Any = None
    context = ProbeContext(
        *(
            url,
            nothing,
            nothing,
            PoliteFetch(ask, refusal, pacer),
            nothing,
            PoliteHandshake(policy, pacer, 3),
        ),
        resolve=nothing,
        pages=lambda: pages,
        taken_at=TAKEN_AT,
    )
    return asyncio.run((TransportProbe(ports) if ports else gather)(context))


def said(rule: str, evidence: TransportEvidence, url: str) -> list[tuple[Outcome, str]]:
    return judged(rule, dataclasses.replace(site(page(site=url), url=url), transport=evidence))


def test_a_secure_site_whose_http_address_sends_on_to_it(plain: WebSite, secure: WebSite) -> None:
    url = f"https://{HOST}:{secure.port}/"
    plain.answers["/"] = (301, b"", {"Location": url})
    secure.answers[SECURITY_TXT_PATH] = (200, CONTACT, {"content_type": "text/plain"})
    evidence = seen(url, ports={"http": plain.port, "https": secure.port})
    assert evidence.tls is not None
    assert (evidence.tls.trust, evidence.tls.version) == (Trust.TRUSTED, "TLSv1.3")
    assert evidence.http is not None
    assert evidence.http.way == (f"http://{HOST}:{plain.port}/", url)
    assert evidence.https is None
    for rule in (
        "https-missing",
        "http-not-redirected",
        "certificate-untrusted",
        "tls-version-old",
        "security-txt-missing",
    ):
        assert said(rule, evidence, url) == PASSED, rule
    # Each thing once: robots.txt, the start page on its way, and security.txt.
    assert plain.seen == ["/robots.txt", "/"]
    assert secure.seen == ["/robots.txt", "/", SECURITY_TXT_PATH]


def test_a_site_given_without_https_that_has_it_all_the_same(plain: WebSite, secure: WebSite) -> None:
    url = f"http://{HOST}:{plain.port}/"
    evidence = seen(url, ports={"http": plain.port, "https": secure.port})
    assert evidence.https is not None
    assert evidence.https.status == 200
    assert said("https-missing", evidence, url) == PASSED
    assert said("http-not-redirected", evidence, url) == [(FAILED, "stays")]
    assert said("security-txt-missing", evidence, url) == [(FAILED, "missing")]


def test_a_page_that_sends_everyone_on_to_a_bad_certificate_tells_whose_it_is(
    plain: WebSite, ca: trustme.CA
) -> None:
    with web_site(server_context(ca, days=-3)) as late:
        url = f"http://{HOST}:{plain.port}/"
        plain.answers["/"] = (301, b"", {"Location": f"https://{HOST}:{late.port}/"})
        evidence = seen(url, given=(f"https://{HOST}:{late.port}",), pages=())
        assert late.seen == []
    assert evidence.tls is not None
    assert evidence.tls.trust is Trust.EXPIRED
    assert said("certificate-untrusted", evidence, url) == [(FAILED, "expired")]


def test_a_site_without_https(plain: WebSite) -> None:
    url = f"http://{HOST}:{plain.port}/"
    evidence = seen(url, ports={"http": plain.port, "https": closed_port()})
    assert evidence.tls is not None
    assert evidence.tls.state is Spoken.REFUSED
    assert said("https-missing", evidence, url) == [(FAILED, "nothing")]
    assert said("http-not-redirected", evidence, url) == []
    assert said("tls-version-old", evidence, url) == []


def test_https_that_sends_back_to_http(plain: WebSite, secure: WebSite) -> None:
    url = f"http://{HOST}:{plain.port}/"
    secure.answers["/"] = (302, b"", {"Location": url})
    evidence = seen(url, ports={"http": plain.port, "https": secure.port})
    assert said("https-missing", evidence, url) == [(FAILED, "sent_back")]


def test_a_site_on_this_machine_is_asked_for_nothing_but_what_it_shows_itself(plain: WebSite) -> None:
    url = f"http://{HOST}:{plain.port}/"
    evidence = seen(url)
    assert (evidence.is_public, evidence.http, evidence.https, evidence.tls) == (False, None, None, None)
    for rule in ("https-missing", "http-not-redirected", "certificate-untrusted", "tls-version-old"):
        assert said(rule, evidence, url) == []
    assert plain.seen == ["/robots.txt", SECURITY_TXT_PATH]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((200, b"<h1>Ikke fundet</h1><p>Contact: os</p>", {}), "missing"),
        ((200, CONTACT.replace(b"2027", b"2025"), {"content_type": "text/plain"}), "expired"),
        (
            (
                200,
                b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" + CONTACT,
                {"content_type": "text/plain"},
            ),
            "",
        ),
    ],
)
def test_what_lies_at_the_address_of_security_txt(plain: WebSite, answer: Any, message: str) -> None:
    url = f"http://{HOST}:{plain.port}/"
    plain.answers[SECURITY_TXT_PATH] = answer
    expected = [(FAILED, message)] if message else PASSED
    assert said("security-txt-missing", seen(url), url) == expected


def test_robots_txt_holds_for_probes_too(plain: WebSite) -> None:
    url = f"http://{HOST}:{plain.port}/"
    plain.answers["/robots.txt"] = (200, b"User-agent: *\nDisallow: /", {"content_type": "text/plain"})
    evidence = seen(url)
    assert evidence.security_txt is not None
    assert evidence.security_txt.asked.reason.startswith("robots")
    assert plain.seen == ["/robots.txt"]
