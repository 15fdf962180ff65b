"""Every signal is found where a page shows it, and not in what only looks like it."""

import dataclasses
import tomllib
from pathlib import Path

import pytest

from rules.countries import country
from rules.evidence import Departure, LinkFact, PageFacts, SignalFact, SiteEvidence
from rules.facts import page_facts
from rules.page_view import Page
from rules.services import service_table
from rules.services.profile import EXAMPLES_MAX, ServiceProfile, SignalSeen, service_profile
from rules.site_evidence import ContentEvidence, DocumentFact, LoginChain, LoginsEvidence
from tests.rules.services.made_page import made_page

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
TABLE = service_table("DK")
SITE = "https://www.eksempelby.invalid/"
GUID = "0b8a1f5e-1111-4222-8333-94445556667"


def profile(
    *pages: Page | PageFacts,
    departures: tuple[Departure, ...] = (),
    code: str = "DK",
    logins: LoginsEvidence | None = None,
    documents: tuple[DocumentFact, ...] = (),
) -> ServiceProfile:
    facts = [page_facts(page, is_start_page=False) if isinstance(page, Page) else page for page in pages]
    evidence = SiteEvidence(
        SITE,
        lambda: iter(facts),
        country=country(code),
        departures=departures,
        logins=logins,
        content=ContentEvidence(documents=documents),
    )
    made = service_profile(evidence)
    assert made is not None
    return made


def facts_with(path: str, *links: LinkFact, signals: tuple[SignalFact, ...] = ()) -> PageFacts:
    return PageFacts(SITE + path, SITE + path, "", "da", "t", False, links, signals=signals)


def test_every_signal_has_cases_of_both_outcomes() -> None:
    assert set(CASES) == {signal.id for signal in TABLE.signals}
    assert [name for name, case in CASES.items() if not case["found"] or not case["not_found"]] == []


@pytest.mark.parametrize(
    ("signal", "html"), [(name, html) for name, case in CASES.items() for html in case["found"]]
)
def test_a_signal_is_found(signal: str, html: str) -> None:
    seen = profile(made_page(html)).signals[signal]
    assert seen.page_count == 1
    assert seen.examples


@pytest.mark.parametrize(
    ("signal", "html"), [(name, html) for name, case in CASES.items() for html in case["not_found"]]
)
def test_what_only_looks_like_a_signal_is_not_found(signal: str, html: str) -> None:
    assert profile(made_page(html)).signals[signal] == SignalSeen()


def test_telephone_numbers_and_addresses_of_mail_are_not_kept() -> None:
    found = profile(made_page('<a href="tel:+4511223344">Ring</a><a href="mailto:a@b.invalid">Skriv</a>'))
    values = [example.value for seen in found.signals.values() for example in seen.examples]
    assert values == ["", ""]


def test_a_response_header_is_a_signal() -> None:
    page = made_page("<p>Data</p>", headers={"link": '</openapi.json>; rel="service-desc"'})
    assert profile(page).signals["api"].page_count == 1


def test_login_is_told_from_an_address_that_sends_visitors_on_and_is_not_entered() -> None:
    to_login = Departure(SITE + "minside", "https://nemlog-in.mitid.dk/login?SAMLRequest=x", SITE)
    found = profile(facts_with(""), departures=(to_login,))
    assert found.signals["login-national"].examples[0].page == SITE
    assert found.signals["single-sign-on"].page_count == 1


def test_login_is_told_from_the_last_step_of_a_way_through_other_hosts() -> None:
    hops = ("https://selvbetjening.vendor.invalid/sso", "https://nemlog-in.mitid.dk/login?SAMLRequest=")
    way = LoginsEvidence("2026-11-24", (LoginChain(SITE + "log-ind", SITE, hops),))
    found = profile(facts_with(""), logins=way)
    assert found.signals["login-national"].examples[0].value == hops[1]
    assert found.signals["single-sign-on"].page_count == 1
    assert found.beside_portal == 0  # a host on the way is no service that pages link to


def test_text_in_scripts_is_no_text_and_closed_panels_are() -> None:
    in_script = made_page("<script>var a = 'NemKonto';</script><style>.nemkonto{}</style>")
    assert profile(in_script).signals["payment-account"].page_count == 0
    in_panel = made_page(
        "<details><summary>Udbetaling</summary><p>NemKonto</p></details>", hidden="details p"
    )
    assert profile(in_panel).signals["payment-account"].page_count == 1


def test_words_of_two_blocks_are_not_read_as_one_phrase() -> None:
    assert profile(made_page("<p>Digital</p><p>Post</p>")).signals["digital-post-named"].page_count == 0
    assert profile(made_page("<p>Digital <em>Post</em></p>")).signals["digital-post-named"].page_count == 1


