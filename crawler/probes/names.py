"""The names probe: what the DNS says of the site's host and of the domain it belongs to."""

from crawler.probes.context import ProbeContext
from rules.hosts import host_of, is_public_name, registered_domain
from rules.safety_evidence import NamesEvidence, Records, RecordState


async def gather(context: ProbeContext) -> NamesEvidence:
    """Return the records that rules read; nothing is asked of an address or of a name for local use."""
    host = host_of(context.url)
    domain = registered_domain(host)
    if not is_public_name(host):
        return NamesEvidence(context.taken_at, host, domain, is_public=False)
    questions = (
        (host, "A"),
        (host, "AAAA"),
        (domain, "DS"),
        (domain, "TXT"),
        (f"_dmarc.{domain}", "TXT"),
    )
    records = [await context.resolve(name, kind) for name, kind in questions]
    records.extend(await _authorities(context, host, domain))
    return NamesEvidence(context.taken_at, host, domain, is_public=True, records=tuple(records))


async def _authorities(context: ProbeContext, host: str, domain: str) -> list[Records]:
    """Ask who may issue certificates: the host, then each name above it up to the domain (RFC 8659, section 3)."""
    asked: list[Records] = []
    name = host
    while True:
        asked.append(await context.resolve(name, "CAA"))
        if asked[-1].state is not RecordState.ABSENT or name == domain or not name.endswith(f".{domain}"):
            return asked
        name = name.partition(".")[2]
