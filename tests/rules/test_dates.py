"""Dates in text, in the forms people write them."""

from datetime import date

import pytest

from rules.dates import find_dates, find_periods

DAY = date(2025, 9, 23)


@pytest.mark.parametrize(
    "written",
    [
        "23. september 2025",
        "23 september 2025",
        "23.september 2025",
        "23.september2025",
        "23. sept. 2025",
        "23. sep 25",
        "23. september, 2025",
        "23.\u00a0september\u00a02025",
        "23/9-25",
        "23/9-2025",
        "23/9 2025",
        "23/09/2025",
        "23/9/25",
        "23-09-2025",
        "23\u201309\u20132025",
        "23-9-25",
        "23.09.2025",
        "23.9.25",
        "23. 9. 2025",
        "2025-09-23",
        "2025/09/23",
        "2025.9.23",
        "September 23, 2025",
        "23 SEPTEMBER 2025",
    ],
)
def test_a_day_is_read_in_every_usual_form(written: str) -> None:
    [found] = find_dates(f"Erklæringen er opdateret den {written}.", ["da"])
    assert (found.first, found.last) == (DAY, DAY)
    assert found.text.startswith(written.split(maxsplit=1)[0][:2])


@pytest.mark.parametrize("written", ["september 2025", "sept. 2025", "09/2025", "9-2025", "2025/09"])
def test_a_month_alone_means_any_day_of_it(written: str) -> None:
    [found] = find_dates(f"Senest gennemgået {written}", ["da"])
    assert (found.first, found.last) == (date(2025, 9, 1), date(2025, 9, 30))


@pytest.mark.parametrize("written", ["31. februar 2025", "23/13-2025", "2025-02-30", "0. maj 2025"])
def test_what_is_written_like_a_date_and_is_none_is_told(written: str) -> None:
    [found] = find_dates(f"Opdateret {written}", ["da"])
    assert (found.first, found.last) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "EN 301 549 V3.2.1 (WCAG 2.1)",
        "Ring 11 22 33 44 eller 11.12.13.14",
        "1.1.1 og 1.4.3 og 2.4.12 og 1.3.4",
        "Lov nr. 692",
        "Sag 2025-1234",
        "kl. 10-12",
        "CVR 34051178",
        "September",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find_dates(text, ["da"]) == []


def test_several_dates_come_in_reading_order() -> None:
    text = "Udarbejdet 23. september 2020 og gennemgået i maj 2025, før 1/6-25"
    found = find_dates(text, ["da"])
    assert [one.first for one in found] == [date(2020, 9, 23), date(2025, 5, 1), date(2025, 6, 1)]


def test_month_names_follow_the_language() -> None:
    assert [one.first for one in find_dates("den 23 augusti 2025", ["sv"])] == [date(2025, 8, 23)]
    assert find_dates("den 23 augusti 2025", ["da"]) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("3. kvartal 2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("4 kvartal i 2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("2. halvår 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("efteråret 2025", date(2025, 9, 1), date(2025, 11, 30)),
        ("Autumn 2025", date(2025, 9, 1), date(2025, 11, 30)),
        ("i løbet af 2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_part_of_a_year_means_any_day_of_it(text: str, first: date, last: date) -> None:
    [found] = find_periods(f"Erklæringen er gennemgået {text}.", ["da"])
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "text", ["5. kvartal i år", "direktiv 2016/2102", "EN 301 549 (2021-03)", "20250923", "2018:1937"]
)
def test_other_numbers_are_no_part_of_a_year(text: str) -> None:
    assert find_periods(text, ["da"]) == []
