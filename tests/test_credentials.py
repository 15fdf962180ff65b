"""Credentials: what they are read from, where they go, and that nothing printed or kept holds them."""

import base64
import json
import logging
from collections.abc import Mapping

import pytest

from crawler.credentials import Credentials, DiscreetFormatter
from crawler.site_spec import SiteSpec
from eftersyn.addresses_file import target
from eftersyn.errors import InputError
from eftersyn.owner import credentials_for
from rules.evidence import LoadState, PageEvidence, PageState

SECRET = "hemmelig-nøgle-42"
TOKEN = "hemmelig-42"
HEADER = {"EFTERSYN_HEADER": f"X-Adgang: Bearer {TOKEN}"}
BASIC = {"EFTERSYN_BASIC_AUTH": f"redaktør:{SECRET}"}


def given(environment: Mapping[str, str], *addresses: str) -> Credentials:
    return credentials_for(addresses or ("https://test.example.dk/forside",), environment)


def test_without_variables_there_are_none_and_nothing_is_sent() -> None:
    credentials = given({})
    assert not credentials
    assert credentials.for_url("https://test.example.dk/") == {}


def test_a_user_and_password_become_basic_authentication() -> None:
    sent = given(BASIC).for_url("https://test.example.dk/")
    scheme, _, token = sent["Authorization"].partition(" ")
    assert (scheme, base64.b64decode(token).decode()) == ("Basic", f"redaktør:{SECRET}")


def test_a_short_password_is_told_from_one_that_is_looked_for() -> None:
    assert given({"EFTERSYN_BASIC_AUTH": "redaktør:kort"}).has_short_secret
    assert not given(BASIC).has_short_secret
    assert not given({}).has_short_secret


def test_a_secret_is_found_as_html_and_addresses_write_it() -> None:
    credentials = given({"EFTERSYN_BASIC_AUTH": "redaktør:a&b<c>\"d'e"})
    texts = ["a&b<c>\"d'e", "a&amp;b&lt;c&gt;\"d'e", "a&amp;b&lt;c&gt;&quot;d&#x27;e", "a%26b%3Cc%3E%22d%27e"]
    assert credentials.without(tuple(texts)) == ("[…]",) * 4


def test_one_header_of_the_owners_own_is_sent_as_it_is() -> None:
    assert given(HEADER).for_url("https://test.example.dk/x") == {"X-Adgang": f"Bearer {TOKEN}"}


@pytest.mark.parametrize(
    ("start", "url", "is_sent"),
    [
        ("https://test.example.dk/", "https://test.example.dk/a?b", True),
        ("https://test.example.dk/", "https://TEST.example.dk:443/", True),
        ("https://test.example.dk/", "http://test.example.dk/", False),
        ("https://test.example.dk/", "https://www.test.example.dk/", False),
        ("https://test.example.dk/", "https://example.dk/", False),
        ("https://test.example.dk/", "https://test.example.dk.evil.example/", False),
        ("https://test.example.dk/", "https://test.example.dk@evil.example/", False),
        ("https://test.example.dk/", "https://test.example.dk:8443/", False),
        ("https://test.example.dk/", "ftp://test.example.dk/", False),
        ("https://test.example.dk/", "https://[broken/", False),
        ("http://test.example.dk/", "https://test.example.dk/", True),
        ("http://test.example.dk:8080/", "https://test.example.dk/", False),
        ("http://[::1]:8080/", "http://[::1]:8080/a", True),
    ],
)
def test_they_go_to_the_host_given_and_to_no_other(start: str, url: str, is_sent: bool) -> None:
    assert bool(given(HEADER, start).for_url(url)) is is_sent


