"""The runner: outcomes, untested instead of lost, and two engines' word for one fault made one."""

import dataclasses
from collections.abc import Iterator

import pytest

from rules.catalogue import Catalogue, LoadedRule
from rules.evidence import AxeNode, AxeRuleResult, AxeRun, PageEvidence, PageFacts, PageState, SiteEvidence
from rules.model import (
    Confidence,
    Engine,
    Evidence,
    Finding,
    Impact,
    NotSeenError,
    Outcome,
    Place,
    Result,
    Rule,
    Scope,
    Standing,
    Text,
    cannot_tell,
    failed,
    passed,
)
from rules.page_view import Page
from rules.runner import judge_page, judge_site, untested_page
from rules.site_evidence import StatementEvidence

TEXT = Text("x", "x")
RULE = Rule(
    id="own-rule",
    scope=Scope.PAGE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=TEXT,
    why=TEXT,
    fix=TEXT,
    messages={"fault": TEXT},
)
AXE_RULE = dataclasses.replace(RULE, id="image-redundant-alt", engine=Engine.AXE)

# A snapshot by hand: html > body > (img, img).
STRINGS = ["#document", "HTML", "BODY", "IMG", ""]
NODES = {
    "parentIndex": [-1, 0, 1, 2, 2],
    "nodeType": [9, 1, 1, 1, 1],
    "nodeName": [0, 1, 2, 3, 3],
    "nodeValue": [-1, -1, -1, -1, -1],
    "backendNodeId": [1, 2, 3, 4, 5],
    "attributes": [[], [], [], [], []],
}
DOCUMENTS = [{"nodes": NODES, "layout": {"nodeIndex": [], "styles": [], "bounds": []}, "documentURL": 4}]
SNAPSHOT = {"documents": DOCUMENTS, "strings": STRINGS}


def page(axe: AxeRun | None = None, snapshot: object = SNAPSHOT) -> Page:
    return Page(PageEvidence("http://a/", "http://a/", PageState.RENDERED, snapshot=snapshot, axe=axe))  # type: ignore[arg-type]


def judge(*findings: Finding, rule: Rule = RULE, on: Page | None = None) -> Result:
    def check(_page: Page) -> Iterator[Finding]:
        yield from findings

    [result] = judge_page(on or page(), Catalogue({rule.id: LoadedRule(rule, check)}))
    return result


PLACE = Place("img", "html > body > img", "<img>")


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], Outcome.INAPPLICABLE),
        ([passed()], Outcome.PASSED),
        ([passed(), cannot_tell(PLACE, "fault")], Outcome.CANT_TELL),
        ([cannot_tell(PLACE, "fault"), failed(PLACE, "fault"), passed()], Outcome.FAILED),
    ],
)
def test_the_worst_observation_is_the_outcome(findings: list[Finding], expected: Outcome) -> None:
    assert judge(*findings).outcome is expected


def test_passed_targets_are_counted_and_not_kept() -> None:
    result = judge(passed(), passed(), failed(PLACE, "fault"))
    assert (result.passed_count, len(result.findings)) == (2, 1)


def test_a_rule_that_raises_is_untested_and_says_why() -> None:
    def check(_page: Page) -> Iterator[Finding]:
        yield passed()
        raise KeyError("href")

    [result] = judge_page(page(), Catalogue({RULE.id: LoadedRule(RULE, check)}))
    assert (result.outcome, result.reason) == (Outcome.UNTESTED, "KeyError: 'href'")
    assert result.findings == ()


def test_a_rule_without_its_evidence_is_untested_never_passed() -> None:
    wants = dataclasses.replace(RULE, evidence=frozenset({Evidence.DOM, Evidence.ACCESSIBILITY_TREE}))
    result = judge(passed(), rule=wants)
    assert (result.outcome, result.reason) == (Outcome.UNTESTED, "no_evidence: accessibility_tree")


def test_axe_rules_without_an_axe_run_are_untested() -> None:
    [result] = judge_page(page(), Catalogue({AXE_RULE.id: LoadedRule(AXE_RULE, None)}))
    assert result.outcome is Outcome.UNTESTED


