"""What the law may exempt is recognised from the frame a finding lies in."""

import pytest

from rules.exemptions import Exemption, exemption_of

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
