"""Rule: browsers warn of the site's certificate, or soon will."""

from collections.abc import Iterator, Mapping
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
from rules.safety_evidence import Spoken, Tls, Trust

RULE = Rule(
    id="certificate-untrusted",
    scope=Scope.SITE,
    standing=Standing.SECURITY,
    confidence=Confidence.CERTAIN,
    impact=Impact.CRITICAL,
    title=Text(
        da="Browsere skal stole på webstedets certifikat",
        en="Browsers must trust the site’s certificate",
    ),
    why=Text(
        da="En advarsel fra browseren skræmmer borgere væk og lærer dem at klikke advarsler bort.",
        en="A warning from the browser scares citizens away and teaches them to click warnings away.",
    ),
    fix=Text(
        da=(
            "Udsted certifikatet igen til webstedets værtsnavn hos en kendt udsteder, send hele kæden "
            "med, og lad fornyelsen ske af sig selv."
        ),
        en=(
            "Issue the certificate again for the site’s host from a known issuer, send the whole chain, "
            "and let it be renewed automatically."
        ),
    ),
    messages={
        "expired": Text(
            da="Certifikatet udløb {date}.",
            en="The certificate expired on {date}.",
        ),
        "not_yet_valid": Text(
            da="Certifikatet gælder først fra {date}.",
            en="The certificate is valid only from {date}.",
        ),
        "wrong_name": Text(
            da="Certifikatet gælder ikke {host}, men {names}.",
            en="The certificate is not for {host} but for {names}.",
        ),
        "self_signed": Text(
            da="Certifikatet er udstedt af webstedet selv: {issuer}.",
            en="The certificate was issued by the site itself: {issuer}.",
        ),
        "unknown_issuer": Text(
            da="Udstederen er ukendt, eller kæden er ikke hel: {issuer}.",
            en="The issuer is unknown or the chain is not whole: {issuer}.",
        ),
        "other": Text(
            da="Browsere stoler ikke på certifikatet: {detail}.",
            en="Browsers do not trust the certificate: {detail}.",
        ),
        "local": Text(
            da="Denne maskine kender ikke certifikatets udsteder: {issuer}. Se efter, om nettets andre maskiner gør.",
            en="This machine does not know the certificate’s issuer: {issuer}. Check whether others on the network do.",
        ),
        "soon": Text(
            da="Certifikatet udløber {date}. Se efter, om det bliver fornyet af sig selv.",
            en="The certificate expires on {date}. Check that it is renewed automatically.",
        ),
    },
    evidence=frozenset({Evidence.TRANSPORT}),
)


SOON = timedelta(days=7)
_NOT_FOR_EVERYONE = frozenset({Trust.SELF_SIGNED, Trust.UNKNOWN_ISSUER, Trust.OTHER})


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = evidence.transport
    assert found is not None  # asked for in the metadata
    tls = found.tls
    if tls is None or tls.state is Spoken.REFUSED:
        return
    if tls.state is not Spoken.ACCEPTED:
        raise NotSeenError(tls.reason)
    if tls.is_outdated:
        raise NotSeenError("outdated_tls")  # tls-version-old tells of that
    place = Place(target=evidence.url)
    if not found.is_public and tls.trust in _NOT_FOR_EVERYONE:
        yield cannot_tell(place, "local", **_values(tls, found.host))
    elif tls.trust is not Trust.TRUSTED:
        yield failed(place, tls.trust.value, **_values(tls, found.host))
    elif tls.certificate is not None and _ends_soon(tls.certificate.valid_to, found.taken_at):
        yield cannot_tell(place, "soon", **_values(tls, found.host))
    else:
        yield passed(place)


def _values(tls: Tls, host: str) -> dict[str, object]:
    known = tls.certificate
    is_early = tls.trust is Trust.NOT_YET_VALID
    return {
        "host": host,
        "names": ", ".join(known.names[:5]) if known else "",
        "issuer": known.issuer if known else tls.trust_detail,
        "date": _written(known.valid_from if is_early else known.valid_to) if known else "",
        "detail": tls.trust_detail,
    }


def _written(moment: str) -> Mapping[str, str]:
    return written(datetime.fromisoformat(moment).date())


def _ends_soon(valid_to: str, taken_at: str) -> bool:
    return datetime.fromisoformat(valid_to) - datetime.fromisoformat(taken_at) < SOON
