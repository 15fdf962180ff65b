"""What the survey reads of a page, and what it takes links to be."""

import pytest

from crawler.survey.links import Link, PageReading, read_page
from crawler.survey.media import Medium, medium_of_link, medium_of_type


def read(html: str, url: str = "https://by.dk/a/", encoding: str = "utf-8") -> PageReading:
    return read_page(html.encode(encoding), url, f"text/html; charset={encoding}")


def addresses(html: str) -> list[str]:
    return [link.url.removeprefix("https://by.dk") for link in read(html).links]


def test_every_kind_of_link_is_seen_in_document_order() -> None:
    html = """
      <head><link rel=canonical href=/c><link rel="next" href=/n><link rel=stylesheet href=/s.css>
      <link rel=alternate hreflang=en href=/en/><link rel=alternate type=application/rss+xml href=/feed></head>
      <a href=b>B</a><map><area href=/area alt=Kort></map><iframe src=/frame></iframe><form action=/form></form>
      <noscript><a href=/noscript>N</a></noscript><!-- <a href=/comment>x</a> --><template></template>"""
    assert addresses(html) == ["/c", "/n", "/en/", "/a/b", "/area", "/frame", "/noscript"]


def test_frames_of_a_frameset_are_links() -> None:
    assert addresses("<frameset><frame src=/menu><frame src=/main></frameset>") == ["/menu", "/main"]


def test_the_base_element_is_kept() -> None:
    assert addresses("<head><base href=/x/y/></head><a href=z>Z</a>") == ["/x/y/z"]


@pytest.mark.parametrize("content", ["0; url=/ny", "5;URL='/ny'", '0; url="/ny"', "0,url=/ny"])
def test_a_meta_refresh_is_a_link(content: str) -> None:
    assert addresses(f"<head><meta http-equiv=Refresh content='{content}'></head>".replace("''", "'")) == [
        "/ny"
    ] or (addresses(f'<head><meta http-equiv=Refresh content="{content}"></head>') == ["/ny"])


@pytest.mark.parametrize(
    "href",
    ["mailto:a@by.dk", "tel:+4512345678", "javascript:void(0)", "#top", "", " ", "data:text/html,x", "sms:1"],
)
def test_links_that_lead_to_no_page_are_left_alone(href: str) -> None:
    assert read(f'<a href="{href}">x</a>').links == ()


def test_a_link_that_no_browser_could_follow_is_told() -> None:
    assert read("<a href='http://[oops/'>x</a>").bad_addresses == ("http://[oops/",)


def test_the_text_of_a_link_is_what_is_seen_or_what_stands_for_it() -> None:
    html = """<a href=1> Læs \n <b>mere</b> </a><a href=2><img src=x alt="Årsrapport"></a>
      <a href=3 aria-label="Luk"></a><a href=4><img src=i.png></a><a href=4>Ord</a>"""
    assert [link.text for link in read(html).links] == ["Læs mere", "Årsrapport", "Luk", "Ord"]


def test_the_declared_type_is_kept() -> None:
    assert read("<a href=/f type=application/pdf>F</a>").links == (
        Link("https://by.dk/f", "F", "application/pdf"),
    )


def test_the_title_is_the_page_s_and_not_a_drawing_s() -> None:
    assert read("<svg><title>Ikon</title></svg><body><title> Om \n os </title>").title == "Om os"


def test_an_empty_page_has_nothing() -> None:
    reading = read("")
    assert (reading.title, reading.links, reading.bad_addresses) == ("", (), ())
    assert (reading.sketch.words, reading.sketch.strings) == (0, frozenset())


def test_queries_are_written_in_the_page_s_encoding() -> None:
    html = "<meta charset=iso-8859-1><a href='/?q=ø'>x</a>"
    assert read(html, encoding="iso-8859-1").links[0].url == "https://by.dk/?q=%F8"


@pytest.mark.parametrize(
    ("address", "declared", "medium"),
    [
        ("http://a.dk/", "", Medium.PAGE),
        ("http://a.dk/side.aspx?f=x.pdf", "", Medium.PAGE),
        ("http://a.dk/side.da.html", "", Medium.PAGE),
        ("http://a.dk/Rapport.PDF?v=1", "", Medium.DOCUMENT),
        ("http://a.dk/data.csv", "", Medium.DOCUMENT),
        ("http://a.dk/bog.epub", "", Medium.DOCUMENT),
        ("http://a.dk/hent?id=1", "application/pdf", Medium.DOCUMENT),
        ("http://a.dk/hent?id=1", "text/html", Medium.PAGE),
        ("http://a.dk/logo.svg", "", Medium.PART),
        ("http://a.dk/app.js", "", Medium.PART),
        ("http://a.dk/film.mp4", "", Medium.OTHER),
        ("http://a.dk/nyheder.rss", "", Medium.OTHER),
    ],
)
def test_what_a_link_leads_to(address: str, declared: str, medium: Medium) -> None:
    assert medium_of_link(address, declared) is medium


@pytest.mark.parametrize(
    ("header", "medium"),
    [
        ("text/html; charset=utf-8", Medium.PAGE),
        ("application/xhtml+xml", Medium.PAGE),
        ("APPLICATION/PDF", Medium.DOCUMENT),
        ("application/vnd.oasis.opendocument.text", Medium.DOCUMENT),
        ("image/svg+xml", Medium.PART),
        ("video/mp4", Medium.OTHER),
        ("application/octet-stream", Medium.OTHER),
        ("", None),
        ("text/xml", None),
    ],
)
def test_what_a_media_type_means(header: str, medium: Medium | None) -> None:
    assert medium_of_type(header) is medium
