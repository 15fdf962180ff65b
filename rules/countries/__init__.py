"""Country profiles: data files read once, so that nothing else need know which country a site lies in."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from rules.countries.profile import (
    Compliance,
    Country,
    Duty,
    Law,
    Method,
    Part,
    StatementModel,
    Supervisor,
)
from rules.model import Text
from rules.words import plain

__all__ = [
    "DEFAULT_CODE",
    "Compliance",
    "Country",
    "Duty",
    "Law",
    "Method",
    "Part",
    "StatementModel",
    "Supervisor",
    "codes",
    "country",
    "known_country",
]

DEFAULT_CODE = "DK"
"""The country of a site whose registry names none."""

_OTHERS = "others"


@cache
def country(code: str = DEFAULT_CODE) -> Country:
    """Return a country's profile; LookupError for a code that has none."""
    if code not in codes():
        raise LookupError(f"no country profile is called {code!r}")
    others = _table(_OTHERS)
    values = others[code] if code in others else _table(code.lower())
    return _country(code, values)


def known_country(code: str) -> Country:
    """Return the profile of a site's country as a store records it; the default one where none was recorded."""
    return country(code) if code in codes() else country()


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of all countries that have a profile."""
    own = {
        item.name.removesuffix(".toml").upper()
        for item in files("rules.countries").iterdir()
        if item.name.endswith(".toml") and item.name != f"{_OTHERS}.toml"
    }
    return tuple(sorted(own | _table(_OTHERS).keys()))


@cache
def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("rules.countries").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _country(code: str, values: Mapping[str, Any]) -> Country:
    supervisor = values.get("supervisor")
    return Country(
        code=code,
        name=Text(**values["name"]),
        languages=tuple(values["languages"]),
        duties=frozenset(map(Duty, values["duties"])),
        statement=_statement(values["statement"]),
        supervisor=Supervisor(
            Text(**supervisor["name"]),
            supervisor["url"],
            tuple(supervisor["hosts"]),
            _words(supervisor["names"]),
            tuple(supervisor.get("criteria", ())),
        )
        if supervisor
        else None,
        laws=tuple(Law(Text(**law["name"]), law["citation"]) for law in values.get("laws", ())),
        review_months=int(values.get("review_months", 12)),
        digital_services=tuple(values.get("digital_services", ())),
    )


def _statement(values: Mapping[str, Any]) -> StatementModel:
    dates, contact = values.get("dates", {}), values.get("contact", {})
    return StatementModel(
        terms=_words(values["terms"]),
        title_words=_words(values.get("title_words", ())),
        hosts=tuple(values.get("hosts", ())),
        address=values.get("address", ""),
        on_site=values.get("on_site", ""),
        own_law=_words(values.get("own_law", ())),
        other_law=_words(values.get("other_law", ())),
        headings={Part(part): _words(words) for part, words in values.get("headings", {}).items()},
        headings_within={
            Part(part): _words(words) for part, words in values.get("headings_within", {}).items()
        },
        status={Compliance(word): tuple(found) for word, found in values.get("status", {}).items()},
        method={Method(word): _words(found) for word, found in values.get("method", {}).items()},
        prepared=_words(dates.get("prepared", ())),
        reviewed=_words(dates.get("reviewed", ())),
        telephone=contact.get("telephone", ""),
        no_telephone_after=_words(contact.get("no_telephone_after", ())),
        written=_words(contact.get("written", ())),
        perhaps_written=_words(contact.get("perhaps_written", ())),
    )


def _words(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(plain, phrases))
