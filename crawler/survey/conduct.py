"""Good conduct: the downloader middleware that keeps robots.txt, the gap between requests, and Retry-After."""

import time
from typing import Any, Self, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.retry_after import RETRY_AFTER_SECONDS_MAX, retry_after_seconds
from crawler.survey.inventory import SkipReason
from crawler.survey.outcomes import RefusedError

_ASKED_AT = "eftersyn_asked_at"


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
        if why := spider.pacer.impatience(request.url):
            raise RefusedError(SkipReason.OUT_OF_BUDGET, why)
        await spider.pacer.turn(request.url)
        if spider.is_winding_down:
            raise RefusedError(SkipReason.OUT_OF_BUDGET, "the survey was stopped")
        request.meta[_ASKED_AT] = time.monotonic()

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002  # Scrapy's interface
        """Count the time that gave nothing."""
        self._count_waiting(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep Retry-After for the whole host."""
        if response.status >= 400:
            self._count_waiting(request)
        if response.status not in {429, 503}:
            return response
        pause = retry_after_seconds((response.headers.get("Retry-After") or b"").decode("latin-1"))
        if pause is None:
            return response
        self._spider.pacer.postpone(request.url, min(pause, RETRY_AFTER_SECONDS_MAX))
        if pause > RETRY_AFTER_SECONDS_MAX:
            request.meta["dont_retry"] = True
        return response

    def _count_waiting(self, request: Request) -> None:
        asked_at = request.meta.pop(_ASKED_AT, None)
        if asked_at is not None:
            self._spider.pacer.waited_in_vain(request.url, time.monotonic() - asked_at)

    @property
    def _spider(self) -> Any:
        return cast("Any", self._crawler.spider)
