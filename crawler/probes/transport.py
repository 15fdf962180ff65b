"""The transport probe: whether the site can be reached over https, how, and whom to tell of a hole in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit, urlunsplit

from crawler.probes.context import ProbeContext
from crawler.probes.fetch import Fetched
from crawler.survey.inventory import SkipReason
from rules.hosts import is_public_name
from rules.safety_evidence import Asked, SecurityTxt, Tls, TransportEvidence, Trust

FIELDS_MAX = 50
VALUE_MAX_CHARACTERS = 300
SECURITY_TXT_PATH = "/.well-known/security.txt"
_STANDARD_PORTS = MappingProxyType({"http": 80, "https": 443})


@dataclass(frozen=True, slots=True)
class TransportProbe:
    """Asks for the start page in the way the site was not given, where both ways have their usual ports (`ports`)."""

    ports: Mapping[str, int] = field(default_factory=lambda: _STANDARD_PORTS)

    async def __call__(self, context: ProbeContext) -> TransportEvidence:
        """Return what was seen; for a site on this machine or on a local network only what it shows itself."""
        parts = urlsplit(context.url)
        host, is_secure = parts.hostname or "", parts.scheme == "https"
        is_public = is_public_name(host)
        is_usual = (parts.port or self.ports[parts.scheme]) == self.ports[parts.scheme]
        has_both = is_usual and (is_public or self.ports is not _STANDARD_PORTS)
        http = https = None
        tls: Tls | None = None
        if is_secure:
            tls = await context.handshake(host, parts.port or self.ports["https"])
            http = await self._asked(context, "http", host) if has_both else None
        elif has_both:
            tls = await context.handshake(host, self.ports["https"])
            https = await self._asked(context, "https", host)
        if (end := await _kept_out_at(context)) and (tls is None or tls.trust is Trust.TRUSTED):
            host, is_public = end.hostname or "", is_public_name(end.hostname or "")
            tls = await context.handshake(host, end.port or self.ports["https"])
        return TransportEvidence(
            *(context.taken_at, host, is_public, http, https, tls),
            security_txt=await _security_txt(context),
        )

    async def _asked(self, context: ProbeContext, scheme: str, host: str) -> Asked:
        port = self.ports[scheme]
        netloc = host if port == _STANDARD_PORTS[scheme] else f"{host}:{port}"
        path = urlsplit(context.url).path or "/"
        return _asked(await context.fetch(urlunsplit((scheme, netloc, path, "", ""))))


gather = TransportProbe()


async def _kept_out_at(context: ProbeContext) -> SplitResult | None:
    """Return where the start page sends its visitors on to, where a certificate there is why no page was seen."""
    if next(iter(context.pages()), None) is not None:
        return None
    fetched = await context.fetch(context.url)
    is_kept_out = fetched.failure is SkipReason.BAD_CERTIFICATE
    return urlsplit(fetched.final_url) if is_kept_out else None


def _asked(fetched: Fetched) -> Asked:
    way = tuple(dict.fromkeys((*(step.url for step in fetched.steps), fetched.final_url)))
    reason = f"{fetched.failure.value}: {fetched.detail}" if fetched.failure is not None else ""
    return Asked(fetched.url, way, fetched.status, reason[:300])


async def _security_txt(context: ProbeContext) -> SecurityTxt:
    parts = urlsplit(context.url)
    fetched = await context.fetch(urlunsplit((parts.scheme, parts.netloc, SECURITY_TXT_PATH, "", "")))
    asked = _asked(fetched)
    content_type = fetched.header("content-type").partition(";")[0].strip().lower()
    if asked.reason or fetched.status != 200 or "html" in content_type:
        return SecurityTxt(asked, content_type)
    return SecurityTxt(asked, content_type, _fields(fetched.body.decode("utf-8", "replace")))


def _fields(text: str) -> tuple[tuple[str, str], ...]:
    """Return the fields of a security.txt; what stands around them in a signed one has no colon and a space."""
    pairs = [
        (name.strip().lower(), value.strip()[:VALUE_MAX_CHARACTERS])
        for line in text.splitlines()
        if not line.startswith("#")
        for name, colon, value in [line.partition(":")]
        if colon and name.strip() and " " not in name.strip() and not line.startswith("-----")
    ]
    return tuple(pairs[:FIELDS_MAX])
