"""Evidence of a site as a whole, gathered once a site by the probes: plain facts, saved and judged like a page's."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rules.model import Evidence
from rules.safety_evidence import NamesEvidence, PrivacyEvidence, TransportEvidence


class LookupState(StrEnum):
    """How looking at one address ended."""

    FOUND = "found"
    ABSENT = "absent"
    FILE = "file"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"


class Moved(StrEnum):
    """How an address led elsewhere: not at all, by HTTP, or by the page itself (script or refresh)."""

    NOT = "not"
    HTTP = "http"
    PAGE = "page"


class FoundBy(StrEnum):
    """What made us look at an address for the accessibility statement."""

    ADDRESS = "address"
    REDIRECT = "redirect"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Lookup:
    """One address that was looked at. `final_url` is where it ended; `reason` says why no page came of it."""

    url: str
    found_by: FoundBy
    state: LookupState
    final_url: str = ""
    status: int | None = None
    moved: Moved = Moved.NOT
    reason: str = ""


class BlockKind(StrEnum):
    """What a piece of a page's text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link inside a block: its address (of the web, or mailto: and tel:) and its text."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph or list item as read in document order; `level` is a heading's.

    A form that takes a message is a block of its own, without text.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    links: tuple[TextLink, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A page that may be the accessibility statement, as text. `is_cut`: it had more blocks than are kept."""

    url: str
    found_by: FoundBy
    title: str = ""
    language: str = ""
    blocks: tuple[Block, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class StatementEvidence:
    """Where the accessibility statement was looked for, and the pages that came of it.

    `addresses` are those at which the country's statement host would keep this site's statement, none where there is no
    such host. `lookups` stand in the order they were made; those found by `redirect` are the addresses on the site
    that must lead to the statement.
    """

    taken_at: str
    addresses: tuple[str, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    pages: tuple[StatementPage, ...] = ()


class AddressState(StrEnum):
    """What the survey learnt of an address by asking for it: `missing` is a page that says it is not there."""

    FINE = "fine"
    GONE = "gone"
    MISSING = "missing"
    LOOPING = "looping"
    FAILING = "failing"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class LinkedAddress:
    """An address of the site that pages link to and that is not simply fine.

    `hops` are the addresses one is sent on to, the last one where it ends; `pages` are the first that link to it.
    """

    url: str
    state: AddressState
    detail: str = ""
    hops: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    page_count: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """A document of the site as it was met; `same_as` names the address at which the same file was opened before.

    `dated` is the day that the file says it was changed last, or else made; ISO 8601, "" where it says nothing telling.
    """

    url: str
    title: str = ""
    format: str = ""
    is_linked: bool = True
    same_as: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class ContentEvidence:
    """How the site's own addresses hang together, from what survey and captures know already: nothing more is asked.

    `addresses` are those linked to that are broken, do not answer, or send one on; `left_out` how many more there were.
    The counts are of distinct addresses linked to: fine, not asked for, and outside the site (never asked for).
    `is_whole`: every page that was found was read, so that what no page links to is known.
    """

    addresses: tuple[LinkedAddress, ...] = ()
    left_out: int = 0
    fine_count: int = 0
    unchecked_count: int = 0
    outside_count: int = 0
    documents: tuple[DocumentFact, ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class LoginChain:
    """Where a link leads through redirects: every address on the way but its own, up to where a login begins, which
    was asked for nothing. Parameters are kept by their names. `reason` says why the way could not be read further."""

    url: str
    found_on: str
    hops: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LoginsEvidence:
    """The ways to log in that were read; `left_out` counts the links that were too many to be."""

    taken_at: str
    chains: tuple[LoginChain, ...] = ()
    left_out: int = 0


FACTS: Mapping[Evidence, type[Any]] = {
    Evidence.STATEMENT: StatementEvidence,
    Evidence.CONTENT: ContentEvidence,
    Evidence.TRANSPORT: TransportEvidence,
    Evidence.NAMES: NamesEvidence,
    Evidence.PRIVACY: PrivacyEvidence,
    Evidence.LOGINS: LoginsEvidence,
}
"""The type of each kind of site evidence. SiteEvidence has a field for each, called as the kind is spelt."""
