"""The order in which a file's kinds are tried: what begins unmistakably first, plain text last."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crawler.documents.identify import compound, markup, media, package, pdf, plain, rich_text
from crawler.documents.identify.identified import Identified, Sample
from rules.document_evidence import Format
from rules.formats import UNKNOWN_ID, format_made

__all__ = ["Identified", "examine", "identify"]

_HEAD_BYTES = 64 * 1024
_TAIL_BYTES = 4 * 1024


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of file: how it begins, and what looks closer. `look` returns None when it is something else after all."""

    begins: Callable[[bytes], bool]
    look: Callable[[Sample], Identified | None]


_KINDS = (
    _Kind(package.begins, package.look),
    _Kind(compound.begins, compound.look),
    _Kind(rich_text.begins, rich_text.look),
    # Markup before PDF: a page that speaks of PDF may hold the mark of one among its first bytes.
    _Kind(markup.begins, markup.look),
    _Kind(media.begins, media.look),
    _Kind(pdf.begins, pdf.look),
    _Kind(plain.begins, plain.look),
)


def identify(path: Path) -> Format:
    """Return what a file is; an empty file, or one that nothing recognises, is of unknown format."""
    return examine(path).format


def examine(path: Path) -> Identified:
    """Return what a file is and whether it is locked or damaged, as far as a first look tells."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        file.seek(max(0, size - _TAIL_BYTES))
        tail = file.read(_TAIL_BYTES)
    sample = Sample(path, size, head, tail)
    for kind in _KINDS:
        if kind.begins(head) and (found := kind.look(sample)) is not None:
            return found
    return Identified(format_made(UNKNOWN_ID))
