"""Evidence of what is inside an office document or an e-book."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """What our own reading of a text, spreadsheet or presentation document saw."""

    language: str = ""


@dataclass(frozen=True, slots=True)
class EpubFacts:
    """What our own reading of an EPUB saw."""

    language: str = ""
