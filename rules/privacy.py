"""How links to a page about privacy, and those who answer for data protection, are recognised in several languages."""

import re
from urllib.parse import unquote, urlsplit

from rules.evidence import LinkFact
from rules.safety_evidence import Passage
from rules.words import MAIL_ADDRESS, plain, word_list

_LINK_MAX_WORDS = 10
_TELEPHONE = re.compile(r"(?:\+\d{2}|\(\+\d{2}\))?(?:[\s-]?\d){8,}")


def is_link_to_privacy(link: LinkFact) -> bool:
    """Whether a link's words or its address say that it leads to how personal data are treated."""
    words = plain(link.text)
    if words and len(words.split()) <= _LINK_MAX_WORDS and _holds(words, word_list("privacy_words", "links")):
        return True
    path = plain(unquote(urlsplit(link.url).path).rpartition("/")[2])
    return _holds(path, word_list("privacy_words", "addresses"))


def names_officer(text: str) -> bool:
    """Whether a text speaks of the body's data protection officer."""
    return _holds(plain(text), word_list("privacy_words", "officer"))


def has_contact(passage: Passage) -> bool:
    """Whether a passage says how to get in touch: mail, telephone, or a link to somewhere."""
    is_linked = any(link.startswith(("mailto:", "tel:", "http")) for link in passage.links)
    return is_linked or bool(MAIL_ADDRESS.search(passage.text) or _TELEPHONE.search(passage.text))


def _holds(text: str, phrases: frozenset[str]) -> bool:
    padded = f" {text} "
    return any(f" {phrase} " in padded for phrase in phrases)
