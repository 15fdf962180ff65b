"""Addresses that belong together: those that differ in a number, a date, a token, a spelling or a filter."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from crawler.survey.sketch import CALENDAR_WORDS
from crawler.survey.urls import identity, is_token

SAME_SEGMENT_MAX = 3
_NUMBER = re.compile(r"\d+")
_YEAR, _MONTH, _DAY = r"(?:19|20|21)\d\d", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?<!\d)(?:{_YEAR}[-/._]{_MONTH}(?:[-/._]{_DAY})?|{_DAY}[-/._]{_MONTH}[-/._]{_YEAR}|{_YEAR}[-/]?[wu]\d\d?"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)"
)
_NAMED_MONTH = re.compile(
    rf"{CALENDAR_WORDS.pattern}[-_/. ]{_YEAR}(?!\d)|(?<!\d){_YEAR}[-_/. ]{CALENDAR_WORDS.pattern}"
)
_CALENDAR_PATH = re.compile(r"/[^/]*(?:calendar|kalender)[^/]*(?:/|$)")
_DATE_NAMES = re.compile(
    r"(?:date|dato|datum|day|dag|month|maaned|måned|md|mnd|monat|year|aar|år|uge|week|fra|til|from|to|start|end"
    r"|startdate|enddate|startdato|slutdato|cal|kalender|calendar)$"
)
_PLACE_IN_LIST = re.compile(r"(?:\[|%5B)\d+(?:\]|%5D)(?==)", re.IGNORECASE)
_INDEX_FILE = re.compile(r"/(?:index|default|forside|startside|start|home|hjem)(?:\.[a-z]{2,5})?$")


def shape(url: str) -> str:
    """Return an address with numbers, names of months and tokens struck out: the same for all of one series."""
    path, query, _ = _readable(url)
    steps = "/".join(_struck(segment) for segment in path.split("/"))
    pairs = (parameter.partition("=") for parameter in query.split("&"))
    return f"{steps}?" + "&".join(f"{name}={_struck(value)}" for name, _, value in pairs)


def tokens(url: str) -> tuple[tuple[str, str], ...]:
    """Return the parts of an address that look drawn at random, each with its slot: what comes before it."""
    path, query, _ = _readable(url)
    segments = path.split("/")
    found = [
        ("/".join(map(_struck, segments[: place + 1])), segment)
        for place, segment in enumerate(segments)
        if is_token(segment)
    ]
    for parameter in query.split("&"):
        name, _, value = parameter.partition("=")
        if is_token(value):
            found.append((f"?{name}", value))
    return tuple(found)


def without_sessions(url: str, slots: frozenset[str]) -> str:
    """Return what is shared by addresses that differ in the tokens of some slots only."""
    text = identity(url)
    for slot, token in tokens(url):
        if slot in slots:
            text = text.replace(token, "*")
    return text


def kin(url: str) -> str:
    """Return what addresses share that many servers take for one.

    They differ in case, in how letters are encoded, in a slash at the end, or in naming the folder's index file.
    """
    path, query, _ = (unicodedata.normalize("NFC", part).casefold() for part in _readable(url))
    return f"{_INDEX_FILE.sub('/', path).rstrip('/')}?{query}"


def in_any_order(url: str) -> str:
    """Return what addresses share that take the same steps in another order, such as filters written into the path."""
    path, _, query = kin(url).partition("?")
    return f"{'/'.join(sorted(path.split('/')))}?{query}"


def section(url: str) -> str:
    """Return the first step of an address: pages of one section are mostly made the same way."""
    return urlsplit(url).path.split("/")[1]


def is_dated(url: str) -> bool:
    """Say whether an address looks like a day, week or month of a calendar."""
    path, query, _ = (part.casefold() for part in _readable(url))
    if any(pattern.search(part) for pattern in (_DATE, _NAMED_MONTH) for part in (path, query)):
        return True
    if _CALENDAR_PATH.search(path) and _NUMBER.search(path + query):
        return True
    pairs = (parameter.partition("=") for parameter in query.split("&"))
    return any(_DATE_NAMES.match(name) and _NUMBER.search(value) for name, _, value in pairs)


def is_growing(url: str) -> bool:
    """Say whether a path goes in circles: the same steps three times in a row, or one step over and over."""
    steps = [segment for segment in urlsplit(url).path.split("/") if segment]
    counts = {step: steps.count(step) for step in steps}
    if max(counts.values(), default=0) > SAME_SEGMENT_MAX:
        return True
    for length in range(1, len(steps) // 3 + 1):
        for start in range(len(steps) - 3 * length + 1):
            block = steps[start : start + length]
            # "2011/11/11/11" is a date with a number, not a circle.
            if not all(step.isdigit() for step in block) and block * 3 == steps[start : start + 3 * length]:
                return True
    return False


def lies_within(url: str, other: str) -> bool:
    """Say whether the steps of the shorter path `url` all occur, in order, in the longer path `other`."""
    short = [segment for segment in urlsplit(url).path.split("/") if segment]
    long = [segment for segment in urlsplit(other).path.split("/") if segment]
    rest = iter(long)
    return len(short) < len(long) and all(step in rest for step in short)


def steps(url: str) -> frozenset[str]:
    """Return the steps of a path, whatever their order."""
    return frozenset(filter(None, kin(url).partition("?")[0].split("/")[1:]))


def parameters(url: str) -> frozenset[str]:
    """Return the parameters of an address as name=value; of a list (`f[0]=a&f[1]=b`) the places do not count."""
    query = _PLACE_IN_LIST.sub("[]", urlsplit(url).query)
    return frozenset(query.split("&")) if query else frozenset()


def parameter_names(url: str) -> tuple[str, ...]:
    """Return the names of the parameters of an address, in order of the alphabet."""
    return tuple(sorted(parameter.partition("=")[0] for parameter in parameters(url)))


def page_of(url: str) -> str:
    """Return the address without its parameters: the page whose filters they are."""
    return identity(url).partition("?")[0]


def _readable(url: str) -> tuple[str, str, str]:
    """Return path, query and fragment with their escapes undone, parameters in order."""
    parts = urlsplit(f"//{identity(url)}")
    return unquote(parts.path), unquote(parts.query), parts.fragment


def _struck(text: str) -> str:
    if is_token(text):
        return "*"
    return CALENDAR_WORDS.sub("~", _NUMBER.sub("0", text.casefold()))
