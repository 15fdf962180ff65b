"""Country profiles: every file reads, names and addresses of statements, and what holds in more than one country."""

import re

import pytest

from rules.countries import DEFAULT_CODE, Compliance, Duty, Part, codes, country
from rules.standards import AUTOMATABLE

HOST = "https://www.was.digst.dk/"


def slugs(host: str, path: str = "/") -> list[str]:
    return [address.removeprefix(HOST) for address in country("DK").statement_addresses(host, path)]


@pytest.mark.parametrize("code", codes())
def test_every_profile_has_names_words_and_patterns_that_work(code: str) -> None:
    profile = country(code)
    model = profile.statement
    assert re.fullmatch(r"[A-Z]{2}", profile.code)
    assert profile.name.da
    assert profile.name.en
    assert Duty.STATEMENT in profile.duties
    assert model.title_words
    assert all(words for words in (*model.headings.values(), *model.method.values(), model.terms))
    for patterns in model.status.values():
        assert all(re.compile(pattern) for pattern in patterns)
    assert re.compile(model.telephone) is not None


@pytest.mark.parametrize("code", ["DK", "SE"])
def test_countries_whose_statements_are_read_have_all_it_takes(code: str) -> None:
    profile = country(code)
    assert profile.statement.headings.keys() == set(Part)
    assert profile.statement.status.keys() == set(Compliance)
    assert profile.supervisor is not None
    assert profile.laws


def test_the_danish_supervisor_tests_fifteen_criteria_that_a_machine_can() -> None:
    supervisor = country("DK").supervisor
    assert supervisor is not None
    assert len(supervisor.criteria) == 15
    assert set(supervisor.criteria) <= set(AUTOMATABLE)


def test_the_default_country_has_a_profile() -> None:
    assert DEFAULT_CODE in codes()
    with pytest.raises(LookupError):
        country("XX")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.aau.dk", ["aau-dk", "www-aau-dk"]),
        ("koordinattransformation.dk", ["koordinattransformation-dk", "www-koordinattransformation-dk"]),
        (
            "nautiskinformation.soefartsstyrelsen.dk",
            ["nautiskinformation-soefartsstyrelsen-dk", "www-nautiskinformation-soefartsstyrelsen-dk"],
        ),
        (
            "xn--danmarksfngsler-5lb.dk",
            [
                *("xn--danmarksfngsler-5lb-dk", "danmarksfængsler-dk", "danmarksfaengsler-dk"),
                *("www-xn--danmarksfngsler-5lb-dk", "www-danmarksfængsler-dk", "www-danmarksfaengsler-dk"),
            ],
        ),
        ("127.0.0.1:8000", []),
        ("localhost:8000", []),
    ],
)
def test_a_sites_statement_is_looked_for_under_its_host_in_every_spelling(
    host: str, expected: list[str]
) -> None:
    assert slugs(host) == expected


def test_a_site_in_a_folder_is_looked_for_by_its_folder_first() -> None:
    assert slugs("by.dk", "/museum/") == ["by-dk-museum", "by-dk", "www-by-dk"]


def test_another_statement_host_keeps_the_statements_of_this_machine_too() -> None:
    profile = country("DK").with_statement_host("http://127.0.0.1:9000/")
    assert profile.statement_addresses("127.0.0.1:8000") == ("http://127.0.0.1:9000/127-0-0-1-8000",)
    assert profile.is_statement_host("http://127.0.0.1:9000/x")
    assert not profile.is_statement_host(HOST)


def test_a_country_without_a_statement_host_has_no_addresses() -> None:
    assert country("SE").statement_addresses("www.provby.se") == ()
