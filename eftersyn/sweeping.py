"""Sweeps: many sites, a process and a store file each, merged into one store as they end."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, as_completed
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from crawler.events import Event
from crawler.registry import Authority, Site
from crawler.site_process import SiteOutcome
from crawler.site_spec import Sample, SiteSpec
from crawler.store.store import SiteKey, Store
from eftersyn.audit import Stopper, SweepState, end_site, end_sweep
from rules.model import Language

Listener = Callable[[str], AbstractContextManager[Callable[[Event], None]]]
"""Given a site's name, takes the site's events while its audit lasts."""


def captures_folder(store: Path) -> Path:
    """Return the folder of a store's captures."""
    return store.with_name(f"{store.stem}-captures")


def units_folder(store: Path) -> Path:
    """Return the folder where sites' own store files lie until they are merged."""
    return store.with_name(f"{store.stem}-units")


def run_sweep(
    store_path: Path,
    sweep: dict[str, Any],
    sites: Sequence[tuple[Authority, Site]],
    *,
    executor: Executor,
    stopper: Stopper,
    listener: Listener,
    options: dict[str, Any],
) -> dict[str, SiteOutcome]:
    """Audit every site and return how each ended, by site id.

    The executor only waits: each site is a process of its own with a store file of its own, so that one site's crash
    is its own. A unit's file is merged when the site has ended; merging again changes nothing.
    """
    units = units_folder(store_path)
    with Store.create(store_path) as store, store.transaction():
        store.put("sweeps", sweep)
    running: dict[Future[SiteOutcome], SiteSpec] = {}
    for authority, site in sites:
        captures = captures_folder(store_path) / f"{site.id}.sqlite"
        spec = SiteSpec(
            sweep=sweep,
            site_id=site.id,
            name=authority.name,
            url=site.url,
            store=str(units / f"{site.id}.sqlite"),
            captures=str(captures),
            captures_name=str(captures.relative_to(store_path.parent)),
            authority=authority_row(authority),
            sample=Sample(str(sweep["sample"])),
            seed=int(sweep["seed"]),
            max_pages=int(sweep["max_pages"]),
            contact=str(sweep["contact"]),
            country=authority.country,
            log=str(units / f"{site.id}.log"),
            **options,
        )
        running[executor.submit(_run_site, stopper, spec, listener)] = spec
    outcomes: dict[str, SiteOutcome] = {}
    for future in as_completed(running):
        spec = running[future]
        outcomes[spec.site_id] = future.result()
        unit = Path(spec.store)
        if unit.is_file():
            with Store.open(store_path) as store:
                store.merge(unit)
                end_site(store, SiteKey(str(sweep["id"]), spec.site_id), outcomes[spec.site_id])
    with Store.open(store_path) as store:
        end_sweep(store, str(sweep["id"]), SweepState.INTERRUPTED if stopper.is_stopping else SweepState.DONE)
    shutil.rmtree(units, ignore_errors=True)
    return outcomes


def _run_site(stopper: Stopper, spec: SiteSpec, listener: Listener) -> SiteOutcome:
    with listener(spec.name) as on_event:
        return stopper.run(spec, on_event)


def tell(outcomes: Iterable[SiteOutcome], language: Language) -> None:
    """Say what went wrong, each thing once: where there is no browser, every site says so."""
    for text in dict.fromkeys(outcome.text for outcome in outcomes if outcome.text is not None):
        click.echo(text.in_(language), err=True)


def authority_row(authority: Authority) -> dict[str, Any]:
    """Return the authority as the store keeps it."""
    return {
        "id": authority.id,
        "name": authority.name,
        "level": authority.level,
        "region": authority.region,
        "domain_area": authority.domain_area,
        "services": list(authority.services),
        "confidence": authority.confidence,
        "notes": authority.notes,
    }
