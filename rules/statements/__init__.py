"""Accessibility statements read as data: which page is one, what it says, and which is a site's own.

The model is the annex of Decision (EU) 2018/1523; words and patterns come from the site's country.
"""

from rules.statements.choice import (
    address_key,
    blame,
    found_statements,
    gathered,
    is_at_host,
    other_laws_statement,
    read_on,
    statement_file,
    statement_of,
    why_unseen,
)
from rules.statements.reading import Inaccessible, Statement, WrittenContact, read_statement
from rules.statements.recognition import is_link_to_statement, may_be_statement

__all__ = [
    "Inaccessible",
    "Statement",
    "WrittenContact",
    "address_key",
    "blame",
    "found_statements",
    "gathered",
    "is_at_host",
    "is_link_to_statement",
    "may_be_statement",
    "other_laws_statement",
    "read_on",
    "read_statement",
    "statement_file",
    "statement_of",
    "why_unseen",
]
