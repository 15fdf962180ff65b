"""Samples: the same seed chooses the same pages, and every page knows its clause."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.page_roles import Role, role_of
from crawler.sample import choose
from crawler.site_spec import Sample
from crawler.survey.inventory import SurveyedPage

BASE = "https://by.dk"


def page(seq: int, path: str, title: str = "", link_text: str = "") -> SurveyedPage:
    url = f"{BASE}{path}"
    return SurveyedPage(seq, url, url, 200, min(seq, 1), title, BASE, "text/html", link_text)


def site(count: int) -> list[SurveyedPage]:
    return [page(0, "/", "Forside"), *(page(n, f"/emne{n % 7}/side{n}") for n in range(1, count))]


WHOLE = [
    page(0, "/", "Eksempelby Kommune"),
    page(1, "/selvbetjening", "Selvbetjening"),
    page(2, "/a", "Oversigt over siden"),
    page(3, "/b", "x", "Kontakt os"),
    page(4, "/hjaelp", ""),
    page(5, "/privatlivspolitik", ""),
    page(6, "/soeg", "Søgning"),
    page(7, "/was", ""),
    page(8, "/c", "", "Giv feedback om tilgængelighed"),
    *(page(n, f"/borger/side{n}") for n in range(9, 60)),
]


@given(
    count=st.integers(0, 120),
    max_pages=st.integers(1, 60),
    seed=st.integers(0, 9_999),
    plan=st.sampled_from(Sample),
    shuffle=st.integers(0, 99),
)
def test_a_choice_is_bounded_repeatable_and_independent_of_the_order_given(
    count, max_pages, seed, plan, shuffle
) -> None:
    inventory = site(count) if count else []
    shuffled = random.Random(shuffle).sample(inventory, len(inventory))
    choice = choose(inventory, plan, seed, max_pages)
    random.seed(shuffle)  # somebody else's draw changes nothing
    assert choose(shuffled, plan, seed, max_pages) == choice
    urls = [chosen.url for chosen in choice.pages]
    assert len(urls) == len(set(urls)) <= max_pages
    assert set(urls) <= {one.url for one in inventory}
    assert urls[:1] == [one.url for one in inventory[:1]]
    assert choice.frame_size == len(inventory)


def test_full_takes_pages_in_survey_order_up_to_the_cap() -> None:
    choice = choose(site(30), Sample.FULL, 1, 10)
    assert [chosen.url for chosen in choice.pages] == [one.url for one in site(30)[:10]]


def test_simplified_takes_home_and_another_draw_for_another_seed() -> None:
    one, other = (choose(site(100), Sample.SIMPLIFIED, seed, 10) for seed in (1, 2))
    assert len(one.pages) == len(other.pages) == 10
    assert one.pages[0] == other.pages[0]
    assert one.pages[1:] != other.pages[1:]
    assert {chosen.clause for chosen in one.pages} == {"3.4"}
    assert "seed 1" in one.pages[1].reason


def test_in_depth_finds_the_page_of_every_clause() -> None:
    choice = choose(WHOLE, Sample.IN_DEPTH, 1, 30)
    by_role = {
        chosen.role: (chosen.url.removeprefix(BASE), chosen.clause) for chosen in choice.pages if chosen.role
    }
    assert by_role == {
        Role.HOME: ("/", "a"),
        Role.LOGIN: ("/selvbetjening", "a"),
        Role.SITEMAP: ("/a", "a"),
        Role.CONTACT: ("/b", "a"),
        Role.HELP: ("/hjaelp", "a"),
        Role.LEGAL: ("/privatlivspolitik", "a"),
        Role.SEARCH: ("/soeg", "b"),
        Role.STATEMENT: ("/was", "c"),
        Role.FEEDBACK: ("/c", "c"),
    }
    assert choice.unsatisfied == ()


def test_in_depth_says_which_clauses_found_no_page() -> None:
    unsatisfied = choose(site(40), Sample.IN_DEPTH, 1, 30).unsatisfied
    assert {"a: login", "b: search", "c: statement", "c: feedback"} <= set(unsatisfied)
    assert "a: home" not in unsatisfied


@given(max_pages=st.integers(2, 50), seed=st.integers(0, 99))
def test_at_least_a_tenth_of_an_in_depth_sample_is_random(max_pages, seed) -> None:
    choice = choose(WHOLE, Sample.IN_DEPTH, seed, max_pages)
    drawn = [chosen for chosen in choice.pages if chosen.clause == "g"]
    assert len(drawn) >= math.ceil((len(choice.pages) - len(drawn)) / 10)
    assert "g: random pages" not in choice.unsatisfied


@pytest.mark.parametrize(
    ("url", "title", "link_text", "role"),
    [
        ("/kontakt", "", "", Role.CONTACT),
        ("/x", "Kontakt - Eksempelby Kommune", "", Role.CONTACT),
        ("/x", "", "Tilgængelighedserklæring", Role.STATEMENT),
        ("/x", "", "Tilga\u030angelighed", None),
        ("/accessibility-statement.html", "", "", Role.STATEMENT),
        ("/was", "", "", Role.STATEMENT),
        ("/x", "What was decided in May", "", None),
        ("/x", "Hjælp til ældre", "", None),
        ("/x", "Søg om byggetilladelse", "", None),
        ("/kontaktperson", "", "", None),
        ("/kontakt/2024/nyt-raadhus", "", "", None),
        ("/s%C3%B8g/index.aspx", "", "", Role.SEARCH),
        ("/x", "", "Log ind på Mit Overblik", Role.LOGIN),
        ("/cookies", "", "", Role.LEGAL),
        ("/x", "", "Sitemap", Role.SITEMAP),
        ("/x", "", "FAQ", Role.HELP),
    ],
)
def test_roles_are_recognised_in_danish_and_english(url, title, link_text, role) -> None:
    assert role_of(BASE + url, title, link_text) is role
