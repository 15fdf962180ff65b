"""Evidence: the plain, saved data that rules judge, as the crawler gathers it and the store keeps it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from rules.countries import Country, country
from rules.model import Evidence
from rules.safety_evidence import NamesEvidence, PrivacyEvidence, TransportEvidence
from rules.site_evidence import ContentEvidence, LoginsEvidence, StatementEvidence


class LoadState(StrEnum):
    """How far a page came, a ladder: each step includes the ones before it."""

    NONE = "none"
    COMMITTED = "committed"
    DOM_CONTENT_LOADED = "dom_content_loaded"
    LOADED = "loaded"
    SETTLED = "settled"


class PageState(StrEnum):
    """How the visit to a page ended; only `rendered` pages are judged."""

    RENDERED = "rendered"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    DNS_FAILED = "dns_failed"
    REFUSED = "connection_refused"
    CONNECTION_FAILED = "connection_failed"
    BAD_CERTIFICATE = "bad_certificate"
    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    HTTP_ERROR = "http_error"
    BLOCKED = "blocked"
    REDIRECT_LOOP = "redirect_loop"
    LEFT_SITE = "left_site"
    DOWNLOAD = "download"
    TOO_LARGE = "too_large"
    ROBOTS_REFUSED = "robots_refused"
    OUT_OF_BUDGET = "out_of_budget"
    BROWSER_LOST = "browser_lost"


@dataclass(frozen=True, slots=True)
class RequestSummary:
    """What loading a page asked of the network; sizes in bytes as transferred."""

    count: int = 0
    bytes: int = 0
    third_party_hosts: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AxeCheck:
    """One of axe's checks on one element: its id and the data its message needs."""

    id: str
    data: Any = None
    group: str = "any"  # any, all or none: how axe combines it


@dataclass(frozen=True, slots=True)
class AxeNode:
    """One element axe reported. `target` is ours (` >>> ` between frames and shadow roots); `ancestry` is axe's full
    path selector in the same notation; `box` is x, y, width, height in CSS pixels of the top document, or None."""

    target: str
    ancestry: str
    html: str
    impact: str | None = None
    checks: tuple[AxeCheck, ...] = ()
    box: tuple[float, float, float, float] | None = None
    frame_url: str | None = None


@dataclass(frozen=True, slots=True)
class AxeRuleResult:
    """What one axe rule said of a page. `error` is set when the rule itself broke: it is then untested."""

    id: str
    passes: int = 0
    violations: tuple[AxeNode, ...] = ()
    incomplete: tuple[AxeNode, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class AxeRun:
    """One run of axe over a page with all its frames. Rules that ran and are not listed found nothing to judge.

    With an `error` nothing of the run counts. `notes` say what the run left out: frames not reached, elements beyond
    those kept.
    """

    version: str
    rules: tuple[AxeRuleResult, ...]
    ran: tuple[str, ...]
    error: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CookieFact:
    """A cookie that a visit left behind; its value is never kept. `is_persistent`: it outlives the browser session."""

    name: str
    domain: str = ""
    is_secure: bool = False
    is_http_only: bool = False
    same_site: str = ""
    is_persistent: bool = False


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """Everything saved about one visit to one page.

    `snapshot` is CDP's DOMSnapshot.captureSnapshot result (documents, strings) with `styles`, the names of the
    computed styles in the order the snapshot holds them; it carries the rendered DOM with shadow roots and frames.
    `accessibility_tree` is a list of {backend, role, name, ...} for nodes that are not ignored. `header` names are
    lower case; values of set-cookie are dropped, `cookie_names` keeps the names. `cookies` is None where an older
    version did not note them.
    """

    url: str
    final_url: str
    state: PageState
    reason: str = ""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = ""
    load_state: LoadState = LoadState.NONE
    taken_at: str = ""
    title: str = ""
    language: str = ""
    snapshot: Mapping[str, Any] | None = None
    styles: tuple[str, ...] = ()
    accessibility_tree: Sequence[Mapping[str, Any]] = ()
    axe: AxeRun | None = None
    requests: RequestSummary = RequestSummary()
    cookie_names: tuple[str, ...] = ()
    cookies: tuple[CookieFact, ...] | None = None
    console_errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkFact:
    """A link on a page, resolved. `in_footer`: also where it stands in a menu inside the footer."""

    url: str
    text: str
    landmark: str = ""  # banner, navigation, main, contentinfo or ""
    in_footer: bool = False


@dataclass(frozen=True, slots=True)
class SignalFact:
    """A sign of a public digital service that a page itself shows (rules.services), and what showed it."""

    signal: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Departure:
    """An address of the site that sends its visitors on to another host, which was not entered."""

    url: str
    to: str
    found_on: str = ""


@dataclass(frozen=True, slots=True)
class AnchorFact:
    """A link to a place on a page: the page's address, the place's name as written after `#`, and the link's text."""

    url: str
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The small facts that site rules see of a page.

    `content` is a digest of the visible text outside menus, header and footer: one page shown at two addresses has the
    same, or "" where it was not computed. `anchors` are its links to places, `places` the names that links can lead to,
    or None where they are not known. `updated_on` is the day the page says it was last updated, `published_on` that it
    was published, `taken_on` the day it was seen; ISO 8601 or "". `word_count` counts the words of its own text.
    `policies` are the headers that say how a browser is to protect its user, and what the page's own `<meta>` says in
    their place ("meta referrer"); `cookies` and `third_party_hosts` are those of a first visit on which nothing was
    clicked; `insecure` are addresses that a secure page loads without protection.
    """

    url: str
    final_url: str
    title: str
    language: str
    template: str
    has_search: bool
    links: tuple[LinkFact, ...] = ()
    is_start_page: bool = False
    content: str = ""
    has_footer: bool = False
    signals: tuple[SignalFact, ...] = ()
    anchors: tuple[AnchorFact, ...] = ()
    places: tuple[str, ...] | None = None
    updated_on: str = ""
    published_on: str = ""
    taken_on: str = ""
    word_count: int = 0
    policies: tuple[tuple[str, str], ...] = ()
    cookies: tuple[CookieFact, ...] | None = None
    third_party_hosts: tuple[str, ...] = ()
    insecure: tuple[str, ...] = ()


NO_PAGES = "no_pages"


@dataclass(frozen=True, slots=True)
class SiteEvidence:
    """A site as site rules see it: page facts streamed afresh at each call of `pages`, what the survey noted, and what
    the probes gathered.

    `authority` is the name of the body it belongs to, "" where that is not known. `faulty_page_count` counts the judged
    pages with at least one Fault. A kind of evidence in `rules.site_evidence.FACTS` that was not gathered is None, and
    `reasons` says why.
    """

    url: str
    pages: Callable[[], Iterable[PageFacts]]
    surveyed_page_count: int = 0
    sitemap_urls: tuple[str, ...] = ()
    country: Country = field(default_factory=country)
    authority: str = ""
    judged_page_count: int = 0
    faulty_page_count: int = 0
    reasons: Mapping[Evidence, str] = field(default_factory=dict)
    statement: StatementEvidence | None = None
    departures: tuple[Departure, ...] = ()
    content: ContentEvidence | None = None
    transport: TransportEvidence | None = None
    names: NamesEvidence | None = None
    privacy: PrivacyEvidence | None = None
    logins: LoginsEvidence | None = None

    @property
    def why_no_pages(self) -> str:
        """Why no page was seen, where none was: as a start failure of the survey says it, or `no_pages`."""
        return self.reasons.get(Evidence.PAGE_FACTS) or NO_PAGES
