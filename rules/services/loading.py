"""Reads a country's table of services from its data file and refuses one that is not right, saying where."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from rules.model import Text
from rules.services.model import (
    Contact,
    Elsewhere,
    EvidenceClass,
    Group,
    LinkPattern,
    Logins,
    Maps,
    NumberKind,
    OldName,
    OldNames,
    Row,
    ServiceTable,
    Signal,
)

_Made = TypeVar("_Made")
_NUMBER = re.compile(r"S\d\d[a-z]?")
_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class ServiceTableError(Exception):
    """Raised when a table of services is not as it must be, by `read_table`; the message says where and what."""


def read_table(country: str, source: str) -> ServiceTable:
    """Return the table in `source`, a TOML text; raises ServiceTableError."""
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ServiceTableError(f"{country}: {error}") from error
    at = _At(country, values)
    table = ServiceTable(
        country=country,
        source=at.text("source"),
        rows=tuple(_row(row) for row in at.tables("rows")),
        old_names=_old_names(at.table("old_names")),
        maps=_maps(at.table("maps")),
        logins=_logins(at.table("logins")),
        numbers=_numbers(at.table("numbers")) if "numbers" in values else None,
        share_through=at.take("share_through", str, ""),
        share_others=at.take("share_others", str, ""),
    )
    at.end()
    _check(table)
    return table


class _At:
    """One table of the file, taken apart key by key; a key that nobody takes is an error."""

    def __init__(self, place: str, values: Mapping[str, Any]) -> None:
        self.place = place
        self._left = dict(values)

    def wrong(self, what: str) -> ServiceTableError:
        return ServiceTableError(f"{self.place}: {what}")

    def take(self, key: str, kind: type[_Made], default: _Made | None = None) -> _Made:
        """Return a value of the right type; an error where it is missing and there is no default."""
        value = self._left.pop(key, default)
        if value is None:
            raise self.wrong(f"{key} is missing")
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise self.wrong(f"{key} must be {kind.__name__}, not {value!r}")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        values = self.take(key, list, [])
        if not all(isinstance(value, str) and value for value in values):
            raise self.wrong(f"{key} must be a list of texts")
        return tuple(values)

    def text(self, key: str) -> Text:
        values = self.take(key, dict)
        if set(values) != {"da", "en"} or not all(isinstance(v, str) and v.strip() for v in values.values()):
            raise self.wrong(f"{key} must be a text in da and en")
        return Text(**values)

    def text_or_none(self, key: str) -> Text | None:
        return self.text(key) if key in self._left else None

    def pattern(self, key: str) -> re.Pattern[str] | None:
        return self._compiled(key, self.take(key, str)) if key in self._left else None

    def patterns(self, key: str) -> tuple[re.Pattern[str], ...]:
        return tuple(self._compiled(key, one) for one in self.strings(key))

    def pattern_table(self, key: str) -> dict[str, re.Pattern[str]]:
        return {name.lower(): self._compiled(key, one) for name, one in self.take(key, dict, {}).items()}

    def table(self, key: str) -> "_At":
        return _At(f"{self.place}, {key}", self.take(key, dict, {}))

    def tables(self, key: str) -> list["_At"]:
        values = self.take(key, list, [])
        return [_At(f"{self.place}, {key} {position}", one) for position, one in enumerate(values, 1)]

    def word(self, key: str, make: Callable[[str], _Made]) -> _Made:
        value = self.take(key, str)
        try:
            return make(value)
        except ValueError as error:
            raise self.wrong(f"{key}: {error}") from error

    def word_or_none(self, key: str, make: Callable[[str], _Made]) -> _Made | None:
        return self.word(key, make) if key in self._left else None

    def end(self) -> None:
        if self._left:
            raise self.wrong(f"does not know {', '.join(sorted(self._left))}")

    def _compiled(self, key: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(pattern)
        except re.error as error:
            raise self.wrong(f"{key}: {pattern!r}: {error}") from error


def _row(at: _At) -> Row:
    number = at.take("number", str)
    at.place = number
    row = Row(
        number=number,
        group=at.word("group", Group),
        asked=at.text("asked"),
        quote=at.take("quote", str),
        today=at.text("today"),
        evidence=at.word("evidence", EvidenceClass),
        deadline=at.take("deadline", str, ""),
        note=at.text_or_none("note"),
        signals=tuple(_signal(signal) for signal in at.tables("signals")),
        also=at.strings("also"),
        against=at.strings("against"),
        elsewhere=at.word_or_none("elsewhere", Elsewhere),
        rules=at.strings("rules"),
    )
    at.end()
    return row


def _signal(at: _At) -> Signal:
    signal = Signal(
        id=at.take("id", str),
        name=at.text("name"),
        links=_links(at, "links"),
        frames=_links(at, "frames"),
        resources=_links(at, "resources"),
        forms=_links(at, "forms"),
        fields=frozenset(name.lower() for name in at.strings("fields")),
        metas=frozenset(name.lower() for name in at.strings("metas")),
        classes=frozenset(at.strings("classes")),
        texts=at.patterns("texts"),
        paths=at.patterns("paths"),
        headers=at.pattern_table("headers"),
        contact=at.word_or_none("contact", Contact),
        numbers=at.take("numbers", bool, False),
        is_dated=at.take("dated", bool, False),
        is_key=at.take("key", bool, False),
    )
    at.end()
    return signal


def _links(at: _At, key: str) -> tuple[LinkPattern, ...]:
    return tuple(_link(one) for one in at.tables(key))


def _link(at: _At) -> LinkPattern:
    pattern = LinkPattern(
        hosts=at.strings("hosts"),
        address=at.pattern("address"),
        text=at.pattern("text"),
        off_site=at.take("off_site", bool, False),
    )
    at.end()
    if not (pattern.hosts or pattern.address or pattern.text):
        raise at.wrong("needs hosts, address or text")
    return pattern


def _old_names(at: _At) -> OldNames:
    names = OldNames(
        names=tuple(_old_name(one) for one in at.tables("names")),
        history=at.pattern("history"),
        kept_paths=at.pattern("kept_paths"),
        kept_titles=at.pattern("kept_titles"),
        archives=at.pattern("archives"),
    )
    at.end()
    return names


def _old_name(at: _At) -> OldName:
    name = OldName(
        id=at.take("id", str),
        name=at.take("name", str),
        successor=at.text("successor"),
        until=at.take("until", date),
        certain=at.pattern("certain"),
        doubtful=at.pattern("doubtful"),
        beside=at.pattern("beside"),
        hosts=at.strings("hosts"),
    )
    at.end()
    if not (name.certain or name.doubtful or name.hosts):
        raise at.wrong("needs certain, doubtful or hosts")
    return name


def _maps(at: _At) -> Maps:
    maps = Maps(_links(at, "frames"), frozenset(at.strings("classes")), at.pattern("instead"))
    at.end()
    return maps


def _logins(at: _At) -> Logins:
    logins = Logins(_links(at, "links"), at.strings("follow"), at.strings("signals"), at.strings("closed"))
    at.end()
    return logins


def _numbers(at: _At) -> NumberKind:
    pattern = at.pattern("labels")
    if pattern is None:
        raise at.wrong("labels is missing")
    kind = NumberKind(at.take("prefix", str), at.take("owners_prefix", str), pattern)
    at.end()
    return kind


_LOOKS = tuple(one.name for one in fields(Signal) if one.name not in {"id", "name", "is_dated", "is_key"})


def _check(table: ServiceTable) -> None:
    """Refuse a table whose rows and signals do not fit together."""
    _no_two(table.country, "number", (row.number for row in table.rows))
    _no_two(table.country, "signal", (signal.id for signal in table.signals))
    _no_two(table.country, "old name", (name.id for name in table.old_names.names))
    for row in table.rows:
        if not _NUMBER.fullmatch(row.number):
            raise ServiceTableError(f"{row.number}: a number is S and two digits")
        is_seen = bool(row.signal_ids) or row.elsewhere is not None
        if is_seen is (row.evidence is EvidenceClass.NOT_OBSERVABLE):
            raise ServiceTableError(f"{row.number}: is {row.evidence.value} and has signals or none")
        if not is_seen and row.note is None:
            raise ServiceTableError(f"{row.number}: must say in a note why nothing of it can be seen")
        if row.signal_ids and not set(row.against) < set(row.signal_ids):
            raise ServiceTableError(f"{row.number}: against must name some of its signals, and not all")
        for signal in row.signals:
            _check_signal(row, signal)
    known = {signal.id for signal in table.signals}
    of_rows = (signal for row in table.rows for signal in row.also)
    logins = (*table.logins.follow, *table.logins.signals, *table.logins.closed)
    for named in (table.share_through, table.share_others, *of_rows, *logins):
        if named and named not in known:
            raise ServiceTableError(f"{table.country}: no signal is called {named}")
    if table.numbers is None and any(signal.numbers for signal in table.signals):
        raise ServiceTableError(f"{table.country}: a signal asks for numbers, but no numbers are described")


def _check_signal(row: Row, signal: Signal) -> None:
    if not _IDENTIFIER.fullmatch(signal.id):
        raise ServiceTableError(f"{row.number}: {signal.id!r} is no id of small letters, digits and hyphens")
    if not any(getattr(signal, name) for name in _LOOKS):
        raise ServiceTableError(f"{row.number}: {signal.id} looks for nothing")
    if signal.is_dated and not signal.links:
        raise ServiceTableError(f"{row.number}: {signal.id} takes years from links and has none")


def _no_two(country: str, kind: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ServiceTableError(f"{country}: the {kind} {value} is there twice")
        seen.add(value)
