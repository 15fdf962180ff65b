"""What cookies are for, as far as their names tell, and the cookies of a first visit to a site."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from rules.evidence import CookieFact, SiteEvidence
from rules.model import Language, NotSeenError


class Purpose(StrEnum):
    """What a known cookie is for; only those that are needed may be set unasked."""

    NEEDED = "needed"
    STATISTICS = "statistics"
    MARKETING = "marketing"
    EMBEDDED = "embedded"

    @property
    def named(self) -> dict[str, str]:
        """The purpose in words, by language."""
        danish, english = _PURPOSE_WORDS[self]
        return {Language.DA.value: danish, Language.EN.value: english}


_PURPOSE_WORDS = {
    Purpose.NEEDED: ("drift", "running the site"),
    Purpose.STATISTICS: ("statistik", "statistics"),
    Purpose.MARKETING: ("markedsføring", "marketing"),
    Purpose.EMBEDDED: ("indlejret indhold", "embedded content"),
}
_SESSION_WORDS = ("sess", "auth", "login", "token")
_SESSION_NAMES = frozenset({"sid", "connect.sid"})
_NO_SECRET_WORDS = ("csrf", "xsrf", "consent", "requestverificationtoken", "antiforgery")


@dataclass(frozen=True, slots=True)
class KnownCookie:
    """A cookie whose name is known; `name` with `*` at its end is the beginning of names."""

    name: str
    service: str
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class FirstVisitCookie:
    """A cookie that a first visit left behind, and the address of the first page that did."""

    cookie: CookieFact
    url: str


def first_visit_cookies(evidence: SiteEvidence) -> Iterator[FirstVisitCookie]:
    """Yield each cookie of the site once: every page is visited as by a newcomer who clicks on nothing.

    Raises NotSeenError where no page was seen or an older version did not note the cookies.
    """
    seen: set[tuple[str, str]] = set()
    is_noted = False
    for facts in evidence.pages():
        if facts.cookies is None:
            continue
        is_noted = True
        for cookie in facts.cookies:
            if (cookie.name, cookie.domain) not in seen:
                seen.add((cookie.name, cookie.domain))
                yield FirstVisitCookie(cookie, facts.final_url)
    if not is_noted:
        raise NotSeenError("no_cookies_noted")


def known_cookie(name: str) -> KnownCookie | None:
    """Return what is known of a cookie by its name."""
    for known in _known():
        beginning = known.name.removesuffix("*")
        if name == known.name or (known.name.endswith("*") and name.startswith(beginning)):
            return known
    return None


def holds_session(name: str) -> bool:
    """Whether a cookie's name says that it lets its holder in; those that scripts must read do not."""
    plain = name.lower()
    if any(word in plain for word in _NO_SECRET_WORDS):
        return False
    known = known_cookie(name)
    if known is not None and known.purpose is not Purpose.NEEDED:
        return False
    return plain in _SESSION_NAMES or any(word in plain for word in _SESSION_WORDS)


@cache
def _known() -> tuple[KnownCookie, ...]:
    source = files("rules").joinpath("data", "cookies.toml").read_text(encoding="utf-8")
    return tuple(
        KnownCookie(name, service, Purpose(purpose))
        for purpose, services in tomllib.loads(source).items()
        for service, names in services.items()
        for name in names
    )
