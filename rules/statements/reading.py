"""Reads one accessibility statement: its parts, status, dates, method, contacts and what it says is not accessible."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from rules.countries import Compliance, Country, Method, Part
from rules.dates import FoundDate, find_dates, find_periods
from rules.site_evidence import Block, BlockKind, StatementPage
from rules.statements.recognition import part_within
from rules.words import MAIL_ADDRESS, plain

ITEMS_MAX = 60
ITEM_MAX_CHARACTERS = 300
_LABEL_WORDS_MAX = 8
_INACCESSIBLE_PARTS = (Part.NONCOMPLIANCE, Part.BURDEN, Part.OUTSIDE)
# "Act no. 692 of 8 June 2018" in any language: a number, a short word, and then the date.
_CITATION = re.compile(r"\d\s+\w{1,4}\s+(?:den\s+)?$")


class WrittenContact(StrEnum):
    """A way to write to the authority."""

    MAIL = "mail"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Inaccessible:
    """Something the authority itself says is not accessible, in its own words, and under which of the three heads."""

    part: Part
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement says. Texts are the statement's own; empty values were not found.

    `updated` is the latest date of preparation or review that is not after the day it was read; `odd_date` is one that
    cannot be, or lies ahead. `telephone` and `written` stand in the feedback part, those `elsewhere` outside it and
    outside the part about the supervisor. `perhaps_written` is a link in the feedback part that may lead to a way to
    write.
    """

    page: StatementPage
    parts: frozenset[Part] = frozenset()
    is_own_law: bool = False
    is_other_law: bool = False
    statuses: tuple[Compliance, ...] = ()
    inaccessible: tuple[Inaccessible, ...] = ()
    says_what_is_missing: bool = False
    updated: FoundDate | None = None
    odd_date: str = ""
    methods: tuple[Method, ...] = ()
    telephone: str = ""
    telephone_elsewhere: str = ""
    written: WrittenContact | None = None
    written_elsewhere: WrittenContact | None = None
    perhaps_written: str = ""
    points_to_supervisor: bool = False

    @property
    def gives_contact(self) -> bool:
        """Whether the statement says, anywhere, how to reach the authority."""
        ways = (self.telephone, self.written, self.telephone_elsewhere, self.written_elsewhere)
        return Part.FEEDBACK in self.parts or any(ways)

    def names(self, host: str) -> bool:
        """Say whether the statement names a host, in words or in a link."""
        bare = host.lower().removeprefix("www.")
        # An e-mail address at the host is no name of the site.
        named = re.compile(
            "|".join(rf"(?<![\w@.-])(?:www\.)?{re.escape(name)}" for name in (bare, _as_read(bare)))
        )
        return any(
            named.search(block.text.lower()) or any(_host(link.url) == bare for link in block.links)
            for block in self.page.blocks
        )

    def mentions(self, name: str) -> bool:
        """Say whether the statement holds a name, such as the authority's."""
        return any(
            plain(name) in plain(block.text)
            for block in (*self.page.blocks, Block(BlockKind.HEADING, self.page.title))
        )


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block with the part it stands in; `label` is the short line before it."""

    block: Block
    part: Part | None
    is_heading: bool
    label: str


def read_statement(page: StatementPage, country: Country, on: date) -> Statement:
    """Return what a page says, read as an accessibility statement of `country` on a day."""
    model = country.statement
    placed = list(_placed(page, country))
    text = plain(" ".join(block.text for block in page.blocks))
    feedback = [one for one in placed if one.part is Part.FEEDBACK]
    elsewhere = [one for one in placed if one.part not in {Part.FEEDBACK, Part.ENFORCEMENT}]
    updated, odd_date = _updated(placed, country, on)
    return Statement(
        page=page,
        parts=frozenset(one.part for one in placed if one.part is not None),
        is_own_law=_holds(text, model.own_law),
        is_other_law=_holds(text, model.other_law),
        statuses=_statuses(placed, country),
        inaccessible=tuple(_inaccessible(placed))[:ITEMS_MAX],
        says_what_is_missing=any(map(_says_what_is_missing, placed)),
        updated=updated,
        odd_date=odd_date,
        methods=_methods(placed, country),
        telephone=_telephone(feedback, country),
        telephone_elsewhere=_telephone(elsewhere, country),
        written=_written(feedback, country),
        written_elsewhere=_written(elsewhere, country),
        perhaps_written=_perhaps_written(feedback, country),
        points_to_supervisor=_points_to_supervisor(page, country),
    )


def _placed(page: StatementPage, country: Country) -> Iterator[_Placed]:
    part: Part | None = None
    level = 0
    label = ""
    for block in page.blocks:
        begins = part_within(block, country)
        if begins is not None:
            part, level = begins, block.level or level + 1
        elif block.kind is BlockKind.HEADING and block.level <= level:
            part = None  # a heading of its own beside the part, not one inside it
        yield _Placed(block, part, begins is not None or block.kind is BlockKind.HEADING, label)
        label = block.text if len(block.text.split()) <= _LABEL_WORDS_MAX else ""


def _statuses(placed: Sequence[_Placed], country: Country) -> tuple[Compliance, ...]:
    inside = [one for one in placed if one.part is Part.STATUS]
    # Without a heading for it the status stands before the lists, where "does not comply" means something else.
    blocks = inside or [one for one in placed if one.part not in {*_INACCESSIBLE_PARTS, Part.INACCESSIBLE}]
    texts = [plain(one.block.text) for one in blocks]
    return tuple(
        status
        for status, patterns in country.statement.status.items()
        if any(re.search(pattern, text) for pattern in patterns for text in texts)
    )


def _inaccessible(placed: Iterable[_Placed]) -> Iterator[Inaccessible]:
    for one in placed:
        text = one.block.text
        is_lead_in = one.is_heading or text.rstrip().endswith(":")
        if one.part is not None and one.part in _INACCESSIBLE_PARTS and text and not is_lead_in:
            yield Inaccessible(one.part, text[:ITEM_MAX_CHARACTERS])


def _says_what_is_missing(one: _Placed) -> bool:
    """Whether a block tells what is not accessible, also where that is not parted under the model's three heads."""
    is_there = one.part in {*_INACCESSIBLE_PARTS, Part.INACCESSIBLE}
    is_long = one.block.kind is BlockKind.ITEM or len(one.block.text.split()) > _LABEL_WORDS_MAX
    return is_there and is_long and not one.block.text.rstrip().endswith(":")


