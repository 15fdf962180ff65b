"""What a check of the demonstration sites must find: the expectations of manifest.toml as values."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """An audited page: the number of findings of each rule that must fail, and the rules that must say cantTell.

    Every other rule must pass or be inapplicable there.
    """

    path: str
    failed: Mapping[str, int]
    cant_tell: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedDocument:
    """A document that is fetched and opened, with the number of findings of each rule that must fail in it, and the
    rules that must say cantTell. Every other rule must pass or be inapplicable to it."""

    path: str
    failed: Mapping[str, int]
    cant_tell: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedSkip:
    """An address met and not audited; `address` is a path, or a whole address outside the site."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExpectedSite:
    """All that a check of one demonstration site must find; `failed` and `cant_tell` are of rules of the whole site."""

    id: str
    pages: tuple[ExpectedPage, ...]
    skips: tuple[ExpectedSkip, ...]
    documents: tuple[ExpectedDocument, ...]
    failed: Mapping[str, int]
    cant_tell: tuple[str, ...]
    unlinked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The expectations of every demonstration site, by authority id."""

    sites: Mapping[str, ExpectedSite]


def manifest() -> Manifest:
    """Return the expectations that the demonstration is checked against."""
    source = resources.files("eftersyn.demonstration") / "manifest.toml"
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    return Manifest({identifier: _site(identifier, table) for identifier, table in content.items()})


def _site(identifier: str, table: Mapping[str, Any]) -> ExpectedSite:
    return ExpectedSite(
        id=identifier,
        pages=tuple(_page(path, page, table["every_page"]) for path, page in sorted(table["pages"].items())),
        skips=tuple(ExpectedSkip(address, reason) for address, reason in sorted(table["skips"].items())),
        documents=tuple(
            ExpectedDocument(path, found.get("failed", {}), tuple(found.get("cant_tell", ())))
            for path, found in sorted(table["documents"].items())
        ),
        failed=table["site"],
        cant_tell=tuple(table.get("site_cant_tell", ())),
        unlinked=tuple(table["unlinked"]),
    )


def _page(path: str, page: Mapping[str, Any], every_page: Mapping[str, int]) -> ExpectedPage:
    failed = Counter(page.get("failed", {}))
    if page.get("template", True):
        failed.update(every_page)
    return ExpectedPage(path, dict(sorted(failed.items())), tuple(page.get("cant_tell", ())))
