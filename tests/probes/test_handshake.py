"""What a server offers of encryption, seen on real servers with certificates of a CA made for the test."""

import asyncio
import socket
import threading
from pathlib import Path

import pytest
import trustme
from OpenSSL import SSL

from crawler.pacing import HostPacer
from crawler.probes.handshake import PoliteHandshake
from crawler.survey.guard import AddressPolicy
from rules.safety_evidence import Spoken, Tls, Trust
from tests.command_line.sites import closed_port
from tests.probes.tls_sites import HOST, accepting, old_tls_site, server_context, web_site


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def trusted(ca: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def offered(port: int, timeout_seconds: float = 5) -> Tls:
    policy = AddressPolicy.for_start(f"https://{HOST}:{port}/")
    handshake = PoliteHandshake(policy, HostPacer(lambda _: 0.0), timeout_seconds)

    async def twice() -> Tls:
        first = await handshake(HOST, port)
        assert await handshake(HOST, port) is first
        return first

    return asyncio.run(twice())


def test_a_new_server_with_a_trusted_certificate(ca: trustme.CA) -> None:
    with web_site(server_context(ca)) as site:
        tls = offered(site.port)
    assert (tls.state, tls.version, tls.trust, tls.old) == (
        Spoken.ACCEPTED,
        "TLSv1.3",
        Trust.TRUSTED,
        Spoken.REFUSED,
    )
    assert tls.certificate is not None
    assert tls.certificate.names == (HOST,)
    assert "trustme" in tls.certificate.issuer
    assert tls.certificate.valid_from < tls.certificate.valid_to
    assert site.seen == []  # nothing was asked for


def test_certificates_that_browsers_warn_of(ca: trustme.CA) -> None:
    cases = (
        (server_context(ca, days=-3), Trust.EXPIRED),
        (server_context(ca, "andre.example.org"), Trust.WRONG_NAME),
        (server_context(trustme.CA()), Trust.UNKNOWN_ISSUER),
    )
    for context, trust in cases:
        with web_site(context) as site:
            tls = offered(site.port)
        assert (tls.trust, tls.state) == (trust, Spoken.ACCEPTED)
        assert tls.trust_detail
        assert tls.certificate is not None


@pytest.mark.parametrize(
    ("newest", "version", "old"),
    [
        (SSL.TLS1_3_VERSION, "TLSv1.3", "TLS 1.1"),
        (SSL.TLS1_2_VERSION, "TLSv1.2", "TLS 1.1"),
    ],
)
def test_a_server_that_still_speaks_old_tls(ca: trustme.CA, newest: int, version: str, old: str) -> None:
    with old_tls_site(ca, newest) as port:
        tls = offered(port)
    assert (tls.version, tls.old, tls.old_version) == (version, Spoken.ACCEPTED, old)


def test_a_server_that_speaks_nothing_new_is_no_server_without_encryption(ca: trustme.CA) -> None:
    with old_tls_site(ca, SSL.TLS1_1_VERSION) as port:
        tls = offered(port)
    assert (tls.state, tls.version, tls.old) == (Spoken.ACCEPTED, "TLS 1.1", Spoken.ACCEPTED)
    assert tls.is_outdated
    assert tls.certificate is None


def test_a_server_that_speaks_no_tls_or_is_not_there_refuses() -> None:
    def serve(raw: socket.socket) -> None:
        with raw:
            raw.recv(100)
            raw.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with accepting(serve) as port:
        assert offered(port).state is Spoken.REFUSED
    assert offered(closed_port()).state is Spoken.REFUSED


def test_a_server_that_says_nothing_is_not_seen() -> None:
    closing = threading.Event()

    def serve(raw: socket.socket) -> None:
        with raw:
            closing.wait(10)

    with accepting(serve) as port:
        tls = offered(port, timeout_seconds=0.3)
        closing.set()
    assert tls.state is Spoken.UNSEEN


def test_an_address_we_must_not_go_to_is_not_seen() -> None:
    handshake = PoliteHandshake(AddressPolicy(), HostPacer(lambda _: 0.0))
    tls = asyncio.run(handshake("127.0.0.1", 443))
    assert tls.state is Spoken.UNSEEN
    assert "address_not_allowed" in tls.reason
