"""What is seen of a page that behaves."""

import io
import struct

import pytest
from PIL import Image

from crawler.render.capture import RenderedLink, links, mask_tokens
from rules.evidence import LoadState, PageEvidence, PageState
from rules.model import Box
from tests.render.awkward import AwkwardSite, Room, answer

pytestmark = pytest.mark.browser


def strings_in(evidence: PageEvidence) -> str:
    assert evidence.snapshot is not None
    return "\n".join(evidence.snapshot["strings"])


def test_a_page_made_by_script_is_seen_as_rendered(site: AwkwardSite, room: Room) -> None:
    url = site.serve(
        """<!doctype html><html lang=da><title>Skal</title><div id=app></div><script>
        setTimeout(() => { document.title = 'Byggesager';
        app.innerHTML = '<h1>Byggesager</h1><a href=/sag>Se sagen</a>'; },
        50)</script>"""
    )
    evidence, links = (rendered := room.render(url)).evidence, rendered.links
    assert evidence.state is PageState.RENDERED
    assert evidence.load_state is LoadState.SETTLED
    assert (evidence.title, evidence.language, evidence.status) == ("Byggesager", "da", 200)
    assert links == (RenderedLink(site.url("/sag"), "Se sagen"),)
    assert {"role": "heading", "name": "Byggesager", "level": 1} in [
        {key: node[key] for key in ("role", "name", "level") if key in node}
        for node in evidence.accessibility_tree
    ]
    assert evidence.headers["content-type"] == "text/html; charset=utf-8"
    assert evidence.content_type == "text/html"
    assert evidence.taken_at.endswith("+00:00")


def test_what_was_asked_of_the_network_is_counted(
    site: AwkwardSite, other_site: AwkwardSite, room: Room
) -> None:
    site.pages["/here.css"] = "p { color: red }"
    url = site.serve(
        f"""<html lang=da><title>T</title><link rel=stylesheet href=/here.css>
        <img src=http://localhost:{other_site.port}/nothing.png alt=''>
        <script>console.error('broken ?token=abc')</script>"""
    )
    evidence = room.render(url).evidence
    assert evidence.requests.count >= 3
    assert evidence.requests.bytes > 100
    assert evidence.requests.third_party_hosts == ("localhost",)
    assert "broken ?token=***" in evidence.console_errors


def test_cookies_are_named_without_values_and_gone_at_the_next_visit(site: AwkwardSite, room: Room) -> None:
    site.routes["/cookies"] = lambda handler: answer(
        handler,
        b"<html lang=da><title>T</title><script>document.cookie='by_script=secret-2'</script>",
        set_cookie="by_server=secret-1; HttpOnly",
    )
    for _ in range(3):  # more visits than pages, so that each page comes back
        evidence = room.render(site.url("/cookies")).evidence
        assert evidence.cookie_names == ("by_script", "by_server")
        assert "secret" not in repr(evidence.headers)
        assert "cookie" not in [headers for path, headers in site.seen if path == "/cookies"][-1]


def test_everything_a_page_stores_is_gone_at_the_next_visit(site: AwkwardSite, room: Room) -> None:
    url = site.serve(
        """<html lang=da><title>T</title><body><script>
        (async () => {
          const before = [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, window.name,
                          history.length > 2];
          localStorage.a = sessionStorage.a = window.name = 'left behind';
          addEventListener('pagehide', () => { localStorage.b = sessionStorage.b = 'left behind at the last moment'; });
          await new Promise((done) => { const r = indexedDB.open('left'); r.onsuccess = done; r.onerror = done; });
          document.title = JSON.stringify(before);
        })();
        </script>"""
    )
    titles = {room.render(url).evidence.title for _ in range(5)}
    assert titles == {'[0,0,0,"",false]'}


def test_typed_values_are_not_kept(site: AwkwardSite, room: Room) -> None:
    url = site.serve(
        """<html lang=da><title>T</title><form><input id=a><textarea id=b></textarea><input id=c type=password></form>
        <script>for (const [i, field] of [a, b, c].entries()) field.value = 'typed' + i</script>"""
    )
    evidence = room.render(url).evidence
    assert not [typed for typed in ("typed0", "typed1", "typed2") if typed in strings_in(evidence)]


def test_frames_and_shadow_roots_are_in_snapshot_tree_and_links(
    site: AwkwardSite, other_site: AwkwardSite, room: Room
) -> None:
    inner = other_site.serve("<html lang=da><title>I</title><button>Knap i fremmed ramme</button>")
    nested = site.serve(
        f"<html lang=da><title>N</title><a href=/i-rammen>Inde</a><iframe src={inner}></iframe>"
    )
    url = site.serve(
        f"""<html lang=da><title>T</title><iframe src={nested} title=Ramme></iframe>
        <iframe sandbox srcdoc="<button>Knap i sandkasse</button>"></iframe><div id=host></div><script>
        host.attachShadow({{mode: 'closed'}}).innerHTML = '<a href=/i-skyggen>Skygge</a>';</script>"""
    )
    rendered = room.render(url)
    evidence = rendered.evidence
    assert evidence.snapshot is not None
    assert len(evidence.snapshot["documents"]) == 4
    names = {node["name"] for node in evidence.accessibility_tree if node["role"] in {"button", "link"}}
    assert {"Knap i fremmed ramme", "Knap i sandkasse", "Inde", "Skygge"} <= names
    assert {link.url for link in rendered.links} == {
        nested,
        inner,
        site.url("/i-rammen"),
        site.url("/i-skyggen"),
    }


