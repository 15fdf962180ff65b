"""The store file: opened with checks, written page by page, merged without doubling."""

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from crawler.errors import StoreError
from crawler.store.schema import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION
from rules.model import Text

BUSY_TIMEOUT_SECONDS = 10

_SITE_TABLES = ("sites", "site_notes", "subjects", "documents", "document_links", "skips", "crops")
_DUTY_TABLES = ("statements", "statement_items", "explanations")
_SUBJECT_TABLES = ("packed_outcomes", "results", "findings")


@dataclass(frozen=True, slots=True)
class SiteKey:
    """Names one site in one sweep."""

    sweep_id: str
    site_id: str

    def subject_id(self, kind: str, url: str) -> str:
        """Return the subject's id: the same for the same sweep, site, kind and address, so merging is idempotent."""
        return hashlib.sha256(f"{self.sweep_id}\n{self.site_id}\n{kind}\n{url}".encode()).hexdigest()[:20]


class Store:
    """One open store file. Every `add_*` is one transaction: a kill loses at most what was in flight."""

    def __init__(self, database: Database, path: Path) -> None:
        self.database = database
        self.path = path

    @classmethod
    def create(cls, path: Path) -> Self:
        """Open the store at `path`, making it (and its folder) when it is not there.

        Raises StoreError when the path is not writable, locked, newer than this version or not a store.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _cannot_write(path, error) from error
        return cls._open(path, is_new=not path.exists() or path.stat().st_size == 0)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an existing store; raises StoreError as `create`, and when there is none."""
        if not path.is_file():
            raise StoreError(
                Text(
                    da=f"Der er ingen resultatfil her: {path}. Kør først `eftersyn check` eller `eftersyn sweep`.",
                    en=f"There is no store file here: {path}. Run `eftersyn check` or `eftersyn sweep` first.",
                )
            )
        return cls._open(path, is_new=False)

    @classmethod
    def _open(cls, path: Path, *, is_new: bool) -> Self:
        try:
            connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)
            database = Database(connection)
            if is_new:
                database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _check(database, path)
            # Write-ahead logging: readers never wait, and a killed writer leaves whole transactions only.
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            MIGRATIONS.apply(database)
            database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        except sqlite3.DatabaseError as error:
            raise _store_error(path, error) from error
        except OSError as error:
            raise _cannot_write(path, error) from error
        return cls(database, path)

    def close(self) -> None:
        """Fold the write-ahead log into the one file and close it."""
        with contextlib.suppress(sqlite3.DatabaseError):
            self.database.execute("PRAGMA journal_mode = DELETE")
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Group writes; a failing disk or a locked file becomes a StoreError."""
        try:
            with self.database.atomic():
                yield
        except sqlite3.DatabaseError as error:
            raise _store_error(self.path, error) from error

    def put(self, table: str, rows: Iterable[Mapping[str, Any]] | Mapping[str, Any]) -> None:
        """Insert rows, replacing those with the same key. Lists and dicts become JSON text."""
        many = [rows] if isinstance(rows, Mapping) else list(rows)
        for row in many:
            values = {key: _json(value) for key, value in row.items()}
            columns = ", ".join(f"[{column}]" for column in values)
            marks = ", ".join(f":{column}" for column in values)
            sql = f"INSERT OR REPLACE INTO [{table}] ({columns}) VALUES ({marks})"
            try:
                self.database.execute(sql, values)
            except UnicodeEncodeError:
                # Half a surrogate pair, from a page: not storable as text; it is shown as "?".
                self.database.execute(sql, {name: _storable(value) for name, value in values.items()})

    def query(self, sql: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a query as dicts."""
        return list(self.database.query(sql, dict(parameters or {})))

    def update_site(self, key: SiteKey, **values: Any) -> None:
        """Change columns of a site's row."""
        self._update(
            "sites",
            "sweep_id = :sweep_id AND id = :id",
            {"sweep_id": key.sweep_id, "id": key.site_id},
            values,
        )

    def end_site(self, key: SiteKey, **values: Any) -> None:
        """Change a site's row, unless its own process has said how it ended."""
        self._update(
            "sites",
            "sweep_id = :sweep_id AND id = :id AND state = 'running'",
            {"sweep_id": key.sweep_id, "id": key.site_id},
            values,
        )

    def update_sweep(self, sweep_id: str, **values: Any) -> None:
        """Change columns of a sweep's row."""
        self._update("sweeps", "id = :id", {"id": sweep_id}, values)

    def remove_results(self, subject_id: str) -> None:
        """Delete what was judged of one subject, before it is judged again."""
        for table in _SUBJECT_TABLES:
            self.database.execute(f"DELETE FROM [{table}] WHERE subject_id = :id", {"id": subject_id})

    def merge(self, other: Path) -> None:
        """Take over the sweep, site and results of a unit's store file. Doing it twice changes nothing."""
        with Store.open(other) as source, self.transaction():
            for table in ("sweeps", "authorities", "rules", *_SITE_TABLES, *_DUTY_TABLES, *_SUBJECT_TABLES):
                rows = source.query(f"SELECT * FROM [{table}]")
                if table == "sweeps":
                    self._merge_sweeps(rows)
                else:
                    self.put(table, rows)

    def _merge_sweeps(self, rows: Iterable[Mapping[str, Any]]) -> None:
        for row in rows:
            if not self.query("SELECT 1 FROM sweeps WHERE id = :id", {"id": row["id"]}):
                self.put("sweeps", row)
            elif row["browser_version"]:
                # How the sweep goes is the whole's to say; which browser there was only its units know.
                self.update_sweep(row["id"], browser_version=row["browser_version"])

    def _update(self, table: str, where: str, key: dict[str, Any], values: dict[str, Any]) -> None:
        assignments = ", ".join(f"[{column}] = :set_{column}" for column in values)
        parameters = key | {f"set_{column}": _json(value) for column, value in values.items()}
        with self.transaction():
            self.database.execute(f"UPDATE [{table}] SET {assignments} WHERE {where}", parameters)


