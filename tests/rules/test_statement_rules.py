"""The formal duties about the accessibility statement, each outcome, over evidence made here."""

import dataclasses
from datetime import date

import pytest

from rules.catalogue import catalogue
from rules.countries import codes
from rules.evidence import SiteEvidence
from rules.model import NotSeenError, Scope
from rules.site import (
    statement_footer_link_missing,
    statement_incomplete,
    statement_missing,
    statement_outdated,
    statement_redirect_wrong,
    statement_status_contradicted,
    statement_telephone_missing,
    statement_written_contact_missing,
)
from rules.site_evidence import FoundBy, Lookup, LookupState, Moved
from tests.rules.made_statements import (
    AT_HOST,
    DANISH,
    SITE,
    SWEDISH,
    WAS,
    at_host,
    evidence,
    footer_link,
    footer_page,
    page,
    redirect,
    said,
    without,
)

ABSENT = redirect(LookupState.ABSENT, WAS, Moved.NOT, reason="HTTP 404")
DOWN = at_host(LookupState.UNREACHABLE, "timed_out: no answer")
ON_SITE = "https://www.proeveby.example/tilgaengelighed"
RULES = (
    statement_footer_link_missing,
    statement_incomplete,
    statement_missing,
    statement_outdated,
    statement_redirect_wrong,
    statement_status_contradicted,
    statement_telephone_missing,
    statement_written_contact_missing,
)


def unseen(check, of: SiteEvidence) -> str:
    with pytest.raises(NotSeenError) as raised:
        list(check(of))
    return raised.value.reason


@pytest.mark.parametrize("module", RULES, ids=lambda module: module.RULE.id)
def test_findings_fill_the_placeholders_of_their_messages(module) -> None:
    lookup = redirect(LookupState.FOUND, "https://www.proeveby.example/andet")
    seen = [
        *(evidence(lookups=[one, at_host()], facts=[footer_page("a")]) for one in (ABSENT, lookup)),
        evidence(page(without(DANISH, "- ", "Erklæringen")), facts=[footer_page("a", footer_link(ON_SITE))]),
        evidence(
            page(DANISH.replace("4. maj 2026", "4. maj 2024").replace("delvist", "fuldt ud")),
            faulty_page_count=1,
            judged_page_count=2,
            facts=[footer_page("a", footer_link())],
        ),
    ]
    findings = [finding for one in seen for finding in module.check(one)]
    assert any(finding.message for finding in findings)
    for finding in findings:
        if finding.message:
            assert module.RULE.messages[finding.message].placeholders <= set(finding.data)


# No statement.


def test_a_statement_at_the_host_passes() -> None:
    assert said(statement_missing.check, evidence(page())) == [("passed", "")]


def test_no_statement_anywhere_fails_and_says_where_it_was_looked_for() -> None:
    [finding] = statement_missing.check(evidence(lookups=[ABSENT, at_host()]))
    assert (finding.outcome.value, finding.message, finding.data) == (
        "failed",
        "none_at_host",
        {"address": AT_HOST},
    )


def test_without_a_statement_host_a_missing_link_is_enough() -> None:
    assert said(statement_missing.check, evidence(lookups=(), addresses=(), code="SE")) == [
        ("failed", "none")
    ]
    assert said(statement_missing.check, evidence(lookups=(), addresses=(), code="DE")) == [
        ("failed", "none")
    ]


def test_a_site_that_has_no_name_yet_is_not_blamed() -> None:
    found = evidence(lookups=[ABSENT], addresses=(), url="http://127.0.0.1:8000/")
    assert said(statement_missing.check, found) == [("cantTell", "none")]


def test_a_statement_host_that_is_down_leaves_the_rule_untested() -> None:
    assert "no answer" in unseen(statement_missing.check, evidence(lookups=[ABSENT, DOWN]))
    refused = at_host(LookupState.REFUSED, "robots: refused by robots.txt")
    assert "robots" in unseen(statement_missing.check, evidence(lookups=[ABSENT, refused]))


