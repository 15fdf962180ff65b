"""The documents of one site: which are fetched, each opened once, judged with what links to it and lies beside it."""

import asyncio
import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from crawler.credentials import Credentials
from crawler.documents.addresses import local_path
from crawler.documents.earlier import Known, known, renewed
from crawler.documents.evidence import SIBLINGS_MAX, evidence_of, with_surroundings
from crawler.documents.fetched import Fetched
from crawler.documents.opener import DocumentOpener
from crawler.documents.outcome import Reading
from crawler.judge import JudgedDocument, document_row, judge_document_capture, write_document
from crawler.site_spec import MAX_DOCUMENTS
from crawler.store.captures import CaptureFile
from crawler.store.store import SiteKey, Store, utc_now
from crawler.survey.inventory import SkipReason, SurveyedDocument
from rules.catalogue import Catalogue
from rules.document_evidence import DocumentEvidence, DocumentLink, DocumentState, Sibling, Verdict
from rules.exemptions import is_number, site_name

DOCUMENT_CAP = "document_cap"
OTHER_SITE = "other_site"
_HASH_BYTES = 1 << 20

Opened = tuple[Reading, tuple[Verdict, ...]]


class Fetcher(Protocol):
    """What brings a document to disk."""

    async def fetch(self, url: str, path: Path, known: Known | None = None) -> Fetched: ...


@dataclass(slots=True)
class _Document:
    """A document met or listed. `number` is its place in line."""

    url: str
    address: str
    number: int
    declared_type: str = ""
    is_listed: bool = False
    links: list[DocumentLink] = field(default_factory=list)
    same_as: str = ""
    evidence: DocumentEvidence | None = None


