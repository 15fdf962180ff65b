"""The browser's only way out: a SOCKS5 proxy on this machine that resolves, checks, pins and counts.

The browser hands over host names unresolved. The proxy resolves a name, refuses addresses outside the public internet
and connects to the very address it has checked, so a name that changes its answer (DNS rebinding) gains nothing.
"""

import asyncio
import contextlib
import errno
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from crawler.addresses import is_loopback, is_public

CONNECT_TIMEOUT_SECONDS = 15.0
RESOLVE_TIMEOUT_SECONDS = 10.0
HANDSHAKE_TIMEOUT_SECONDS = 10.0
CONNECTIONS_MAX = 256
ADDRESSES_TRIED_MAX = 4
_CHUNK_BYTES = 65_536
_HOSTS_REMEMBERED_MAX = 10_000

_SUCCEEDED, _GENERAL_FAILURE, _NOT_ALLOWED, _HOST_UNREACHABLE, _REFUSED = 0, 1, 2, 4, 5


class Failure(StrEnum):
    """Why the proxy could not connect to a host."""

    DNS_FAILED = "dns_failed"
    REFUSED = "connection_refused"
    TIMED_OUT = "timed_out"
    NOT_ALLOWED = "address_not_allowed"
    UNREACHABLE = "unreachable"


_REPLY = {
    Failure.DNS_FAILED: _HOST_UNREACHABLE,
    Failure.REFUSED: _REFUSED,
    Failure.TIMED_OUT: _HOST_UNREACHABLE,
    Failure.NOT_ALLOWED: _NOT_ALLOWED,
    Failure.UNREACHABLE: _GENERAL_FAILURE,
}


@dataclass(slots=True)
class HostTraffic:
    """What went to and came from one host, and why the latest attempt to connect failed, if it did."""

    connections: int = 0
    bytes_sent: int = 0
    bytes_received: int = 0
    failure: Failure | None = None
    detail: str = ""


class _ConnectError(Exception):
    """Raised when a host cannot be reached or may not be, by `Egress._connect`."""

    def __init__(self, failure: Failure, detail: str) -> None:
        super().__init__(detail)
        self.failure = failure
        self.detail = detail


Resolver = Callable[[str, int], Awaitable[list[str]]]


