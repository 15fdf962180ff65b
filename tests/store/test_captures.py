"""Captures: packed and unpacked without loss, page facts streamed in survey order."""

from pathlib import Path

import pytest

from crawler.errors import StoreError
from crawler.store.captures import CaptureFile, pack, unpack
from rules.evidence import (
    AxeCheck,
    AxeNode,
    AxeRuleResult,
    AxeRun,
    LinkFact,
    LoadState,
    PageEvidence,
    PageFacts,
    PageState,
    RequestSummary,
)
from rules.model import Evidence
from rules.site_evidence import (
    Block,
    BlockKind,
    FoundBy,
    Lookup,
    LookupState,
    Moved,
    StatementEvidence,
    StatementPage,
    TextLink,
)


def evidence(url: str = "https://a/") -> PageEvidence:
    node = AxeNode(
        "img", "html > body > img", "<img>", "critical", (AxeCheck("has-alt", {"n": 1}, "any"),), (1, 2, 3, 4)
    )
    return PageEvidence(
        url=url,
        final_url=url,
        state=PageState.RENDERED,
        status=200,
        headers={"content-type": "text/html"},
        load_state=LoadState.SETTLED,
        taken_at="2026-11-24T00:00:00+00:00",
        title="Blåbærgrød \ud83d",
        snapshot={"documents": [], "strings": ["å"]},
        styles=("display",),
        accessibility_tree=[{"backend": 1, "role": "img", "name": ""}],
        axe=AxeRun("4.14.1", (AxeRuleResult("image-alt", 2, (node,), (), ""),), ("image-alt",)),
        requests=RequestSummary(3, 2048, ("b",), ("https://b/x",)),
        cookie_names=("session",),
        console_errors=("oops",),
    )


def test_unpacking_gives_back_what_was_packed() -> None:
    assert unpack(pack(evidence())) == evidence()


def test_captures_are_found_by_sweep_and_address(tmp_path: Path) -> None:
    with CaptureFile(tmp_path / "site.sqlite") as captures:
        captures.put("s1", evidence(), None)
        assert captures.get("s1", "https://a/") == evidence()
        assert captures.get("s2", "https://a/") is None


def test_page_facts_come_in_survey_order(tmp_path: Path) -> None:
    def facts(url: str) -> PageFacts:
        return PageFacts(
            url, url, "Æ", "da", "t", has_search=False, links=(LinkFact("https://a/x", "X", "main"),)
        )

    with CaptureFile(tmp_path / "site.sqlite") as captures:
        for sequence, url in ((2, "https://a/2"), (0, "https://a/0"), (1, "https://a/1")):
            captures.put("s1", evidence(url), facts(url), sequence=sequence)
        assert [page.url for page in captures.facts("s1")] == ["https://a/0", "https://a/1", "https://a/2"]
        assert next(captures.facts("s1")) == facts("https://a/0")


def test_a_full_disk_is_told_and_the_file_still_closes(tmp_path: Path) -> None:
    path = tmp_path / "site.sqlite"
    with CaptureFile(path) as captures:
        captures.put("s1", evidence(), None)
        captures._connection.execute("PRAGMA max_page_count = 4")
        with pytest.raises(StoreError, match="disk is full"):
            captures.put("s1", evidence("https://a/b"), None, screenshot=bytes(100_000))
    with CaptureFile(path) as captures:
        assert captures.get("s1", "https://a/") == evidence()


def test_site_facts_are_kept_by_kind_and_so_is_why_there_are_none(tmp_path: Path) -> None:
    lookup = Lookup(
        "https://b.dk/was", FoundBy.REDIRECT, LookupState.FOUND, "https://a/b-dk", 200, Moved.PAGE
    )
    block = Block(BlockKind.ITEM, "Ring æøå \ud83d", links=(TextLink("tel:+4512345678", "Ring"),))
    page = StatementPage("https://a/b-dk", FoundBy.REDIRECT, "Erklæring", "da", (block,), is_cut=True)
    found = StatementEvidence("2026-11-24T00:00:00+00:00", ("https://a/b-dk",), (lookup,), (page,))
    with CaptureFile(tmp_path / "site.sqlite") as captures:
        assert captures.site_facts("s1") == ({}, {})
        captures.put_site_facts("s1", Evidence.STATEMENT, found)
        captures.put_site_facts("s2", Evidence.STATEMENT, None, "timed_out")
        assert captures.site_facts("s1") == ({Evidence.STATEMENT: found}, {})
        assert captures.site_facts("s2") == ({}, {Evidence.STATEMENT: "timed_out"})
