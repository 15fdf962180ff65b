"""`eftersyn rules`: the catalogue, or one rule whole."""

import difflib
from collections.abc import Mapping
from enum import StrEnum

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text as Content

from eftersyn.errors import InputError
from eftersyn.help import Command
from eftersyn.language import Translate, translator
from rules.catalogue import catalogue
from rules.model import (
    Confidence,
    Engine,
    Impact,
    Language,
    Rule,
    Scope,
    Standing,
    Status,
    Text,
)
from rules.standards import RULE_SETS, en301549_clause

_WORDS: Mapping[StrEnum, Text] = {
    Scope.PAGE: Text("en side", "a page"),
    Scope.DOCUMENT: Text("et dokument", "a document"),
    Scope.SITE: Text("hele webstedet", "the whole site"),
    Scope.AUTHORITY: Text("en myndighed", "an authority"),
    Engine.AXE: Text("axe-core", "axe-core"),
    Engine.OWN: Text("Eftersyns egen regel", "a rule of Eftersyn's own"),
    Standing.REQUIREMENT: Text("krav (WCAG A eller AA eller lov)", "requirement (WCAG A or AA, or law)"),
    Standing.AAA: Text("WCAG AAA, ikke et lovkrav", "WCAG AAA, not required by law"),
    Standing.FORMAT: Text("formatets egen standard", "the format's own standard"),
    Standing.SECURITY: Text("sikkerhed", "security"),
    Standing.PRIVACY: Text("privatliv", "privacy"),
    Standing.SERVICE: Text("digital service", "digital service"),
    Standing.CONTENT: Text("indholdets stand", "state of the content"),
    Standing.ADVICE: Text("godt råd", "advice"),
    Confidence.CERTAIN: Text("sikker", "certain"),
    Confidence.LIKELY: Text("formentlig", "likely"),
    Impact.CRITICAL: Text("kritisk", "critical"),
    Impact.SERIOUS: Text("alvorlig", "serious"),
    Impact.MODERATE: Text("moderat", "moderate"),
    Impact.MINOR: Text("mindre", "minor"),
    Status.STABLE: Text("fast", "stable"),
    Status.EXPERIMENTAL: Text("på prøve: tæller ikke", "experimental: does not count"),
    Status.RETIRED: Text("udgået", "retired"),
}


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "rules",
        cls=Command,
        t=t,
        help=t("Vis alle regler eller alt om én regel.", "Show all rules, or everything about one."),
    )
    @click.argument("rule_id", required=False, metavar="[ID]")
    def rules(rule_id: str | None) -> None:
        if rule_id is None:
            _list(language, t)
        else:
            _whole(_find(rule_id), language, t)

    return rules


def _list(language: Language, t: Translate) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column(t("Regel", "Rule"), no_wrap=True)
    table.add_column("WCAG", no_wrap=True)
    table.add_column(t("Hvad den siger", "What it says"))
    for loaded in catalogue().values():
        rule = loaded.rule
        table.add_row(rule.id, " ".join(rule.criteria) or "-", rule.title.in_(language))
    Console().print(table)


def _whole(rule: Rule, language: Language, t: Translate) -> None:
    version = RULE_SETS[0].version
    clauses = [
        clause for criterion in rule.criteria if (clause := en301549_clause(criterion, rule.scope, version))
    ]
    lines = [
        (t("Regel", "Rule"), f"{rule.id}, version {rule.version}"),
        (t("Titel", "Title"), rule.title.in_(language)),
        (t("Hvem rammer det", "Who it affects"), rule.why.in_(language)),
        (t("Sådan rettes det", "How to fix it"), rule.fix.in_(language)),
        ("WCAG", ", ".join(rule.criteria) or "-"),
        ("EN 301 549", ", ".join(clauses) or "-"),
        (t("Lov", "Law"), "; ".join(f"{one.law}, {one.clause}" for one in rule.law) or "-"),
        ("ACT", ", ".join(rule.act) or "-"),
        (t("Gælder", "Applies to"), _WORDS[rule.scope].in_(language)),
        (t("Afgøres af", "Decided by"), _WORDS[rule.engine].in_(language)),
        (t("Art", "Standing"), _WORDS[rule.standing].in_(language)),
        (t("Sikkerhed", "Confidence"), _WORDS[rule.confidence].in_(language)),
        (t("Alvor", "Impact"), _WORDS[rule.impact].in_(language)),
        (t("Tilstand", "Status"), _WORDS[rule.status].in_(language)),
        *(
            (t("Besked", "Message"), f"{key}: {message.in_(language)}")
            for key, message in rule.messages.items()
        ),
    ]
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column()
    for name, value in lines:
        table.add_row(name, Content(value))
    Console().print(table)


def _find(rule_id: str) -> Rule:
    loaded = catalogue().get(rule_id)
    if loaded is not None:
        return loaded.rule
    near = difflib.get_close_matches(rule_id, catalogue(), n=3)
    raise InputError(
        Text(
            f"Der er ingen regel, der hedder {rule_id}."
            + (f" Mente du: {', '.join(near)}?" if near else " Se dem alle med: eftersyn rules"),
            f"There is no rule called {rule_id}."
            + (f" Did you mean: {', '.join(near)}?" if near else " See them all with: eftersyn rules"),
        )
    )
