"""`eftersyn rules`: the catalogue, or one rule whole."""

import difflib

import click
from rich.console import Console
from rich.table import Table

from eftersyn.errors import InputError
from eftersyn.language import Translate, translator
from rules.catalogue import catalogue
from rules.model import Language, Rule, Text
from rules.standards import RULE_SETS, en301549_clause


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "rules",
        help=t("Vis alle regler, eller én regel med alt om den.", "Show all rules, or one rule whole."),
    )
    @click.argument("rule_id", required=False, metavar="[ID]")
    def rules(rule_id: str | None) -> None:
        if rule_id is None:
            _list(t, language)
        else:
            _whole(_find(rule_id), t, language)

    return rules


def _list(t: Translate, language: Language) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in (
        t("Regel", "Rule"),
        t("Gælder", "Scope"),
        t("Afgør", "Engine"),
        t("Betydning", "Standing"),
        "WCAG",
        t("Titel", "Title"),
    ):
        table.add_column(heading, overflow="fold", no_wrap=heading == "WCAG")
    for loaded in catalogue().values():
        rule = loaded.rule
        table.add_row(
            rule.id,
            rule.scope.value,
            rule.engine.value,
            rule.standing.value,
            " ".join(rule.criteria),
            rule.title.in_(language),
        )
    Console().print(table)


def _whole(rule: Rule, t: Translate, language: Language) -> None:
    version = RULE_SETS[0].version
    clauses = [
        clause for criterion in rule.criteria if (clause := en301549_clause(criterion, rule.scope, version))
    ]
    lines = [
        (t("Regel", "Rule"), f"{rule.id} (version {rule.version}, {rule.status.value})"),
        (t("Titel", "Title"), rule.title.in_(language)),
        (t("Hvem rammes", "Who is hit"), rule.why.in_(language)),
        (t("Sådan rettes det", "How to mend it"), rule.fix.in_(language)),
        ("WCAG", ", ".join(rule.criteria) or "-"),
        ("EN 301 549", ", ".join(clauses) or "-"),
        ("ACT", ", ".join(rule.act) or "-"),
        (t("Betydning", "Standing"), rule.standing.value),
        (t("Sikkerhed", "Confidence"), rule.confidence.value),
        (t("Alvor", "Impact"), rule.impact.value),
        (t("Afgøres af", "Decided by"), rule.engine.value),
    ]
    width = max(len(name) for name, _ in lines)
    for name, value in lines:
        click.echo(f"{name:<{width}}  {value}")
    for key, message in rule.messages.items():
        click.echo(f"{t('Besked', 'Message'):<{width}}  {key}: {message.in_(language)}")


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
