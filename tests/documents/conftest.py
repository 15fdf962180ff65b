"""A small web server for documents, and what a site's audit needs around them."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawler.documents.fetch import DocumentFetcher
from crawler.pacing import HostPacer
from crawler.survey.guard import AddressPolicy
from crawler.survey.plain_fetch import PlainFetcher
from crawler.survey.robots import RobotsPolicy


@dataclass
class Served:
    """An answer; `stream` yields the body in pieces, for what is too large or too slow to be kept."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    stream: Callable[[], Iterator[bytes]] | None = None


class DocumentServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.answers: dict[str, Served | list[Served]] = {"/robots.txt": Served(status=404)}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.conditions: list[tuple[str, str, str]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: DocumentServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.agents.add(self.headers["User-Agent"])
        for name in ("If-None-Match", "If-Modified-Since"):
            if name in self.headers:
                self.server.conditions.append((self.path, name, self.headers[name]))
        found = self.server.answers.get(self.path.partition("?")[0], Served(b"not here", 404))
        answer = found.pop(0) if isinstance(found, list) else found
        if self._has_it(answer):
            answer = Served(status=304)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.stream is None:
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
            return
        self.end_headers()
        for part in answer.stream():
            self.wfile.write(part)

    def _has_it(self, answer: Served) -> bool:
        """Whether the client says that it has this very answer (RFC 9110, 13.2.2: the tag goes before the date)."""
        for header, condition in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
            if condition in self.headers:
                return self.headers[condition] == answer.headers.get(header)
        return False

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[DocumentServer]:
    with DocumentServer() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def fetcher_of() -> Callable[..., DocumentFetcher]:
    def made(server: DocumentServer, *, own_site: bool = False, **options: object) -> DocumentFetcher:
        policy = AddressPolicy.for_start(server.base + "/")
        robots = RobotsPolicy(PlainFetcher("Eftersyn/0", policy), is_obeyed=not own_site)
        return DocumentFetcher("Eftersyn/0", policy, robots, HostPacer(lambda _: 0.0), **options)  # type: ignore[arg-type]

    return made


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "document"
