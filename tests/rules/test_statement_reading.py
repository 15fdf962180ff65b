"""What is read of an accessibility statement, in the words authorities use."""

from datetime import date

import pytest

from rules.countries import Compliance, Method, Part, country
from rules.site_evidence import StatementPage
from rules.statements import Statement, WrittenContact, may_be_statement, read_statement
from tests.rules.made_statements import DANISH, SWEDISH, page, without

ON = date(2026, 11, 24)


def read(text: str, code: str = "DK") -> Statement:
    return read_statement(page(text), country(code), ON)


def day(statement: Statement) -> date | None:
    return statement.updated.last if statement.updated else None


def test_a_danish_statement_is_read_whole() -> None:
    statement = read(DANISH)
    assert statement.parts == set(Part) - {Part.INACCESSIBLE} | {Part.INACCESSIBLE}
    assert statement.statuses == (Compliance.PARTIAL,)
    assert day(statement) == date(2026, 5, 4)
    assert statement.methods == (Method.OWN,)
    assert (statement.telephone, statement.written) == ("11 22 33 44", WrittenContact.MAIL)
    assert statement.points_to_supervisor
    assert statement.is_own_law
    assert not statement.is_other_law
    assert statement.names("www.proeveby.example")
    assert not statement.names("www.andet.example")
    assert statement.mentions("Prøveby Kommune")
    assert [(one.part, one.text) for one in statement.inaccessible] == [
        (Part.NONCOMPLIANCE, "Kort uden tekst, rettes senest 31. december 2026."),
        (Part.NONCOMPLIANCE, "Billeder uden alternativ tekst."),
        (Part.BURDEN, "Referater fra før 2020."),
        (Part.OUTSIDE, "Optagelser fra før 23. september 2020."),
    ]


def test_a_swedish_statement_is_read_by_the_same_code() -> None:
    statement = read(SWEDISH, "SE")
    assert statement.statuses == (Compliance.PARTIAL,)
    assert day(statement) == date(2026, 9, 23)
    assert statement.methods == (Method.OWN,)
    assert (statement.telephone, statement.written) == ("08-123 456 78", WrittenContact.MAIL)
    assert statement.points_to_supervisor
    assert [one.text for one in statement.inaccessible] == ["Vissa bilder saknar alternativ text."]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Webstedet overholder fuldt ud webtilgængelighedsloven.", Compliance.FULL),
        ("Hjemmesiden er fuldt ud i overensstemmelse med loven.", Compliance.FULL),
        ("prøveby.example overholder lovens krav fuldt ud.", Compliance.FULL),
        ("Webstedet er i fuld overensstemmelse med EN 301 549.", Compliance.FULL),
        ("Webstedet overholder delvist webtilgængelighedsloven.", Compliance.PARTIAL),
        ("Webstedet er delvist i overensstemmelse med loven.", Compliance.PARTIAL),
        ("Webstedet opfylder kun delvis kravene.", Compliance.PARTIAL),
        ("Webstedet overholder ikke fuldt ud loven.", Compliance.PARTIAL),
        ("Webstedet overholder ikke webtilgængelighedsloven.", Compliance.NONE),
        ("Webstedet er ikke i overensstemmelse med loven.", Compliance.NONE),
        ("Hjemmesiden lever fuldt ud op til loven.", Compliance.FULL),
        ("Webstedet opfylder alle lovens krav.", Compliance.FULL),
        ("Hjemmesiden lever delvist op til loven.", Compliance.PARTIAL),
        ("Vores websted lever ikke fuldt op til kravene.", Compliance.PARTIAL),
        ("Webstedet opfylder ikke alle krav.", Compliance.PARTIAL),
        ("Webstedet lever ikke op til alle krav.", Compliance.PARTIAL),
        ("Webstedet lever ikke op til loven.", Compliance.NONE),
        ("Hjemmesiden er i delvis overensstemmelse med loven.", Compliance.PARTIAL),
        ("Webstedet lever i vid udstrækning op til loven, men ikke fuldt ud.", Compliance.PARTIAL),
        ("Hjemmesiden opfylder stort set alle krav i loven.", Compliance.PARTIAL),
        ("Webstedet efterlever langt de fleste krav.", Compliance.PARTIAL),
        ("Webstedet overholder alle lovens krav på nær to.", Compliance.PARTIAL),
        ("Webstedet er ikke helt i overensstemmelse med loven.", Compliance.PARTIAL),
        ("Webstedet overholder endnu ikke fuldt ud loven.", Compliance.PARTIAL),
        ("Status: Delvist overholdt", Compliance.PARTIAL),
        ("Webstedet er helt i overensstemmelse med loven.", Compliance.FULL),
        ("Webstedet er fuldt ud tilgængeligt.", Compliance.FULL),
    ],
)
def test_the_status_is_read_in_the_words_that_are_used(line: str, expected: Compliance) -> None:
    text = DANISH.replace(
        "Webstedet overholder delvist webtilgængelighedsloven på grund af det, der er nævnt nedenfor.", line
    )
    assert read(text).statuses == (expected,)
    # Without its heading, too
    assert read(without(text, "## Overholdelsesstatus")).statuses == (expected,)


