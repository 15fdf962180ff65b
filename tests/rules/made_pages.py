"""Page facts and sites made up for tests of site rules about security and privacy."""

from collections.abc import Iterable
from typing import Any

from rules.catalogue import catalogue
from rules.evidence import PageFacts, SiteEvidence
from rules.model import Finding, Outcome

SITE = "https://www.eksempel.dk/"


def page(
    path: str = "", policies: Iterable[tuple[str, str]] = (), *, site: str = SITE, **more: Any
) -> PageFacts:
    values: dict[str, Any] = {
        "url": site + path,
        "final_url": site + path,
        "title": "Side",
        "language": "da",
        "template": "t",
        "has_search": False,
        "policies": tuple(policies),
        "cookies": (),
    }
    return PageFacts(**(values | more))


def site(*pages: PageFacts, url: str = SITE, **more: Any) -> SiteEvidence:
    return SiteEvidence(url, lambda: iter(pages), len(pages), **more)


def judged(rule_id: str, evidence: SiteEvidence) -> list[tuple[Outcome, str]]:
    """Run a rule and return what it said; every message is one the rule has, with all its values."""
    loaded = catalogue()[rule_id]
    assert loaded.check is not None
    findings: list[Finding] = list(loaded.check(evidence))
    for finding in findings:
        if finding.outcome is not Outcome.PASSED:
            message = loaded.rule.messages[finding.message]
            assert message.placeholders <= set(finding.data), finding
            assert finding.place.target
    return [(finding.outcome, finding.message) for finding in findings]
