"""`eftersyn explain`: an authority's explanations of findings (comply or explain): add, list, check."""

import contextlib
from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from crawler.explanations import ExplanationFile, load_explanations, read_explanations, toml_files
from crawler.registry import site_id
from eftersyn.exit_codes import ExitCode
from eftersyn.explanations import add_record, today
from eftersyn.help import Command, Group
from eftersyn.language import Translate, translator
from reports.explained import Told, told
from reports.plain_text import printable
from reports.reader import Store
from reports.rows import Site
from reports.texts import text
from rules.explanations import Category, Explanation
from rules.model import Language

_DAY = click.DateTime(["%Y-%m-%d"])


def build(language: Language) -> click.Command:
    """Return the commands with their help in `language`."""
    t = translator(language)
    group = Group(
        "explain",
        t=t,
        short_help=t(
            "Følg eller forklar: forklaringer af fund.", "Comply or explain: explanations of findings."
        ),
        help=t(
            "Følg eller forklar: myndighedens egne forklaringer af fund, i en TOML-fil.\n\n"
            "En forklaring bliver vist sammen med fundet. Den gør det aldrig til bestået.",
            "Comply or explain: the authority’s own explanations of findings, in a TOML file.\n\n"
            "An explanation is shown with the finding. It never makes it a pass.",
        ),
    )
    for command in (_add(t), _list(language, t), _check(language, t)):
        group.add_command(command)
    return group


def _add(t: Translate) -> click.Command:
    @click.command(
        "add",
        cls=Command,
        t=t,
        help=t(
            "Føj en forklaring til en fil; filen laves, hvis den ikke er der.",
            "Add an explanation to a file, which is made if it is not there.",
        ),
    )
    @click.argument("file", metavar=t("FIL", "FILE"), type=click.Path(path_type=Path, dir_okay=False))
    @click.option(
        "--authority",
        metavar=t("ID", "ID"),
        default="",
        help=t("Myndighedens id i registret.", "The authority’s id in the registry."),
    )
    @click.option(
        "--site",
        metavar=t("ADRESSE", "URL"),
        default="",
        help=t("Webstedets adresse.", "The site’s address."),
    )
    @click.option(
        "--finding",
        metavar=t("TEGN", "CHARACTERS"),
        default="",
        help=t("Fundets 16 tegn fra rapporten.", "The finding’s 16 characters from the report."),
    )
    @click.option(
        "--rule",
        metavar=t("REGEL", "RULE"),
        default="",
        help=t("Reglens navn, for alle dens fund.", "The rule’s name, for all its findings."),
    )
    @click.option(
        "--scope",
        metavar=t("STI", "PATH"),
        default="",
        help=t("Kun sider under denne sti (med --rule).", "Only pages below this path (with --rule)."),
    )
    @click.option(
        "--category",
        required=True,
        type=click.Choice([one.value for one in Category]),
        help=t("Hvorfor.", "Why."),
    )
    @click.option(
        "--planned",
        metavar=t("ÅÅÅÅ-MM-DD", "YYYY-MM-DD"),
        type=_DAY,
        help=t("Den dag, det bliver rettet.", "The day it will be mended."),
    )
    @click.option(
        "--reason-da",
        metavar=t("TEKST", "TEXT"),
        required=True,
        help=t("Begrundelsen på dansk.", "The reason in Danish."),
    )
    @click.option(
        "--reason-en",
        metavar=t("TEKST", "TEXT"),
        required=True,
        help=t("Begrundelsen på engelsk.", "The reason in English."),
    )
    @click.option(
        "--evidence",
        metavar=t("ADRESSE", "URL"),
        default="",
        help=t("Adresse på dokumentation.", "Address of evidence."),
    )
    @click.option(
        "--role",
        metavar=t("ROLLE", "ROLE"),
        required=True,
        help=t("Hvem der står for den: en rolle.", "Who stands for it: a role."),
    )
    @click.option(
        "--from",
        "start",
        metavar=t("ÅÅÅÅ-MM-DD", "YYYY-MM-DD"),
        type=_DAY,
        help=t("Første dag (i dag).", "First day (today)."),
    )
    @click.option(
        "--until",
        metavar=t("ÅÅÅÅ-MM-DD", "YYYY-MM-DD"),
        required=True,
        type=_DAY,
        help=t("Sidste dag, højst et år efter.", "Last day, at most a year later."),
    )
    def add(  # noqa: PLR0913, PLR0917  # one parameter per key of a record
        file: Path,
        authority: str,
        site: str,
        finding: str,
        rule: str,
        scope: str,
        category: str,
        planned: datetime | None,
        reason_da: str,
        reason_en: str,
        evidence: str,
        role: str,
        start: datetime | None,
        until: datetime,
    ) -> None:
        record: dict[str, str | date] = {
            "finding": finding,
            "rule": rule,
            "scope": scope,
            "category": category,
        }
        if planned is not None:
            record["planned"] = planned.date()
        record |= {"reason_da": reason_da, "reason_en": reason_en, "evidence": evidence, "role": role}
        record |= {"from": start.date() if start else today(), "until": until.date()}
        add_record(file, {"authority": authority, "site": site}, record)
        click.echo(t(f"Føjet til {file}.", f"Added to {file}."))

    return add


