"""`eftersyn export`: a store's results in a format other programs read."""

from pathlib import Path

import click

from eftersyn.help import Command
from eftersyn.language import translator
from reports import exports
from rules.model import Language


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "export",
        cls=Command,
        t=t,
        short_help=t("Skriv resultaterne til andre programmer.", "Write the results for other programs."),
        help=t(
            "Skriv resultaterne i et format, som andre programmer læser. RESULTATFIL er eftersyn.sqlite i "
            "rapportmappen.",
            "Write the results in a format that other programs read. STORE is eftersyn.sqlite in the report folder.",
        ),
    )
    @click.argument("store", metavar=t("RESULTATFIL", "STORE"), type=click.Path(path_type=Path))
    @click.option(
        "--format",
        "form",
        type=click.Choice(list(exports.FORMATS)),
        required=True,
        metavar="FORMAT",
        help=", ".join(exports.FORMATS) + ".",
    )
    @click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar=t("FIL", "FILE"),
        help=t(
            "Filen, der skal skrives (ellers på skærmen).", "The file to write (otherwise standard output)."
        ),
    )
    def export(store: Path, form: str, out: Path | None) -> None:
        if out is None:
            for part in exports.parts(store, form, language):
                click.echo(part, nl=False)
            return
        exports.write(store, form, out, language)
        click.echo(t(f"Skrevet: {out}", f"Written: {out}"), err=True)

    return export
