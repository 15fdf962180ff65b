"""How old what a link leads to is: by the years that its words name, else by what it says of itself."""

import re
from collections.abc import Iterable
from urllib.parse import unquote, urldefrag, urlsplit

from rules.evidence import LinkFact, PageFacts
from rules.site_evidence import ContentEvidence

Years = tuple[int, int]
"""The first and the last year of a thing, such as a strategy for 2024 to 2027."""

_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")


class Ages:
    """The years of a site's pages and documents, by address: as their titles name them, or else as they are dated."""

    def __init__(self, content: ContentEvidence | None) -> None:
        self._years: dict[str, Years] = {}
        for document in content.documents if content is not None else ():
            self._note(document.url, document.title, document.dated)

    def note_page(self, facts: PageFacts) -> None:
        """Keep what a page says of its age."""
        for url in {facts.url, facts.final_url}:
            self._note(url, facts.title, facts.updated_on or facts.published_on)

    def of(self, links: Iterable[LinkFact]) -> Years | None:
        """Return the years of the newest thing that the links lead to, or None where none tells its age."""
        found = [years for link in links if (years := _named(link) or self._years.get(_key(link.url)))]
        return max(found, key=lambda years: years[::-1], default=None)

    def _note(self, url: str, title: str, day: str) -> None:
        years = _years_in(title) or _years_in(day[:4])
        if years is not None:
            self._years[_key(url)] = years


def _named(link: LinkFact) -> Years | None:
    """Return the years that a link's words name, else those of its file name."""
    return _years_in(link.text) or _years_in(unquote(urlsplit(link.url).path.rpartition("/")[2]))


def _years_in(text: str) -> Years | None:
    years = sorted(map(int, _YEAR.findall(text)))
    return (years[0], years[-1]) if years else None


def _key(url: str) -> str:
    return urldefrag(url).url.rstrip("/")
