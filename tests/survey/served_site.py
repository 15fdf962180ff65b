"""A small awkward site, served on 127.0.0.1 for the spider's tests."""

import contextlib
import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

SLOW_SECONDS = 3.0

PAGES = {
    "/": """<html lang=da><title>Forside</title>
        <a href="/om">Om os</a> <a href="/om#afsnit">Samme side</a> <a href="/om/?utm_source=x">Om med skråstreg</a>
        <a href="rapport.pdf">Årsrapport 2025</a> <a href="/hent?id=7" type="application/pdf">Bilag</a>
        <a href="https://www.andet.example/">Et andet sted</a> <a href="mailto:post@by.dk">Skriv</a>
        <a href="/hemmelig/side">Lukket</a> <a href="/gammel">Flyttet</a> <a href="/rundt">Rundt og rundt</a>
        <a href="/ud">Ud af huset</a> <a href="/langsom">Langsom</a> <a href="/brudt">Brudt</a>
        <a href="/pakket">Pakket</a> <a href="/forkert-kodning">Kodning</a> <a href="/findes-ikke">404</a>
        <a href="/skjult-pdf">Skjult dokument</a> <a href="/film">Film</a> <a href="/logud">Log ud</a>
        <a href="/stor">Stor</a> <a href="/frisk-op">Genindlæs</a> <a href="/forbudt">403</a>
        <a href="/optaget">Optaget</a> <a href="http://[brudt/">Brudt adresse</a> <a href="/xhtml">XHTML</a>
        <img src="/logo.png"><link rel=stylesheet href="/s.css"><iframe src="/ramme"></iframe>""",
    "/om": "<title>Om os</title><a href='/dybt'>Dybere</a><a href='/rapport.pdf'>Rapporten igen</a>",
    "/om/": "<title>Om os med skråstreg</title>",
    "/ny": "<title>Ny adresse</title>",
    "/dybt": "<base href='/mappe/'><title>Dybt</title><a href='inde'>Inde</a>",
    "/mappe/inde": "<title>Inde i mappen</title>",
    "/ramme": "<title>Ramme</title>",
    "/frisk-op": "<title>Frisk op</title><meta http-equiv=refresh content='0; url=/frisk'>",
    "/frisk": "<title>Frisk</title>",
    "/kun-i-kortet": "<title>Kun i sitemap</title>",
    "/kun-i-gz": "<title>Kun i pakket sitemap</title>",
    "/kun-i-browseren": "<title>Findes kun efter visning</title>",
}
REDIRECTS = {
    "/gammel": "/mellem",
    "/mellem": "/ny",
    "/rundt": "/rundt2",
    "/rundt2": "/rundt",
    "/ud": "https://www.andet.example/x",
    "/til-om": "/om",
}


class SiteHandler(BaseHTTPRequestHandler):
    """Answers as the tables above and the methods below say."""

    protocol_version = "HTTP/1.1"
    server: "SiteServer"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.seen.append((self.path, dict(self.headers)))
        if path in REDIRECTS:
            self.answer(301, headers={"Location": REDIRECTS[path]})
        elif path in PAGES:
            self.answer(200, PAGES[path].encode(), "text/html; charset=utf-8")
        elif special := getattr(self, "get_" + path.strip("/").replace("-", "_").replace(".", "_"), None):
            special()
        else:
            self.answer(404, b"<title>Ikke fundet</title>", "text/html")

    def answer(
        self, status: int, body: bytes = b"", kind: str = "", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the client may have seen enough
            self.wfile.write(body)

    def get_robots_txt(self) -> None:
        if self.server.robots_status != 200:
            self.answer(self.server.robots_status)
            return
        self.answer(
            200, f"User-agent: *\nDisallow: /hemmelig/\nSitemap: {self.server.url}kort.xml\n".encode()
        )

    def get_kort_xml(self) -> None:
        url = self.server.url
        body = f"<sitemapindex><sitemap><loc>{url}kort1.xml.gz</loc></sitemap></sitemapindex>"
        self.answer(200, body.encode(), "application/xml")

    def get_kort1_xml_gz(self) -> None:
        url = self.server.url
        body = f"<urlset><url><loc>{url}kun-i-gz</loc></url><url><loc>https://andet.example/</loc></url></urlset>"
        self.answer(200, gzip.compress(body.encode()), "application/gzip")

    def get_sitemap_xml(self) -> None:
        body = f"<urlset><url><loc>{self.server.url}kun-i-kortet</loc></url><url><loc>"
        self.answer(200, body.encode(), "text/xml")

    def get_langsom(self) -> None:
        self.server.stopping.wait(SLOW_SECONDS)
        self.answer(200, b"<title>Langsom</title>", "text/html")

    def get_brudt(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def get_pakket(self) -> None:
        body = gzip.compress(b"<title>Pakket</title><a href='/om'>om</a>")
        self.answer(200, body, "text/html", {"Content-Encoding": "gzip"})

    def get_forkert_kodning(self) -> None:
        self.answer(200, "<title>Blåbærgrød</title>".encode("iso-8859-1"), "text/html; charset=utf-8")

    def get_skjult_pdf(self) -> None:
        self.answer(200, b"%PDF-1.7", "application/pdf")

    def get_film(self) -> None:
        self.answer(200, b"\0" * 1000, "video/mp4")

    def get_stor(self) -> None:
        self.answer(200, b"<title>Stor</title>" + b" " * 11_000_000, "text/html")

    def get_forbudt(self) -> None:
        self.answer(403, b"nej", "text/html")

    def get_optaget(self) -> None:
        self.server.busy_times.append(time.monotonic())
        if len(self.server.busy_times) == 1:
            self.answer(503, headers={"Retry-After": "1"})
        else:
            self.answer(200, b"<title>Nu er der tid</title>", "text/html")

    def get_xhtml(self) -> None:
        body = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>XHTML</title></head></html>'
        self.answer(200, body, "application/xml")

    def log_message(self, *_: object) -> None:
        pass


class SiteServer(ThreadingHTTPServer):
    """The site; remembers what it was asked for."""

    daemon_threads = True

    def __init__(self, *, robots_status: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), SiteHandler)
        self.robots_status = robots_status
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.busy_times: list[float] = []
        self.stopping = threading.Event()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/"
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.shutdown()
        self._thread.join()
        self.server_close()
