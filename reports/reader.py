"""Reads a store through its published views: opened read-only, given back as typed values."""

import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote

from reports.errors import (
    EmptyStoreError,
    LockedStoreError,
    NewerStoreError,
    NotAStoreError,
    StoreMissingError,
)
from reports.rows import (
    Crop,
    DocumentLinkRow,
    DocumentRow,
    FindingRow,
    Note,
    OutcomeRow,
    PageRow,
    RuleRow,
    ServicesRow,
    Site,
    SkipRow,
    StatementItem,
    StatementRow,
    Subject,
    Sweep,
)
from rules.explanations import Category, Explanation, State
from rules.model import Text

# Spelt out here because this room never imports the crawler; a test compares them with the store's own schema.
APPLICATION_ID = 0x45465453
KNOWN_SCHEMA_VERSION = 4
DUTIES_SCHEMA_VERSION = 3
SERVICES_SCHEMA_VERSION = 4
BUSY_TIMEOUT_SECONDS = 5.0

_Row = TypeVar("_Row")

_NEWEST_SWEEP = "SELECT * FROM sweeps ORDER BY started_at DESC, id DESC LIMIT 1"
_SWEEP = "SELECT * FROM sweeps WHERE id = ?"
_SITES = """
    SELECT s.*, COALESCE(a.name, '') AS authority_name, COALESCE(a.level, '') AS level,
           COALESCE(a.region, '') AS region, COALESCE(a.domain_area, '') AS domain_area
    FROM sites s LEFT JOIN authorities a ON a.sweep_id = s.sweep_id AND a.id = s.authority_id
    WHERE s.sweep_id = ? ORDER BY s.id"""
_SUBJECTS = """
    SELECT * FROM subjects WHERE sweep_id = ? AND site_id = ?
    ORDER BY CASE kind WHEN 'page' THEN 0 WHEN 'document' THEN 1 WHEN 'site' THEN 2 ELSE 3 END, sequence, url, id"""
_FINDINGS = """
    SELECT f.*, s.language FROM site_findings f JOIN subjects s ON s.id = f.subject_id
    WHERE f.sweep_id = ? AND f.site_id = ? ORDER BY f.sequence, f.page_url, f.subject_id, f.rule, f.ordinal"""
_PAGES = """
    SELECT p.subject_id, p.url, p.state, p.fault_count, s.reason, s.status, s.title, s.language, s.final_url
    FROM page_faults p JOIN subjects s ON s.id = p.subject_id
    WHERE p.sweep_id = ? AND p.site_id = ? ORDER BY p.sequence, p.url, p.subject_id"""
_OUTCOME_COUNTS = """
    SELECT o.subject_id, o.rule, o.outcome, o.passed_count, o.reason
    FROM outcomes o JOIN subjects s ON s.id = o.subject_id
    WHERE s.sweep_id = ? AND s.site_id = ? AND o.outcome <> 'inapplicable'
    ORDER BY s.sequence, s.id, o.rule"""
_SITE_OUTCOMES = """
    SELECT o.subject_id, o.rule, o.outcome, o.passed_count, o.reason
    FROM outcomes o JOIN subjects s ON s.id = o.subject_id
    WHERE s.sweep_id = ? AND s.site_id = ? AND s.kind = 'site' ORDER BY s.id, o.rule"""
_DOCUMENTS = """
    SELECT d.*, COALESCE(s.id, '') AS subject_id, COALESCE(s.title, '') AS title,
           COALESCE(s.language, '') AS language, COALESCE(f.fault_count, 0) AS fault_count,
           COALESCE(MIN(l.page_url), '') AS page_url, COALESCE(MIN(l.link_text), '') AS link_text,
           COUNT(l.page_url) AS link_count
    FROM documents d
    LEFT JOIN subjects s
      ON s.sweep_id = d.sweep_id AND s.site_id = d.site_id AND s.kind = 'document' AND s.url = d.url
    LEFT JOIN document_faults f ON f.subject_id = s.id
    LEFT JOIN document_links l ON l.sweep_id = d.sweep_id AND l.site_id = d.site_id AND l.document_url = d.url
    WHERE d.sweep_id = ? AND d.site_id = ? GROUP BY d.url ORDER BY d.url"""
