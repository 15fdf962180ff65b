"""Serves a published folder on this machine, for looking at it."""

import contextlib
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from reports.errors import OutputError
from rules.model import Text

ADDRESS = "127.0.0.1"


class _Handler(SimpleHTTPRequestHandler):
    """Says the charset, so that Danish letters are right whatever the browser guesses, and lists no folders."""

    extensions_map = {  # noqa: RUF012  # the library's own attribute
        **SimpleHTTPRequestHandler.extensions_map,
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".csv": "text/csv; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".jsonl": "application/jsonl; charset=utf-8",
    }

    def end_headers(self) -> None:
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: object) -> None:  # noqa: ARG002  # the library's signature
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        pass


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of `folder`, bound to this machine only; port 0 takes a free one."""
    try:
        return ThreadingHTTPServer((ADDRESS, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise OutputError(
            Text(
                da=f"Port {port} er optaget. Vælg en anden med --port.",
                en=f"Port {port} is taken. Choose another with --port.",
            )
        ) from error


def serve(folder: Path, port: int, tell: Callable[[str], object]) -> None:
    """Serve `folder` until Ctrl-C; `tell` is given the address once it answers."""
    with server(folder, port) as running:
        tell(f"http://{ADDRESS}:{running.server_address[1]}/")
        with contextlib.suppress(KeyboardInterrupt):
            running.serve_forever()
