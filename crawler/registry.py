"""The registry: authorities and their sites from a CSV file, checked whole before any of it is used."""

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Self

from crawler.errors import CrawlerError
from crawler.registry_messages import MESSAGES
from crawler.survey.urls import identity, normalise
from rules.countries import DEFAULT_CODE, codes
from rules.model import Language, Text

BUNDLED = Path(__file__).with_name("data") / "authorities_dk.csv"
"""The Danish list that comes with the tool; its caveats are in authorities_dk.md beside it."""

FILE_BYTES_MAX = 50_000_000
PROBLEMS_SHOWN_MAX = 50
_SITE_ID_CHARACTERS_MAX = 80
_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Level(StrEnum):
    """The levels of Decision (EU) 2018/1524, Annex I 2.2.2."""

    STATE = "state"
    REGION = "region"
    MUNICIPALITY = "municipality"
    PUBLIC_LAW_BODY = "public-law-body"


class Service(StrEnum):
    """The kinds of service of Decision (EU) 2018/1524, Annex I 2.2.3."""

    SOCIAL_PROTECTION = "social-protection"
    HEALTH = "health"
    TRANSPORT = "transport"
    EDUCATION = "education"
    EMPLOYMENT_TAXES = "employment-taxes"
    ENVIRONMENT = "environment"
    RECREATION_CULTURE = "recreation-culture"
    HOUSING = "housing"
    PUBLIC_ORDER = "public-order"


@dataclass(frozen=True, slots=True)
class Authority:
    """A public body. Empty values are unknown; `valid_from` and `valid_to` are its first and last day.

    `country` names the profile whose formal duties hold for it.
    """

    id: str
    name: str
    level: Level
    region: str = ""
    domain_area: str = ""
    services: tuple[Service, ...] = ()
    cvr: str = ""
    population: int | None = None
    country: str = DEFAULT_CODE
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    confidence: str = ""
    notes: str = ""

    def is_valid_at(self, day: date) -> bool:
        """Say whether the authority exists on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Site:
    """One website of an authority; its id comes from host and path and is safe in file names."""

    id: str
    authority_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a registry: a message key with its data, and where. Line 0 means the file as a whole."""

    file: str
    line: int
    column: str
    message: str
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> Text:
        """The problem in words, with file, line and column."""
        message = MESSAGES[self.message]
        filled = Text(message.in_(Language.DA, self.data), message.in_(Language.EN, self.data))
        where_da = f", linje {self.line}" if self.line else ""
        where_en = f", line {self.line}" if self.line else ""
        if self.column:
            where_da += f", kolonne {self.column}"
            where_en += f", column {self.column}"
        return Text(f"{self.file}{where_da}: {filled.da}", f"{self.file}{where_en}: {filled.en}")


class RegistryError(CrawlerError):
    """Raised when a registry cannot be used, by `load`; `problems` names everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = [problem.text for problem in problems[:PROBLEMS_SHOWN_MAX]]
        if rest := len(problems) - len(shown):
            shown.append(Text(f"... og {rest} fejl til.", f"... and {rest} more."))
        super().__init__(Text("\n".join(text.da for text in shown), "\n".join(text.en for text in shown)))


class SelectionError(CrawlerError):
    """Raised when `--select` names a column or value the registry does not have, by `Registry.select`."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Authorities in the order of the file, and their sites."""

    authorities: tuple[Authority, ...]
    sites: tuple[Site, ...]

    def sites_with_authorities(self) -> list[tuple[Authority, Site]]:
        """Return every site with the authority it belongs to."""
        by_id = {authority.id: authority for authority in self.authorities}
        return [(by_id[site.authority_id], site) for site in self.sites]

    def level_counts(self) -> dict[Level, int]:
        """Return how many authorities there are of each level, in the order of the levels."""
        counts = Counter(authority.level for authority in self.authorities)
        return {level: counts[level] for level in Level if counts[level]}

    def valid_at(self, day: date) -> Self:
        """Return the authorities that exist on a day."""
        return self._of([authority for authority in self.authorities if authority.is_valid_at(day)])

    def select(self, expression: str) -> Self:
        """Return the authorities that fit `level=municipality,region=Region Sjælland`: every part must fit."""
        chosen = list(self.authorities)
        for key, value in _parts(expression):
            known = {known for authority in self.authorities for known in _values(authority, key)}
            if value.casefold() not in {candidate.casefold() for candidate in known}:
                shown = ", ".join(sorted(known)[:12]) + (" ..." if len(known) > 12 else "")
                raise SelectionError(
                    Text(
                        f"--select: ingen myndighed har {key}={value}. Registret har: {shown}.",
                        f"--select: no authority has {key}={value}. The registry has: {shown}.",
                    )
                )
            chosen = [
                authority
                for authority in chosen
                if value.casefold() in {candidate.casefold() for candidate in _values(authority, key)}
            ]
        return self._of(chosen)

    def _of(self, authorities: Sequence[Authority]) -> Self:
        kept = {authority.id for authority in authorities}
        sites = tuple(site for site in self.sites if site.authority_id in kept)
        return type(self)(tuple(authorities), sites)


