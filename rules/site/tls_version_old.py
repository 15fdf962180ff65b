"""Rule: the server speaks versions of TLS that are given up, or none that is new (RFC 8996)."""

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
from rules.safety_evidence import Spoken

RULE = Rule(
    id="tls-version-old",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=Text(
        da="Serveren må ikke bruge forældet kryptering",
        en="The server must not use outdated encryption",
    ),
    why=Text(
        da=(
            "TLS 1.0 og 1.1 er opgivet siden 2021, fordi de kan brydes. Tilbyder serveren dem, kan en "
            "forbindelse lokkes ned på dem."
        ),
        en=(
            "TLS 1.0 and 1.1 were given up in 2021 because they can be broken. A server that offers them "
            "lets a connection be lured down to them."
        ),
    ),
    fix=Text(
        da="Slå alt under TLS 1.2 fra på serveren, og slå TLS 1.3 til.",
        en="Turn everything below TLS 1.2 off on the server, and turn TLS 1.3 on.",
    ),
    messages={
        "accepted": Text(
            da="Serveren tager stadig imod {version}.",
            en="The server still accepts {version}.",
        ),
        "nothing_new": Text(
            da="Serveren taler intet nyere end {version}.",
            en="The server speaks nothing newer than {version}.",
        ),
    },
    evidence=frozenset({Evidence.TRANSPORT}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = evidence.transport
    assert found is not None  # asked for in the metadata
    tls = found.tls
    if tls is None or tls.state is Spoken.REFUSED:
        return
    place = Place(target=evidence.url)
    if tls.state is not Spoken.ACCEPTED:
        raise NotSeenError(tls.reason)
    if tls.is_outdated:
        yield failed(place, "nothing_new", version=tls.version)
    elif tls.old is Spoken.ACCEPTED:
        yield failed(place, "accepted", version=tls.old_version)
    elif tls.old is Spoken.REFUSED:
        yield passed(place)
    else:
        raise NotSeenError(f"old_tls_{tls.old.value}")
