"""Everything there is to say of a site's documents: each with what it is, who links to it, and its faults."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reports.clusters import Cluster
from reports.document_scores import READ, ClaimView, claim_states, why_not_opened
from reports.rows import DocumentLinkRow, DocumentRow
from rules.formats import FormatRow, format_row


@dataclass(frozen=True, slots=True)
class Heaps:
    """Clusters in five heaps that never overlap, as `SiteReport` has them."""

    faults: Sequence[Cluster] = ()
    review: Sequence[Cluster] = ()
    review_in_short: Sequence[Cluster] = ()
    exempt: Sequence[Cluster] = ()
    explained: Sequence[Cluster] = ()
    others: Mapping[str, Sequence[Cluster]] = field(default_factory=dict)
    others_in_short: Mapping[str, Sequence[Cluster]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document: its row and format, the links to it under all its addresses, and what became of its claims.

    `format` is None and `reason` says why where it was not opened so far that its format is known.
    """

    row: DocumentRow
    format: FormatRow | None
    reason: str = ""
    links: Sequence[DocumentLinkRow] = ()
    also_at: Sequence[str] = ()
    claims: Sequence[ClaimView] = ()

    @property
    def pages(self) -> Sequence[str]:
        """The pages that link to the document, each once."""
        return tuple(dict.fromkeys(link.page_url for link in self.links))


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """A site's documents, the worst first, and what was found in them."""

    documents: Sequence[DocumentView] = ()
    found: Heaps = Heaps()  # frozen

    def __len__(self) -> int:
        return len(self.documents)

    def view(self, url: str) -> DocumentView | None:
        """Return the document at an address."""
        return next((document for document in self.documents if document.row.url == url), None)


def document_report(
    rows: Sequence[DocumentRow],
    links: Iterable[DocumentLinkRow],
    found: Heaps,
) -> DocumentReport:
    """Put a site's documents together; those that are the same file are one."""
    links_to: dict[str, list[DocumentLinkRow]] = defaultdict(list)
    for link in links:
        links_to[link.document_url].append(link)
    also: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.same_as:
            also[row.same_as].append(row.url)
    views = [
        DocumentView(
            row=row,
            format=format_row(row.format) if row.format else None,
            reason="" if row.state == READ else why_not_opened(row),
            links=[link for url in (row.url, *also[row.url]) for link in links_to[url]],
            also_at=also[row.url],
            claims=claim_states(row),
        )
        for row in rows
        if not row.same_as
    ]
    return DocumentReport(sorted(views, key=_worst_first), found)


def _worst_first(document: DocumentView) -> tuple[bool, bool, int, str]:
    row = document.row
    return bool(document.reason), bool(row.exemption), -row.fault_count, row.url
