"""Reads accessibility statements: whether a page is one, whether it is this site's, and what it says."""

from rules.countries import Country
from rules.evidence import LinkFact
from rules.site_evidence import BlockKind, StatementPage
from rules.words import plain

_HEADINGS_MIN = 2
"""So many of the model statement's headings make a statement of a page that is not called one."""


def may_be_statement(page: StatementPage, country: Country) -> bool:
    """Say whether a page is called an accessibility statement, or is laid out like the country's model of one."""
    model = country.statement
    headings = [plain(block.text) for block in page.blocks if block.kind is BlockKind.HEADING]
    names = [plain(page.title), *headings[:3]]
    if any(word in name for word in model.title_words for name in names):
        return True
    parts = {
        part
        for part, words in model.headings.items()
        if any(word in text for word in words for text in headings)
    }
    return len(parts) >= _HEADINGS_MIN


def is_link_to_statement(link: LinkFact, country: Country) -> int:
    """Return how surely a link is meant to lead to the accessibility statement: 3 by its host, 2 by name, 1 perhaps,
    0 not at all."""
    if country.is_statement_host(link.url):
        return 3
    text = plain(link.text)
    if any(word in text for word in country.statement.title_words):
        return 2
    return 1 if text in country.statement.terms else 0
