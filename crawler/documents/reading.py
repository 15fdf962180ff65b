"""From the bytes of a file to what is known of it; only ever called inside the confined process."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from crawler.documents.delimited import read_delimited
from crawler.documents.errors import DamagedError, DocumentError, EncryptedError, TooLargeError
from crawler.documents.identify import examine
from crawler.documents.outcome import Reading
from rules.document_evidence import DocumentState, Family, Format
from rules.formats import with_claims

FILE_BYTES_MAX = 200 * 1024 * 1024
"""A larger file is not opened: it would not fit into the memory a reader is given."""

_NO_READER = frozenset({"vsdx", "vsdm", "ooxml", "xlsb", "odb", "odf", "odc", "odm"})


_STATES: tuple[tuple[type[DocumentError], DocumentState], ...] = (
    (EncryptedError, DocumentState.ENCRYPTED),
    (TooLargeError, DocumentState.TOO_LARGE),
    (DamagedError, DocumentState.DAMAGED),
)


def read(path: Path) -> Reading:
    """Return what a file is and holds. Raises MemoryError, and whatever a broken reader raises."""
    size = path.stat().st_size
    if size == 0:
        return Reading(DocumentState.EMPTY, "the file holds no bytes")
    if size > FILE_BYTES_MAX:
        return Reading(DocumentState.TOO_LARGE, f"{size} bytes; at most {FILE_BYTES_MAX} are opened")
    identified = examine(path)
    found = identified.format
    if found.family is Family.UNKNOWN:
        # Some formats are known by name and yet of no family that is read.
        state = DocumentState.UNKNOWN_FORMAT if found.id == "unknown" else DocumentState.READ
        return Reading(state, format=found)
    if identified.is_encrypted:
        return Reading(DocumentState.ENCRYPTED, "a password is needed", format=found)
    if identified.excess:
        return Reading(DocumentState.TOO_LARGE, _reason(path, identified.excess), format=found)
    if identified.damage:
        return Reading(DocumentState.DAMAGED, _reason(path, identified.damage), format=found)
    try:
        return _inside(path, found)
    except DocumentError as error:
        state = next((state for kind, state in _STATES if isinstance(error, kind)), DocumentState.DAMAGED)
        return Reading(state, _reason(path, error.reason), format=found)
    except RecursionError:
        return Reading(DocumentState.TOO_LARGE, "nested too deeply to be read", format=found)


def _reason(path: Path, said: str) -> str:
    """Return a reason without the place where the file happens to lie."""
    return said.replace(f"{path}: ", "").replace(str(path), path.name)[:300]


def _inside(path: Path, found: Format) -> Reading:
    reader = _READERS.get(found.family)
    if reader is None or found.id.partition("-")[0] in _NO_READER:
        return Reading(DocumentState.READ, format=found)
    return reader(path, found)


# Each reader is loaded when the first file of its family comes: loading them all would make every start slow.


def _pdf(path: Path, found: Format) -> Reading:
    from crawler.documents.pdf import read_pdf

    read_of = read_pdf(path)
    named = replace(found, version=found.version or read_of.version)
    return Reading(
        DocumentState.READ,
        format=with_claims(named, read_of.claims),
        claims=read_of.claims,
        dates=read_of.dates,
        clauses=read_of.clauses,
        pdf=read_of.facts,
        notes=read_of.notes,
    )


def _office(path: Path, found: Format) -> Reading:
    from crawler.documents.office import read_office

    read_of = read_office(path, found)
    return Reading(
        DocumentState.READ, format=found, dates=read_of.dates, office=read_of.facts, notes=read_of.notes
    )


def _epub(path: Path, found: Format) -> Reading:
    from crawler.documents.epub import read_epub

    read_of = read_epub(path)
    return Reading(
        DocumentState.READ, format=found, dates=read_of.dates, epub=read_of.facts, notes=read_of.notes
    )


def _delimited(path: Path, found: Format) -> Reading:
    return Reading(DocumentState.READ, format=found, delimited=read_delimited(path, found.encoding))


_READERS: dict[Family, Callable[[Path, Format], Reading]] = {
    Family.PDF: _pdf,
    Family.OPEN_DOCUMENT: _office,
    Family.OFFICE_OPEN_XML: _office,
    Family.EPUB: _epub,
    Family.DELIMITED_TEXT: _delimited,
}
