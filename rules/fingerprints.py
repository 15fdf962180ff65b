"""Stable identity: a fingerprint for each finding and a template signature for each page."""

import hashlib
import re
from itertools import islice
from urllib.parse import urlsplit

from bs4 import Tag

from rules.model import Finding, Identity, Rule
from rules.page_view import Page, structural_path

_OPENING_TAG = re.compile(r"<\s*([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>?")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_MARKUP = re.compile(r"<[^>]*>?")
_DIGITS = re.compile(r"\d+")
_SIGNATURE_TAGS = frozenset(
    {
        "header",
        "nav",
        "main",
        "section",
        "article",
        "aside",
        "footer",
        "form",
        "table",
        "iframe",
        "video",
        "div",
        "ul",
    }
)
_SIGNATURE_DEPTH = 6


def fingerprint(rule: Rule, finding: Finding) -> str:
    """Return 16 hex digits that stay the same for the same fault wherever the template repeats it.

    Built of rule id, normalised place and, for rules whose identity is content, the normalised snippet. Digits are
    folded, for dates, counters and generated ids change from page to page.
    """
    place = finding.place
    if rule.identity is Identity.STYLE:
        return _digest(rule.id, finding.message, _marker(place.snippet), *_colours(finding))
    parts = [rule.id, place.path or place.target, finding.message, _marker(place.snippet)]
    if rule.identity is Identity.CONTENT:
        parts.append(_content(place.snippet))
    elif not place.path and not place.snippet:
        parts.append(place.target)
    return _digest(*parts)


def template_signature(page: Page) -> str:
    """Return 16 hex digits of the page's outer DOM structure: pages of one template have the same."""
    paths = {
        path + "".join(sorted(f".{_fold(name)}" for name in tag.get_attribute_list("class") if name))
        for tag in page.tags
        if tag.name in _SIGNATURE_TAGS and _is_shallow(tag) and (path := structural_path(tag))
    }
    return _digest(*sorted(paths))


def _is_shallow(tag: Tag) -> bool:
    """Whether an element is in the outer structure; asked before its path is put together, which may be endless."""
    return next(islice(tag.parents, _SIGNATURE_DEPTH + 1, None), None) is None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _colours(finding: Finding) -> list[str]:
    """Return the colours that axe's checks compared, by name; nothing where it could not tell them."""
    seen = {
        f"{name}={value}"
        for _, _, data, *_ in finding.data.get("checks", ())
        if isinstance(data, dict)
        for name, value in data.items()
        if name.endswith("Color") and value
    }
    return sorted(seen)


def _marker(snippet: str) -> str:
    """Return element name and classes, digits folded."""
    match = _OPENING_TAG.match(snippet)
    if match is None:
        return ""
    classes = sorted(_fold(name) for name in _attributes(match[2]).get("class", "").split())
    return f"{match[1].lower()}.{'.'.join(classes)}"


def _content(snippet: str) -> str:
    """Return what the element shows: the file it loads, its alternative and its text."""
    match = _OPENING_TAG.match(snippet)
    attributes = _attributes(match[2]) if match else {}
    source = attributes.get("src") or attributes.get("data") or ""
    text = " ".join(_MARKUP.sub(" ", snippet).split())
    # The whole path, not the host or query: the same picture is served under many addresses.
    return "\n".join(
        [
            urlsplit(source).path if not source.startswith("data:") else source[:80],
            attributes.get("alt", ""),
            _fold(text)[:80],
        ]
    )


def _attributes(source: str) -> dict[str, str]:
    return {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(source)}


def _fold(text: str) -> str:
    return _DIGITS.sub("0", text)