@pytest.mark.parametrize(
    "line",
    [
        "Vi arbejder på, at webstedet er fuldt tilgængeligt i 2027.",
        "Vi skal overholde loven.",
        "Webstedet er omfattet af loven.",
    ],
)
def test_what_is_meant_or_owed_is_no_status(line: str) -> None:
    text = DANISH.replace(
        "Webstedet overholder delvist webtilgængelighedsloven på grund af det, der er nævnt nedenfor.", line
    )
    assert read(text).statuses == ()


def test_a_template_left_as_it_was_says_several_things() -> None:
    text = DANISH.replace(
        "overholder delvist webtilgængelighedsloven på grund",
        "overholder fuldt ud / overholder delvist / overholder ikke på grund",
    )
    assert read(text).statuses == (Compliance.FULL, Compliance.PARTIAL, Compliance.NONE)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Udarbejdet den 1. marts 2026.", date(2026, 3, 1)),
        ("Udarbejdet 23. september 2019 og senest ajourført 1/3-26.", date(2026, 3, 1)),
        ("Opdateret: marts 2026", date(2026, 3, 31)),
        ("Senest opdateret\n- 2026-03-01", date(2026, 3, 1)),
        ("Erklæringen er udarbejdet efter lov nr. 692 af 8. juni 2018.", None),
        ("Erklæringen er udarbejdet.", None),
        ("Dato for gennemgang\n- 01.03.2026", date(2026, 3, 1)),
        ("Senest revurderet 1.marts2026", date(2026, 3, 1)),
        ("Senest gennemgået i 1. kvartal 2026", date(2026, 3, 31)),
        ("Senest gennemgået i foråret 2026", date(2026, 5, 31)),
        ("Senest gennemgået i 2024.", date(2024, 12, 31)),
        ("Vi har testet efter WCAG 2.1 fra 2018 og EN 301 549 V3.2.1 (2021-03).", None),
    ],
)
def test_the_latest_date_of_preparation_or_review_counts(lines: str, expected: date | None) -> None:
    text = without(DANISH, "Erklæringen blev udarbejdet", "Erklæringen er senest")
    prepared = "## Udarbejdelse af tilgængelighedserklæringen"
    assert day(read(text.replace(prepared, f"{prepared}\n{lines}"))) == expected


def test_a_date_at_the_foot_of_the_statement_counts_under_any_heading() -> None:
    text = without(DANISH, "Erklæringen blev udarbejdet", "Erklæringen er senest")
    assert day(read(f"{text}Siden er sidst opdateret 1. marts 2026\n")) == date(2026, 3, 1)
    # but not one that stands among the laws
    assert day(read(f"{text}Loven trådte i kraft den 23. september 2018.\n")) is None


