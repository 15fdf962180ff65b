"""The runner: applies rules to evidence and gives results; a rule that raises is untested, never a pass."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping

from rules.axe import adapter as axe_adapter
from rules.axe.places import element_of
from rules.catalogue import Catalogue, LoadedRule
from rules.document_evidence import DocumentEvidence, DocumentState, Family
from rules.evidence import AxeNode, AxeRun, PageEvidence, SiteEvidence
from rules.exemptions import document_exemption, exemption_of
from rules.fingerprints import fingerprint
from rules.model import Evidence, Finding, JudgedFinding, NotSeenError, Outcome, Result, Rule, Scope
from rules.page_view import Page
from rules.site_evidence import FACTS

NO_EVIDENCE = "no_evidence"
_PAGES_ALONE = frozenset({Evidence.PAGE_FACTS})
_XML_VIEWER_ID = "webkit-xml-viewer-source-xml"


def judge_page(page: Page, catalogue: Catalogue) -> list[Result]:
    """Return one result for each page rule of the catalogue and each axe rule, in catalogue order."""
    if _is_drawn_by_the_browser(page):
        rules = [loaded.rule for loaded in catalogue.values() if loaded.rule.scope is Scope.PAGE]
        return [Result(rule.id, rule.version, rule.engine, Outcome.INAPPLICABLE) for rule in rules]
    own: dict[str, Result] = {}
    superseded: dict[str, list[str]] = {}
    for loaded in catalogue.own(Scope.PAGE):
        result = _run(loaded, page, page.evidence)
        own[loaded.rule.id] = result
        for axe_rule in loaded.rule.supersedes:
            targets = [found.finding.place.target for found in result.findings]
            superseded.setdefault(axe_rule, []).extend(targets)
    axe = _without_superseded(page, superseded)
    by_rule = {
        judgement.rule: _result(
            catalogue[judgement.rule].rule,
            judgement.outcome,
            judgement.findings,
            judgement.passed_count,
            judgement.reason,
            _exemption(page.evidence),
        )
        for judgement in axe_adapter.judge(axe, catalogue.axe_rules, page)
    }
    return [
        own.get(rule_id) or by_rule[rule_id] for rule_id in catalogue if rule_id in own or rule_id in by_rule
    ]


def judge_site(evidence: SiteEvidence, catalogue: Catalogue) -> list[Result]:
    """Return one result for each site rule; those whose evidence the probes did not gather are untested."""
    return [_site_result(loaded, evidence) for loaded in catalogue.own(Scope.SITE)]


def _site_result(loaded: LoadedRule, evidence: SiteEvidence) -> Result:
    rule = loaded.rule
    for kind in sorted(rule.evidence & FACTS.keys()):
        if getattr(evidence, kind.value) is None:
            reason = evidence.reasons.get(kind) or f"{NO_EVIDENCE}: {kind.value}"
            return Result(rule.id, rule.version, rule.engine, Outcome.UNTESTED, reason=reason)
    if rule.evidence == _PAGES_ALONE and next(iter(evidence.pages()), None) is None:
        return Result(rule.id, rule.version, rule.engine, Outcome.UNTESTED, reason=evidence.why_no_pages)
    return _run(loaded, evidence, None)


def judge_document(evidence: DocumentEvidence, catalogue: Catalogue) -> list[Result]:
    """Return one result for each document rule.

    Where not even the format is known, every rule is untested. Rules about the inside of a kind of file are
    inapplicable to other kinds, and untested where the file could not be read.
    """
    return [_document_result(loaded, evidence) for loaded in catalogue.own(Scope.DOCUMENT)]


def _document_result(loaded: LoadedRule, evidence: DocumentEvidence) -> Result:
    rule = loaded.rule
    untested = Result(rule.id, rule.version, rule.engine, Outcome.UNTESTED, reason=evidence.state.value)
    if evidence.format is None:
        return untested
    inside = [_INSIDE[kind] for kind in rule.evidence if kind in _INSIDE]
    if inside and not any(has_facts(evidence) for _, has_facts in inside):
        is_other_kind = not any(evidence.format.family in families for families, _ in inside)
        is_unknown = evidence.state is DocumentState.UNKNOWN_FORMAT
        if not is_unknown and (is_other_kind or evidence.state is DocumentState.READ):
            return Result(rule.id, rule.version, rule.engine, Outcome.INAPPLICABLE)
        return untested
    return _run(loaded, evidence, None)


_INSIDE: Mapping[Evidence, tuple[frozenset[Family], Callable[[DocumentEvidence], bool]]] = {
    Evidence.PDF: (frozenset({Family.PDF}), lambda evidence: evidence.pdf is not None),
    Evidence.OFFICE: (
        frozenset({Family.OPEN_DOCUMENT, Family.OFFICE_OPEN_XML}),
        lambda evidence: evidence.office is not None,
    ),
    Evidence.EPUB: (frozenset({Family.EPUB}), lambda evidence: evidence.epub is not None),
}
"""Evidence of the inside of a file: the families that have it, and whether this document's was gathered."""


