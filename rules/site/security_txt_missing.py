"""Rule: the site does not say whom to tell of a hole in it (RFC 9116)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from rules.dates import written
from rules.evidence import SiteEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    NotSeenError,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.safety_evidence import SecurityTxt

RULE = Rule(
    id="security-txt-missing",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.MINOR,
    title=Text(
        da="Webstedet skal sige, hvem man kan fortælle om et sikkerhedshul (security.txt)",
        en="The site should say whom to tell of a security hole (security.txt)",
    ),
    why=Text(
        da="Den, der finder et hul, skal kunne sige det til nogen, før andre udnytter det.",
        en="Whoever finds a hole must be able to tell someone before others use it.",
    ),
    fix=Text(
        da="Læg en fil på /.well-known/security.txt med Contact og Expires, og forny den inden datoen.",
        en=(
            "Put a file at /.well-known/security.txt with Contact and Expires, and renew it before that date."
        ),
    ),
    messages={
        "missing": Text(
            da="Der er ingen security.txt på {address}.",
            en="There is no security.txt at {address}.",
        ),
        "no_contact": Text(
            da="{address} siger ikke, hvem man skal henvende sig til (Contact).",
            en="{address} does not say whom to contact (Contact).",
        ),
        "no_expiry": Text(
            da="{address} har ingen udløbsdato, der kan læses (Expires).",
            en="{address} has no expiry date that can be read (Expires).",
        ),
        "expired": Text(
            da="{address} udløb {date}.",
            en="{address} expired on {date}.",
        ),
        "far": Text(
            da=(
                "{address} udløber først {date}. Se efter, om den bliver holdt ved lige; et år ad gangen "
                "er anbefalet."
            ),
            en=(
                "{address} expires as late as {date}. Check that it is kept up; a year at a time is "
                "recommended."
            ),
        ),
    },
    evidence=frozenset({Evidence.TRANSPORT}),
)


FAR = timedelta(days=400)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = evidence.transport
    assert found is not None  # asked for in the metadata
    file = found.security_txt
    if file is None:
        raise NotSeenError("not_looked_for")
    asked = file.asked
    place = Place(target=asked.url)
    if asked.reason or asked.status in {401, 403, 408, 429} or (asked.status or 0) >= 500:
        raise NotSeenError(asked.reason or f"HTTP {asked.status}")
    if not _is_one(file):
        yield failed(place, "missing", address=asked.url)
        return
    if not any(name == "contact" and value for name, value in file.fields):
        yield failed(place, "no_contact", address=asked.url)
    yield _by_date(file, place, found.taken_at)


def _is_one(file: SecurityTxt) -> bool:
    """Whether it is such a file at all, and not a page that stands in for everything."""
    return file.asked.status == 200 and any(name in {"contact", "expires"} for name, _ in file.fields)


def _by_date(file: SecurityTxt, place: Place, taken_at: str) -> Finding:
    address = file.asked.url
    ends = [_moment(value) for name, value in file.fields if name == "expires"]
    if len(ends) != 1 or ends[0] is None:
        return failed(place, "no_expiry", address=address)
    left = ends[0] - datetime.fromisoformat(taken_at)
    date = written(ends[0].date())
    if left < timedelta(0):
        return failed(place, "expired", address=address, date=date)
    return cannot_tell(place, "far", address=address, date=date) if left > FAR else passed(place)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
