"""Connections go only where the policy lets them."""

from typing import Any, cast

import pytest
from twisted.internet.address import IPv4Address

from crawler.survey.guard import AddressPolicy, GuardedResolver

GIVEN = AddressPolicy.for_start("http://127.0.0.1:8000/", "http://localhost:9000/")


@pytest.mark.parametrize(
    ("policy", "host", "port", "address", "is_allowed"),
    [
        (AddressPolicy(), "by.dk", 443, "1.1.1.1", True),
        (AddressPolicy(), "by.dk", 443, "10.0.0.1", False),
        (AddressPolicy(), "127.0.0.1", 80, "127.0.0.1", False),
        (AddressPolicy(allow_private_networks=True), "by.dk", 443, "10.0.0.1", True),
        (GIVEN, "127.0.0.1", 8000, "127.0.0.1", True),
        (GIVEN, "127.0.0.1", 8001, "127.0.0.1", False),
        (GIVEN, "127.0.0.2", 8000, "127.0.0.2", False),
        (GIVEN, "LOCALHOST", 9000, "::1", True),
        (GIVEN, "localhost", 9000, "10.0.0.1", False),
        (GIVEN, "evil.example", 8000, "127.0.0.1", False),
    ],
)
def test_which_addresses_a_host_may_lead_to(policy, host, port, address, is_allowed) -> None:
    assert policy.allows(host, port, address) is is_allowed


@pytest.mark.parametrize(
    ("url", "is_allowed"),
    [
        ("http://169.254.169.254/latest/", False),
        ("http://[::1]/", False),
        ("http://127.0.0.1:8000/", True),
        ("http://by.dk/", True),
    ],
)
def test_hosts_written_as_numbers_are_judged_before_asking(url: str, is_allowed: bool) -> None:
    assert GIVEN.allows_literal(url) is is_allowed


class _Inner:
    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    def resolveHostName(self, receiver, host, port, types, transport):  # noqa: N802
        receiver.resolutionBegan(None)
        for address in self.addresses:
            receiver.addressResolved(IPv4Address("TCP", address, port))
        receiver.resolutionComplete()


class _Receiver:
    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.is_complete = False

    def resolutionBegan(self, resolution) -> None:  # noqa: N802
        pass

    def addressResolved(self, address) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.is_complete = True


def test_only_allowed_addresses_come_out_of_the_resolver() -> None:
    guard = GuardedResolver(_Inner("10.0.0.1", "1.1.1.1"), AddressPolicy())
    receiver = _Receiver()
    guard.resolveHostName(cast("Any", receiver), "by.dk", 443)
    assert receiver.addresses == ["1.1.1.1"]
    assert receiver.is_complete
    assert guard.refused_address("https://by.dk/") is None


def test_a_host_that_leads_only_inside_is_remembered_as_refused() -> None:
    guard = GuardedResolver(_Inner("10.0.0.1"), AddressPolicy())
    receiver = _Receiver()
    guard.resolveHostName(cast("Any", receiver), "by.dk", 443)
    assert receiver.addresses == []
    assert guard.refused_address("https://by.dk/a") == "10.0.0.1"
