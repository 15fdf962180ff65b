"""Names out of use: what is kept as it was written is no finding, and a page says what it must of each mention."""

import pytest

from rules.countries import country
from rules.model import Finding, Outcome
from rules.page import name_outdated
from rules.page_view import Page
from rules.services import service_table
from tests.rules.services.made_page import made_page

SITE = "https://www.eksempelby.invalid"
NAMES = service_table("DK").old_names.names


def findings(page: Page) -> list[Finding]:
    return list(name_outdated.check(page))


def outcome(html: str, path: str = "/side", title: str = "") -> Outcome:
    [finding] = findings(made_page(html, url=SITE + path, title=title))
    return finding.outcome


@pytest.mark.parametrize(
    "path", ["/nyheder/skat", "/news/2019/skat", "/politik/referater/12", "/2015/03/valg"]
)
@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<main><h1>Skat</h1><p>3. marts 2015</p><p>Log på med NemID.</p></main>", Outcome.PASSED),
        (
            "<article><time datetime='2015-03-03T10:00:00Z'>i marts</time><p>NemID virker igen.</p></article>",
            Outcome.PASSED,
        ),
        ("<main><p>3. marts 2025</p><p>Log på med NemID.</p></main>", Outcome.CANT_TELL),
        ("<main><p>Log på med NemID.</p></main>", Outcome.CANT_TELL),
    ],
)
def test_news_and_minutes_are_right_at_their_date_and_never_failed(
    path: str, html: str, expected: Outcome
) -> None:
    assert outcome(html, path) is expected


def test_the_date_of_news_may_stand_in_its_markup() -> None:
    head = '<head><meta property="article:published_time" content="2016-05-01T08:00:00+02:00"></head>'
    html = f"<html>{head}<body><main><p>Log på med NemID.</p></main></body></html>"
    assert outcome(html, "/nyheder/skat") is Outcome.PASSED


def test_an_old_page_that_is_no_news_is_just_what_is_looked_for() -> None:
    assert (
        outcome("<main><p>Senest opdateret 3. marts 2015</p><p>Log på med NemID.</p></main>")
        is Outcome.FAILED
    )


@pytest.mark.parametrize("path", ["/arkiv/login", "/om/historie/", "/archive/2010"])
def test_archives_are_of_the_past(path: str) -> None:
    assert outcome("<main><p>Log på med NemID.</p></main>", path) is Outcome.PASSED


@pytest.mark.parametrize("path", ["/nyttig-viden", "/arkivering", "/side?ref=/arkiv/", "/historier-fra-byen"])
def test_addresses_that_only_look_like_news_are_judged_as_pages(path: str) -> None:
    assert outcome("<main><p>Log på med NemID.</p></main>", path) is Outcome.FAILED


def test_a_title_tells_minutes_too() -> None:
    assert outcome("<p>Log på med NemID.</p>", title="Referat af møde") is Outcome.CANT_TELL


def test_words_of_the_past_count_only_near_the_name() -> None:
    far = (
        "<p>Kommunen har tidligere ligget her. "
        + "Her er mere tekst om noget helt andet. " * 10
        + "Log på med NemID.</p>"
    )
    assert outcome(far) is Outcome.FAILED


def test_each_mention_has_its_place_and_a_name_is_not_told_endlessly() -> None:
    many = "".join(f"<p id=p{number}>Brug NemID.</p>" for number in range(40))
    found = findings(made_page(many))
    assert len(found) == name_outdated.FINDINGS_PER_NAME_MAX
    assert found[0].place.target == "#p0"
    assert "NemID" in found[0].place.snippet
    assert found[0].data == {"name": "NemID", "successor": {"da": "MitID", "en": "MitID"}}


def test_messages_have_their_data() -> None:
    html = '<p>NemID</p><p>MitID og NemID</p><p>nøglekort</p><a href="https://www.nemid.nu/">Log på</a>'
    found = findings(made_page(html))
    assert {one.message for one in found} == {"outdated", "perhaps_past", "perhaps_outdated", "link"}
    for one in found:
        assert name_outdated.RULE.messages[one.message].placeholders == set(one.data)


def test_a_mailbox_or_an_address_that_bears_the_name_is_no_mention_of_it() -> None:
    assert (
        findings(made_page("<p>Skriv til nemid@eksempelby.invalid eller se www.nemid.eksempel.invalid</p>"))
        == []
    )
    assert outcome("<p>Find din Nemid-nøgleviser frem.</p>") is Outcome.FAILED


def test_a_country_without_old_names_is_not_judged() -> None:
    swedish = Page(made_page("<p>NemID</p>").evidence, country("SE"))
    assert findings(swedish) == []


@pytest.mark.parametrize(
    "name", [name for name in NAMES if name.certain or name.doubtful], ids=lambda name: name.id
)
def test_every_name_is_found_as_the_table_writes_it(name) -> None:
    found = findings(made_page(f"<p>Her står {name.name} på siden.</p>"))
    assert [one.data["name"] for one in found] == [name.name]
