"""Judging saved captures again under the present rules: no network, no browser, always the same answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.errors import StoreError
from crawler.judge import (
    PageOrigin,
    judge_capture,
    judge_document_capture,
    write_document,
    write_page,
    write_rules,
    write_site,
)
from crawler.store.captures import CaptureFile
from crawler.store.store import SiteKey, Store
from rules.catalogue import Catalogue, catalogue
from rules.countries import Country, known_country
from rules.evidence import PageState
from rules.model import Text
from rules.standards import rule_set


@dataclass(frozen=True, slots=True)
class Rejudged:
    """How many pages and documents were judged again, and how many have no capture any more and stay as they were."""

    judged: int = 0
    missing: int = 0
    documents: int = 0

    def __add__(self, other: "Rejudged") -> "Rejudged":
        return Rejudged(
            self.judged + other.judged, self.missing + other.missing, self.documents + other.documents
        )


def rejudge(store_path: Path) -> Rejudged:
    """Judge every capture of every sweep in the store again.

    Raises StoreError for a store that cannot be used or whose capture files are gone. Pages that were never captured
    keep what was said of them.
    """
    rules = catalogue()
    total = Rejudged()
    with Store.open(store_path) as store:
        for sweep in store.query("SELECT id, rule_set FROM sweeps ORDER BY id"):
            write_rules(store, sweep["id"], rules, rule_set(sweep["rule_set"]))
            for site in store.query(
                "SELECT * FROM sites WHERE sweep_id = :id ORDER BY id", {"id": sweep["id"]}
            ):
                total += _site(store, store_path.parent, site, rules)
    return total


def _site(store: Store, folder: Path, site: Mapping[str, Any], rules: Catalogue) -> Rejudged:
    key = SiteKey(site["sweep_id"], site["id"])
    path = folder / site["captures"]
    if not path.is_file():
        raise StoreError(
            Text(
                f"Optagelserne af {site['url']} findes ikke: {path}. De skal ligge ved siden af resultatfilen.",
                f"The captures of {site['url']} are not there: {path}. They belong beside the store.",
            )
        )
    pages = store.query(
        "SELECT * FROM subjects WHERE sweep_id = :sweep AND site_id = :site AND kind = 'page' AND state = :state "
        "ORDER BY sequence, url",
        {"sweep": key.sweep_id, "site": key.site_id, "state": PageState.RENDERED.value},
    )
    documents = store.query(
        "SELECT url, sequence FROM subjects WHERE sweep_id = :sweep AND site_id = :site AND kind = 'document' "
        "ORDER BY sequence, url",
        {"sweep": key.sweep_id, "site": key.site_id},
    )
    total = Rejudged()
    with CaptureFile(path) as captures:
        for page in pages:
            total += _page(store, key, page, captures, rules, known_country(site["country"]))
        for document in documents:
            total += _document(store, key, document, captures, rules)
        if site["scope"]:
            write_site(store, key, site["url"], captures, rules, site["ended_at"] or site["started_at"])
    return total


def _page(
    store: Store,
    key: SiteKey,
    page: Mapping[str, Any],
    captures: CaptureFile,
    rules: Catalogue,
    of_country: Country,
) -> Rejudged:
    evidence = captures.get(key.sweep_id, page["url"])
    if evidence is None:
        return Rejudged(missing=1)
    is_start_page = page["sequence"] == 0
    origin = PageOrigin(
        page["sequence"], page["depth"], page["found_on"], page["clause"], is_start_page=is_start_page
    )
    result = judge_capture(evidence, rules, is_start_page=is_start_page, of_country=of_country)
    write_page(store, key, result, origin)
    if result.facts is not None:
        captures.put_facts(key.sweep_id, page["url"], result.facts)
    return Rejudged(judged=1)


def _document(
    store: Store, key: SiteKey, document: Mapping[str, Any], captures: CaptureFile, rules: Catalogue
) -> Rejudged:
    evidence = captures.get_document(key.sweep_id, document["url"])
    if evidence is None:
        return Rejudged(missing=1)
    write_document(store, key, judge_document_capture(evidence, rules), document["sequence"])
    return Rejudged(documents=1)
