"""Opens a document: our own reading in its confined process, and veraPDF's verdict where a claim can be verified."""

import logging
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from crawler.documents.confined import ConfinedReader
from crawler.documents.outcome import Reading
from rules.document_evidence import Claim, ClaimKind, DocumentState, Verdict

_VERIFIABLE = frozenset({ClaimKind.PDF_A, ClaimKind.PDF_UA})

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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Begin to start the reader, while other things are prepared."""
        self._reader.start()

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
        if self._validator is not None:
            self._validator.close()
            self._validator = None

    def _started_validator(self) -> _Validator | None:
        if self._validator is None:
            # Loaded with the first claim: few files make one, and the rest should not wait for it.
            from crawler.documents.verapdf import Validator

            validator: _Validator = Validator()
            try:
                is_there = validator.start()
            except Exception as error:  # noqa: BLE001  # without it everything else still works: the claim is not verified
                log.warning("veraPDF could not be started: %s", error)
                is_there = False
            if not is_there:
                validator.close()
                self._may_validate = False
                return None
            self._validator = validator
        return self._validator
