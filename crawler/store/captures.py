"""Captures on disk: one file per site, each page's evidence packed so that it can be judged again later."""

import contextlib
import dataclasses
import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import orjson

from crawler.documents.codec import from_data, to_data
from crawler.store.store import _store_error
from rules.document_evidence import DocumentEvidence
from rules.evidence import (
    AnchorFact,
    AxeCheck,
    AxeNode,
    AxeRuleResult,
    AxeRun,
    CookieFact,
    LinkFact,
    LoadState,
    PageEvidence,
    PageFacts,
    PageState,
    RequestSummary,
    SignalFact,
)
from rules.model import Evidence
from rules.site_evidence import FACTS

_COMPRESSION_LEVEL = 6
_TABLE = """CREATE TABLE IF NOT EXISTS captures (
    sweep_id TEXT NOT NULL,
    url TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    evidence BLOB NOT NULL,
    screenshot BLOB,
    sequence INTEGER NOT NULL DEFAULT 0,
    facts BLOB,
    PRIMARY KEY (sweep_id, url)
) STRICT"""
_SITE_TABLE = """CREATE TABLE IF NOT EXISTS site_facts (
    sweep_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    facts BLOB,
    PRIMARY KEY (sweep_id, kind)
) STRICT"""

_DOCUMENT_TABLE = """CREATE TABLE IF NOT EXISTS document_captures (
    sweep_id TEXT NOT NULL,
    url TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    evidence BLOB NOT NULL,
    PRIMARY KEY (sweep_id, url)
) STRICT"""


class CaptureFile:
    """The captures of one site, over all its sweeps."""

    def __init__(self, path: Path) -> None:
        """Open or make the file; raises StoreError when that cannot be done."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(_TABLE)
            self._connection.execute(_DOCUMENT_TABLE)
            self._connection.execute(_SITE_TABLE)
        except (sqlite3.DatabaseError, OSError) as error:
            raise _store_error(path, sqlite3.DatabaseError(str(error))) from error

    def put(
        self,
        sweep_id: str,
        evidence: PageEvidence,
        facts: PageFacts | None,
        *,
        sequence: int = 0,
        screenshot: bytes | None = None,
    ) -> int:
        """Save one capture, replacing an older one of the same sweep; return its packed size in bytes."""
        packed = pack(evidence)
        values = (sweep_id, evidence.url, evidence.taken_at, packed, screenshot, sequence, _pack_facts(facts))
        try:
            self._connection.execute("INSERT OR REPLACE INTO captures VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        except sqlite3.DatabaseError as error:
            raise _store_error(self.path, error) from error
        return len(packed)

    def put_facts(self, sweep_id: str, url: str, facts: PageFacts) -> None:
        """Replace the small facts of a page, after it was judged again."""
        try:
            self._connection.execute(
                "UPDATE captures SET facts = ? WHERE sweep_id = ? AND url = ?",
                (_pack_facts(facts), sweep_id, url),
            )
        except sqlite3.DatabaseError as error:
            raise _store_error(self.path, error) from error

    def facts(self, sweep_id: str) -> Iterator[PageFacts]:
        """Return the page facts of a sweep in survey order, one at a time: what site rules read."""
        for (packed,) in self._connection.execute(
            "SELECT facts FROM captures WHERE sweep_id = ? AND facts IS NOT NULL ORDER BY sequence, url",
            (sweep_id,),
        ):
            yield _page_facts(json.loads(zlib.decompress(packed)))

    def put_site_facts(self, sweep_id: str, kind: Evidence, facts: Any, reason: str = "") -> None:
        """Save what a probe gathered of the site as a whole, or why it gathered nothing."""
        packed = None if facts is None else _packed(to_data(facts))
        try:
            self._connection.execute(
                "INSERT OR REPLACE INTO site_facts VALUES (?, ?, ?, ?)",
                (sweep_id, kind.value, reason, packed),
            )
        except sqlite3.DatabaseError as error:
            raise _store_error(self.path, error) from error

    def site_facts(self, sweep_id: str) -> tuple[dict[Evidence, Any], dict[Evidence, str]]:
        """Return what was gathered of the site by kind, and for the kinds without facts the reason.

        Kinds that this version does not know are left out.
        """
        facts: dict[Evidence, Any] = {}
        reasons: dict[Evidence, str] = {}
        for kind, of_kind in FACTS.items():
            row = self._connection.execute(
                "SELECT reason, facts FROM site_facts WHERE sweep_id = ? AND kind = ?", (sweep_id, kind.value)
            ).fetchone()
            if row is not None and row[1] is not None:
                facts[kind] = from_data(of_kind, _unpacked(row[1]))
            elif row is not None:
                reasons[kind] = row[0]
        return facts, reasons

    def get(self, sweep_id: str, url: str) -> PageEvidence | None:
        """Return one capture, or None when it is not there (deleted, or never taken)."""
        row = self._connection.execute(
            "SELECT evidence FROM captures WHERE sweep_id = ? AND url = ?", (sweep_id, url)
        ).fetchone()
        return unpack(row[0]) if row else None

    def sweep(self, sweep_id: str) -> Iterator[PageEvidence]:
        """Return the captures of a sweep, one at a time."""
        for (packed,) in self._connection.execute(
            "SELECT evidence FROM captures WHERE sweep_id = ? ORDER BY url", (sweep_id,)
        ):
            yield unpack(packed)

    def put_document(self, sweep_id: str, evidence: DocumentEvidence) -> int:
        """Save what is known of one document, replacing an older capture of the same sweep; return its packed size."""
        packed = pack_document(evidence)
        values = (sweep_id, evidence.url, evidence.taken_at, packed)
        try:
            self._connection.execute("INSERT OR REPLACE INTO document_captures VALUES (?, ?, ?, ?)", values)
        except sqlite3.DatabaseError as error:
            raise _store_error(self.path, error) from error
        return len(packed)

    def get_document(self, sweep_id: str, url: str) -> DocumentEvidence | None:
        """Return what was saved of one document, or None when it is not there."""
        row = self._connection.execute(
            "SELECT evidence FROM document_captures WHERE sweep_id = ? AND url = ?", (sweep_id, url)
        ).fetchone()
        return unpack_document(row[0]) if row else None

    def earlier_document(self, sweep_id: str, url: str) -> DocumentEvidence | None:
        """Return what another sweep saved last of a document, or None when none did."""
        row = self._connection.execute(
            "SELECT evidence FROM document_captures WHERE url = ? AND sweep_id <> ? "
            "ORDER BY taken_at DESC, sweep_id DESC LIMIT 1",
            (url, sweep_id),
        ).fetchone()
        return unpack_document(row[0]) if row else None

    def close(self) -> None:
        """Fold the write-ahead log into the one file and close it."""
        with contextlib.suppress(sqlite3.DatabaseError):
            self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def pack(evidence: PageEvidence) -> bytes:
    """Return evidence as compressed JSON."""
    # Not dataclasses.asdict on the whole: it would copy the snapshot, by far the largest part, node by node.
    values = {field.name: getattr(evidence, field.name) for field in dataclasses.fields(evidence)}
    values["headers"] = dict(evidence.headers)
    return _packed(values)


def unpack(packed: bytes) -> PageEvidence:
    """Return the evidence that `pack` packed."""
    values: dict[str, Any] = _unpacked(packed)
    axe = values.pop("axe")
    requests = values.pop("requests")
    fields: dict[str, Any] = {
        name: tuple(value) if name in _TUPLES else value for name, value in values.items()
    }
    fields["state"] = PageState(values["state"])
    fields["load_state"] = LoadState(values["load_state"])
    fields["cookies"] = _cookies(values.get("cookies"))
    fields["axe"] = _axe(axe) if axe else None
    fields["requests"] = RequestSummary(
        requests["count"], requests["bytes"], tuple(requests["third_party_hosts"]), tuple(requests["failed"])
    )
    return PageEvidence(**fields)


def pack_document(evidence: DocumentEvidence) -> bytes:
    """Return a document's evidence as compressed JSON; the document itself is not kept."""
    return _packed(to_data(evidence))


