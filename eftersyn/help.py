"""Help and complaints of the command line in the user's language: what click itself only says in English."""

from typing import Any

import click

from eftersyn.language import Translate
from rules.model import Text


class Command(click.Command):
    """A command whose help is wholly in one language. Ranges are left out: the texts say them in words."""

    def __init__(self, *args: Any, t: Translate, **attributes: Any) -> None:
        attributes.setdefault("options_metavar", t("[TILVALG]", "[OPTIONS]"))
        super().__init__(*args, **attributes)
        self.t = t

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is given."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=self.t("Brug: ", "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each option with what it does, and its default."""
        records = [
            (record[0], f"{option.help or ''}{self._note(option, ctx)}")
            for option in self.get_params(ctx)
            if isinstance(option, click.Option) and (record := option.get_help_record(ctx)) is not None
        ]
        with formatter.section(self.t("Tilvalg", "Options")):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return click's own option, described in our words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.t("Vis denne hjælp.", "Show this help.")
        return option

    def _note(self, option: click.Option, ctx: click.Context) -> str:
        if option.required:
            return self.t("  [skal angives]", "  [required]")
        default = option.get_help_extra(ctx).get("default")
        return f"  [{self.t('standard', 'default')}: {default}]" if default else ""


class Group(Command, click.Group):
    """A command with commands in it."""

    command_class = Command

    def __init__(self, *args: Any, t: Translate, **attributes: Any) -> None:
        attributes.setdefault("subcommand_metavar", t("KOMMANDO ...", "COMMAND ..."))
        super().__init__(*args, t=t, **attributes)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        width = max((len(name) for name, _ in commands), default=0)
        with formatter.section(self.t("Kommandoer", "Commands")):
            formatter.write_dl(
                [
                    (name, found.get_short_help_str(formatter.width - width - 6))
                    for name, found in commands
                    if found is not None
                ]
            )
        super().format_options(ctx, formatter)


def complaint(error: click.UsageError) -> Text:
    """Return what is wrong with the arguments, in both languages; what we have no Danish for stays as click says it."""
    english = error.format_message()
    match error:
        case click.NoSuchOption():
            return Text(f"Ukendt tilvalg: {error.option_name}.{_near(error.possibilities)}", english)
        case click.NoSuchCommand():
            return Text(f"Ukendt kommando: {error.command_name}.{_near(error.possibilities)}", english)
        case click.BadOptionUsage():
            return Text(f"Der mangler en værdi efter {error.option_name}.", english)
        case click.MissingParameter():
            return Text(f"Der mangler {_name(error.param)}.{_expected(error.param)}", _on_one_line(english))
        case click.BadParameter():
            return Text(
                f"Forkert værdi til {_name(error.param)}.{_expected(error.param) or ' ' + error.message}",
                english,
            )
    if english.startswith("Got unexpected extra argument"):
        return Text(f"For meget på kommandolinjen: {english.partition('(')[2].rstrip(')')}", english)
    return Text(english, english)


def _near(possibilities: Any) -> str:
    return f" Mente du {' eller '.join(possibilities)}?" if possibilities else ""


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return parameter.human_readable_name if parameter is not None else ""


def _expected(parameter: click.Parameter | None) -> str:
    """Return, in Danish, what an option or argument takes."""
    match parameter.type if parameter is not None else None:
        case click.Choice(choices=choices):
            return f" Vælg mellem: {', '.join(map(str, choices))}."
        case click.IntRange(min=low, max=high):
            return f" Det skal være et helt tal{_bounds(low, high)}."
        case click.FloatRange(min=low, max=high, min_open=is_open):
            return f" Det skal være et tal{' over 0' if is_open else _bounds(low, high)}."
        case click.types.IntParamType():
            return " Det skal være et helt tal."
        case click.Path(dir_okay=False):
            return " Det skal være en fil, ikke en mappe."
        case click.Path(file_okay=False):
            return " Det skal være en mappe, ikke en fil."
    return ""


def _bounds(low: float | None, high: float | None) -> str:
    return f" fra {low or 0:g}" if high is None else f" fra {low or 0:g} til {high:g}"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
