"""Fetches a document to disk: streamed, within bounds of size and time, as politely as the survey."""

import asyncio
import hashlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from crawler.credentials import Credentials
from crawler.documents.earlier import Known
from crawler.documents.fetched import Fetched
from crawler.pacing import HostPacer
from crawler.redirects import REDIRECT_STATUSES
from crawler.retry_after import RETRY_AFTER_SECONDS_MAX, retry_after_seconds
from crawler.survey.guard import AddressPolicy, host_and_port
from crawler.survey.inventory import SkipReason
from crawler.survey.pinned import checked_address, connection_over, shut
from crawler.survey.robots import FetchError, RobotsPolicy
from crawler.survey.urls import normalise

DOCUMENT_BYTES_MAX = 100 * 1024 * 1024
"""A document beyond this is not fetched whole, and not opened."""
CONNECT_TIMEOUT_SECONDS = 10.0
STEP_TIMEOUT_SECONDS = 20.0
TOTAL_TIMEOUT_SECONDS = 180.0
REDIRECTS_MAX = 10
_CHUNK_BYTES = 1 << 16
_KEPT_HEADERS = (
    "content-type",
    "content-disposition",
    "content-length",
    "etag",
    "last-modified",
    "x-robots-tag",
)
_HEADER_CHARACTERS_MAX = 500
_AGAIN = frozenset({429, 503})