def _list(language: Language, t: Translate) -> click.Command:
    @click.command(
        "list",
        cls=Command,
        t=t,
        help=t(
            "Vis forklaringerne i filer og mapper. Med --store også, hvad de dækker i målingen, og hvad erklæringerne "
            "selv nævner.",
            "Show the explanations in files and folders. With --store also what they cover in the measurement, and "
            "what the statements themselves name.",
        ),
    )
    @click.argument(
        "paths",
        metavar=t("STI...", "PATH..."),
        nargs=-1,
        required=True,
        type=click.Path(path_type=Path, exists=True),
    )
    @click.option(
        "--store",
        metavar=t("RESULTATFIL", "STORE"),
        type=click.Path(path_type=Path, dir_okay=False),
        help=t("En måling.", "A measurement."),
    )
    def list_(paths: tuple[Path, ...], store: Path | None) -> None:
        files = load_explanations(paths, today())
        with contextlib.nullcontext() if store is None else Store(store) as opened:
            Console().print(_table(files, opened, language, t))
            if opened is not None:
                _candidates(opened, language, t)

    return list_


def _check(language: Language, t: Translate) -> click.Command:
    @click.command(
        "check",
        cls=Command,
        t=t,
        help=t(
            "Se efter, om filer med forklaringer er rigtige: fil, linje og hvad der var ventet.",
            "See whether files of explanations are right: file, line and what was expected.",
        ),
    )
    @click.argument(
        "paths",
        metavar=t("STI...", "PATH..."),
        nargs=-1,
        required=True,
        type=click.Path(path_type=Path, exists=True),
    )
    def check(paths: tuple[Path, ...]) -> ExitCode:
        files = [read_explanations(path, today()) for path in toml_files(paths)]
        problems = [problem for file in files for problem in file.problems]
        for problem in problems:
            click.echo(problem.text.in_(language), err=True)
        if problems:
            return ExitCode.BAD_INPUT
        count = sum(len(file.explanations) for file in files)
        click.echo(t(f"{count} forklaringer er i orden.", f"{count} explanations are in order."))
        return ExitCode.DONE

    return check


def _table(files: list[ExplanationFile], store: Store | None, language: Language, t: Translate) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title in (
        t("Hvem", "Who"),
        t("Hvad", "What"),
        t("Hvorfor", "Why"),
        t("Til og med", "Until"),
        t("Stand", "State"),
    ):
        table.add_column(title, overflow="fold")
    for file in files:
        for one in file.explanations:
            table.add_row(
                file.authority or file.site,
                one.finding or f"{one.rule} {one.scope}".strip(),
                text(f"explanation.category.{one.category}", language),
                one.valid_until.isoformat(),
                _state(one, file, store, language),
            )
    return table


def _state(one: Explanation, file: ExplanationFile, store: Store | None, language: Language) -> str:
    if store is None:
        return text(f"explanation.fate.{one.state(today())}", language, count="–")
    fates: list[Told] = [
        said
        for site in store.sites()
        if _is_about(file, site)
        for said in told([one], list(store.findings(site)), site)
    ]
    return ", ".join(
        text(f"explanation.fate.{said.fate}", language, count=said.finding_count) for said in fates
    ) or text("explanation.fate.stranger", language)


def _is_about(file: ExplanationFile, site: Site) -> bool:
    if file.site:
        return site_id(file.site) == site.id
    return bool(file.authority) and file.authority == site.authority_id


def _candidates(store: Store, language: Language, t: Translate) -> None:
    for site in store.sites():
        items = store.statement_items(site)
        if items:
            name = printable(site.authority_name or site.name)
            click.echo(
                t(
                    f"\n{name}, myndighedens egne ord i erklæringen:",
                    f"\n{name}, the authority’s own words in its statement:",
                )
            )
        for item in items:
            click.echo(f"- {text(f'duties.items.{item.part}', language)}: {printable(item.text)}")
