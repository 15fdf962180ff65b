"""Finds where a page's scripts would take its readers: addresses written in handlers, scripts and data attributes."""

import re
from collections.abc import Iterator
from typing import Any

from crawler.survey.sketch import runs

SCRIPT_CHARACTERS_MAX = 200_000
HANDLER_CHARACTERS_MAX = 20_000
OPTIONS_MAX = 200

_ADDRESS = r"""(?:https?:/)?/[^"'\s<>{}$]*|[.\w-]+[./?][^"'\s<>{}$]*"""
_ASSIGNED_LOCATION = re.compile(
    r"""(?:\blocation(?:\.href)?\s*=(?!=)\s*|\blocation\.(?:assign|replace)\(\s*|\bwindow\.open\(\s*)(["'])(.{1,2000}?)\1\s*[;,)}\n]"""
)
# A function of the page's own, whose name says that it takes one to the address it is given.
_CALLED = re.compile(
    rf"""\b\w*(?:go_?to|gaa?_?til|navigate|redirect|visit|open_?(?:page|url|link|side))\w*\(\s*(["'])({_ADDRESS})\1\s*[,)]""",
    re.IGNORECASE,
)
# "location = row.dataset.url": what the attribute data-url holds is where a click leads.
_FROM_DATA = re.compile(
    r"""\blocation(?:\.href)?\s*(?:=(?!=)|\.(?:assign|replace)\()[^;\n]{0,200}?"""
    r"""(?:\bdataset\.(\w+)|\bdataset\[["'](\w+)["']\]|\bdata\(["']([\w-]+)["']\)|["']data-([\w-]+)["'])"""
)
_CAPITAL = re.compile(r"[A-Z]")
_LOOKS_LIKE_ADDRESS = re.compile(_ADDRESS)
_CLICKED_BY_CUSTOM = "data-href"
"""The usual name for where a row or a card leads that is clickable as a whole."""


def of_handler(element: Any) -> Iterator[str]:
    """Yield where a click on an element leads, as its handler is written."""
    handler = element.get("onclick")
    if handler:
        said = handler[:HANDLER_CHARACTERS_MAX] + ";"
        for pattern in (_ASSIGNED_LOCATION, _CALLED):
            yield from (match[2] for match in pattern.finditer(said))
    chosen = element.get("onchange") if element.tag == "select" else None
    if chosen and ("location" in chosen or _takes_on(chosen)):
        for option in list(element.iter("option"))[:OPTIONS_MAX]:
            yield from _address(option.get("value", ""))


def of_script(script: Any) -> Iterator[str]:
    """Yield where a script in the page takes the reader, once something is clicked."""
    for assigned in _ASSIGNED_LOCATION.finditer(_code(script)):
        yield from _address(assigned[2])


def data_names(root: Any) -> frozenset[str]:
    """Return the data attributes that hold addresses, as the page's own scripts use them."""
    names = {_CLICKED_BY_CUSTOM}
    for script in root.iter("script"):
        for match in _FROM_DATA.finditer(_code(script)):
            name = next(filter(None, match.groups()))
            names.add("data-" + _CAPITAL.sub(lambda letter: f"-{letter[0].lower()}", name))
    return frozenset(names)


def of_data(element: Any, names: frozenset[str]) -> Iterator[str]:
    """Yield the addresses in an element's data attributes of some names."""
    for name in names:
        yield from _address(element.get(name, ""))


def _code(script: Any) -> str:
    return (script.text or "")[:SCRIPT_CHARACTERS_MAX] if runs(script) else ""


def _takes_on(handler: str) -> bool:
    return bool(re.search(r"window\.open|go_?to|navigate|redirect", handler, re.IGNORECASE))


def _address(text: str) -> Iterator[str]:
    stripped = text.strip()
    if stripped and _LOOKS_LIKE_ADDRESS.fullmatch(stripped):
        yield stripped
