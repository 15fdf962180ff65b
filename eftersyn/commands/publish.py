"""`eftersyn publish`: write a store as a web site."""

from pathlib import Path

import click

from eftersyn.explanations import explanations_option, take_in
from eftersyn.language import translator
from eftersyn.output import prepare_folder
from reports import publish as publishing
from rules.model import Language


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "publish",
        help=t(
            "Skriv en måling som et websted på dansk og engelsk, klar til en webserver.",
            "Write a store as a website in Danish and English, ready for a web server.",
        ),
    )
    @click.argument("store", type=click.Path(path_type=Path))
    @click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        required=True,
        help=t("Mappen, webstedet skrives i.", "The folder to write the site in."),
    )
    @click.option(
        "--state",
        type=click.Choice(["draft", "comment", "final"]),
        default="final",
        show_default=True,
        help=t("Udkast, i høring eller endelig.", "Draft, out for comment, or final."),
    )
    def publish(store: Path, out: Path, state: str, explanations: tuple[Path, ...]) -> None:
        take_in(store, explanations, t)
        publishing.publish(store, prepare_folder(out), state)
        click.echo(t(f"Skrevet: {out / 'index.html'}", f"Written: {out / 'index.html'}"))
        click.echo(t(f"Se det med: eftersyn serve {out}", f"Look at it with: eftersyn serve {out}"))

    publish.params.append(explanations_option(t))
    return publish