def test_a_statement_found_elsewhere_passes_even_when_the_host_is_down() -> None:
    found = page(url=AT_HOST.replace("example", "example-2"))
    assert said(statement_missing.check, evidence(found, lookups=[ABSENT, DOWN])) == [("passed", "")]


def test_a_statement_in_a_file_needs_a_person() -> None:
    pdf = Lookup(
        SITE + "e.pdf", FoundBy.LINK, LookupState.FILE, SITE + "e.pdf", 200, reason="application/pdf"
    )
    found = evidence(lookups=[ABSENT, pdf, at_host()])
    assert said(statement_missing.check, found) == [("cantTell", "in_file")]
    # What it says was not read: neither right nor wrong, and not without meaning either.
    assert unseen(statement_outdated.check, found) == f"{SITE}e.pdf: statement_in_file"


def test_a_statement_on_the_site_itself_needs_a_person_where_the_country_keeps_them_together() -> None:
    found = page(url=ON_SITE, found_by=FoundBy.LINK)
    assert said(statement_missing.check, evidence(found, lookups=[at_host()])) == [
        ("cantTell", "not_at_host")
    ]
    swedish = page(SWEDISH, "https://www.provby.example/om")
    assert said(statement_missing.check, evidence(swedish, lookups=(), addresses=(), code="SE")) == [
        ("passed", "")
    ]


def test_two_statements_need_a_person() -> None:
    other = page(url=AT_HOST + "-2", found_by=FoundBy.LINK)
    assert said(statement_missing.check, evidence(page(), other)) == [("cantTell", "several")]
    again = page(url=AT_HOST.replace("www.", "") + "/", found_by=FoundBy.LINK)
    assert said(statement_missing.check, evidence(page(), again)) == [("passed", "")]


def test_a_firms_statement_is_not_counted() -> None:
    firm = page(
        "# Tilgængelighedserklæring\nEfter lov om tilgængelighedskrav for produkter og tjenester, lov nr. 801.",
        ON_SITE,
    )
    assert said(statement_missing.check, evidence(firm, lookups=[ABSENT, at_host()])) == [
        ("failed", "other_law")
    ]


def test_a_page_that_is_no_statement_is_none() -> None:
    soft = page("# Siden findes ikke\nDen side, du leder efter, er flyttet.", AT_HOST)
    assert said(statement_missing.check, evidence(soft, lookups=[ABSENT, at_host()])) == [
        ("failed", "none_at_host")
    ]


# Not reviewed within a year.


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("4. maj 2026", ("passed", "")),
        ("24. november 2025", ("passed", "")),
        ("23. november 2025", ("failed", "outdated")),
        ("23/11-25", ("failed", "outdated")),
        ("oktober 2025", ("failed", "outdated")),
        ("november 2025", ("cantTell", "perhaps")),
        ("december 2025", ("passed", "")),
        ("4. maj 2062", ("cantTell", "odd_date")),
        ("31. april 2026", ("cantTell", "odd_date")),
        ("for nylig", ("cantTell", "no_date")),
    ],
)
def test_a_statement_is_out_of_date_after_a_year(written: str, expected: tuple[str, str]) -> None:
    text = without(DANISH, "Erklæringen blev udarbejdet").replace("4. maj 2026", written)
    assert said(statement_outdated.check, evidence(page(text))) == [expected]


def test_a_month_that_is_too_short_ends_on_its_last_day() -> None:
    assert statement_outdated.months_before(date(2028, 2, 29), 12) == date(2027, 2, 28)
    assert statement_outdated.months_before(date(2026, 1, 31), 11) == date(2025, 2, 28)


# The address on the site.


