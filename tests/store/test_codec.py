"""Dataclasses to JSON and back: nothing lost, and captures of another version still read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import pytest

from crawler.store.codec import from_json, to_json
from rules.site_evidence import (
    Block,
    BlockKind,
    FoundBy,
    Lookup,
    LookupState,
    Moved,
    StatementEvidence,
    StatementPage,
    TextLink,
)


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    number: int
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Outer:
    name: str
    colour: Colour = Colour.RED
    maybe: Inner | None = None
    many: tuple[Inner, ...] = ()
    pair: tuple[str, int] = ("", 0)
    sizes: Mapping[str, int] = field(default_factory=dict)
    colours: Mapping[Colour, bool | str] = field(default_factory=dict)


def there_and_back(value: object) -> object:
    return from_json(type(value), json.loads(json.dumps(to_json(value))))


@pytest.mark.parametrize(
    "value",
    [
        Outer("x"),
        Outer(
            "æ", Colour.RED, Inner(1, 2.0), (Inner(2), Inner(3, 0.25)), ("a", 1), {"b": 2}, {Colour.RED: True}
        ),
        StatementEvidence(
            "2026-11-24T00:00:00+00:00",
            ("https://a/b-dk",),
            (
                Lookup(
                    "https://b.dk/was", FoundBy.REDIRECT, LookupState.FOUND, "https://a/b-dk", 200, Moved.PAGE
                ),
            ),
            (
                StatementPage(
                    "https://a/b-dk",
                    FoundBy.REDIRECT,
                    blocks=(Block(BlockKind.ITEM, "Ring", links=(TextLink("tel:+4512345678", "Ring"),)),),
                ),
            ),
        ),
    ],
)
def test_what_is_written_is_read_back(value: object) -> None:
    assert there_and_back(value) == value


def test_fields_at_their_default_take_no_room() -> None:
    assert to_json(Outer("x", maybe=Inner(1))) == {"name": "x", "maybe": {"number": 1}}


def test_fields_unknown_here_are_passed_over_and_missing_ones_take_their_default() -> None:
    assert from_json(Outer, {"name": "x", "of_a_later_version": [1]}) == Outer("x")


@pytest.mark.parametrize("broken", [{}, {"name": "x", "colour": "blue"}])
def test_what_is_no_such_value_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        from_json(Outer, broken)
