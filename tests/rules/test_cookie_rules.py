"""Rules about cookies and third parties on a first visit: each outcome, and what must not alarm."""

import pytest

from rules.cookies import Purpose, holds_session, known_cookie
from rules.evidence import CookieFact
from rules.hosts import is_public_name, registered_domain, same_site
from rules.model import NotSeenError, Outcome
from rules.third_parties import ThirdParty, third_party
from tests.rules.made_pages import judged, page, site

PASSED = (Outcome.PASSED, "")
HOST = "www.eksempel.dk"
LOCAL = "http://127.0.0.1:8000/"


def cookie(name, *flags, domain=HOST, same_site="Lax"):
    return CookieFact(
        name, domain, "secure" in flags, "http_only" in flags, same_site, is_persistent="persistent" in flags
    )


def said(rule, *cookies, url=""):
    kept = site(page(cookies=cookies, **({"site": url} if url else {})))
    return judged(rule, kept)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (cookie("PHPSESSID", "secure", "http_only"), [PASSED]),
        (cookie("sprog", "secure"), [PASSED]),
        (cookie("sprog"), [(Outcome.FAILED, "not_secure")]),
        (cookie("ASP.NET_SessionId", "secure"), [(Outcome.FAILED, "readable")]),
        (cookie("JSESSIONID"), [(Outcome.FAILED, "both")]),
        (cookie("auth", "secure", "http_only", same_site="None"), [(Outcome.CANT_TELL, "same_site")]),
        # scripts must read a token against forged requests, and a consent; statistics hold no session
        (cookie("XSRF-TOKEN", "secure"), [PASSED]),
        (cookie("_hjSession_1", "secure"), [PASSED]),
        (cookie("ai_session", "secure"), [PASSED]),
        # the flags of others' cookies are theirs
        (cookie("IDE", domain="doubleclick.net"), []),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_flags_of_the_sites_own_cookies(given, expected):
    assert said("cookie-flags-missing", given) == expected


def test_a_site_without_https_is_not_asked_for_secure_cookies():
    local = cookie("sprog", domain="127.0.0.1")
    assert said("cookie-flags-missing", local, url=LOCAL) == [PASSED]
    session = cookie("demo_session", domain="127.0.0.1")
    assert said("cookie-flags-missing", session, url=LOCAL) == [(Outcome.FAILED, "readable")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([cookie("CookieInformationConsent", "persistent")], [PASSED]),
        ([cookie("kurv")], [PASSED]),
        ([cookie("_ga"), cookie("_ga_1234"), cookie("_gid")], [(Outcome.FAILED, "known")]),
        ([cookie("_pk_id.7.1fff", "persistent")], [(Outcome.FAILED, "known")]),
        ([cookie("_ga"), cookie("_fbp")], [(Outcome.FAILED, "known"), (Outcome.FAILED, "known")]),
        ([cookie("besoeg", "persistent")], [(Outcome.CANT_TELL, "unknown")]),
        ([cookie("x", domain="andre.example.org")], [(Outcome.CANT_TELL, "unknown")]),
    ],
)
def test_cookies_before_consent(given, expected):
    assert said("cookies-before-consent", *given) == expected


def test_a_cookie_set_on_every_page_is_told_once():
    pages = [page(name, cookies=(cookie("_ga", "secure"),)) for name in "abc"]
    assert judged("cookies-before-consent", site(*pages)) == [(Outcome.FAILED, "known")]
    assert judged("cookie-flags-missing", site(*pages)) == [PASSED]


@pytest.mark.parametrize("rule", ["cookies-before-consent", "cookie-flags-missing"])
def test_cookies_that_an_older_version_did_not_note_are_untested(rule):
    with pytest.raises(NotSeenError):
        judged(rule, site(page(cookies=None)))


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [
        ((), [PASSED]),
        (("consent.cookiebot.com", "policy.app.cookieinformation.com"), [PASSED]),
        (("www.google-analytics.com",), [(Outcome.FAILED, "known")]),
        (("siteimproveanalytics.com", "connect.facebook.net"), [(Outcome.FAILED, "known")] * 2),
        (("fonts.gstatic.com",), [(Outcome.CANT_TELL, "others")]),
        (("kort.andre-steder.dk",), [(Outcome.CANT_TELL, "others")]),
    ],
)
def test_third_parties_before_consent(hosts, expected):
    assert judged("third-parties-before-consent", site(page(third_party_hosts=hosts))) == expected


def test_services_are_known_by_domain_and_what_lies_below_it():
    assert third_party("www.google-analytics.com") == ThirdParty("Google Analytics", "analytics")
    assert third_party("google-analytics.com") == ThirdParty("Google Analytics", "analytics")
    assert third_party("my-google-analytics.com") is None
    assert third_party("localhost") is None


def test_known_cookies_have_one_purpose_each():
    known = known_cookie("_ga_ABC")
    assert known is not None
    assert known.purpose is Purpose.STATISTICS
    assert known_cookie("_gab") is None
    assert all(purpose.named["da"] != purpose.named["en"] for purpose in Purpose)
    assert not holds_session("MATOMO_SESSID")
    assert holds_session("connect.sid")


@pytest.mark.parametrize(
    ("host", "domain", "is_public"),
    [
        ("www.odense.dk", "odense.dk", True),
        ("a.b.example-council.gov.uk", "example-council.gov.uk", True),
        ("127.0.0.1", "127.0.0.1", False),
        ("::1", "::1", False),
        ("localhost", "localhost", False),
        ("intranet", "intranet", False),
        ("web.local", "web.local", False),
    ],
)
def test_hosts_are_told_apart_by_registered_domain(host, domain, is_public):
    assert registered_domain(host) == domain
    assert is_public_name(host) is is_public
    assert same_site(host, domain)
