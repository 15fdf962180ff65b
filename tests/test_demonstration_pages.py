"""The demonstration sites: what they serve, and that the manifest speaks of what is there."""

import csv
import gzip
import http.client
import io
import re
import socket
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from crawler.survey.inventory import SkipReason
from eftersyn.demonstration.manifest import manifest
from eftersyn.demonstration.responses import HTML, NOT_FOUND, SITES, Response, Site, responses, statement_path
from eftersyn.demonstration.server import DemonstrationServers, registry_csv
from rules.catalogue import catalogue
from rules.model import Engine, Scope

BASE = "http://127.0.0.1:8000"
STATEMENT = "http://127.0.0.1:8001/127-0-0-1-8000"
TIMEOUT_SECONDS = 10
# axe's rules that no page of the demonstration breaks, each with the reason.
NOT_PLANTED = {
    "aria-hidden-body": "it would hide the whole page from every other rule",
    "frame-tested": "says only that axe could not look into a frame",
    "image-redundant-alt": "a rule of ours says the same and takes its place",
}
REGISTRY_COLUMNS = (
    "id,name,level,region,domain_area,services,cvr,url,"
    "population,valid_from,valid_to,successor,confidence,notes"
)
LOADED_AT_ONCE = {
    "audio": "src",
    "iframe": "src",
    "img": "src",
    "link": "href",
    "script": "src",
    "source": "src",
    "track": "src",
    "video": "src",
}
EVERY_SITE = pytest.mark.parametrize("site", SITES, ids=lambda site: site.id)


def _pages(site: Site) -> dict[str, Response]:
    return {
        path: response
        for path, response in responses(site, BASE, STATEMENT).items()
        if response.content_type == HTML and response.status not in {301, 302}
    }


def _soup(response: Response) -> BeautifulSoup:
    return BeautifulSoup(response.body.decode(), "html.parser")


