"""Small sites on this machine for the command line's tests, one behaviour each."""

import datetime as dt
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PAGE = (
    '<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Side {name} hos Prøveby</title></head>'
    "<body><main><h1>Side {name}</h1><p>Her står der noget om side {name}.</p>{links}</main></body></html>"
)

Answer = tuple[int, dict[str, str], bytes]
Answerer = Callable[[str], Answer]


def page(name: str, *links: str, extra: str = "") -> Answer:
    """Return a small Danish page with links."""
    anchors = "".join(f'<p><a href="{link}">Læs om {link.strip("/")}</a></p>' for link in links)
    body = PAGE.format(name=name, links=anchors + extra)
    return 200, {"Content-Type": "text/html; charset=utf-8"}, body.encode()


def robots(text: str, status: int = 200) -> Answer:
    """Return a robots.txt."""
    return status, {"Content-Type": "text/plain"}, text.encode()


def missing() -> Answer:
    """Return a 404."""
    return 404, {"Content-Type": "text/html"}, b"<title>Not found</title>"


@contextmanager
def site(answerer: Answerer, *, pause_seconds: float = 0, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve on a free port; yield the base address without a slash at the end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if pause_seconds and not self.path.endswith(("robots.txt", "sitemap.xml")):
                time.sleep(pause_seconds)
            status, headers, body = answerer(self.path)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def silent_port() -> Iterator[int]:
    """Listen on a port and never answer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def closed_port() -> int:
    """Return a port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def self_signed(folder: Path) -> ssl.SSLContext:
    """Return a server context with a certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