class DocumentFetcher:
    """Fetches one document at a time, asking robots.txt and waiting for its host's turn before every request."""

    def __init__(
        self,
        user_agent: str,
        policy: AddressPolicy,
        robots: RobotsPolicy,
        pacer: HostPacer,
        *,
        total_timeout_seconds: float = TOTAL_TIMEOUT_SECONDS,
        bytes_max: int = DOCUMENT_BYTES_MAX,
        credentials: Credentials | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._policy = policy
        self._robots = robots
        self._pacer = pacer
        self._total_timeout_seconds = total_timeout_seconds
        self._bytes_max = bytes_max
        self._credentials = credentials or Credentials()

    async def fetch(self, url: str, path: Path, known: Known | None = None) -> Fetched:
        """Fetch a document into the file `path`, following redirects; never raises for what a server does.

        What is `known` of it from before is asked for only if it has changed.
        """
        address, seen = url, [url]
        may_ask_again = True
        while True:
            answer = await self._ask(address, path, known if known and known.url == address else None)
            if answer.status in _AGAIN and may_ask_again and self._has_postponed(address, answer):
                may_ask_again = False
                continue
            location = answer.headers.get("location", "")
            if answer.status not in REDIRECT_STATUSES or not location:
                return answer
            try:
                address = normalise(urljoin(address, location))
            except ValueError:
                return _refused(
                    address, SkipReason.BAD_ADDRESS, f"redirects to {location[:300]}", answer.status
                )
            if address in seen or len(seen) > REDIRECTS_MAX:
                return _refused(
                    address, SkipReason.REDIRECT_LOOP, " -> ".join([*seen[:REDIRECTS_MAX], address])
                )
            seen.append(address)

    async def _ask(self, url: str, path: Path, known: Known | None) -> Fetched:
        if urlsplit(url).scheme not in {"http", "https"}:
            return _refused(url, SkipReason.BAD_ADDRESS, "not an http or https address")
        if not self._policy.allows_literal(url):
            return _refused(url, SkipReason.ADDRESS_NOT_ALLOWED, "outside the public internet")
        refusal = await self._robots.refusal(url)
        if refusal is not None:
            return _refused(url, refusal.reason, refusal.detail)
        await self._pacer.turn(url)
        try:
            return await asyncio.to_thread(self._get, url, path, known)
        except FetchError as error:
            return _refused(url, error.reason, error.detail)

    def _has_postponed(self, url: str, answer: Fetched) -> bool:
        """Keep Retry-After for the whole host; False when the server asks for too long a pause, or for none."""
        pause = retry_after_seconds(answer.headers.get("retry-after", ""))
        if pause is None:
            return False
        self._pacer.postpone(url, min(pause, RETRY_AFTER_SECONDS_MAX))
        return pause <= RETRY_AFTER_SECONDS_MAX

    def _get(self, url: str, path: Path, known: Known | None) -> Fetched:
        host, port = host_and_port(url)
        deadline = time.monotonic() + self._total_timeout_seconds
        try:
            address = checked_address(self._policy, host, port)
            raw = socket.create_connection(
                (address, port), min(CONNECT_TIMEOUT_SECONDS, self._total_timeout_seconds)
            )
            # Timeouts of a socket are per step; a server that drips one byte at a time must not hold this thread.
            alarm = threading.Timer(self._total_timeout_seconds, shut, [raw])
            alarm.daemon = True
            alarm.start()
            try:
                raw.settimeout(min(STEP_TIMEOUT_SECONDS, self._total_timeout_seconds))
                return self._received(connection_over(raw, url), url, path, known)
            finally:
                alarm.cancel()
                shut(raw)
                raw.close()
        except ssl.SSLCertVerificationError as error:
            raise FetchError(SkipReason.BAD_CERTIFICATE, f"{host}: {error.verify_message}") from error
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
                raise FetchError(SkipReason.TIMED_OUT, "the document did not come in time") from error
            raise FetchError(
                SkipReason.CONNECTION_FAILED, (str(error) or type(error).__name__)[:300]
            ) from error

    def _received(
        self, connection: http.client.HTTPConnection, url: str, path: Path, known: Known | None
    ) -> Fetched:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {
            "User-Agent": self._user_agent,
            "Accept": "*/*",
            "Accept-Language": "da, en;q=0.5",
            "Accept-Encoding": "identity",
            **self._credentials.for_url(url),
        }
        conditions = known.conditions() if known is not None else {}
        connection.request("GET", target, headers=headers | conditions)
        response = connection.getresponse()
        said = _headers(response)
        if response.status == http.HTTPStatus.NOT_MODIFIED and conditions:
            return Fetched(url, response.status, said, is_unchanged=True)
        if response.status in REDIRECT_STATUSES | _AGAIN and (
            response.getheader("Location") or response.getheader("Retry-After")
        ):
            kept = said | {
                "location": response.getheader("Location", ""),
                "retry-after": response.getheader("Retry-After", ""),
            }
            refusal = SkipReason.BLOCKED if response.status in _AGAIN else SkipReason.HTTP_ERROR
            return Fetched(url, response.status, kept, refusal=refusal, detail=f"HTTP {response.status}")
        if not 200 <= response.status < 300:
            # Told apart because they say "not you": a reason to look at access, not at broken links.
            is_blocked = response.status in {401, 403, 407, 429, 451}
            reason = SkipReason.BLOCKED if is_blocked else SkipReason.HTTP_ERROR
            return _refused(url, reason, f"HTTP {response.status}", response.status)
        return self._saved(response, url, said, path)

    def _saved(
        self, response: http.client.HTTPResponse, url: str, headers: Mapping[str, str], path: Path
    ) -> Fetched:
        digest = hashlib.sha256()
        size = 0
        with path.open("wb") as file:
            for chunk in _body(response):
                size += len(chunk)
                if size > self._bytes_max:
                    return Fetched(url, response.status, headers, size_bytes=size, is_too_large=True)
                digest.update(chunk)
                file.write(chunk)
        return Fetched(url, response.status, headers, path, size, digest.hexdigest())


def _body(response: http.client.HTTPResponse) -> Iterator[bytes]:
    """Yield the body in pieces, unpacked where the server packed it although we asked for none."""
    coding = response.getheader("Content-Encoding", "").strip().lower()
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS) if coding in {"gzip", "x-gzip"} else None
    while chunk := response.read(_CHUNK_BYTES):
        if unpacker is None:
            yield chunk
            continue
        while chunk:
            yield unpacker.decompress(chunk, _CHUNK_BYTES)
            chunk = unpacker.unconsumed_tail
    if response.length:
        # http.client ends quietly when the connection does; a document cut short is not the document.
        raise http.client.IncompleteRead(b"", response.length)


def _headers(response: http.client.HTTPResponse) -> dict[str, str]:
    return {
        name: value[:_HEADER_CHARACTERS_MAX]
        for name in _KEPT_HEADERS
        if (value := response.getheader(name, ""))
    }


def _refused(url: str, reason: SkipReason, detail: str, status: int | None = None) -> Fetched:
    return Fetched(url, status, refusal=reason, detail=detail[:300])
