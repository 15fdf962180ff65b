"""Rule: documents of the site are published, but no page links to them."""

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
    passed,
)

RULE = Rule(
    id="documents-unlinked",
    scope=Scope.SITE,
    standing=Standing.CONTENT,
    confidence=Confidence.LIKELY,
    impact=Impact.MINOR,
    title=Text(
        da="Dokumenter skal kunne findes fra en side",
        en="Documents should be found from a page",
    ),
    why=Text(
        da=(
            "Et dokument, som ingen side linker til, er ofte en gammel udgave, der er blevet liggende. Den, der finder "
            "det gennem en søgemaskine, kan ikke se, om det gælder endnu, og hvad der er kommet i stedet."
        ),
        en=(
            "A document that no page links to is often an old version left behind. Those who find it through a search "
            "engine cannot see whether it still holds, and what has taken its place."
        ),
    ),
    fix=Text(
        da="Slet dokumentet, hvis det er forældet. Ellers: link til det fra en side, der siger, hvad det er.",
        en="Delete the document if it is out of date. Otherwise link to it from a page that says what it is.",
    ),
    messages={
        "unlinked": Text(
            da=(
                "Webstedets sitemap nævner dokumentet {url}, men ingen side linker til det. Se efter, om det gælder "
                "endnu."
            ),
            en="The site map names the document {url}, but no page links to it. Check whether it still holds.",
        ),
    },
    evidence=frozenset({Evidence.CONTENT}),
)


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = evidence.content
    assert found is not None  # the runner has made sure
    if not found.documents:
        return
    unlinked = [one for one in found.documents if not one.is_linked]
    if unlinked and not found.is_whole:
        raise NotSeenError("not_all_read")
    yield from (passed() for one in found.documents if one.is_linked)
    for one in unlinked:
        yield cannot_tell(Place(target=one.url, path=one.url), "unlinked", url=one.url, title=one.title)
