"""Fetching documents from a real server: sizes, redirects, politeness, and every way it can fail."""

import asyncio
import gzip
import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.documents.earlier import Known
from crawler.documents.fetch import DocumentFetcher
from crawler.documents.fetched import Fetched
from crawler.survey.inventory import SkipReason
from tests.documents.conftest import DocumentServer, Served

Made = Callable[..., DocumentFetcher]


def fetched(fetcher: DocumentFetcher, url: str, path: Path) -> Fetched:
    return asyncio.run(fetcher.fetch(url, path))


def test_a_document_comes_to_disk_with_its_hash_and_what_the_server_said(
    site: DocumentServer, fetcher_of: Made, target: Path
) -> None:
    headers = {
        "Content-Type": "application/pdf",
        "ETag": '"1"',
        "Last-Modified": "Wed, 21 Oct 2015 07:28:00 GMT",
    }
    site.answers["/a.pdf"] = Served(b"%PDF-1.7", headers=headers)
    found = fetched(fetcher_of(site), site.base + "/a.pdf", target)
    assert found.path is not None
    assert found.path.read_bytes() == b"%PDF-1.7"
    assert (found.status, found.size_bytes) == (200, 8)
    assert found.sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert found.headers["etag"] == '"1"'
    assert site.agents == {"Eftersyn/0"}


def test_redirects_are_followed_and_the_last_address_kept(
    site: DocumentServer, fetcher_of: Made, target: Path
) -> None:
    site.answers["/a"] = Served(status=302, headers={"Location": "/b.pdf"})
    site.answers["/b.pdf"] = Served(b"x")
    assert fetched(fetcher_of(site), site.base + "/a", target).final_url == site.base + "/b.pdf"


def test_a_ring_of_redirects_is_named(site: DocumentServer, fetcher_of: Made, target: Path) -> None:
    site.answers["/a"] = Served(status=302, headers={"Location": "/b"})
    site.answers["/b"] = Served(status=301, headers={"Location": "/a"})
    assert fetched(fetcher_of(site), site.base + "/a", target).refusal is SkipReason.REDIRECT_LOOP


def test_a_document_beyond_the_cap_is_cut_and_said_to_be_too_large(
    site: DocumentServer, fetcher_of: Made, target: Path
) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(1000):
            yield bytes(1 << 16)

    site.answers["/big.pdf"] = Served(stream=endless)
    found = fetched(fetcher_of(site, bytes_max=200_000), site.base + "/big.pdf", target)
    assert found.is_too_large
    assert found.path is None
    assert target.stat().st_size <= 200_000


def test_a_packed_answer_we_never_asked_for_is_unpacked_within_the_cap(
    site: DocumentServer, fetcher_of: Made, target: Path
) -> None:
    site.answers["/a.csv"] = Served(gzip.compress(b"a;b\n"), headers={"Content-Encoding": "gzip"})
    site.answers["/bomb.csv"] = Served(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})
    fetcher = fetcher_of(site, bytes_max=1_000_000)
    assert fetched(fetcher, site.base + "/a.csv", target).size_bytes == 4
    assert fetched(fetcher, site.base + "/bomb.csv", target).is_too_large


def test_robots_txt_is_obeyed_for_documents_too(site: DocumentServer, fetcher_of: Made, target: Path) -> None:
    site.answers["/robots.txt"] = Served(b"User-agent: *\nDisallow: /lukket/\n")
    site.answers["/lukket/a.pdf"] = Served(b"x")
    found = fetched(fetcher_of(site), site.base + "/lukket/a.pdf", target)
    assert found.refusal is SkipReason.ROBOTS
    assert "/lukket/a.pdf" not in site.asked
    assert fetched(fetcher_of(site, own_site=True), site.base + "/lukket/a.pdf", target).path is not None


def test_a_missing_document_and_a_refused_one_are_told_apart(
    site: DocumentServer, fetcher_of: Made, target: Path
) -> None:
    site.answers["/closed.pdf"] = Served(status=403)
    fetcher = fetcher_of(site)
    gone = fetched(fetcher, site.base + "/gone.pdf", target)
    assert (gone.refusal, gone.status) == (SkipReason.HTTP_ERROR, 404)
    assert fetched(fetcher, site.base + "/closed.pdf", target).refusal is SkipReason.BLOCKED


