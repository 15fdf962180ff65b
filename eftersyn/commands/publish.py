"""`eftersyn publish`: write a store as a web site."""

from pathlib import Path

import click

from eftersyn.explanations import explanations_option, take_in
from eftersyn.help import Command
from eftersyn.language import translator
from eftersyn.program import command
from reports import publish as publishing
from rules.model import Language


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "publish",
        cls=Command,
        t=t,
        short_help=t("Skriv en måling som et websted.", "Write a run as a website."),
        help=t(
            "Skriv en måling som et websted på dansk og engelsk, klar til en webserver. RESULTATFIL er "
            "eftersyn.sqlite i rapportmappen, eller filen fra sweep.",
            "Write a run as a website in Danish and English, ready for a web server. STORE is eftersyn.sqlite in the "
            "report folder, or the file that sweep wrote.",
        ),
    )
    @click.argument("store", metavar=t("RESULTATFIL", "STORE"), type=click.Path(path_type=Path))
    @click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        required=True,
        metavar=t("MAPPE", "DIR"),
        help=t("Mappen, webstedet skrives i.", "The folder to write the site in."),
    )
    @click.option(
        "--state",
        type=click.Choice(["draft", "comment", "final"]),
        default="final",
        show_default=True,
        metavar=t("TILSTAND", "STATE"),
        help=t(
            "draft: udkast. comment: i høring. final: endelig.",
            "draft, comment (the authority may comment) or final.",
        ),
    )
    def publish(store: Path, out: Path, state: str, explanations: tuple[Path, ...]) -> None:
        take_in(store, explanations, t)
        publishing.publish(store, out, state)
        click.echo(t(f"Skrevet: {out / 'index.html'}", f"Written: {out / 'index.html'}"))
        serve = command("serve", out)
        click.echo(t(f"Se det med: {serve}", f"Look at it with: {serve}"))

    publish.params.append(explanations_option(t))
    return publish
