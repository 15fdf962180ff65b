"""The statement probe: looks for the accessibility statement where the country keeps it, and reads what it finds."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit, urlunsplit

from crawler.probes.context import ProbeContext
from crawler.redirects import REDIRECT_STATUSES
from crawler.survey.inventory import SkipReason
from crawler.survey.urls import identity, normalise
from rules.evidence import PageEvidence, PageState
from rules.page_text import page_blocks
from rules.page_view import Page
from rules.site_evidence import FoundBy, Lookup, LookupState, Moved, StatementEvidence, StatementPage
from rules.statements import is_link_to_statement, may_be_statement

BLOCKS_MAX = 2_000
PAGES_MAX = 4
LINKS_MAX = 4
ADDRESSES_MAX = 6

_REFUSED_STATUSES = frozenset({401, 403, 407, 429, 451})
_REFUSED_REASONS = frozenset({SkipReason.ROBOTS, SkipReason.BLOCKED})
_PAGE_TYPES = ("html", "xml")
_STATES = {
    PageState.RENDERED: LookupState.FOUND,
    PageState.DOWNLOAD: LookupState.FILE,
    PageState.BLOCKED: LookupState.REFUSED,
    PageState.ROBOTS_REFUSED: LookupState.REFUSED,
    PageState.REDIRECT_LOOP: LookupState.ABSENT,
}


async def gather(context: ProbeContext) -> StatementEvidence:
    """Return where the statement was looked for, and what was found there."""
    search = _Search(context)
    await search.on_site()
    await search.linked()
    await search.at_host()
    return StatementEvidence(
        taken_at=context.taken_at,
        addresses=search.addresses,
        lookups=tuple(search.lookups.values()),
        pages=tuple(search.pages.values()),
    )


class _Search:
    """One search; every address is looked at once."""

    def __init__(self, context: ProbeContext) -> None:
        self._context = context
        parts = urlsplit(context.url)
        self.addresses = context.country.statement_addresses(parts.netloc, context.scope.prefix)
        self.lookups: dict[str, Lookup] = {}
        self.pages: dict[str, StatementPage] = {}

    async def on_site(self) -> None:
        """Look at the address on the site that must lead to the statement."""
        for url in on_site_addresses(self._context):
            lookup = await self._look(url, FoundBy.REDIRECT)
            if lookup.state is LookupState.FOUND:
                return

    async def linked(self) -> None:
        """Look at what the pages link to as their statement, the most linked first."""
        found: Counter[tuple[int, str]] = Counter()
        for facts in self._context.pages():
            for link in facts.links:
                if rank := is_link_to_statement(link, self._context.country):
                    found[-rank, link.url] += 1
        ordered = sorted(found, key=lambda key: (key[0], -found[key], key[1]))
        for _, url in ordered[:LINKS_MAX]:
            await self._look(url, FoundBy.LINK)

    async def at_host(self) -> None:
        """Look at the statement host under the site's name, unless its statement there is found already."""
        if {_key(page.url) for page in self.pages.values()} & {_key(url) for url in self.addresses}:
            return
        for url in self.addresses[:ADDRESSES_MAX]:
            lookup = await self._look(url, FoundBy.ADDRESS)
            if lookup.state not in {LookupState.ABSENT, LookupState.FOUND}:
                return  # the host does not answer, or does not want us
            page = self.pages.get(_key(lookup.final_url))
            if page is not None and may_be_statement(page, self._context.country):
                return

    async def _look(self, url: str, found_by: FoundBy) -> Lookup:
        key = _key(url)
        if key in self.pages and key not in self.lookups:
            # Another address has led here already: it is not asked for again.
            self.lookups[key] = Lookup(url, found_by, LookupState.FOUND, self.pages[key].url)
        elif key not in self.lookups:
            self.lookups[key] = await self._looked(url, found_by)
        return self.lookups[key]

    async def _looked(self, url: str, found_by: FoundBy) -> Lookup:
        fetched = await self._context.fetch(url, follow=False)
        status = fetched.status
        if fetched.failure is not None:
            is_refused = fetched.failure in _REFUSED_REASONS
            state = LookupState.REFUSED if is_refused else LookupState.UNREACHABLE
            return Lookup(url, found_by, state, url, reason=f"{fetched.failure.value}: {fetched.detail}")
        assert status is not None  # an answer that is no failure has one
        location = fetched.header("location")
        if status in REDIRECT_STATUSES and location:
            return await self._shown(url, _joined(url, location), found_by, Moved.HTTP)
        if (error := _state_of(status)) is not None:
            return Lookup(url, found_by, error, url, status, reason=f"HTTP {status}")
        kind = fetched.header("content-type").partition(";")[0]
        if kind and not any(part in kind for part in _PAGE_TYPES):
            return Lookup(url, found_by, LookupState.FILE, url, status, reason=kind)
        return await self._shown(url, url, found_by, Moved.NOT)

    async def _shown(self, url: str, target: str, found_by: FoundBy, moved: Moved) -> Lookup:
        """Show `target` in the browser, as the answer to `url`, and keep what came as text."""
        known = self.lookups.get(_key(target))
        if known is not None and _key(target) != _key(url):
            return Lookup(url, found_by, known.state, known.final_url, known.status, moved, known.reason)
        evidence = await self._context.render(target)
        final = evidence.final_url or target
        if moved is Moved.NOT and _key(final) != _key(target):
            moved = Moved.PAGE
        by_status = _state_of(evidence.status) if evidence.status is not None else None
        state = _STATES.get(evidence.state) or by_status or LookupState.UNREACHABLE
        if evidence.state is PageState.RENDERED:
            self._keep(evidence, found_by)
        return Lookup(url, found_by, state, final, evidence.status, moved, evidence.reason)

    def _keep(self, evidence: PageEvidence, found_by: FoundBy) -> None:
        key = _key(evidence.final_url)
        if key in self.pages or len(self.pages) >= PAGES_MAX:
            return
        blocks, is_cut = page_blocks(Page(evidence), BLOCKS_MAX)
        self.pages[key] = StatementPage(
            evidence.final_url, found_by, evidence.title, evidence.language, blocks, is_cut
        )


def on_site_addresses(context: ProbeContext) -> Iterable[str]:
    """Yield the addresses on the site that must lead to the statement, the site's own spelling of its host first."""
    path = context.country.statement.on_site
    if not path:
        return
    parts = urlsplit(context.url)
    host = parts.netloc
    other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    is_name = any(letter.isalpha() for letter in host) and "." in host
    for name in (host, other) if is_name else (host,):
        yield urlunsplit((parts.scheme, name, f"{context.scope.prefix}{path}", "", ""))


def _state_of(status: int) -> LookupState | None:
    """Return what an error status says of an address, or None where it is no error."""
    if status < 400:
        return None
    if status in _REFUSED_STATUSES:
        return LookupState.REFUSED
    return LookupState.ABSENT if status < 500 and status != 408 else LookupState.UNREACHABLE


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError:
        return base


def _key(url: str) -> str:
    """Return what two spellings of one address share."""
    try:
        return identity(normalise(url)).rstrip("/").lower()
    except ValueError:
        return url
