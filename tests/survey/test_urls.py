"""One spelling for each address, and which addresses belong to a site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.survey.urls import Scope, identity, is_logout, is_token, normalise, on_origin


@pytest.mark.parametrize(
    ("given_address", "expected"),
    [
        ("HTTP://Example.DK", "http://example.dk/"),
        ("http://example.dk:80/a", "http://example.dk/a"),
        ("https://example.dk:443/a", "https://example.dk/a"),
        ("https://example.dk:8443/a", "https://example.dk:8443/a"),
        ("http://example.dk./a", "http://example.dk/a"),
        ("http://example.dk/a#top", "http://example.dk/a"),
        ("http://example.dk/a/./b/../c", "http://example.dk/a/c"),
        ("http://example.dk/../../a", "http://example.dk/a"),
        ("http://example.dk/a/..", "http://example.dk/"),
        ("http://example.dk/a/.", "http://example.dk/a/"),
        ("http://example.dk//a//b", "http://example.dk//a//b"),
        ("http://example.dk/%7Ea%2fb", "http://example.dk/~a%2Fb"),
        ("http://example.dk/100%", "http://example.dk/100%25"),
        ("http://example.dk/blå bær", "http://example.dk/bl%C3%A5%20b%C3%A6r"),
        ("http://example.dk/?b=2&a=1", "http://example.dk/?b=2&a=1"),
        ("http://example.dk/?", "http://example.dk/"),
        ("http://example.dk/?utm_source=x&a=1&gclid=2&fbclid=3", "http://example.dk/?a=1"),
        ("http://example.dk/?UTM_Medium=x", "http://example.dk/"),
        ("http://example.dk/a;jsessionid=0A1B?x=1", "http://example.dk/a?x=1"),
        ("http://example.dk/a;JSESSIONID=0A1B/b", "http://example.dk/a/b"),
        ("http://example.dk/(S(lit3py55t21z5v55vlm25s55))/a", "http://example.dk/a"),
        ("http://example.dk/?PHPSESSID=1a2b&id=2&ASPSESSIONIDQQ=X", "http://example.dk/?id=2"),
        ("http://example.dk/?sid=8f3a9c2b1d7e", "http://example.dk/"),
        ("http://example.dk/?sid=123", "http://example.dk/?sid=123"),
        ("http://example.dk/?sid=forside", "http://example.dk/?sid=forside"),
        ("http://example.dk/?mtm_campaign=x&pk_kwd=y&pk_id=3", "http://example.dk/?pk_id=3"),
        ("http://example.dk/app#/om os", "http://example.dk/app#/om%20os"),
        ("http://example.dk/app#!/om?a=1", "http://example.dk/app#!/om?a=1"),
        ("http://example.dk/app#!om", "http://example.dk/app#!om"),
        ("http://example.dk/app#/", "http://example.dk/app"),
        ("http://example.dk/app#!", "http://example.dk/app"),
        ("http://example.dk/app#:~:text=om", "http://example.dk/app"),
        ("http://anna:kode@example.dk/", "http://example.dk/"),
        ("https://danmarksfængsler.dk/", "https://xn--danmarksfngsler-5lb.dk/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("http://[0:0:0:0:0:0:0:1]/", "http://[::1]/"),
        ("  http://example.dk/a\n", "http://example.dk/a"),
        ("http://exa\tmple.dk/a\r\nb", "http://example.dk/ab"),
    ],
)
def test_an_address_has_one_spelling(given_address: str, expected: str) -> None:
    assert normalise(given_address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/a",
        "mailto:a@b.dk",
        "ftp://a.dk/",
        "javascript:void(0)",
        "http://",
        "http:///a",
        "http://a b.dk/",
        "http://[::1/",
        "http://a.dk:99999/",
        "http://a.dk:x/",
        "http://<script>/",
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        normalise(address)


def test_a_query_is_written_in_the_encoding_of_its_page() -> None:
    assert normalise("http://a.dk/ø?q=ø", "iso-8859-1") == "http://a.dk/%C3%B8?q=%F8"
    assert normalise("http://a.dk/?q=€", "iso-8859-1") == "http://a.dk/?q=%E2%82%AC"


@given(st.text(alphabet="abAB019./%2fEæ ?&=;~-_#", max_size=40))
def test_normalising_twice_changes_nothing(tail: str) -> None:
    once = normalise(f"http://example.dk/{tail}")
    assert normalise(once) == once


def test_http_https_and_www_share_one_identity_but_ports_and_queries_do_not() -> None:
    assert identity("http://www.kk.dk/a") == identity("https://kk.dk/a")
    assert identity("https://kk.dk:8443/a") != identity("https://kk.dk/a")
    assert identity("https://kk.dk/a?b") != identity("https://kk.dk/a")


def test_the_same_parameters_in_another_order_share_an_identity_where_names_tell_them_apart() -> None:
    assert identity("https://kk.dk/?b=2&a=1") == identity("https://kk.dk/?a=1&b=2")
    assert identity("https://kk.dk/?a=1&a=2") != identity("https://kk.dk/?a=2&a=1")
    assert identity("https://kk.dk/?Open&Side") != identity("https://kk.dk/?Side&Open")
    assert identity("https://kk.dk/app#/om") != identity("https://kk.dk/app")


def test_a_page_is_asked_for_at_the_twin_that_the_site_uses() -> None:
    assert on_origin("http://kk.dk/a?b#/c", "https://www.kk.dk/") == "https://www.kk.dk/a?b#/c"
    assert on_origin("http://andet.dk/a", "https://www.kk.dk/") == "http://andet.dk/a"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("8f3a9c2b1d7e", True),
        ("3fa85f64-5717-4562-b3fc-2c963f66afa6", True),
        ("lit3py55t21z5v55vlm25s55", True),
        ("bilag20240512referat", False),
        ("20240512", False),
        ("kommunalbestyrelsen", False),
        ("covid19", False),
        ("a1b2c3", False),
    ],
)
def test_what_looks_drawn_at_random_is_known(text: str, is_one: bool) -> None:
    assert is_token(text) is is_one


@pytest.mark.parametrize(
    ("start", "scope"),
    [
        ("https://www.kk.dk", "kk.dk/"),
        ("https://kk.dk/", "kk.dk/"),
        ("https://kk.dk/index.html", "kk.dk/"),
        ("http://h/da/index.html", "h/da/"),
        ("http://h/da/", "h/da/"),
        ("http://h/da", "h/da/"),
        ("http://h/da/side.aspx?id=1", "h/da/"),
        ("http://h/v1.2", "h/v1.2/"),
        ("http://127.0.0.1:8000/da/", "127.0.0.1:8000/da/"),
        ("http://www.dk/", "www.dk/"),
    ],
)
def test_the_scope_of_a_start_address(start: str, scope: str) -> None:
    assert str(Scope.of(start)) == scope


@pytest.mark.parametrize(
    ("start", "address", "is_inside"),
    [
        ("https://www.kk.dk/", "https://kk.dk/a", True),
        ("https://kk.dk/", "http://www.kk.dk/a", True),
        ("https://kk.dk/", "https://borger.kk.dk/", False),
        ("https://kk.dk/", "https://kk.dk.evil.example/", False),
        ("https://kk.dk/", "https://evilkk.dk/", False),
        ("https://kk.dk/", "https://kk.dk@evil.example/", False),
        ("https://kk.dk/", "https://kk.dk:8443/", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8001/", False),
        ("http://h/da/index.html", "http://h/da/a/b", True),
        ("http://h/da/index.html", "http://h/da", True),
        ("http://h/da/index.html", "http://h/dansk", False),
        ("http://h/da/index.html", "http://h/da/../en/", False),
        ("http://h/da/index.html", "http://h/", False),
        ("http://h/da/", "http://h/da?x=1", True),
        ("http://h/", "mailto:a@h", False),
    ],
)
def test_what_belongs_to_a_site(start: str, address: str, is_inside: bool) -> None:
    assert Scope.of(start).contains(address) is is_inside


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("http://a.dk/logout", True),
        ("http://a.dk/user/log-ud", True),
        ("http://a.dk/?action=logud", True),
        ("http://a.dk/SignOut.aspx", True),
        ("http://a.dk/konto/doLogout.do", True),
        ("http://a.dk/logoutUser", True),
        ("http://a.dk/konto/LogUd", True),
        ("http://a.dk/konto/logmigud", True),
        ("http://a.dk/auth/signout-oidc", True),
        ("http://a.dk/oauth2/end_session", True),
        ("http://a.dk/afslut-session?x=1", True),
        ("http://a.dk/session/destroy", True),
        ("http://a.dk/saml/v2/slo", True),
        ("http://a.dk/#/log-ud", True),
        ("http://a.dk/slo", False),  # a language
        ("http://a.dk/session/program", False),
        ("http://a.dk/dialog-ude", False),
        ("http://a.dk/saadan-logger-du-ud", False),
        ("http://a.dk/logudvikling", False),
        ("http://a.dk/katalog/udgivelser", False),
        ("http://a.dk/katalogoutlet", False),
    ],
)
def test_links_that_end_a_session_are_known(address: str, is_one: bool) -> None:
    assert is_logout(address) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Log ud", True),
        (" Log mig ud ", True),
        ("Sign out", True),
        ("Log me out", True),
        ("Log dig af", True),
        ("Log ud af selvbetjening", True),
        ("Log ud (Anna Bo)", True),
        ("LOG UD »", True),
        ("Logga ut", True),
        ("Afslut session", True),
        ("Log ud: sådan gør du", False),
        ("Kan jeg logge ud?", False),
        ("Log udgifter", False),
        ("Udlogning", False),
    ],
)
def test_links_that_say_they_end_a_session_are_believed(text: str, is_one: bool) -> None:
    assert is_logout("http://a.dk/konto/7", text) is is_one
