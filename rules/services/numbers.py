"""Numbers with a GS1 check digit in running text, such as the location numbers that invoices are addressed to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.services.model import NumberKind

DIGITS = 13
_RUN = re.compile(r"(?<![\w.,-])\d(?:[ \u00a0\u202f.-]?\d){12}(?![ .,-]?\d)")
_LABEL_REACH_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number of thirteen digits where it stands; `is_labelled`: the words before it say what kind it is."""

    digits: str
    start: int
    is_labelled: bool
    is_valid: bool


def gs1_is_valid(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (GS1 General Specifications, 7.9)."""
    *body, check = map(int, digits)
    weighted = sum(digit * (3 if position % 2 == 0 else 1) for position, digit in enumerate(reversed(body)))
    return (-weighted) % 10 == check


def find_numbers(text: str, kind: NumberKind) -> Iterator[FoundNumber]:
    """Yield the numbers of a kind: those of the owners' own prefix, and those of the prefix that a label announces."""
    for match in _RUN.finditer(text):
        digits = "".join(filter(str.isdigit, match[0]))
        if not digits.startswith(kind.prefix):
            continue
        before = text[max(0, match.start() - _LABEL_REACH_CHARACTERS) : match.start()]
        is_labelled = kind.labels.search(before) is not None
        if is_labelled or digits.startswith(kind.owners_prefix):
            yield FoundNumber(digits, match.start(), is_labelled, gs1_is_valid(digits))
