"""Recognises pages with a role by address, title and link text, in Danish and English."""

import re
import unicodedata
from enum import StrEnum
from urllib.parse import unquote, urlsplit


class Role(StrEnum):
    """The pages that Decision (EU) 2018/1524, Annex I 3.2 (a), (b) and (c) names."""

    HOME = "home"
    LOGIN = "login"
    SITEMAP = "sitemap"
    CONTACT = "contact"
    HELP = "help"
    LEGAL = "legal"
    SEARCH = "search"
    STATEMENT = "statement"
    FEEDBACK = "feedback"


# Folded as `_folded` does it (æ -> ae, ø -> oe, å -> aa). Tried in this order, the more telling first, so that
# "Giv feedback om tilgængelighed" is feedback.
_PHRASES: dict[Role, tuple[str, ...]] = {
    Role.FEEDBACK: (
        "feedback",
        "giv os besked",
        "giv besked om",
        "anmeld manglende tilgaengelighed",
        "skriv til os om siden",
        "report a problem",
        "report an issue",
    ),
    Role.STATEMENT: (
        "tilgaengelighedserklaering",
        "tilgaengelighedserklaeringen",
        "webtilgaengelighed",
        "accessibility statement",
    ),
    Role.LEGAL: (
        "privatlivspolitik",
        "persondatapolitik",
        "databeskyttelse",
        "databeskyttelsespolitik",
        "behandling af personoplysninger",
        "cookies",
        "cookiepolitik",
        "om hjemmesiden",
        "om websitet",
        "om webstedet",
        "ophavsret",
        "privacy policy",
        "legal notice",
        "disclaimer",
    ),
    Role.LOGIN: (
        "login",
        "log ind",
        "log paa",
        "log in",
        "sign in",
        "min side",
        "mit overblik",
        "selvbetjening",
    ),
    Role.SITEMAP: ("sitemap", "site map", "sidekort", "oversigt over siden", "indholdsoversigt"),
    Role.CONTACT: ("kontakt", "contact us", "aabningstider"),
    Role.HELP: ("hjaelp og vejledning", "hjaelp til hjemmesiden", "ofte stillede spoergsmaal", "faq"),
    Role.SEARCH: ("soegning", "soegeresultat", "soegeresultater", "soegeside", "search results"),
}
# Words that mean the role only when they stand alone: "Hjælp til ældre" is no help page, "Søg om byggetilladelse" is
# no search, and "was" is the address that Danish authorities owe their statement.
_ALONE: dict[Role, frozenset[str]] = {
    Role.STATEMENT: frozenset({"tilgaengelighed", "accessibility", "was"}),
    Role.LEGAL: frozenset({"jura", "vilkaar", "privacy", "legal", "terms", "cookie"}),
    Role.LOGIN: frozenset({"signin", "mitid", "log on"}),
    Role.SITEMAP: frozenset({"a aa", "a til aa", "a oe"}),
    Role.CONTACT: frozenset({"contact", "find os", "ring til os"}),
    Role.HELP: frozenset({"hjaelp", "vejledning", "vejledninger", "support", "help"}),
    Role.SEARCH: frozenset({"soeg", "sog", "search"}),
}
_PATTERNS = {
    role: re.compile(r"(?:^| )(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")(?: |$)")
    for role, words in _PHRASES.items()
}
_TITLE_WORDS_MAX = 8


def role_of(url: str, title: str = "", link_text: str = "") -> Role | None:
    """Return a page's role, or None. The link text tells most, then the address, then a short title."""
    for text in (link_text, _path_words(url), _title_words(title)):
        folded = _folded(text)
        for role, pattern in _PATTERNS.items():
            if folded and (folded in _ALONE.get(role, ()) or pattern.search(folded)):
                return role
    return None


def _path_words(url: str) -> str:
    """Return the last part of the path, without its file type: earlier parts name the section, not the page."""
    segments = [segment for segment in unquote(urlsplit(url).path).split("/") if segment]
    if segments and re.fullmatch(r"(index|default)(\.\w+)?", segments[-1], re.IGNORECASE):
        segments.pop()
    return re.sub(r"\.[A-Za-z]{2,5}$", "", segments[-1]) if segments else ""


def _title_words(title: str) -> str:
    """Return the page's own part of a title ("Kontakt - Eksempelby Kommune"); long titles are headlines."""
    own = re.split(r"\s[-–—|·:]\s", title)[0]
    return own if len(own.split()) <= _TITLE_WORDS_MAX else ""


def _folded(text: str) -> str:
    # Composed first: an å may come as a and a ring.
    text = (
        unicodedata.normalize("NFC", text.casefold()).replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    )
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()