@pytest.mark.parametrize(
    "environment",
    [
        {"EFTERSYN_HEADER": SECRET},
        {"EFTERSYN_HEADER": f"X-Adgang {SECRET}"},
        {"EFTERSYN_HEADER": f"X-Adgang: a\r\nX-Anden: {SECRET}"},
        {"EFTERSYN_HEADER": f"Host: {SECRET}"},
        {"EFTERSYN_HEADER": f"User-Agent: {SECRET}"},
        {"EFTERSYN_HEADER": f"X Adgang: {SECRET}"},
        {"EFTERSYN_BASIC_AUTH": SECRET},
        {"EFTERSYN_BASIC_AUTH": f"a:b\n{SECRET}"},
        {"EFTERSYN_HEADER": f"authorization: {TOKEN}", "EFTERSYN_BASIC_AUTH": f"a:{SECRET}"},
    ],
)
def test_what_cannot_be_sent_is_refused_without_being_shown(environment: dict[str, str]) -> None:
    with pytest.raises(InputError, match="EFTERSYN_") as refused:
        given(environment)
    shown = refused.value.text.en + refused.value.text.da
    assert not {word for word in (SECRET, TOKEN) if word in shown}


def test_they_are_for_one_site() -> None:
    with pytest.raises(InputError, match=r"https://a\.example, https://b\.example"):
        given(HEADER, "https://a.example/", "https://b.example/x", "file:///tmp/x.html")
    assert given(HEADER, "https://a.example/", "https://a.example/x")
    assert not given(HEADER, "file:///tmp/x.html")


@pytest.mark.parametrize(
    "address", ["https://bruger:hemmelig@a.example/", "bruger:hemmelig@a.example", "https://a@b.example/"]
)
def test_an_address_with_a_password_is_refused_without_being_shown(address: str) -> None:
    with pytest.raises(InputError, match="EFTERSYN_BASIC_AUTH") as refused:
        target(address)
    assert "hemmelig" not in refused.value.text.en + refused.value.text.da


def test_they_survive_the_pipe_to_the_sites_process_and_show_in_no_repr() -> None:
    credentials = given(BASIC)
    spec = SiteSpec(
        sweep={}, site_id="s", name="S", url="https://test.example.dk/", store="", captures="", captures_name="",
        credentials=credentials,
    )  # fmt: skip
    assert SiteSpec.from_json(json.loads(json.dumps(spec.to_json()))).credentials == credentials
    for shown in (repr(spec), str(spec), repr(credentials)):
        assert SECRET not in shown
        assert credentials.headers["Authorization"] not in shown


def test_what_a_server_sends_back_of_them_is_blotted_out_wherever_it_stands() -> None:
    credentials = given(BASIC | HEADER)
    token = credentials.headers["Authorization"].partition(" ")[2]
    evidence = PageEvidence(
        "https://test.example.dk/",
        f"https://test.example.dk/?t={TOKEN}",
        PageState.RENDERED,
        reason=f"Authorization: Basic {token}",
        load_state=LoadState.LOADED,
        headers={"x-echo": f"Bearer {TOKEN}"},
        snapshot={"strings": ["uændret", f"sagt: {SECRET}"], "documents": [{"n": 1}]},
        console_errors=("hemmelig-n%C3%B8gle-42",),
    )
    kept = credentials.without(evidence)
    assert not [word for word in (SECRET, TOKEN, token, "n%C3%B8gle") if word in repr(kept)]
    assert kept.state is PageState.RENDERED
    assert kept.snapshot == {"strings": ["uændret", "sagt: […]"], "documents": [{"n": 1}]}
    assert given({}).without(evidence) is evidence


def test_a_secret_too_short_to_tell_from_words_changes_no_page() -> None:
    assert given({"EFTERSYN_BASIC_AUTH": "demo:demo"}).without("en demo") == "en demo"


def test_a_log_line_and_its_traceback_hold_no_secret() -> None:
    form = DiscreetFormatter("%(message)s", given(BASIC))
    error = ValueError(SECRET)
    record = logging.LogRecord("x", 40, "x", 1, "sent %s", (SECRET,), (ValueError, error, None))
    assert form.format(record) == "sent […]\nValueError: […]"
