"""Sites over https from end to end: one that is right in some and wrong in other ways, and those no browser trusts."""

import base64
import hashlib
import os
import re
import shlex
import sqlite3
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from OpenSSL import SSL

from crawler.render.browser_finder import ENVIRONMENT_NAME, find_browser
from crawler.site_spec import SiteSpec
from eftersyn.audit import new_sweep
from reports.publish import publish
from rules.model import Language
from tests.command_line.sites import self_signed
from tests.probes.tls_sites import HOST, Answer, WebSite, old_tls_site, server_context, web_site

pytestmark = pytest.mark.browser

Said = dict[str, tuple[str, str, str]]
"""By rule: outcome, message key of the first finding, and why it is untested."""

PAGE = (
    '<!doctype html><html lang="da"><meta charset="utf-8"><title>{title}</title><body><main><h1>{title}</h1>'
    "<p>Velkommen til Prøveby.</p>{more}</main></body></html>"
)
STATEMENT = (
    '<!doctype html><html lang="da"><meta charset="utf-8"><title>Tilgængelighedserklæring for {host}</title>'
    "<body><main><h1>Tilgængelighedserklæring for {host}</h1><h2>Overholdelsesstatus</h2>"
    "<p>Webstedet overholder delvist webtilgængelighedsloven.</p><h2>Udarbejdelse</h2>"
    "<p>Senest gennemgået den {day}. Selvevaluering.</p><h2>Feedback og kontaktoplysninger</h2>"
    '<p>Telefon: 11 22 33 44</p><p>E-mail: <a href="mailto:post@proeveby.example">post@proeveby.example</a></p>'
    "<h2>Håndhævelsesprocedure</h2><p>Klag til Digitaliseringsstyrelsen.</p></main></body></html>"
)


