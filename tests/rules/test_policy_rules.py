"""Rules about what pages tell the browser to protect its user: each outcome, and what must not alarm."""

import pytest

from rules.evidence import PageEvidence, PageState
from rules.model import NotSeenError, Outcome
from rules.page_view import Page
from rules.policies import insecure_loads, policies
from tests.rules.made_pages import judged, page, site

PASSED = (Outcome.PASSED, "")
YEAR = "max-age=31536000"


def failed(key):
    return (Outcome.FAILED, key)


def unsure(key):
    return (Outcome.CANT_TELL, key)


CASES = [
    ("hsts-missing", {}, failed("missing")),
    ("hsts-missing", {"strict-transport-security": f"{YEAR}; includeSubDomains; preload"}, PASSED),
    ("hsts-missing", {"strict-transport-security": f"{YEAR.replace('=', '=')};IncludeSubdomains"}, PASSED),
    ("hsts-missing", {"strict-transport-security": 'max-age="31536000" ; includeSubDomains'}, PASSED),
    ("hsts-missing", {"strict-transport-security": YEAR}, unsure("no_subdomains")),
    ("hsts-missing", {"strict-transport-security": "max-age=0"}, failed("short")),
    ("hsts-missing", {"strict-transport-security": "max-age=300; includeSubDomains"}, failed("short")),
    ("hsts-missing", {"strict-transport-security": "includeSubDomains"}, failed("broken")),
    # of two headers browsers heed the first
    ("hsts-missing", {"strict-transport-security": f"{YEAR}; includeSubDomains, max-age=0"}, PASSED),
    ("csp-missing", {}, failed("missing")),
    ("csp-missing", {"content-security-policy": "default-src 'self'"}, PASSED),
    ("csp-missing", {"meta content-security-policy": "script-src 'self' https://cdn.eksempel.dk"}, PASSED),
    ("csp-missing", {"content-security-policy-report-only": "default-src 'self'"}, failed("report_only")),
    ("csp-missing", {"content-security-policy": "upgrade-insecure-requests"}, unsure("no_scripts")),
    ("csp-missing", {"content-security-policy": "default-src * 'unsafe-inline'"}, unsure("weak")),
    ("csp-missing", {"content-security-policy": "script-src 'self' 'unsafe-inline'"}, unsure("weak")),
    # a nonce puts 'unsafe-inline' out of force; the strictest of several policies decides
    ("csp-missing", {"content-security-policy": "script-src 'unsafe-inline' 'nonce-abc'"}, PASSED),
    ("csp-missing", {"content-security-policy": "script-src *, script-src 'self'"}, PASSED),
    ("csp-missing", {"content-security-policy": "default-src *; script-src 'none'"}, PASSED),
    ("content-sniffing-allowed", {}, failed("missing")),
    ("content-sniffing-allowed", {"x-content-type-options": "NoSniff"}, PASSED),
    ("content-sniffing-allowed", {"x-content-type-options": "nosniff, nosniff"}, PASSED),
    ("content-sniffing-allowed", {"x-content-type-options": "none"}, failed("wrong")),
    ("referrer-policy-missing", {}, failed("missing")),
    ("referrer-policy-missing", {"referrer-policy": "same-origin"}, PASSED),
    ("referrer-policy-missing", {"meta referrer": "no-referrer"}, PASSED),
    # the last word that a browser knows counts
    ("referrer-policy-missing", {"referrer-policy": "unsafe-url, strict-origin"}, PASSED),
    ("referrer-policy-missing", {"referrer-policy": "no-referrer, unsafe-url"}, failed("tells_all")),
    ("referrer-policy-missing", {"referrer-policy": "hush"}, failed("unknown")),
    ("framing-allowed", {}, failed("missing")),
    ("framing-allowed", {"x-frame-options": "SAMEORIGIN"}, PASSED),
    ("framing-allowed", {"content-security-policy": "frame-ancestors 'self' https://a.dk"}, PASSED),
    ("framing-allowed", {"content-security-policy": "frame-ancestors *"}, failed("anyone")),
    # frame-ancestors decides where both are set, and is not heeded in a meta element
    (
        "framing-allowed",
        {"content-security-policy": "frame-ancestors *", "x-frame-options": "DENY"},
        failed("anyone"),
    ),
    ("framing-allowed", {"meta content-security-policy": "frame-ancestors 'none'"}, failed("missing")),
    ("framing-allowed", {"x-frame-options": "ALLOW-FROM https://a.dk"}, failed("unknown")),
    ("server-version-leaked", {}, PASSED),
    ("server-version-leaked", {"server": "nginx", "x-powered-by": "ASP.NET"}, PASSED),
    ("server-version-leaked", {"meta generator": "Drupal 10 (https://www.drupal.org)"}, PASSED),
    ("server-version-leaked", {"server": "Apache/2.4.57 (Debian)"}, failed("version")),
    ("server-version-leaked", {"server": "Microsoft-IIS/10.0"}, failed("version")),
    ("server-version-leaked", {"meta generator": "WordPress 6.5.2"}, failed("version")),
]


