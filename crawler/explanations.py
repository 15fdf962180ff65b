"""Explanations from TOML files, one an authority, checked whole before any of them is used."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any

from crawler.errors import CrawlerError
from crawler.explanation_messages import MESSAGES
from rules.catalogue import catalogue
from rules.explanations import Category, Explanation, a_year_after, is_below
from rules.model import Language, Text

FILE_BYTES_MAX = 1_000_000
TEXT_MAX_CHARACTERS = 2_000
ROLE_MAX_CHARACTERS = 120
PROBLEMS_SHOWN_MAX = 50

_TOP_KEYS = ("authority", "site", "explanation")
_KEYS = (
    *("finding", "rule", "scope", "category", "planned", "reason_da", "reason_en"),
    *("evidence", "role", "from", "until"),
)
_REQUIRED = ("category", "reason_da", "reason_en", "role", "from", "until")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_WEB = re.compile(r"https?://[^\s/]+", re.IGNORECASE)
_HEADER = re.compile(r"\s*\[\[\s*explanation\s*\]\]")
_ANY_HEADER = re.compile(r"\s*\[")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*=""")
_ERROR_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a file: a message key with its data, and the line; 0 means the file as a whole.

    `is_lapse`: not a mistake, only the passing of time.
    """

    file: str
    line: int
    message: str
    data: Mapping[str, str] = field(default_factory=dict)
    is_lapse: bool = False

    @property
    def text(self) -> Text:
        """The problem in words, with file and line."""
        said = MESSAGES[self.message]
        da, en = (said.in_(language, self.data) for language in (Language.DA, Language.EN))
        at_da = f", linje {self.line}" if self.line else ""
        at_en = f", line {self.line}" if self.line else ""
        return Text(f"{self.file}{at_da}: {da}", f"{self.file}{at_en}: {en}")


@dataclass(frozen=True, slots=True)
class ExplanationFile:
    """What one file holds: whose explanations, those that could be read, and what is wrong."""

    path: Path
    authority: str = ""
    site: str = ""
    explanations: tuple[Explanation, ...] = ()
    problems: tuple[Problem, ...] = ()


class ExplanationError(CrawlerError):
    """Raised when a file of explanations cannot be used, by `load_explanations`; `problems` names all that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = [problem.text for problem in problems[:PROBLEMS_SHOWN_MAX]]
        if rest := len(problems) - len(shown):
            shown.append(Text(f"... og {rest} fejl til.", f"... and {rest} more."))
        super().__init__(Text("\n".join(text.da for text in shown), "\n".join(text.en for text in shown)))


def load_explanations(paths: Iterable[Path], on: date) -> list[ExplanationFile]:
    """Return the files at `paths`; a folder stands for its `*.toml`. What has expired is loaded, to be told as lapsed.

    Raises ExplanationError with all that is wrong with all of them; nothing is half-loaded.
    """
    files = _one_an_owner([read_explanations(path, on) for path in toml_files(paths)])
    problems = [problem for file in files for problem in file.problems if not problem.is_lapse]
    if problems:
        raise ExplanationError(problems)
    return files


def _one_an_owner(files: Sequence[ExplanationFile]) -> list[ExplanationFile]:
    """Return the files, those marked as wrong that are about the same authority or site as an earlier one."""
    first: dict[str, Path] = {}
    checked: list[ExplanationFile] = []
    for file in files:
        owner = file.site.rstrip("/") or file.authority
        if owner and owner in first:
            problem = Problem(str(file.path), 0, "same_owner", {"found": owner, "first": str(first[owner])})
            checked.append(replace(file, problems=(*file.problems, problem)))
        else:
            first.setdefault(owner, file.path)
            checked.append(file)
    return checked


