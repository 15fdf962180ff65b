"""Connections to an address that was checked first, and to no other: no name leads inside by surprise."""

import contextlib
import http.client
import socket
import ssl
from urllib.parse import urlsplit

from crawler.survey.guard import AddressPolicy, host_and_port
from crawler.survey.inventory import SkipReason
from crawler.survey.robots import FetchError


def checked_address(policy: AddressPolicy, host: str, port: int) -> str:
    """Return an address of a host that may be connected to; raises FetchError when there is none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(SkipReason.DNS_FAILED, f"{host} does not resolve ({error})") from error
    addresses = [str(address[0]) for *_, address in found]
    for address in addresses:
        if policy.allows(host, port, address):
            return address
    raise FetchError(
        SkipReason.ADDRESS_NOT_ALLOWED, f"{host} leads to {addresses[0]}, outside the public internet"
    )


def connection_over(raw: socket.socket, url: str) -> http.client.HTTPConnection:
    """Return an HTTP connection for `url` over a socket to an address that was checked."""
    host, port = host_and_port(url)
    if urlsplit(url).scheme == "http":
        plain = http.client.HTTPConnection(host, port)
        plain.sock = raw
        return plain
    context = ssl.create_default_context()
    secure = http.client.HTTPSConnection(host, port, context=context)
    # The certificate is checked against the name, not the address.
    secure.sock = context.wrap_socket(raw, server_hostname=host)
    return secure


def shut(raw: socket.socket) -> None:
    """End a connection from another thread."""
    with contextlib.suppress(OSError):
        raw.shutdown(socket.SHUT_RDWR)