def unpack_document(packed: bytes) -> DocumentEvidence:
    """Return the evidence that `pack_document` packed."""
    return from_data(DocumentEvidence, _unpacked(packed))


def _packed(values: Any) -> bytes:
    return zlib.compress(_json_bytes(values), _COMPRESSION_LEVEL)


def _unpacked(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))


def _json_bytes(values: Any) -> bytes:
    try:
        return orjson.dumps(values)
    except orjson.JSONEncodeError:
        # A page may hold half of a surrogate pair; it must not stop the capture from being saved.
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_as_mapping)
        return text.encode("utf-8", "surrogatepass")


def _as_mapping(part: Any) -> Mapping[str, Any]:
    """Return a dataclass's fields, as orjson takes them by itself."""
    return {field.name: getattr(part, field.name) for field in dataclasses.fields(part)}


_TUPLES = frozenset({"styles", "cookie_names", "console_errors"})


def _pack_facts(facts: PageFacts | None) -> bytes | None:
    if facts is None:
        return None
    values = {field.name: getattr(facts, field.name) for field in dataclasses.fields(facts)}
    values["links"] = [[link.url, link.text, link.landmark, link.in_footer] for link in facts.links]
    values["signals"] = [[shown.signal, shown.value] for shown in facts.signals]
    if facts.cookies is not None:
        values["cookies"] = [dataclasses.asdict(cookie) for cookie in facts.cookies]
    values["anchors"] = [[anchor.url, anchor.name, anchor.text] for anchor in facts.anchors]
    return zlib.compress(json.dumps(values, separators=(",", ":")).encode(), _COMPRESSION_LEVEL)


def _page_facts(values: Mapping[str, Any]) -> PageFacts:
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in values.items()
    }
    fields["links"] = tuple(LinkFact(*link) for link in values["links"])
    fields["anchors"] = tuple(AnchorFact(*anchor) for anchor in values.get("anchors", ()))
    fields["signals"] = tuple(SignalFact(*shown) for shown in values.get("signals", ()))
    fields["cookies"] = _cookies(values.get("cookies"))
    fields["policies"] = tuple((name, value) for name, value in values.get("policies", ()))
    return PageFacts(**fields)


def _cookies(values: Sequence[Mapping[str, Any]] | None) -> tuple[CookieFact, ...] | None:
    return None if values is None else tuple(CookieFact(**cookie) for cookie in values)


def _axe(values: Mapping[str, Any]) -> AxeRun:
    return AxeRun(
        version=values["version"],
        rules=tuple(
            AxeRuleResult(
                rule["id"],
                rule["passes"],
                tuple(map(_node, rule["violations"])),
                tuple(map(_node, rule["incomplete"])),
                rule["error"],
            )
            for rule in values["rules"]
        ),
        ran=tuple(values["ran"]),
        error=values["error"],
        notes=tuple(values.get("notes", ())),
    )


def _node(values: Mapping[str, Any]) -> AxeNode:
    box = values["box"]
    return AxeNode(
        values["target"],
        values["ancestry"],
        values["html"],
        values["impact"],
        tuple(AxeCheck(check["id"], check["data"], check["group"]) for check in values["checks"]),
        (box[0], box[1], box[2], box[3]) if box else None,
        values["frame_url"],
    )