def test_one_fault_seen_by_both_engines_is_one_finding() -> None:
    def node(position: int) -> AxeNode:
        ancestry = f"html > body > img:nth-child({position})"
        return AxeNode(f"img:nth-child({position})", ancestry, "<img>", "minor")

    axe = AxeRun("4", (AxeRuleResult(AXE_RULE.id, violations=(node(1), node(2))),), (AXE_RULE.id,))
    own = dataclasses.replace(RULE, supersedes=(AXE_RULE.id,))
    both = page(axe)
    first = both.tags[2]

    def check(seen: Page) -> Iterator[Finding]:
        yield failed(seen.place(first), "fault")

    rules = Catalogue({own.id: LoadedRule(own, check), AXE_RULE.id: LoadedRule(AXE_RULE, None)})
    ours, axes = judge_page(both, rules)
    assert [found.finding.place.target for found in ours.findings] == ["html > body > img:nth-of-type(1)"]
    assert [found.finding.place.target for found in axes.findings] == ["img:nth-child(2)"]


def test_a_page_that_was_not_captured_is_untested_by_every_page_rule() -> None:
    site_rule = dataclasses.replace(RULE, id="site-rule", scope=Scope.SITE)
    rules = Catalogue({rule.id: LoadedRule(rule, None) for rule in (RULE, AXE_RULE, site_rule)})
    assert {result.rule: (result.outcome, result.reason) for result in untested_page(rules, "timed_out")} == {
        RULE.id: (Outcome.UNTESTED, "timed_out"),
        AXE_RULE.id: (Outcome.UNTESTED, "timed_out"),
    }


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [("text/xml; charset=utf-8", Outcome.INAPPLICABLE), ("text/html", Outcome.FAILED)],
)
def test_what_the_browser_draws_around_bare_xml_is_nobodys_page(content_type: str, expected: Outcome) -> None:
    documents = [
        {**document, "nodes": NODES | {"attributes": [[], [], [], [5, 6], []]}} for document in DOCUMENTS
    ]
    snapshot = {"documents": documents, "strings": [*STRINGS, "id", "webkit-xml-viewer-source-xml"]}
    shown = Page(
        PageEvidence("u", "u", PageState.RENDERED, content_type=content_type, snapshot=snapshot, axe=None)
    )
    assert judge(failed(PLACE, "fault"), on=shown).outcome is expected


def site_rule(check, *evidence: Evidence) -> Catalogue:
    rule = dataclasses.replace(RULE, scope=Scope.SITE, evidence=frozenset(evidence))
    return Catalogue({rule.id: LoadedRule(rule, check)})


def fails(_: SiteEvidence) -> Iterator[Finding]:
    yield failed(Place("https://a/"), "fault")


def cannot_see(_: SiteEvidence) -> Iterator[Finding]:
    raise NotSeenError("the host is down")


def site_evidence(*pages: PageFacts, **more: object) -> SiteEvidence:
    return SiteEvidence("https://a/", lambda: iter(pages), **more)  # type: ignore[arg-type]


def test_a_site_rule_is_untested_when_its_probe_gathered_nothing() -> None:
    rules = site_rule(fails, Evidence.STATEMENT)
    [lacking] = judge_site(site_evidence(), rules)
    assert (lacking.outcome, lacking.reason) == (Outcome.UNTESTED, "no_evidence: statement")
    [told] = judge_site(site_evidence(reasons={Evidence.STATEMENT: "probes_off"}), rules)
    assert (told.outcome, told.reason) == (Outcome.UNTESTED, "probes_off")
    [judged] = judge_site(site_evidence(statement=StatementEvidence("2026-11-24")), rules)
    assert judged.outcome is Outcome.FAILED


def test_what_a_rule_could_not_see_is_untested_and_never_failed() -> None:
    facts = PageFacts("https://a/", "https://a/", "A", "da", "t", has_search=False)
    [result] = judge_site(site_evidence(facts), site_rule(cannot_see, Evidence.PAGE_FACTS))
    assert (result.outcome, result.reason) == (Outcome.UNTESTED, "the host is down")


def test_a_rule_about_pages_is_untested_where_none_was_seen_and_says_why() -> None:
    rules = site_rule(fails, Evidence.PAGE_FACTS)
    [result] = judge_site(site_evidence(), rules)
    assert (result.outcome, result.reason) == (Outcome.UNTESTED, "no_pages")
    told = site_evidence(reasons={Evidence.PAGE_FACTS: "bad_certificate: self-signed"})
    [result] = judge_site(told, rules)
    assert result.reason == "bad_certificate: self-signed"
