"""What the survey reads of a page, and what it takes links to be."""

import signal

import pytest

from crawler.survey.apart import READ_CPU_SECONDS_MAX
from crawler.survey.links import Link, PageReading, Seen, read_page
from crawler.survey.media import Medium, medium_of_link, medium_of_type
from crawler.survey.urls import Dropped


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


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (f"<!--{'x' * 9_000}--><base href=/x/>", "/x/z"),
        ("<base target=_blank><base href=/x/><base href=/y/>", "/x/z"),
        ("<!-- <base href=/x/> -->", "/a/z"),
        ("<base href='javascript:1'>", "/a/z"),
        ("<base href='http://[brudt/'>", "/a/z"),
    ],
)
def test_the_first_base_that_browsers_would_take_is_taken(base: str, expected: str) -> None:
    assert addresses(f"<head>{base}</head><a href=z>Z</a>") == [expected]


def test_frames_that_hold_their_own_html_are_read() -> None:
    assert addresses("<iframe srcdoc='<a href=inde>Inde</a>'></iframe>") == ["/a/inde"]


@pytest.mark.parametrize(
    "handler",
    [
        "location.href='/b'",
        "window.location = '/b'; return false",
        "location.assign('/b')",
        "window.open('/b')",
    ],
)
def test_a_button_that_takes_one_on_is_a_link(handler: str) -> None:
    assert addresses(f'<button onclick="{handler}">Videre</button>') == ["/b"]


def test_drawings_may_hold_links() -> None:
    assert addresses("<svg><a xlink:href=/b><text>B</text></a><a href=/c>C</a></svg>") == ["/b", "/c"]


def test_pages_shown_as_objects_are_links_and_other_objects_are_none() -> None:
    html = "<object data=/b type=text/html></object><embed src=/c type=text/html><object data=/d></object>"
    assert addresses(html) == ["/b", "/c"]


@pytest.mark.parametrize(
    "html",
    [
        "<select onchange='location = this.value'><option value=''>Vælg<option value=/b>B<option value=x>X</select>",
        "<div data-href='/b' data-url='/c'>B</div>",
        "<tr data-to=/b></tr><script>row.onclick = () => { location.href = row.dataset.to }</script>",
        "<tr data-way-on=/b></tr><script>location.assign(row.dataset['wayOn']);</script>",
        "<i data-x=/b></i><script>window.location = $(this).data('x');</script>",
        "<i data-x=/b></i><script>location = e.getAttribute('data-x');</script>",
        "<button id=k></button><script>k.onclick = () => { window.location.href = '/b'; };</script>",
        "<button onclick=\"gaaTil('/b')\">B</button>",
        "<button onclick=\"app.openPage('/b', true)\">B</button>",
    ],
)
def test_where_scripts_take_a_reader_who_clicks_is_a_link(html: str) -> None:
    assert addresses(html) == ["/b"]


@pytest.mark.parametrize(
    "html",
    [
        "<script>fetch('/b'); const a = '/c'; location.href = '/d/' + id;</script>",
        "<script type=application/json>location = '/b';</script>",
        "<select onchange='show(this.value)'><option value=/b>B</select>",
        "<div data-href='javascript:void(0)'></div><div data-href='#top'></div><div data-href='{{url}}'></div>",
    ],
)
def test_other_addresses_in_scripts_are_no_links(html: str) -> None:
    assert addresses(html) == []


def test_backslashes_are_slashes_as_in_browsers_up_to_the_query() -> None:
    assert addresses(r"<a href='\b\c?d=\e'>B</a>") == ["/b/c?d=%5Ce"]


@pytest.mark.parametrize(
    "handler", ["if (location.href == '/b') go()", "location.href='/b'+id", "show('/b')"]
)
def test_a_button_that_does_something_else_is_none(handler: str) -> None:
    assert addresses(f'<button onclick="{handler}">Vis</button>') == []


def test_routes_are_links_and_places_on_the_page_are_not() -> None:
    assert addresses(
        "<a href='#/om'>a</a><a href='#om'>b</a><a href='#!kontakt'>c</a><a href='#/'>d</a>"
    ) == [
        "/a/#/om",
        "/a/#!kontakt",
    ]


