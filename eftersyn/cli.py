"""The command line's front door: builds the commands in the user's language and turns errors into exit codes."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator, MutableMapping, Sequence

import click

from crawler.errors import CrawlerError, StoreError
from crawler.render.errors import BrowserLostError, BrowserMissingError
from crawler.user_agent import tool_version
from eftersyn import commands
from eftersyn.errors import InputError
from eftersyn.exit_codes import ExitCode
from eftersyn.help import Group, complaint
from eftersyn.language import split_language, translator
from eftersyn.program import program
from reports.errors import ReportError
from rules.model import Language, Text


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> ExitCode:
    """Run one command and return its exit code; every error is one clear message on standard error."""
    try:
        language, rest = split_language(arguments, os.environ)
    except ValueError:
        return _refuse(Text("--lang skal være da eller en.", "--lang must be da or en."), Language.EN)
    try:
        result = build(language).main(rest, prog_name=program(), standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        # A command that is not named is a mistake, though the help is the best answer to it.
        return _refuse(Text(error.message, error.message), language)
    except click.UsageError as error:
        return _refuse(complaint(error), language, error.ctx.command_path if error.ctx else program())
    except (InputError, StoreError, ReportError) as error:
        return _refuse(error.text, language)
    except (BrowserLostError, BrowserMissingError) as error:
        _say(error.text, language)
        return ExitCode.BROWSER
    except CrawlerError as error:
        return _refuse(error.text, language)
    except (click.Abort, KeyboardInterrupt):
        _say(Text("Afbrudt.", "Interrupted."), language)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing to tell anyone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    return result if isinstance(result, ExitCode) else ExitCode.DONE


def build(language: Language) -> click.Group:
    """Return the whole command line, its help in `language`."""
    t = translator(language)
    group = Group(
        "eftersyn",
        commands=_Commands(language),
        t=t,
        help=t(
            "Måler, om offentlige websteder og dokumenter kan bruges af alle.\n\n"
            "Begynd med:  eftersyn check https://www.eksempel.dk\n\n"
            "Automatiske test kan kun vise fejl. At der ingen fejl er fundet, er ikke en godkendelse.",
            "Measures whether public websites and documents work for everyone.\n\n"
            "Start with:  eftersyn check https://www.example.org\n\n"
            "Automated tests can only show faults. Finding none is not an approval.",
        ),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    group.params.append(
        click.Option(
            ["--lang"],
            type=click.Choice([member.value for member in Language]),
            expose_value=False,
            help=t(
                "Sprog i terminalen; kan stå hvor som helst.", "Language of the terminal; can go anywhere."
            ),
        )
    )
    return click.version_option(
        tool_version(),
        prog_name="eftersyn",
        message=t("%(prog)s, udgave %(version)s", "%(prog)s, version %(version)s"),
        help=t("Vis udgaven.", "Show the version."),
    )(group)


class _Commands(MutableMapping[str, click.Command]):
    """The commands by name, each a module of its own that is loaded when it is asked for."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._built: dict[str, click.Command | None] = dict.fromkeys(
            module.name for module in pkgutil.iter_modules(commands.__path__)
        )

    def __getitem__(self, name: str) -> click.Command:
        built = self._built[name]
        if built is None:
            module = importlib.import_module(f"{commands.__name__}.{name}")
            built = self._built[name] = module.build(self._language)
        return built

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._built[name] = command

    def __delitem__(self, name: str) -> None:
        del self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._built)

    def __len__(self) -> int:
        return len(self._built)


def _refuse(text: Text, language: Language, helped_by: str = "") -> ExitCode:
    _say(text, language)
    if helped_by:
        _say(Text(f"Se hjælpen: {helped_by} --help", f"See the help: {helped_by} --help"), language)
    return ExitCode.BAD_INPUT


def _say(text: Text, language: Language) -> None:
    click.echo(text.in_(language), err=True)


if __name__ == "__main__":
    main()