@pytest.mark.parametrize(
    ("encoding", "href", "url"),
    [
        ("windows-1252", "/søg?q=æ#/ø", "http://by.dk/søg?q=%E6#/ø"),
        ("windows-1252", "/?q=я", "http://by.dk/?q=я"),
        ("UTF-8", "/?q=æ", "http://by.dk/?q=%C3%A6"),
        ("UTF-16LE", "/?q=æ", "http://by.dk/?q=%C3%A6"),
        ("", "/?q=%E6&r=1", "http://by.dk/?q=%E6&r=1"),
        ("findes-ikke", "/?q=æ", "http://by.dk/?q=æ"),
    ],
)
def test_queries_of_links_are_in_the_encoding_of_their_page(encoding: str, href: str, url: str) -> None:
    strings = ["A", "href", href, encoding, "http://by.dk/"]
    nodes = {"parentIndex": [-1], "nodeType": [1], "nodeName": [0], "nodeValue": [-1], "attributes": [[1, 2]]}
    snapshot = {"strings": strings, "documents": [{"baseURL": 4, "encodingName": 3, "nodes": nodes}]}
    assert [link.url for link in links(snapshot, "http://by.dk/")] == [url]


def test_crops_are_pictures_of_the_boxes(site: AwkwardSite, room: Room) -> None:
    url = site.serve(
        """<html lang=da><title>T</title><style>body { margin: 0; height: 3000px }
        div { position: absolute; left: 50px; top: 2000px; width: 100px; height: 40px; background: red }
        </style><div></div>"""
    )
    boxes = {
        "small": Box(50, 2000, 100, 40),
        "huge": Box(0, 0, 5000, 5000),
        "outside": Box(9000, 9000, 10, 10),
    }
    seen: list[PageEvidence] = []

    def choose(evidence: PageEvidence) -> dict[str, Box]:
        seen.append(evidence)
        return boxes

    crops = room.render(url, choose).crops
    assert seen[0].state is PageState.RENDERED
    sizes = {
        key: struct.unpack(">II", crop[16:24]) for key, crop in crops.items() if crop.startswith(b"\x89PNG")
    }
    assert sizes == {"small": (148, 88), "huge": (800, 600)}
    with Image.open(io.BytesIO(crops["small"])) as picture:
        colours = [picture.convert("RGB").getpixel(at) for at in ((2, 2), (74, 44), (145, 85))]
    assert colours == [(255, 255, 255), (255, 0, 0), (255, 255, 255)]


def test_a_page_that_grows_while_it_is_scrolled_is_not_photographed_further(
    site: AwkwardSite, room: Room
) -> None:
    url = site.serve(
        """<html lang=da><title>T</title><style>body { margin: 0; height: 3000px }</style><script>
        addEventListener('scroll', () => { document.body.style.height = `${6000 + scrollY}px`; });
        </script>"""
    )
    boxes = {str(y): Box(50, y, 100, 40) for y in (10, 1500, 2000, 2500)}
    crops = room.render(url, lambda _: boxes).crops
    assert "10" in crops
    assert "2500" not in crops


def test_svg_and_xml_are_rendered_as_pages(site: AwkwardSite, room: Room) -> None:
    site.routes["/picture.svg"] = lambda handler: answer(
        handler,
        b'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="da"><title>Kort</title><text y="20">Hej</text></svg>',
        content_type="image/svg+xml",
    )
    site.routes["/feed.xml"] = lambda handler: answer(
        handler, b"<feed><a>1</a></feed>", content_type="text/xml"
    )
    svg = room.render(site.url("/picture.svg")).evidence
    assert (svg.state, svg.title, svg.language) == (PageState.RENDERED, "Kort", "da")
    assert room.render(site.url("/feed.xml")).evidence.state is PageState.RENDERED


def test_the_browser_says_who_it_is_and_speaks_danish(site: AwkwardSite, room: Room) -> None:
    url = site.serve("<html lang=da><title>T</title>")
    room.render(url)
    headers = [headers for path, headers in site.seen if site.url(path) == url][-1]
    assert headers["user-agent"] == "Eftersyn-test"
    assert headers["accept-language"].startswith("da-DK")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("http://a.dk/?token=abc&x=1", "http://a.dk/?token=***&x=1"),
        ("http://a.dk/?x=1&access_token=abc", "http://a.dk/?x=1&access_token=***"),
        ("see https://me:secret@a.dk/", "see https://***@a.dk/"),
        ("http://a.dk/?page=2", "http://a.dk/?page=2"),
    ],
)
def test_tokens_and_credentials_in_addresses_are_masked(text: str, masked: str) -> None:
    assert mask_tokens(text) == masked
