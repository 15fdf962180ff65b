"""Site rules over page facts made here: each outcome, and what must not alarm."""

from collections.abc import Iterable

import pytest

from rules.evidence import LinkFact, PageFacts, SiteEvidence
from rules.model import Finding, Outcome
from rules.site import multiple_ways_missing, page_titles_duplicate

SITE = "http://127.0.0.1:8000/"


def facts(
    path: str, title: str = "", *, language: str = "da", content: str = "", **more: object
) -> PageFacts:
    values: dict[str, object] = {
        "url": SITE + path,
        "final_url": SITE + path,
        "title": title,
        "language": language,
        "template": "t",
        "has_search": False,
        "content": content or path,
    }
    return PageFacts(**(values | more))  # type: ignore[arg-type]


def site(pages: Iterable[PageFacts]) -> SiteEvidence:
    kept = list(pages)
    return SiteEvidence(SITE, lambda: iter(kept), len(kept))


def outcomes(findings: Iterable[Finding]) -> set[Outcome]:
    return {finding.outcome for finding in findings}


def titles(*pages: PageFacts) -> list[Finding]:
    return list(page_titles_duplicate.check(site(pages)))


def test_pages_with_titles_of_their_own_pass() -> None:
    findings = titles(facts("a", "Pas – Eksempel"), facts("b", "Byg – Eksempel"))
    assert [finding.outcome for finding in findings] == [Outcome.PASSED, Outcome.PASSED]


def test_one_title_on_three_pages_is_one_finding_with_examples() -> None:
    pages = [facts(name, "Eksempel  Kommune") for name in "abc"]
    [finding] = titles(*pages, facts("d"))
    assert finding.outcome is Outcome.FAILED
    assert finding.message == "same_title"
    assert finding.place.target == SITE + "a"
    assert finding.data["count"] == 3
    assert finding.data["title"] == "Eksempel Kommune"
    assert finding.data["urls"] == [SITE + "a", SITE + "b", SITE + "c"]
    assert page_titles_duplicate.RULE.messages["same_title"].placeholders <= set(finding.data)


def test_examples_are_few_however_many_pages_share_a_title() -> None:
    [finding] = titles(*(facts(f"side{number}x", "Ens") for number in range(40)))
    assert finding.data["count"] == 40
    assert len(finding.data["urls"]) == page_titles_duplicate.EXAMPLES_MAX


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("om", "om/"),
        ("om", "om?utm_source=brev"),
        ("om/", "om/index.html"),
        ("nyheder", "nyheder?page=2"),
        ("nyheder", "nyheder/side/2"),
        ("nyheder/page/2", "nyheder/page/3"),
    ],
)
def test_variants_of_one_address_do_not_alarm(one: str, other: str) -> None:
    assert outcomes(titles(facts(one, "Nyheder", content="1"), facts(other, "Nyheder", content="2"))) <= {
        Outcome.PASSED
    }


def test_the_same_page_at_two_addresses_does_not_alarm() -> None:
    once, again = facts("om", "Om os", content="8f14e45f"), facts("kontakt/om", "Om os", content="8f14e45f")
    findings = titles(once, again, facts("pas", "Pas"))
    assert outcomes(findings) == {Outcome.PASSED}


def test_language_versions_may_share_a_title() -> None:
    findings = titles(facts("da", "Eksempel", language="da-DK"), facts("en", "Eksempel", language="en"))
    assert outcomes(findings) == {Outcome.PASSED}


@pytest.mark.parametrize("pages", [[], [facts("a", "Pas")], [facts("a"), facts("b"), facts("c")]])
def test_titles_of_fewer_than_two_titled_pages_are_not_judged(pages: list[PageFacts]) -> None:
    assert titles(*pages) == []


def link(path: str, landmark: str = "main", text: str = "Link") -> LinkFact:
    return LinkFact(SITE + path, text, landmark)


def chain(count: int = 10, *, has_search: bool = False) -> list[PageFacts]:
    """A site where each page leads only to the next."""
    return [
        facts(
            f"p{number}.html",
            is_start_page=number == 0,
            links=(link(f"p{number + 1}.html"),),
            has_search=has_search,
        )
        for number in range(count)
    ]


def ways(pages: Iterable[PageFacts]) -> list[Finding]:
    return list(multiple_ways_missing.check(site(pages)))


def with_links(pages: list[PageFacts], *links: LinkFact) -> list[PageFacts]:
    return [
        PageFacts(
            p.url,
            p.final_url,
            p.title,
            p.language,
            p.template,
            p.has_search,
            links,
            p.is_start_page,
            p.content,
        )
        for p in pages
    ]


def test_pages_that_only_lead_to_each_other_have_one_way() -> None:
    [finding] = ways(chain())
    assert finding.outcome is Outcome.FAILED
    assert finding.data == {"count": 10, "percent": 20}
    assert finding.place.target == SITE
    assert multiple_ways_missing.RULE.messages[finding.message].placeholders == set(finding.data)


def test_search_is_a_second_way() -> None:
    assert outcomes(ways(chain(has_search=True))) == {Outcome.PASSED}


@pytest.mark.parametrize(
    "way",
    [
        link("oversigt.html", "contentinfo", "Oversigt over siden"),
        link("emner", "main", "Emner A-Å"),
        link("om/sitemap", "contentinfo", "Find vej"),
        link("toc.html", "main", "Table of Contents"),
    ],
)
def test_a_list_of_pages_is_a_second_way(way: LinkFact) -> None:
    assert outcomes(ways(with_links(chain(), way))) == {Outcome.PASSED}


def test_a_site_map_for_machines_is_no_second_way() -> None:
    assert outcomes(ways(with_links(chain(), link("sitemap.xml", "contentinfo", "XML")))) == {Outcome.FAILED}


def test_a_menu_that_reaches_all_pages_is_a_second_way() -> None:
    menu = [link(f"p{number}.html", "navigation") for number in range(10)]
    assert outcomes(ways(with_links(chain(), *menu))) == {Outcome.PASSED}


def test_a_front_page_that_links_to_all_pages_is_a_second_way() -> None:
    everything = [link(f"p{number}.html") for number in range(10)]
    front, *rest = chain()
    assert outcomes(ways([*with_links([front], *everything), *rest])) == {Outcome.PASSED}


def test_a_menu_that_reaches_most_pages_needs_a_person() -> None:
    menu = [link(f"p{number}.html", "navigation") for number in range(7)]
    [finding] = ways(with_links(chain(), *menu))
    assert finding.outcome is Outcome.CANT_TELL
    # Seven pages of the menu, and the page one stands on
    assert finding.data == {"count": 10, "percent": 80}


def test_previous_and_next_are_no_menu() -> None:
    pages = chain(20)
    steps = [
        with_links(
            [page], link(f"p{number - 1}.html", "navigation"), link(f"p{number + 1}.html", "navigation")
        )[0]
        for number, page in enumerate(pages)
    ]
    assert outcomes(ways(steps)) == {Outcome.FAILED}


def test_small_sites_are_not_judged() -> None:
    assert ways(chain(5)) == []
