"""Reads one part of a package within bounds, and the root of XML without entities, network or growth."""

import zipfile

from lxml import etree

from crawler.documents.errors import EncryptedError, TooLargeError

PART_BYTES_MAX = 16 * 1024 * 1024
_READ_BYTES = 64 * 1024


def part(archive: zipfile.ZipFile, name: str, most: int = PART_BYTES_MAX) -> bytes:
    """Return a part's content; what is longer than `most` bytes is cut there.

    Raises TooLargeError for a bomb and EncryptedError for a part that a password locks.
    """
    info = archive.getinfo(name)
    # Deflate packs at most 1032 to 1: more is a lie, and near that is no document.
    if info.file_size > PART_BYTES_MAX and info.file_size > 500 * max(info.compress_size, 1):
        raise TooLargeError(f"{name[:80]!r} unpacks to {info.file_size} bytes from {info.compress_size}")
    if info.flag_bits & 0x1:
        raise EncryptedError(f"{name[:80]!r} is locked with a password")
    with archive.open(info) as stream:
        return stream.read(most)


def root_of(text: bytes, *, whole: bool = False) -> "etree._Element | None":
    """Return the root element as soon as it has begun, or with `whole` the whole tree; None where there is none."""
    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, huge_tree=False, recover=False
    )
    root = None
    try:
        for start in range(0, len(text), _READ_BYTES):
            parser.feed(text[start : start + _READ_BYTES])
            for _, element in parser.read_events():
                root = element if root is None else root
            if root is not None and not whole:
                return root
    except etree.XMLSyntaxError:
        return None if whole else root
    return root
