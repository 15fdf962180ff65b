"""`eftersyn registry check`: is a registry of authorities in order?"""

from pathlib import Path

import click

from crawler import registry as registers
from eftersyn.help import Group
from eftersyn.language import translator
from rules.model import Language


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    group = Group("registry", t=t, help=t("Registre over myndigheder.", "Registries of authorities."))

    @group.command(
        "check",
        t=t,
        help=t(
            "Gennemgå et register, og vis, hvor der er fejl: fil, linje og kolonne.",
            "Read a registry and show where it is wrong: file, line and column.",
        ),
    )
    @click.argument("csv", type=click.Path(path_type=Path))
    def check(csv: Path) -> None:
        loaded = registers.load(csv)
        count = len(loaded.authorities)
        click.echo(
            t(
                f"{csv}: {count} myndigheder, ingen fejl i registret.",
                f"{csv}: {count} authorities, the registry is in order.",
            )
        )
        for level, number in loaded.level_counts().items():
            click.echo(f"  {level}: {number}")

    return group
