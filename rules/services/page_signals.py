"""The signals that a page itself shows, seen in one pass; links are matched later, once for the whole site."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from bs4 import Tag

from rules.addresses import absolute
from rules.evidence import SignalFact
from rules.page_view import Page
from rules.services import service_table
from rules.services.addresses import AddressIndex, plain_address
from rules.services.model import Contact, LinkPattern, ServiceTable, Signal
from rules.services.numbers import find_numbers
from rules.services.sought import Sought, sought
from rules.services.text import blocks

VALUE_MAX_CHARACTERS = 120
_AROUND_CHARACTERS = 40
_EMBEDDING = {"embed": "src", "frame": "src", "iframe": "src", "object": "data"}
_FETCHING = {"link": "href", "script": "src"}
_NAMED_TAGS = frozenset({"a", "input", "meta", "textarea"})
_SCHEMES = {"tel": Contact.TELEPHONE, "mailto": Contact.MAIL}


@dataclass(frozen=True, slots=True)
class _Index:
    """A table made ready to search pages."""

    table: ServiceTable
    frames: AddressIndex
    resources: AddressIndex
    forms: AddressIndex
    texts: tuple[tuple[Signal, tuple[Sought, ...]], ...]
    with_paths: tuple[Signal, ...]
    with_headers: tuple[Signal, ...]
    with_numbers: tuple[Signal, ...]
    fields: dict[str, list[str]]
    metas: dict[str, list[str]]
    classes: dict[str, list[str]]
    contacts: dict[Contact, list[str]]


@cache
def _index(country: str) -> _Index:
    table = service_table(country)
    signals = table.signals
    return _Index(
        table=table,
        frames=AddressIndex(_patterns((signal.id, signal.frames) for signal in signals)),
        resources=AddressIndex(_patterns((signal.id, signal.resources) for signal in signals)),
        forms=AddressIndex(_patterns((signal.id, signal.forms) for signal in signals)),
        texts=tuple((signal, sought(signal.texts)) for signal in signals if signal.texts),
        with_paths=tuple(signal for signal in signals if signal.paths),
        with_headers=tuple(signal for signal in signals if signal.headers),
        with_numbers=tuple(signal for signal in signals if signal.numbers),
        fields=_by_name((signal.id, signal.fields) for signal in signals),
        metas=_by_name((signal.id, signal.metas) for signal in signals),
        classes=_by_name((signal.id, signal.classes) for signal in signals),
        contacts={
            contact: [signal.id for signal in signals if signal.contact is contact] for contact in Contact
        },
    )


def _patterns(of_signals: Iterable[tuple[str, Iterable[LinkPattern]]]) -> Iterator[tuple[str, LinkPattern]]:
    for signal, patterns in of_signals:
        for pattern in patterns:
            yield signal, pattern


def _by_name(of_signals: Iterable[tuple[str, Iterable[str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for signal, names in of_signals:
        for name in names:
            found.setdefault(name, []).append(signal)
    return found


def page_signals(page: Page) -> tuple[SignalFact, ...]:
    """Return the signals of a page in the table's order, each once, with the first thing that showed it.

    Telephone numbers and addresses of mail are not kept, only that there are some.
    """
    index = _index(page.country.code)
    if not index.table.rows:
        return ()
    found: dict[str, str] = {}
    for signal, value in (*_in_tags(page, index), *_in_text(page, index), *_in_answer(page, index)):
        found.setdefault(signal, " ".join(value.split())[:VALUE_MAX_CHARACTERS])
    return tuple(
        SignalFact(signal.id, found[signal.id]) for signal in index.table.signals if signal.id in found
    )


def _in_tags(page: Page, index: _Index) -> Iterator[tuple[str, str]]:
    """Yield signal and value of what elements show."""
    base = page.evidence.final_url
    own_host = urlsplit(base).netloc
    addresses = _addresses(index)
    for tag in page.tags:
        for word in tag.get_attribute_list("class"):
            for signal in index.classes.get(word or "", ()):
                yield signal, f".{word}"
        if tag.name in addresses:
            in_place, attribute = addresses[tag.name]
            yield from _at(in_place, base, tag.get(attribute), own_host, str(tag.get("title") or ""))
        elif tag.name in _NAMED_TAGS:
            yield from _named(tag, index)


def _addresses(index: _Index) -> Mapping[str, tuple[AddressIndex, str]]:
    return {
        **{name: (index.frames, attribute) for name, attribute in _EMBEDDING.items()},
        **{name: (index.resources, attribute) for name, attribute in _FETCHING.items()},
        "form": (index.forms, "action"),
    }


def _named(tag: Tag, index: _Index) -> Iterator[tuple[str, str]]:
    """Yield what links to call or write, fields and meta elements show."""
    name = str(tag.get("name") or tag.get("property") or "").lower()
    match tag.name:
        case "a":
            contact = _SCHEMES.get(str(tag.get("href") or "").strip().lower().partition(":")[0])
            found, value = index.contacts.get(contact, ()) if contact else (), ""
        case "input":
            found, value = index.fields.get(name, ()), name
        case "textarea":
            is_in_form = tag.find_parent("form") is not None
            found, value = index.contacts[Contact.FORM] if is_in_form else (), ""
        case _:
            found, value = index.metas.get(name, ()), str(tag.get("content") or "")
    for signal in found:
        yield signal, value


def _at(
    index: AddressIndex, base: str, address: object, own_host: str, text: str = ""
) -> Iterator[tuple[str, str]]:
    if not isinstance(address, str) or not address.strip():
        return
    try:
        url = absolute(base, address.strip())
    except ValueError:
        return
    for signal in index.find(url, text, own_host):
        yield signal, plain_address(url)[1].partition("?")[0]


def _in_text(page: Page, index: _Index) -> Iterator[tuple[str, str]]:
    text = "\n".join(text for _, text in blocks(page))
    # Once for the page: patterns in lower case find their first letters faster than those that ignore case.
    lower = text.lower()
    is_same_length = len(lower) == len(text)
    for signal, texts in index.texts:
        for one in texts:
            if match := one.search(lower):
                shown = _around(text if is_same_length else lower, match.start(), match.end())
                yield signal.id, "" if signal.contact else shown
                break
    if index.table.numbers is not None and index.with_numbers:
        number = next((one for one in find_numbers(text, index.table.numbers) if one.is_valid), None)
        if number is not None:
            for signal in index.with_numbers:
                yield signal.id, number.digits


def _around(text: str, start: int, end: int) -> str:
    """Return the words found with those around them on the same line."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    first = max(line_start, start - _AROUND_CHARACTERS)
    last = min(line_end, end + _AROUND_CHARACTERS)
    return f"{'…' if first > line_start else ''}{text[first:last]}{'…' if last < line_end else ''}"


def _in_answer(page: Page, index: _Index) -> Iterator[tuple[str, str]]:
    evidence = page.evidence
    address = plain_address(evidence.final_url)[1] if index.with_paths else ""
    for signal in index.with_paths:
        if any(pattern.search(address) for pattern in signal.paths):
            yield signal.id, address
    for signal in index.with_headers:
        for name, pattern in signal.headers.items():
            if (value := evidence.headers.get(name)) and pattern.search(value):
                yield signal.id, f"{name}: {value}"