def _updated(placed: Iterable[_Placed], country: Country, on: date) -> tuple[FoundDate | None, str]:
    labels = (*country.statement.prepared, *country.statement.reviewed)
    past: list[FoundDate] = []
    odd = ""
    for one in placed:
        if one.part in {*_INACCESSIBLE_PARTS, Part.INACCESSIBLE}:
            continue  # dates there say when something will be mended
        is_labelled = _holds(plain(f"{one.label} {one.block.text}"), labels)
        if one.part is not Part.PREPARATION and not is_labelled:
            continue
        text = one.block.text
        dates = find_dates(text, country.languages)
        for found in dates or (find_periods(text, country.languages) if is_labelled else ()):
            if _CITATION.search(one.block.text[: found.start]):
                continue
            if found.first is not None and found.first <= on:
                past.append(found)
            else:
                odd = odd or found.text
    return max(past, key=lambda found: found.last or on, default=None), odd


def _methods(placed: Iterable[_Placed], country: Country) -> tuple[Method, ...]:
    text = plain(" ".join(one.block.text for one in placed if one.part is Part.PREPARATION))
    return tuple(method for method, words in country.statement.method.items() if _holds(text, words))


def _telephone(placed: Iterable[_Placed], country: Country) -> str:
    pattern = country.statement.telephone
    for one in placed:
        for link in one.block.links:
            if link.url.lower().startswith("tel:"):
                return link.url[4:]
        dates = find_dates(one.block.text, country.languages)
        for match in re.finditer(pattern, one.block.text) if pattern else ():
            before = plain(one.block.text[: match.start()])
            is_date = any(found.start <= match.end() and match.start() <= found.start for found in dates)
            if not before.endswith(country.statement.no_telephone_after) and not is_date:
                return match[0].strip()
    return ""


def _written(placed: Iterable[_Placed], country: Country) -> WrittenContact | None:
    found: WrittenContact | None = None
    for one in placed:
        if MAIL_ADDRESS.search(one.block.text) or any(
            link.url.lower().startswith("mailto:") for link in one.block.links
        ):
            return WrittenContact.MAIL
        leads_to_form = any(
            _holds(plain(link.text), country.statement.written) for link in one.block.links
        ) or (bool(one.block.links) and _holds(plain(one.block.text), country.statement.written))
        if one.block.kind is BlockKind.FORM or leads_to_form:
            found = WrittenContact.FORM
    return found


def _perhaps_written(placed: Iterable[_Placed], country: Country) -> str:
    """Return the address of a link that says in words of its own that one may turn to the authority there."""
    links = (link for one in placed for link in one.block.links if link.url.lower().startswith("http"))
    return next((one.url for one in links if _holds(plain(one.text), country.statement.perhaps_written)), "")


def _points_to_supervisor(page: StatementPage, country: Country) -> bool:
    supervisor = country.supervisor
    if supervisor is None:
        return False
    return any(
        _holds(plain(block.text), supervisor.names)
        or any(_host(link.url).endswith(supervisor.hosts) for link in block.links)
        for block in page.blocks
    )


def _holds(text: str, phrases: Iterable[str]) -> bool:
    """Whether plain text holds one of the phrases at the beginning of a word."""
    padded = f" {text}"
    return any(f" {phrase}" in padded for phrase in phrases)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def _as_read(host: str) -> str:
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host
