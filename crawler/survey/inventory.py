"""The inventory of a site: the values a survey yields."""

from dataclasses import dataclass
from enum import StrEnum


class SkipReason(StrEnum):
    """Why an address was found but is not a surveyed page."""

    ROBOTS = "robots"
    OUT_OF_SCOPE = "out_of_scope"
    PAGE_CAP = "page_cap"
    OUT_OF_BUDGET = "out_of_budget"
    DUPLICATE = "duplicate"
    HTTP_ERROR = "http_error"
    BLOCKED = "blocked"
    TIMED_OUT = "timed_out"
    DNS_FAILED = "dns_failed"
    CONNECTION_FAILED = "connection_failed"
    BAD_CERTIFICATE = "bad_certificate"
    TOO_LARGE = "too_large"
    NOT_HTML = "not_html"
    UNREADABLE = "unreadable"
    REDIRECT_OUT_OF_SCOPE = "redirect_out_of_scope"
    REDIRECT_LOOP = "redirect_loop"
    ADDRESS_NOT_ALLOWED = "address_not_allowed"
    BAD_ADDRESS = "bad_address"
    TRAP = "trap"
    SOFT_404 = "soft_404"
    ENDLESS_SERIES = "endless_series"
    GROWING_PATH = "growing_path"
    FILTERS_COMBINED = "filters_combined"
    LOGOUT = "logout"


class NoteKind(StrEnum):
    """What a note of the survey is about."""

    ROBOTS = "robots"
    CRAWL_DELAY = "crawl_delay"
    SITEMAP = "sitemap"
    START_FAILED = "start_failed"
    SKIPS_NOT_LISTED = "skips_not_listed"
    DOCUMENTS_NOT_LISTED = "documents_not_listed"
    SOFT_404 = "soft_404"
    SURVEYED_RENDERED = "surveyed_rendered"
    INFINITE_SCROLL = "infinite_scroll"
    TWIN_ADDRESSES = "twin_addresses"
    TRACKING_PARAMETERS = "tracking_parameters"
    SESSION_IDS = "session_ids"
    PARAMETER_ORDER = "parameter_order"
    WRONG_CANONICAL = "wrong_canonical"
    NOINDEX = "noindex"
    NOFOLLOW = "nofollow"
    WRONG_ENCODING = "wrong_encoding"


@dataclass(frozen=True, slots=True)
class SurveyedPage:
    """A page that answered. `seq` counts pages from 0, the start page; `depth` counts links from it.

    `hops` are the addresses it was sent on to, here and in the other items.
    """

    seq: int
    url: str
    final_url: str
    status: int
    depth: int
    title: str
    found_on: str
    content_type: str
    link_text: str = ""
    hops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyedDocument:
    """One link to a document, which is not opened. `declared_type` is a media type as the link or server said it."""

    url: str
    declared_type: str
    found_on: str
    link_text: str
    seq: int
    hops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skip:
    """An address that was met and not surveyed, and why."""

    url: str
    reason: SkipReason
    detail: str = ""
    found_on: str = ""
    hops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyNote:
    """Something the survey learnt about the site as a whole. `start_failed` begins its detail with a SkipReason."""

    kind: NoteKind
    detail: str

    def says(self, reason: SkipReason) -> bool:
        """Whether this is a note whose detail begins with `reason`."""
        return self.detail.partition(":")[0] == reason.value


Item = SurveyedPage | SurveyedDocument | Skip | SurveyNote
