"""A small server of awkward pages on this machine, and a browser to visit them with."""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from crawler.render.renderer import Crops, Rendered, Renderer
from crawler.render.settings import RenderSettings

STYLES = ("display", "visibility", "color", "font-size")
AXE_RULES = (
    "button-name",
    "color-contrast",
    "document-title",
    "heading-order",
    "html-has-lang",
    "image-alt",
    "label",
    "link-name",
    "target-size",
)

Route = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class AwkwardSite:
    """Serves what a test puts into `pages` (HTML by path) and `routes` (a function by path)."""

    port: int = 0
    pages: dict[str, str] = field(default_factory=dict)
    routes: dict[str, Route] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def serve(self, html: str) -> str:
        """Put a page up at a new path and return its address."""
        path = f"/page-{len(self.pages)}.html"
        self.pages[path] = html
        return self.url(path)


def answer(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    headers.setdefault("content_type", "text/html; charset=utf-8")
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@contextlib.contextmanager
def awkward_site() -> Iterator[AwkwardSite]:
    site = AwkwardSite()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            site.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            with contextlib.suppress(ConnectionError):
                if path in site.routes:
                    site.routes[path](self)
                elif path in site.pages:
                    answer(self, site.pages[path].encode())
                else:
                    answer(self, b"<title>Not here</title>", 404)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


class Room:
    """A renderer with an event loop of its own, to be used from ordinary tests."""

    def __init__(self, settings: RenderSettings) -> None:
        self.runner = asyncio.Runner()
        self.renderer = Renderer(settings)
        try:
            self.runner.run(self.renderer.__aenter__())
        except BaseException:
            self.runner.close()
            raise

    def render(self, url: str, crops: Crops | None = None) -> Rendered:
        return self.runner.run(self.renderer.render(url, crops))

    def render_all(self, *urls: str) -> list[Rendered]:
        async def together() -> list[Rendered]:
            return list(await asyncio.gather(*(self.renderer.render(url) for url in urls)))

        return self.runner.run(together())

    def close(self) -> None:
        self.runner.run(self.renderer.__aexit__())
        self.runner.close()


def settings(*sites: AwkwardSite, **changes: object) -> RenderSettings:
    chosen: dict[str, object] = {
        "user_agent": "Eftersyn-test",
        "styles": STYLES,
        "axe_rules": AXE_RULES,
        "page_budget_seconds": 15.0,
        "settle_seconds": 1.0,
        "allowed_hosts": frozenset(site.host for site in sites),
        **changes,
    }
    return RenderSettings(**chosen)  # type: ignore[arg-type]


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return condition()
