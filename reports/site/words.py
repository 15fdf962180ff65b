"""Words for one language, as templates call them: texts, numbers, shares, dates, page-derived text made safe."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from reports import localised
from reports.clusters import Cluster
from reports.document_places import in_words
from reports.document_scores import ClaimView
from reports.plain_text import printable, shortened
from reports.privacy import masked, masked_address
from reports.reasons import Told, note, start_failure, why_untested
from reports.texts import TEXTS, counted, text
from rules.languages import primary_language
from rules.model import Language
from rules.standards import CRITERIA

_LANGUAGE_TAG = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
SNIPPET_MAX_CHARACTERS = 300
ADDRESS_MAX_CHARACTERS = 200

_TYPE_NAMES = {
    "application/pdf": "PDF",
    "application/msword": "Word (.doc)",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word (.docx)",
    "application/vnd.ms-excel": "Excel (.xls)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel (.xlsx)",
    "application/vnd.ms-powerpoint": "PowerPoint (.ppt)",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint (.pptx)",
    "application/vnd.oasis.opendocument.text": "OpenDocument (.odt)",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument (.ods)",
    "application/vnd.oasis.opendocument.presentation": "OpenDocument (.odp)",
    "application/rtf": "RTF",
    "application/epub+zip": "EPUB",
    "text/csv": "CSV",
    ".pdf": "PDF",
    ".doc": "Word (.doc)",
    ".docx": "Word (.docx)",
    ".xls": "Excel (.xls)",
    ".xlsx": "Excel (.xlsx)",
    ".ppt": "PowerPoint (.ppt)",
    ".pptx": "PowerPoint (.pptx)",
    ".odt": "OpenDocument (.odt)",
    ".ods": "OpenDocument (.ods)",
    ".odp": "OpenDocument (.odp)",
    ".rtf": "RTF",
    ".epub": "EPUB",
    ".csv": "CSV",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a template needs to write in `language`."""

    language: Language

    def t(self, key: str, **data: Any) -> str:
        return text(key, self.language, **data)

    def known(self, prefix: str, name: str, fallback: str = "other", **data: Any) -> str:
        """Return the text of `prefix.name`, or of `prefix.fallback` for a name that has none."""
        key = f"{prefix}.{name}" if f"{prefix}.{name}" in TEXTS else f"{prefix}.{fallback}"
        return text(key, self.language, **data)

    def reason(self, reason: str) -> str:
        """Return why an address was not seen."""
        return self.known("reason", reason, reason=self.shown(reason))

    def document_reason(self, reason: str) -> str:
        """Return why a document was not opened."""
        if f"documents.reason.{reason}" not in TEXTS and f"reason.{reason}" in TEXTS:
            return self.t(f"reason.{reason}")
        return self.known("documents.reason", reason, reason=self.shown(reason))

    def claim(self, claim: ClaimView) -> str:
        """Return what is known of a claim, with the validator that said so."""
        said = self.t(f"claim.{claim.state.value}")
        return said[:1].lower() + said[1:] + (f" ({self.shown(claim.validator)})" if claim.validator else "")

    def place_in(self, cluster: Cluster) -> str:
        """Return where in its page or document a cluster's example is: a selector, or words."""
        target = cluster.example.target
        return in_words(target, self.language) if cluster.is_of_documents else target

    def counted(self, key: str, count: int, **data: Any) -> str:
        return counted(key, count, self.language, self.number(count), **data)

    def note(self, kind: str, detail: str) -> Told:
        """Return what a note of the survey says."""
        return note(kind, detail, self.language)

    def untested(self, reason: str) -> Told:
        """Return why a rule is untested."""
        return why_untested(reason, self.language)

    def start_failure(self, detail: str) -> Told:
        """Return why a site's start page could not be fetched."""
        return start_failure(detail, self.language)

    def number(self, value: float) -> str:
        return localised.number(value, self.language)

    def percent(self, share: float) -> str:
        return localised.percent(share, self.language)

    def day(self, moment: str) -> str:
        return localised.day(moment, self.language)

    def days(self, first: str, last: str) -> str:
        """Return one day, or from the first to the last."""
        start, end = self.day(first), self.day(last or first)
        return start if start == end else self.t("method.when.range", first=start, last=end)

    def criterion(self, number: str) -> str:
        """Return a criterion's number with its name."""
        known = CRITERIA.get(number)
        return f"{number} {known.name.in_(self.language)}" if known else number

    def level(self, number: str) -> str:
        """Return A, AA or AAA, or nothing for a criterion that does not exist."""
        known = CRITERIA.get(number)
        return known.level.value if known else ""

    def shown(self, value: str, most: int = SNIPPET_MAX_CHARACTERS) -> str:
        """Return page-derived text as it may be published."""
        return shortened(masked(printable(value)), most)

    def address(self, url: str) -> str:
        """Return an address to read."""
        return shortened(masked_address(printable(url)), ADDRESS_MAX_CHARACTERS)

    def link(self, url: str) -> str:
        """Return an address to follow, or nothing when it is no web address."""
        return masked_address(printable(url)) if is_web_address(url) else ""

    def document_type(self, declared: str) -> str:
        """Return a media type by the name readers know."""
        return _TYPE_NAMES.get(declared) or self.shown(declared) or self.t("documents.unknown")

    def tag(self, language: str) -> str:
        """Return a page's language as a lang attribute may hold it; empty means unknown, or no language at all."""
        return language if _LANGUAGE_TAG.fullmatch(language) and primary_language(language) else ""


def is_web_address(url: str) -> bool:
    """Return whether an address is http or https; a link to anything else is shown as text."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def first_some(items: Sequence[Any], most: int) -> tuple[Sequence[Any], int]:
    """Return the first items and the number of those left."""
    return items[:most], max(0, len(items) - most)
