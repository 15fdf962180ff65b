"""What a document is called: the ending and stem of its name, and whether two links speak of one document."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from rules.document_evidence import DocumentEvidence, Sibling
from rules.formats import FORMATS, FormatRow, format_row
from rules.words import is_made_of, plain, word_list

_FORMAT_WORDS = re.compile(
    r"\b(?:pdf(?: ?/? ?[au])?|word|docx?|odt|ods|odp|rtf|excel|xlsx?|csv|powerpoint|pptx?|libreoffice|openoffice"
    r"|opendocument|odf|åbent format|open format|i format(?:et)?|as|som|fil|file|version(?:en)?|udgave|udgaven"
    r"|udfyldelig|fillable|nyt vindue|new window)\b"
)
_SIZE = re.compile(r"\b\d+(?:[.,]\d+)? ?(?:kb|mb|kib|mib|bytes?|sider?|pages?)\b")
_FILE_NAME = re.compile(r"filename\*?=(?:UTF-8'')?\"?([^\";]+)", re.IGNORECASE)
_ENDING = re.compile(r"[a-z0-9]{1,5}")


def file_name(url: str) -> str:
    """Return the last part of an address's path."""
    try:
        return unquote(posixpath.basename(urlsplit(url).path))
    except ValueError:
        return ""


def ending(name: str) -> str:
    """Return what a file's name ends in, without the dot and in lower case, or ""."""
    found = posixpath.splitext(name)[1].lstrip(".").lower()
    return found if _ENDING.fullmatch(found) else ""


def claimed_endings(evidence: DocumentEvidence) -> Iterator[tuple[str, str]]:
    """Yield the names under which a document is offered, each with its ending: by its address and by the server."""
    names = [file_name(evidence.url), file_name(evidence.final_url)]
    if match := _FILE_NAME.search(evidence.headers.get("content-disposition", "")):
        names.append(unquote(match[1].strip()))
    for name in dict.fromkeys(names):
        if found := ending(name):
            yield name, found


def label(row: FormatRow) -> str:
    """Return what a format is called in both languages: its name, or the ending it is known by."""
    return row.name.da if row.name.da == row.name.en or not row.endings else f".{row.endings[0]}"


def twins(evidence: DocumentEvidence) -> list[tuple[Sibling, FormatRow]]:
    """Return the documents beside this one that are the same in another format: by stem, or by link text.

    What is not opened is taken for what its name says.
    """
    stems = {_stem(evidence.url), _stem(evidence.final_url)} - {""}
    texts = {_subject(link.text) for link in evidence.links} - {""}
    found = []
    for sibling in evidence.siblings:
        if _stem(sibling.url) in stems or _subject(sibling.link_text) in texts:
            row = format_row(sibling.format_id) if sibling.format_id else _promised(sibling.url)
            if row is not None:
                found.append((sibling, row))
    return found


def _stem(url: str) -> str:
    return plain(posixpath.splitext(file_name(url))[0])


def _subject(link_text: str) -> str:
    """Return what a link's text is about, without format and size; "" where it says nothing alone ("Hent")."""
    words = plain(link_text)
    words = " ".join(_FORMAT_WORDS.sub(" ", _SIZE.sub(" ", words)).split())
    return "" if not words or is_made_of(words, word_list("link_words", "phrases")) else words


def _promised(url: str) -> FormatRow | None:
    wanted = ending(file_name(url))
    return next((row for row in FORMATS.values() if wanted and wanted in row.endings), None)