@pytest.mark.parametrize(("rule", "said", "expected"), CASES, ids=lambda value: str(value)[:60])
def test_a_secure_page_is_judged_by_what_it_says(rule, said, expected):
    assert judged(rule, site(page(policies=said.items()))) == [expected]


@pytest.mark.parametrize("rule", ["hsts-missing", "mixed-content"])
def test_a_page_without_https_is_not_judged_by_rules_for_secure_ones(rule):
    local = "http://127.0.0.1:8000/"
    assert judged(rule, site(page(site=local), url=local)) == []


def test_pages_that_fall_short_in_the_same_way_are_one_finding():
    good = {"x-content-type-options": "nosniff"}
    pages = [page("a"), page("b"), page("c", good.items())]
    assert judged("content-sniffing-allowed", site(*pages)) == [failed("missing")]


@pytest.mark.parametrize("rule", sorted({rule for rule, _, _ in CASES} | {"third-parties-before-consent"}))
def test_a_site_without_a_page_seen_is_untested(rule):
    with pytest.raises(NotSeenError):
        judged(rule, site())


def test_mixed_content():
    assert judged("mixed-content", site(page())) == [PASSED]
    assert judged("mixed-content", site(page(insecure=("http://a.dk/x.js",)))) == [failed("insecure")]


def snapshot_of(html):
    """A snapshot of (name, attributes) elements, all inside body."""
    strings: list[str] = []

    def index(text):
        if text not in strings:
            strings.append(text)
        return strings.index(text)

    names = ["HTML", "BODY", *(name for name, _ in html)]
    attributes = [[], [], *([index(part) for pair in given.items() for part in pair] for _, given in html)]
    nodes = {
        "parentIndex": [-1, 0, *(1 for _ in html)],
        "nodeType": [1] * len(names),
        "nodeName": [index(name) for name in names],
        "nodeValue": [-1] * len(names),
        "backendNodeId": list(range(len(names))),
        "attributes": attributes,
    }
    layout: dict[str, list[object]] = {"nodeIndex": [], "styles": [], "bounds": [], "text": []}
    return {"documents": [{"nodes": nodes, "layout": layout}], "strings": strings}


def seen(html, url="https://www.eksempel.dk/side/", **headers):
    return Page(PageEvidence(url, url, PageState.RENDERED, snapshot=snapshot_of(html), headers=headers))


def test_what_a_secure_page_loads_or_sends_without_protection_is_noted():
    html = [
        ("SCRIPT", {"src": "http://a.dk/x.js#a"}),
        ("IMG", {"src": "//b.dk/x.png"}),
        ("A", {"href": "http://c.dk/"}),
        ("LINK", {"rel": "canonical", "href": "http://d.dk/"}),
        ("LINK", {"rel": "stylesheet", "href": "http://e.dk/x.css"}),
        ("FORM", {"action": "http://f.dk/send"}),
        ("IFRAME", {"src": "http://[half"}),
    ]
    expected = ("http://a.dk/x.js", "http://e.dk/x.css", "http://f.dk/send")
    assert insecure_loads(seen(html)) == expected
    assert insecure_loads(seen(html, "http://www.eksempel.dk/")) == ()


def test_headers_and_meta_elements_are_noted_by_name():
    html = [
        ("META", {"name": "Referrer", "content": "no-referrer"}),
        ("META", {"http-equiv": "Content-Security-Policy", "content": "default-src 'self'"}),
        ("META", {"name": "description", "content": "Om os"}),
    ]
    assert policies(seen(html, server="nginx", etag="1")) == (
        ("meta content-security-policy", "default-src 'self'"),
        ("meta referrer", "no-referrer"),
        ("server", "nginx"),
    )
