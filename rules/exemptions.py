"""Content the law may exempt: recognised from the frame a finding lies in, shown apart, never counted as passed.

Directive (EU) 2016/2102 Art. 1(4): third-party content that is neither funded nor developed by, nor under the control
of, the authority (e), and online maps (c). What the authority itself chose and placed on its pages for every visitor,
consent banners, chat and accessibility overlays, is under its control and counts as its own.
"""

from enum import StrEnum
from urllib.parse import urlsplit


class Exemption(StrEnum):
    """Why the law may exempt a finding; empty when nothing suggests it."""

    NONE = ""
    THIRD_PARTY = "third_party"
    MAP = "map"


_MAP_HOSTS = (
    "maps.google.",
    "google.com/maps",
    "openstreetmap.org",
    "kort.",
    "cbkort.",
    "dataforsyningen.dk",
    "arcgis.com",
)
_CHOSEN_BY_THE_AUTHORITY = (
    "cookiebot.com",
    "cookieinformation.com",
    "cookietractor.com",
    "onetrust.com",
    "usercentrics.eu",
    "boost.ai",
    "puzzel.com",
    "userway.org",
    "accessibe.com",
    "eye-able.com",
    "readspeaker.com",
)


def exemption_of(frame_url: str | None, page_url: str) -> Exemption:
    """Return why a finding in the frame at `frame_url` on `page_url` may be exempt."""
    if not frame_url:
        return Exemption.NONE
    frame, page = urlsplit(frame_url), urlsplit(page_url)
    if not frame.hostname or frame.netloc == page.netloc:
        return Exemption.NONE
    if frame.hostname.endswith(_CHOSEN_BY_THE_AUTHORITY):
        return Exemption.NONE
    where = f"{frame.hostname}{frame.path}"
    if any(where.startswith(host) or f".{host}" in where for host in _MAP_HOSTS):
        return Exemption.MAP
    # Two hosts under one name, minside.by.dk in www.by.dk, are one authority's: not third party.
    if _site_name(frame.hostname) == _site_name(page.hostname or ""):
        return Exemption.NONE
    return Exemption.THIRD_PARTY


def _site_name(host: str) -> str:
    """Return the last two labels of a name; an IP address stays whole."""
    if host.replace(".", "").isdigit() or ":" in host:
        return host
    return ".".join(host.split(".")[-2:])
