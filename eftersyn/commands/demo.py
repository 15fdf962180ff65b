"""`eftersyn demo`: the whole way on made-up authorities, served by this program on this machine."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
from rich.console import Console

from crawler import registry
from crawler.events import SiteState, StopReason
from eftersyn.audit import Stopper, new_sweep
from eftersyn.browser import require_browser
from eftersyn.demonstration.responses import SITES
from eftersyn.demonstration.server import DemonstrationServers, registry_csv
from eftersyn.exit_codes import ExitCode
from eftersyn.help import Command
from eftersyn.language import Translate, translator
from eftersyn.output import STORE_NAME, prepare_folder
from eftersyn.program import command
from eftersyn.progress import SiteProgress
from eftersyn.sweeping import run_sweep, tell
from reports import serve as serving
from reports import terminal
from reports.publish import publish
from rules.model import Language

MAX_PAGES = 100
CONTACT = "eftersyn demo"


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "demo",
        cls=Command,
        t=t,
        short_help=t(
            "Prøv det hele på tre opdigtede myndigheder.", "Try it all on three made-up authorities."
        ),
        help=t(
            "Vis det hele, fra måling til rapport, på fire opdigtede myndigheder. Bruger ikke internettet.",
            "Show it all, from measuring to report, on four made-up authorities. Uses no network.",
        ),
    )
    @click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("eftersyn-demo"),
        show_default=True,
        metavar=t("MAPPE", "DIR"),
        help=t("Mappe til resultatet.", "Folder for the result."),
    )
    @click.option(
        "--no-serve",
        is_flag=True,
        help=t("Slut, når rapporten er skrevet.", "End when the report is written."),
    )
    def demo(out: Path, no_serve: bool) -> ExitCode:
        require_browser()
        folder = prepare_folder(out)
        store_path = folder / STORE_NAME
        errors = Console(stderr=True)
        servers = DemonstrationServers()
        with servers as addresses, SiteProgress(t, errors, len(SITES)) as progress:
            register = folder / "registry.csv"
            register.write_text(registry_csv(addresses), encoding="utf-8")
            sites = registry.load(register).sites_with_authorities()
            stopper = Stopper(lambda: progress.note(t("Stopper …", "Stopping …")))
            sweep = new_sweep(sample="full", seed=0, max_pages=MAX_PAGES, contact=CONTACT)
            with stopper.listening(), ThreadPoolExecutor(max_workers=1) as executor:
                # One site at a time: each already keeps two pages busy.
                outcomes = run_sweep(
                    store_path,
                    sweep,
                    sites,
                    executor=executor,
                    stopper=stopper,
                    listener=progress.site,
                    options={"delay_seconds": 0.0, "statement_host": servers.statement_host},
                )
        tell(outcomes.values(), language)
        if all(outcome.reason is StopReason.BROWSER_LOST for outcome in outcomes.values()):
            return ExitCode.BROWSER
        publish(store_path, folder, image_crops=True)
        terminal.overview(store_path, language, Console())
        _how_to_look(folder, t)
        if stopper.is_stopping:
            return ExitCode.INTERRUPTED
        if any(outcome.reason is StopReason.BROWSER_LOST for outcome in outcomes.values()):
            return ExitCode.BROWSER
        if any(outcome.state is not SiteState.DONE for outcome in outcomes.values()):
            return ExitCode.NOT_SOUND
        if not no_serve:
            serving.serve(
                folder, 8000, lambda address: click.echo(t(f"Se den på {address}", f"See it at {address}"))
            )
        return ExitCode.DONE

    return demo


def _how_to_look(folder: Path, t: Translate) -> None:
    click.echo(
        t(f"Rapporten ligger her: {folder / 'index.html'}", f"The report is here: {folder / 'index.html'}")
    )
    serve = command("serve", folder)
    click.echo(t(f"Se den med: {serve}", f"Look at it with: {serve}"))