@pytest.mark.parametrize("moved", [Moved.HTTP, Moved.PAGE])
def test_the_address_may_lead_by_http_or_by_script(moved: Moved) -> None:
    assert said(statement_redirect_wrong.check, evidence(page(), lookups=[redirect(moved=moved)])) == [
        ("passed", "")
    ]


@pytest.mark.parametrize(
    ("lookup", "message"),
    [
        (ABSENT, "nothing"),
        (redirect(LookupState.FOUND, SITE), "elsewhere"),
        (redirect(LookupState.FOUND, WAS, Moved.NOT), "stays"),
        (redirect(LookupState.ABSENT, "https://www.was.digst.dk/andet-dk", reason="HTTP 404"), "broken_end"),
    ],
)
def test_an_address_that_leads_nowhere_useful_fails(lookup: Lookup, message: str) -> None:
    assert said(statement_redirect_wrong.check, evidence(page(), lookups=[lookup])) == [("failed", message)]


def test_one_spelling_of_the_host_that_leads_there_is_enough() -> None:
    bare = redirect(url=WAS.replace("www.", ""))
    assert said(statement_redirect_wrong.check, evidence(page(), lookups=[ABSENT, bare])) == [("passed", "")]


def test_an_address_that_leads_to_the_host_passes_though_the_host_is_down() -> None:
    lookup = redirect(LookupState.UNREACHABLE, AT_HOST, reason="timed out")
    assert said(statement_redirect_wrong.check, evidence(lookups=[lookup])) == [("passed", "")]


def test_an_address_that_leads_to_the_right_place_where_nothing_is_fails() -> None:
    lookup = redirect(LookupState.ABSENT, AT_HOST, reason="HTTP 404")
    assert said(statement_redirect_wrong.check, evidence(lookups=[lookup])) == [("failed", "broken_end")]


def test_an_address_that_could_not_be_asked_leaves_the_rule_untested() -> None:
    lookup = redirect(LookupState.REFUSED, WAS, Moved.NOT, reason="robots: closed")
    assert "robots" in unseen(statement_redirect_wrong.check, evidence(page(), lookups=[lookup]))


def test_an_address_that_leads_to_a_statement_of_another_site_needs_a_person() -> None:
    other = page(DANISH.replace("proeveby.example", "andet.example"), AT_HOST + "-2")
    found = evidence(other, lookups=[redirect(final_url=AT_HOST + "-2")])
    assert said(statement_redirect_wrong.check, found) == [("cantTell", "other_site")]


def test_an_address_that_leads_to_a_statement_on_the_site_needs_a_person() -> None:
    found = evidence(page(url=ON_SITE), lookups=[redirect(final_url=ON_SITE)])
    assert said(statement_redirect_wrong.check, found) == [("cantTell", "on_site")]


def test_a_site_in_a_folder_is_not_blamed_for_its_hosts_address() -> None:
    lookup = dataclasses.replace(ABSENT, url=SITE + "museum/was")
    assert said(statement_redirect_wrong.check, evidence(lookups=[lookup])) == [("cantTell", "in_folder")]


# The footer.


def footers(*facts, **more) -> list[tuple[str, str]]:
    return said(statement_footer_link_missing.check, evidence(page(), facts=facts, **more))


@pytest.mark.parametrize(
    "link",
    [
        footer_link(),
        footer_link("http://was.digst.dk/proeveby-example/"),
        footer_link(WAS, "WAS"),
        footer_link(AT_HOST, "Læs om det her"),
        dataclasses.replace(footer_link(landmark="navigation"), in_footer=True),
        dataclasses.replace(footer_link(landmark=""), in_footer=False),
    ],
)
def test_a_link_in_the_footer_to_the_statement_passes(link) -> None:
    assert footers(footer_page("a", link)) == [("passed", "")]


@pytest.mark.parametrize(
    "links",
    [
        (),
        (footer_link(landmark="main"),),
        (dataclasses.replace(footer_link(landmark="banner"), in_footer=False),),
    ],
)
def test_a_footer_without_the_link_fails(links) -> None:
    assert footers(footer_page("a", *links)) == [("failed", "missing")]


