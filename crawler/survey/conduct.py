"""Good conduct: the downloader middleware that keeps robots.txt, the gap between requests, and Retry-After."""

import email.utils
import time
from typing import Any, Self, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.survey.inventory import SkipReason
from crawler.survey.outcomes import RefusedError

RETRY_AFTER_SECONDS_MAX = 120.0
"""A server that asks for a longer pause has its wish: the address is given up instead of asked again too early."""


class ConductMiddleware:
    """Stands where Scrapy's RobotsTxtMiddleware would, which crawls on when robots.txt answers 5xx."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request through when it is allowed, and not before its turn."""
        spider = self._spider
        if not spider.address_policy.allows_literal(request.url):
            raise RefusedError(SkipReason.ADDRESS_NOT_ALLOWED, "outside the public internet")
        refusal = await spider.robots.refusal(request.url)
        if refusal is not None:
            raise RefusedError(refusal.reason, refusal.detail)
        await spider.pacer.turn(request.url)
        if spider.is_winding_down:
            raise RefusedError(SkipReason.OUT_OF_BUDGET, "the survey was stopped")

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep Retry-After for the whole host."""
        if response.status not in {429, 503}:
            return response
        pause = _retry_after_seconds(response)
        if pause is None:
            return response
        self._spider.pacer.postpone(request.url, min(pause, RETRY_AFTER_SECONDS_MAX))
        if pause > RETRY_AFTER_SECONDS_MAX:
            request.meta["dont_retry"] = True
        return response

    @property
    def _spider(self) -> Any:
        return cast("Any", self._crawler.spider)


def _retry_after_seconds(response: Response) -> float | None:
    """Return the pause a server asks for, in seconds: it may say a number or a date (RFC 9110 section 10.2.3)."""
    header = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        return max(email.utils.parsedate_to_datetime(header).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError):
        return None
