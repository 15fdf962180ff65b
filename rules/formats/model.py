"""The words the table of formats is written in: criteria with their answers, the verdict, and a row per version."""

from dataclasses import dataclass
from enum import StrEnum

from rules.document_evidence import Family
from rules.model import Text


class Answer(StrEnum):
    """Whether a format meets one criterion of an open standard."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Openness(StrEnum):
    """The verdict on a format; `unknown` where we do not know what the file is."""

    OPEN = "open"
    OPEN_WITH_RESERVATION = "open_with_reservation"
    DOCUMENTED = "documented_not_openly_maintained"
    CLOSED = "closed"
    UNKNOWN = "unknown"

    @property
    def is_open(self) -> bool:
        """Whether the format counts as an open standard, with or without a reservation."""
        return self in {Openness.OPEN, Openness.OPEN_WITH_RESERVATION}


@dataclass(frozen=True, slots=True)
class Criterion:
    """The answer to one criterion, why, and where that can be looked up."""

    answer: Answer
    reason: Text
    source: Text


@dataclass(frozen=True, slots=True)
class Assessment:
    """A format held against the three criteria of the Danish agreement on open standards of 2007.

    `documented`: fully documented and publicly available. `free`: freely implementable without economic, political or
    legal limits on its implementation and use. `maintained`: managed and maintained in an open forum by an open process.
    `note` is what a reader must know beside the verdict.
    """

    documented: Criterion
    free: Criterion
    maintained: Criterion
    verdict: Openness
    note: Text


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One version of a format. `puid` is PRONOM's identifier, or "" where it has none. `is_editable`: made to be
    changed by whoever gets it. `endings` are the file name endings it is known by, without the dot."""

    id: str
    family: Family
    version: str
    name: Text
    media_type: str
    puid: str
    assessment: Assessment
    endings: tuple[str, ...] = ()
    is_editable: bool = False
    has_macros: bool = False
    is_template: bool = False
