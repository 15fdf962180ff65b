"""A site whose truth is known: made of corners, each with a trap, its real pages and what must be said of the rest."""

import contextlib
import random
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.survey.inventory import NoteKind, SkipReason


@dataclass(frozen=True)
class Asked:
    """A request: path as sent, its readable form, the query's parameters, the site's own address and the host asked."""

    target: str
    site: str
    host: str
    cookie: str = ""

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)


@dataclass(frozen=True)
class Answer:
    """An answer; text is sent as UTF-8."""

    body: str | bytes = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Corner:
    """One part of the site. Addresses are paths on the site, or whole elsewhere.

    `links` are what the start page says to lead here, as HTML. `pages` are exactly the addresses to audit. `skips` are
    addresses that must be named, `traps` patterns of addresses of which at least one must be, each with the reason;
    nothing else may be skipped but `may_skip`, addresses that only a browser makes of what the pages say. `notes` must
    be there.
    """

    name: str
    links: str
    answer: Callable[[Asked], Answer | None]
    pages: Iterable[str]
    skips: Mapping[str, SkipReason] = field(default_factory=dict)
    traps: Mapping[str, SkipReason] = field(default_factory=dict)
    may_skip: Mapping[str, SkipReason] = field(default_factory=dict)
    notes: frozenset[NoteKind] = frozenset()
    needs_browser: bool = False

    def explains(self, address: str, reason: str) -> bool:
        """Say whether this corner has an address skipped for a reason."""
        return self.skips.get(address) == reason or any(
            re.fullmatch(pattern, address) and reason == expected
            for pattern, expected in (*self.traps.items(), *self.may_skip.items())
        )


def page(title: str, body: str, head: str = "", *, nav: str = "") -> str:
    """Return a page with the words that all pages of the site share."""
    return f"""<!DOCTYPE html><html lang="da"><head><meta charset="utf-8">
<title>{title} - Kendt Kommune</title>{head}</head><body>
<header><p>Kendt Kommune, en by hvor alle sider er kendt på forhånd, og hvor intet er overladt til tilfældet.</p>
<nav aria-label="Hovedmenu"><a href="/">Til forsiden af Kendt Kommune</a> {nav}</nav></header>
<main><h1>{title}</h1>{body}</main>
<footer><p>Rådhuset har åbent hver dag undtagen søndag. Skriv, så svarer vi så hurtigt som vi kan.</p></footer>
</body></html>"""


def fixed(answers: Mapping[str, Answer | str]) -> Callable[[Asked], Answer | None]:
    """Return what answers from a table of readable paths, queries left out."""

    def answer(asked: Asked) -> Answer | None:
        found = answers.get(asked.path)
        return Answer(found) if isinstance(found, str) else found

    return answer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "KnownSite"

    def do_GET(self) -> None:
        answer = self.server.answered(
            Asked(self.path, self.server.url, self.headers.get("Host", ""), self.headers.get("Cookie", ""))
        )
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response(answer.status)
        for name, value in {
            "Content-Type": answer.kind,
            "Content-Length": str(len(body)),
            **answer.headers,
        }.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class KnownSite(ThreadingHTTPServer):
    """Serves corners on 127.0.0.1; `jitter_seconds` answers late, each time differently late.

    `missing` is what it answers for an address that no corner knows.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self,
        corners: Iterable[Corner],
        *,
        start: Callable[[Asked], Answer] | None = None,
        missing: Callable[[Asked], Answer] | None = None,
        jitter_seconds: float = 0.0,
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.corners = tuple(corners)
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        self.asked: list[str] = []
        self._start = start or self._start_page
        self._missing = missing or _not_found
        self._jitter_seconds = jitter_seconds
        self._random = random.Random(7)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def answered(self, asked: Asked) -> Answer:
        self.asked.append(asked.target)
        if self._jitter_seconds:
            time.sleep(self._random.random() * self._jitter_seconds)
        if asked.path in {"/robots.txt", "/sitemap.xml"}:
            return Answer("", 404)
        if asked.path == "/":
            return self._start(asked)
        found = (corner.answer(asked) for corner in self.corners)
        return next((answer for answer in found if answer is not None), None) or self._missing(asked)

    def _start_page(self, asked: Asked) -> Answer:
        links = "\n".join(f"<li>{corner.links}</li>" for corner in self.corners)
        secure = asked.site.replace("http:", "https:")
        return Answer(page("Forside", f"<ul>{links}</ul>".replace("{secure_site}", secure)))

    def handle_error(self, *_: object) -> None:
        """A client that hangs up in the middle is no news."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


def _not_found(_asked: Asked) -> Answer:
    return Answer(page("Siden findes ikke", "<p>Prøv at søge.</p>"), 404)
