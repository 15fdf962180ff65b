"""Errors of the crawler, each with a message for the user in both languages.

CrawlerError
├── StoreError: a store or capture file cannot be used
├── SiteProcessError: a site's process ended without finishing
└── (registry and render define their own below it)
"""

from rules.model import Language, Text


class CrawlerError(Exception):
    """Base of all errors the crawler raises for users; `text` says what is wrong, where, and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text

    def in_(self, language: Language) -> str:
        """Return the message in one language."""
        return self.text.in_(language)


class StoreError(CrawlerError):
    """Raised when a store file is missing, locked, too new, not ours or not writable, by crawler.store."""


class SiteProcessError(CrawlerError):
    """Raised when the process of a site cannot be started, by crawler.site_process."""
