"""`eftersyn check`: one site, pages or local files; a terminal summary and a report folder."""

import shlex
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.console import Console

from crawler.events import SiteState
from crawler.explanations import load_explanations
from crawler.registry import site_id
from crawler.site_process import SiteOutcome
from crawler.site_spec import Probes, Sample, SiteSpec
from crawler.store.store import Store
from eftersyn import gate
from eftersyn.addresses_file import Target, read_targets, target
from eftersyn.audit import Stopper, end_sweep, exit_code, list_id, new_sweep, unopened_documents
from eftersyn.baseline import Baseline, read_baseline
from eftersyn.errors import InputError
from eftersyn.exit_codes import ExitCode, worst
from eftersyn.explanations import explanations_option, take_in, today
from eftersyn.language import Translate, translator
from eftersyn.output import STORE_NAME, prepare_folder, write_formats
from eftersyn.progress import SiteProgress
from reports import terminal
from reports.exports import FORMATS
from rules.countries import DEFAULT_CODE, codes
from rules.model import Impact, Language, Text

MAX_PAGES = 100
UNOPENED_SHOWN_MAX = 5


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "check",
        help=t(
            "Mål ét websted, nogle sider eller lokale filer.\n\n"
            "Giver du én adresse, bliver webstedet gennemgået fra den side og videre ad dens links. Giver du flere "
            "adresser, filer eller --urls, bliver netop de sider målt.",
            "Check one site, some pages or local files.\n\n"
            "With one address the site is crawled from that page. With several addresses, files or --urls exactly "
            "those are audited.",
        ),
    )
    @click.argument("targets", nargs=-1, metavar=t("[ADRESSE|FIL]...", "[URL|FILE]..."))
    @click.option(
        "--urls",
        "urls_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help=t(
            "Liste med adresser eller filer, én pr. linje. Netop de sider bliver målt.",
            "List of addresses or files, one a line: audit exactly these.",
        ),
    )
    @click.option(
        "--sample",
        type=click.Choice([member.value for member in Sample]),
        default=Sample.FULL.value,
        show_default=True,
        help=t("Hvordan sider vælges.", "How pages are chosen."),
    )
    @click.option(
        "--max-pages",
        type=click.IntRange(1),
        default=MAX_PAGES,
        show_default=True,
        help=t("Højst så mange sider.", "At most this many pages."),
    )
    @click.option(
        "--max-minutes",
        type=click.FloatRange(0, min_open=True),
        help=t("Stop efter så mange minutter.", "Stop after this many minutes."),
    )
    @click.option(
        "--seed",
        type=int,
        default=0,
        show_default=True,
        help=t("Startværdi for lodtrækningen.", "Seed of the draw."),
    )
    @click.option(
        "--probes",
        type=click.Choice([member.value for member in Probes]),
        default=Probes.SAMPLE.value,
        show_default=True,
        help=t(
            "Hvor meget der undersøges ud over siderne selv: intet, webstedet én gang, eller også hver side.",
            "How much is examined beyond the pages as they stand: nothing, the site once, or every page too.",
        ),
    )
    @click.option(
        "--country",
        type=click.Choice(codes(), case_sensitive=False),
        default=DEFAULT_CODE,
        show_default=True,
        help=t("Landet, hvis formelle krav gælder.", "The country whose formal duties hold."),
    )
    @click.option(
        "--delay",
        type=click.FloatRange(0),
        help=t(
            "Sekunder mellem to sider (1; 0 på denne maskine).",
            "Seconds between two page loads (1; 0 on this machine).",
        ),
    )
    @click.option(
        "--contact",
        default="",
        envvar="EFTERSYN_CONTACT",
        help=t(
            "Adresse, som webstedets ejer kan skrive til; sendes med hvert besøg.",
            "Address the site's owner can write to; sent with every visit.",
        ),
    )
    @click.option(
        "--own-site",
        is_flag=True,
        help=t(
            "Webstedet er mit eget: robots.txt oplyses, men følges ikke.",
            "The site is mine: robots.txt is reported, not obeyed.",
        ),
    )
    @click.option(
        "--allow-private-networks",
        is_flag=True,
        help=t(
            "Tillad adresser på lukkede net (intranet).", "Allow addresses on private networks (intranet)."
        ),
    )
    @click.option(
        "--screenshots", is_flag=True, help=t("Gem et billede af hver side.", "Save a picture of every page.")
    )
    @click.option(
        "--format",
        "formats",
        multiple=True,
        type=click.Choice(["html", *FORMATS]),
        default=("html",),
        show_default=True,
        help=t("Rapportens format; kan gives flere gange.", "Format of the report; may be repeated."),
    )
    @click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        help=t("Mappe til rapporten (eftersyn-NAVN).", "Folder for the report (eftersyn-NAME)."),
    )
    @click.option(
        "--baseline",
        "baseline_file",
        type=click.Path(path_type=Path, dir_okay=False),
        help=t(
            "results.jsonl fra en tidligere måling: kun nye fejl tæller i --fail-on.",
            "results.jsonl of an earlier run: only new faults count for --fail-on.",
        ),
    )
    @click.option(
        "--fail-on",
        type=click.Choice([*(member.value for member in Impact), gate.NEVER]),
        default=gate.NEVER,
        show_default=True,
        help=t(
            "Slut med kode 1, hvis der er fejl på dette niveau eller derover.",
            "Exit with code 1 if there are faults at this level or above.",
        ),
    )
    def check(  # noqa: PLR0913, PLR0917  # one parameter per option: the contract of the command line
        targets: tuple[str, ...],
        urls_file: Path | None,
        sample: str,
        max_pages: int,
        max_minutes: float | None,
        seed: int,
        probes: str,
        country: str,
        delay: float | None,
        contact: str,
        own_site: bool,
        allow_private_networks: bool,
        screenshots: bool,
        formats: tuple[str, ...],
        out: Path | None,
        baseline_file: Path | None,
        fail_on: str,
        explanations: tuple[Path, ...],
    ) -> ExitCode:
        chosen = _targets(targets, urls_file)
        is_crawl = urls_file is None and len(chosen) == 1 and not chosen[0].is_file
        url = chosen[0].address
        name = (
            (urlsplit(url).netloc or Path(chosen[0].given).name)
            if len(chosen) == 1
            else _list_name(t, urls_file, chosen)
        )
        site = site_id(url) if is_crawl else list_id(urls_file.stem if urls_file else name)
        baseline: Baseline = read_baseline(baseline_file) if baseline_file else frozenset()
        load_explanations(explanations, today())  # every fault of the files is told before a browser starts
        folder = prepare_folder(out or Path(f"eftersyn-{site}"))
        store_path = folder / STORE_NAME
        sweep = new_sweep(sample=sample, seed=seed, max_pages=max_pages, contact=contact)
        captures_name = f"captures/{site}.sqlite"
        with Store.create(store_path):
            pass  # every fault of the file is told before a browser starts
        spec = SiteSpec(
            sweep=sweep,
            site_id=site,
            name=name,
            url=url if is_crawl else (chosen[0].given if len(chosen) == 1 else name),
            store=str(store_path),
            captures=str(folder / captures_name),
            captures_name=captures_name,
            addresses=() if is_crawl else tuple((one.given, one.address) for one in chosen),
            sample=Sample(sample),
            seed=seed,
            max_pages=max_pages,
            max_minutes=max_minutes,
            delay_seconds=delay,
            contact=contact,
            country=country,
            probes=Probes(probes),
            own_site=own_site,
            allow_private_networks=allow_private_networks,
            screenshots=screenshots,
            log=str(folder / "log.txt"),
        )
        outcome = _run(spec, language)
        console = Console()
        if outcome.text is not None:
            click.echo(outcome.text.in_(language), err=True)
        with Store.open(store_path) as store:
            has_sweep = bool(store.query("SELECT 1 FROM sweeps WHERE id = :id", {"id": sweep["id"]}))
            if has_sweep:
                end_sweep(store, str(sweep["id"]), is_interrupted=outcome.state is SiteState.STOPPED)
        if not has_sweep:
            return exit_code(outcome, store_path, str(sweep["id"]), site)
        take_in(store_path, explanations, t)
        written = write_formats(store_path, folder, formats, language)
        terminal.summary(store_path, language, console)
        for path in written:
            click.echo(t(f"Rapport: {path}", f"Report: {path}"))
        with Store.open(store_path) as store:
            _tell_unopened(unopened_documents(store, str(sweep["id"])), t)
        code = exit_code(outcome, store_path, str(sweep["id"]), site)
        _explain(code, t, folder)
        if fail_on == gate.NEVER:
            return code
        count = gate.faults_at_or_above(store_path, str(sweep["id"]), Impact(fail_on), baseline)
        if count:
            click.echo(
                t(
                    f"{count} fejl på niveau {fail_on} eller derover"
                    + (" er nye." if baseline_file else "."),
                    f"{count} faults at level {fail_on} or above" + (" are new." if baseline_file else "."),
                ),
                err=True,
            )
        return worst(code, ExitCode.FAULTS if count else ExitCode.DONE)

    check.params.append(explanations_option(t))
    return check


