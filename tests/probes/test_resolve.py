"""Questions to the DNS, answered by a name server of the test's own."""

import asyncio
import dataclasses
from collections.abc import Iterator
from typing import Any

import pytest
from dnslib import CAA, DS, QTYPE, RR, TXT, A
from dnslib.server import BaseResolver, DNSLogger, DNSServer

from crawler.probes import names, resolve
from crawler.probes.context import ProbeContext
from crawler.probes.resolve import Resolver
from rules.safety_evidence import Records, RecordState
from tests.rules.made_pages import judged, site

HOST, DOMAIN = "www.eksempel.dk", "eksempel.dk"


class Zone(BaseResolver):  # type: ignore[misc]
    """Answers from `records`; names under `broken.dk` with SERVFAIL, names it does not know with NXDOMAIN."""

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], list[Any]] = {}
        self.asked: list[tuple[str, str]] = []
        self.vouches = False

    def resolve(self, request, handler):
        name, kind = str(request.q.qname).rstrip("."), QTYPE[request.q.qtype]
        self.asked.append((name, kind))
        reply = request.reply()
        reply.header.ad = int(self.vouches)
        if name.endswith("broken.dk"):
            reply.header.rcode = 2
        elif name not in {known for known, _ in self.records}:
            reply.header.rcode = 3
        for record in self.records.get((name, kind), ()):
            reply.add_answer(RR(request.q.qname, request.q.qtype, rdata=record, ttl=60))
        return reply


@pytest.fixture
def zone() -> Zone:
    return Zone()


@pytest.fixture
def port(zone: Zone) -> Iterator[int]:
    server = DNSServer(
        zone, address="127.0.0.1", port=0, logger=DNSLogger("-request,-reply,-truncated,-error")
    )
    server.start_thread()
    yield server.server.server_address[1]
    server.stop()
    server.server.server_close()


def asked(port: int, *questions: tuple[str, str]) -> list[Records]:
    resolver = Resolver(["127.0.0.1"], port)

    async def ask() -> list[Records]:
        return [await resolver(*question) for question in questions]

    return asyncio.run(ask())


def test_records_come_as_text_and_each_question_is_asked_once(zone: Zone, port: int) -> None:
    zone.records[DOMAIN, "TXT"] = [TXT(["v=spf1 include:a.dk", " -all"]), TXT("andet")]
    zone.vouches = True
    first, again = asked(port, (DOMAIN, "TXT"), (f"{DOMAIN.upper()}.", "TXT"))
    assert first is again
    assert first == Records(
        DOMAIN, "TXT", RecordState.FOUND, ("andet", "v=spf1 include:a.dk -all"), is_validated=True
    )
    assert len(zone.asked) == 1


def test_what_is_not_there_is_absent_and_what_failed_is_not(zone: Zone, port: int) -> None:
    zone.records[DOMAIN, "A"] = [A("192.0.2.1")]
    found = asked(port, (DOMAIN, "AAAA"), ("x.dk", "A"), ("www.broken.dk", "A"), ("a..b", "A"))
    states = [RecordState.ABSENT, RecordState.ABSENT, RecordState.FAILED, RecordState.FAILED]
    assert [records.state for records in found] == states
    assert found[2].reason.startswith("NoNameservers")


def test_a_resolver_that_does_not_answer_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolve, "LIFETIME_SECONDS", 0.3)
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.settimeout(0.1)
        found = asked(silent.getsockname()[1], (DOMAIN, "A"), (DOMAIN, "TXT"), (HOST, "CAA"))
        assert [records.state for records in found] == [RecordState.FAILED] * 3
        questions = set()
        while True:
            try:
                questions.add(silent.recv(1000)[12:])
            except TimeoutError:
                break
    assert len({question[:20] for question in questions}) == 1


def context(url: str, port: int) -> ProbeContext:
    nothing: Any = None
    return ProbeContext(
        *(url, nothing, nothing, nothing, nothing, nothing),
        resolve=Resolver(["127.0.0.1"], port),
        pages=lambda: (),
        taken_at="2026-11-24T12:00:00+00:00",
    )


RULES = ("dnssec-missing", "ipv6-missing", "spf-missing", "dmarc-missing", "caa-missing")


def outcomes(url: str, port: int) -> dict[str, list[str]]:
    found = asyncio.run(names.gather(context(url, port)))
    evidence = dataclasses.replace(site(url=url), names=found)
    return {rule: [outcome.value for outcome, _ in judged(rule, evidence)] for rule in RULES}


def test_a_well_kept_domain_and_a_bare_one(zone: Zone, port: int) -> None:
    zone.records[HOST, "A"] = [A("192.0.2.1")]
    zone.records[DOMAIN, "A"] = [A("192.0.2.1")]
    assert outcomes(f"https://{HOST}/", port) == {rule: ["failed"] for rule in RULES}
    assert (DOMAIN, "CAA") in zone.asked
    zone.records[HOST, "AAAA"] = [_ipv6()]
    zone.records[DOMAIN, "DS"] = [DS(2371, 13, 2, bytes.fromhex("AB" * 32))]
    zone.records[DOMAIN, "TXT"] = [TXT("v=spf1 -all")]
    zone.records[f"_dmarc.{DOMAIN}", "TXT"] = [TXT("v=DMARC1; p=reject")]
    zone.records[DOMAIN, "CAA"] = [CAA(0, "issue", "letsencrypt.org")]
    assert outcomes(f"https://{HOST}/", port) == {rule: ["passed"] for rule in RULES}


def _ipv6() -> Any:
    from dnslib import AAAA

    return AAAA("2001:db8::1")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/", "http://intranet/", "http://[::1]/"])
def test_nothing_is_asked_of_local_names(zone: Zone, port: int, url: str) -> None:
    assert outcomes(url, port) == {rule: [] for rule in RULES}
    assert zone.asked == []
