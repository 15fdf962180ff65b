"""Rule: the site cannot be visited over https."""

from collections.abc import Iterator

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
    failed,
    passed,
)
from rules.safety_evidence import Spoken, Trust

RULE = Rule(
    id="https-missing",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.CRITICAL,
    title=Text(
        da="Webstedet skal kunne besøges med https",
        en="It must be possible to visit the site over https",
    ),
    why=Text(
        da="Uden https kan alle undervejs læse, hvad borgeren læser og skriver, og ændre siderne.",
        en=(
            "Without https everyone on the way can read what a citizen reads and types, and change the pages."
        ),
    ),
    fix=Text(
        da="Sæt et certifikat op på serveren, og lad hele webstedet svare med https.",
        en="Set up a certificate on the server and let the whole site answer over https.",
    ),
    messages={
        "nothing": Text(
            da="Der er intet svar med https: {reason}.",
            en="There is no answer over https: {reason}.",
        ),
        "sent_back": Text(
            da="Med https sendes man tilbage til en ubeskyttet adresse: {end}.",
            en="Over https one is sent back to an unprotected address: {end}.",
        ),
        "error": Text(
            da="Med https svarer webstedet med en fejl: HTTP {status}.",
            en="Over https the site answers with an error: HTTP {status}.",
        ),
    },
    evidence=frozenset({Evidence.TRANSPORT}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = evidence.transport
    assert found is not None  # asked for in the metadata
    place = Place(target=evidence.url)
    if evidence.url.startswith("https:"):
        yield passed(place)  # whether its certificate is trusted is certificate-untrusted's question
        return
    if found.tls is None:
        return  # this machine, a local network or a port of its own: nobody is promised https there
    if found.tls.state is Spoken.UNSEEN:
        raise NotSeenError(found.tls.reason)
    asked = found.https
    if found.tls.state is Spoken.REFUSED:
        yield failed(place, "nothing", reason=found.tls.reason)
    elif asked is None or (asked.reason and found.tls.trust is Trust.TRUSTED):
        raise NotSeenError(asked.reason if asked else "")
    elif asked.way and asked.way[-1].startswith("http:"):
        yield failed(place, "sent_back", end=asked.way[-1])
    elif asked.status is not None and asked.status >= 400 and asked.status not in {401, 403, 429}:
        yield failed(place, "error", status=asked.status)
    else:
        yield passed(place)
