"""Gathers how a site's addresses hang together from what survey and captures know already; asks the site nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from crawler.store.captures import CaptureFile
from crawler.store.store import SiteKey, Store
from crawler.survey.inventory import NoteKind, SkipReason
from crawler.survey.media import Medium, medium_of_link
from crawler.survey.urls import Scope, identity, normalise, without_fragment
from rules.evidence import PageState
from rules.site_evidence import AddressState, ContentEvidence, DocumentFact, LinkedAddress

ADDRESSES_MAX = 500
PAGES_PER_ADDRESS_MAX = 5
HOPS_MAX = 20
_GONE = frozenset({404, 410})

_OF_SKIP = {
    SkipReason.SOFT_404: AddressState.MISSING,
    SkipReason.HTTP_ERROR: AddressState.FAILING,
    SkipReason.TIMED_OUT: AddressState.FAILING,
    SkipReason.DNS_FAILED: AddressState.FAILING,
    SkipReason.CONNECTION_FAILED: AddressState.FAILING,
    SkipReason.BAD_CERTIFICATE: AddressState.FAILING,
    SkipReason.REDIRECT_LOOP: AddressState.LOOPING,
    SkipReason.DUPLICATE: AddressState.FINE,
    SkipReason.TOO_LARGE: AddressState.FINE,
}
"""What a skipped address did when it was asked for. The other reasons mean that it was not, or not so that it tells."""

_HALF_SEEN = frozenset(
    {
        SkipReason.PAGE_CAP,
        SkipReason.OUT_OF_BUDGET,
        SkipReason.BLOCKED,
        SkipReason.ROBOTS,
        SkipReason.TIMED_OUT,
        SkipReason.CONNECTION_FAILED,
        SkipReason.TOO_LARGE,
        SkipReason.UNREADABLE,
    }
)
"""Skips of pages that may have links nobody has read."""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What the survey said that the store does not keep: its pages, and where addresses sent it on to.

    `days` are those on which documents say they were changed or made, by address.
    """

    pages: AbstractSet[str]
    hops: Mapping[str, tuple[str, ...]]
    is_finished: bool = True
    days: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    state: AddressState
    detail: str = ""


@dataclass(slots=True)
class _Linked:
    """One address as the pages link to it."""

    url: str
    text: str
    pages: dict[str, None] = field(default_factory=dict)


def gather_content(
    store: Store, key: SiteKey, captures: CaptureFile, scope: Scope, surveyed: Surveyed
) -> ContentEvidence:
    """Return what is known of the addresses that the site's pages link to, and of its documents."""
    at = {"sweep": key.sweep_id, "site": key.site_id}
    skips = store.query(
        "SELECT url, reason, detail FROM skips WHERE sweep_id = :sweep AND site_id = :site", at
    )
    documents = store.query(
        "SELECT d.url, d.state, d.status, d.format, d.same_as, COALESCE(s.title, '') AS title FROM documents d "
        "LEFT JOIN subjects s ON s.sweep_id = d.sweep_id AND s.site_id = d.site_id AND s.kind = 'document' "
        "AND s.url = d.url WHERE d.sweep_id = :sweep AND d.site_id = :site ORDER BY d.url",
        at,
    )
    known = _known(surveyed.pages, skips, documents)
    hops = {_key(url): way for url, way in surveyed.hops.items()}
    counts: dict[AddressState, int] = defaultdict(int)
    outside_count = 0
    told: list[LinkedAddress] = []
    for one, linked in _linked(captures, key.sweep_id).items():
        found = known.get(one)
        if found is None and not scope.contains(linked.url):
            outside_count += 1
            continue
        found = found or _Known(AddressState.UNCHECKED)
        counts[found.state] += 1
        way = _way(one, hops) if found.state is not AddressState.UNCHECKED else ()
        if way or found.state not in {AddressState.FINE, AddressState.UNCHECKED}:
            told.append(
                LinkedAddress(
                    linked.url,
                    found.state,
                    found.detail,
                    way,
                    tuple(linked.pages)[:PAGES_PER_ADDRESS_MAX],
                    len(linked.pages),
                    linked.text,
                )
            )
    told.sort(key=lambda address: (-address.page_count, address.url))
    return ContentEvidence(
        addresses=tuple(told[:ADDRESSES_MAX]),
        left_out=max(len(told) - ADDRESSES_MAX, 0),
        fine_count=counts[AddressState.FINE],
        unchecked_count=counts[AddressState.UNCHECKED],
        outside_count=outside_count,
        documents=tuple(_documents(store, at, documents, surveyed, scope)),
        is_whole=surveyed.is_finished and _is_whole(store, at, skips),
    )