def test_pages_are_counted_and_examples_few() -> None:
    links = [LinkFact(f"https://www.borger.dk/{number}", "x") for number in range(9)]
    found = profile(*(facts_with(f"p{number}", link) for number, link in enumerate(links)))
    seen = found.signals["portal-link"]
    assert (found.page_count, seen.page_count, seen.target_count) == (9, 9, 9)
    assert len(seen.examples) == EXAMPLES_MAX


def test_one_link_in_a_menu_is_one_example_and_one_target() -> None:
    link = LinkFact("https://www.borger.dk/", "Borger.dk", "navigation")
    seen = profile(*(facts_with(f"p{number}", link) for number in range(5))).signals["portal-link"]
    assert (seen.page_count, seen.target_count, len(seen.examples)) == (5, 1, 1)


def test_self_service_through_the_portal_is_counted_apart_from_self_service_beside_it() -> None:
    through = [
        LinkFact(f"https://www.borger.dk/Handlingsside?selfserviceId={GUID}{digit}", "Start ansøgning")
        for digit in (1, 1, 2)
    ]
    beside = LinkFact("https://selvbetjening.eksempelby.invalid/flyt", "Meld flytning")
    found = profile(facts_with("a", *through, beside), facts_with("b", beside, through[0]))
    assert (found.through_portal, found.beside_portal) == (2, 1)
    assert found.signals["self-service-portal"].target_count == 2


@pytest.mark.parametrize(
    ("link", "years"),
    [
        (LinkFact(SITE + "s.pdf", "Digitaliseringsstrategi 2022-2025"), (2022, 2025)),
        (LinkFact(SITE + "digitaliseringsstrategi-2021.pdf", "Hent strategien"), (2021, 2021)),
        (LinkFact(SITE + "s", "Digitaliseringsstrategi"), None),
        (LinkFact(SITE + "sag/120245", "Digitaliseringsstrategi 31202456"), None),
    ],
)
def test_a_strategy_has_the_years_its_link_names(link: LinkFact, years: tuple[int, int] | None) -> None:
    assert profile(facts_with("a", link)).signals["digital-strategy"].years == years


@pytest.mark.parametrize(
    ("document", "years"),
    [
        (DocumentFact(SITE + "s.pdf", "Digitaliseringsstrategi 2024-2027", dated="2023-11-02"), (2024, 2027)),
        (DocumentFact(SITE + "s.pdf", "Strategi", dated="2025-03-04"), (2025, 2025)),
        (DocumentFact(SITE + "s.pdf", "Strategi"), None),
        (DocumentFact(SITE + "andet.pdf", "Strategi", dated="2025-03-04"), None),
    ],
)
def test_a_strategy_whose_link_names_no_year_is_as_old_as_the_document_says(
    document: DocumentFact, years: tuple[int, int] | None
) -> None:
    page = facts_with("a", LinkFact(SITE + "s.pdf", "Digitaliseringsstrategi"))
    assert profile(page, documents=(document,)).signals["digital-strategy"].years == years


def test_a_strategy_that_is_a_page_is_as_old_as_the_page_says() -> None:
    page = facts_with("a", LinkFact(SITE + "strategi", "Vores digitaliseringsstrategi"))
    strategy = dataclasses.replace(facts_with("strategi"), title="Strategi", updated_on="2024-05-06")
    assert profile(page, strategy).signals["digital-strategy"].years == (2024, 2024)


def test_the_newest_strategy_counts() -> None:
    links = [
        LinkFact(SITE + name, text)
        for name, text in (
            ("a", "Digitaliseringsstrategi 2015-2018"),
            ("b", "Digitaliseringsstrategi 2023-2026"),
        )
    ]
    assert profile(facts_with("x", *links)).signals["digital-strategy"].years == (2023, 2026)


def test_a_country_without_a_table_has_no_profile() -> None:
    page = facts_with("a", LinkFact("https://www.borger.dk/", ""))
    evidence = SiteEvidence(SITE, lambda: iter([page]), country=country("SE"))
    assert service_profile(evidence) is None
    swedish = Page(made_page("<p>NemKonto</p>").evidence, country("SE"))
    assert page_facts(swedish, is_start_page=False).signals == ()


def test_a_site_of_which_no_page_was_seen_has_no_profile() -> None:
    assert service_profile(SiteEvidence(SITE, lambda: iter(()), country=country("DK"))) is None


@pytest.mark.parametrize("address", ["https://[", "http://", "mailto:", "https://xn--\udcff/"])
def test_odd_addresses_are_no_signal_and_no_error(address: str) -> None:
    assert profile(facts_with("a", LinkFact(address, "x"))).page_count == 1
