"""Which addresses count as the public internet."""

import pytest

from crawler.addresses import is_loopback, is_public


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "130.226.1.1", "2a00:1450:400f::1", "::ffff:1.1.1.1", "64:ff9b::101:101", "192.0.1.1"],
)
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
        "not an address",
        "",
    ],
)
def test_addresses_that_reach_inwards_are_not_public(address: str) -> None:
    assert not is_public(address)


def test_loopback_is_known_in_every_spelling() -> None:
    assert all(is_loopback(address) for address in ("127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"))
    assert not any(is_loopback(address) for address in ("10.0.0.1", "::2", "nowhere"))
