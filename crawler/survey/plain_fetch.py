"""Fetches one small file over HTTP without a crawl: robots.txt before anything else, and what probes ask for."""

import asyncio
import http.client
import socket
import ssl
import threading
import time
import zlib
from urllib.parse import urlsplit

from crawler.credentials import Credentials
from crawler.survey.guard import AddressPolicy, host_and_port
from crawler.survey.inventory import SkipReason
from crawler.survey.pinned import checked_address, connection_over, shut
from crawler.survey.robots import ROBOTS_BYTES_MAX, Answer, FetchError

CONNECT_TIMEOUT_SECONDS = 10.0
TOTAL_TIMEOUT_SECONDS = 20.0
ACCEPT_TEXT = "text/plain,*/*;q=0.5"
_GZIP = 16 + zlib.MAX_WBITS


class PlainFetcher:
    """Fetches with our name, to addresses the policy allows, within bounds of time and size."""

    def __init__(
        self,
        user_agent: str,
        policy: AddressPolicy,
        *,
        accept: str = ACCEPT_TEXT,
        total_timeout_seconds: float = TOTAL_TIMEOUT_SECONDS,
        credentials: Credentials | None = None,
    ) -> None:
        self._user_agent = user_agent
        self._accept = accept
        self._policy = policy
        self._credentials = credentials or Credentials()
        self._total_timeout_seconds = total_timeout_seconds
        self._step_seconds = min(CONNECT_TIMEOUT_SECONDS, total_timeout_seconds)

    async def __call__(self, url: str) -> Answer:
        """Return the answer, at most 500 KiB of it; raises FetchError when there is none."""
        if urlsplit(url).scheme not in {"http", "https"}:
            raise FetchError(SkipReason.BAD_ADDRESS, f"{url} is not an http or https address")
        return await asyncio.to_thread(self._fetch, url)

    def _fetch(self, url: str) -> Answer:
        host, port = host_and_port(url)
        deadline = time.monotonic() + self._total_timeout_seconds
        try:
            raw = socket.create_connection(
                (checked_address(self._policy, host, port), port), self._step_seconds
            )
            # Timeouts of a socket are per step; a server that drips one byte at a time must not hold this thread.
            alarm = threading.Timer(self._total_timeout_seconds, shut, [raw])
            alarm.start()
            try:
                return self._ask(connection_over(raw, url), url)
            finally:
                alarm.cancel()
                shut(raw)
                raw.close()
        except ssl.SSLCertVerificationError as error:
            raise FetchError(SkipReason.BAD_CERTIFICATE, f"{host}: {error.verify_message}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
                raise FetchError(SkipReason.TIMED_OUT, f"{url} did not answer in time") from error
            raise FetchError(
                SkipReason.CONNECTION_FAILED, f"{url}: {str(error) or type(error).__name__}"
            ) from error

    def _ask(self, connection: http.client.HTTPConnection, url: str) -> Answer:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {
            "User-Agent": self._user_agent,
            "Accept-Encoding": "identity",
            "Accept": self._accept,
            **self._credentials.for_url(url),
        }
        connection.request("GET", target, headers=headers)
        response = connection.getresponse()
        body = response.read(ROBOTS_BYTES_MAX + 1)
        if response.getheader("Content-Encoding", "").strip().lower() in {"gzip", "x-gzip"}:
            body = _inflated(body)
        answered = tuple((name.lower(), value) for name, value in response.getheaders())
        return Answer(response.status, body, response.getheader("Location", ""), answered)


def _inflated(body: bytes) -> bytes:
    # Sent although we asked for none; a bomb stops at the size that counts.
    try:
        return zlib.decompressobj(_GZIP).decompress(body, ROBOTS_BYTES_MAX + 1)
    except zlib.error as error:
        raise FetchError(SkipReason.UNREADABLE, f"broken compression ({error})") from error
