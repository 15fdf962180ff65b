"""`eftersyn judge`: judge saved captures again under the present rules."""

from pathlib import Path

import click

from crawler.rejudge import rejudge
from eftersyn.help import Command
from eftersyn.language import translator
from rules.model import Language


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "judge",
        cls=Command,
        t=t,
        short_help=t("Bedøm gemte optagelser igen.", "Judge saved captures again."),
        help=t(
            "Bedøm gemte optagelser igen med de regler, der gælder nu. Bruger ikke internettet. RESULTATFIL er "
            "eftersyn.sqlite i rapportmappen.",
            "Judge saved captures again under the present rules. Uses no network. STORE is eftersyn.sqlite in the "
            "report folder.",
        ),
    )
    @click.argument("store", metavar=t("RESULTATFIL", "STORE"), type=click.Path(path_type=Path))
    def judge(store: Path) -> None:
        done = rejudge(store)
        click.echo(t(f"{done.judged} sider er bedømt igen.", f"{done.judged} pages were judged again."))
        if done.documents:
            click.echo(
                t(
                    f"{done.documents} dokumenter er bedømt igen.",
                    f"{done.documents} documents were judged again.",
                )
            )
        if done.missing:
            click.echo(
                t(
                    f"{done.missing} sider eller dokumenter har ikke længere en gemt optagelse og står som før.",
                    f"{done.missing} pages or documents have no saved capture any more and stay as they were.",
                ),
                err=True,
            )

    return judge
