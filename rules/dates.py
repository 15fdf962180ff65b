"""Finds dates in running text, in the forms people write them, day before month."""

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

# In two digits only from 2015 on: "2.4.12" is a clause of a standard.
_YEAR = r"(?P<year>\d{4}|['’]?(?:1[5-9]|[2-9]\d))"
_END = r"(?![\d]|[./-]\d)"
_START = r"(?<![\d./-])"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as written, and the first and last day it may mean: a month alone means any day of it.

    Both days are None for what is written like a date and is none, such as 31 February. `start` is where it stands.
    """

    text: str
    start: int
    first: date | None = None
    last: date | None = None


def find_dates(text: str, languages: Sequence[str]) -> list[FoundDate]:
    """Return the dates in `text` in reading order; month names are those of `languages` and English."""
    found: list[FoundDate] = []
    taken: list[tuple[int, int]] = []
    for pattern in _patterns(tuple(dict.fromkeys((*languages, "en")))):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue  # part of a longer form, which is tried first
            taken.append(match.span())
            found.append(_found(match, languages))
    return sorted(found, key=lambda one: one.start)


def _found(match: re.Match[str], languages: Sequence[str]) -> FoundDate:
    groups = match.groupdict()
    text, start = " ".join(match[0].split()), match.start()
    digits = groups["year"].lstrip("'’")
    year = int(digits) if len(digits) == 4 else 2000 + int(digits)
    name = groups.get("name")
    month = (
        _month_numbers(tuple(dict.fromkeys((*languages, "en"))))[name.lower()]
        if name
        else int(groups["month"])
    )
    day = groups.get("day")
    # A date that is none is told, not passed over: somebody meant to write one.
    with suppress(ValueError):
        if day is not None:
            exact = date(year, month, int(day))
            return FoundDate(text, start, exact, exact)
        return FoundDate(text, start, date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return FoundDate(text, start)


@cache
def _month_numbers(languages: tuple[str, ...]) -> dict[str, int]:
    tables = tomllib.loads(files("rules").joinpath("data", "months.toml").read_text(encoding="utf-8"))
    numbers: dict[str, int] = {}
    for language in languages:
        for number, names in enumerate(tables.get(language, ()), 1):
            for name in names:
                numbers.setdefault(name, number)
    return numbers


@cache
def _patterns(languages: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    names = sorted(_month_numbers(languages), key=len, reverse=True)
    month = rf"(?P<name>{'|'.join(map(re.escape, names))})\b\.?"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _spelt(month))


def _spelt(month: str) -> Iterator[str]:
    """Yield the forms, those that hold others within them first."""
    yield rf"{_START}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_END}"  # 2025-09-23
    # 23.09.2025, 23/9-25, 23/9 2025
    yield rf"{_START}(?P<day>\d{{1,2}})\s?[./-]\s?(?P<month>\d{{1,2}})(?:\s?[./-]\s?|\s){_YEAR}{_END}"
    yield rf"{_START}(?P<day>\d{{1,2}})\.?\s*{month},?\s*{_YEAR}{_END}"  # 23. september 2025, 23 sept. '25
    yield rf"\b{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<year>\d{{4}}){_END}"  # September 23, 2025
    yield rf"\b{month},?\s+(?P<year>\d{{4}}){_END}"  # september 2025
    yield rf"{_START}(?P<month>\d{{1,2}})[/-](?P<year>\d{{4}}){_END}"  # 09/2025
