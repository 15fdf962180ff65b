"""The logins probe: reads where links to a login lead through redirects, and stops at the login's door."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from crawler.probes.context import ProbeContext
from crawler.probes.fetch import Fetched
from crawler.redirects import REDIRECT_STATUSES
from rules.hosts import host_of, is_public_name
from rules.services import service_table
from rules.services.addresses import AddressIndex
from rules.services.model import ServiceTable
from rules.site_evidence import LoginChain, LoginsEvidence

LINKS_MAX = 6
HOPS_MAX = 6
ADDRESS_MAX_CHARACTERS = 400
_KEPT_PARAMETERS = frozenset({"response_type"})
"""Parameters whose value is a word of a protocol and tells nothing of a visitor."""


async def gather(context: ProbeContext) -> LoginsEvidence:
    """Return the ways that links to a login, or to a solution that may ask for one, lead; no form is sent."""
    table = service_table(context.country.code)
    if not table.logins.signals:
        return LoginsEvidence(context.taken_at)
    way = _Way(context, AddressIndex((s.id, p) for s in table.signals for p in s.links), table)
    links = way.links()
    chains = [await way.read(url, found_on) for url, found_on in links[:LINKS_MAX]]
    return LoginsEvidence(context.taken_at, tuple(chains), max(0, len(links) - LINKS_MAX))


@dataclass(slots=True)
class _Way:
    context: ProbeContext
    known: AddressIndex
    table: ServiceTable

    def links(self) -> list[tuple[str, str]]:
        """Return the links worth reading, each with a page that has it, the most linked first: of another host one.

        What is known by its own address needs no reading, and one solution with many forms asks for one login.
        """
        logins = self.table.logins
        wanted = AddressIndex(("login", pattern) for pattern in logins.links)
        pages: Counter[str] = Counter()
        found_on: dict[str, str] = {}
        for facts in self.context.pages():
            own = urlsplit(facts.final_url).netloc
            for url in {
                link.url for link in facts.links if self._is_wanted(wanted, link.url, link.text, own)
            }:
                pages[url] += 1
                found_on.setdefault(url, facts.final_url)
        ordered = sorted(pages, key=lambda url: (-pages[url], url))
        first = {self._solution(url): url for url in reversed(ordered)}
        return [(url, found_on[url]) for url in ordered if first[self._solution(url)] == url]

    def _solution(self, url: str) -> str:
        return url if self.context.scope.contains(url) else urlsplit(url).netloc.lower()

    def _is_wanted(self, wanted: AddressIndex, url: str, text: str, own_host: str) -> bool:
        if urlsplit(url).scheme not in {"http", "https"} or self._is_beyond_reach(url):
            return False
        signals = self.known.find(url, text, own_host).keys()
        logins = self.table.logins
        if signals & {*logins.signals, *logins.closed, self.table.share_through}:
            return False
        return bool(signals & set(logins.follow)) or bool(wanted.find(url, text, own_host))

    def _is_beyond_reach(self, url: str) -> bool:
        """Whether an address is out on the internet, of a site on this machine or on a local network."""
        return is_public_name(host_of(url)) and not is_public_name(host_of(self.context.url))

    async def read(self, url: str, found_on: str) -> LoginChain:
        """Return the way from a link to where it ends, or to where a login begins."""
        hops: list[str] = []
        address = url
        for _ in range(HOPS_MAX):
            fetched = await self.context.fetch(address, follow=False)
            onward = _onward(fetched)
            if not onward:
                return LoginChain(url, found_on, tuple(hops), _why(fetched))
            address = onward
            hops.append(_kept(address))
            is_closed = self.known.find(address).keys() & set(self.table.logins.closed)
            if is_closed or self._is_beyond_reach(address):
                return LoginChain(url, found_on, tuple(hops))
        return LoginChain(url, found_on, tuple(hops), "too_many")


def _onward(fetched: Fetched) -> str:
    """Return where an answer sends its visitor on to: by a redirect, or by a form that a script sends for a login."""
    location = fetched.header("location") if fetched.status in REDIRECT_STATUSES else _login_form(fetched)
    try:
        onward = urljoin(fetched.final_url, location) if location else ""
        return onward if urlsplit(onward).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _login_form(fetched: Fetched) -> str:
    """Return where a form with a SAML request goes (SAML bindings, section 3.5): a page that stands for a redirect."""
    if b"SAMLRequest" not in fetched.body:
        return ""
    forms = BeautifulSoup(fetched.body, "lxml", parse_only=SoupStrainer("form"))
    field = forms.select_one("form[action] [name=SAMLRequest]")
    form = field.find_parent("form") if field is not None else None
    return str(form["action"]) if form is not None else ""


def _why(fetched: Fetched) -> str:
    return f"{fetched.failure.value}: {fetched.detail}"[:300] if fetched.failure is not None else ""


def _kept(url: str) -> str:
    """Return an address without what its parameters hold: requests to log in carry marks of one visit."""
    parts = urlsplit(url)
    query = [
        (name, value if name in _KEPT_PARAMETERS else "")
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, urlencode(query), ""))[:ADDRESS_MAX_CHARACTERS]
