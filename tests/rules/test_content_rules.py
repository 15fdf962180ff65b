"""Rules about the state of the content over evidence made here: each outcome, and what must not alarm."""

from collections.abc import Iterable
from types import ModuleType

import pytest

from rules.catalogue import catalogue
from rules.evidence import AnchorFact, PageFacts, SiteEvidence
from rules.model import Finding, NotSeenError, Outcome, Scope, Standing
from rules.site import (
    anchors_broken,
    document_titles_duplicate,
    documents_unlinked,
    links_broken,
    page_dates_missing,
    page_dates_stale,
    redirect_chains,
)
from rules.site_evidence import AddressState, ContentEvidence, DocumentFact, LinkedAddress

SITE = "https://www.proeveby.example/"
MODULES = (
    anchors_broken,
    document_titles_duplicate,
    documents_unlinked,
    links_broken,
    page_dates_missing,
    page_dates_stale,
    redirect_chains,
)


def facts(path: str, **more: object) -> PageFacts:
    values: dict[str, object] = {
        "url": SITE + path,
        "final_url": SITE + path,
        "title": path,
        "language": "da",
        "template": "t",
        "has_search": False,
        "content": path,
        "taken_on": "2026-11-24",
        "places": (),
    }
    return PageFacts(**(values | more))  # type: ignore[arg-type]


def site(*pages: PageFacts, **content: object) -> SiteEvidence:
    return SiteEvidence(SITE, lambda: iter(pages), content=ContentEvidence(**content))  # type: ignore[arg-type]


def address(path: str, state: AddressState = AddressState.FINE, **more: object) -> LinkedAddress:
    values: dict[str, object] = {"pages": (SITE + "a", SITE + "b"), "page_count": 2, "text": "Læs videre"}
    return LinkedAddress(SITE + path, state, **(values | more))  # type: ignore[arg-type]


def said(module: ModuleType, evidence: SiteEvidence) -> list[str]:
    """Return what a rule says, "passed" or outcome and message, and hold its messages to their placeholders."""
    found: Iterable[Finding] = list(module.check(evidence))
    told = []
    for finding in found:
        if finding.outcome is Outcome.PASSED:
            told.append("passed")
            continue
        message = module.RULE.messages[finding.message]
        assert message.placeholders <= set(finding.data)
        told.append(f"{finding.outcome.value} {finding.message}")
    return told


# Links.


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (site(), []),
        (site(outside_count=4), []),
        (site(fine_count=2), ["passed", "passed"]),
        (site(addresses=(address("x", AddressState.GONE, detail="HTTP 404"),)), ["failed gone"]),
        (site(addresses=(address("x", AddressState.MISSING),)), ["failed missing"]),
        (
            site(fine_count=1, addresses=(address("x", AddressState.FAILING, detail="HTTP 500"),)),
            ["passed", "cantTell failing"],
        ),
        (site(addresses=(address("x", AddressState.FAILING),)), ["cantTell silent"]),
        # A detour ends somewhere, and a circle is told by its own rule.
        (site(fine_count=1, addresses=(address("x", hops=(SITE + "y",)),)), ["passed"]),
        (site(fine_count=1, addresses=(address("x", AddressState.LOOPING),)), ["passed"]),
        (
            site(left_out=7, addresses=(address("x", AddressState.GONE, detail="HTTP 410"),)),
            ["failed gone", "cantTell more"],
        ),
    ],
)
def test_only_what_the_site_itself_says_is_gone_is_broken(
    evidence: SiteEvidence, expected: list[str]
) -> None:
    assert said(links_broken, evidence) == expected


def test_links_nobody_asked_for_are_not_tested() -> None:
    with pytest.raises(NotSeenError):
        list(links_broken.check(site(unchecked_count=3)))


def test_a_broken_link_is_the_same_finding_whatever_page_has_it() -> None:
    gone = [address("x", AddressState.GONE, detail="HTTP 404", pages=(SITE + page,)) for page in "ab"]
    places = [next(iter(links_broken.check(site(addresses=(one,))))).place for one in gone]
    assert places[0].path == places[1].path
    assert places[0].target != places[1].target


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((), []),
        ((address("x", AddressState.GONE, detail="HTTP 404"),), []),
        ((address("x", hops=(SITE + "y",)),), ["passed"]),
        ((address("x", hops=(SITE + "y", SITE + "z")),), ["failed chain"]),
        ((address("x", AddressState.LOOPING, detail=f"{SITE}x -> {SITE}y -> {SITE}x"),), ["failed loop"]),
    ],
)
def test_more_than_one_step_is_a_chain(found: tuple[LinkedAddress, ...], expected: list[str]) -> None:
    assert said(redirect_chains, site(addresses=found)) == expected


def test_a_chain_is_shown_step_by_step() -> None:
    [finding] = redirect_chains.check(site(addresses=(address("x", hops=(SITE + "y", SITE + "z")),)))
    assert (finding.data["steps"], finding.data["way"]) == (2, f"{SITE}y → {SITE}z")


# Places on pages.