async def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of `host` in the order the system prefers."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Egress:
    """The proxy; an asynchronous context manager."""

    def __init__(
        self,
        *,
        allow_private_networks: bool = False,
        allowed_hosts: frozenset[str] = frozenset(),
        resolver: Resolver = resolve,
    ) -> None:
        self._allow_private_networks = allow_private_networks
        self._allowed_hosts = frozenset(host.lower() for host in allowed_hosts)
        self._resolver = resolver
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self.port = 0
        self.traffic: dict[tuple[str, int], HostTraffic] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accepted, "127.0.0.1", 0, limit=_CHUNK_BYTES)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()

    def failure(self, host: str, port: int) -> tuple[Failure, str] | None:
        """Return why the latest connection to `host` failed, or None when it did not."""
        traffic = self.traffic.get((_plain(host), port))
        return (
            (traffic.failure, traffic.detail) if traffic is not None and traffic.failure is not None else None
        )

    def may_connect(self, host: str, port: int, address: str) -> bool:
        """Say whether `host` may lead to `address`."""
        if self._allow_private_networks or is_public(address):
            return True
        named = _plain(host)
        bracketed = f"[{named}]" if ":" in named else named
        return is_loopback(address) and bool(
            {named, f"{named}:{port}", f"{bracketed}:{port}"} & self._allowed_hosts
        )

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            if len(self._tasks) > CONNECTIONS_MAX:
                return
            await self._serve(reader, writer)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            pass  # either side went away: nothing left to tell anybody
        except asyncio.CancelledError:
            pass  # the proxy is closing; the stream server has no use for a cancelled handler
        finally:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with asyncio.timeout(HANDSHAKE_TIMEOUT_SECONDS):
            request = await _handshake(reader, writer)
        if request is None:
            return
        host, port = request
        traffic = self._traffic(host, port)
        try:
            upstream_reader, upstream = await self._connect(host, port)
        except _ConnectError as error:
            traffic.failure, traffic.detail = error.failure, error.detail
            writer.write(_reply(_REPLY[error.failure]))
            await writer.drain()
            return
        traffic.failure, traffic.detail = None, ""
        traffic.connections += 1
        try:
            writer.write(_reply(_SUCCEEDED))
            await writer.drain()
            await self._relay(reader, writer, upstream_reader, upstream, traffic)
        finally:
            upstream.close()

    def _traffic(self, host: str, port: int) -> HostTraffic:
        if len(self.traffic) >= _HOSTS_REMEMBERED_MAX:
            self.traffic.pop(next(iter(self.traffic)))
        return self.traffic.setdefault((_plain(host), port), HostTraffic())

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        addresses = await self._addresses(host, port)
        allowed = [address for address in addresses if self.may_connect(host, port, address)]
        if not allowed:
            raise _ConnectError(
                Failure.NOT_ALLOWED, f"{host} leads to {addresses[0]}, outside the public internet"
            )
        failure = _ConnectError(Failure.UNREACHABLE, host)
        for address in allowed[:ADDRESSES_TRIED_MAX]:
            try:
                async with asyncio.timeout(CONNECT_TIMEOUT_SECONDS / min(len(allowed), ADDRESSES_TRIED_MAX)):
                    return await asyncio.open_connection(address, port, limit=_CHUNK_BYTES)
            except TimeoutError:
                failure = _ConnectError(Failure.TIMED_OUT, f"{address} port {port} did not answer")
            except OSError as error:
                refused = error.errno == errno.ECONNREFUSED
                kind = Failure.REFUSED if refused else Failure.UNREACHABLE
                failure = _ConnectError(kind, f"{address} port {port}: {error.strerror or error}")
        raise failure

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            return [str(ipaddress.ip_address(_plain(host)))]
        except ValueError:
            pass
        try:
            async with asyncio.timeout(RESOLVE_TIMEOUT_SECONDS):
                addresses = await self._resolver(host, port)
        except TimeoutError:
            raise _ConnectError(Failure.DNS_FAILED, f"{host}: the name server did not answer") from None
        except (OSError, UnicodeError) as error:
            raise _ConnectError(Failure.DNS_FAILED, f"{host}: {error}") from None
        if not addresses:
            raise _ConnectError(Failure.DNS_FAILED, f"{host} has no address")
        return addresses

    async def _relay(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        upstream_reader: asyncio.StreamReader,
        upstream: asyncio.StreamWriter,
        traffic: HostTraffic,
    ) -> None:
        def sent(count: int) -> None:
            traffic.bytes_sent += count

        def received(count: int) -> None:
            traffic.bytes_received += count

        up = asyncio.create_task(_pump(reader, upstream, sent))
        down = asyncio.create_task(_pump(upstream_reader, writer, received))
        try:
            # A half-closed connection is still of use to the other half.
            await asyncio.gather(up, down)
        finally:
            up.cancel()
            down.cancel()
            await asyncio.gather(up, down, return_exceptions=True)


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, count: Callable[[int], None]
) -> None:
    while data := await reader.read(_CHUNK_BYTES):
        count(len(data))
        writer.write(data)
        await writer.drain()
    if writer.can_write_eof():
        with contextlib.suppress(OSError):
            writer.write_eof()


async def _handshake(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int] | None:
    """Return the host and port asked for, or None when the client speaks something else (RFC 1928)."""
    version, method_count = await reader.readexactly(2)
    if version != 5:
        return None
    await reader.readexactly(method_count)
    writer.write(b"\x05\x00")
    await writer.drain()
    version, command, _, kind = await reader.readexactly(4)
    if version != 5 or command != 1:
        return None
    if kind == 1:
        host = socket.inet_ntop(socket.AF_INET, await reader.readexactly(4))
    elif kind == 4:
        host = socket.inet_ntop(socket.AF_INET6, await reader.readexactly(16))
    elif kind == 3:
        (length,) = await reader.readexactly(1)
        host = (await reader.readexactly(length)).decode("ascii", "replace")
    else:
        return None
    return host, int.from_bytes(await reader.readexactly(2), "big")


def _reply(code: int) -> bytes:
    return bytes((5, code, 0, 1, 0, 0, 0, 0, 0, 0))


def _plain(host: str) -> str:
    return host.lower().strip("[]").rstrip(".")
