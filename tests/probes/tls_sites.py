"""Servers on this machine that speak TLS: with certificates of a CA made for the test, and one that speaks old TLS."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from OpenSSL import SSL

from tests.render.awkward import answer

HOST = "127.0.0.1"
DAY = timedelta(days=1)
Answer = tuple[int, bytes, dict[str, str]]


@dataclass
class WebSite:
    """Answers what `answers` holds by path, and 404 elsewhere; `seen` are the paths asked for."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)


@contextlib.contextmanager
def web_site(context: ssl.SSLContext | None = None) -> Iterator[WebSite]:
    """Serve a site, over TLS where there is a context."""
    site = WebSite()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.seen.append(self.path)
            status, body, headers = site.answers.get(self.path, (404, b"", {}))
            with contextlib.suppress(ConnectionError):
                answer(self, body, status, **headers)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def finish_request(self, request: Any, client_address: Any) -> None:
            with (
                contextlib.suppress(OSError),
                context.wrap_socket(request, server_side=True) if context else request as connection,
            ):
                Handler(connection, client_address, self)

    server = Server((HOST, 0), Handler)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def server_context(ca: trustme.CA, *names: str, days: int = 90) -> ssl.SSLContext:
    """Return a server's context with a certificate for `names` that ends in so many days (negative: it has ended)."""
    now = datetime.now(UTC)
    certificate = ca.issue_cert(*(names or (HOST,)), not_before=now - 100 * DAY, not_after=now + days * DAY)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@contextlib.contextmanager
def accepting(serve: Callable[[socket.socket], None]) -> Iterator[int]:
    """Give every connection to `serve` in a thread of its own while the block lasts; yield the port."""
    with socket.create_server((HOST, 0)) as listening:
        listening.settimeout(0.05)
        closing = threading.Event()

        def accept() -> None:
            while not closing.is_set():
                with contextlib.suppress(TimeoutError, OSError):
                    connection, _ = listening.accept()
                    connection.settimeout(None)
                    threading.Thread(target=serve, args=(connection,), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            closing.set()
            thread.join(5)


@contextlib.contextmanager
def old_tls_site(ca: trustme.CA, newest: int = SSL.TLS1_3_VERSION) -> Iterator[int]:
    """Shake hands from TLS 1.0 up to `newest` and hang up; yield the port."""
    issued = ca.issue_cert(HOST)
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.set_min_proto_version(SSL.TLS1_VERSION)
    context.set_max_proto_version(newest)
    context.set_cipher_list(b"ALL:@SECLEVEL=0")
    context.use_certificate(x509.load_pem_x509_certificate(issued.cert_chain_pems[0].bytes()))
    key = load_pem_private_key(issued.private_key_pem.bytes(), None)
    assert isinstance(key, EllipticCurvePrivateKey)
    context.use_privatekey(key)

    def serve(raw: socket.socket) -> None:
        with raw, contextlib.suppress(SSL.Error, OSError):
            connection = SSL.Connection(context, raw)
            connection.set_accept_state()
            connection.do_handshake()
            connection.shutdown()

    with accepting(serve) as port:
        yield port