def _run(spec: SiteSpec, language: Language) -> SiteOutcome:
    t = translator(language)
    errors = Console(stderr=True)
    with SiteProgress(t, errors) as progress:
        stopper = Stopper(
            lambda: progress.note(
                t(
                    "Stopper: de sider, der er i gang, bliver gjort færdige og gemt. Ctrl-C igen stopper straks.",
                    "Stopping: the pages in flight are finished and saved. Press Ctrl-C again to stop at once.",
                )
            )
        )
        with stopper.listening():
            return stopper.run(spec, progress.listener(spec.name))


def _targets(targets: tuple[str, ...], urls_file: Path | None) -> list[Target]:
    if urls_file is not None:
        if targets:
            raise InputError(
                Text(
                    "Giv enten adresser eller --urls, ikke begge dele.",
                    "Give either addresses or --urls, not both.",
                )
            )
        return read_targets(urls_file)
    if not targets:
        raise InputError(
            Text(
                "Skriv, hvad der skal måles: eftersyn check https://www.eksempel.dk",
                "Say what to check: eftersyn check https://www.example.org",
            )
        )
    return list({one.given: one for one in map(target, targets)}.values())


def _list_name(t: Translate, urls_file: Path | None, chosen: list[Target]) -> str:
    named = urls_file.name if urls_file is not None else urlsplit(chosen[0].address).netloc
    return t(f"{named} ({len(chosen)} adresser)", f"{named} ({len(chosen)} addresses)")


