"""Fingerprints: the same fault in a template is one cluster, another fault is another."""

import dataclasses

from rules.fingerprints import fingerprint
from rules.model import (
    Confidence,
    Identity,
    Impact,
    Place,
    Rule,
    Scope,
    Standing,
    Text,
    failed,
)

TEXT = Text("x", "x")
RULE = Rule(
    id="some-rule",
    scope=Scope.PAGE,
    standing=Standing.REQUIREMENT,
    confidence=Confidence.CERTAIN,
    impact=Impact.SERIOUS,
    title=TEXT,
    why=TEXT,
    fix=TEXT,
    messages={"fault": TEXT},
)
BY_CONTENT = dataclasses.replace(RULE, identity=Identity.CONTENT)
PATH = "html > body > header > a"


def of(rule: Rule, path: str, snippet: str, target: str = "a") -> str:
    return fingerprint(rule, failed(Place(target, path, snippet), "fault"))


def test_the_same_place_on_two_pages_is_one_cluster() -> None:
    first = of(RULE, PATH, '<a class="logo" href="/da/1">Forside</a>', "header > a")
    second = of(RULE, PATH, '<a class="logo" href="/da/2">Til forsiden</a>', "#top > a")
    assert first == second


def test_digits_in_generated_classes_do_not_split_a_cluster() -> None:
    assert of(RULE, PATH, '<a class="item-17 nav">x</a>') == of(RULE, PATH, '<a class="nav item-204">x</a>')


def test_another_place_or_rule_or_class_is_another_cluster() -> None:
    base = of(RULE, PATH, '<a class="logo">x</a>')
    assert base != of(RULE, "html > body > footer > a", '<a class="logo">x</a>')
    assert base != of(RULE, PATH, '<a class="menu">x</a>')
    assert base != of(dataclasses.replace(RULE, id="other-rule"), PATH, '<a class="logo">x</a>')


def test_different_pictures_in_one_place_are_different_faults() -> None:
    path = "html > body > main > img"
    first = of(BY_CONTENT, path, '<img src="/media/a.jpg">')
    assert first != of(BY_CONTENT, path, '<img src="/media/b.jpg">')
    assert first == of(BY_CONTENT, path, '<img loading="lazy" src="https://cdn.by.dk/media/a.jpg?v=2">')


def test_a_place_without_snippet_is_told_apart_by_its_target() -> None:
    assert of(RULE, "", "", "https://a/1") != of(RULE, "", "", "https://a/2")


def by_style(path: str, snippet: str, foreground: str) -> str:
    rule = dataclasses.replace(RULE, identity=Identity.STYLE)
    checks = [
        ["color-contrast", "any", {"fgColor": foreground, "bgColor": "#ffffff", "fontSize": "9pt"}, "fail"]
    ]
    return fingerprint(rule, failed(Place("p", path, snippet), "axe", checks=checks))


def test_one_rule_of_a_style_sheet_is_one_fault_wherever_it_stands() -> None:
    first = by_style("html > body > main > p", '<p class="note">En</p>', "#999999")
    assert first == by_style("html > body > footer > div > p", '<p class="note">To</p>', "#999999")
    assert first != by_style("html > body > main > p", '<p class="note">En</p>', "#aaaaaa")
    assert first != by_style("html > body > main > p", '<p class="date">En</p>', "#999999")
