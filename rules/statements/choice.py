"""Chooses a site's own statement among the pages that were found, and says why there is none to judge."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from rules.evidence import SiteEvidence
from rules.model import Finding, NotSeenError, cannot_tell, failed
from rules.site_evidence import FoundBy, Lookup, LookupState, StatementEvidence
from rules.statements.reading import Statement, read_statement
from rules.statements.recognition import may_be_statement

_NOT_SEEN = (LookupState.UNREACHABLE, LookupState.REFUSED)
_ORDER = (FoundBy.ADDRESS, FoundBy.REDIRECT, FoundBy.LINK)


def gathered(evidence: SiteEvidence) -> StatementEvidence:
    """Return the statement evidence, which the runner has made sure of."""
    assert evidence.statement is not None
    return evidence.statement


def read_on(evidence: SiteEvidence) -> date:
    """Return the day the statement was looked at: what is out of date is so on that day."""
    return date.fromisoformat(gathered(evidence).taken_at[:10])


def found_statements(evidence: SiteEvidence) -> list[Statement]:
    """Return the statements found, the site's own first; those that firms owe under another law are left out."""
    found = gathered(evidence)
    statements = [
        read_statement(page, evidence.country, read_on(evidence))
        for page in found.pages
        if may_be_statement(page, evidence.country)
    ]
    own = [one for one in statements if one.is_own_law or not one.is_other_law]
    addresses = {address_key(url) for url in found.addresses}
    return sorted(
        own,
        key=lambda one: (
            address_key(one.page.url) not in addresses,
            not is_at_host(evidence, one.page.url),
            _ORDER.index(one.page.found_by),
        ),
    )


def is_at_host(evidence: SiteEvidence, url: str) -> bool:
    """Say whether an address is on the country's statement host, wherever that was when the site was looked at."""
    host = urlsplit(url).netloc.lower()
    return evidence.country.is_statement_host(url) or any(
        urlsplit(address).netloc.lower() == host for address in gathered(evidence).addresses
    )


def statement_of(evidence: SiteEvidence) -> Statement | None:
    """Return the site's statement, or None when it has none that can be read.

    Raises NotSeenError when there may be one where we could not look, or that we could not read.
    """
    statements = found_statements(evidence)
    if statements:
        return statements[0]
    if reason := why_unseen(evidence):
        raise NotSeenError(reason)
    if (file := statement_file(evidence)) is not None:
        raise NotSeenError(f"{file.url}: statement_in_file")
    return None


def why_unseen(evidence: SiteEvidence) -> str:
    """Return why a place where the statement may be could not be seen, or "" when all were."""
    for lookup in gathered(evidence).lookups:
        if lookup.state in _NOT_SEEN:
            return f"{lookup.url}: {lookup.reason or lookup.state.value}"
    return ""


def statement_file(evidence: SiteEvidence) -> Lookup | None:
    """Return where the statement seems to be a file, such as a PDF, instead of a page."""
    return next((one for one in gathered(evidence).lookups if one.state is LookupState.FILE), None)


def blame(evidence: SiteEvidence) -> Callable[..., Finding]:
    """Return `failed`, or `cannot_tell` for a site that the country's statement host cannot know by its address.

    Such is a site that is still being built, at an address of this machine or a number: its duties come with its name.
    """
    is_known = bool(gathered(evidence).addresses) or not evidence.country.statement.address
    return failed if is_known else cannot_tell


def address_key(url: str) -> str:
    """Return what two spellings of an address share: no scheme, no `www.`, no final slash, no query."""
    parts = urlsplit(url)
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/').lower()}"


def other_laws_statement(evidence: SiteEvidence) -> str | None:
    """Return the address of a page that is a statement under another law only, such as a firm's, or None."""
    for page in gathered(evidence).pages:
        if may_be_statement(page, evidence.country):
            read = read_statement(page, evidence.country, read_on(evidence))
            if read.is_other_law and not read.is_own_law:
                return page.url
    return None