def load(path: Path, valid_at: date | None = None) -> Registry:
    """Return the registry in a CSV file, limited to the authorities that exist on `valid_at` if given.

    Raises RegistryError with all that is wrong; nothing is half-loaded.
    """
    registry = _Reader(str(path)).read(path)
    return registry if valid_at is None else registry.valid_at(valid_at)


def site_id(url: str) -> str:
    """Return a site's name from host and path, safe in file names: `by.dk`, `by.dk-borger`, `127.0.0.1-8000`."""
    spelt = re.sub(r"[^a-z0-9.]+", "-", identity(normalise(url)).lower()).strip("-.")
    if len(spelt) <= _SITE_ID_CHARACTERS_MAX:
        return spelt
    return f"{spelt[:_SITE_ID_CHARACTERS_MAX].strip('-.')}-{sha256(spelt.encode()).hexdigest()[:8]}"


_COLUMNS = (
    "id",
    "name",
    "level",
    "region",
    "domain_area",
    "services",
    "cvr",
    "url",
    "population",
    "country",
    "valid_from",
    "valid_to",
    "successor",
    "confidence",
    "notes",
)
_REQUIRED_COLUMNS = ("id", "name", "level", "url")


class _Reader:
    """Reads one file and collects what is wrong with it."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []
        self._lines: dict[str, int] = {}
        self._site_lines: dict[str, int] = {}

    def read(self, path: Path) -> Registry:
        text = self._text(path)
        rows = list(self._rows(text)) if text is not None else []
        authorities: list[Authority] = []
        sites: list[Site] = []
        for line, row in rows:
            authority = self._authority(line, row)
            site = self._site(line, row)
            if authority is not None:
                authorities.append(authority)
            if site is not None:
                sites.append(site)
        for line, row in rows:
            successor = row.get("successor", "")
            if successor and successor not in self._lines:
                self._wrong(line, "successor", "unknown_successor", found=successor)
        if not rows and not self._problems:
            self._wrong(0, "", "no_rows")
        if self._problems:
            raise RegistryError(sorted(self._problems, key=lambda problem: problem.line))
        return Registry(tuple(authorities), tuple(sites))

    def _wrong(self, line: int, column: str, message: str, **data: str) -> None:
        shown = {key: value if len(value) <= 80 else f"{value[:79]}…" for key, value in data.items()}
        self._problems.append(Problem(self._file, line, column, message, shown))

    # The file.

    def _text(self, path: Path) -> str | None:
        try:
            if path.stat().st_size > FILE_BYTES_MAX:
                self._wrong(0, "", "too_large", expected=f"{FILE_BYTES_MAX // 1_000_000} MB")
                return None
            content = path.read_bytes()
        except OSError as error:
            self._wrong(0, "", "unreadable", found=error.strerror or str(error))
            return None
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            self._wrong(1, "", "encoding", found="UTF-16")
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            self._wrong(line, "", "encoding", found=f"0x{content[error.start]:02X}")
            return None
        if "\0" in text:
            self._wrong(text.count("\n", 0, text.index("\0")) + 1, "", "binary")
            return None
        return text

    def _rows(self, text: str) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield (line, cells by column) of every row that has the right number of cells."""
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header: list[str] | None = None
        start = 1
        try:
            for cells in reader:
                line, start = start, reader.line_num + 1
                values = [cell.strip() for cell in cells]
                if not any(values):
                    continue
                if header is None:
                    header = [name.lower() for name in values]
                    if not self._header_is_right(line, header):
                        return
                elif len(values) != len(header):
                    found, expected = str(len(values)), str(len(header))
                    self._wrong(line, "", "cell_count", found=found, expected=expected)
                else:
                    yield line, dict(zip(header, values, strict=True))
        except csv.Error as error:
            self._wrong(start, "", "broken_csv", found=str(error))
            return
        if header is None:
            self._wrong(1, "", "no_header", expected=", ".join(_REQUIRED_COLUMNS))

    def _header_is_right(self, line: int, header: Sequence[str]) -> bool:
        for delimiter, name in ((";", ";"), ("\t", "TAB"), ("|", "|")):
            if len(header) == 1 and delimiter in header[0]:
                self._wrong(line, "", "delimiter", found=name)
                return False
        before = len(self._problems)
        for name, count in Counter(header).items():
            if count > 1:
                self._wrong(line, name, "duplicate_column")
            elif name not in _COLUMNS:
                self._wrong(line, name, "unknown_column", expected=", ".join(_COLUMNS))
        for name in _REQUIRED_COLUMNS:
            if name not in header:
                self._wrong(line, name, "missing_column")
        return len(self._problems) == before

    # The rows.

    def _authority(self, line: int, row: Mapping[str, str]) -> Authority | None:
        before = len(self._problems)
        self._check_id(line, row["id"])
        if not row["name"]:
            self._wrong(line, "name", "empty")
        if row["level"] not in set(Level):
            self._wrong(line, "level", "not_in_list", found=row["level"], expected=", ".join(Level))
        services = tuple(part.strip() for part in row.get("services", "").split(";") if part.strip())
        for service in services:
            if service not in set(Service):
                self._wrong(line, "services", "not_in_list", found=service, expected=", ".join(Service))
        cvr = row.get("cvr", "").replace(" ", "")
        if cvr and not _is_cvr(cvr):
            self._wrong(line, "cvr", "cvr", found=cvr)
        population = row.get("population", "")
        if population and not (population.isascii() and population.isdigit()):
            self._wrong(line, "population", "population", found=population)
        code = row.get("country", "").upper() or DEFAULT_CODE
        if code not in codes():
            self._wrong(line, "country", "not_in_list", found=code, expected=", ".join(codes()))
        valid_from = self._date(line, "valid_from", row)
        valid_to = self._date(line, "valid_to", row)
        if valid_from and valid_to and valid_from > valid_to:
            self._wrong(line, "valid_to", "dates", found=str(valid_to), expected=str(valid_from))
        if len(self._problems) > before:
            return None
        return Authority(
            id=row["id"],
            name=row["name"],
            level=Level(row["level"]),
            region=row.get("region", ""),
            domain_area=row.get("domain_area", ""),
            services=tuple(map(Service, services)),
            cvr=cvr,
            population=int(population) if population else None,
            country=code,
            valid_from=valid_from,
            valid_to=valid_to,
            successor=row.get("successor", ""),
            confidence=row.get("confidence", ""),
            notes=row.get("notes", ""),
        )

    def _check_id(self, line: int, identifier: str) -> None:
        if not identifier:
            self._wrong(line, "id", "empty")
            return
        if not _ID.fullmatch(identifier):
            self._wrong(line, "id", "id", found=identifier)
        if identifier in self._lines:
            self._wrong(line, "id", "duplicate_id", found=identifier, first=str(self._lines[identifier]))
        self._lines.setdefault(identifier, line)

    def _site(self, line: int, row: Mapping[str, str]) -> Site | None:
        url = row["url"]
        if not url:
            return None  # an authority whose site is not known yet
        try:
            normalised = normalise(url)
        except ValueError:
            self._wrong(line, "url", "url", found=url)
            return None
        identifier = site_id(normalised)
        if identifier in self._site_lines:
            self._wrong(line, "url", "duplicate_site", found=url, first=str(self._site_lines[identifier]))
            return None
        self._site_lines[identifier] = line
        return Site(identifier, row["id"], normalised)

    def _date(self, line: int, column: str, row: Mapping[str, str]) -> date | None:
        text = row.get(column, "")
        if not text:
            return None
        # Not date.fromisoformat alone: it also reads 20270101 and 2027-W01-1.
        if _ISO_DATE.fullmatch(text):
            with contextlib.suppress(ValueError):
                return date.fromisoformat(text)
        self._wrong(line, column, "date", found=text)
        return None


def _is_cvr(text: str) -> bool:
    """Say whether this is a Danish CVR number: eight digits whose weighted sum is a multiple of 11."""
    if not re.fullmatch(r"\d{8}", text, re.ASCII):
        return False
    return sum(int(digit) * weight for digit, weight in zip(text, _CVR_WEIGHTS, strict=True)) % 11 == 0


_SELECTABLE = ("id", "name", "level", "region", "domain_area", "services", "country", "confidence")


def _parts(expression: str) -> Iterator[tuple[str, str]]:
    for part in expression.split(","):
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not value or key not in _SELECTABLE:
            columns = ", ".join(_SELECTABLE)
            raise SelectionError(
                Text(
                    f"--select: forstår ikke »{part.strip()}«. Skriv kolonne=værdi, adskilt af komma;"
                    f" kolonner: {columns}.",
                    f"--select: cannot read “{part.strip()}”. Write column=value, separated by commas;"
                    f" columns: {columns}.",
                )
            )
        yield key, value


def _values(authority: Authority, key: str) -> tuple[str, ...]:
    value = getattr(authority, key)
    if isinstance(value, tuple):
        return tuple(map(str, value))
    return (str(value),) if value else ()