# What version 1 of the store knew: documents were counted and not opened.
_DOCUMENTS_V1 = """
    SELECT d.url, d.declared_type, COALESCE(MIN(l.page_url), '') AS page_url,
           COALESCE(MIN(l.link_text), '') AS link_text, COUNT(l.page_url) AS link_count
    FROM documents d
    LEFT JOIN document_links l ON l.sweep_id = d.sweep_id AND l.site_id = d.site_id AND l.document_url = d.url
    WHERE d.sweep_id = ? AND d.site_id = ? GROUP BY d.url, d.declared_type ORDER BY d.url"""
_DOCUMENT_LINKS = """
    SELECT document_url, page_url, link_text FROM document_links
    WHERE sweep_id = ? AND site_id = ? ORDER BY document_url, page_url, link_text"""
_SKIPS = "SELECT * FROM skips WHERE sweep_id = ? AND site_id = ? ORDER BY reason, url"
_NOTES = "SELECT * FROM site_notes WHERE sweep_id = ? AND site_id = ? ORDER BY kind, detail"
_STATEMENTS = "SELECT * FROM statements WHERE sweep_id = ? AND site_id = ?"
_STATEMENT_ITEMS = "SELECT * FROM statement_items WHERE sweep_id = ? AND site_id = ? ORDER BY ordinal"
_SERVICES = "SELECT * FROM service_profiles WHERE sweep_id = ? AND site_id = ?"
_EXPLANATIONS = "SELECT * FROM explanations WHERE site_id = ? ORDER BY valid_from, id"
_CROPS = "SELECT * FROM crops WHERE sweep_id = ? AND site_id = ? ORDER BY fingerprint"


class Store:
    """A store file, opened read-only; everything is read from one sweep, the newest unless another is named."""

    def __init__(self, path: Path, sweep_id: str | None = None) -> None:
        self.path = path
        if not path.is_file():
            raise StoreMissingError(path)
        self._connection = _opened(path)
        try:
            self._check()
            self.sweep = self._read_sweep(sweep_id)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def sites(self) -> list[Site]:
        return [_made(Site, row) for row in self._rows(_SITES, self.sweep.id)]

    def rules(self) -> dict[str, RuleRow]:
        """Return the rules the sweep was judged under, by id and in that order."""
        rows = self._rows("SELECT * FROM rules WHERE sweep_id = ? ORDER BY id", self.sweep.id)
        return {row["id"]: _made(RuleRow, row) for row in rows}

    def subjects(self, site: Site) -> Iterator[Subject]:
        """Yield a site's subjects: pages in survey order, then documents, the site, the authority."""
        return (_made(Subject, row) for row in self._rows(_SUBJECTS, self.sweep.id, site.id))

    def outcomes(self, subject: Subject) -> list[OutcomeRow]:
        """Return every rule's outcome for a subject, ordered by rule."""
        rows = self._rows("SELECT * FROM outcomes WHERE subject_id = ? ORDER BY rule", subject.id)
        return [_made(OutcomeRow, row) for row in rows]

    def applicable_outcomes(self, site: Site) -> Iterator[OutcomeRow]:
        """Yield the outcomes of all the site's subjects, the inapplicable ones left out."""
        return (_made(OutcomeRow, row) for row in self._rows(_OUTCOME_COUNTS, self.sweep.id, site.id))

    def site_outcomes(self, site: Site) -> list[OutcomeRow]:
        """Return the outcomes of the rules about the site as a whole."""
        return [_made(OutcomeRow, row) for row in self._rows(_SITE_OUTCOMES, self.sweep.id, site.id)]

    def findings(self, site: Site) -> Iterator[FindingRow]:
        """Yield a site's findings, failed and cantTell, in survey order, with the explanation that holds for each."""
        active = [one for one in self.explanations(site) if one.state(site.measured_on) is State.ACTIVE]
        for row in self._rows(_FINDINGS, self.sweep.id, site.id):
            finding = _made(FindingRow, row)
            covering = next((one.id for one in active if finding.is_explained_by(one)), "")
            yield replace(finding, explanation=covering) if covering else finding

    def explanations(self, site: Site) -> list[Explanation]:
        """Return the authority's explanations for a site, those that have lapsed too."""
        rows = self._rows(_EXPLANATIONS, site.id) if self._has_duties else ()
        return [_explanation(row) for row in rows]

    def pages(self, site: Site) -> list[PageRow]:
        return [_made(PageRow, row) for row in self._rows(_PAGES, self.sweep.id, site.id)]

    def skips(self, site: Site) -> list[SkipRow]:
        return [_made(SkipRow, row) for row in self._rows(_SKIPS, self.sweep.id, site.id)]

    def documents(self, site: Site) -> list[DocumentRow]:
        sql = _DOCUMENTS if self._version > 1 else _DOCUMENTS_V1
        return [_made(DocumentRow, row) for row in self._rows(sql, self.sweep.id, site.id)]

    def document_links(self, site: Site) -> Iterator[DocumentLinkRow]:
        rows = self._rows(_DOCUMENT_LINKS, self.sweep.id, site.id)
        return (_made(DocumentLinkRow, row) for row in rows)

    def notes(self, site: Site) -> list[Note]:
        return [_made(Note, row) for row in self._rows(_NOTES, self.sweep.id, site.id)]

    def statement(self, site: Site) -> StatementRow | None:
        rows = self._rows(_STATEMENTS, self.sweep.id, site.id) if self._has_duties else ()
        return next((_made(StatementRow, row) for row in rows), None)

    def statement_items(self, site: Site) -> list[StatementItem]:
        rows = self._rows(_STATEMENT_ITEMS, self.sweep.id, site.id) if self._has_duties else ()
        return [_made(StatementItem, row) for row in rows]

    def services(self, site: Site) -> ServicesRow | None:
        rows = self._rows(_SERVICES, self.sweep.id, site.id) if self._has_services else ()
        return next((_made(ServicesRow, row) for row in rows), None)

    def crops(self, site: Site) -> Iterator[Crop]:
        return (_made(Crop, row) for row in self._rows(_CROPS, self.sweep.id, site.id))

    def _check(self) -> None:
        if self._number("PRAGMA application_id") != APPLICATION_ID:
            raise NotAStoreError(self.path)
        self._version = self._number("PRAGMA user_version")
        if self._version > KNOWN_SCHEMA_VERSION:
            raise NewerStoreError(self.path, self._version, KNOWN_SCHEMA_VERSION)
        # A store is read as it is, never migrated: an older one has no such tables.
        self._has_duties = self._version >= DUTIES_SCHEMA_VERSION
        self._has_services = self._version >= SERVICES_SCHEMA_VERSION

    def _read_sweep(self, sweep_id: str | None) -> Sweep:
        rows = self._rows(_NEWEST_SWEEP) if sweep_id is None else self._rows(_SWEEP, sweep_id)
        for row in rows:
            return _made(Sweep, row)
        raise EmptyStoreError(self.path)

    def _number(self, sql: str) -> int:
        for row in self._rows(sql):
            return int(row[0])
        return 0

    def _rows(self, sql: str, *values: object) -> Iterator[sqlite3.Row]:
        try:
            yield from self._connection.execute(sql, values)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                raise LockedStoreError(self.path) from error
            raise NotAStoreError(self.path) from error
        except sqlite3.DatabaseError as error:
            raise NotAStoreError(self.path) from error


