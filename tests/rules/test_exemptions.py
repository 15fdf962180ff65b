"""What the law may exempt is recognised from the frame a finding lies in, and from a document's dates."""

import dataclasses

import pytest

from rules.document_evidence import DocumentDates, DocumentEvidence, DocumentState
from rules.exemptions import Exemption, document_exemption, exemption_of, own_day

PAGE = "https://www.eksempelby.dk/kontakt"


@pytest.mark.parametrize(
    ("frame_url", "expected"),
    [
        (None, Exemption.NONE),
        ("about:srcdoc", Exemption.NONE),
        ("https://www.eksempelby.dk/frame", Exemption.NONE),
        ("https://minside.eksempelby.dk/frame", Exemption.NONE),
        ("https://www.youtube-nocookie.com/embed/x", Exemption.THIRD_PARTY),
        ("https://maps.google.com/maps?q=x", Exemption.MAP),
        ("https://www.openstreetmap.org/export/embed.html", Exemption.MAP),
        ("https://kort.naboby.dk/", Exemption.MAP),
        ("https://consent.cookiebot.com/x", Exemption.NONE),
        ("https://notcookiebot.com.evil.example/x", Exemption.THIRD_PARTY),
    ],
)
def test_frames_are_sorted_by_who_controls_them(frame_url: str | None, expected: Exemption) -> None:
    assert exemption_of(frame_url, PAGE) is expected


def test_two_addresses_of_numbers_are_two_sites() -> None:
    assert exemption_of("http://127.0.0.2/x", "http://127.0.0.1/") is Exemption.THIRD_PARTY


def dated(**dates: str) -> DocumentEvidence:
    return DocumentEvidence(
        "https://example.org/a.pdf",
        "https://example.org/a.pdf",
        DocumentState.READ,
        dates=DocumentDates(**dates),
        taken_at="2026-11-24T00:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("dates", "is_exempt"),
    [
        ({"modified": "2018-09-22T10:00:00"}, True),
        ({"modified": "2018-09-23T10:00:00"}, False),
        ({"created": "2012-01-01"}, True),
        ({"created": "2012-01-01", "modified": "2020-01-01"}, False),
        ({"modified": "2016-01-01", "last_modified": "2024-01-01T00:00:00+00:00"}, True),
        ({"last_modified": "2015-01-01T00:00:00+00:00"}, True),
        ({}, False),
        ({"modified": "ikke en dato", "last_modified": "2015-01-01"}, True),
        ({"modified": "2031-01-01", "created": "2010-01-01"}, True),  # a clock that was wrong
        ({"modified": "1980-01-01", "last_modified": "2020-01-01"}, False),
        (
            {"modified": "2013-12-23T23:15:00Z", "created": "2013-12-23T23:15:00Z"},
            False,
        ),  # a program's template
    ],
)
def test_a_document_s_dates_tell_whether_it_may_be_exempt(dates: dict[str, str], is_exempt: bool) -> None:
    expected = Exemption.DOCUMENT_BEFORE_2018 if is_exempt else Exemption.NONE
    assert document_exemption(dated(**dates)) is expected


def test_a_file_that_is_not_on_the_web_yet_is_never_exempt() -> None:
    local = dataclasses.replace(dated(modified="2010-01-01"), final_url="file:///tmp/a.pdf")
    assert document_exemption(local) is Exemption.NONE


def test_a_documents_own_day_is_that_of_its_change_and_never_the_servers() -> None:
    assert own_day(dated(modified="2024-05-06T10:00:00Z", created="2020-01-01")) == "2024-05-06"
    assert own_day(dated(modified="2031-01-01", created="2020-01-02")) == "2020-01-02"
    assert own_day(dated(last_modified="2024-01-01")) == ""
