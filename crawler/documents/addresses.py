"""Says which of the addresses a user lists are documents before anything is fetched or opened."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from crawler.survey.media import Medium, is_xhtml, medium_of_address

# How the formats begin that no browser shows as a page.
_DOCUMENT_STARTS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rt")
_DATA_ENDINGS = (".xml", ".json", ".geojson", ".jsonld", ".txt")
_HEAD_BYTES = 4096


def is_document(address: str) -> bool:
    """Return whether an address is opened as a document rather than shown as a page.

    A name that ends as a document's is one, whatever it holds: a page called .pdf is a document that lies. A file of
    this machine whose name says nothing is known by how it begins; text and data are documents unless a browser makes
    a page of them, which it does of XHTML and of XML with a style sheet. What else turns out to be a download is opened
    too.
    """
    medium = medium_of_address(address)
    if medium is Medium.DOCUMENT:
        return True
    if not address.startswith("file:") or medium is Medium.PART:
        return False
    path = local_path(address)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    if path.suffix.lower() in _DATA_ENDINGS:
        return not is_xhtml(head) and b"<?xml-stylesheet" not in head
    return head.startswith(_DOCUMENT_STARTS)


def are_local_documents(addresses: Sequence[str]) -> bool:
    """Return whether all that is listed, and there is something, are documents on this machine."""
    return bool(addresses) and all(
        address.startswith("file:") and is_document(address) for address in addresses
    )


def local_path(address: str) -> Path:
    """Return the path of a `file:` address."""
    return Path(url2pathname(urlsplit(address).path))
