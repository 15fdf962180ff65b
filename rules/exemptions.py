"""Content the law may exempt: recognised from the frame a finding lies in, shown apart, never counted as passed.

Directive (EU) 2016/2102 Art. 1(4): documents published before 23 September 2018 (a), online maps (c), and third-party
content that is neither funded nor developed by, nor under the control of, the authority (e). What the authority itself
chose and placed on its pages for every visitor, consent banners, chat and accessibility overlays, is under its control
and counts as its own.
"""

from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from rules.document_evidence import DocumentEvidence


class Exemption(StrEnum):
    """Why the law may exempt a finding; empty when nothing suggests it."""

    NONE = ""
    THIRD_PARTY = "third_party"
    MAP = "map"
    DOCUMENT_BEFORE_2018 = "document_before_2018"


DOCUMENTS_EXEMPT_BEFORE = "2018-09-23"
"""Directive (EU) 2016/2102 Art. 1(4)(a): office file formats published before this day."""
_FIRST_PLAUSIBLE_YEAR = 1990
# Dates that programs put into every file they make, from their own template.
_TEMPLATE_DATES = frozenset(
    {"2013-12-23T23:15:00", "2013-01-27T09:14:16", "2006-09-16T00:00:00", "2006-08-16T00:00:00"}
)

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
    if site_name(frame.hostname) == site_name(page.hostname or ""):
        return Exemption.NONE
    return Exemption.THIRD_PARTY


def document_exemption(document: DocumentEvidence) -> Exemption:
    """Return whether a document's dates suggest that it was published before 23 September 2018.

    Its own date of change tells most, then its own date of making, then the server's. Even then the law exempts it only
    if nobody needs it for an active administrative process, which no date tells. A file that is not on the web yet will
    be published later than that whatever its dates.
    """
    if not document.final_url.startswith(("http://", "https://")):
        return Exemption.NONE
    dates = document.dates
    for moment in (dates.modified, dates.created, dates.last_modified):
        if _is_telling(moment, document.taken_at):
            return Exemption.DOCUMENT_BEFORE_2018 if moment[:10] < DOCUMENTS_EXEMPT_BEFORE else Exemption.NONE
    return Exemption.NONE


def own_day(document: DocumentEvidence) -> str:
    """Return the day that a document says it was changed last, or else made; "" where neither tells."""
    moments = (document.dates.modified, document.dates.created)
    return next((moment[:10] for moment in moments if _is_telling(moment, document.taken_at)), "")


def _is_telling(moment: str, taken_at: str) -> bool:
    """Whether a date can be a file's own: a real day, not to come, not one that a program puts into all its files."""
    try:
        is_plausible = date.fromisoformat(moment[:10]).year >= _FIRST_PLAUSIBLE_YEAR
    except ValueError:
        return False
    return (
        is_plausible and moment[:19] not in _TEMPLATE_DATES and (not taken_at or moment[:10] <= taken_at[:10])
    )


def is_number(host: str) -> bool:
    """Return whether a host is written as numbers, an IP address."""
    return host.replace(".", "").isdigit() or ":" in host


def site_name(host: str) -> str:
    """Return the last two labels of a name; an IP address stays whole."""
    if is_number(host):
        return host
    return ".".join(host.split(".")[-2:])
