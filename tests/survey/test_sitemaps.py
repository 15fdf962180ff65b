"""Sitemaps are read for what they are worth, and harm nobody."""

import gzip

import pytest

from crawler.survey import sitemaps
from crawler.survey.sitemaps import read_sitemap

URL = "https://by.dk/sitemap.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*addresses: str) -> bytes:
    entries = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return f'<?xml version="1.0"?><urlset {NAMESPACE}>{entries}</urlset>'.encode()


def test_addresses_come_normalised_in_order_and_once() -> None:
    reading = read_sitemap(
        urlset("https://by.dk/b", " https://BY.dk/a#x ", "/c", "https://by.dk/b", "mailto:x"), URL
    )
    assert reading.pages == ("https://by.dk/b", "https://by.dk/a", "https://by.dk/c")
    assert reading.problem == ""


def test_an_index_names_sitemaps() -> None:
    body = f"<sitemapindex {NAMESPACE}><sitemap><loc>https://by.dk/1.xml.gz</loc></sitemap></sitemapindex>".encode()
    reading = read_sitemap(body, URL)
    assert reading.sitemaps == ("https://by.dk/1.xml.gz",)
    assert reading.pages == ()


def test_a_packed_sitemap_is_unpacked() -> None:
    assert read_sitemap(gzip.compress(urlset("https://by.dk/a")), URL).pages == ("https://by.dk/a",)


def test_a_packed_bomb_is_left_packed(monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "SITEMAP_BYTES_MAX", 100_000)
    reading = read_sitemap(gzip.compress(urlset("https://by.dk/a") + b" " * 5_000_000), URL)
    assert reading.pages == ()
    assert "unpacked" in reading.problem


def test_addresses_of_other_hosts_are_kept_for_the_scope_to_judge() -> None:
    assert read_sitemap(urlset("https://andet.dk/a"), URL).pages == ("https://andet.dk/a",)


def test_broken_xml_keeps_what_was_readable() -> None:
    body = urlset("https://by.dk/a", "https://by.dk/b")[:-40]
    assert "https://by.dk/a" in read_sitemap(body, URL).pages


def test_entities_are_not_expanded_and_files_not_read() -> None:
    doctype = '<!DOCTYPE urlset [<!ENTITY word "haha"><!ENTITY file SYSTEM "file:///etc/hostname">]>'
    entries = urlset("https://by.dk/x&word;", "https://by.dk/y&file;", "https://by.dk/a")
    reading = read_sitemap(entries.replace(b"<urlset", doctype.encode() + b"<urlset"), URL)
    assert reading.pages == ("https://by.dk/x", "https://by.dk/y", "https://by.dk/a")


def test_an_entity_bomb_does_not_go_off() -> None:
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    doctype = f'<!DOCTYPE urlset [<!ENTITY e0 "haha">{nested}]>'
    entries = urlset("https://by.dk/a", "https://by.dk/&e8;", "https://by.dk/b")
    reading = read_sitemap(entries.replace(b"<urlset", doctype.encode() + b"<urlset"), URL)
    assert reading.pages[:1] == ("https://by.dk/a",)
    assert not any("haha" in page for page in reading.pages)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xef\xbb\xbf \n",
        b"<!doctype html><title>Ikke fundet</title>",
        b"<rss/>",
        b"hello",
        b"\x1f\x8b\x08rubbish",
        b"<",
    ],
)
def test_what_is_no_sitemap_is_said_to_be_none(body: bytes) -> None:
    reading = read_sitemap(body, URL)
    assert reading.pages == reading.sitemaps == ()
    assert reading.problem


def test_a_plain_list_of_addresses_will_do() -> None:
    assert read_sitemap(b"https://by.dk/a\nhttps://by.dk/b\n", URL).pages == (
        "https://by.dk/a",
        "https://by.dk/b",
    )


def test_a_sitemap_is_bounded(monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "ADDRESSES_MAX", 2)
    reading = read_sitemap(urlset(*(f"https://by.dk/{n}" for n in range(5))), URL)
    assert len(reading.pages) == 2
    assert "left out" in reading.problem
