"""Opens a document: our own reading in its confined process, and veraPDF's verdict where a claim can be verified."""

import logging
import mmap
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from crawler.documents.confined import ConfinedReader
from crawler.documents.outcome import Reading
from rules.document_evidence import Claim, ClaimKind, DocumentState, Verdict

_VERIFIABLE = frozenset({ClaimKind.PDF_A, ClaimKind.PDF_UA})
_CLAIM_MARKS = (b"pdfaid", b"pdfuaid")

log = logging.getLogger(__name__)


class _Validator(Protocol):
    """What judges a file's claims."""

    def start(self) -> bool: ...

    def validate(self, path: Path, claims: tuple[Claim, ...]) -> tuple[Verdict, ...]: ...

    def close(self) -> None: ...


class DocumentOpener:
    """Opens one document at a time. The validator is started with the first claim that it can verify."""

    def __init__(self, *, verifies_claims: bool = True) -> None:
        self._reader = ConfinedReader()
        self._validator: _Validator | None = None
        self._may_validate = verifies_claims
        self._starting: threading.Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self, paths: Iterable[Path] = ()) -> None:
        """Begin to start the reader, and the validator if one of these files looks as if it claims something."""
        self._reader.start()
        if self._may_validate and any(map(_seems_to_claim, paths)):
            self._starting = threading.Thread(target=self._start_validator, daemon=True)
            self._starting.start()

    @property
    def can_verify(self) -> bool:
        """Whether there is a validator, as far as is known without starting it."""
        from crawler.documents.verapdf import is_available

        return self._may_validate and is_available()

    def open(self, path: Path) -> tuple[Reading, tuple[Verdict, ...]]:
        """Return what our own reading says, and a validator's verdicts on the file's claims, if there is one."""
        reading = self._reader.read(path)
        claims = tuple(claim for claim in reading.claims if claim.kind in _VERIFIABLE)
        if reading.state is not DocumentState.READ or not claims or not self._may_validate:
            return reading, ()
        validator = self._started_validator()
        if validator is None:
            return reading, ()
        try:
            return reading, validator.validate(path, claims)
        except Exception as error:  # noqa: BLE001  # a validator that breaks costs its verdict, never the reading
            log.warning("veraPDF broke: %s", error)
            return reading, ()

    def close(self) -> None:
        """End both processes."""
        self._reader.close()
        self._wait_for_start()
        if self._validator is not None:
            self._validator.close()
            self._validator = None

    def _started_validator(self) -> _Validator | None:
        self._wait_for_start()
        if self._validator is None and self._may_validate:
            self._start_validator()
        return self._validator

    def _wait_for_start(self) -> None:
        if self._starting is not None:
            self._starting.join()
            self._starting = None

    def _start_validator(self) -> None:
        # Loaded with the first claim: few files make one, and the rest should not wait for it.
        from crawler.documents.verapdf import Validator

        validator: _Validator = Validator()
        try:
            is_there = validator.start()
        except Exception as error:  # noqa: BLE001  # without it everything else still works: the claim is not verified
            log.warning("veraPDF could not be started: %s", error)
            is_there = False
        if is_there:
            self._validator = validator
        else:
            validator.close()
            self._may_validate = False


def _seems_to_claim(path: Path) -> bool:
    """Return whether a claim's name stands in the file as it lies; a packed one is found when the file is read."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return any(content.find(mark) >= 0 for mark in _CLAIM_MARKS)
    except (OSError, ValueError):
        return False
