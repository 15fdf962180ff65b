"""What a site as a whole may do: bombs and endless answers for robots.txt and sitemaps, blocks, and a busy server."""

from collections.abc import Mapping

from tests.hostile.protocol_traps import bomb, silent
from tests.hostile.server import Answer, Exchange, HostileSite
from tests.hostile.traps import fixed, html, lazily, redirecting

BILLION = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


async def _drip(exchange: Exchange) -> None:
    await exchange.drip(b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /\n" * 10)


async def _endless_text(exchange: Exchange) -> None:
    await exchange.head(kind="text/plain")
    await exchange.pour(b"Disallow: /a*b*c*d*e*f*g$\n" * 2000)


async def _endless_headers(exchange: Exchange) -> None:
    await exchange.raw(b"HTTP/1.1 200 OK\r\n")
    await exchange.pour(b"X-Header: " + b"y" * 8000 + b"\r\n")


async def _wandering(exchange: Exchange) -> None:
    await exchange.redirect(f"{exchange.target}x")


ROBOTS: Mapping[str, Answer] = {
    "silent": silent,
    "one-byte-a-second": _drip,
    "without-end": _endless_text,
    "headers-without-end": _endless_headers,
    "gzip-bomb": lazily(lambda: bomb(b"#"), "text/plain", Content_Encoding="gzip"),
    "round": redirecting("/robots.txt"),
    "away": _wandering,
    "to-a-file": redirecting("file:///etc/passwd"),
    "to-a-closed-place": redirecting("http://10.0.0.1/robots.txt"),
    "html": fixed(html()),
    "noise": fixed(bytes(range(256)) * 2000, "text/plain"),
    "delay-of-years": fixed("User-agent: *\nCrawl-delay: 99999999\n", "text/plain"),
    "delay-of-nonsense": fixed("User-agent: *\nCrawl-delay: nan\nCrawl-delay: -inf\n", "text/plain"),
    "wildcards": fixed("User-agent: *\nDisallow: /" + "*a" * 5000 + "$\n", "text/plain"),
}
"""Ways to answer a request for robots.txt."""


async def _index_of_itself(exchange: Exchange) -> None:
    locations = "".join(
        f"<sitemap><loc>{exchange.site.url(f'/map/itself?{exchange.target[-20:]}{n}')}</loc></sitemap>"
        for n in range(50)
    )
    await exchange.answer(f"<sitemapindex>{locations}</sitemapindex>", "text/xml")


async def _endless_map(exchange: Exchange) -> None:
    await exchange.head(kind="text/xml")
    await exchange.raw(b"<urlset>")
    await exchange.pour(b"<url><loc>http://www.example.dk/</loc></url>" * 1000)


SITEMAPS: Mapping[str, Answer] = {
    "silent": silent,
    "one-byte-a-second": _drip,
    "without-end": _endless_map,
    "itself": _index_of_itself,
    "gzip-bomb": lazily(lambda: bomb(b"<urlset>"), "application/gzip"),
    "gzip-bomb-as-encoding": lazily(bomb, "text/xml", Content_Encoding="gzip"),
    "entity-bomb": fixed(
        f'<!DOCTYPE u [<!ENTITY l0 "x">{BILLION}]><urlset><url><loc>/&l9;</loc></url></urlset>', "text/xml"
    ),
    "external-entity": fixed(
        '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>/&x;</loc></url></urlset>',
        "text/xml",
    ),
    "broken": fixed("<urlset><url><loc>http://[</loc></url><url>", "text/xml"),
    "nested": fixed("<urlset>" + "<url>" * 100_000, "text/xml"),
    "noise": fixed(bytes(range(256)) * 2000, "text/xml"),
}
"""Ways to answer a request for a sitemap, served below /map/."""


def robots_naming_sitemaps(site: HostileSite) -> Answer:
    """Return a robots.txt that names every hostile sitemap."""
    lines = "".join(f"Sitemap: {site.url(f'/map/{name}')}\n" for name in SITEMAPS)
    return fixed(f"User-agent: *\nAllow: /\n{lines}", "text/plain")


def refusing(status: int, **headers: str) -> HostileSite:
    """Return a site whose every page but robots.txt has this status."""
    site = HostileSite(fallback=fixed(html(), status=status, **headers))
    site.answers["/robots.txt"] = fixed("", "text/plain", 404)
    return site
