"""Checks documents on this machine: no browser, no network and no process per site, so that it is done in a moment."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from crawler.documents.addresses import local_path
from crawler.documents.opener import DocumentOpener
from crawler.documents.site_documents import SiteDocuments
from crawler.errors import StoreError
from crawler.events import Event, EventKind, SiteState, StopReason
from crawler.judge import JudgedDocument, fault_rules
from crawler.site_process import SiteOutcome
from crawler.site_record import begin_site, end_site
from crawler.site_spec import SiteSpec
from crawler.store.captures import CaptureFile
from crawler.store.store import SiteKey, Store
from rules.catalogue import catalogue
from rules.standards import rule_set


def check_documents(
    spec: SiteSpec, on_event: Callable[[Event], None], is_stopping: Callable[[], bool]
) -> SiteOutcome:
    """Open and judge the listed documents into the store; returns how that ended."""
    try:
        with DocumentOpener() as opener:
            # While the store and the rules are made ready
            opener.start(local_path(address) for _, address in spec.addresses)
            with Store.create(Path(spec.store)) as store, CaptureFile(Path(spec.captures)) as captures:
                return _checked(spec, store, captures, opener, on_event, is_stopping)
    except StoreError as error:
        return SiteOutcome(SiteState.FAILED, StopReason.STORE_FAILED, error.text)


def _checked(
    spec: SiteSpec,
    store: Store,
    captures: CaptureFile,
    opener: DocumentOpener,
    on_event: Callable[[Event], None],
    is_stopping: Callable[[], bool],
) -> SiteOutcome:
    key = SiteKey(str(spec.sweep["id"]), spec.site_id)
    rules, rule_set_of_sweep = catalogue(), rule_set(str(spec.sweep["rule_set"]))
    counted = fault_rules(rules, rule_set_of_sweep)
    documents = SiteDocuments(store, captures, key, rules, site_url=spec.url)
    begin_site(store, key, spec, rules, rule_set_of_sweep, scope="")
    for number, (given, address) in enumerate(spec.addresses):
        documents.listed(given, address, number)
    found = len(spec.addresses)
    on_event(Event(EventKind.FOUND, {"found": found}))
    done = faults = 0

    def on_done(judged: JudgedDocument) -> None:
        nonlocal done, faults
        done += 1
        faults += judged.fault_count(counted)
        on_event(Event(EventKind.PAGE_DONE, {"audited": done, "found": found, "faults_so_far": faults}))

    asyncio.run(
        documents.run(
            None,
            opener,
            stop=lambda: StopReason.INTERRUPTED.value if is_stopping() else "",
            on_start=lambda url: on_event(Event(EventKind.PAGE_STARTED, {"url": url})),
            on_done=on_done,
        )
    )
    outcome = SiteOutcome(SiteState.DONE, StopReason.NONE)
    if is_stopping():
        outcome = SiteOutcome(SiteState.STOPPED, StopReason.INTERRUPTED)
    end_site(store, key, outcome.state, outcome.reason)
    on_event(Event(EventKind.FINISHED, {}))
    return outcome
