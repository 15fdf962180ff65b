"""The spider against a real server: in a child process, as `scrapy crawl` runs it."""

import json
import ssl
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.survey.served_site import SiteServer

ROOT = Path(__file__).parents[2]
RUN_SECONDS_MAX = 90


def crawled(folder: Path, url: str, *options: str) -> list[dict[str, Any]]:
    """Run `scrapy crawl site` and return its items."""
    out = folder / "inventory.jsonl"
    command = [sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"url={url}", "-O", str(out)]
    command += ["-s", "DOWNLOAD_TIMEOUT=1", "-s", "EFTERSYN_CONTACT=https://eksempel.dk/kontakt", *options]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=RUN_SECONDS_MAX, check=False
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert "ERROR" not in ended.stderr, ended.stderr[-3000:]
    lines = out.read_text(encoding="utf-8").splitlines()
    return [json.loads(line.replace(url, "/")) for line in lines]


def of(items: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [item for item in items if item["item"] == kind]


@pytest.fixture(scope="module")
def survey(tmp_path_factory):
    """One whole survey of the awkward site: its items and the server that was asked."""
    with SiteServer() as server:
        yield crawled(tmp_path_factory.mktemp("survey"), server.url), server


def test_the_inventory_is_whole_and_in_order(survey) -> None:
    items, _ = survey
    assert [(page["seq"], page["url"], page["depth"], page["title"]) for page in of(items, "page")] == [
        (0, "/", 0, "Forside"),
        (1, "/om", 1, "Om os"),
        (2, "/om/", 1, "Om os med skråstreg"),
        (3, "/gammel", 1, "Ny adresse"),
        (4, "/pakket", 1, "Pakket"),
        (5, "/forkert-kodning", 1, "Blåbærgrød"),
        (6, "/frisk-op", 1, "Frisk"),
        (7, "/optaget", 1, "Nu er der tid"),
        (8, "/xhtml", 1, "XHTML"),
        (9, "/ramme", 1, "Ramme"),
        (10, "/kun-i-kortet", 1, "Kun i sitemap"),
        (11, "/dybt", 2, "Dybt"),
        (12, "/kun-i-gz", 1, "Kun i pakket sitemap"),
        (13, "/mappe/inde", 3, "Inde i mappen"),
    ]


def test_a_page_says_where_a_redirect_ended_and_where_it_was_found(survey) -> None:
    items, _ = survey
    moved = next(page for page in of(items, "page") if page["url"] == "/gammel")
    assert (moved["final_url"], moved["status"], moved["found_on"], moved["link_text"]) == (
        "/ny",
        200,
        "/",
        "Flyttet",
    )


def test_every_address_left_out_has_its_reason(survey) -> None:
    items, _ = survey
    assert {skip["url"]: skip["reason"] for skip in of(items, "skip")} == {
        "https://www.andet.example/": "out_of_scope",
        "https://andet.example/": "out_of_scope",
        "/hemmelig/side": "robots",
        "/rundt": "redirect_loop",
        "/ud": "redirect_out_of_scope",
        "/langsom": "timed_out",
        "/brudt": "connection_failed",
        "/findes-ikke": "http_error",
        "/film": "not_html",
        "/logud": "logout",
        "/stor": "too_large",
        "/forbudt": "blocked",
        "http://[brudt/": "bad_address",
    }


def test_documents_are_listed_once_per_linking_page_and_never_fetched(survey) -> None:
    items, server = survey
    listed = [(d["url"], d["declared_type"], d["found_on"], d["link_text"]) for d in of(items, "document")]
    assert listed == [
        ("/rapport.pdf", "", "/", "Årsrapport 2025"),
        ("/hent?id=7", "application/pdf", "/", "Bilag"),
        ("/rapport.pdf", "", "/om", "Rapporten igen"),
        ("/skjult-pdf", "application/pdf", "/", "Skjult dokument"),
    ]
    asked = {path for path, _ in server.seen}
    assert not asked & {"/rapport.pdf", "/hent?id=7", "/logo.png", "/s.css", "/logud"}


def test_robots_txt_is_asked_first_and_kept(survey) -> None:
    _, server = survey
    assert server.seen[0][0] == "/robots.txt"
    assert [path for path, _ in server.seen].count("/robots.txt") == 1
    assert not any(path.startswith("/hemmelig") for path, _ in server.seen)


def test_every_request_says_who_asks_and_carries_no_trail(survey) -> None:
    _, server = survey
    for path, headers in server.seen:
        assert headers["User-Agent"].startswith("Eftersyn/"), path
        assert headers["User-Agent"].endswith("(+https://eksempel.dk/kontakt)"), path
        assert not {"Referer", "Cookie"} & set(headers), path


def test_retry_after_is_kept(survey) -> None:
    _, server = survey
    first, second = server.busy_times
    assert second - first >= 0.95


def test_sitemaps_are_noted_with_what_was_wrong(survey) -> None:
    items, _ = survey
    notes = [note["detail"] for note in of(items, "note") if note["kind"] == "sitemap"]
    assert notes[0] == "/kort.xml: 1 sitemaps"
    assert notes[1].startswith("/sitemap.xml: 1 addresses")
    assert notes[2] == "/kort1.xml.gz: 2 addresses"


def test_a_second_survey_gives_the_same_items(survey, tmp_path) -> None:
    items, _ = survey
    with SiteServer() as server:
        assert crawled(tmp_path, server.url) == items


def test_the_page_cap_is_kept_and_the_rest_named(tmp_path) -> None:
    with SiteServer() as server:
        items = crawled(tmp_path, server.url, "-a", "max_pages=2")
        assert [page["url"] for page in of(items, "page")] == ["/", "/om"]
        capped = [skip["url"] for skip in of(items, "skip") if skip["reason"] == "page_cap"]
        assert "/om/" in capped
        assert "/dybt" in capped
        assert not any(path.startswith(("/dybt", "/ramme")) for path, _ in server.seen)


@pytest.mark.parametrize(
    ("status", "options", "reason"),
    [(503, (), "robots"), (503, ("-a", "own_site=true"), None), (404, (), None)],
)
def test_what_robots_txt_answers_decides_whether_the_survey_starts(tmp_path, status, options, reason) -> None:
    with SiteServer(robots_status=status) as server:
        items = crawled(tmp_path, server.url, "-a", "max_pages=1", *options)
        failed = [note["detail"] for note in of(items, "note") if note["kind"] == "start_failed"]
        if reason is None:
            assert failed == []
            assert len(of(items, "page")) == 1
        else:
            assert failed[0].startswith(f"{reason}: ")
            assert of(items, "page") == []
            assert [path for path, _ in server.seen] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("findes-ikke", "http_error"),
        ("ud", "redirect_out_of_scope"),
        ("skjult-pdf", "not_html"),
        ("hemmelig/", "robots"),
    ],
)
def test_a_start_page_that_cannot_be_surveyed_is_named(tmp_path, path, reason) -> None:
    with SiteServer() as server:
        items = crawled(tmp_path, server.url + path)
    assert of(items, "page") == []
    (failed,) = [note["detail"] for note in of(items, "note") if note["kind"] == "start_failed"]
    assert failed.startswith(reason)


def test_a_closed_port_is_named(tmp_path, unused_port) -> None:
    items = crawled(tmp_path, f"http://127.0.0.1:{unused_port}/")
    assert [skip["reason"] for skip in of(items, "skip")] == ["connection_failed"]


def test_private_networks_are_not_entered(tmp_path) -> None:
    items = crawled(tmp_path, "http://169.254.169.254/")
    assert [skip["reason"] for skip in of(items, "skip")] == ["address_not_allowed"]


def test_a_certificate_nobody_vouches_for_is_named(tmp_path) -> None:
    class Quiet(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # the client hangs up, as it should
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        items = crawled(tmp_path, f"https://127.0.0.1:{server.server_address[1]}/")
        server.shutdown()
        thread.join()
    assert [skip["reason"] for skip in of(items, "skip")] == ["bad_certificate"]


def self_signed(folder: Path) -> Path:
    """Return a file with a key and a certificate that only its maker trusts."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "server.pem"
    file.write_bytes(plain + certificate.public_bytes(pem))
    return file