def _is_drawn_by_the_browser(page: Page) -> bool:
    """Return whether an XML document without a style sheet is shown by Chromium's own viewer: nobody's page.

    https://chromium.googlesource.com/chromium/src/+/main/third_party/blink/renderer/core/xml/
    """
    media_type = page.evidence.content_type.partition(";")[0].strip().lower()
    return "html" not in media_type and "xml" in media_type and bool(page.select(f"#{_XML_VIEWER_ID}"))


def untested_page(catalogue: Catalogue, reason: str) -> list[Result]:
    """Return what is said of a page that could not be captured: every page rule untested, with the reason."""
    rules = [loaded.rule for loaded in catalogue.values() if loaded.rule.scope is Scope.PAGE]
    return [Result(rule.id, rule.version, rule.engine, Outcome.UNTESTED, reason=reason) for rule in rules]


def _run(
    loaded: LoadedRule, evidence: Page | SiteEvidence | DocumentEvidence, page: PageEvidence | None
) -> Result:
    rule = loaded.rule
    if page is not None and (lacking := _lacking(rule, page)):
        return Result(
            rule.id, rule.version, rule.engine, Outcome.UNTESTED, reason=f"{NO_EVIDENCE}: {lacking}"
        )
    assert loaded.check is not None, rule.id  # own rules always have one; the catalogue checks it
    try:
        findings = list(loaded.check(evidence))
    except NotSeenError as error:
        return Result(rule.id, rule.version, rule.engine, Outcome.UNTESTED, reason=error.reason[:300])
    except Exception as error:  # noqa: BLE001  # a broken rule must not lose the page: it is untested, and says why
        reason = f"{type(error).__name__}: {error}"[:300]
        return Result(rule.id, rule.version, rule.engine, Outcome.UNTESTED, reason=reason)
    outcome = _outcome(finding.outcome for finding in findings)
    passed_count = sum(finding.outcome is Outcome.PASSED for finding in findings)
    shown = [finding for finding in findings if finding.outcome in {Outcome.FAILED, Outcome.CANT_TELL}]
    exemption = _exemption(evidence if isinstance(evidence, DocumentEvidence) else page)
    return _result(rule, outcome, shown, passed_count, "", exemption)


def _lacking(rule: Rule, page: PageEvidence) -> str:
    """Return the evidence a rule asks for and the capture lacks, or "": what was not seen cannot be judged."""
    has = {
        Evidence.DOM: page.snapshot is not None,
        Evidence.LAYOUT: page.snapshot is not None,
        Evidence.ACCESSIBILITY_TREE: bool(page.accessibility_tree),
        Evidence.AXE: page.axe is not None,
    }
    return ", ".join(sorted(kind.value for kind in rule.evidence if not has.get(kind, True)))


def _result(
    rule: Rule,
    outcome: Outcome,
    findings: Iterable[Finding],
    passed_count: int,
    reason: str,
    exemption: Callable[[Finding], str],
) -> Result:
    judged = tuple(
        JudgedFinding(finding, fingerprint(rule, finding), exemption(finding)) for finding in findings
    )
    return Result(rule.id, rule.version, rule.engine, outcome, judged, passed_count, reason)


def _exemption(evidence: PageEvidence | DocumentEvidence | None) -> Callable[[Finding], str]:
    """Return what says why the law may exempt a finding: on a page its frame, in a document the document's dates."""
    match evidence:
        case PageEvidence():
            return lambda finding: exemption_of(finding.place.frame_url, evidence.final_url)
        case DocumentEvidence():
            found = document_exemption(evidence)
            return lambda _: found
    return lambda _: ""


def _outcome(outcomes: Iterable[Outcome]) -> Outcome:
    seen = set(outcomes)
    for outcome in (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED):
        if outcome in seen:
            return outcome
    return Outcome.INAPPLICABLE


def _without_superseded(page: Page, superseded: dict[str, list[str]]) -> AxeRun | None:
    """Return axe's run without the nodes where a rule of ours says the same: two findings become one."""
    run = page.evidence.axe
    if run is None or not any(superseded.values()):
        return run
    rules = tuple(
        dataclasses.replace(
            result,
            violations=tuple(_other(page, result.violations, targets)),
            incomplete=tuple(_other(page, result.incomplete, targets)),
        )
        if (targets := frozenset(superseded.get(result.id, ())))
        else result
        for result in run.rules
    )
    return dataclasses.replace(run, rules=rules)


def _other(page: Page, nodes: Iterable[AxeNode], targets: frozenset[str]) -> Iterator[AxeNode]:
    for node in nodes:
        tag = element_of(node, page)
        if tag is None or page.selector(tag) not in targets:
            yield node
