"""The guard of the survey's connections: resolves, checks and pins, so that no name leads inside by surprise."""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from twisted.internet.interfaces import (
    IAddress,
    IHostnameResolver,
    IHostResolution,
    IResolutionReceiver,
)
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.addresses import is_loopback, is_public

DEFAULT_PORTS = {"http": 80, "https": 443}
_REMEMBERED_HOSTS_MAX = 10_000


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Which network addresses a host may lead to.

    `given_hosts` ("127.0.0.1:8000") are the hosts the user named as start: only they may lead to this very machine.
    """

    given_hosts: frozenset[tuple[str, int]] = frozenset()
    allow_private_networks: bool = False

    @classmethod
    def for_start(cls, *urls: str, allow_private_networks: bool = False) -> "AddressPolicy":
        """Return the policy for a survey that starts at `urls`."""
        return cls(frozenset(map(host_and_port, urls)), allow_private_networks)

    def allows(self, host: str, port: int, address: str) -> bool:
        """Say whether a connection to `host`:`port` may go to `address`."""
        if self.allow_private_networks or is_public(address):
            return True
        return is_loopback(address) and (_plain(host), port) in self.given_hosts

    def allows_literal(self, url: str) -> bool:
        """Say whether an address whose host is written as numbers may be asked for; names are checked when resolved."""
        host, port = host_and_port(url)
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return True
        return self.allows(host, port, str(address))


def host_and_port(url: str) -> tuple[str, int]:
    """Return the host (without brackets) and the port an address leads to."""
    parts = urlsplit(url)
    return _plain(parts.hostname or ""), parts.port or DEFAULT_PORTS.get(parts.scheme, 0)


def _plain(host: str) -> str:
    return host.lower().strip("[]").rstrip(".")


@implementer(IResolutionReceiver)
@dataclass(slots=True)
class _Filter:
    """Passes on the addresses the policy allows."""

    receiver: Any
    guard: "GuardedResolver"
    host: str
    port: int
    passed: int = 0
    refused: list[str] = field(default_factory=list)

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802  # Twisted's interface
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if self.guard.policy.allows(self.host, self.port, address.host):
            self.passed += 1
            self.receiver.addressResolved(address)
        else:
            self.refused.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        if self.refused and not self.passed:
            self.guard.remember(self.host, self.port, self.refused[0])
        self.receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """Twisted connects to exactly the addresses its resolver gives it, so what is not passed on is never reached."""

    def __init__(self, inner: Any, policy: AddressPolicy) -> None:
        self._inner = inner
        self.policy = policy
        self._refused: dict[tuple[str, int], str] = {}

    def resolveHostName(  # noqa: N802  # Twisted's interface
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        receiver = _Filter(resolutionReceiver, self, hostName, portNumber)
        resolution: IHostResolution = self._inner.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )
        return resolution

    def remember(self, host: str, port: int, address: str) -> None:
        if len(self._refused) < _REMEMBERED_HOSTS_MAX:
            self._refused[_plain(host), port] = address

    def refused_address(self, url: str) -> str | None:
        """Return the address that kept us from connecting to this host, if one did."""
        return self._refused.get(host_and_port(url))


def install(reactor: Any, policy: AddressPolicy) -> GuardedResolver:
    """Put the guard before the reactor's resolver; one that is already there takes on the new policy."""
    inner = reactor.nameResolver
    if isinstance(inner, GuardedResolver):
        inner = inner._inner  # noqa: SLF001  # our own
    guard = GuardedResolver(inner, policy)
    reactor.installNameResolver(guard)
    return guard