@pytest.mark.parametrize(
    ("written", "odd"), [("31. februar 2026", "31. februar 2026"), ("4. maj 2062", "4. maj 2062")]
)
def test_a_date_that_cannot_be_is_told_and_does_not_count(written: str, odd: str) -> None:
    text = without(DANISH, "Erklæringen blev udarbejdet").replace("4. maj 2026", written)
    statement = read(text)
    assert (statement.updated, statement.odd_date) == (None, odd)


def test_a_promise_to_mend_is_no_review() -> None:
    text = without(DANISH, "Erklæringen er senest").replace(
        "- Billeder uden", "- En opdatering 1. november 2026 retter dette.\n- Billeder uden"
    )
    assert day(read(text)) == date(2020, 9, 23)


@pytest.mark.parametrize(
    "number",
    [
        "11223344",
        "11 22 33 44",
        "+45 11 22 33 44",
        "+4511223344",
        "0045 1122 3344",
        "1122-3344",
        "11.22.33.44",
        "11-22-33-44",
    ],
)
def test_a_telephone_number_is_read_however_it_is_written(number: str) -> None:
    assert read(DANISH.replace("11 22 33 44", number)).telephone == number


@pytest.mark.parametrize("line", ["Telefon: 1881", "tlf. 1813", "Ring på (+45) 11 22 33 44."])
def test_short_numbers_and_prefixes_count_as_telephone(line: str) -> None:
    assert read(DANISH.replace("Telefon: 11 22 33 44", line)).telephone


@pytest.mark.parametrize(
    "number",
    [
        "Telefontid: 10-15",
        "Telefon: 10-12 og 13-15",
        "CVR 11223344",
        "EAN 5798001122334",
        "CVR-nr. 11 22 33 44",
        "2026",
        "112",
        "23.09.2025",
        "23-09-2025",
        "2025-09-23",
        "Planen gælder 2024-2026",
    ],
)
def test_other_numbers_are_no_telephone(number: str) -> None:
    assert read(DANISH.replace("Telefon: 11 22 33 44", number)).telephone == ""


def test_the_supervisors_telephone_is_not_the_authoritys() -> None:
    statement = read(without(DANISH, "- Telefon", "- E-mail"))
    assert (statement.telephone, statement.telephone_elsewhere) == ("", "")
    assert (statement.written, statement.written_elsewhere) == (None, None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Mail: post@proeveby.example", WrittenContact.MAIL),
        ("- [Skriv til os](mailto:post@proeveby.example)", WrittenContact.MAIL),
        ("- Mail: post (at) proeveby.example", WrittenContact.MAIL),
        ("- Brug vores [kontaktformular](https://www.proeveby.example/kontakt)", WrittenContact.FORM),
        ("- [Send sikker Digital Post](https://post.example/)", WrittenContact.FORM),
        ("- [Digital Post](https://post.example/)", WrittenContact.FORM),
        ("<form>", WrittenContact.FORM),
        ("- Mail: webmaster[snabela]proeveby.example", WrittenContact.MAIL),
        ("- Mail: post (at) proeveby (dot) example", WrittenContact.MAIL),
        ("- [Send os en besked](https://www.proeveby.example/besked)", WrittenContact.FORM),
        ("- [Kontakt os](https://www.proeveby.example/kontakt)", None),
        ("- Skriv til os.", None),
    ],
)
def test_a_way_to_write_is_a_mail_address_or_a_form(line: str, expected: WrittenContact | None) -> None:
    text = without(DANISH, "- E-mail").replace("- Telefon", f"{line}\n- Telefon")
    assert read(text).written == expected


def test_the_words_of_a_firms_statement_tell_its_law() -> None:
    text = DANISH.replace(
        "efter webtilgængelighedsloven (lov nr. 692 af 8. juni 2018)",
        "efter lov om tilgængelighedskrav for produkter og tjenester (lov nr. 801 af 7. juni 2022)",
    ).replace("webtilgængelighedsloven", "loven")
    statement = read(text)
    assert statement.is_other_law
    assert not statement.is_own_law