class SiteDocuments:
    """Gathers the documents of a site while it is surveyed, then fetches, opens and judges them."""

    def __init__(
        self,
        store: Store,
        captures: CaptureFile,
        key: SiteKey,
        rules: Catalogue,
        *,
        site_url: str,
        max_documents: int = MAX_DOCUMENTS,
        credentials: Credentials | None = None,
    ) -> None:
        self._store = store
        self._captures = captures
        self._key = key
        self._rules = rules
        self._site_url = site_url
        self._max_documents = max_documents
        self._credentials = credentials or Credentials()
        self._documents: dict[str, _Document] = {}
        self._first_with: dict[str, _Document] = {}
        self._readings: dict[str, Opened] = {}
        self._by_page: dict[str, list[tuple[_Document, str]]] = defaultdict(list)
        self._listed: list[_Document] = []
        self._place_in_list: dict[str, int] = {}

    @property
    def count(self) -> int:
        """How many documents will be fetched or have been."""
        return sum(not reason for _, reason in self._planned())

    @property
    def is_empty(self) -> bool:
        """Whether no document was met or listed."""
        return not self._documents

    def met(self, item: SurveyedDocument) -> None:
        """Take a link to a document, and keep it in the store at once."""
        known = self._documents.get(item.url)
        if known is None:
            known = self._documents[item.url] = _Document(
                item.url, item.url, len(self._documents), item.declared_type
            )
            with self._store.transaction():
                self._store.put("documents", self._keyed(url=item.url, declared_type=item.declared_type))
        link = DocumentLink(item.found_on, item.link_text)
        if item.found_on and link not in known.links:
            known.links.append(link)
            self._by_page[item.found_on].append((known, item.link_text))
            with self._store.transaction():
                self._store.put(
                    "document_links",
                    self._keyed(document_url=item.url, page_url=item.found_on, link_text=item.link_text),
                )

    def listed(self, given: str, address: str, number: int) -> None:
        """Take a document that the user named: it is always opened, and always has results of its own."""
        document = self._documents[given] = _Document(given, address, number, is_listed=True)
        self._place_in_list[given] = len(self._listed)
        self._listed.append(document)

    async def run(
        self,
        fetcher: Fetcher | None,
        opener: DocumentOpener,
        *,
        stop: Callable[[], str],
        on_start: Callable[[str], None],
        on_done: Callable[[JudgedDocument], None],
    ) -> None:
        """Fetch, open and judge each document in turn; with a reason from `stop`, only say that the rest is left.

        `fetcher` None: local files only. Whoever gives the `opener` closes it.
        """
        with tempfile.TemporaryDirectory(prefix="eftersyn-") as folder:
            for document, not_fetched in self._planned():
                reason = not_fetched
                if not reason and (stopped := stop()):
                    reason = f"{SkipReason.OUT_OF_BUDGET.value}: {stopped}"
                if reason:
                    self._left_out(document, reason)
                    continue
                on_start(document.url)
                judged = await self._one(document, fetcher, opener, Path(folder))
                if judged is not None:
                    on_done(judged)
        self._judge_with_surroundings()

    def _planned(self) -> Iterator[tuple[_Document, str]]:
        """Yield the documents in line, each with the reason why it is not fetched, or ""."""
        taken = 0
        for document in sorted(self._documents.values(), key=lambda one: one.number):
            if document.is_listed:
                yield document, ""
            elif not self._is_own(document.address):
                # Politely and rightly: what another body publishes is not this authority's to mend.
                yield document, OTHER_SITE
            elif taken >= self._max_documents:
                yield document, DOCUMENT_CAP
            else:
                taken += 1
                yield document, ""

    def _is_own(self, address: str) -> bool:
        own, other = urlsplit(self._site_url), urlsplit(address)
        if site_name(own.hostname or "") != site_name(other.hostname or ""):
            return False
        # One machine may serve the sites of many at its ports; a name belongs to one.
        return not is_number(own.hostname or "") or own.port == other.port

    def _left_out(self, document: _Document, reason: str) -> None:
        if document.is_listed:
            evidence = DocumentEvidence(
                document.url, document.address, DocumentState.NOT_FETCHED, reason, taken_at=utc_now()
            )
            self._keep(document, evidence)
            return
        with self._store.transaction():
            self._store.put(
                "documents",
                self._keyed(
                    url=document.url,
                    declared_type=document.declared_type,
                    state=DocumentState.NOT_FETCHED.value,
                    reason=reason,
                ),
            )

    async def _one(
        self, document: _Document, fetcher: Fetcher | None, opener: DocumentOpener, folder: Path
    ) -> JudgedDocument | None:
        """Return what was said of a document; None when it is the same as one judged before."""
        fetched, earlier = await self._fetched(document, fetcher, opener, folder)
        first = self._first_with.setdefault(fetched.sha256, document) if fetched.sha256 else document
        if first is not document and not document.is_listed:
            self._same(document, first, fetched)
            return None
        if earlier is not None:
            evidence = renewed(earlier, fetched, url=document.url, taken_at=utc_now())
        else:
            reading, verdicts = await self._open(opener, fetched) if fetched.path is not None else (None, ())
            evidence = evidence_of(
                document.url,
                fetched,
                reading,
                verdicts,
                declared_type=document.declared_type,
                taken_at=utc_now(),
            )
        evidence = self._credentials.without(evidence)
        return self._keep(document, with_surroundings(evidence, document.links, self._siblings(document)))

    async def _fetched(
        self, document: _Document, fetcher: Fetcher | None, opener: DocumentOpener, folder: Path
    ) -> tuple[Fetched, DocumentEvidence | None]:
        """Return what came of fetching, and what an earlier sweep learnt where the document has not changed since."""
        if document.address.startswith("file:"):
            return await asyncio.to_thread(_local, document.address), None
        assert fetcher is not None  # only local files come without one
        earlier = self._captures.earlier_document(self._key.sweep_id, document.url)
        asked = known(earlier, verifies_claims=opener.can_verify)
        fetched = await fetcher.fetch(document.address, folder / "document", asked)
        if earlier is None or not fetched.is_unchanged:
            return fetched, None
        return replace(fetched, sha256=earlier.sha256, size_bytes=earlier.size_bytes), earlier

    async def _open(self, opener: DocumentOpener, fetched: Fetched) -> Opened:
        if fetched.sha256 not in self._readings:
            assert fetched.path is not None  # asked before
            self._readings[fetched.sha256] = await asyncio.to_thread(opener.open, fetched.path)
        return self._readings[fetched.sha256]

    def _same(self, document: _Document, first: _Document, fetched: Fetched) -> None:
        """Keep a document that is, byte for byte, one that was judged already: its links count for that one."""
        document.same_as = first.url
        first.links.extend(link for link in document.links if link not in first.links)
        assert first.evidence is not None  # judged when it came
        row = document_row(self._key, first.evidence) | {
            "url": document.url,
            "final_url": fetched.final_url,
            "same_as": first.url,
        }
        with self._store.transaction():
            self._store.put("documents", row)

    def _keep(self, document: _Document, evidence: DocumentEvidence) -> JudgedDocument:
        judged = judge_document_capture(evidence, self._rules)
        document.evidence = evidence
        self._captures.put_document(self._key.sweep_id, evidence)
        write_document(self._store, self._key, judged, document.number)
        return judged

    def _judge_with_surroundings(self) -> None:
        """Judge again the documents of whose surroundings more is known now that all of them are open."""
        for document in self._documents.values():
            if document.evidence is None:
                continue
            whole = with_surroundings(document.evidence, document.links, self._siblings(document))
            if whole != document.evidence:
                self._keep(document, whole)

    def _siblings(self, document: _Document) -> list[Sibling]:
        """Return what is linked from the same pages, or listed by the user, nearest first in line."""
        found: dict[str, tuple[int, Sibling]] = {}
        for other, text in self._beside(document):
            if other is document or other.same_as == document.url or other.url in found:
                continue
            known = self._documents.get(other.same_as, other).evidence
            format_id = known.format.id if known is not None and known.format is not None else ""
            found[other.url] = abs(other.number - document.number), Sibling(other.url, text, format_id)
        nearest = sorted(found.values(), key=lambda one: (one[0], one[1].url))
        return [sibling for _, sibling in nearest[:SIBLINGS_MAX]]

    def _beside(self, document: _Document) -> Iterator[tuple[_Document, str]]:
        """Yield what a reader of the same page, or of the user's list, sees beside a document, with the link's text."""
        for page in dict.fromkeys(link.page_url for link in document.links):
            yield from self._by_page[page]
        if document.is_listed:
            at = self._place_in_list[document.url]
            for other in self._listed[max(0, at - SIBLINGS_MAX) : at + SIBLINGS_MAX]:
                yield other, ""

    def _keyed(self, **values: object) -> dict[str, object]:
        return {"sweep_id": self._key.sweep_id, "site_id": self._key.site_id, **values}


def _local(address: str) -> Fetched:
    """Return a file of this machine as if it had been fetched."""
    path = local_path(address)
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_HASH_BYTES):
                digest.update(chunk)
        size = path.stat().st_size
    except OSError as error:
        return Fetched(address, refusal=SkipReason.UNREADABLE, detail=error.strerror or str(error))
    return Fetched(address, path=path, size_bytes=size, sha256=digest.hexdigest())
