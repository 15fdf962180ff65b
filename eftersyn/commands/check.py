"""`eftersyn check`: one site, pages or local files; a terminal summary and a report folder."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.console import Console

from crawler.credentials import BASIC_AUTH_VARIABLE, HEADER_VARIABLE, SECRET_CHARACTERS_MIN, Credentials
from crawler.documents.addresses import are_local_documents, is_document
from crawler.events import StopReason
from crawler.explanations import load_explanations
from crawler.registry import site_id
from crawler.site_process import SiteOutcome
from crawler.site_spec import MAX_DOCUMENTS, Probes, Sample, SiteSpec
from crawler.store.store import SiteKey, Store
from eftersyn import gate
from eftersyn.addresses_file import Target, read_targets, target
from eftersyn.audit import (
    Stopper,
    SweepState,
    end_site,
    end_sweep,
    exit_code,
    has_seen_anything,
    list_id,
    new_sweep,
)
from eftersyn.baseline import Baseline, read_baseline
from eftersyn.errors import InputError
from eftersyn.exit_codes import ExitCode, worst
from eftersyn.explanations import explanations_option, take_in, today
from eftersyn.help import Command
from eftersyn.language import Translate, translator
from eftersyn.output import STORE_NAME, prepare_folder, write_formats
from eftersyn.owner import credentials_for
from eftersyn.program import command
from eftersyn.progress import SiteProgress
from reports import terminal
from reports.exports import FORMATS
from rules.countries import DEFAULT_CODE, codes
from rules.model import Impact, Language, Text

MAX_PAGES = 100

_SWEEP_STATES = {
    StopReason.INTERRUPTED: SweepState.INTERRUPTED,
    StopReason.BROWSER_LOST: SweepState.FAILED,
    StopReason.CRASHED: SweepState.FAILED,
}


def build(language: Language) -> click.Command:
    """Return the command with its help in `language`."""
    t = translator(language)

    @click.command(
        "check",
        cls=Command,
        t=t,
        help=t(
            "Mål ét websted, nogle sider, dokumenter eller lokale filer.\n\n"
            "Giver du én adresse, bliver webstedet gennemgået fra den side og videre ad dens links, og dokumenterne "
            "bliver hentet og åbnet. Giver du flere adresser, filer, et dokument eller --urls, bliver netop det "
            "målt.\n\n"
            "Slutkode: 0 færdig, 1 fejl som i --fail-on, 2 forkert input, 3 for meget kunne ikke hentes, 4 ingen "
            "browser, 5 tiden slap op, 130 afbrudt.",
            "Check one site, some pages, documents or local files.\n\n"
            "With one address the site is crawled from that page and its documents are fetched and opened. With "
            "several addresses, files, a document or --urls exactly those are audited.\n\n"
            "Exit code: 0 done, 1 faults as in --fail-on, 2 bad input, 3 too much could not be fetched, 4 no browser, "
            "5 out of time, 130 interrupted.",
        ),
    )
    @click.argument("targets", nargs=-1, metavar=t("[ADRESSE|FIL]...", "[URL|FILE]..."))
    @click.option(
        "--urls",
        "urls_file",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar=t("FIL", "FILE"),
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
        default=MAX_PAGES,
        show_default=True,
        metavar=t("ANTAL", "N"),
        help=t("Højst så mange sider.", "At most this many pages."),
    )
    @click.option(
        "--max-documents",
        type=click.IntRange(0),
        default=MAX_DOCUMENTS,
        show_default=True,
        metavar=t("ANTAL", "N"),
        help=t(
            "Hent og åbn højst så mange af webstedets dokumenter.",
            "Fetch and open at most this many of the site's documents.",
        ),
    )
    @click.option(
        "--max-minutes",
        type=click.FloatRange(0, min_open=True),
        metavar=t("MINUTTER", "MINUTES"),
        help=t("Stop efter så mange minutter.", "Stop after this many minutes."),
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
    @click.option(
        "--country",
        type=click.Choice(codes(), case_sensitive=False),
        default=DEFAULT_CODE,
        show_default=True,
        metavar=t("LAND", "COUNTRY"),
        help=t(
            f"Landet, hvis formelle krav gælder: {', '.join(codes())}.",
            f"The country whose formal duties hold: {', '.join(codes())}.",
        ),
    )
    @click.option(
        "--delay",
        type=click.FloatRange(0),
        metavar=t("SEKUNDER", "SECONDS"),
        help=t(
            "Sekunder mellem to sider (1; 0 på denne maskine).",
            "Seconds between two page loads (1; 0 on this machine).",
        ),
    )
    @click.option(
        "--contact",
        default="",
        envvar="EFTERSYN_CONTACT",
        metavar=t("ADRESSE", "ADDRESS"),
        help=t(
            "Adresse, som webstedets ejer kan skrive til; sendes med hvert besøg.",
            "Address the site's owner can write to; sent with every visit.",
        ),
    )
    @click.option(
        "--own-site",
        is_flag=True,
        help=t(
            "Webstedet er mit eget: robots.txt oplyses, men følges ikke. Kræver det adgang, tages den fra "
            f"miljøvariablen {BASIC_AUTH_VARIABLE} (bruger:adgangskode) eller {HEADER_VARIABLE} (Navn: værdi), sendes "
            "kun dertil og gemmes ikke.",
            "The site is mine: robots.txt is reported, not obeyed. If it asks for access, that is taken from the "
            f"environment variable {BASIC_AUTH_VARIABLE} (user:password) or {HEADER_VARIABLE} (Name: value), sent "
            "there only and not kept.",
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
        metavar="FORMAT",
        help=t(
            f"Rapportens format; kan gives flere gange: html, {', '.join(FORMATS)}.",
            f"Format of the report; may be repeated: html, {', '.join(FORMATS)}.",
        ),
    )
    @click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        metavar=t("MAPPE", "DIR"),
        help=t("Mappe til rapporten (eftersyn-NAVN).", "Folder for the report (eftersyn-NAME)."),
    )
    @click.option(
        "--baseline",
        "baseline_file",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar=t("FIL", "FILE"),
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
        metavar=t("NIVEAU", "LEVEL"),
        help=t(
            "Slut med kode 1, hvis der er fejl på dette niveau eller derover: critical, serious, moderate, minor "
            "eller never.",
            "Exit with code 1 if there are faults at this level or above: critical, serious, moderate, minor or "
            "never.",
        ),
    )
    def check(  # noqa: PLR0913, PLR0917  # one parameter per option: the contract of the command line
        targets: tuple[str, ...],
        urls_file: Path | None,
        sample: str,
        max_pages: int,
        max_documents: int,
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
        credentials = credentials_for([one.address for one in chosen]) if own_site else Credentials()
        if credentials.has_short_secret:
            click.echo(
                t(
                    f"Adgangskoden er på under {SECRET_CHARACTERS_MIN} tegn. "
                    "Viser en side den, bliver den gemt med siden.",
                    f"The password has fewer than {SECRET_CHARACTERS_MIN} characters. "
                    "If a page shows it, it is kept with the page.",
                ),
                err=True,
            )
        if not all(one.is_file and is_document(one.address) for one in chosen):
            # Documents on this machine need no browser, and no wait for what finds one.
            from eftersyn.browser import require_browser

            require_browser()
        is_crawl = (
            urls_file is None
            and len(chosen) == 1
            and not chosen[0].is_file
            and not is_document(chosen[0].address)
        )
        url = chosen[0].address
        name = (
            (urlsplit(url).netloc or Path(chosen[0].given).name)
            if len(chosen) == 1
            else _list_name(urls_file, chosen)
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
            max_documents=max_documents,
            max_minutes=max_minutes,
            delay_seconds=delay,
            contact=contact,
            country=country,
            probes=Probes(probes),
            own_site=own_site,
            credentials=credentials,
            allow_private_networks=allow_private_networks,
            screenshots=screenshots,
            log=str(folder / "log.txt"),
        )
        key = SiteKey(str(sweep["id"]), site)
        outcome = _run(spec, language)
        if outcome.text is not None:
            click.echo(outcome.text.in_(language), err=True)
        if outcome.reason is StopReason.STORE_FAILED:
            _tell_how_to_go_on(store_path, t)
            return ExitCode.BAD_INPUT
        with Store.open(store_path) as store:
            end_site(store, key, outcome)
            end_sweep(store, key.sweep_id, _SWEEP_STATES.get(outcome.reason, SweepState.DONE))
            has_seen = has_seen_anything(store, key.sweep_id)
        code = exit_code(outcome, store_path, key)
        if has_seen:
            take_in(store_path, explanations, t)
            written = write_formats(store_path, folder, formats, language)
            terminal.summary(store_path, language, Console())
            for path in written:
                click.echo(t(f"Rapport: {path}", f"Report: {path}"))
        if outcome.text is None:
            _explain(code, t, folder)
        if fail_on == gate.NEVER:
            return code
        count = gate.faults_at_or_above(store_path, key.sweep_id, Impact(fail_on), baseline)
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
        with stopper.listening(), progress.site(spec.name) as on_event:
            if are_local_documents([address for _, address in spec.addresses]):
                # What opens and judges documents is loaded here only: a site's own process does it otherwise.
                from crawler.documents.desk import check_documents

                return check_documents(spec, on_event, lambda: stopper.is_stopping)
            return stopper.run(spec, on_event)


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


def _list_name(urls_file: Path | None, chosen: list[Target]) -> str:
    first = urlsplit(chosen[0].address).netloc or Path(chosen[0].given).name
    named = urls_file.name if urls_file is not None else first
    # A name in no language: both languages of the report show it
    return f"{named} (+{len(chosen) - 1})" if len(chosen) > 1 else named


def _tell_how_to_go_on(store_path: Path, t: Translate) -> None:
    publish = command("publish", store_path, "--out")
    click.echo(
        t(
            f"Det, der var målt, er bevaret i {store_path}. Når der er plads, skrives rapporten med: {publish} MAPPE",
            f"What was audited is kept in {store_path}. Once there is room, write the report with: {publish} DIR",
        ),
        err=True,
    )


def _explain(code: ExitCode, t: Translate, folder: Path) -> None:
    """Say in words why a run did not end with 0, and how to go on."""
    again = command(*sys.argv[1:])
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
