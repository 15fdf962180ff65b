"""Numbers with a check digit: the digit itself, how they are written, and what is no such number."""

import pytest

from rules.services import service_table
from rules.services.numbers import find_numbers, gs1_is_valid

KIND = service_table("DK").numbers


@pytest.mark.parametrize("digits", ["4006381333931", "5901234123457", "5798001234566", "0000000000000"])
def test_a_right_check_digit(digits: str) -> None:
    assert gs1_is_valid(digits)


@pytest.mark.parametrize("place", range(13))
def test_any_one_wrong_digit_is_told(place: int) -> None:
    digits = "5798001234566"
    wrong = digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]
    assert not gs1_is_valid(wrong)


@pytest.mark.parametrize(
    ("text", "labelled"),
    [
        ("EAN: 5798001234566", True),
        ("EAN-nr. 57 98 00 12 34 56 6", True),
        ("GLN-nummer\u00a05798-0012-3456-6.", True),
        ("Faktura: 5798001234566", False),
        ("ean-lokationsnummer 5790001234560", True),
    ],
)
def test_a_number_is_found_as_people_write_it(text: str, labelled: bool) -> None:
    assert KIND is not None
    [found] = find_numbers(text, KIND)
    assert (found.is_labelled, found.is_valid) == (labelled, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "EAN og CVR 12345678",
        "5790001234560",  # of the country and nobody's in particular: a barcode, perhaps
        "EAN 579800123456612",
        "EAN 9788700000000",
        "IBAN DK5798001234566 7",
        "5798.001.234.566,00",
    ],
)
def test_other_numbers_are_not_found(text: str) -> None:
    assert KIND is not None
    assert list(find_numbers(text, KIND)) == []