def _tell_unopened(addresses: list[str], t: Translate) -> None:
    if not addresses:
        return
    shown = ", ".join(addresses[:UNOPENED_SHOWN_MAX]) + (
        " ..." if len(addresses) > UNOPENED_SHOWN_MAX else ""
    )
    click.echo(
        t(
            f"Dokumenter åbnes endnu ikke, så de er ikke målt ({len(addresses)}): {shown}",
            f"Documents are not opened yet, so they were not audited ({len(addresses)}): {shown}",
        ),
        err=True,
    )


def _explain(code: ExitCode, t: Translate, folder: Path) -> None:
    """Say in words why a run did not end with 0, and how to go on."""
    again = shlex.join(["eftersyn", *sys.argv[1:]])
    texts = {
        ExitCode.INTERRUPTED: t(
            f"Afbrudt. Alt, der var målt, er gemt i {folder}. Kør igen for at måle det hele: {again}",
            f"Interrupted. All that was audited is saved in {folder}. Run again to check it all: {again}",
        ),
        ExitCode.BUDGET: t(
            "Tiden slap op. Sæt --max-minutes op for at få resten med.",
            "Out of time. Raise --max-minutes to get the rest.",
        ),
        ExitCode.NOT_SOUND: t(
            "For mange sider kunne ikke hentes, så målingen giver ikke et samlet billede.",
            "Too many pages could not be fetched: this run gives no sound picture of the whole.",
        ),
    }
    if code in texts:
        click.echo(texts[code], err=True)
