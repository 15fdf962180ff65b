"""Finds the element that axe names in the page as rules see it."""

from bs4 import Tag
from soupsieve import SelectorSyntaxError

from rules.evidence import AxeNode
from rules.page_view import Page


def element_of(node: AxeNode, page: Page) -> Tag | None:
    """Return the element, or None where it stands in a frame or a shadow root, or is not there any more."""
    if " >>> " in node.ancestry:
        return None
    try:
        return page.soup.select_one(node.ancestry)
    except SelectorSyntaxError:
        return None