class _Balance(HTMLParser):
    """Complains of an element that is closed and not open, or never closed."""

    VOID = frozenset({"br", "img", "input", "link", "meta", "track"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.complaints: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.complaints.append(f"</{tag}> at {self.getpos()}, open: {self.open[-3:]}")


@EVERY_SITE
def test_every_page_has_its_elements_closed(site):
    for path, response in _pages(site).items():
        balance = _Balance()
        balance.feed(response.body.decode())
        assert (balance.complaints, balance.open) == ([], []), path


@EVERY_SITE
def test_every_page_has_one_main_heading_or_makes_it_by_script(site):
    for path, response in _pages(site).items():
        soup = _soup(response)
        # planted: a page without either
        is_bare = path == "/jubilaeum"
        assert len(soup.find_all("h1")) == (0 if is_bare or path == "/ledige-stillinger" else 1), path
        assert len(soup.find_all("main")) == (0 if is_bare else 1), path


@EVERY_SITE
def test_no_template_code_reaches_a_page(site):
    for path, response in _pages(site).items():
        assert not re.search(rb"\{[%{#]|planted|None", response.body), path


@EVERY_SITE
def test_every_link_leads_to_something_served_but_the_broken_one(site):
    served = responses(site, BASE, STATEMENT)
    expected = manifest().sites[site.id]
    missing = set()
    for path, response in _pages(site).items():
        for tag in _soup(response).find_all(
            ["a", "form", "img", "iframe", "link", "script", "video", "track"]
        ):
            for name in ("href", "src", "action", "poster"):
                target = urlsplit(urljoin(BASE + path, str(tag.get(name, BASE))))
                if target.netloc == urlsplit(BASE).netloc and (target.path or "/") not in served:
                    missing.add(target.path)
    assert missing == {skip.address for skip in expected.skips if skip.address == "/hoeringer/byplan-2014"}


@EVERY_SITE
def test_links_inside_a_page_have_a_target_but_the_planted_ones(site):
    for path, response in _pages(site).items():
        soup = _soup(response)
        ids = {tag["id"] for tag in soup.find_all(id=True)}
        wanted = {str(tag["href"])[1:] for tag in soup.find_all("a", href=re.compile("^#"))}
        planted = {"hovedindhold"} if soup.select(".skip") and site.id == "demo-region" else set()
        if path == "/patientrettigheder":
            planted.add("klage")
        assert wanted - ids == planted, path


@EVERY_SITE
def test_nothing_is_loaded_from_elsewhere(site):
    for path, response in responses(site, BASE, STATEMENT).items():
        if response.content_type == HTML:
            for tag in _soup(response).find_all(list(LOADED_AT_ONCE)):
                assert not urlsplit(str(tag.get(LOADED_AT_ONCE[tag.name], ""))).netloc, path
        elif response.content_type.startswith(("text/css", "text/javascript")):
            assert not re.search(rb"https?:|url\(|@import|import\(|fetch\(", response.body), path
        elif response.content_type == "image/svg+xml":
            assert not re.search(rb"href|<style|<script|<image", response.body), path


@EVERY_SITE
def test_the_manifest_names_every_page_served_and_no_other(site):
    expected = manifest().sites[site.id]
    named = {page.path for page in expected.pages} | set(expected.unlinked)
    named |= {skip.address for skip in expected.skips if skip.address.startswith("/")}
    served = {
        path
        for path, response in responses(site, BASE, STATEMENT).items()
        if response.content_type == HTML and not path.startswith("/dokumenter/")
    }
    assert named - served == {skip.address for skip in expected.skips if skip.address.endswith("byplan-2014")}
    assert served - named == {NOT_FOUND}


@EVERY_SITE
def test_the_manifest_names_every_document_served(site):
    documents = {path for path in responses(site, BASE, STATEMENT) if path.startswith("/dokumenter/")}
    assert documents == {document.path for document in manifest().sites[site.id].documents}


@EVERY_SITE
def test_every_page_in_the_manifest_is_reached_by_a_link_a_frame_a_script_or_a_site_map(site):
    served = responses(site, BASE, STATEMENT)
    expected = manifest().sites[site.id]
    words = {
        word
        for path, response in served.items()
        if response.content_type.startswith(("text/html", "text/javascript", "application/xml"))
        or path.endswith(".gz")
        for word in re.split(r'["<>]', _text(response, path))
    }
    reached = {word.removeprefix(BASE) for word in words if word.startswith(("/", BASE))}
    assert {page.path for page in expected.pages} <= reached
    # A form is never submitted: what only a form leads to is not seen.
    links = {
        str(tag["href"]) for page in _pages(site).values() for tag in _soup(page).find_all("a", href=True)
    }
    assert not links & set(expected.unlinked)


def _text(response: Response, path: str) -> str:
    return (gzip.decompress(response.body) if path.endswith(".gz") else response.body).decode()


def _rules(engine: Engine) -> set[str]:
    return {rule_id for rule_id, loaded in catalogue().items() if loaded.rule.engine is engine}


def test_the_manifest_names_known_rules_of_the_right_scope():
    known = catalogue()
    for site in manifest().sites.values():
        for page in site.pages:
            assert {known[rule].rule.scope for rule in (*page.failed, *page.cant_tell)} <= {Scope.PAGE}
        assert {known[rule].rule.scope for rule in (*site.failed, *site.cant_tell)} <= {Scope.SITE}


def test_every_rule_is_planted_and_also_met_where_all_is_well():
    pages = [page for site in manifest().sites.values() for page in site.pages]
    failed = {rule for page in pages for rule in page.failed}
    doubted = {rule for page in pages for rule in page.cant_tell}
    of_site = [set(site.failed) | set(site.cant_tell) for site in manifest().sites.values()]
    assert failed | set.union(*of_site) >= _rules(Engine.OWN) - _of_documents()
    assert _rules(Engine.AXE) - failed - doubted == set(NOT_PLANTED)
    assert not set.intersection(*of_site)
    clean = [
        page for page in manifest().sites["demo-styrelse"].pages if not page.failed and not page.cant_tell
    ]
    assert len(clean) >= 8


def test_every_rule_about_formats_is_planted_in_a_document_and_every_kind_is_also_met_clean():
    documents = [document for site in manifest().sites.values() for document in site.documents]
    failed = {rule for document in documents for rule in document.failed}
    about_formats = {rule for rule in _of_documents() if rule.startswith(("document-", "csv-"))}
    # Needs a second version of the same document to compare with: the rules' own tests have that.
    assert failed >= about_formats - {"document-editable-format-closed"}
    harmless = {"pdf-ua-fonts", "pdf-ua-metadata"}  # what only PDF/UA asks for
    clean = {document.path.rpartition(".")[2] for document in documents if set(document.failed) <= harmless}
    assert clean >= {"csv", "odt", "pdf"}
    assert "pdf-untagged" in failed


def _of_documents() -> set[str]:
    return {loaded.rule.id for loaded in catalogue().own(Scope.DOCUMENT)}


def test_the_reasons_for_skips_are_those_the_survey_gives():
    reasons = {skip.reason for site in manifest().sites.values() for skip in site.skips}
    assert reasons == {"duplicate", "http_error", "out_of_scope", "robots"}
    assert reasons <= set(SkipReason)


def test_the_sites_differ_in_how_much_is_wrong():
    kommune, region, styrelse, museum = (
        sum(len(page.failed) for page in manifest().sites[site.id].pages) for site in SITES
    )
    assert kommune > region > styrelse >= museum > 0


@EVERY_SITE
def test_site_maps_name_pages_of_the_site_only(site):
    served = responses(site, BASE, STATEMENT)
    for path, response in served.items():
        if "sitemap" in path and "xml" in path:
            root = ET.fromstring(_text(response, path))
            addresses = [element.text or "" for element in root.iter() if element.tag.endswith("}loc")]
            assert addresses
            for address in addresses:
                assert address.startswith(BASE)
                assert served[address.removeprefix(BASE)].status == 200


def test_documents_are_what_they_say_they_are():
    for site in SITES:
        for path, response in responses(site, BASE, STATEMENT).items():
            if response.content_type == HTML:
                continue  # planted: a page in the place of a document
            if path.endswith((".docx", ".odt", ".xlsm")):
                with zipfile.ZipFile(io.BytesIO(response.body)) as archive:
                    assert archive.testzip() is None
                    for name in archive.namelist():
                        if name.endswith(".xml"):
                            ET.fromstring(archive.read(name))
            elif path.endswith(".pdf") and b"/XRef" not in response.body:
                start = int(response.body.split(b"startxref\n")[1].split()[0])
                assert response.body[start:].startswith(b"xref")
                for number, offset in enumerate(re.findall(rb"(\d{10}) 00000 n", response.body), 1):
                    assert response.body[int(offset) :].startswith(b"%d 0 obj" % number)


def test_the_same_bytes_are_served_each_time():
    for site in SITES:
        assert responses(site, BASE, STATEMENT) == responses(site, BASE, STATEMENT)


def _get(address: str, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=TIMEOUT_SECONDS)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def addresses_and_host():
    servers = DemonstrationServers()
    with servers as addresses:
        yield addresses, servers.statement_host


@pytest.fixture(scope="module")
def addresses(addresses_and_host):
    return addresses_and_host[0]


def test_each_site_has_its_own_address_on_this_machine(addresses):
    assert set(addresses) == {site.id for site in SITES}
    assert len(set(addresses.values())) == len(SITES)
    assert all(re.fullmatch(r"http://127\.0\.0\.1:\d+/", address) for address in addresses.values())


@pytest.mark.parametrize(
    ("path", "status", "header"),
    [
        ("/", 200, ("Content-Type", "text/html; charset=utf-8")),
        ("/stil.css?v=2", 200, ("Content-Type", "text/css; charset=utf-8")),
        ("/medier/byraadsmoede.wav", 200, ("Content-Type", "audio/wav")),
        ("/findes-ikke", 404, ("Content-Type", "text/html; charset=utf-8")),
        ("/404", 404, ("Content-Type", "text/html; charset=utf-8")),
        ("/renovation", 301, ("Location", "/affald")),
        ("/driftsstatus", 500, ("Content-Type", "text/html; charset=utf-8")),
        ("/borgerservice", 200, ("Set-Cookie", "statistik_id=demo; Path=/; Max-Age=31536000")),
        ("/../../etc/passwd", 404, ("Content-Type", "text/html; charset=utf-8")),
    ],
)
def test_the_municipality_answers(addresses, path, status, header):
    answered, headers, body = _get(addresses["demo-kommune"], path)
    assert (answered, headers[header[0]]) == (status, header[1])
    assert len(body) == int(headers["Content-Length"])


def test_a_head_request_gets_the_length_and_no_body(addresses):
    status, headers, body = _get(addresses["demo-region"], "/", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 0


def test_robots_txt_and_site_maps_name_the_address_they_are_served_at(addresses):
    address = addresses["demo-styrelse"]
    assert f"Sitemap: {address}sitemap-index.xml".encode() in _get(address, "/robots.txt")[2]
    assert f"<loc>{address}sitemap-sider.xml.gz</loc>".encode() in _get(address, "/sitemap-index.xml")[2]
    assert f"<loc>{address}om</loc>".encode() in gzip.decompress(_get(address, "/sitemap-sider.xml.gz")[2])


def test_the_statement_host_keeps_a_statement_of_each_site_but_one(addresses_and_host):
    addresses, host = addresses_and_host
    answers = {site.id: _get(host, statement_path(addresses[site.id])) for site in SITES}
    assert {identifier: status for identifier, (status, _, _) in answers.items()} == {
        "demo-kommune": 404,
        "demo-region": 200,
        "demo-styrelse": 200,
        "demo-museum": 200,
    }
    for identifier in ("demo-styrelse", "demo-museum"):
        status, headers, _ = _get(addresses[identifier], "/was")
        assert (status, headers["Location"]) == (302, host + statement_path(addresses[identifier]))
    assert (host + statement_path(addresses["demo-region"])).encode() in _get(
        addresses["demo-region"], "/was"
    )[2]


def test_many_visitors_are_answered_at_once_and_without_a_word(addresses, capfd):
    netloc = urlsplit(addresses["demo-kommune"])
    with socket.create_connection((netloc.hostname, netloc.port), timeout=TIMEOUT_SECONDS) as rude:
        rude.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")  # and hangs up without reading
        with ThreadPoolExecutor(8) as visitors:
            answers = list(visitors.map(lambda _: _get(addresses["demo-kommune"], "/affald")[0], range(40)))
    assert answers == [200] * 40
    assert capfd.readouterr() == ("", "")


def test_the_servers_stop_and_let_go_of_their_ports():
    with DemonstrationServers() as addresses:
        ports = {identifier: urlsplit(address).port or 0 for identifier, address in addresses.items()}
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", ports["demo-kommune"]), timeout=TIMEOUT_SECONDS).close()
    with DemonstrationServers(ports) as again:
        assert again == addresses


def test_a_port_that_is_taken_is_said_and_nothing_is_left_running():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        before = threading.active_count()
        with (
            pytest.raises(OSError, match="in use"),
            DemonstrationServers({"demo-styrelse": taken.getsockname()[1]}),
        ):
            pass
        assert threading.active_count() == before


def test_the_registry_holds_them_all_and_says_that_they_are_made_up():
    addresses = {site.id: f"http://127.0.0.1:{port}/" for port, site in enumerate(SITES, 9001)}
    text = registry_csv(addresses)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert text.splitlines()[0] == REGISTRY_COLUMNS
    assert {row["id"]: row["url"] for row in rows} == addresses
    assert [row["level"] for row in rows] == ["municipality", "region", "state", "public-law-body"]
    assert all("made up" in row["notes"] for row in rows)