def linking(path: str, *anchors: tuple[str, str], places: tuple[str, ...] | None = ()) -> PageFacts:
    return facts(
        path, anchors=tuple(AnchorFact(SITE + to, name, "Se") for to, name in anchors), places=places
    )


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([linking("a")], []),
        ([linking("a", ("a", "pris"), places=("pris",))], ["passed"]),
        ([linking("a", ("a", "pris"))], ["failed here"]),
        ([linking("a", ("b", "pris")), linking("b", places=("pris",))], ["passed"]),
        ([linking("a", ("b", "pris")), linking("b", places=("priser",))], ["failed elsewhere"]),
        # The top of a page needs no name, and letters beyond ASCII may be written with escapes.
        ([linking("a", ("a", "Top"))], ["passed"]),
        ([linking("a", ("a", "%C3%A5ben"), places=("åben",))], ["passed"]),
        # What was not seen is not judged: another page, or one with too many places to keep.
        ([linking("a", ("b", "pris"))], []),
        ([linking("a", ("a", "pris"), places=None)], []),
    ],
)
def test_a_place_must_be_on_the_page(pages: list[PageFacts], expected: list[str]) -> None:
    assert said(anchors_broken, site(*pages)) == expected


def test_the_same_broken_link_in_a_template_is_one_finding() -> None:
    [finding] = anchors_broken.check(site(*(linking(page, (page, "indhold")) for page in "abc")))
    assert finding.data["count"] == 3
    assert finding.place.path == "#indhold"


# Dates.


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([facts("a", word_count=149)], []),
        ([facts("a", word_count=400, is_start_page=True)], []),
        ([facts("a", word_count=150, updated_on="2020-01-01")], ["passed"]),
        ([facts("a", word_count=150, published_on="2020-01-01")], ["passed"]),
        (
            [facts("a", word_count=150), facts("b", word_count=150, updated_on="2026-01-01")],
            ["passed", "failed missing"],
        ),
    ],
)
def test_long_pages_show_a_date(pages: list[PageFacts], expected: list[str]) -> None:
    assert said(page_dates_missing, site(*pages)) == expected


def test_a_page_shown_at_two_addresses_counts_once() -> None:
    pages = [facts(path, word_count=200, content="same") for path in "ab"]
    [finding] = page_dates_missing.check(site(*pages))
    assert (finding.data["missing"], finding.data["judged"]) == (1, 1)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (facts("a"), []),
        (facts("a", published_on="2010-01-01"), []),
        (facts("a", updated_on="2024-11-24"), ["passed"]),
        (facts("a", updated_on="2024-11-23"), ["cantTell stale"]),
        (facts("a", updated_on="2024-02-28", taken_on="2026-02-28"), ["passed"]),
        (facts("a", updated_on="2022-02-27", taken_on="2024-02-29"), ["cantTell stale"]),
        (facts("nyheder/a", updated_on="2019-01-01"), []),
        (facts("om/pressemeddelelser/a", updated_on="2019-01-01"), []),
        (facts("a", updated_on="2019-01-01", taken_on=""), []),
    ],
)
def test_pages_untouched_for_two_years_need_a_person(page: PageFacts, expected: list[str]) -> None:
    assert said(page_dates_stale, site(page)) == expected


def test_the_oldest_page_is_the_example() -> None:
    pages = [facts("a", updated_on="2021-01-01"), facts("b", updated_on="2019-01-01")]
    [finding] = page_dates_stale.check(site(*pages))
    assert (finding.data["example"], finding.data["count"]) == (SITE + "b", 2)


# Documents.


def document(name: str, title: str = "", **more: object) -> DocumentFact:
    return DocumentFact(SITE + name, title, **({"format": "pdf-1.7"} | more))  # type: ignore[arg-type]


def test_a_document_no_page_links_to_needs_a_person() -> None:
    both = (document("a.pdf"), document("b.pdf", is_linked=False))
    assert said(documents_unlinked, site(documents=both, is_whole=True)) == ["passed", "cantTell unlinked"]
    assert said(documents_unlinked, site()) == []
    assert said(documents_unlinked, site(documents=both[:1])) == ["passed"]


def test_a_site_that_was_not_read_whole_says_nothing_of_unlinked_documents() -> None:
    with pytest.raises(NotSeenError):
        list(documents_unlinked.check(site(documents=(document("a.pdf", is_linked=False),))))


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ((document("a.pdf", "Regulativ"),), []),
        ((document("a.pdf", "Regulativ"), document("b.pdf", "Vedtægt")), ["passed", "passed"]),
        (
            (document("a.pdf", "Regulativ"), document("b.pdf", " regulativ ", format="pdf-1.4")),
            ["failed same_title"],
        ),
        # The same text in two formats, the same file at two addresses, and no title at all.
        (
            (document("a.pdf", "Regulativ"), document("a.odt", "Regulativ", format="odt-1.3")),
            ["passed", "passed"],
        ),
        (
            (
                *(document("a.pdf", "Regulativ"), document("b.pdf", "Vedtægt")),
                document("c.pdf", "Regulativ", same_as=SITE + "a.pdf"),
            ),
            ["passed", "passed"],
        ),
        ((document("a.pdf"), document("b.pdf")), []),
    ],
)
def test_different_documents_have_different_titles(
    documents: tuple[DocumentFact, ...], expected: list[str]
) -> None:
    assert said(document_titles_duplicate, site(documents=documents)) == expected


def test_every_rule_about_content_is_tested_here_and_none_is_a_fault() -> None:
    about = {
        loaded.rule.id: loaded.rule
        for loaded in catalogue().own(Scope.SITE)
        if loaded.rule.standing is Standing.CONTENT
    }
    assert about == {module.RULE.id: module.RULE for module in MODULES}