def page(title: str, more: str = "", **headers: str) -> Answer:
    return 200, PAGE.format(title=title, more=more).encode(), headers


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def trusted(ca: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the survey and the probes trust the test's CA, by the variable that OpenSSL knows."""
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def browser_that_trusts(issued: trustme.LeafCert, folder: Path) -> Path:
    """Return a program that starts the browser and has it trust one certificate, by its key."""
    key = x509.load_pem_x509_certificate(issued.cert_chain_pems[0].bytes()).public_key()
    digest = hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    program = folder / "browser"
    program.write_text(
        f"#!/bin/sh\nexec {shlex.quote(str(find_browser().path))} "
        f'--ignore-certificate-errors-spki-list={base64.b64encode(digest).decode()} "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o700)
    return program


@pytest.fixture
def plain() -> Iterator[WebSite]:
    with web_site() as served:
        yield served


def audited(url: str, folder: Path, ports: tuple[int, int], statement_host: str = "") -> Said:
    """Crawl a site in a process of its own and return what the rules about the whole site said."""
    spec = SiteSpec(
        sweep=new_sweep(sample="full", seed=0, max_pages=10, contact=""),
        site_id="site",
        name="Prøveby",
        url=url,
        store=str(folder / "store.sqlite"),
        captures=str(folder / "captures.sqlite"),
        captures_name="captures.sqlite",
        max_pages=10,
        delay_seconds=0.0,
        settle_seconds=1.0,
        fetch_timeout_seconds=5.0,
        allow_private_networks=True,
        statement_host=statement_host,
    )
    with subprocess.Popen(
        [sys.executable, "-m", "tests.probes.audit_main", *map(str, ports)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(spec.to_json() + "\n")
        process.stdin.flush()
        told = process.stdout.read()
        assert process.wait(60) == 0, told
    return said(folder / "store.sqlite")


def said(store: Path) -> Said:
    with closing(sqlite3.connect(store)) as rows:
        found = rows.execute(
            "SELECT o.rule, o.outcome, COALESCE((SELECT f.message FROM findings f WHERE f.rule = o.rule "
            "AND f.subject_id = o.subject_id ORDER BY f.ordinal LIMIT 1), ''), COALESCE(o.reason, '') "
            "FROM outcomes o JOIN subjects s ON s.id = o.subject_id WHERE s.kind = 'site'"
        )
        return {rule: (outcome, message, reason) for rule, outcome, message, reason in found}


def test_what_a_site_over_https_does_right_and_wrong_is_seen_in_one_crawl(
    ca: trustme.CA, plain: WebSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued = ca.issue_cert(HOST)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued.configure_cert(context)
    monkeypatch.setenv(ENVIRONMENT_NAME, str(browser_that_trusts(issued, tmp_path)))
    with web_site(context) as site:
        base = f"https://{HOST}:{site.port}"
        plain.answers["/"] = (301, b"", {"Location": f"{base}/"})
        image = f'<img src="http://{HOST}:{plain.port}/billede.png" alt="Rådhuset">'
        site.answers["/"] = page(
            "Forside",
            f'{image}<a href="/om">Om os</a>',
            Strict_Transport_Security="max-age=31536000; includeSubDomains",
            X_Content_Type_Options="nosniff",
            Set_Cookie="session=1; Path=/; Secure; HttpOnly; SameSite=Lax",
        )
        site.answers["/om"] = page("Om os", Set_Cookie="_ga=1; Max-Age=86400; Path=/")
        found = audited(f"{base}/", tmp_path, (plain.port, site.port))
    outcomes = {rule: (outcome, message) for rule, (outcome, message, _) in found.items()}
    assert outcomes["https-missing"] == ("passed", "")
    assert outcomes["http-not-redirected"] == ("passed", "")
    assert outcomes["certificate-untrusted"] == ("passed", "")
    assert outcomes["hsts-missing"] == ("failed", "missing")  # on one of the two pages
    assert outcomes["content-sniffing-allowed"][0] == "failed"
    assert outcomes["mixed-content"][0] == "failed"
    assert outcomes["cookie-flags-missing"][0] == "failed"
    assert outcomes["cookies-before-consent"] == ("failed", "known")
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as rows:
        pages = rows.execute("SELECT url, state FROM subjects WHERE kind = 'page' ORDER BY url").fetchall()
        (cookies,) = rows.execute("SELECT data FROM findings WHERE rule = 'cookie-flags-missing'").fetchone()
    assert pages == [(f"{base}/", "rendered"), (f"{base}/om", "rendered")]
    assert "_ga" in cookies
    assert "session" not in cookies


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("expired", "expired"),
        ("wrong_name", "wrong_name"),
        ("unknown_issuer", "local"),
        ("self_signed", "local"),
    ],
)
def test_a_certificate_that_keeps_everyone_out_is_the_finding_and_the_rest_is_judged_all_the_same(
    case: str, message: str, ca: trustme.CA, plain: WebSite, tmp_path: Path
) -> None:
    context = {
        "expired": lambda: server_context(ca, days=-3),
        "wrong_name": lambda: server_context(ca, "andre.example.org"),
        "unknown_issuer": lambda: server_context(trustme.CA()),
        "self_signed": lambda: self_signed(tmp_path),
    }[case]()
    with web_site(context) as site, web_site() as host:
        base = f"https://{HOST}:{site.port}"
        site.answers["/"] = page("Forside")
        plain.answers["/"] = page("Ubeskyttet forside")
        today = f"{datetime.now(UTC):%d.%m.%Y}"
        statement = STATEMENT.format(host=f"{HOST}:{site.port}", day=today).encode()
        host.answers[f"/127-0-0-1-{site.port}"] = (200, statement, {})
        found = audited(
            f"{base}/", tmp_path, (plain.port, site.port), statement_host=f"http://{HOST}:{host.port}/"
        )
        assert site.seen == []  # nothing was asked for over a connection that nobody should trust
    outcomes = {rule: (outcome, message) for rule, (outcome, message, _) in found.items()}
    expected = "cantTell" if message == "local" else "failed"
    assert outcomes["certificate-untrusted"] == (expected, message)
    assert outcomes["https-missing"] == ("passed", "")
    assert outcomes["tls-version-old"] == ("passed", "")
    assert outcomes["http-not-redirected"] == ("failed", "stays")
    assert outcomes["statement-missing"] == ("passed", "")
    assert outcomes["statement-outdated"] == ("passed", "")
    assert outcomes["statement-telephone-missing"] == ("passed", "")
    for rule in (
        "hsts-missing",
        "cookies-before-consent",
        "mixed-content",
        "privacy-page-missing",
        "dpo-contact-missing",
        "statement-footer-link-missing",
        "page-titles-duplicate",
        "links-broken",
        "security-txt-missing",
    ):
        outcome, _, reason = found[rule]
        assert (outcome, reason.partition(":")[0]) == ("untested", "bad_certificate"), rule
    outcome, _, reason = found["statement-redirect-wrong"]
    assert outcome == "untested"
    assert "bad_certificate" in reason
    publish(tmp_path / "store.sqlite", tmp_path / "report", languages=(Language.DA,))
    (report,) = (tmp_path / "report").rglob("site.html")
    told = report.read_text(encoding="utf-8")
    assert "Certifikatet er ikke gyldigt" in told
    assert "bad_certificate" not in told
    # Nothing was seen, so nothing is said not to be there.
    assert "Siderne linker ikke til nogen dokumenter" not in told
    assert "intet at teste" not in told
    if case == "expired":
        assert re.search(r"Certifikatet udløb \d{1,2}\. [a-z]+ \d{4}\.", told)


def test_a_site_that_speaks_outdated_encryption_only_is_told_so(
    ca: trustme.CA, plain: WebSite, tmp_path: Path
) -> None:
    with old_tls_site(ca, SSL.TLS1_1_VERSION) as port:
        found = audited(f"https://{HOST}:{port}/", tmp_path, (plain.port, port))
    assert found["tls-version-old"][:2] == ("failed", "nothing_new")
    assert found["certificate-untrusted"][0] == "untested"
    assert found["hsts-missing"][0] == "untested"
