"""Rule: pages link to addresses that send readers on several times, or round in a circle."""

from collections.abc import Iterator

from rules.evidence import SiteEvidence
from rules.model import (
    Confidence,
    Evidence,
    Finding,
    Impact,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    failed,
    passed,
)
from rules.site_evidence import AddressState, LinkedAddress

RULE = Rule(
    id="redirect-chains",
    scope=Scope.SITE,
    standing=Standing.CONTENT,
    # Where a site looks at cookies or at who asks, others may be sent elsewhere.
    confidence=Confidence.LIKELY,
    impact=Impact.MINOR,
    title=Text(
        da="Links skal ikke føre gennem flere omveje",
        en="Links should not lead through several detours",
    ),
    why=Text(
        da=(
            "Hver omvej er en ventetid mere, og på en langsom forbindelse mærkes den. Omveje oven på omveje knækker "
            "let, når webstedet bliver lavet om, og så er siden væk."
        ),
        en=(
            "Each detour is another wait, and on a slow connection it is felt. Detours upon detours break easily when "
            "the site is rebuilt, and then the page is gone."
        ),
    ),
    fix=Text(
        da="Ret linket, så det fører lige til siden, og lad hver gammel adresse føre direkte til den nye.",
        en="Let the link lead straight to the page, and each old address directly to the new one.",
    ),
    messages={
        "chain": Text(
            da="{url} fører videre {steps} gange, før der kommer en side: {way}. Sider, der linker dertil: {count}.",
            en="{url} leads on {steps} times before there is a page: {way}. Pages that link to it: {count}.",
        ),
        "loop": Text(
            da="{url} fører i ring og viser aldrig en side: {way}. Sider, der linker dertil: {count}.",
            en="{url} leads round in a circle and never shows a page: {way}. Pages that link to it: {count}.",
        ),
    },
    evidence=frozenset({Evidence.CONTENT}),
)

STEPS_MAX = 1
"""One step is how an address is moved; more are left over from several moves."""
STEPS_SHOWN_MAX = 6


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    assert evidence.content is not None  # the runner has made sure
    for address in evidence.content.addresses:
        place = Place(target=address.pages[0] if address.pages else address.url, path=address.url)
        if address.state is AddressState.LOOPING:
            yield failed(place, "loop", **_values(address))
        elif len(address.hops) > STEPS_MAX:
            yield failed(place, "chain", **_values(address))
        elif address.hops:
            yield passed(place)


def _values(address: LinkedAddress) -> dict[str, object]:
    way = address.hops or tuple(address.detail.split(" -> "))[1:]
    shown = [*way[:STEPS_SHOWN_MAX], *(["…"] if len(way) > STEPS_SHOWN_MAX else [])]
    return {"url": address.url, "steps": len(way), "way": " → ".join(shown), "count": address.page_count}