def test_a_statement_is_known_by_its_name_or_its_parts() -> None:
    danish = country("DK")
    assert may_be_statement(page(), danish)
    assert may_be_statement(page(without(DANISH, "# ")), danish)
    assert not may_be_statement(page("# Kontakt\nRing til os.\n## Feedback\nSkriv."), danish)
    assert not may_be_statement(StatementPage("https://a/", page().found_by, "Siden findes ikke"), danish)
    assert may_be_statement(page(SWEDISH), country("SE"))
    assert not may_be_statement(page(SWEDISH), danish)


def test_headings_may_be_bold_lines() -> None:
    statement = read(DANISH.replace("### ", "").replace("## ", ""))
    assert statement.statuses == (Compliance.PARTIAL,)
    assert statement.telephone == "11 22 33 44"
    assert day(statement) == date(2026, 5, 4)


def test_a_link_to_where_one_may_turn_is_kept_for_a_person_to_look_at() -> None:
    text = without(DANISH, "- E-mail")
    link = "- [Giv feedback på siden](https://www.proeveby.example/feedback)"
    statement = read(text.replace("- Telefon", f"{link}\n- Telefon"))
    assert statement.written is None
    assert statement.perhaps_written == "https://www.proeveby.example/feedback"
    assert read(text).perhaps_written == ""


IN_OTHER_WORDS = """\
# Tilgængelighedserklæring
Prøveby Kommune er omfattet af lov om tilgængelighed af offentlige organers websteder og mobilapplikationer.
Denne erklæring gælder for proeveby.example
## Hvor tilgængelig er hjemmesiden?
Hjemmesiden lever i vid udstrækning op til kravene.
## Kendte problemer
### Manglende opfyldelse af lovens krav
- Dokumenter fra før 2024 mangler overskrifter.
### Undtagelser
- Kort fra tredjepart.
## Om denne erklæring
Vi har selv testet hjemmesiden med automatiske test. Erklæringen er senest ændret d. 2/3 2026.
## Har du problemer med hjemmesiden?
Ring på 112 23 344, eller [skriv til os](https://www.proeveby.example/skriv).
## Klage
Får du ikke svar, kan du klage til Digitaliseringsstyrelsen.
"""


def test_a_statement_in_other_words_is_read_whole() -> None:
    statement = read(IN_OTHER_WORDS)
    assert statement.is_own_law
    assert statement.statuses == (Compliance.PARTIAL,)
    assert day(statement) == date(2026, 3, 2)
    assert statement.methods == (Method.OWN,)
    assert (statement.telephone, statement.written) == ("112 23 344", WrittenContact.FORM)
    assert statement.points_to_supervisor
    assert {one.part for one in statement.inaccessible} == {Part.NONCOMPLIANCE, Part.OUTSIDE}
    assert statement.names("www.proeveby.example")


def test_headings_that_any_page_may_have_make_no_statement_of_it() -> None:
    plain_page = (
        "# Byggesager\nSøg.\n## Status\nI gang.\n## Undtagelser\nNej.\n## Kontakt\nRing.\n## Klage\nSkriv."
    )
    assert not may_be_statement(page(plain_page), country("DK"))


ENGLISH = """\
# Accessibility statement
The municipality makes www.proeveby.example accessible under the web accessibility act.
## Compliance status
This website is partially compliant due to the content listed below.
## Non-accessible content
### Disproportionate burden
- Minutes from before 2020.
## Preparation of this accessibility statement
This statement was prepared on 23 September 2020 by self-assessment. It was last reviewed on 4 May 2026.
## Feedback and contact information
Call +45 11 22 33 44 or [write](mailto:post@proeveby.example).
## Enforcement procedure
Digitaliseringsstyrelsen (the Agency for Digital Government).
"""


def test_a_danish_authoritys_statement_may_be_in_english() -> None:
    statement = read(ENGLISH)
    assert statement.is_own_law
    assert statement.statuses == (Compliance.PARTIAL,)
    assert day(statement) == date(2026, 5, 4)
    assert statement.methods == (Method.OWN,)
    assert (statement.telephone, statement.written) == ("+45 11 22 33 44", WrittenContact.MAIL)
    assert [one.part for one in statement.inaccessible] == [Part.BURDEN]
