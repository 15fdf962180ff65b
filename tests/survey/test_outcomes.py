"""What a failed download is taken to mean."""

import pytest
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError
from twisted.internet.error import ConnectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError

from crawler.survey.inventory import SkipReason
from crawler.survey.outcomes import from_failure


def failed(cause: Exception) -> DownloadFailedError:
    """Return what Scrapy raises over what Twisted did."""
    error = DownloadFailedError("failed")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize("cause", [ValueError("a length of -5"), ParseError("no status", b"HTTP/1.1 abc")])
def test_an_answer_that_breaks_the_protocol_is_told_from_a_broken_connection(cause: Exception) -> None:
    outcome = from_failure(Failure(failed(cause)))
    assert outcome.reason is SkipReason.CONNECTION_FAILED
    assert "no proper HTTP" in outcome.detail


def test_a_connection_that_breaks_says_what_it_broke_by() -> None:
    outcome = from_failure(Failure(failed(ConnectionDone())))
    assert outcome.reason is SkipReason.CONNECTION_FAILED
    assert "no proper HTTP" not in outcome.detail


def test_an_answer_that_does_not_come_has_timed_out() -> None:
    assert from_failure(Failure(DownloadTimeoutError("20 s"))).reason is SkipReason.TIMED_OUT