def toml_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files meant: those named, and those in the folders named."""
    for path in paths:
        yield from sorted(path.glob("*.toml")) if path.is_dir() else [path]


def read_explanations(path: Path, on: date) -> ExplanationFile:
    """Return what a file holds and what is wrong with it on a day."""
    reader = _Reader(path, on)
    return reader.file()


def parse_explanations(text: str, path: Path, on: date) -> ExplanationFile:
    """Return what the text of a file holds, as `read_explanations` does."""
    return _Reader(path, on).parsed(text)


class _Reader:
    """Reads one file and collects what is wrong with it."""

    def __init__(self, path: Path, on: date) -> None:
        self._path = path
        self._on = on
        self._problems: list[Problem] = []

    def file(self) -> ExplanationFile:
        try:
            if self._path.stat().st_size > FILE_BYTES_MAX:
                return self._failed("too_large", expected=f"{FILE_BYTES_MAX // 1_000_000} MB")
            return self.parsed(self._path.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError:
            return self._failed("encoding")
        except OSError as error:
            return self._failed("unreadable", found=error.strerror or str(error))

    def parsed(self, text: str) -> ExplanationFile:
        try:
            content = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = _ERROR_LINE.search(str(error))
            self._wrong(int(line[1]) if line else 0, "broken_toml", found=_ERROR_LINE.sub("", str(error)))
            return self._result()
        lines = _Lines.of(text)
        self._unknown_keys(content, _TOP_KEYS, lines.top)
        authority = self._text(content, "authority", lines.top) if "authority" in content else ""
        site = self._text(content, "site", lines.top) if "site" in content else ""
        if site and not _WEB.match(site):
            self._wrong(lines.top.get("site", 0), "url", key="site", found=site)
        if not {"authority", "site"} & content.keys():
            self._wrong(0, "no_owner")
        found = list(self._records(content.get("explanation"), lines))
        self._overlaps(found)
        explanations = tuple(explanation for _, explanation in found)
        return self._result(authority, site, explanations)

    def _result(
        self, authority: str = "", site: str = "", explanations: tuple[Explanation, ...] = ()
    ) -> ExplanationFile:
        problems = tuple(sorted(self._problems, key=lambda problem: problem.line))
        return ExplanationFile(self._path, authority, site, explanations, problems)

    def _failed(self, message: str, **data: str) -> ExplanationFile:
        self._wrong(0, message, **data)
        return self._result()

    def _wrong(self, line: int, message: str, **data: str) -> None:
        shown = {key: value if len(value) <= 200 else f"{value[:199]}…" for key, value in data.items()}
        self._problems.append(Problem(str(self._path), line, message, shown, is_lapse=message == "expired"))

    def _records(self, value: Any, lines: "_Lines") -> Iterator[tuple[int, Explanation]]:
        if value is None:
            self._wrong(0, "no_records")
            return
        if not isinstance(value, list) or not all(isinstance(record, dict) for record in value):
            self._wrong(lines.top.get("explanation", 0), "not_records")
            return
        for number, record in enumerate(value):
            at = lines.records[number] if number < len(lines.records) else {}
            if (explanation := self._record(record, at)) is not None:
                yield at.get("", 0), explanation

    def _record(self, record: Mapping[str, Any], at: Mapping[str, int]) -> Explanation | None:
        before = len(self._problems)
        self._unknown_keys(record, _KEYS, at)
        for key in _REQUIRED:
            if key not in record:
                self._wrong(at.get("", 0), "missing_key", expected=key)
        texts = {key: self._text(record, key, at) for key in _KEYS if key in record and key not in _DATES}
        days = {key: self._date(record, key, at) for key in _DATES if key in record}
        self._target(texts, at)
        self._category(texts, days, at)
        self._evidence_and_role(texts, at)
        start, end = days.get("from"), days.get("until")
        if start is not None and end is not None:
            self._period(start, end, at)
        if any(not problem.is_lapse for problem in self._problems[before:]) or start is None or end is None:
            return None
        target = "\n".join(
            (texts.get("finding", ""), texts.get("rule", ""), texts.get("scope", ""), str(start))
        )
        return Explanation(
            id=sha256(target.encode()).hexdigest()[:12],
            category=Category(texts["category"]),
            reason=Text(texts["reason_da"], texts["reason_en"]),
            role=texts["role"],
            valid_from=start,
            valid_until=end,
            finding=texts.get("finding", ""),
            rule=texts.get("rule", ""),
            scope=texts.get("scope", ""),
            planned=days.get("planned"),
            evidence=texts.get("evidence", ""),
        )

    def _unknown_keys(self, table: Mapping[str, Any], known: Sequence[str], at: Mapping[str, int]) -> None:
        for key in table:
            if key not in known:
                self._wrong(at.get(key, at.get("", 0)), "unknown_key", found=key, expected=", ".join(known))

    def _text(self, table: Mapping[str, Any], key: str, at: Mapping[str, int]) -> str:
        value = table[key]
        line = at.get(key, at.get("", 0))
        most = ROLE_MAX_CHARACTERS if key == "role" else TEXT_MAX_CHARACTERS
        if not isinstance(value, str) or not value.strip():
            self._wrong(line, "not_text", key=key)
            return ""
        if len(value) > most:
            self._wrong(line, "too_long", key=key, expected=str(most))
        return value.strip()

    def _date(self, table: Mapping[str, Any], key: str, at: Mapping[str, int]) -> date | None:
        value = table[key]
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        self._wrong(at.get(key, 0), "not_date", key=key)
        return None

    def _target(self, texts: Mapping[str, str], at: Mapping[str, int]) -> None:
        finding, rule, scope = (texts.get(key) for key in ("finding", "rule", "scope"))
        if finding is None and rule is None:
            self._wrong(at.get("", 0), "no_target")
        elif finding is not None and rule is not None:
            self._wrong(at.get("rule", 0), "two_targets")
        if finding and not _FINGERPRINT.fullmatch(finding):
            self._wrong(at.get("finding", 0), "finding", found=finding)
        if rule and rule not in catalogue():
            near = ", ".join(get_close_matches(rule, list(catalogue()), n=3, cutoff=0.6))
            self._wrong(at.get("rule", 0), "rule" if near else "rule_unlike", found=rule, expected=near)
        if scope and (rule is None or not scope.startswith("/")):
            self._wrong(at.get("scope", 0), "scope", found=scope)

    def _category(
        self, texts: Mapping[str, str], days: Mapping[str, date | None], at: Mapping[str, int]
    ) -> None:
        category = texts.get("category")
        if category and category not in set(Category):
            self._wrong(at.get("category", 0), "category", found=category, expected=", ".join(Category))
        elif category == Category.PLANNED and "planned" not in days:
            self._wrong(at.get("", 0), "planned_missing")
        elif category and category != Category.PLANNED and "planned" in days:
            self._wrong(at.get("planned", 0), "planned_unwanted")
        planned, start = days.get("planned"), days.get("from")
        if planned and start and planned < start:
            self._wrong(at.get("planned", 0), "planned_early", found=str(planned), expected=str(start))

    def _evidence_and_role(self, texts: Mapping[str, str], at: Mapping[str, int]) -> None:
        evidence, role = texts.get("evidence"), texts.get("role")
        if evidence and not _WEB.match(evidence):
            self._wrong(at.get("evidence", 0), "url", key="evidence", found=evidence)
        if role and "@" in role:
            self._wrong(at.get("role", 0), "role", found=role)

    def _period(self, start: date, end: date, at: Mapping[str, int]) -> None:
        line = at.get("until", 0)
        if end < start:
            self._wrong(line, "order", found=str(end), expected=str(start))
        elif end > a_year_after(start):
            self._wrong(line, "too_far", found=str(end), expected=str(a_year_after(start)))
        elif end < self._on:
            self._wrong(line, "expired", found=str(end))

    def _overlaps(self, found: Sequence[tuple[int, Explanation]]) -> None:
        for number, (line, one) in enumerate(found):
            for first, other in found[:number]:
                if (
                    _same_target(one, other)
                    and one.valid_from <= other.valid_until
                    and (other.valid_from <= one.valid_until)
                ):
                    self._wrong(line, "overlap", first=str(first))
                    break


_DATES = frozenset({"planned", "from", "until"})


def _same_target(one: Explanation, other: Explanation) -> bool:
    if one.finding or other.finding:
        return one.finding == other.finding
    return one.rule == other.rule and (is_below(one.scope, other.scope) or is_below(other.scope, one.scope))


@dataclass(slots=True)
class _Lines:
    """On which line each key stands: at the top, and in each record, whose own line is under ""."""

    top: dict[str, int] = field(default_factory=dict)
    records: list[dict[str, int]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> "_Lines":
        lines = cls()
        current = lines.top
        inside = ""
        for number, line in enumerate(text.splitlines(), 1):
            if inside:
                inside = "" if inside in line else inside
                continue
            if _HEADER.match(line):
                current = {"": number}
                lines.records.append(current)
            elif _ANY_HEADER.match(line) and "=" not in line:
                current = {"": number}
            elif key := _KEY.match(line):
                current.setdefault(key[1], number)
                # A text over several lines may hold what looks like keys.
                inside = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
        return lines