def _explanation(row: sqlite3.Row) -> Explanation:
    return Explanation(
        id=row["id"],
        category=Category(row["category"]),
        reason=Text(row["reason_da"], row["reason_en"]),
        role=row["role"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_until=date.fromisoformat(row["valid_until"]),
        finding=row["finding"],
        rule=row["rule"],
        scope=row["scope"],
        planned=date.fromisoformat(row["planned"]) if row["planned"] else None,
        evidence=row["evidence"],
    )


def _opened(path: Path) -> sqlite3.Connection:
    # A store in write-ahead mode cannot be opened read-only from a folder that cannot be written (an archive, a
    # mounted disk) unless SQLite is told that nobody else writes; without a log file beside it nobody does.
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    if not path.with_name(path.name + "-wal").exists() and not os.access(path.parent, os.W_OK):
        address += "&immutable=1"
    try:
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT_SECONDS)
    except sqlite3.OperationalError as error:
        raise NotAStoreError(path) from error
    connection.row_factory = sqlite3.Row
    return connection


_JSON_LISTS = frozenset(
    {"criteria", "clauses", "act", "claims", "verdicts", "contradicted", "statuses", "methods"}
)
_JSON_OBJECTS = frozenset({"data", "answers", "signals"})
_TRUTHS = frozenset({"is_fault", "has_macros", "has_telephone"})


def _made(cls: type[_Row], row: sqlite3.Row) -> _Row:
    names = set(row.keys())
    return cls(**{f.name: _value(f.name, row[f.name]) for f in fields(cls) if f.name in names})  # type: ignore[arg-type]


def _value(name: str, value: Any) -> Any:
    if name in _JSON_LISTS:
        return tuple(json.loads(value))
    if name in _JSON_OBJECTS:
        return json.loads(value)
    if name in _TRUTHS:
        return bool(value)
    return value