def utc_now() -> str:
    """Return the present moment as the store writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _json(value: Any) -> Any:
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, sort_keys=isinstance(value, dict))
    return value


def _storable(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _check(database: Database, path: Path) -> None:
    application_id = database.execute("PRAGMA application_id").fetchone()[0]
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if application_id != APPLICATION_ID:
        raise StoreError(
            Text(
                da=f"Filen er ikke en resultatfil fra Eftersyn: {path}.",
                en=f"This file is not an Eftersyn store: {path}.",
            )
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            Text(
                da=f"Resultatfilen er lavet af en nyere udgave af Eftersyn (skema {version}, denne udgave kender "
                f"{SCHEMA_VERSION}): {path}. Opdater Eftersyn.",
                en=f"The store was made by a newer Eftersyn (schema {version}, this version knows "
                f"{SCHEMA_VERSION}): {path}. Update Eftersyn.",
            )
        )


def _store_error(path: Path, error: sqlite3.DatabaseError) -> StoreError:
    reason = str(error)
    if "locked" in reason or "busy" in reason:
        return StoreError(
            Text(
                da=f"Resultatfilen er i brug af et andet program: {path}. Vent, til det er færdigt, og prøv igen.",
                en=f"The store is in use by another program: {path}. Wait until it is done and try again.",
            )
        )
    if "not a database" in reason or "malformed" in reason:
        return StoreError(
            Text(
                da=f"Filen er ikke en resultatfil fra Eftersyn, eller den er beskadiget: {path}.",
                en=f"This file is not an Eftersyn store, or it is damaged: {path}.",
            )
        )
    return _cannot_write(path, error)


def _cannot_write(path: Path, error: Exception) -> StoreError:
    return StoreError(
        Text(
            da=f"Der kan ikke skrives til {path}: {error}. Se efter, om mappen findes, om du må skrive i den, og om "
            "disken er fuld.",
            en=f"Cannot write to {path}: {error}. Check that the folder exists, that you may write there, and that "
            "the disk is not full.",
        )
    )
