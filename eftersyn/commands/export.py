"""`eftersyn export`: a store's results in a format other programs read."""

from pathlib import Path

import click

from eftersyn.language import translator
from reports import exports
from rules.model import Language


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "export",
        help=t(
            "Skriv resultaterne i et format, som andre programmer læser.",
            "Write the results in a format that other programs read.",
        ),
    )
    @click.argument("store", type=click.Path(path_type=Path))
    @click.option(
        "--format",
        "form",
        type=click.Choice(list(exports.FORMATS)),
        required=True,
        help=t("Format.", "Format."),
    )
    @click.option(
        "--out",
        type=click.Path(path_type=Path, dir_okay=False),
        help=t(
            "Filen, der skal skrives (ellers på skærmen).", "The file to write (otherwise standard output)."
        ),
    )
    def export(store: Path, form: str, out: Path | None) -> None:
        if out is None:
            for part in exports.parts(store, form, Language.EN):
                click.echo(part, nl=False)
            return
        exports.write(store, form, out, Language.EN)
        click.echo(t(f"Skrevet: {out}", f"Written: {out}"), err=True)

    return export
