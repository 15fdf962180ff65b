"""What the browser's way out lets through, whom it asks, and how it says no."""

import asyncio
import gc
import socket
import struct
from typing import Self

import pytest

from crawler.render.egress import Egress, Failure


def name_request(host: str, port: int) -> bytes:
    return b"\x05\x01\x00\x05\x01\x00\x03" + bytes([len(host)]) + host.encode() + struct.pack(">H", port)


async def ask(egress: Egress, request: bytes, then: bytes = b"") -> tuple[int, bytes]:
    """Return the proxy's reply code (-1 for none) and what came back through it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", egress.port)
    try:
        writer.write(request)
        head = await asyncio.wait_for(reader.read(2), 5)
        if head != b"\x05\x00":
            return -1, head
        reply = await asyncio.wait_for(reader.readexactly(10), 5)
        if reply[1] == 0:
            writer.write(then)
            return 0, await asyncio.wait_for(reader.read(100), 5)
        return reply[1], b""
    finally:
        writer.close()
        await writer.wait_closed()


class Echo:
    """A server on this machine that sends back what it gets, and counts who came."""

    def __init__(self) -> None:
        self.callers = 0

    async def __aenter__(self) -> Self:
        self.server = await asyncio.start_server(self._echo, "127.0.0.1", 0)
        self.port = int(self.server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *_: object) -> None:
        self.server.close()
        await self.server.wait_closed()

    async def _echo(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.callers += 1
        writer.write(await reader.read(100))
        await writer.drain()
        writer.close()


def test_an_allowed_host_is_connected_and_its_bytes_are_counted() -> None:
    async def scene() -> None:
        async with Echo() as echo, Egress(allowed_hosts=frozenset({f"127.0.0.1:{echo.port}"})) as egress:
            assert await ask(egress, name_request("127.0.0.1", echo.port), b"hello") == (0, b"hello")
            traffic = egress.traffic["127.0.0.1", echo.port]
            assert (traffic.connections, traffic.bytes_sent, traffic.bytes_received) == (1, 5, 5)
            assert egress.failure("127.0.0.1", echo.port) is None

    asyncio.run(scene())


@pytest.mark.parametrize("address", ["127.0.0.1", "::ffff:127.0.0.1", "10.0.0.1", "169.254.169.254"])
def test_a_public_name_that_leads_inwards_is_refused_without_connecting(address: str) -> None:
    async def resolver(host: str, port: int) -> list[str]:
        return [address]

    async def scene() -> None:
        async with Echo() as echo, Egress(resolver=resolver) as egress:
            code, _ = await ask(egress, name_request("www.example.dk", echo.port))
            assert code == 2
            assert echo.callers == 0
            found = egress.failure("WWW.example.dk.", echo.port)
            assert found is not None
            assert found[0] is Failure.NOT_ALLOWED
            assert address in found[1]

    asyncio.run(scene())


def test_a_name_that_changes_its_answer_gains_nothing() -> None:
    answers = iter([["192.0.2.1", "10.0.0.1"], ["127.0.0.1"]])
    asked: list[str] = []

    async def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    async def scene() -> None:
        async with Echo() as echo, Egress(resolver=resolver) as egress:
            first, _ = await ask(egress, name_request("rebind.example", echo.port))
            second, _ = await ask(egress, name_request("rebind.example", echo.port))
            assert (first, second) == (2, 2)
            assert echo.callers == 0
            assert len(asked) == 2  # one answer for each connection, and that very answer is judged

    asyncio.run(scene())


def test_a_loopback_host_is_allowed_on_the_port_given_only() -> None:
    egress = Egress(allowed_hosts=frozenset({"127.0.0.1:8000", "localhost", "[::1]:9000"}))
    assert egress.may_connect("127.0.0.1", 8000, "127.0.0.1")
    assert not egress.may_connect("127.0.0.1", 8001, "127.0.0.1")
    assert egress.may_connect("localhost", 1234, "127.0.0.1")
    assert egress.may_connect("::1", 9000, "::1")
    assert not egress.may_connect("localhost", 80, "10.0.0.1")
    assert not egress.may_connect("evil.example", 8000, "127.0.0.1")
    assert egress.may_connect("evil.example", 8000, "1.1.1.1")
    assert Egress(allow_private_networks=True).may_connect("intranet", 80, "10.0.0.1")


def test_names_and_ports_that_fail_are_told_apart() -> None:
    async def resolver(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async def scene() -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = int(unused.getsockname()[1])
        async with Egress(allowed_hosts=frozenset({"127.0.0.1"}), resolver=resolver) as egress:
            assert (await ask(egress, name_request("nowhere.example", 80)))[0] == 4
            assert (await ask(egress, name_request("127.0.0.1", port)))[0] == 5
            unknown, refused = egress.failure("nowhere.example", 80), egress.failure("127.0.0.1", port)
            assert unknown is not None
            assert unknown[0] is Failure.DNS_FAILED
            assert refused is not None
            assert refused[0] is Failure.REFUSED

    asyncio.run(scene())


@pytest.mark.parametrize(
    "request_bytes",
    [b"GET / HTTP/1.1\r\n\r\n", b"\x04\x01\x00\x50\x01\x01\x01\x01\x00"],
    ids=["http", "socks4"],
)
def test_whoever_speaks_another_language_is_hung_up_on(request_bytes: bytes) -> None:
    async def scene() -> None:
        async with Egress() as egress:
            assert await ask(egress, request_bytes) == (-1, b"")
            assert egress.traffic == {}

    asyncio.run(scene())


def test_closing_ends_connections_in_use_and_leaves_no_task_behind() -> None:
    async def scene() -> None:
        async with Echo() as echo:
            async with Egress(allowed_hosts=frozenset({f"127.0.0.1:{echo.port}"})) as egress:
                reader, writer = await asyncio.open_connection("127.0.0.1", egress.port)
                writer.write(name_request("127.0.0.1", echo.port))
                await reader.readexactly(12)
                assert echo.callers == 1
            assert await asyncio.wait_for(reader.read(1), 5) == b""
            writer.close()
        await asyncio.sleep(0)
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        await asyncio.wait_for(asyncio.gather(*others), 5)
        assert not [task for task in others if "egress" in repr(task.get_coro())]

    asyncio.run(scene())
    gc.collect()
