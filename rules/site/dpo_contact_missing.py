"""Rule: the page on privacy does not say how to reach the data protection officer."""

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
from rules.privacy import has_contact, names_officer
from rules.safety_evidence import PrivacyPage

RULE = Rule(
    id="dpo-contact-missing",
    scope=Scope.SITE,
    standing=Standing.PRIVACY,
    confidence=Confidence.LIKELY,
    impact=Impact.MODERATE,
    title=Text(
        da="Siden om personoplysninger skal sige, hvordan man når databeskyttelsesrådgiveren",
        en="The page about personal data must say how to reach the data protection officer",
    ),
    why=Text(
        da=(
            "Offentlige myndigheder har en databeskyttelsesrådgiver, som borgere kan spørge til råds om "
            "deres oplysninger. Uden en kontakt kan de ikke det."
        ),
        en=(
            "Public authorities have a data protection officer whom citizens may ask about their data. "
            "Without a contact they cannot."
        ),
    ),
    fix=Text(
        da=(
            "Skriv databeskyttelsesrådgiverens telefon og mail (eller sikre post) på siden om "
            "personoplysninger."
        ),
        en=(
            "Put the data protection officer’s telephone and mail (or secure post) on the page about "
            "personal data."
        ),
    ),
    messages={
        "missing": Text(
            da="{address} nævner ingen databeskyttelsesrådgiver.",
            en="{address} names no data protection officer.",
        ),
        "no_contact": Text(
            da=(
                "{address} nævner databeskyttelsesrådgiveren, men vi fandt ingen kontakt i nærheden. Se "
                "efter, om den er der."
            ),
            en=(
                "{address} names the data protection officer, but we found no contact near by. Check "
                "whether there is one."
            ),
        ),
        "unread": Text(
            da=(
                "{address} er en fil, eller vi så ikke det hele. Se efter, om den siger, hvordan man når "
                "databeskyttelsesrådgiveren."
            ),
            en=(
                "{address} is a file, or we did not see all of it. Check whether it says how to reach the "
                "data protection officer."
            ),
        ),
    },
    evidence=frozenset({Evidence.PRIVACY, Evidence.PAGE_FACTS}),
)


NEAR_PASSAGES = 6


def check(evidence: SiteEvidence) -> Iterator[Finding]:
    found = evidence.privacy
    assert found is not None  # asked for in the metadata
    if not found.pages:
        if next(iter(evidence.pages()), None) is None:
            raise NotSeenError(evidence.why_no_pages)
        return  # privacy-page-missing tells of that
    read = [page for page in found.pages if not page.reason]
    if any(_has_officer_with_contact(page) for page in read) or _has_page_of_its_own(evidence):
        yield passed(Place(target=found.pages[0].url))
        return
    named = next((page for page in read if _officer_at(page)), None)
    if named is not None:
        yield cannot_tell(Place(target=named.url), "no_contact", address=named.url)
        return
    unread = next((page for page in found.pages if page.reason == "file" or page.is_cut), None)
    if unread is not None:
        yield cannot_tell(Place(target=unread.url), "unread", address=unread.url)
    elif read:
        yield failed(Place(target=read[0].url), "missing", address=read[0].url)
    else:
        raise NotSeenError(found.pages[0].reason)


def _officer_at(page: PrivacyPage) -> list[int]:
    return [index for index, passage in enumerate(page.passages) if names_officer(passage.text)]


def _has_officer_with_contact(page: PrivacyPage) -> bool:
    return any(
        has_contact(passage)
        for index in _officer_at(page)
        for passage in page.passages[index : index + NEAR_PASSAGES]
    )


def _has_page_of_its_own(evidence: SiteEvidence) -> bool:
    return any(names_officer(link.text) for facts in evidence.pages() for link in facts.links)