def test_a_few_kinds_of_pages_without_the_link_need_a_person() -> None:
    pages = [footer_page(name, footer_link(), template=name) for name in "abc"]
    assert footers(*pages, footer_page("d", template="d")) == [("cantTell", "some")]


def test_a_hundred_pages_of_one_kind_count_as_one_kind() -> None:
    same = [footer_page(f"n{number}", footer_link(), template="news") for number in range(100)]
    others = [footer_page(name, template=name) for name in "ab"]
    [finding] = statement_footer_link_missing.check(evidence(page(), facts=[*same, *others]))
    assert (finding.outcome.value, finding.data["missing"], finding.data["templates"]) == ("failed", 2, 3)
    assert finding.place.target == SITE + "a"


def test_pages_without_a_footer_do_not_count_beside_those_with_one() -> None:
    frame = footer_page("ramme", template="frame", has_footer=False)
    assert footers(footer_page("a", footer_link()), frame) == [("passed", "")]


def test_pages_whose_footer_we_cannot_know_need_a_person_unless_they_have_the_link() -> None:
    bare = dataclasses.replace(footer_link(landmark=""), in_footer=False)
    assert footers(footer_page("a", has_footer=False)) == [("cantTell", "no_footer")]
    assert footers(footer_page("a", bare, has_footer=False)) == [("passed", "")]


def test_a_footer_link_to_another_page_about_accessibility_needs_a_person() -> None:
    assert footers(footer_page("a", footer_link(ON_SITE))) == [("cantTell", "elsewhere")]
    assert footers(footer_page("a", footer_link("https://was.digst.dk/andet-dk"))) == [
        ("cantTell", "elsewhere")
    ]


def test_a_footer_link_that_sends_on_to_the_statement_is_right() -> None:
    own = f"{SITE}tilgaengelighed"
    moved = Lookup(own, FoundBy.LINK, LookupState.FOUND, AT_HOST, 200, Moved.HTTP)
    facts = [footer_page("a", footer_link(own))]
    found = evidence(page(), lookups=[moved], facts=facts)
    assert said(statement_footer_link_missing.check, found) == [("passed", "")]


def test_the_footer_is_judged_though_there_is_no_statement() -> None:
    found = evidence(lookups=[ABSENT, at_host()], facts=[footer_page("a")])
    assert said(statement_footer_link_missing.check, found) == [("failed", "missing")]


def test_no_page_seen_leaves_the_footer_untested() -> None:
    assert unseen(statement_footer_link_missing.check, evidence(page())) == "no_pages"


# Contacts.


def test_a_link_that_may_lead_to_a_form_is_for_a_person_to_follow() -> None:
    link = "- [Kontakt os](https://www.proeveby.example/kontakt)"
    found = page(without(DANISH, "- E-mail").replace("- Telefon", f"{link}\n- Telefon"))
    assert said(statement_written_contact_missing.check, evidence(found)) == [("cantTell", "perhaps")]


@pytest.mark.parametrize(
    ("text", "telephone", "written"),
    [
        (DANISH, ("passed", ""), ("passed", "")),
        (without(DANISH, "- Telefon"), ("failed", "none"), ("passed", "")),
        (without(DANISH, "- E-mail"), ("passed", ""), ("failed", "none")),
        (without(DANISH, "## Feedback"), ("cantTell", "elsewhere"), ("cantTell", "elsewhere")),
    ],
)
def test_contacts_must_stand_under_feedback(
    text: str, telephone: tuple[str, str], written: tuple[str, str]
) -> None:
    found = evidence(page(text))
    assert said(statement_telephone_missing.check, found) == [telephone]
    assert said(statement_written_contact_missing.check, found) == [written]


