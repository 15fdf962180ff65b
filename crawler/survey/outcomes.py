"""What can come of fetching an address, and which of Scrapy's errors mean what."""

from collections.abc import Iterator
from dataclasses import dataclass

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from service_identity import VerificationError
from twisted.internet.error import TimeoutError as TwistedTimeoutError
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError

from crawler.survey.inventory import SkipReason
from crawler.survey.links import PageReading, Seen
from crawler.survey.sitemaps import SitemapReading

_MISSPOKEN = (ValueError, ParseError)
"""What Twisted raises over an answer that breaks the protocol."""


class RefusedError(IgnoreRequest):
    """Raised when a request must not be sent, by crawler.survey.conduct."""

    def __init__(self, reason: SkipReason, detail: str) -> None:
        super().__init__(f"{reason.value}: {detail}")
        self.reason = reason
        self.detail = detail


class BrowserLostError(Exception):
    """Raised when the survey's browser cannot be started, by crawler.survey.rendering."""


class PageCrashedError(Exception):
    """Raised when a page takes its tab or the survey's browser down, by crawler.survey.rendering."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """An HTML page came.

    `hops` are the addresses it redirected to on the way, `asked` is the address asked for where that is not the entry's
    own but its twin, and `seen` is set when a browser read the page.
    """

    final_url: str
    status: int
    content_type: str
    reading: PageReading
    hops: tuple[str, ...] = ()
    asked: str = ""
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class SitemapRead:
    """A sitemap came."""

    reading: SitemapReading


@dataclass(frozen=True, slots=True)
class DocumentMet:
    """A document came where a page was expected; its body was not fetched."""

    final_url: str
    content_type: str
    hops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotSurveyed:
    """Nothing usable came, or the address was not asked for. `reading` is what an error page showed, where it came."""

    reason: SkipReason
    detail: str = ""
    hops: tuple[str, ...] = ()
    reading: PageReading | None = None
    is_browser_lost: bool = False


Outcome = PageRead | SitemapRead | DocumentMet | NotSurveyed


def from_failure(failure: Failure) -> NotSurveyed:
    """Return what a failed download means."""
    error = failure.value
    if error is None:
        return NotSurveyed(SkipReason.CONNECTION_FAILED)
    if isinstance(error, RefusedError):
        return NotSurveyed(error.reason, error.detail)
    if isinstance(error, IgnoreRequest):
        # The only other source: Scrapy stops unpacking a body at DOWNLOAD_MAXSIZE.
        return NotSurveyed(SkipReason.TOO_LARGE, "the page is larger than the limit when unpacked")
    if isinstance(error, BrowserLostError):
        return NotSurveyed(SkipReason.UNREADABLE, f"no browser: {error}"[:300], is_browser_lost=True)
    if isinstance(error, PageCrashedError):
        return NotSurveyed(SkipReason.UNREADABLE, str(error))
    causes = list(_causes(error))
    detail = _detail(causes)
    if any(isinstance(cause, VerificationError) for cause in causes):
        return NotSurveyed(SkipReason.BAD_CERTIFICATE, "the certificate is for another host")
    if any(isinstance(cause, SSL.Error) and "certificate" in str(cause) for cause in causes):
        return NotSurveyed(SkipReason.BAD_CERTIFICATE, detail)
    if isinstance(error, DownloadCancelledError):
        return NotSurveyed(SkipReason.TOO_LARGE, "the page is larger than the limit")
    if isinstance(error, CannotResolveHostError):
        return NotSurveyed(SkipReason.DNS_FAILED, detail)
    if isinstance(error, DownloadConnectionRefusedError):
        return NotSurveyed(SkipReason.CONNECTION_FAILED, "connection refused")
    if any(isinstance(cause, DownloadTimeoutError | TwistedTimeoutError | TimeoutError) for cause in causes):
        return NotSurveyed(SkipReason.TIMED_OUT, detail)
    return NotSurveyed(SkipReason.CONNECTION_FAILED, _said_wrongly(error, causes) or detail)


def _said_wrongly(error: BaseException, causes: list[BaseException]) -> str:
    is_misspoken = any(isinstance(cause, _MISSPOKEN) for cause in causes)
    if isinstance(error, DownloadFailedError) and not is_misspoken:
        return ""
    return f"the answer is no proper HTTP ({_detail(causes)})"


def from_status(status: int) -> NotSurveyed | None:
    """Return what an error status means, or None for a success."""
    if 200 <= status < 300:
        return None
    # Told apart because they say "not you": a reason to look at access, not at broken pages.
    reason = SkipReason.BLOCKED if status in {401, 403, 407, 429, 451} else SkipReason.HTTP_ERROR
    return NotSurveyed(reason, f"HTTP {status}")


def _causes(error: BaseException, depth: int = 0) -> Iterator[BaseException]:
    """Yield an error and what it came of; Twisted keeps failures of a connection in `reasons`."""
    yield error
    if depth > 5:
        return
    for reason in getattr(error, "reasons", None) or ():
        if isinstance(reason, Failure) and reason.value is not None:
            yield from _causes(reason.value, depth + 1)
    if error.__cause__ is not None:
        yield from _causes(error.__cause__, depth + 1)


def _detail(causes: list[BaseException]) -> str:
    for cause in reversed(causes):
        if isinstance(cause, SSL.Error) and cause.args and isinstance(cause.args[0], list):
            return "; ".join(str(part[-1]) for part in cause.args[0] if part)[:300]
        if str(cause):
            return str(cause)[:300]
    return type(causes[0]).__name__
