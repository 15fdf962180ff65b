"""`eftersyn serve`: look at a published folder on this machine."""

from pathlib import Path

import click

from eftersyn.errors import InputError
from eftersyn.help import Command
from eftersyn.language import translator
from eftersyn.program import program
from reports import serve as serving
from rules.model import Language, Text


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "serve",
        cls=Command,
        t=t,
        short_help=t("Se en udgivet mappe i browseren.", "Look at a published folder in the browser."),
        help=t(
            "Vis en udgivet mappe i browseren, kun på denne maskine. Stop med Ctrl-C.",
            "Show a published folder in the browser, on this machine only. Stop with Ctrl-C.",
        ),
    )
    @click.argument("folder", metavar=t("MAPPE", "DIR"), type=click.Path(path_type=Path))
    @click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=8000,
        show_default=True,
        metavar=t("NUMMER", "NUMBER"),
        help=t("Porten på denne maskine.", "The port on this machine."),
    )
    def serve(folder: Path, port: int) -> None:
        if not (folder / "index.html").is_file():
            raise InputError(
                Text(
                    f"Der er intet udgivet websted i {folder}. Lav et med: "
                    f"{program()} publish RESULTATFIL --out {folder}",
                    f"There is no published site in {folder}. Make it with: "
                    f"{program()} publish STORE --out {folder}",
                )
            )
        serving.serve(
            folder,
            port,
            lambda address: click.echo(
                t(
                    f"Se rapporten på {address} (stop med Ctrl-C)",
                    f"The report is at {address} (stop with Ctrl-C)",
                )
            ),
        )

    return serve