# The model, and what the statement claims.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DANISH, [("passed", "")]),
        (without(DANISH, "## Overholdelse", "Webstedet overholder"), [("failed", "status")]),
        (DANISH.replace("delvist", "delvist eller overholder fuldt ud"), [("failed", "statuses")]),
        (without(DANISH, "- Kort", "- Billeder", "- Referater", "- Optag"), [("failed", "nothing_listed")]),
        (without(DANISH, "Erklæringen blev", "Erklæringen er"), [("failed", "date"), ("failed", "method")]),
        (DANISH.replace("selvevaluering", "gennemgang"), [("failed", "method")]),
        (without(DANISH, "## Feedback", "- Telefon", "- E-mail"), [("failed", "feedback")]),
        (without(DANISH, "## Håndhævelse", "Er du ikke", "Digitaliserings"), [("failed", "enforcement")]),
        (DANISH.replace("www.proeveby.example", "vores websted"), [("cantTell", "scope")]),
    ],
)
def test_each_part_of_the_model_is_missed(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(statement_incomplete.check, evidence(page(text))) == expected


def test_what_is_missing_may_be_listed_without_the_models_three_heads() -> None:
    text = without(DANISH, "### ", "- Referater", "- Optagelser", "- Billeder")
    found = said(statement_incomplete.check, evidence(page(text)))
    assert ("failed", "nothing_listed") not in found
    none = said(statement_incomplete.check, evidence(page(without(text, "- Kort"))))
    assert ("failed", "nothing_listed") in none


def test_the_authority_must_be_named_where_its_name_is_known() -> None:
    assert said(statement_incomplete.check, evidence(page(), authority="Prøveby Kommune")) == [("passed", "")]
    assert said(statement_incomplete.check, evidence(page(), authority="Andeby Kommune")) == [
        ("cantTell", "body")
    ]


@pytest.mark.parametrize(
    ("status", "faulty", "expected"),
    [
        ("fuldt ud", 3, [("failed", "faults")]),
        ("fuldt ud", 0, [("passed", "")]),
        ("delvist", 3, []),
        ("fuldt ud eller overholder delvist", 3, []),
    ],
)
def test_fully_beside_faults_is_a_contradiction(
    status: str, faulty: int, expected: list[tuple[str, str]]
) -> None:
    text = DANISH.replace("delvist", status)
    found = evidence(page(text), faulty_page_count=faulty, judged_page_count=10)
    assert said(statement_status_contradicted.check, found) == expected


# All of them.


@pytest.mark.parametrize(
    "module",
    [
        statement_incomplete,
        statement_outdated,
        statement_status_contradicted,
        statement_telephone_missing,
        statement_written_contact_missing,
    ],
    ids=lambda module: module.RULE.id,
)
def test_what_the_statement_says_is_not_judged_where_there_is_none(module) -> None:
    assert said(module.check, evidence(lookups=[ABSENT, at_host()])) == []
    assert unseen(module.check, evidence(lookups=[ABSENT, DOWN]))


def test_a_swedish_site_has_the_swedish_duties() -> None:
    found = evidence(
        page(SWEDISH, "https://www.provby.example/om"),
        lookups=(),
        addresses=(),
        code="SE",
        url="https://www.provby.example/",
        facts=[footer_page("a")],
    )
    outcomes = {module.RULE.id: said(module.check, found) for module in RULES}
    assert outcomes == {
        "statement-footer-link-missing": [],
        "statement-incomplete": [("passed", "")],
        "statement-missing": [("passed", "")],
        "statement-outdated": [("passed", "")],
        "statement-redirect-wrong": [],
        "statement-status-contradicted": [],
        "statement-telephone-missing": [],
        "statement-written-contact-missing": [("passed", "")],
    }


def test_every_statement_rule_is_tested_here() -> None:
    known = {
        loaded.rule.id for loaded in catalogue().own(Scope.SITE) if loaded.rule.id.startswith("statement-")
    }
    assert known == {module.RULE.id for module in RULES}
    assert len(codes()) > 20
