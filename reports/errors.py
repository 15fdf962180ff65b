"""What can go wrong in the reports room, each with one clear message in both languages.

ReportError
├── StoreError
│   ├── StoreMissingError
│   ├── NotAStoreError
│   ├── NewerStoreError
│   ├── LockedStoreError
│   └── EmptyStoreError
├── OutputError
└── UnknownFormatError
"""

from pathlib import Path

from rules.model import Text


class ReportError(Exception):
    """Base of everything this room raises on purpose; `text` is what the user is told."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


class StoreError(ReportError):
    """Base of what makes a store unreadable."""


class StoreMissingError(StoreError):
    """Raised when there is no file at the given path, by reader.Store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                da=f"Filen {path} findes ikke. Angiv den resultatfil, som målingen har skrevet.",
                en=f"There is no file {path}. Give the store file that the sweep wrote.",
            )
        )


class NotAStoreError(StoreError):
    """Raised when the file is something else than a store of ours, by reader.Store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                da=f"{path} er ikke en resultatfil fra Eftersyn.",
                en=f"{path} is not a store file from Eftersyn.",
            )
        )


class NewerStoreError(StoreError):
    """Raised when a newer version of the program wrote the store, by reader.Store."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            Text(
                da=f"{path} er skrevet af en nyere udgave af Eftersyn (skema {found}; denne udgave kender {known}). "
                "Opdater Eftersyn, og prøv igen.",
                en=f"{path} was written by a newer version of Eftersyn (schema {found}; this version knows {known}). "
                "Update Eftersyn and try again.",
            )
        )


class LockedStoreError(StoreError):
    """Raised when another process keeps the store locked, by reader.Store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                da=f"{path} er låst af et andet program. Vent, til målingen er færdig, og prøv igen.",
                en=f"{path} is locked by another program. Wait until the sweep is done and try again.",
            )
        )


class EmptyStoreError(StoreError):
    """Raised when a store holds no sweep at all, by reader.Store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                da=f"{path} indeholder ingen måling. Mål mindst ét websted først.",
                en=f"{path} holds no sweep. Check at least one site first.",
            )
        )


class OutputError(ReportError):
    """Raised when the result cannot be written where the user asked, by publish and exports."""


class UnknownFormatError(ReportError):
    """Raised when an export format does not exist, by exports.write."""

    def __init__(self, given: str, known: tuple[str, ...]) -> None:
        names = ", ".join(known)
        super().__init__(
            Text(
                da=f"Ukendt format: {given}. Vælg et af disse: {names}.",
                en=f"Unknown format: {given}. Use: {names}.",
            )
        )
