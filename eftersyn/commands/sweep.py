"""`eftersyn sweep`: the sites of a registry, a process each, into one store."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
from rich.console import Console

from crawler import registry
from crawler.events import SiteState, StopReason
from crawler.explanations import load_explanations
from crawler.site_process import SiteOutcome
from crawler.site_spec import Probes, Sample
from eftersyn.audit import Stopper, new_sweep
from eftersyn.browser import require_browser
from eftersyn.errors import InputError
from eftersyn.exit_codes import ExitCode, worst
from eftersyn.explanations import explanations_option, take_in, today
from eftersyn.help import Command
from eftersyn.language import Translate, translator
from eftersyn.output import prepare_folder
from eftersyn.program import command
from eftersyn.progress import SiteProgress
from eftersyn.sweeping import run_sweep, tell
from reports import terminal
from rules.model import Language, Text

FAILED_SHARE_MAX = 0.2
"""Above this share of sites that could not be audited, a sweep is not sound."""


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "sweep",
        cls=Command,
        t=t,
        short_help=t("Mål alle websteder i et register.", "Audit every site of a registry."),
        help=t(
            "Mål alle websteder i et register, og saml resultaterne i én fil.",
            "Audit every site of a registry and gather the results in one file.",
        ),
    )
    @click.option(
        "--registry",
        "register",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar=t("FIL", "FILE"),
        help=t(
            "Registret (CSV); ellers den danske liste.",
            "The registry (CSV); otherwise the bundled Danish list.",
        ),
    )
    @click.option(
        "--select",
        "selection",
        default="",
        metavar=t("VALG", "CHOICE"),
        help=t(
            "Kun dem, der passer: level=municipality,region=Region Sjælland",
            "Only those that match: level=municipality,region=Region Sjælland",
        ),
    )
    @click.option(
        "--store",
        "store_path",
        type=click.Path(path_type=Path, dir_okay=False),
        required=True,
        metavar=t("FIL", "FILE"),
        help=t("Filen, resultaterne samles i.", "The file to gather the results in."),
    )
    @click.option(
        "--contact",
        required=True,
        envvar="EFTERSYN_CONTACT",
        metavar=t("ADRESSE", "ADDRESS"),
        help=t(
            "Adresse, som myndighederne kan skrive til; sendes med hvert besøg.",
            "Address the authorities can write to; sent with every visit.",
        ),
    )
    @click.option(
        "--jobs",
        type=click.IntRange(1),
        default=1,
        show_default=True,
        metavar=t("ANTAL", "N"),
        help=t("Websteder ad gangen.", "Sites at a time."),
    )
    @click.option(
        "--sample",
        type=click.Choice([member.value for member in Sample]),
        default=Sample.FULL.value,
        show_default=True,
        metavar=t("UDVALG", "SAMPLE"),
        help=t(
            "full: alle fundne sider. simplified: forsiden og tilfældige sider. in-depth: efter EU's regler for "
            "dybdegående monitorering.",
            "full: every page found. simplified: the front page and random pages. in-depth: by the EU rules for "
            "in-depth monitoring.",
        ),
    )
    @click.option(
        "--max-pages",
        type=click.IntRange(1),
        default=100,
        show_default=True,
        metavar=t("ANTAL", "N"),
        help=t("Højst så mange sider pr. websted.", "At most this many pages a site."),
    )
    @click.option(
        "--max-minutes",
        type=click.FloatRange(0, min_open=True),
        metavar=t("MINUTTER", "MINUTES"),
        help=t("Højst så mange minutter pr. websted.", "At most this many minutes a site."),
    )
    @click.option(
        "--seed",
        type=int,
        default=0,
        show_default=True,
        metavar=t("TAL", "S"),
        help=t("Startværdi for lodtrækningen.", "Seed of the draw."),
    )
    @click.option(
        "--probes",
        type=click.Choice([member.value for member in Probes]),
        default=Probes.SAMPLE.value,
        show_default=True,
        metavar=t("OMFANG", "EXTENT"),
        help=t(
            "Undersøgt ud over siderne selv: off: intet. sample: webstedet én gang. all: også hver side.",
            "Examined beyond the pages as they stand: off: nothing. sample: the site once. all: every page too.",
        ),
    )
    def sweep(  # noqa: PLR0913, PLR0917  # one parameter per option: the contract of the command line
        register: Path | None,
        selection: str,
        store_path: Path,
        contact: str,
        jobs: int,
        sample: str,
        max_pages: int,
        max_minutes: float | None,
        seed: int,
        probes: str,
        explanations: tuple[Path, ...],
    ) -> ExitCode:
        if not contact.strip():
            raise InputError(
                Text(
                    "Angiv --contact: hvem kan myndighederne skrive til?",
                    "Give --contact: who can the authorities write to?",
                )
            )
        require_browser()
        load_explanations(explanations, today())  # every fault of the files is told before a browser starts
        prepare_folder(store_path.parent)
        loaded = registry.load(register or registry.BUNDLED, valid_at=today())
        sites = (loaded.select(selection) if selection else loaded).sites_with_authorities()
        if not sites:
            raise InputError(Text("Ingen websteder passer til valget.", "No sites match the selection."))
        row = new_sweep(sample=sample, seed=seed, max_pages=max_pages, contact=contact)
        with SiteProgress(t, Console(stderr=True), len(sites)) as progress:
            stopper = Stopper(
                lambda: progress.note(
                    t(
                        "Stopper: de sider, der er i gang, bliver gjort færdige og gemt.",
                        "Stopping: the pages in flight are finished and saved.",
                    )
                )
            )
            with stopper.listening(), ThreadPoolExecutor(max_workers=jobs) as executor:
                outcomes = run_sweep(
                    store_path,
                    row,
                    sites,
                    executor=executor,
                    stopper=stopper,
                    listener=progress.site,
                    options={"max_minutes": max_minutes, "probes": Probes(probes)},
                )
        tell(outcomes.values(), language)
        take_in(store_path, explanations, t)
        terminal.overview(store_path, language, Console())
        publish = command("publish", store_path, "--out")
        click.echo(t(f"Udgiv med: {publish} MAPPE", f"Publish with: {publish} DIR"))
        code = code_of(outcomes, is_interrupted=stopper.is_stopping)
        _explain(code, t, store_path, outcomes)
        return code

    sweep.params.append(explanations_option(t))
    return sweep


def code_of(outcomes: Mapping[str, SiteOutcome], *, is_interrupted: bool) -> ExitCode:
    """Return how the whole sweep ended. A few sites that could not be fetched do not spoil it: the coverage says so."""
    reasons = {outcome.reason for outcome in outcomes.values()}
    return worst(
        ExitCode.BAD_INPUT if StopReason.STORE_FAILED in reasons else ExitCode.DONE,
        ExitCode.BROWSER if StopReason.BROWSER_LOST in reasons else ExitCode.DONE,
        ExitCode.INTERRUPTED if is_interrupted else ExitCode.DONE,
        ExitCode.NOT_SOUND if _failed_count(outcomes) > FAILED_SHARE_MAX * len(outcomes) else ExitCode.DONE,
        ExitCode.BUDGET if StopReason.TIME_BUDGET in reasons else ExitCode.DONE,
    )


def _failed_count(outcomes: Mapping[str, SiteOutcome]) -> int:
    return sum(outcome.state is SiteState.FAILED for outcome in outcomes.values())


def _explain(code: ExitCode, t: Translate, store_path: Path, outcomes: Mapping[str, SiteOutcome]) -> None:
    """Say in words why a sweep did not end with 0."""
    failed, count = _failed_count(outcomes), len(outcomes)
    texts = {
        ExitCode.INTERRUPTED: t(
            f"Afbrudt. Alt, der var målt, er gemt i {store_path}.",
            f"Interrupted. All that was audited is saved in {store_path}.",
        ),
        ExitCode.NOT_SOUND: t(
            f"{failed} af {count} websteder kunne ikke måles, så målingen giver ikke et samlet billede.",
            f"{failed} of {count} sites could not be audited: this run gives no sound picture of the whole.",
        ),
        ExitCode.BUDGET: t(
            "Tiden slap op på nogle af webstederne. Sæt --max-minutes op for at få resten med.",
            "Time ran out on some of the sites. Raise --max-minutes to get the rest.",
        ),
    }
    if code in texts:
        click.echo(texts[code], err=True)
