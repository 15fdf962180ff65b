"""Tells an accessibility statement from other pages, and a link to one from other links."""

from collections.abc import Mapping

from rules.countries import Country, Part
from rules.evidence import LinkFact
from rules.site_evidence import Block, BlockKind, StatementPage
from rules.words import plain

_HEADINGS_MIN = 2
"""So many of the model statement's headings make a statement of a page that is not called one."""

_HEADING_WORDS_MAX = 12


def may_be_statement(page: StatementPage, country: Country) -> bool:
    """Say whether a page is called an accessibility statement, or is laid out like the country's model of one."""
    headings = [plain(block.text) for block in page.blocks if block.kind is BlockKind.HEADING]
    names = [plain(page.title), *headings[:3]]
    if any(word in name for word in country.statement.title_words for name in names):
        return True
    parts = {part for block in page.blocks if (part := part_of(block, country)) is not None}
    return len(parts) >= _HEADINGS_MIN


def part_of(block: Block, country: Country) -> Part | None:
    """Return the part of the model statement that a heading, or a short line that serves as one, begins."""
    text = plain(block.text)
    if block.kind is not BlockKind.HEADING and (
        block.kind is not BlockKind.PARAGRAPH
        or len(text.split()) > _HEADING_WORDS_MAX
        or block.text.rstrip().endswith((".", ","))
    ):
        return None
    return _longest(text, country.statement.headings, anywhere=block.kind is BlockKind.HEADING)


def part_within(block: Block, country: Country) -> Part | None:
    """Return the part that a block begins in what is known to be a statement, where headings may be shorter."""
    if (part := part_of(block, country)) is not None or block.kind is not BlockKind.HEADING:
        return part
    return _longest(plain(block.text), country.statement.headings_within, anywhere=False)


def _longest(text: str, headings: Mapping[Part, tuple[str, ...]], *, anywhere: bool) -> Part | None:
    """Return the part whose phrase begins, or stands `anywhere` in, the text: the longest phrase says most."""
    found = [
        (len(phrase), part)
        for part, phrases in headings.items()
        for phrase in phrases
        # "Not covered by the law" is no "coverage".
        if text.startswith(phrase) or (anywhere and phrase in text)
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def is_link_to_statement(link: LinkFact, country: Country) -> int:
    """Return how surely a link is meant to lead to the accessibility statement: 3 by its host, 2 by name, 1 perhaps,
    0 not at all."""
    if country.is_statement_host(link.url):
        return 3
    text = plain(link.text)
    if any(word in text for word in country.statement.title_words):
        return 2
    return 1 if text in country.statement.terms else 0
