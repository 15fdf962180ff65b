"""Rule: whoever comes without https is not sent to https."""

from collections.abc import Iterator

from rules.evidence import SiteEvidence
from rules.hosts import host_of
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
from rules.policies import is_secure
from rules.safety_evidence import Asked, Spoken

RULE = Rule(
    id="http-not-redirected",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Den, der kommer uden https, skal sendes videre til https",
        en="Those who come without https must be sent on to https",
    ),
    why=Text(
        da=(
            "Gamle links og adresser, der tastes ind, begynder ofte med http. Uden viderestilling bliver "
            "besøget ubeskyttet."
        ),
        en=(
            "Old links and typed addresses often begin with http. Without a redirect the visit stays "
            "unprotected."
        ),
    ),
    fix=Text(
        da=(
            "Lad serveren svare alle http-adresser med en viderestilling (301 eller 308) til den samme "
            "adresse med https."
        ),
        en=(
            "Let the server answer every http address with a redirect (301 or 308) to the same address "
            "over https."
        ),
    ),
    messages={
        "stays": Text(
            da="{address} viser siden uden https.",
            en="{address} shows the page without https.",
        ),
        "late": Text(
            da=(
                "{address} sendes først til {first} og derefter til https. Send direkte til https på "
                "samme værtsnavn, så HSTS virker fra første besøg."
            ),
            en=(
                "{address} is sent to {first} first and then to https. Send it straight to https on the "
                "same host, so that HSTS works from the first visit."
            ),
        ),
    },
    evidence=frozenset({Evidence.TRANSPORT, Evidence.PAGE_FACTS}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = evidence.transport
    assert found is not None  # asked for in the metadata
    if evidence.url.startswith("https:"):
        if found.http is not None and (finding := _judged(found.http)) is not None:
            yield finding
        return
    if found.tls is None or found.tls.state is not Spoken.ACCEPTED:
        return  # without https there is nowhere to send anyone
    pages = list(evidence.pages())
    if not pages:
        raise NotSeenError(evidence.why_no_pages)
    place = Place(target=evidence.url)
    if any(map(is_secure, pages)):
        yield passed(place)
    else:
        yield failed(place, "stays", address=evidence.url)


def _judged(asked: Asked) -> Finding | None:
    place = Place(target=asked.url)
    is_seen = not asked.reason or len(asked.way) > 1
    if not is_seen:
        if asked.reason.startswith("connection_failed"):
            return None  # nobody answers there, so nobody is left unprotected
        raise NotSeenError(asked.reason)
    hop = asked.way[1] if len(asked.way) > 1 else asked.way[0]
    if hop.startswith("https:"):
        same = host_of(hop).removeprefix("www.") == host_of(asked.url).removeprefix("www.")
        return passed(place) if same else cannot_tell(place, "late", address=asked.url, first=hop)
    if any(step.startswith("https:") for step in asked.way):
        return cannot_tell(place, "late", address=asked.url, first=hop)
    if asked.status is not None and asked.status >= 400:
        return None
    return failed(place, "stays", address=asked.url)
