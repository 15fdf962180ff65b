"""Finds dates in running text, in the forms people write them, day before month."""

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

# In two digits only from 2015 on: "2.4.12" is a clause of a standard.
_YEAR = r"(?P<year>\d{4}|['’]?(?:1[5-9]|[2-9]\d))"
_END = r"(?![\d]|[./\u2013-]\d)"
_START = r"(?<![\d./\u2013-])"
_YEAR_ALONE = re.compile(rf"(?<![\w./\u2013-])20[12]\d(?!\w|[:]){_END}")


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


def find_periods(text: str, languages: Sequence[str]) -> list[FoundDate]:
    """Return the quarters, halves and seasons in `text`, else the years alone: what tells a date, but not exactly.

    For text that is known to be about a date and that `find_dates` finds none in: a year may be anything.
    """
    wanted = tuple(dict.fromkeys((*languages, "en")))
    counted, seasons = _periods(wanted)
    found: list[FoundDate] = []
    for match in _period_pattern(wanted).finditer(text):
        year, name = int(match["year"]), match["name"].lower()
        if name in seasons:
            first, last = seasons[name]
        else:
            months = counted[name]
            first, last = (int(match["number"] or 0) - 1) * months + 1, int(match["number"] or 0) * months
        if 1 <= first < last <= 12:
            found.append(_from_to(" ".join(match[0].split()), match.start(), year, first, last))
    return found or [
        _from_to(match[0], match.start(), int(match[0]), 1, 12) for match in _YEAR_ALONE.finditer(text)
    ]


def _from_to(text: str, start: int, year: int, first: int, last: int) -> FoundDate:
    return FoundDate(text, start, date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def written(day: date) -> Mapping[str, str]:
    """Return a day as the reader's language writes it: {"da": "3. marts 2021", "en": "3 March 2021"}."""
    tables = _months()
    da, en = (tables[language][day.month - 1][0] for language in ("da", "en"))
    return {"da": f"{day.day}. {da} {day.year}", "en": f"{day.day} {en.capitalize()} {day.year}"}


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
def _periods(languages: tuple[str, ...]) -> tuple[Mapping[str, int], Mapping[str, tuple[int, int]]]:
    tables = tomllib.loads(files("rules").joinpath("data", "periods.toml").read_text(encoding="utf-8"))
    counted: dict[str, int] = {}
    seasons: dict[str, tuple[int, int]] = {}
    for language in languages:
        counted |= tables["counted"].get(language, {})
        seasons |= {name: (first, last) for name, (first, last) in tables["season"].get(language, {}).items()}
    return counted, seasons


@cache
def _period_pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    names = sorted({name for table in _periods(languages) for name in table}, key=len, reverse=True)
    return re.compile(
        rf"(?:{_START}(?P<number>[1-4])\.?\s+)?\b(?P<name>{'|'.join(map(re.escape, names))})\b"
        rf"(?:\s+(?:i|af|of))?,?\s+(?P<year>20\d\d){_END}",
        re.IGNORECASE,
    )


@cache
def _months() -> Mapping[str, Sequence[Sequence[str]]]:
    return tomllib.loads(files("rules").joinpath("data", "months.toml").read_text(encoding="utf-8"))


@cache
def _month_numbers(languages: tuple[str, ...]) -> dict[str, int]:
    tables = _months()
    numbers: dict[str, int] = {}
    for language in languages:
        for number, names in enumerate(tables.get(language, ()), 1):
            for name in names:
                numbers.setdefault(name, number)
    return numbers


@cache
def _patterns(languages: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    names = sorted(_month_numbers(languages), key=len, reverse=True)
    # Not \b: some forget the space before the year.
    month = rf"(?P<name>{'|'.join(map(re.escape, names))})(?![^\W\d_])\.?"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _spelt(month))


def _spelt(month: str) -> Iterator[str]:
    """Yield the forms, those that hold others within them first."""
    yield rf"{_START}(?P<year>\d{{4}})[-\u2013/.](?P<month>\d{{1,2}})[-\u2013/.](?P<day>\d{{1,2}}){_END}"  # 2025-09-23
    # 23.09.2025, 23/9-25, 23/9 2025
    yield rf"{_START}(?P<day>\d{{1,2}})\s?[./\u2013-]\s?(?P<month>\d{{1,2}})(?:\s?[./\u2013-]\s?|\s){_YEAR}{_END}"
    yield rf"{_START}(?P<day>\d{{1,2}})\.?\s*{month},?\s*{_YEAR}{_END}"  # 23. september 2025, 23 sept. '25
    yield rf"\b{month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<year>\d{{4}}){_END}"  # September 23, 2025
    yield rf"\b{month},?\s*(?P<year>\d{{4}}){_END}"  # september 2025
    yield rf"{_START}(?P<month>\d{{1,2}})[/\u2013-](?P<year>\d{{4}}){_END}"  # 09/2025
    yield rf"{_START}(?P<year>20\d\d)[/](?P<month>\d\d){_END}"  # 2025/09
