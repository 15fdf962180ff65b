"""Takes a page to an address, watches how far it comes, and says how the visit went."""

import asyncio
import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from crawler.render import calm
from crawler.render.capture import mask_tokens
from crawler.render.egress import Egress, Failure
from crawler.render.settings import (
    DOCUMENT_BYTES_MAX,
    PAGE_BYTES_MAX,
    PAGE_REQUESTS_MAX,
    RenderSettings,
)
from crawler.render.slot import BLANK, Slot
from rules.evidence import LoadState, PageEvidence, PageState, RequestSummary

QUIET_SECONDS = 0.2
COMMITTED_WITHIN_SECONDS = 2.0
SCRIPTED_NAVIGATIONS_MAX = 10
FAILED_REQUESTS_KEPT = 20
HOSTS_KEPT = 300
HEADERS_KEPT = 100
HEADER_CHARACTERS_MAX = 4_000
URL_CHARACTERS_MAX = 2_000
# Of a visit's budget, the part that loading may use; the rest is for looking at what was loaded.
LOADING_SHARE = 0.6

_PAGE_TYPES = ("html", "xml", "svg")
_NET_ERRORS: Mapping[str, PageState] = {
    "ERR_TOO_MANY_REDIRECTS": PageState.REDIRECT_LOOP,
    "ERR_NAME_NOT_RESOLVED": PageState.DNS_FAILED,
    "ERR_CONNECTION_REFUSED": PageState.REFUSED,
    "ERR_CONNECTION_TIMED_OUT": PageState.TIMED_OUT,
    "ERR_TIMED_OUT": PageState.TIMED_OUT,
    "ERR_CERT_": PageState.BAD_CERTIFICATE,
    "ERR_SSL_": PageState.BAD_CERTIFICATE,
    "ERR_BAD_SSL_": PageState.BAD_CERTIFICATE,
    "ERR_ACCESS_DENIED": PageState.ADDRESS_NOT_ALLOWED,
    "ERR_UNSAFE_PORT": PageState.ADDRESS_NOT_ALLOWED,
    "ERR_BLOCKED_BY_CLIENT": PageState.ADDRESS_NOT_ALLOWED,
}
_FAILURES: Mapping[Failure, PageState] = {
    Failure.DNS_FAILED: PageState.DNS_FAILED,
    Failure.REFUSED: PageState.REFUSED,
    Failure.TIMED_OUT: PageState.TIMED_OUT,
    Failure.NOT_ALLOWED: PageState.ADDRESS_NOT_ALLOWED,
    Failure.UNREACHABLE: PageState.CONNECTION_FAILED,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered a request for the page itself."""

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = ""


_NO_ANSWER = Answer()


@dataclass(slots=True)
class Visit:
    """One visit as it goes: what the browser reported so far. Used as a context manager around the visit.

    `unreachable` is where the page sent itself on to in vain; `is_calm` says that nothing on the page can change it;
    `seen` is the evidence, once it is whole.
    """

    slot: Slot
    url: str
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    main_frame: str = ""
    final_url: str = ""
    last_url: str = ""
    answer: Answer = _NO_ANSWER
    document: Answer = _NO_ANSWER
    navigations: int = 0
    dom_ready: bool = False
    loaded: bool = False
    stopped: bool = False
    is_calm: bool = False
    request_count: int = 0
    byte_count: int = 0
    received_bytes: int = 0
    failed: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    unreachable: str = ""
    is_broken_off: bool = False
    seen: PageEvidence | None = None
    _document_id: str = ""
    _document_bytes: int = 0
    _answers: dict[str, Answer] = field(default_factory=dict)
    _urls: dict[str, str] = field(default_factory=dict)
    _in_flight: set[str] = field(default_factory=set)
    _quiet_since: float = 0.0
    _has_scripts: bool = False

    def __enter__(self) -> Self:
        self.slot.watcher = self._take
        return self

    def __exit__(self, *_: object) -> None:
        self.slot.watcher = None

    def _take(self, name: str, event: Mapping[str, Any]) -> None:
        """Note one event of the DevTools protocol."""
        match name:
            case "Network.requestWillBeSent":
                self._requested(event)
            case "Network.responseReceived":
                self._answered(event)
            case "Network.dataReceived":
                self._received(event)
            case "Network.loadingFinished":
                self.byte_count += int(event.get("encodedDataLength", 0))
                self._finished(event["requestId"])
            case "Network.loadingFailed":
                self._request_failed(event)
            case "Page.frameNavigated":
                self._navigated(event["frame"])
            case "Page.domContentEventFired":
                self.dom_ready = self.navigations > 0
            case "Page.loadEventFired":
                self.loaded = self.navigations > 0
            case "Page.frameStartedLoading" | "Page.frameStoppedLoading" if (
                event["frameId"] == self.main_frame
            ):
                # Loading may stop without a load event: a broken connection or a download ends it too.
                self.stopped = self.navigations > 0 and name == "Page.frameStoppedLoading"
        self.changed.set()

    @property
    def load_state(self) -> LoadState:
        """How far the page has come, short of being settled."""
        if not self.navigations:
            return LoadState.NONE
        if not self.dom_ready:
            return LoadState.COMMITTED
        return LoadState.LOADED if self.loaded else LoadState.DOM_CONTENT_LOADED

    @property
    def may_be_calm(self) -> bool:
        """Whether all is loaded and nothing seen so far could change it."""
        sends_itself_on = "refresh" in self.document.headers
        return self.loaded and not (self._in_flight or self._has_scripts or sends_itself_on)

    @property
    def quiet_seconds(self) -> float:
        """For how long no request has been in flight."""
        return 0.0 if self._in_flight else time.monotonic() - self._quiet_since

    def requests(self) -> RequestSummary:
        """Return what the page asked of the network."""
        own = host_of(self.final_url or self.url)
        return RequestSummary(
            count=self.request_count,
            bytes=self.byte_count,
            third_party_hosts=tuple(sorted(host for host in self.hosts if host != own)),
            failed=tuple(self.failed),
        )

    def _requested(self, event: Mapping[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith(("data:", "blob:", "about:")):
            return
        self.request_count += 1
        request_id = event["requestId"]
        self._urls[request_id] = url
        self._in_flight.add(request_id)
        self.slot.see(url)
        self._has_scripts = self._has_scripts or event.get("type") == "Script"
        if event.get("type") == "Document" and event.get("frameId") == self.main_frame:
            self.last_url = without_userinfo(url)[:URL_CHARACTERS_MAX]
            self._document_id, self._document_bytes, self.is_broken_off = request_id, 0, False
        if (host := host_of(url)) and len(self.hosts) < HOSTS_KEPT:
            self.hosts.add(host)
        if self.request_count > PAGE_REQUESTS_MAX:
            self.slot.take_no_more(f"the page made more than {PAGE_REQUESTS_MAX} requests")

    def _answered(self, event: Mapping[str, Any]) -> None:
        if event.get("type") != "Document" or event.get("frameId") != self.main_frame:
            return
        response = event["response"]
        headers = {
            name.lower(): value[:HEADER_CHARACTERS_MAX]
            for name, value in list(response["headers"].items())[:HEADERS_KEPT]
        }
        headers.pop("set-cookie", None)
        self.answer = Answer(response["status"], headers, response.get("mimeType", ""))
        self._answers[event["loaderId"]] = self.answer

    def _received(self, event: Mapping[str, Any]) -> None:
        size = int(event.get("dataLength", 0))
        self.received_bytes += size
        if self.received_bytes > PAGE_BYTES_MAX:
            self.slot.take_no_more(f"the page fetched more than {PAGE_BYTES_MAX // 1_000_000} MB, unpacked")
        if event["requestId"] == self._document_id:
            self._document_bytes += size
            if self._document_bytes > DOCUMENT_BYTES_MAX:
                self.slot.take_no_more(f"the page itself is larger than {DOCUMENT_BYTES_MAX // 2**20} MB")

    def _request_failed(self, event: Mapping[str, Any]) -> None:
        url = self._urls.get(event["requestId"])
        if url is not None and not event.get("canceled") and len(self.failed) < FAILED_REQUESTS_KEPT:
            self.failed.append(f"{event.get('errorText', '')} {mask_tokens(url)[:300]}".strip())
        if event["requestId"] == self._document_id:
            self.is_broken_off = True
        self._finished(event["requestId"])

    def _finished(self, request_id: str) -> None:
        self._in_flight.discard(request_id)
        if not self._in_flight:
            self._quiet_since = time.monotonic()

    def _navigated(self, frame: Mapping[str, Any]) -> None:
        self.slot.see(frame["url"])
        if frame.get("parentId"):
            return
        # What the page showed before is gone also when nothing came in its place.
        self.unreachable = frame.get("unreachableUrl", "") or (frame["url"] if frame["url"] == BLANK else "")
        if self.unreachable:
            return
        self.navigations += 1
        # An answer counts once its document is in place: a download answers too, and leaves the page as it was.
        self.document = self._answers.get(frame["loaderId"], _NO_ANSWER)
        shown = without_userinfo(frame["url"]) + frame.get("urlFragment", "")
        self.final_url = shown[:URL_CHARACTERS_MAX]
        self.dom_ready = self.loaded = self.stopped = self.is_calm = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a navigation ended."""

    state: PageState
    load_state: LoadState
    reason: str = ""


async def go(visit: Visit, settings: RenderSettings, egress: Egress) -> Outcome:
    """Go to the visit's address and wait, within its bounds, until the page has settled."""
    seconds = settings.page_budget_seconds * LOADING_SHARE
    deadline = time.monotonic() + seconds
    tree = await visit.slot.cdp.send("Page.getFrameTree")
    visit.main_frame = tree["frameTree"]["frame"]["id"]
    try:
        await visit.slot.page.goto(visit.url, wait_until="commit", timeout=seconds * 1000)
    except PlaywrightTimeoutError:
        await visit.slot.cdp.send("Page.stopLoading")
        return Outcome(PageState.TIMED_OUT, LoadState.NONE, f"no answer within {seconds:g} s")
    except PlaywrightError as error:
        # Playwright's own words; the browser's begin with "net::".
        if visit.slot.crashed.is_set() or _first_line(error).startswith(
            ("Target", "Page crashed", "Connection")
        ):
            raise
        # Another navigation of the page's own making got in between: what counts is where it ends.
        if "interrupted by another navigation" not in str(error):
            return _failed(visit, str(error), egress)
    return await arrive(visit, settings, egress, deadline)


async def arrive(
    visit: Visit, settings: RenderSettings, egress: Egress, deadline: float, already: int = 0
) -> Outcome:
    """Wait, until `deadline` on the monotonic clock, for the document after the `already` first ones to settle."""
    await _committed(visit, already)
    if outcome := _refused(visit, settings, egress):
        return outcome
    load_state = await _climb(visit, deadline, settings.settle_seconds)
    if outcome := _refused(visit, settings, egress):
        return outcome
    if visit.navigations > SCRIPTED_NAVIGATIONS_MAX:
        return Outcome(PageState.REDIRECT_LOOP, load_state, "the page keeps sending itself elsewhere")
    if visit.stopped and not visit.dom_ready:
        if visit.answer is not visit.document:
            return Outcome(PageState.DOWNLOAD, load_state, "the page sends itself on to a file to download")
        if visit.is_broken_off:
            return Outcome(PageState.CONNECTION_FAILED, load_state, "the page broke off before its end")
    if load_state in {LoadState.NONE, LoadState.COMMITTED}:
        # Half a document would be blamed for what the other half holds.
        return Outcome(PageState.TIMED_OUT, load_state, "the page was not read to its end within its time")
    return Outcome(PageState.RENDERED, load_state)


async def _committed(visit: Visit, already: int) -> None:
    """Wait for the word of the document being in place, which may come a little after Playwright's."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(COMMITTED_WITHIN_SECONDS):
            while visit.navigations <= already and not visit.unreachable:
                visit.changed.clear()
                await visit.changed.wait()


async def _climb(visit: Visit, deadline: float, settle_seconds: float) -> LoadState:
    """Wait step by step up the ladder; a navigation by the page itself begins anew, within the same deadline."""
    settled_by: float | None = None
    asked = 0
    while visit.navigations <= SCRIPTED_NAVIGATIONS_MAX and not visit.unreachable:
        now = time.monotonic()
        if visit.loaded or visit.stopped:
            settled_by = settled_by or now + settle_seconds
            if visit.may_be_calm and asked != visit.navigations:
                asked = visit.navigations
                if await _is_calm(visit):
                    return LoadState.SETTLED
            if visit.quiet_seconds >= QUIET_SECONDS:
                return LoadState.SETTLED if visit.loaded else visit.load_state
            if now >= min(settled_by, deadline):
                return visit.load_state
        else:
            settled_by = None
            if now >= deadline:
                return visit.load_state
        wait = (settled_by or deadline) - now
        if settled_by is not None and visit.quiet_seconds > 0:
            wait = min(wait, QUIET_SECONDS - visit.quiet_seconds)
        visit.changed.clear()
        try:
            async with asyncio.timeout(max(wait, 0.005)):
                await visit.changed.wait()
        except TimeoutError:
            continue
    return visit.load_state


async def _is_calm(visit: Visit) -> bool:
    """Find out whether anything on the page can change it, and note it."""
    navigations = visit.navigations
    found = await calm.is_calm(visit.slot.cdp, visit.main_frame)
    visit.is_calm = found and visit.may_be_calm and navigations == visit.navigations
    return visit.is_calm


def _refused(visit: Visit, settings: RenderSettings, egress: Egress) -> Outcome | None:
    """Return why the document that came must not be judged, or None."""
    reached = visit.load_state
    if visit.unreachable == BLANK:
        return Outcome(PageState.LEFT_SITE, reached, "the page sends itself on to an empty page")
    if visit.unreachable:
        state, detail = _cause(visit.unreachable, egress) or (
            PageState.CONNECTION_FAILED,
            "it does not answer",
        )
        return Outcome(
            state, reached, f"the page sends itself on to {mask_tokens(visit.unreachable)[:300]}: {detail}"
        )
    in_scope = settings.in_scope
    was_moved = bool(visit.final_url) and _differs(visit.url, visit.final_url)
    if in_scope is not None and was_moved and not in_scope(visit.final_url):
        return Outcome(PageState.LEFT_SITE, reached, f"sent on to {mask_tokens(visit.final_url)}")
    if visit.document.status is not None and visit.document.status >= 300:
        # A redirect that names no place to go is shown as what came with it, mostly nothing.
        return _status_outcome(visit.document.status, reached)
    if visit.document.content_type and not any(kind in visit.document.content_type for kind in _PAGE_TYPES):
        return Outcome(PageState.DOWNLOAD, reached, f"{visit.document.content_type} is not a page")
    return None


def _failed(visit: Visit, message: str, egress: Egress) -> Outcome:
    first_line = mask_tokens(message.partition("\n")[0].removeprefix("Page.goto: "))[:300]
    if "Download is starting" in message or visit.slot.downloads:
        return Outcome(PageState.DOWNLOAD, LoadState.NONE, "the address is a file to download")
    if "ERR_ABORTED" in message and visit.answer.status is not None:
        if visit.answer.status >= 400:
            return _status_outcome(visit.answer.status, LoadState.NONE)
        if visit.answer.status in {204, 205}:
            return Outcome(PageState.HTTP_ERROR, LoadState.NONE, f"HTTP {visit.answer.status}: no content")
        return Outcome(PageState.DOWNLOAD, LoadState.NONE, "the address is a file to download")
    is_ours = "SOCKS" in message or "PROXY" in message or "ERR_TIMED_OUT" in message
    if is_ours and (cause := _cause(visit.last_url or visit.url, egress)) is not None:
        state, detail = cause
        return Outcome(state, LoadState.NONE, detail)
    if "ERR_HTTP_RESPONSE_CODE_FAILURE" in message and visit.answer.status is not None:
        return _status_outcome(visit.answer.status, LoadState.NONE)
    for name, state in _NET_ERRORS.items():
        if name in message:
            return Outcome(state, LoadState.NONE, first_line)
    return Outcome(PageState.CONNECTION_FAILED, LoadState.NONE, first_line)


def _cause(url: str, egress: Egress) -> tuple[PageState, str] | None:
    """Return why the way out could not connect to the host of an address, if that is what happened."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return None
    found = egress.failure(parts.hostname or "", port)
    return (_FAILURES[found[0]], found[1]) if found is not None else None


def _first_line(error: PlaywrightError) -> str:
    return str(error).partition("\n")[0].removeprefix("Page.goto: ")


def _status_outcome(status: int, reached: LoadState) -> Outcome:
    state = PageState.BLOCKED if status in {401, 403, 429} else PageState.HTTP_ERROR
    return Outcome(state, reached, f"HTTP {status}")


def host_of(url: str) -> str:
    """Return the host an address names, or "" where it names none or is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def without_userinfo(url: str) -> str:
    """Return an address without the name and the password that may stand before its host."""
    scheme, mark, rest = url.partition("://")
    host = rest.partition("/")[0].partition("?")[0].partition("#")[0]
    return f"{scheme}{mark}{rest[host.rfind('@') + 1 :]}" if mark and "@" in host else url


def _differs(one: str, other: str) -> bool:
    return one.partition("#")[0] != other.partition("#")[0]
