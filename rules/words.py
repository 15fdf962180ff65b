"""Word lists of the rules, kept as data, and the plain form in which texts are compared with them."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

# Some write "(at)" to hide the address from machines that send advertisements.
MAIL_ADDRESS = re.compile(
    r"[\w.+-]+\s?(?:@|[(\[{]\s?(?:at|a|@|snabel-?a)\s?[)\]}])\s?[\w-]+\s?(?:\.|[(\[{]\s?(?:dot|punktum)\s?[)\]}])\s?\w",
    re.IGNORECASE,
)
_NOT_WORD = re.compile(r"[\W_]+")
_KEPT = 8_192
_KEPT_MAX_CHARACTERS = 200
"""Names of links and buttons are asked for by several rules, on page after page."""


def plain(text: str) -> str:
    """Return the words of `text` in lower case, one space between; punctuation, arrows and symbols are gone."""
    return (_plain_kept if len(text) <= _KEPT_MAX_CHARACTERS else _plain)(text)


def _plain(text: str) -> str:
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


_plain_kept = lru_cache(maxsize=_KEPT)(_plain)


@cache
def word_list(name: str, table: str) -> frozenset[str]:
    """Return one table of `rules/data/<name>.toml`, all its languages together, in plain form."""
    return frozenset().union(*word_table(name, table).values())


@cache
def word_table(name: str, table: str) -> Mapping[str, frozenset[str]]:
    """Return one table of `rules/data/<name>.toml` by its keys, in plain form."""
    source = files("rules").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(source)
    return {key: frozenset(map(plain, phrases)) for key, phrases in tables[table].items()}


def is_made_of(text: str, phrases: frozenset[str]) -> bool:
    """Whether `text`, in plain form and not empty, is one or more of `phrases` one after another."""
    words = text.split()
    reached = {0}
    longest = _longest(phrases)
    for start in range(len(words)):
        if start not in reached:
            continue
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            if " ".join(words[start:end]) in phrases:
                reached.add(end)
    return bool(words) and len(words) in reached


@cache
def _longest(phrases: frozenset[str]) -> int:
    return max(len(phrase.split()) for phrase in phrases)
