"""Serves the demonstration sites and their statement host on 127.0.0.1, one port each, while a `with` block lasts."""

import csv
import io
import socketserver
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from eftersyn.demonstration.responses import (
    NOT_FOUND,
    SITES,
    Response,
    responses,
    statement_path,
    statements,
)

HOST = "127.0.0.1"
_POLL_SECONDS = 0.1
_IDLE_CONNECTION_SECONDS = 30


class DemonstrationServers:
    """Context manager that serves every demonstration site and gives their addresses by authority id.

    `with DemonstrationServers() as addresses:` gives `{"demo-kommune": "http://127.0.0.1:41123/", ...}`. `ports` fixes
    the port of a site by its id; the others get a free one. Raises OSError when a port given is taken.
    `statement_host` is the address, while they are served, at which the sites' accessibility statements are kept.
    """

    statement_host = ""

    def __init__(self, ports: Mapping[str, int] | None = None) -> None:
        self._ports = ports or {}
        self._stack = ExitStack()

    def __enter__(self) -> Mapping[str, str]:
        with ExitStack() as starting:
            host = starting.enter_context(_Server("statements", 0))
            bases: dict[str, str] = {}
            for site in SITES:
                server = starting.enter_context(_Server(site.id, self._ports.get(site.id, 0)))
                statement = host.base + statement_path(server.base)
                server.responses = responses(site, server.base, statement)
                bases[site.id] = server.base
            host.responses = statements(bases, date.today())  # noqa: DTZ011  # the day on this machine
            self.statement_host = host.base
            self._stack = starting.pop_all()
        return {identifier: f"{base}/" for identifier, base in bases.items()}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


def registry_csv(addresses: Mapping[str, str]) -> str:
    """Return the registry of the demonstration authorities, with the addresses they are served at."""
    template = resources.files("eftersyn.demonstration") / "registry.csv"
    rows = list(csv.DictReader(io.StringIO(template.read_text(encoding="utf-8"))))
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | {"url": addresses[row["id"]]} for row in rows)
    return out.getvalue()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, name: str, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.base = f"http://{HOST}:{self.server_address[1]}"
        self.responses: Mapping[str, Response] = {NOT_FOUND: Response(b"", status=404)}
        self._thread = threading.Thread(
            target=self.serve_forever, args=(_POLL_SECONDS,), name=f"demonstration {name}", daemon=True
        )

    def server_bind(self) -> None:
        # HTTPServer's own looks the host name up in DNS, which may hang where there is none.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up in the middle is no news."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "EftersynDemonstration"
    sys_version = ""
    timeout = _IDLE_CONNECTION_SECONDS
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        known = self.server.responses
        path = unquote(urlsplit(self.path).path)
        response = known[path] if path.startswith("/") and path in known else known[NOT_FOUND]
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(response.body)))
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(response.body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal belongs to the run."""