def _known(
    pages: Iterable[str], skips: Iterable[Mapping[str, Any]], documents: Iterable[Mapping[str, Any]]
) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for skip in skips:
        state = _OF_SKIP.get(SkipReason(skip["reason"]))
        if state is not None:
            detail = skip["detail"]
            is_gone = detail.removeprefix("HTTP ") in map(str, _GONE)
            known[_key(skip["url"])] = _Known(
                AddressState.GONE if is_gone else state,
                detail if detail.startswith("HTTP ") or state is AddressState.LOOPING else "",
            )
    for document in documents:
        known[_key(document["url"])] = _document_known(document)
    known.update((_key(url), _Known(AddressState.FINE)) for url in pages)
    return known


def _document_known(document: Mapping[str, Any]) -> _Known:
    status = document["status"]
    if document["state"] != "not_fetched":
        return _Known(AddressState.FINE)
    if status in _GONE:
        return _Known(AddressState.GONE, f"HTTP {status}")
    if status is not None and status >= 500:
        return _Known(AddressState.FAILING, f"HTTP {status}")
    return _Known(AddressState.UNCHECKED)


def _linked(captures: CaptureFile, sweep_id: str) -> dict[str, _Linked]:
    """Return the distinct addresses that pages link to, each with the pages that do."""
    linked: dict[str, _Linked] = {}
    for facts in captures.facts(sweep_id):
        for link in facts.links:
            if medium_of_link(link.url, "") not in {Medium.PAGE, Medium.DOCUMENT}:
                continue  # pictures, films, style sheets: never asked for
            one = linked.setdefault(_key(link.url), _Linked(link.url, link.text))
            one.pages.setdefault(facts.final_url)
    return linked


def _way(start: str, hops: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return where an address sends one on to, step by step; an address met again ends it, as its last step."""
    way: list[str] = []
    seen = {start}
    current = start
    while steps := hops.get(current):
        for step in steps:
            way.append(step)
            current = _key(step)
            if current in seen or len(way) >= HOPS_MAX:
                return tuple(way)
            seen.add(current)
    return tuple(way)


def _documents(
    store: Store,
    at: Mapping[str, Any],
    documents: Iterable[Mapping[str, Any]],
    surveyed: Surveyed,
    scope: Scope,
) -> Iterator[DocumentFact]:
    links = store.query(
        "SELECT document_url, page_url FROM document_links WHERE sweep_id = :sweep AND site_id = :site", at
    )
    linked = {link["document_url"] for link in links if link["page_url"] in surveyed.pages}
    for document in documents:
        if scope.contains(document["url"]) and document["state"] != "not_fetched":
            yield DocumentFact(
                document["url"],
                document["title"],
                document["format"],
                document["url"] in linked,
                document["same_as"],
                surveyed.days.get(document["url"], ""),
            )


def _is_whole(store: Store, at: Mapping[str, Any], skips: Iterable[Mapping[str, Any]]) -> bool:
    unlisted = store.query(
        "SELECT 1 FROM site_notes WHERE sweep_id = :sweep AND site_id = :site AND kind = :kind LIMIT 1",
        {**at, "kind": NoteKind.SKIPS_NOT_LISTED.value},
    )
    unseen = store.query(
        "SELECT 1 FROM subjects WHERE sweep_id = :sweep AND site_id = :site AND kind = 'page' "
        "AND state NOT IN (:rendered, :download) LIMIT 1",
        {**at, "rendered": PageState.RENDERED.value, "download": PageState.DOWNLOAD.value},
    )
    return not unlisted and not unseen and not any(skip["reason"] in _HALF_SEEN for skip in skips)


def _key(url: str) -> str:
    """Return what two spellings of an address share."""
    try:
        return identity(without_fragment(normalise(url)))
    except ValueError:
        return url
