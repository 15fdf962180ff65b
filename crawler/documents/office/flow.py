"""What text documents of every make have in common: paragraphs that look like headings, and blanks used as layout."""

import re
from dataclasses import dataclass

from crawler.documents.office.gather import Gathering, count_letters, cut
from rules.office_evidence import HeadingLike, Spot

HEADING_MAX_CHARACTERS = 90
_HEADING_MAX_WORDS = 14
_ENDS_AS_SENTENCE = re.compile(r"[.,:;…]\W*$")
_LEAD_IN = re.compile(r"^\W*(\d+[.)]?\s+)?[^\W\d_]{2,}")
_SPACES = re.compile(r"\S[   ]{5,}\S")
_EMPTY_PARAGRAPHS = 4
"""This many empty paragraphs in a row: fewer are the habit of a typist, and hurt no one."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text as it flows. `is_set_apart`: all its letters are bold; `size` is the smallest in it."""

    spot: Spot
    text: str
    size: float = 0.0
    is_bold: bool = False
    is_plain: bool = True  # no heading, list item, caption or the like
    is_monospaced: bool = False
    holds_objects: bool = False


class Flow:
    """Follows the paragraphs of a text one by one, and puts what it notices into a gathering."""

    def __init__(self, gathering: Gathering) -> None:
        self._gathering = gathering
        self._candidate: Paragraph | None = None
        self._sizes: dict[float, int] = {}
        self._candidates: list[tuple[Paragraph, int]] = []
        self._empty = 0
        self._has_begun = False

    def add(self, paragraph: Paragraph) -> None:
        text = paragraph.text.strip()
        if not text:
            self._add_empty(paragraph)
            return
        if not paragraph.is_monospaced:
            note_spaces(self._gathering, paragraph.spot, paragraph.text)
        self._end_of_empty(paragraph.spot)
        self._has_begun = True
        letters = count_letters(text)
        is_candidate = _may_be_heading(paragraph, text)
        if not is_candidate:
            self._sizes[paragraph.size] = self._sizes.get(paragraph.size, 0) + letters
        before = self._candidate
        if before is not None and paragraph.is_plain and (not is_candidate or _stands_out(before, paragraph)):
            self._candidates.append((before, letters))
        self._candidate = paragraph if is_candidate else None

    def interrupt(self) -> None:
        """Something other than a paragraph stands here: a table, a page break."""
        self._candidate = None
        self._empty = 0

    def finish(self) -> None:
        """Keep the paragraphs that look like headings, now that the size of the running text is known."""
        text_size = max(self._sizes, key=lambda size: self._sizes[size], default=0.0)
        for paragraph, follower_letters in self._candidates:
            is_larger = text_size > 0 and paragraph.size >= text_size * 1.15
            if paragraph.is_bold or is_larger:
                self._gathering.heading_likes.add(
                    HeadingLike(
                        paragraph.spot, paragraph.size, text_size, paragraph.is_bold, follower_letters
                    )
                )

    def _add_empty(self, paragraph: Paragraph) -> None:
        if paragraph.holds_objects or paragraph.text:
            self._empty = 0
        elif self._has_begun:
            self._empty += 1

    def _end_of_empty(self, spot: Spot) -> None:
        if self._empty >= _EMPTY_PARAGRAPHS:
            before = Spot(spot.target, f"{spot.path} > Empty paragraphs", spot.text)
            self._gathering.spacing.add(before)
        self._empty = 0


def note_spaces(gathering: Gathering, spot: Spot, text: str) -> None:
    """Note a run of blanks between words, which some use to make columns."""
    match = _SPACES.search(text)
    if match is not None:
        around = text[max(0, match.start() - 60) : match.end() + 60]
        gathering.spacing.add(Spot(spot.target, f"{spot.path} > Spaces", cut(around)))


def _stands_out(paragraph: Paragraph, follower: Paragraph) -> bool:
    return (paragraph.is_bold and not follower.is_bold) or paragraph.size > follower.size


def _may_be_heading(paragraph: Paragraph, text: str) -> bool:
    return (
        paragraph.is_plain
        and not paragraph.holds_objects
        and not paragraph.is_monospaced
        and len(text) <= HEADING_MAX_CHARACTERS
        and len(text.split()) <= _HEADING_MAX_WORDS
        and "\n" not in text
        and "\t" not in text
        and bool(_LEAD_IN.match(text))
        and not _ENDS_AS_SENTENCE.search(text)
    )
