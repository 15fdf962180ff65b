"""Rule: pages link to addresses of the site that are not there."""

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
    cannot_tell,
    failed,
    passed,
)
from rules.site_evidence import AddressState, ContentEvidence, LinkedAddress

RULE = Rule(
    id="links-broken",
    scope=Scope.SITE,
    standing=Standing.CONTENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.MODERATE,
    title=Text(
        da="Links på webstedet skal føre til noget",
        en="Links within the site must lead somewhere",
    ),
    why=Text(
        da=(
            "Et link, der ikke fører nogen steder hen, er en blindgyde. Den, der bruger skærmlæser eller tastatur, "
            "har brugt længst tid på at nå dertil, og den, der let mister overblikket, finder ikke altid tilbage."
        ),
        en=(
            "A link that leads nowhere is a dead end. People who use a screen reader or a keyboard took longest to "
            "get there, and those who easily lose track do not always find the way back."
        ),
    ),
    fix=Text(
        da="Ret linket, fjern det, eller sæt den gamle adresse til at føre videre til det, der er kommet i stedet.",
        en="Correct the link, remove it, or let the old address lead on to what has taken its place.",
    ),
    messages={
        "gone": Text(
            da="{url} findes ikke ({detail}). Sider, der linker dertil: {count}, for eksempel {example}.",
            en="{url} is not there ({detail}). Pages that link to it: {count}, such as {example}.",
        ),
        "missing": Text(
            da=(
                "{url} viser webstedets side for adresser, der ikke findes, men svarer, som om den gør. "
                "Sider, der linker dertil: {count}, for eksempel {example}."
            ),
            en=(
                "{url} shows what the site shows for addresses that are not there, though it answers as if it were. "
                "Pages that link to it: {count}, such as {example}."
            ),
        ),
        "failing": Text(
            da=(
                "{url} svarede ikke, som den skulle, da vi spurgte ({detail}). Sider, der linker dertil: "
                "{count}, for eksempel {example}. Se efter, om fejlen er der endnu."
            ),
            en=(
                "{url} did not answer as it should when we asked ({detail}). Pages that link to it: {count}, such as "
                "{example}. Check whether the fault is still there."
            ),
        ),
        "silent": Text(
            da=(
                "{url} svarede ikke, da vi spurgte. Sider, der linker dertil: {count}, for eksempel {example}. Se "
                "efter, om fejlen er der endnu."
            ),
            en=(
                "{url} did not answer when we asked. Pages that link to it: {count}, such as {example}. Check whether "
                "the fault is still there."
            ),
        ),
        "more": Text(
            da="{count} adresser mere svarer ikke, som de skal, eller fører videre. De er ikke vist.",
            en="{count} more addresses do not answer as they should, or lead on. They are not shown.",
        ),
    },
    evidence=frozenset({Evidence.CONTENT}),
)

_FAILED = {AddressState.GONE: "gone", AddressState.MISSING: "missing"}


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = evidence.content
    assert found is not None  # the runner has made sure
    if not found.fine_count and not found.addresses:
        if found.unchecked_count:
            raise NotSeenError("not_asked_for")
        return
    yield from (passed() for _ in range(found.fine_count))
    yield from _findings(found)


def _findings(found: ContentEvidence) -> Iterator[Finding]:
    for address in found.addresses:
        place = Place(target=address.pages[0] if address.pages else address.url, path=address.url)
        if address.state in _FAILED:
            yield failed(place, _FAILED[address.state], **_values(address))
        elif address.state is AddressState.FAILING:
            yield cannot_tell(place, "failing" if address.detail else "silent", **_values(address))
    if found.left_out:
        yield cannot_tell(Place(target=found.addresses[0].url, path="more"), "more", count=found.left_out)


def _values(address: LinkedAddress) -> dict[str, object]:
    return {
        "url": address.url,
        "detail": address.detail,
        "count": address.page_count,
        "example": address.pages[0] if address.pages else "",
        "text": address.text,
    }
