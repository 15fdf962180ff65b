"""Takes a page to an address, watches how far it comes, and says how the visit went."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import TimeoutError as PlaywrightTimeoutError

from crawler.render.browser import Slot
from crawler.render.capture import mask_tokens
from crawler.render.egress import Egress, Failure
from crawler.render.settings import PAGE_BYTES_MAX, PAGE_REQUESTS_MAX, RenderSettings
from rules.evidence import LoadState, PageState, RequestSummary

QUIET_SECONDS = 0.2
SCRIPTED_NAVIGATIONS_MAX = 10
FAILED_REQUESTS_KEPT = 20
# Of a visit's budget, the part that loading may use; the rest is for looking at what was loaded.
LOADING_SHARE = 0.6

_PAGE_TYPES = ("html", "xml", "svg")
_EVENTS = (
    "Network.requestWillBeSent",
    "Network.responseReceived",
    "Network.dataReceived",
    "Network.loadingFinished",
    "Network.loadingFailed",
    "Page.frameNavigated",
    "Page.domContentEventFired",
    "Page.loadEventFired",
)
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


@dataclass
class Visit:
    """One visit as it goes: what the browser reported so far. Used as a context manager around the visit.

    Without slots: Playwright marks the owners of its listeners.
    """

    slot: Slot
    url: str
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    main_frame: str = ""
    final_url: str = ""
    last_url: str = ""
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = ""
    navigations: int = 0
    dom_ready: bool = False
    loaded: bool = False
    request_count: int = 0
    byte_count: int = 0
    received_bytes: int = 0
    failed: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    too_large: bool = False
    _urls: dict[str, str] = field(default_factory=dict)
    _in_flight: set[str] = field(default_factory=set)
    _quiet_since: float = 0.0
    _handlers: dict[str, Callable[[dict[str, Any]], None]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        for name in _EVENTS:
            handler = getattr(self, "_on_" + name.rpartition(".")[2])
            self._handlers[name] = handler
            self.slot.cdp.on(name, handler)
        return self

    def __exit__(self, *_: object) -> None:
        for name, handler in self._handlers.items():
            self.slot.cdp.remove_listener(name, handler)

    @property
    def load_state(self) -> LoadState:
        """How far the page has come, short of being settled."""
        if not self.navigations:
            return LoadState.NONE
        if not self.dom_ready:
            return LoadState.COMMITTED
        return LoadState.LOADED if self.loaded else LoadState.DOM_CONTENT_LOADED

    @property
    def quiet_seconds(self) -> float:
        """For how long no request has been in flight."""
        return 0.0 if self._in_flight else time.monotonic() - self._quiet_since

    def requests(self) -> RequestSummary:
        """Return what the page asked of the network."""
        own = urlsplit(self.final_url or self.url).hostname
        return RequestSummary(
            count=self.request_count,
            bytes=self.byte_count,
            third_party_hosts=tuple(sorted(host for host in self.hosts if host != own)),
            failed=tuple(self.failed),
        )

    def _on_requestWillBeSent(self, event: dict[str, Any]) -> None:  # noqa: N802 - the protocol's name
        url = event["request"]["url"]
        if url.startswith(("data:", "blob:", "about:")):
            return
        self.request_count += 1
        request_id = event["requestId"]
        self._urls[request_id] = url
        self._in_flight.add(request_id)
        self.slot.see(url)
        if event.get("type") == "Document" and event.get("frameId") == self.main_frame:
            self.last_url = url
        if host := urlsplit(url).hostname:
            self.hosts.add(host)
        if self.request_count > PAGE_REQUESTS_MAX:
            self.too_large = True
            self.changed.set()

    def _on_responseReceived(self, event: dict[str, Any]) -> None:  # noqa: N802
        if event.get("type") != "Document" or event.get("frameId") != self.main_frame:
            return
        response = event["response"]
        headers = {name.lower(): value for name, value in response["headers"].items()}
        headers.pop("set-cookie", None)
        self.status, self.headers, self.content_type = response["status"], headers, response.get("mimeType", "")

    def _on_dataReceived(self, event: dict[str, Any]) -> None:  # noqa: N802
        self.received_bytes += event.get("dataLength", 0)
        if self.received_bytes > PAGE_BYTES_MAX:
            self.too_large = True
            self.changed.set()

    def _on_loadingFinished(self, event: dict[str, Any]) -> None:  # noqa: N802
        self.byte_count += int(event.get("encodedDataLength", 0))
        self._finished(event["requestId"])

    def _on_loadingFailed(self, event: dict[str, Any]) -> None:  # noqa: N802
        url = self._urls.get(event["requestId"])
        if url is not None and not event.get("canceled") and len(self.failed) < FAILED_REQUESTS_KEPT:
            self.failed.append(f"{event.get('errorText', '')} {mask_tokens(url)[:300]}".strip())
        self._finished(event["requestId"])

    def _finished(self, request_id: str) -> None:
        self._in_flight.discard(request_id)
        if not self._in_flight:
            self._quiet_since = time.monotonic()
            self.changed.set()

    def _on_frameNavigated(self, event: dict[str, Any]) -> None:  # noqa: N802
        frame = event["frame"]
        self.slot.see(frame["url"])
        if frame.get("parentId") or frame["url"] == "about:blank" or frame.get("unreachableUrl"):
            return
        self.navigations += 1
        self.final_url = frame["url"] + frame.get("urlFragment", "")
        self.dom_ready = self.loaded = False
        self.changed.set()

    def _on_domContentEventFired(self, _: dict[str, Any]) -> None:  # noqa: N802
        self.dom_ready = self.navigations > 0
        self.changed.set()

    def _on_loadEventFired(self, _: dict[str, Any]) -> None:  # noqa: N802
        self.loaded = self.navigations > 0
        self.changed.set()


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
        return Outcome(PageState.TIMED_OUT, LoadState.NONE, f"no answer within {seconds:g} s")
    except PlaywrightError as error:
        if visit.slot.crashed.is_set() or "closed" in str(error) or "crashed" in str(error).lower():
            raise
        # Another navigation of the page's own making got in between: what counts is where it ends.
        if "interrupted by another navigation" not in str(error):
            return _failed(visit, str(error), egress)
    if outcome := _refused(visit, settings):
        return outcome
    load_state = await _climb(visit, deadline, settings.settle_seconds)
    if outcome := _refused(visit, settings):
        return outcome
    if visit.too_large:
        await visit.slot.cdp.send("Page.stopLoading")
        return Outcome(PageState.TOO_LARGE, load_state, "the page fetched more than we take in")
    if visit.navigations > SCRIPTED_NAVIGATIONS_MAX:
        return Outcome(PageState.REDIRECT_LOOP, load_state, "the page keeps sending itself elsewhere")
    if load_state in {LoadState.NONE, LoadState.COMMITTED}:
        # Half a document would be blamed for what the other half holds.
        return Outcome(PageState.TIMED_OUT, load_state, f"the page was not read to its end within {seconds:g} s")
    return Outcome(PageState.RENDERED, load_state)


async def _climb(visit: Visit, deadline: float, settle_seconds: float) -> LoadState:
    """Wait step by step up the ladder; a navigation by the page itself begins anew, within the same deadline."""
    settled_by: float | None = None
    while not visit.too_large and visit.navigations <= SCRIPTED_NAVIGATIONS_MAX:
        now = time.monotonic()
        if visit.loaded:
            settled_by = settled_by or now + settle_seconds
            if visit.quiet_seconds >= QUIET_SECONDS:
                return LoadState.SETTLED
            if now >= min(settled_by, deadline):
                return LoadState.LOADED
        else:
            settled_by = None
            if now >= deadline:
                return visit.load_state
        wait = (settled_by or deadline) - now
        if visit.loaded and visit.quiet_seconds > 0:
            wait = min(wait, QUIET_SECONDS - visit.quiet_seconds)
        visit.changed.clear()
        try:
            async with asyncio.timeout(max(wait, 0.005)):
                await visit.changed.wait()
        except TimeoutError:
            continue
    return visit.load_state


def _refused(visit: Visit, settings: RenderSettings) -> Outcome | None:
    """Return why the document that came must not be judged, or None."""
    reached = visit.load_state
    in_scope = settings.in_scope
    was_moved = bool(visit.final_url) and _differs(visit.url, visit.final_url)
    if in_scope is not None and was_moved and not in_scope(visit.final_url):
        return Outcome(PageState.LEFT_SITE, reached, f"sent on to {mask_tokens(visit.final_url)}")
    if visit.status is not None and visit.status >= 400:
        return _status_outcome(visit.status, reached)
    if visit.content_type and not any(kind in visit.content_type for kind in _PAGE_TYPES):
        return Outcome(PageState.DOWNLOAD, reached, f"{visit.content_type} is not a page")
    return None


def _failed(visit: Visit, message: str, egress: Egress) -> Outcome:
    first_line = mask_tokens(message.splitlines()[0].removeprefix("Page.goto: "))[:300]
    if "Download is starting" in message or visit.slot.downloads:
        return Outcome(PageState.DOWNLOAD, LoadState.NONE, "the address is a file to download")
    if "ERR_ABORTED" in message and visit.status is not None:
        if visit.status >= 400:
            return _status_outcome(visit.status, LoadState.NONE)
        if visit.status in {204, 205}:
            return Outcome(PageState.HTTP_ERROR, LoadState.NONE, f"HTTP {visit.status}: no content")
        return Outcome(PageState.DOWNLOAD, LoadState.NONE, "the address is a file to download")
    if "SOCKS" in message or "PROXY" in message or "ERR_TIMED_OUT" in message:
        parts = urlsplit(visit.last_url or visit.url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if (found := egress.failure(parts.hostname or "", port)) is not None:
            failure, detail = found
            return Outcome(_FAILURES[failure], LoadState.NONE, detail)
    if "ERR_HTTP_RESPONSE_CODE_FAILURE" in message and visit.status is not None:
        return _status_outcome(visit.status, LoadState.NONE)
    for name, state in _NET_ERRORS.items():
        if name in message:
            return Outcome(state, LoadState.NONE, first_line)
    return Outcome(PageState.CONNECTION_FAILED, LoadState.NONE, first_line)


def _status_outcome(status: int, reached: LoadState) -> Outcome:
    state = PageState.BLOCKED if status in {401, 403, 429} else PageState.HTTP_ERROR
    return Outcome(state, reached, f"HTTP {status}")


def _differs(one: str, other: str) -> bool:
    return one.partition("#")[0] != other.partition("#")[0]
