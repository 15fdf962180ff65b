"""axe-core's rules as one table: which of them run, and what a fault of each means.

Facts (ids, impact, tags, ACT rules) come from axe-core itself, generated into facts.json by facts.cjs; a test keeps
them equal to the installed axe-core. The choices are ours and stand here, each with its reason.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rules.axe.texts import texts_of
from rules.model import Confidence, Engine, Evidence, Identity, Impact, Rule, Scope, Standing, Status

LEFT_OUT: Mapping[str, str] = {
    "aria-roledescription": "deprecated by axe",
    "audio-caption": "deprecated by axe: nearly all <audio> has no track and is served by a transcript",
    "color-contrast-enhanced": "AAA: costs as much time as color-contrast and flags most of a page, for no duty in law",
    "duplicate-id": "deprecated by axe: 4.1.1 is always satisfied in HTML",
    "duplicate-id-active": "deprecated by axe: 4.1.1 is always satisfied in HTML",
    "hidden-content": "experimental: says only that something is hidden, which is true of nearly every page",
    "identical-links-same-purpose": "AAA: never decides, and a rule of ours sees link texts that say nothing",
    "landmark-complementary-is-top-level": "deprecated by axe",
}
"""Rules that do not run, each with the reason."""

SWITCHED_ON: Mapping[str, str] = {
    "css-orientation-lock": "experimental: the only rule for 1.3.4, which the Danish supervisor tests automatically",
    "focus-order-semantics": "experimental: finds clickable <div> and <span> that screen readers do not call a button",
    "meta-refresh-no-exceptions": "off by default, AAA: cheap and rare, and a redirect on the server is always better",
    "p-as-heading": "experimental: bold paragraphs for headings are a common fault of web editors",
    "table-fake-caption": "experimental: a fault that web editors make and can mend themselves",
    "target-size": "off by default: the one rule of axe for what WCAG 2.2 and EN 301 549 V4.1.1 add",
    "td-has-header": "experimental: large tables without headings are common in public tables of figures",
}
"""Rules that axe leaves off unless they are named, each with the reason why they run here."""

LIKELY: Mapping[str, str] = {
    "aria-deprecated-role": "assistive technology still knows most deprecated roles; the word is a warning of ARIA's",
    "blink": "no browser of today makes <blink> blink, so the fault is seldom felt",
    "frame-focusable-content": "flags frames that an open dialog makes inert (ACT akn7bn, inapplicable example 6)",
    "label-content-name-mismatch": "flags abbreviations named in full (ACT 2ee8b8, inapplicable example 5)",
    "scrollable-region-focusable": "Chrome (from version 130) and Firefox let the keyboard into scrollable regions",
}
"""Rules known for false alarms: their faults are shown as likely and do not count. Experimental ones are likely too."""

CONTENT_IDENTITY = frozenset(
    {
        "area-alt",
        "frame-title",
        "image-alt",
        "image-redundant-alt",
        "input-image-alt",
        "object-alt",
        "role-img-alt",
        "svg-img-alt",
        "video-caption",
    }
)
"""Rules whose fault belongs to the thing shown (this image), not to its spot in the template."""

STYLE_IDENTITY = frozenset({"color-contrast", "link-in-text-block"})
"""Rules whose fault is the style sheet's: the same class in the same colours is one fault, wherever it stands."""

_REQUIREMENT_TAGS = frozenset({"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"})
_AAA_TAGS = frozenset({"wcag2aaa", "wcag21aaa", "wcag22aaa"})
_CRITERION_TAG = re.compile(r"wcag(\d)(\d)(\d{1,2})")


@dataclass(frozen=True, slots=True)
class AxeFacts:
    """What axe-core says of one of its rules. `review_on_fail`: axe reports its failures as incomplete."""

    id: str
    impact: Impact
    enabled: bool
    review_on_fail: bool
    tags: tuple[str, ...]
    act: tuple[str, ...]
    checks: tuple[str, ...]

    @property
    def criteria(self) -> tuple[str, ...]:
        """WCAG criteria in number order. Clause tags are not read: one of them, `EN-9.2.1.3`, is Void in EN 301 549."""
        matches = [match for tag in self.tags if (match := _CRITERION_TAG.fullmatch(tag))]
        matches.sort(key=lambda match: [int(part) for part in match.groups()])
        return tuple(".".join(match.groups()) for match in matches)

    @property
    def standing(self) -> Standing:
        """What a fault of the rule means, by axe's level tags."""
        if _REQUIREMENT_TAGS & set(self.tags):
            return Standing.REQUIREMENT
        return Standing.AAA if _AAA_TAGS & set(self.tags) else Standing.ADVICE

    @property
    def experimental(self) -> bool:
        return "experimental" in self.tags


def _identity(rule_id: str) -> Identity:
    if rule_id in CONTENT_IDENTITY:
        return Identity.CONTENT
    return Identity.STYLE if rule_id in STYLE_IDENTITY else Identity.PLACE


def _facts() -> tuple[str, dict[str, AxeFacts]]:
    content = json.loads((Path(__file__).parent / "facts.json").read_text(encoding="utf-8"))
    facts = {
        entry["id"]: AxeFacts(
            entry["id"],
            Impact(entry["impact"]),
            entry["enabled"],
            entry["review_on_fail"],
            tuple(entry["tags"]),
            tuple(entry["act"]),
            tuple(entry["checks"]),
        )
        for entry in content["rules"]
    }
    return content["version"], facts


_version, _by_id = _facts()
FACTS_VERSION: str = _version
"""The axe-core version that facts.json was generated from."""
FACTS: Mapping[str, AxeFacts] = _by_id
"""Every rule of axe-core by id, those that do not run included."""

RUN: tuple[str, ...] = tuple(rule_id for rule_id in FACTS if rule_id not in LEFT_OUT)
"""Ids of the rules to run, in id order."""


def _rule(facts: AxeFacts) -> Rule:
    texts = texts_of(facts.id)
    likely = facts.experimental or facts.id in LIKELY
    return Rule(
        id=facts.id,
        scope=Scope.PAGE,
        standing=facts.standing,
        confidence=Confidence.LIKELY if likely else Confidence.CERTAIN,
        impact=facts.impact,
        title=texts.title,
        why=texts.why,
        fix=texts.fix,
        messages={},  # axe's findings carry check ids; rules.axe.messages puts them into words
        criteria=facts.criteria,
        act=facts.act,
        status=Status.EXPERIMENTAL if facts.experimental else Status.STABLE,
        engine=Engine.AXE,
        identity=_identity(facts.id),
        evidence=frozenset({Evidence.AXE}),
    )


@cache
def _rules() -> Mapping[str, Rule]:
    return {rule_id: _rule(FACTS[rule_id]) for rule_id in RUN}


RULES: Mapping[str, Rule]
"""The rules that run, by id. Read on first use, not at import: titles need axe-core's files, and where these are
missing the command line must still start and say so."""


def __getattr__(name: str) -> Mapping[str, Rule]:
    if name == "RULES":
        return _rules()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
