"""What the identifier is given of a file, and what it says of it."""

from dataclasses import dataclass
from pathlib import Path

from rules.document_evidence import Format


@dataclass(frozen=True, slots=True)
class Sample:
    """A file with its first 64 KiB and its last 4 KiB."""

    path: Path
    size: int
    head: bytes
    tail: bytes


@dataclass(frozen=True, slots=True)
class Identified:
    """A file's format. `is_encrypted`: a password is needed.

    `damage` says why its structure cannot be read, `excess` which limit on what is unpacked it passes; or "".
    """

    format: Format
    is_encrypted: bool = False
    damage: str = ""
    excess: str = ""
