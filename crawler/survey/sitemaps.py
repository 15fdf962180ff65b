"""Reads sitemaps: address lists and indexes of them, as XML, gzipped or plain text, never trusting what they say."""

from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree
from scrapy.utils.gz import gunzip
from scrapy.utils.sitemap import Sitemap

from crawler.survey.urls import normalise

SITEMAP_BYTES_MAX = 50 * 1024 * 1024  # the protocol's own limit, unpacked
ADDRESSES_MAX = 50_000  # the protocol's own limit
_GZIP_MAGIC = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class SitemapReading:
    """What one sitemap file held. `problem` says what was wrong with it; what was readable is kept."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    problem: str = ""


def read_sitemap(body: bytes, url: str) -> SitemapReading:
    """Return the normalised addresses of a sitemap in its own order, each once."""
    if body.startswith(_GZIP_MAGIC):
        try:
            body = gunzip(body, max_size=SITEMAP_BYTES_MAX)
        except (ValueError, OSError, EOFError) as error:
            return SitemapReading(problem=f"cannot be unpacked: {error}")
    text = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text:
        return SitemapReading(problem="empty")
    if not text.startswith(b"<"):
        return _plain_text(text, url)
    return _xml(text, url)


def _xml(body: bytes, url: str) -> SitemapReading:
    addresses: dict[str, None] = {}
    problem = ""
    try:
        # Scrapy's reader expands no entities and reads piece by piece: a bomb stays small.
        sitemap = Sitemap(body)
        if sitemap.type not in {"urlset", "sitemapindex"}:
            return SitemapReading(problem=f"not a sitemap: <{sitemap.type[:40]}>")
        for entry in sitemap:
            if len(addresses) >= ADDRESSES_MAX:
                problem = f"more than {ADDRESSES_MAX} addresses; the rest is left out"
                break
            _add(addresses, entry["loc"], url)
    except (etree.XMLSyntaxError, StopIteration) as error:
        problem = f"broken XML: {error}" if addresses else f"not readable as XML: {error}"
        return SitemapReading(pages=tuple(addresses), problem=problem)
    if not addresses and not problem:
        problem = "no addresses"
    if sitemap.type == "sitemapindex":
        return SitemapReading(sitemaps=tuple(addresses), problem=problem)
    return SitemapReading(pages=tuple(addresses), problem=problem)


def _plain_text(body: bytes, url: str) -> SitemapReading:
    addresses: dict[str, None] = {}
    for line in body.decode("utf-8", "replace").splitlines()[:ADDRESSES_MAX]:
        if line.strip().lower().startswith(("http://", "https://")):
            _add(addresses, line, url)
    return SitemapReading(pages=tuple(addresses), problem="" if addresses else "not a sitemap")


def _add(addresses: dict[str, None], text: str, base: str) -> None:
    if not text.strip():
        return
    try:
        addresses[normalise(urljoin(base, text.strip()))] = None
    except ValueError:
        return
