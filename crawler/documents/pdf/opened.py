"""An opened file and what every part of the reading needs of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf

from crawler.documents.errors import DamagedError, DocumentError, EncryptedError, TooLargeError
from crawler.documents.pdf.objects import (
    CHAIN_MAX_LENGTH,
    OversizeError,
    dictionary,
    get,
    identity,
    integer,
    is_stream,
    name,
    numbers,
    stream_bytes,
    text,
)
from crawler.documents.pdf.structure import StructureTree
from crawler.documents.pdf.xmp import XMP_MAX_BYTES, Xmp, read_xmp

PAGES_MAX = 5_000
"""Pages whose content is read; a longer document is said to be read in part."""

_HEADER_MAX_BYTES = 1_024
_HEADER_LINE = re.compile(rb"[^\r\n]*%?PDF-[^\r\n]*")


@dataclass
class Opened:
    """One file, opened; `notes` say which caps were reached."""

    path: Path
    pdf: pikepdf.Pdf
    notes: list[str] = field(default_factory=list)

    @cached_property
    def catalog(self) -> Any:
        return self.pdf.trailer.get("/Root")

    @cached_property
    def info(self) -> Any:
        return dictionary(self.pdf.trailer, "/Info")

    @cached_property
    def encryption(self) -> Any:
        return dictionary(self.pdf.trailer, "/Encrypt")

    @cached_property
    def header(self) -> bytes:
        """The line that holds the header, junk before and after included."""
        with self.path.open("rb") as file:
            match = _HEADER_LINE.search(file.read(_HEADER_MAX_BYTES))
        return match[0] if match else b""

    @cached_property
    def pages(self) -> list[Any]:
        """The page dictionaries, at most `PAGES_MAX`."""
        found: list[Any] = []
        for page in self.pdf.pages:
            if len(found) >= PAGES_MAX:
                self.notes.append(f"only the first {PAGES_MAX} pages were read")
                break
            found.append(page.obj)
        return found

    @cached_property
    def page_count(self) -> int:
        return len(self.pdf.pages)

    @cached_property
    def page_numbers(self) -> dict[tuple[int, int], int]:
        numbering = ((identity(page), number) for number, page in enumerate(self.pages, start=1))
        return {own: number for own, number in numbering if own is not None}

    @cached_property
    def tree(self) -> StructureTree:
        tree = StructureTree(self.catalog, self.page_numbers)
        if tree.is_cut:
            self.notes.append("the structure tree has more elements than are read")
        return tree

    @cached_property
    def metadata_stream(self) -> Any:
        """The catalog's metadata stream, or None where it is not marked as one."""
        stream = get(self.catalog, "/Metadata")
        is_one = (
            is_stream(stream) and name(stream, "/Type") == "/Metadata" and name(stream, "/Subtype") == "/XML"
        )
        return stream if is_one else None

    @cached_property
    def xmp(self) -> Xmp:
        if self.metadata_stream is None:
            return Xmp()
        return read_xmp(self.decoded(self.metadata_stream, XMP_MAX_BYTES))

    @cached_property
    def language(self) -> str | None:
        """The document's language as the catalog gives it, "" too, or None where it gives none."""
        return text(self.catalog, "/Lang")

    @cached_property
    def permissions(self) -> int | None:
        return integer(self.encryption, "/P") if self.encryption is not None else None

    def decoded(self, stream: Any, cap: int | None = None) -> bytes:
        """Return a stream's bytes; one that is too large is noted and read as empty."""
        try:
            return stream_bytes(stream, cap) if cap is not None else stream_bytes(stream)
        except OversizeError:
            note = "a stream decodes to more than is read"
            if note not in self.notes:
                self.notes.append(note)
            return b""


def open_pdf(path: Path) -> pikepdf.Pdf:
    """Open a file, encrypted with the empty password too; raise what says why it cannot be read."""
    try:
        pdf = pikepdf.open(path, suppress_warnings=True)
        root = pdf.trailer.get("/Root")
        if root is None or not len(pdf.pages):
            raise DamagedError("no catalog or no pages")
    except pikepdf.PasswordError as error:
        raise EncryptedError("a password is needed") from error
    except DocumentError:
        raise
    except MemoryError as error:
        raise TooLargeError("more memory needed than is given") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError, OSError) as error:
        raise DamagedError(
            str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        ) from error
    return pdf


def inherited(page: Any, key: str) -> Any:
    """Return a page's own value or the one it has from above."""
    node, seen = page, set[tuple[int, int]]()
    for _ in range(CHAIN_MAX_LENGTH):
        value = get(node, key)
        if value is not None:
            return value
        node = get(node, "/Parent")
        own = identity(node)
        if own is None or own in seen:
            return None
        seen.add(own)
    return None


def crop_box(page: Any) -> list[float] | None:
    """Return the part of the page that is shown, lower left corner first."""
    media = _box(inherited(page, "/MediaBox"))
    crop = _box(inherited(page, "/CropBox"))
    if media is None or crop is None:
        return media or crop
    return [max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3])]


def _box(value: Any) -> list[float] | None:
    found = numbers(value)
    if len(found) != 4:
        return None
    return [
        min(found[0], found[2]),
        min(found[1], found[3]),
        max(found[0], found[2]),
        max(found[1], found[3]),
    ]


def siblings(first: Any, limit: int) -> Iterator[Any]:
    """Yield a chain of /Next, each once, at most `limit`."""
    seen: set[tuple[int, int]] = set()
    current = first
    for _ in range(limit):
        own = identity(current)
        if current is None or own in seen:
            return
        if own is not None:
            seen.add(own)
        yield current
        current = get(current, "/Next")
