"""Tells an accessibility statement from other pages, and a link to one from other links."""

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
    best: tuple[int, Part] | None = None
    for part, phrases in country.statement.headings.items():
        for phrase in phrases:
            is_heading = text.startswith(phrase) or (block.kind is BlockKind.HEADING and phrase in text)
            # The longest phrase says most: "not covered by the law" is no "coverage".
            if is_heading and (best is None or len(phrase) > best[0]):
                best = len(phrase), part
    return best[1] if best is not None else None


def is_link_to_statement(link: LinkFact, country: Country) -> int:
    """Return how surely a link is meant to lead to the accessibility statement: 3 by its host, 2 by name, 1 perhaps,
    0 not at all."""
    if country.is_statement_host(link.url):
        return 3
    text = plain(link.text)
    if any(word in text for word in country.statement.title_words):
        return 2
    return 1 if text in country.statement.terms else 0