def test_retry_after_is_kept_and_the_document_asked_for_once_more(
    site: DocumentServer, fetcher_of: Made, target: Path
) -> None:
    busy = Served(status=503, headers={"Retry-After": "1"})
    site.answers["/a.pdf"] = [busy, Served(b"x")]
    start = time.monotonic()
    assert fetched(fetcher_of(site), site.base + "/a.pdf", target).path is not None
    assert time.monotonic() - start >= 0.9
    site.answers["/b.pdf"] = [Served(status=503, headers={"Retry-After": "9999"}), Served(b"x")]
    assert fetched(fetcher_of(site), site.base + "/b.pdf", target).refusal is SkipReason.BLOCKED


def test_a_server_that_drips_is_given_up(site: DocumentServer, fetcher_of: Made, target: Path) -> None:
    def drip() -> Iterator[bytes]:
        for _ in range(100):
            time.sleep(0.1)
            yield b"x"

    site.answers["/slow.pdf"] = Served(stream=drip, headers={"Content-Length": "100"})
    found = fetched(fetcher_of(site, total_timeout_seconds=0.5), site.base + "/slow.pdf", target)
    assert found.refusal is SkipReason.TIMED_OUT


def test_an_address_inside_is_refused_however_it_is_reached(
    site: DocumentServer, fetcher_of: Made, target: Path
) -> None:
    site.answers["/a"] = Served(status=302, headers={"Location": "http://169.254.169.254/a.pdf"})
    site.answers["/b"] = Served(status=302, headers={"Location": "http://127.0.0.1:1/a.pdf"})
    site.answers["/c"] = Served(status=302, headers={"Location": "file:///etc/passwd"})
    fetcher = fetcher_of(site)
    assert fetched(fetcher, site.base + "/a", target).refusal is SkipReason.ADDRESS_NOT_ALLOWED
    assert fetched(fetcher, site.base + "/b", target).refusal is SkipReason.ADDRESS_NOT_ALLOWED
    assert fetched(fetcher, site.base + "/c", target).refusal is SkipReason.BAD_ADDRESS


def test_an_answer_cut_short_is_no_document(site: DocumentServer, fetcher_of: Made, target: Path) -> None:
    site.answers["/a.pdf"] = Served(stream=lambda: iter([b"x" * 10]), headers={"Content-Length": "1000"})
    assert fetched(fetcher_of(site), site.base + "/a.pdf", target).refusal is SkipReason.CONNECTION_FAILED


def test_what_is_known_is_asked_for_only_if_it_has_changed(
    site: DocumentServer, fetcher_of: Made, target: Path
) -> None:
    site.answers["/a.pdf"] = Served(b"x", headers={"ETag": '"1"'})
    fetcher, url = fetcher_of(site), site.base + "/a.pdf"
    same = asyncio.run(fetcher.fetch(url, target, Known(url, '"1"')))
    assert (same.status, same.is_unchanged, same.path, same.refusal) == (304, True, None, None)
    changed = asyncio.run(fetcher.fetch(url, target, Known(url, '"0"')))
    assert (changed.status, changed.is_unchanged, changed.size_bytes) == (200, False, 1)


def test_what_is_known_of_one_address_is_not_said_to_another(
    site: DocumentServer, fetcher_of: Made, target: Path
) -> None:
    site.answers["/a.pdf"] = Served(status=302, headers={"Location": "/b.pdf"})
    site.answers["/b.pdf"] = Served(b"x", headers={"ETag": '"1"'})
    fetcher, base = fetcher_of(site), site.base
    found = asyncio.run(fetcher.fetch(base + "/a.pdf", target, Known(base + "/b.pdf", '"1"')))
    assert (found.is_unchanged, found.final_url) == (True, base + "/b.pdf")
    assert site.conditions == [("/b.pdf", "If-None-Match", '"1"')]


def test_an_unchanged_that_nobody_asked_for_is_an_error(
    site: DocumentServer, fetcher_of: Made, target: Path
) -> None:
    site.answers["/a.pdf"] = Served(status=304)
    assert fetched(fetcher_of(site), site.base + "/a.pdf", target).refusal is SkipReason.HTTP_ERROR
