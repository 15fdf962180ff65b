"""A sketch of a page: enough of what it shows to say whether another address shows the same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

SHELL_WORDS_MAX = 20
"""A page with scripts and no more words than this is a shell that the scripts fill."""
OWN_NAME_CHARACTERS_MIN = 8
HEADING_CHARACTERS_MAX = 200

_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "title"})
_DATA_SCRIPT = re.compile(r"json|text/(?!javascript|babel)|template|map|rules", re.IGNORECASE)
_PICTURED = {"img": "src", "iframe": "src", "frame": "src", "video": "src", "source": "src", "object": "data"}
_NUMBER = re.compile(r"\d+")
# Names of months and days, Danish and English: with the numbers, all that tells one page of an empty calendar from
# the next.
CALENDAR_WORDS = re.compile(
    r"\b(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|january|february|march|may|june|july|october"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dec"
    r"|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|man|tirs?|ons|tors?|fre|lør|søn|mon|tues?|wed|thurs?|thu|fri|sat|sun)\b"
)
_MISSING = re.compile(
    r"\b404\b|findes (?:desværre )?ikke|ikke (?:blevet )?fundet|kunne ikke finde|kan ikke finde|(?:page|file) not found"
    r"|not be found|does not exist|doesn.t exist|couldn.t find|could not find|ukendt side|no such page"
    r"|nicht gefunden|existiert nicht|hittades inte"
)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a page shows. `strings` are hashes of its pieces of text, numbers and names of months and days left out,
    and of its pictures; `digest` is of all of it in order, with the numbers.

    Hashes serve one process only. `missing` are the `strings` that speak of a page that is not there.
    """

    title: str
    heading: str
    strings: frozenset[int]
    digest: int
    words: int
    has_scripts: bool
    missing: frozenset[int] = frozenset()
    is_rendered: bool = False

    @property
    def key(self) -> int:
        """The same for two pages that differ in nothing but numbers and dates."""
        return hash(self.strings)

    @property
    def is_shell(self) -> bool:
        """Whether scripts have still to make the page what it is."""
        return self.has_scripts and not self.is_rendered and self.words <= SHELL_WORDS_MAX

    @property
    def says_missing(self) -> bool:
        """Whether title or main heading say that the page is not there."""
        return bool(_MISSING.search(f"{self.title} · {self.heading}".casefold()))


def sketch(root: Any, url: str, *, more: Iterable[str] = (), is_rendered: bool = False) -> Sketch:
    """Return the sketch of an HTML tree; `more` is text the tree does not hold, such as that of shadow roots."""
    title = next(iter(root.xpath("//head/title|//title[not(ancestor::svg)]")), None)
    title_text = squeezed("".join(title.itertext())) if title is not None else ""
    heading = next(iter(root.iter("h1", "h2")), None)
    heading_text = squeezed("".join(heading.itertext())) if heading is not None else ""
    strings: set[int] = set()
    missing: set[int] = set()
    ordered: list[str] = []
    words = 0
    own = _own_names(url)
    for text in (title_text, *_texts(root), *more):
        folded = squeezed(text).casefold()
        if not folded:
            continue
        ordered.append(folded)
        words += folded.count(" ") + 1
        for name in own:
            folded = folded.replace(name, "")
        plain = squeezed(CALENDAR_WORDS.sub("", _NUMBER.sub("", folded))).strip(" .,:;-–/()")
        if plain:
            strings.add(hash(plain))
            if _MISSING.search(folded):
                missing.add(hash(plain))
    for picture in _pictures(root):
        ordered.append(picture)
        strings.add(hash(picture))
    return Sketch(
        title_text,
        heading_text[:HEADING_CHARACTERS_MAX],
        frozenset(strings),
        hash(tuple(ordered)),
        words,
        any(runs(script) for script in root.iter("script")),
        frozenset(missing),
        is_rendered,
    )


def squeezed(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())


def _texts(root: Any) -> Iterator[str]:
    """Yield the pieces of text that a reader may see, in document order."""
    stack = [(root, False)]
    while stack:
        node, is_tail = stack.pop()
        if is_tail:
            yield node.tail
            continue
        if node.tail and node is not root:
            stack.append((node, True))
        # Comments and processing instructions have functions for tags.
        if not isinstance(node.tag, str) or node.tag in _UNSEEN:
            continue
        if node.text:
            yield node.text
        stack.extend((child, False) for child in reversed(node))


def _pictures(root: Any) -> Iterator[str]:
    for element in root.iter(*_PICTURED):
        address = element.get(_PICTURED[element.tag], "").strip().partition("?")[0]
        if address and not address.startswith("data:"):
            yield f"{element.tag} {address.casefold()}"
        elif address:
            yield f"{element.tag} {hash(address)}"


def runs(script: Any) -> bool:
    """Whether a script element runs, rather than holding data."""
    return not _DATA_SCRIPT.search(script.get("type", "")) and bool(
        script.get("src") or (script.text or "").strip()
    )


def _own_names(url: str) -> tuple[str, ...]:
    """Return how a page may name its own address in its text ("/xyz findes ikke")."""
    path = unquote(urlsplit(url).path).casefold()
    last = path.rstrip("/").rpartition("/")[2]
    return tuple(name for name in (path, last) if len(name) >= OWN_NAME_CHARACTERS_MIN)