@pytest.mark.parametrize(
    ("html", "target"),
    [
        ("<meta http-equiv=refresh content='0; url=/b'><p>Vent.</p>", "/b"),
        ("<meta http-equiv=refresh content='1;url=/b'>", "/b"),
        ("<script>location.replace('/b');</script>", "/b"),
        ('<script><!--\nwindow.location.href = "/b"\n//--></script>', "/b"),
        ("<meta http-equiv=refresh content='5; url=/b'>", ""),
        ("<meta http-equiv=refresh content='0; url=/a/'>", ""),
        ("<noscript><meta http-equiv=refresh content='0; url=/b'></noscript>", ""),
        ("<script>if (x) location.replace('/b');</script>", ""),
        ("<script>function go() { location = '/b' }</script>", ""),
        ("<script>location.hash = '/b'</script>", ""),
        ("<script>location.href = '#/b'</script>", ""),
        (f"<p>{'ord ' * 20}</p><script>location.replace('/b');</script>", ""),
    ],
)
def test_where_a_page_sends_its_readers_before_they_can_read_it(html: str, target: str) -> None:
    assert read(html).redirect.removeprefix("https://by.dk") == target


def test_what_a_page_tells_search_engines_is_noticed() -> None:
    assert read("<meta name=Robots content='NOINDEX, follow'>").is_noindex
    assert read("<meta name=robots content=none>").is_nofollow
    assert read_page(b"<p>x", "https://by.dk/", robots_header="noindex").is_noindex
    assert read_page(b"<p>x", "https://by.dk/", robots_header="nofollow\nnoindex").is_noindex
    assert not read_page(b"<p>x", "https://by.dk/", robots_header="otherbot: noindex, nofollow").is_noindex
    assert [link.is_nofollow for link in read("<a rel='nofollow' href=b>x</a><a href=c>y</a>").links] == [
        True,
        False,
    ]
    assert not read("<meta name=description content=noindex>").is_noindex


def test_what_was_dropped_of_an_address_is_told() -> None:
    links = read("<a href='b?utm_source=x'>x</a><a href='c;jsessionid=1'>y</a><a href=d>z</a>").links
    assert [link.dropped for link in links] == [Dropped.TRACKING, Dropped.SESSION, Dropped.NOTHING]


def test_what_a_browser_saw_beyond_the_html_is_read_too() -> None:
    seen = Seen(links=(("https://by.dk/skygge", " I \n skyggen "),), texts=("Ord i skyggen",))
    reading = read_page(b"<p>Lys</p>", "https://by.dk/", seen=seen)
    assert reading.links == (Link("https://by.dk/skygge", "I skyggen"),)
    assert (reading.sketch.words, reading.sketch.is_rendered) == (4, True)


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
        ("http://a.dk/flad.fodt", "", Medium.DOCUMENT),
        ("http://a.dk/gammelt-brev.sxw", "", Medium.DOCUMENT),
        ("http://a.dk/skabelon.dotm", "", Medium.DOCUMENT),
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
        ("application/vnd.sun.xml.writer", Medium.DOCUMENT),
        ("text/tab-separated-values", Medium.DOCUMENT),
        ("image/svg+xml", Medium.PART),
        ("video/mp4", Medium.OTHER),
        ("application/octet-stream", Medium.OTHER),
        ("", None),
        ("text/xml", None),
    ],
)
def test_what_a_media_type_means(header: str, medium: Medium | None) -> None:
    assert medium_of_type(header) is medium


@pytest.mark.parametrize(
    "html",
    [
        f"<script>location='x'{' ' * 19_000}y</script>",
        f"<meta http-equiv=refresh content='{' ' * 90_000}'>",
        "<script>" + 'location="a ' * 7_500 + "</script>",
        f"<button onclick='{'goto' * 20_000}'>x</button>",
        f"<script>{'location = e.dataset[' * 4_000}</script>",
    ],
    ids=["spaces in a script", "spaces in a refresh", "open quotes", "names without end", "data without end"],
)
def test_no_pattern_takes_more_steps_than_a_page_is_worth(html: str) -> None:
    signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, READ_CPU_SECONDS_MAX)
    try:
        assert read(html).redirect == ""
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _too_long(*_: object) -> None:
    raise AssertionError("a pattern goes through the page again and again")
