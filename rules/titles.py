"""Titles that say nothing, of pages and of documents."""

import re

from rules.words import plain, word_list

# Extensions of pages and documents only: "Node.js" and "ASP.NET" are names of things a page may be about.
_FILE_NAME = re.compile(
    r"^\S+\.(html?|xhtml|php\d?|aspx?|jspx?|cfm|pdf|doc[xm]?|od[tspg]|rtf|xls[xm]?|ppt[xm]?|epub)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(https?://\S+|www\.\S+/\S+|/\S+/\S*)$", re.IGNORECASE)
_BARE_HOST = re.compile(r"^www\.[^\s/]+/?$", re.IGNORECASE)
_WORD_DEFAULT = re.compile(r"^Microsoft (Office )?(Word|Excel|PowerPoint)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^(.*\D) ?\d{1,4}$")
_SEGMENT_BORDER = re.compile(r"\s+[|·•»:–—-]\s+")


def fault(title: str) -> str:
    """Return "file_name", "address" or "stopgap" for a title that surely says nothing, or ""."""
    if _FILE_NAME.match(title):
        return "file_name"
    if _ADDRESS.match(title):
        return "address"
    words = plain(title)
    if not words or words in word_list("title_words", "generic"):
        return "stopgap"
    numbered = _NUMBERED.match(words)
    return "stopgap" if numbered and numbered[1].strip() in word_list("title_words", "numbered") else ""


def is_doubtful(title: str) -> bool:
    """Whether a person must look at a title."""
    words = plain(title)
    taglines = word_list("title_words", "tagline")
    if words in word_list("title_words", "doubtful") or words in taglines or words.isdigit():
        return True
    segments = [plain(segment) for segment in _SEGMENT_BORDER.split(title)]
    if len(segments) == 2 and any(segment in taglines for segment in segments):
        return True
    return bool(_WORD_DEFAULT.match(title) or _BARE_HOST.match(title))
