"""A cap on the headers of an answer, which Scrapy's download handler lacks: it caps bodies only.

Twisted takes in header lines for as long as they come: a server that sends them without end fills gigabytes before the
time for the answer is over. Here they are cut off where browsers cut them off; single lines may be as long.
"""

from typing import Any

from scrapy.core.downloader.handlers import http11
from twisted.internet.defer import Deferred

HEAD_BYTES_MAX = 256 * 1024
"""Chromium's limit, too: what the survey refuses no browser shows."""


class HeadTooLargeError(Exception):
    """Raised when the headers of an answer do not end, by the parser of a connection; Scrapy sees a failed download."""


class _CappedParser(http11._LenientHTTPClientParser):  # noqa: SLF001  # Scrapy has no public way to its parser
    MAX_LENGTH = HEAD_BYTES_MAX
    head_bytes = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802  # Twisted's name; lines are headers, a body is raw
        self.head_bytes += len(line)
        if self.head_bytes > HEAD_BYTES_MAX:
            self.lineLengthExceeded(line)
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: ARG002, N802
        raise HeadTooLargeError(f"the headers are larger than {HEAD_BYTES_MAX // 1024} KB")


class _CappedProtocol(http11._LenientHTTP11ClientProtocol):  # noqa: SLF001
    def request(self, request: Any) -> Deferred[Any]:
        answer: Deferred[Any] = super().request(request)
        assert self._parser is not None  # as in Scrapy's own protocol, which does the same one step before
        self._parser.__class__ = _CappedParser
        return answer


class _CappedFactory(http11._LenientHTTP11ClientFactory):  # noqa: SLF001
    def buildProtocol(self, addr: Any) -> _CappedProtocol:  # noqa: ARG002, N802
        return _CappedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def cap_heads(handler: http11.HTTP11DownloadHandler) -> None:
    """Have a download handler cut headers off; to be called before its first request."""
    handler._pool._factory = _CappedFactory  # noqa: SLF001  # where Scrapy puts its own
