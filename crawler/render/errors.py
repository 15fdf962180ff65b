"""Errors of the render room.

CrawlerError
├── BrowserMissingError: there is no browser to begin with
└── BrowserLostError: no page can be rendered any more
"""

from pathlib import Path

from crawler.errors import CrawlerError
from rules.model import Text


class BrowserMissingError(CrawlerError):
    """Raised when no browser is found, or the one found does not start, by `browser_finder`; exit code 4."""


class BrowserLostError(CrawlerError):
    """Raised when the browser cannot be started, at first or again after it was lost, by `Renderer`; exit code 4."""

    def __init__(self, executable: Path | None, reason: str) -> None:
        name = executable or "Chromium"
        super().__init__(
            Text(
                da=f"Browseren {name} kunne ikke startes: {reason}",
                en=f"The browser {name} could not be started: {reason}",
            )
        )
