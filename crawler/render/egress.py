"""The browser's only way out: a SOCKS5 proxy on this machine that resolves, checks, pins and counts.

The browser hands over host names unresolved. The proxy resolves a name, refuses addresses outside the public internet
and connects to the very address it has checked, so a name that changes its answer (DNS rebinding) gains nothing.

Each page of the browser goes through a door of its own, where its connections, names and bytes are counted and cut off:
a page that takes without end takes from nobody but itself.
"""

import asyncio
import contextlib
import errno
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Self

from crawler.addresses import is_loopback, is_public
from crawler.render.door import CHUNK_BYTES, Door, Stream

CONNECT_TIMEOUT_SECONDS = 15.0
RESOLVE_TIMEOUT_SECONDS = 10.0
HANDSHAKE_TIMEOUT_SECONDS = 10.0
LOOKUP_THREADS = 32
ADDRESSES_TRIED_MAX = 4
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


class Egress:
    """The proxy; an asynchronous context manager. Its own `port` is a door without bounds on bytes."""

    def __init__(
        self,
        *,
        allow_private_networks: bool = False,
        allowed_hosts: frozenset[str] = frozenset(),
        resolver: Resolver | None = None,
    ) -> None:
        self._allow_private_networks = allow_private_networks
        self._allowed_hosts = frozenset(host.lower() for host in allowed_hosts)
        self._resolver = resolver or self._resolve
        # Threads of its own: a name server that is silent must not keep those waiting who need no name.
        self._threads = ThreadPoolExecutor(LOOKUP_THREADS, thread_name_prefix="lookup")
        self._lookups: dict[tuple[str, int], asyncio.Future[list[str]]] = {}
        self._doors: set[Door] = set()
        self.port = 0
        self.traffic: dict[tuple[str, int], HostTraffic] = {}

    async def __aenter__(self) -> Self:
        self.port = (await self.open_door()).port
        return self

    async def __aexit__(self, *_: object) -> None:
        for door in list(self._doors):
            await self.close_door(door)
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def open_door(self, bytes_max: int | None = None) -> Door:
        """Open one more port to come in by."""
        door = Door(self._serve, bytes_max)
        await door.open()
        self._doors.add(door)
        return door

    async def close_door(self, door: Door) -> None:
        """Close a port and cut what goes through it."""
        self._doors.discard(door)
        await door.close()

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

    async def _serve(self, door: Door, inner: Stream) -> None:
        reader, writer = inner
        async with asyncio.timeout(HANDSHAKE_TIMEOUT_SECONDS):
            request = await _handshake(reader, writer)
        if request is None:
            return
        host, port = request
        traffic = self._traffic(host, port)
        try:
            outer = await self._connect(door, host, port)
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
            await _relay(door, inner, outer, traffic)
        finally:
            outer[1].close()

    def _traffic(self, host: str, port: int) -> HostTraffic:
        if len(self.traffic) >= _HOSTS_REMEMBERED_MAX:
            self.traffic.pop(next(iter(self.traffic)))
        return self.traffic.setdefault((_plain(host), port), HostTraffic())

    async def _connect(self, door: Door, host: str, port: int) -> Stream:
        addresses = await self._addresses(door, host, port)
        allowed = [address for address in addresses if self.may_connect(host, port, address)]
        if not allowed:
            raise _ConnectError(
                Failure.NOT_ALLOWED, f"{host} leads to {addresses[0]}, outside the public internet"
            )
        failure = _ConnectError(Failure.UNREACHABLE, host)
        for address in allowed[:ADDRESSES_TRIED_MAX]:
            try:
                async with asyncio.timeout(CONNECT_TIMEOUT_SECONDS / min(len(allowed), ADDRESSES_TRIED_MAX)):
                    return await asyncio.open_connection(address, port, limit=CHUNK_BYTES)
            except TimeoutError:
                failure = _ConnectError(Failure.TIMED_OUT, f"{address} port {port} did not answer")
            except OSError as error:
                refused = error.errno == errno.ECONNREFUSED
                kind = Failure.REFUSED if refused else Failure.UNREACHABLE
                failure = _ConnectError(kind, f"{address} port {port}: {error.strerror or error}")
        raise failure

    async def _addresses(self, door: Door, host: str, port: int) -> list[str]:
        try:
            return [str(ipaddress.ip_address(_plain(host)))]
        except ValueError:
            pass
        if not door.may_name(_plain(host)):
            raise _ConnectError(Failure.NOT_ALLOWED, f"{host}: the page names more hosts than we look up")
        try:
            async with asyncio.timeout(RESOLVE_TIMEOUT_SECONDS):
                # Shielded: others may wait for the same answer.
                addresses = await asyncio.shield(await self._looked_up(door, host, port))
        except TimeoutError:
            raise _ConnectError(Failure.DNS_FAILED, f"{host}: the name server did not answer") from None
        except (OSError, UnicodeError) as error:
            raise _ConnectError(Failure.DNS_FAILED, f"{host}: {error}") from None
        if not addresses:
            raise _ConnectError(Failure.DNS_FAILED, f"{host} has no address")
        return addresses

    async def _looked_up(self, door: Door, host: str, port: int) -> asyncio.Future[list[str]]:
        """Return the answer to come for a name; those who ask for one name at a time share one lookup."""
        key = (_plain(host), port)
        slots = door.lookups
        while (found := self._lookups.get(key)) is None:
            # Held until the thread is done, not until we stop waiting for it.
            await slots.acquire()
            if key in self._lookups:
                slots.release()
                continue
            found = asyncio.ensure_future(self._resolver(host, port))
            self._lookups[key] = found

            def over(done: asyncio.Future[list[str]]) -> None:
                slots.release()
                self._lookups.pop(key, None)
                if not done.cancelled():
                    done.exception()  # heard by those who wait, if anybody still does

            found.add_done_callback(over)
            break
        return found

    async def _resolve(self, host: str, port: int) -> list[str]:
        """Return the addresses of `host` in the order the system prefers."""
        look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(self._threads, look_up)
        return list(dict.fromkeys(str(address[0]) for *_, address in found))


async def _relay(door: Door, inner: Stream, outer: Stream, traffic: HostTraffic) -> None:
    def sent(count: int) -> None:
        traffic.bytes_sent += count

    def received(count: int) -> None:
        traffic.bytes_received += count
        door.count(count)

    up = asyncio.create_task(_pump(inner[0], outer[1], sent))
    down = asyncio.create_task(_pump(outer[0], inner[1], received))
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
    while data := await reader.read(CHUNK_BYTES):
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
