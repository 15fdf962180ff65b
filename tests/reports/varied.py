"""A store with sites of every kind the reports must cope with, hostile content included."""

from pathlib import Path

from tests.reports.made_store import RULES, MadeStore, png

ALL_PASSED = {rule: 3 for rule in RULES if RULES[rule].scope == "page" and RULES[rule].criteria != ("1.4.6",)}
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>\x1b[31mrød\x1b[0m\u202egpj.exe'
FORMULA = '=HYPERLINK("http://evil.example/";"klik")'


def varied_store(path: Path) -> Path:
    made = MadeStore(path)
    made.authority("nordkoebing", "Nordkøbing Kommune", "municipality", "DK01", "general-government")
    made.authority("aaby", "Åby Kommune", "municipality", "DK04")
    made.authority("region", "Region Søndervang", "region", "", "health")
    made.authority("styrelsen", "Styrelsen for Gode Sider", "state", "", "odd-domain")
    _municipality(made)
    _clean_region(made)
    _agency_without_figure(made)
    made.site(
        "../../etc/passwd",
        "Åby Kommune",
        "http://127.0.0.1:8004/",
        authority_id="aaby",
        state="failed",
        reason="start_failed",
        detail="dns_failed: aaby.example",
    )
    made.subject("../../etc/passwd", "http://127.0.0.1:8004/", state="dns_failed")
    _hostile(made)
    made.close()
    return path


def _municipality(made: MadeStore) -> None:
    site, base = "nordkoebing", "http://127.0.0.1:8001/"
    made.site(site, "nordkoebing.example", base, authority_id="nordkoebing")
    made.services(
        site,
        40,
        {
            "portal-link": {
                "page_count": 40,
                "target_count": 7,
                "examples": [{"page": base, "value": "https://www.borger.dk/?token=abcdef"}],
            },
            "digital-post-named": {"page_count": 2, "examples": [{"page": base, "value": HOSTILE}]},
            "digital-strategy": {
                "page_count": 1,
                "years": [2022, 2025],
                "examples": [{"page": base, "value": FORMULA}],
            },
        },
        through=3,
        beside=2,
    )
    made.note(site, "robots", "200: found")
    made.note(site, "sitemap", f"{base}sitemap.xml: 43 addresses")
    for number in range(40):
        url = base if number == 0 else f"{base}borger/emne-{number}/side-med-et-ret-langt-navn-{number}.html"
        page = made.subject(
            site, url, title="Forside" if number == 0 else f"Emne {number} – Nordkøbing Kommune"
        )
        failing = set()
        if number % 10 != 9:
            made.finding(
                page,
                "color-contrast",
                "low",
                data={"ratio": "2,9", "needed": "4,5"},
                target="body > footer > p.kontakt",
                snippet='<p class="kontakt">Ring 12 34 56 78 eller skriv til borger@nordkoebing.example</p>',
            )
            failing.add("color-contrast")
        if number % 3 == 0:
            made.finding(
                page,
                "image-alt",
                "missing",
                target="main > figure > img",
                fingerprint="feed000000000001",
                snippet='<img src="/billeder/havn.jpg?token=hemmelig123">',
            )
            failing.add("image-alt")
        if number % 7 == 0:
            made.finding(
                page,
                "link-text-empty-words",
                "empty",
                data={"text": "Læs mere"},
                target="main > ul > li:nth-child(2) > a",
                snippet='<a href="/nyt">Læs mere</a>',
            )
            failing.add("link-text-empty-words")
        if number < 4 or number == 9:
            made.finding(
                page,
                "color-contrast",
                "low",
                outcome="cantTell",
                fingerprint="feed000000000002",
                data={"ratio": "?", "needed": "4,5"},
                target="main > .helt",
                snippet="<h2>På billede</h2>",
            )
        if number == 5:
            made.finding(
                page,
                "image-alt",
                "missing",
                fingerprint="feed000000000003",
                exemption="map",
                target="iframe >>> img",
                snippet="<img>",
            )
            made.finding(
                page, "generic-page-title", "generic", data={"title": "Untitled"}, target="head > title"
            )
            failing |= {"image-alt", "generic-page-title"}
        if number < 12:
            made.finding(page, "color-contrast-enhanced", "low", data={"ratio": "5,1"})
            failing.add("color-contrast-enhanced")
        found = {"color-contrast"} if number < 4 or number == 9 else set()
        made.judged(page, passed={rule: n for rule, n in ALL_PASSED.items() if rule not in failing | found})
    for number in range(3):
        made.subject(site, f"{base}langsom/{number}", state="timed_out")
    root = made.subject(site, base, kind="site")
    made.finding(root, "no-second-way", "none", target=base)
    made.skip(site, f"{base}intern/", "robots")
    made.skip(site, f"{base}findes-ikke", "http_error", "404", base)
    made.skip(site, "http://facebook.example/", "out_of_scope", "", base)
    _documents(made, site, base)
    made.crop(site, CONTRAST_FINGERPRINT, base, png(420, 60, (210, 214, 219)))
    made.crop(site, "feed000000000001", base, png(300, 200, (120, 150, 170)))


def _documents(made: MadeStore, site: str, base: str) -> None:
    """Twelve minutes as PDF (nine opened, of which one is possibly exempt and four untagged; three not), a form."""
    for number in range(12):
        url = f"{base}dokumenter/referat-{number}.pdf"
        values: dict[str, object] = {"state": "read", "format": "pdf-1.7" if number % 2 else "pdf-a-2b"}
        values["answers"] = {"tagged": number not in {1, 3, 5, 8}, "text": True}
        if number == 4:
            values["claims"] = [{"kind": "pdf_a", "part": "2", "level": "b"}]
            values["contradicted"] = ["PDF/A-2b"]
        if number == 8:
            values["exemption"] = "document_before_2018"
        if number == 0:
            values["claims"] = [{"kind": "pdf_a", "part": "2", "level": "b"}]
            values["verdicts"] = [
                {"validator": "veraPDF", "version": "1", "profile": "PDFA_2_B", "compliant": True}
            ]
        if number == 2:
            values["claims"] = [{"kind": "pdf_a", "part": "2", "level": "b"}, {"kind": "pdf_ua", "part": "1"}]
        if number == 9:
            values = {"state": "encrypted", "reason": "a password is needed", "format": "pdf-1.7"}
        if number == 10:
            values = {"state": "not_fetched", "reason": "http_error: HTTP 404"}
        if number == 11:
            values = {"state": "read", "format": "pdf-a-2b", "same_as": f"{base}dokumenter/referat-0.pdf"}
        made.document(site, url, "application/pdf", base, f"Referat {number}", **values)
        if number in {10, 11}:
            continue
        subject = made.subject(
            site, url, kind="document", state=str(values["state"]), title=f"Referat {number}", final_url=url
        )
        if number in {1, 3, 5, 8}:
            exemption = "document_before_2018" if number == 8 else ""
            made.finding(
                subject, "pdf-untagged", "untagged", target="page 1", snippet="Referat", exemption=exemption
            )
            made.judged(subject)
        elif number == 9:
            made.judged(subject, untested={"pdf-untagged": "encrypted"})
        else:
            made.judged(subject, passed={"pdf-untagged": 1})
    url = f"{base}dokumenter/skema.doc"
    made.document(site, url, "", base, "Skema", state="read", format="doc-97")
    subject = made.subject(site, url, kind="document", state="read")
    made.finding(
        subject, "document-format-closed", "closed", target="skema.doc", data={"format": "Word 97-2003"}
    )
    made.judged(subject)


def _clean_region(made: MadeStore) -> None:
    site, base = "region", "http://127.0.0.1:8002/"
    made.site(site, "soendervang.example", base, authority_id="region")
    made.services(site, 3, {"health-portal": {"page_count": 1}})
    for number in range(8):
        made.judged(made.subject(site, f"{base}{number}", title=f"Side {number}"), passed=ALL_PASSED)


def _agency_without_figure(made: MadeStore) -> None:
    site, base = "styrelsen", "http://127.0.0.1:8003/"
    made.site(
        site, "gode-sider.example", base, authority_id="styrelsen", state="stopped", reason="time_budget"
    )
    for number in range(10):
        page = made.subject(site, f"{base}{number}", state="rendered" if number < 6 else "out_of_budget")
        if number == 0:
            made.finding(page, "html-has-lang", "missing", target="html", snippet="<html>")
        if number < 6:
            made.judged(
                page,
                passed={} if number == 0 else ALL_PASSED,
                untested={"image-alt": "KeyError: 'x'"} if number == 2 else {},
            )


def _hostile(made: MadeStore) -> None:
    site, base = "ond&<b>", "http://127.0.0.1:8005/"
    made.site(site, f"Ond {HOSTILE}", base)
    page = made.subject(site, f"{base}?q={HOSTILE}", title=HOSTILE, language='da" onload="x')
    made.finding(
        page,
        "link-text-empty-words",
        "empty",
        data={"text": HOSTILE},
        target=FORMULA,
        snippet=f"{HOSTILE} CPR 010190-1234",
    )
    made.finding(
        page,
        "image-alt",
        "missing",
        fingerprint="../../../x",
        target='a[title="</code><script>"]',
        snippet=FORMULA,
        data={},
    )
    other = made.subject(site, "javascript:alert(1)", title=FORMULA)
    made.finding(other, "image-alt", "missing", fingerprint="../../../x")
    made.document(
        site, "data:text/html,<script>", "<b>type</b>", base, HOSTILE, state="not_fetched", reason=HOSTILE
    )
    made.document(
        site, f"{base}{HOSTILE}.pdf", HOSTILE, base, HOSTILE, state="read", format="no-such-format",
        claims=[{"kind": HOSTILE, "part": HOSTILE}],
    )  # fmt: skip
    made.subject(site, f"{base}{HOSTILE}.pdf", kind="document", state="read", title=HOSTILE)
    made.skip(site, f"{base}{HOSTILE}", "something_new", HOSTILE)
    made.crop(site, "../../../x", base, b"<svg onload=alert(1)>")


CONTRAST_FINGERPRINT = "a19d4a1900000000"
