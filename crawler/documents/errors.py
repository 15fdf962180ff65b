"""Why a document could not be read.

DocumentError
├── EncryptedError
├── DamagedError
└── TooLargeError
"""


class DocumentError(Exception):
    """Base of what the readers of crawler.documents raise on purpose; `reason` is for the record."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class EncryptedError(DocumentError):
    """Raised when a password is needed, by any reader."""


class DamagedError(DocumentError):
    """Raised when the file's structure cannot be read, by any reader."""


class TooLargeError(DocumentError):
    """Raised when a cap on size, entries, ratio or depth is passed, by any reader."""
