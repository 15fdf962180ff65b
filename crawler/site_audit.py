"""The audit of one site: survey, render, judge and store, side by side on one event loop."""

import asyncio
import contextlib
import dataclasses
import logging
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.content import Surveyed, gather_content
from crawler.documents.addresses import is_document
from crawler.documents.opener import DocumentOpener
from crawler.documents.site_documents import SiteDocuments
from crawler.events import EventKind, SiteState, StopReason, tell, text_data
from crawler.judge import (
    JudgedDocument,
    JudgedPage,
    PageOrigin,
    fault_rules,
    judge_capture,
    write_page,
    write_site,
)
from crawler.pacing import HostPacer
from crawler.probes.context import ProbeContext
from crawler.probes.fetch import ACCEPT_PAGES, PoliteFetch
from crawler.probes.handshake import PoliteHandshake
from crawler.probes.render import PoliteRender, refused_page
from crawler.probes.resolve import Resolver
from crawler.probes.run import Gathered, gather, not_gathered
from crawler.render.renderer import Rendered, Renderer
from crawler.render.settings import RenderSettings
from crawler.retry_after import RETRY_AFTER_SECONDS_MAX, retry_after_seconds
from crawler.sample import choose
from crawler.site_record import begin_site, end_site
from crawler.site_spec import Probes, Sample, SiteSpec
from crawler.start_failures import start_failure
from crawler.store.captures import CaptureFile
from crawler.store.store import SiteKey, Store, utc_now
from crawler.survey.inventory import Skip, SkipReason, SurveyedDocument, SurveyedPage, SurveyNote
from crawler.survey.media import media_type
from crawler.survey.plain_fetch import PlainFetcher
from crawler.survey.run import Survey, address_policy
from crawler.survey.urls import Scope, site_host
from crawler.user_agent import user_agent
from rules.catalogue import catalogue
from rules.countries import country, known_country
from rules.evidence import LoadState, PageEvidence, PageState
from rules.exemptions import own_day
from rules.model import Box, Evidence
from rules.standards import rule_set

DELAY_SECONDS = 1.0
ALIVE_EVERY_SECONDS = 30.0
CROPS_MAX = 60
"""Cropped pictures per site: twice the number of clusters a report shows whole."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page to render: the address as given, the address to load, and where it came from."""

    url: str
    address: str
    origin: PageOrigin


class SiteAudit:
    """One audit. `run` does not raise for what the site does; only for a lost browser or a store that fails."""

    def __init__(self, spec: SiteSpec, store: Store, captures: CaptureFile) -> None:
        self.spec = spec
        self.store = store
        self.captures = captures
        self.key = SiteKey(str(spec.sweep["id"]), spec.site_id)
        self.catalogue = catalogue()
        self.rule_set = rule_set(str(spec.sweep["rule_set"]))
        self.fault_rules = fault_rules(self.catalogue, self.rule_set)
        self.pacer = HostPacer(self.delay_seconds)
        self.jobs: asyncio.Queue[PageJob | None] = asyncio.Queue()
        self.survey: Survey | None = None
        self.start_failure: SurveyNote | None = None
        self.stop_reason = StopReason.NONE
        self.surveyed: list[SurveyedPage] = []
        self.documents = SiteDocuments(
            store,
            captures,
            self.key,
            self.catalogue,
            site_url=spec.url,
            max_documents=spec.max_documents,
            credentials=spec.credentials,
        )
        self.found_count = 0
        self.audited_count = 0
        self.fault_count = 0
        self.crops_taken: set[str] = set()
        self.judged: dict[str, JudgedPage] = {}
        self.hops: dict[str, tuple[str, ...]] = {}
        self.document_days: dict[str, str] = {}
        self.probing: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Audit the site, record how that ended, and tell the parent."""
        self._begin()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop, StopReason.INTERRUPTED)
        if self.spec.max_minutes is not None:
            loop.call_later(self.spec.max_minutes * 60, self.stop, StopReason.TIME_BUDGET)
        self.survey = Survey(self.spec, self.pacer, self._take)
        pages = [job for job in self._listed_jobs() if not self._is_listed_document(job)]
        alive = asyncio.create_task(_tell_alive())
        try:
            if pages or not self.spec.addresses:
                await self._pages(pages)
            await self._open_documents()
        finally:
            alive.cancel()
        self._conclude()

    async def _pages(self, listed: Sequence[PageJob]) -> None:
        settings = self._render_settings()
        async with Renderer(settings) as renderer:
            self.store.update_sweep(self.key.sweep_id, browser_version=renderer.browser_version)
            tell(EventKind.STARTED, browser=renderer.browser_version)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._feed(listed, settings.page_count))
                for _ in range(settings.page_count):
                    tasks.create_task(self._work(renderer))
            if not self.spec.addresses:
                await self._probe(renderer)

    def stop(self, reason: StopReason) -> None:
        """Start nothing more; pages in flight are finished and written."""
        if self.stop_reason is StopReason.NONE:
            self.stop_reason = reason
            log.info("stopping: %s", reason.value)
        if self.survey is not None:
            self.survey.wind_down()
        if self.probing is not None and reason is StopReason.INTERRUPTED:
            self.probing.cancel()

    def delay_seconds(self, host: str) -> float:
        """Return the gap between page loads of a host: what the user asked for their sites, but never under its
        Crawl-delay."""
        wanted = self.spec.delay_seconds
        if wanted is None or not self._is_given(host):
            wanted = 0.0 if _is_loopback(host) else max(DELAY_SECONDS, wanted or 0.0)
        crawl_delay = self.survey.crawl_delay_seconds(host) if self.survey is not None else None
        if crawl_delay is None or (self.spec.own_site and self._is_given(host)):
            return wanted
        return max(wanted, crawl_delay)

    def _is_given(self, host: str) -> bool:
        """Whether a host is one the user named, and not one that evidence is fetched from elsewhere."""
        return site_host(host) in self.spec.hosts

    # Feeding the queue.

    async def _feed(self, listed: Sequence[PageJob], worker_count: int) -> None:
        assert self.survey is not None  # made before the first page
        try:
            if self.spec.addresses:
                for job in listed:
                    self.jobs.put_nowait(job)
            elif not self.stop_reason:  # stopped while the browser started, nothing is to be asked for
                await self.survey.run()
                if self.spec.sample is not Sample.FULL:
                    self._feed_sample()
        finally:
            for _ in range(worker_count):
                self.jobs.put_nowait(None)

    def _listed_jobs(self) -> list[PageJob]:
        if self.spec.addresses:
            self.found_count = len(self.spec.addresses)
            tell(EventKind.FOUND, found=self.found_count)
        return [
            PageJob(given, address, PageOrigin(sequence))
            for sequence, (given, address) in enumerate(self.spec.addresses)
        ]

    def _is_listed_document(self, job: PageJob) -> bool:
        """Whether a listed address is a document; then it waits for its turn after the pages."""
        if not is_document(job.address):
            return False
        self.documents.listed(job.url, job.address, job.origin.sequence)
        return True

    def _feed_sample(self) -> None:
        chosen = choose(self.surveyed, self.spec.sample, self.spec.seed, self.spec.max_pages)
        self.found_count = len(chosen.pages)
        tell(EventKind.FOUND, found=self.found_count)
        for clause in chosen.unsatisfied:
            self._note("sample_unsatisfied", clause)
        by_url = {page.url: page for page in self.surveyed}
        for page in chosen.pages:
            self.jobs.put_nowait(self._job(by_url[page.url], page.clause))

    def _take(self, item: SurveyedPage | SurveyedDocument | Skip | SurveyNote) -> None:
        """Record one item of the survey, in the order the survey found them."""
        if not isinstance(item, SurveyedPage):
            # A page is fetched by the address it has; its job hides what it must.
            item = self.spec.credentials.without(item)
        if not isinstance(item, SurveyNote) and item.hops:
            self.hops[item.url] = self.spec.credentials.without(item.hops)
        match item:
            case SurveyedPage():
                self.surveyed.append(item)
                if self.spec.sample is Sample.FULL:
                    self.found_count += 1
                    self.jobs.put_nowait(self._job(item))
                tell(EventKind.FOUND, found=len(self.surveyed))
            case SurveyedDocument():
                self.documents.met(item)
            case Skip():
                with self.store.transaction():
                    self.store.put(
                        "skips",
                        self._keyed(
                            url=item.url, reason=item.reason.value, detail=item.detail, found_on=item.found_on
                        ),
                    )
                tell(EventKind.SKIPPED, url=item.url, reason=item.reason.value)
            case SurveyNote():
                if item.kind == "start_failed":
                    self.start_failure = item
                self._note(item.kind, item.detail)

    def _job(self, page: SurveyedPage, clause: str = "") -> PageJob:
        url, found_on = self.spec.credentials.without((page.url, page.found_on))
        origin = PageOrigin(page.seq, page.depth, found_on, clause, is_start_page=page.seq == 0)
        return PageJob(url, page.url, origin)

    # Working on pages.

    async def _work(self, renderer: Renderer) -> None:
        while (job := await self.jobs.get()) is not None:
            if self.stop_reason:
                self._out_of_budget(job)
            else:
                await self._page(renderer, job)

    async def _page(self, renderer: Renderer, job: PageJob) -> None:
        assert self.survey is not None  # made before the first job
        tell(EventKind.PAGE_STARTED, url=job.url)
        # In a crawl the survey has asked already; listed addresses come without one.
        if self.spec.addresses and (refusal := await self.survey.refusal(job.address)):
            evidence = refused_page(job.address, refusal, utc_now())
            self._write(self._judge(evidence, job), job.origin, None)
            return
        if why := self.pacer.impatience(job.address):
            evidence = PageEvidence(job.url, job.address, PageState.OUT_OF_BUDGET, reason=why)
            self._write(self._judge(evidence, job), job.origin, None)
            self.survey.page_rendered(job.address)
            return
        await self.pacer.turn(job.address)

        def crops_wanted(evidence: PageEvidence) -> Mapping[str, Box]:
            judged = self.judged[job.url] = self._judge(evidence, job)
            if not self.spec.crops:
                return {}
            room = CROPS_MAX - len(self.crops_taken)
            wanted = {key: box for key, box in judged.failed_boxes().items() if key not in self.crops_taken}
            taken = dict(list(wanted.items())[: max(room, 0)])
            self.crops_taken.update(taken)
            return taken

        rendered = await renderer.render(job.address, crops_wanted)
        self._mind_the_host(rendered.evidence)
        judged = self.judged.pop(job.url, None)
        if rendered.evidence.state is PageState.DOWNLOAD:
            self._is_download(job, rendered.evidence)
            return
        if judged is None or judged.evidence.state is not rendered.evidence.state:
            judged = self._judge(rendered.evidence, job)
        self._write(judged, job.origin, rendered)
        self.survey.page_rendered(job.address, rendered.links)

    def _mind_the_host(self, evidence: PageEvidence) -> None:
        """Keep Retry-After for the whole host, also where the browser met it; count the waiting that gave nothing."""
        if evidence.status in {429, 503}:
            pause = retry_after_seconds(evidence.headers.get("retry-after", ""))
            if pause is not None:
                self.pacer.postpone(evidence.final_url, min(pause, RETRY_AFTER_SECONDS_MAX))
        elif evidence.state is PageState.TIMED_OUT and evidence.load_state is LoadState.NONE:
            self.pacer.waited_in_vain(evidence.url, self.spec.page_budget_seconds)

    def _is_download(self, job: PageJob, evidence: PageEvidence) -> None:
        """Keep an address that turned out to be a file for the documents' turn."""
        assert self.survey is not None  # it gave the job
        if self.spec.addresses:
            self.documents.listed(job.url, job.address, job.origin.sequence)
        else:
            declared = media_type(evidence.content_type)
            self.documents.met(SurveyedDocument(job.url, declared, job.origin.found_on, "", 0))
        self.survey.page_rendered(job.address)

    # Working on documents.

    async def _open_documents(self) -> None:
        assert self.survey is not None  # made before the first page
        if self.documents.is_empty:
            return
        self.found_count = self.audited_count + self.documents.count
        tell(EventKind.FOUND, found=self.found_count)
        with DocumentOpener() as opener:
            if self.documents.count:
                opener.start()  # while the first document is fetched
            await self.documents.run(
                self.survey.document_fetcher(),
                opener,
                stop=lambda: self.stop_reason.value,
                on_start=lambda url: tell(EventKind.PAGE_STARTED, url=url),
                on_done=self._document_done,
            )

    def _document_done(self, judged: JudgedDocument) -> None:
        if day := own_day(judged.evidence):
            self.document_days[judged.evidence.url] = day
        self._tell_done(
            judged.evidence.url, judged.evidence.state.value, judged.fault_count(self.fault_rules)
        )

    # Judging and writing.

    def _judge(self, evidence: PageEvidence, job: PageJob) -> JudgedPage:
        given = dataclasses.replace(evidence, url=job.url) if evidence.url != job.url else evidence
        return judge_capture(
            given,
            self.catalogue,
            is_start_page=job.origin.is_start_page,
            of_country=known_country(self.spec.country),
        )

    def _write(self, judged: JudgedPage, origin: PageOrigin, rendered: Rendered | None) -> None:
        evidence = judged.evidence
        if evidence.state is PageState.RENDERED:
            self.captures.put(
                self.key.sweep_id,
                evidence,
                judged.facts,
                sequence=origin.sequence,
                screenshot=rendered.screenshot if rendered else None,
            )
        write_page(self.store, self.key, judged, origin)
        if rendered is not None and rendered.crops:
            with self.store.transaction():
                self.store.put(
                    "crops",
                    [
                        self._keyed(fingerprint=fingerprint, page_url=evidence.url, image=image)
                        for fingerprint, image in rendered.crops.items()
                    ],
                )
        self._tell_done(evidence.url, evidence.state.value, judged.fault_count(self.fault_rules))

    def _tell_done(self, url: str, state: str, faults: int) -> None:
        self.audited_count += 1
        self.fault_count += faults
        tell(
            EventKind.PAGE_DONE,
            url=url,
            state=state,
            faults=faults,
            audited=self.audited_count,
            found=max(self.found_count, self.audited_count),
            faults_so_far=self.fault_count,
        )

    def _out_of_budget(self, job: PageJob) -> None:
        evidence = PageEvidence(job.url, job.address, PageState.OUT_OF_BUDGET, reason=self.stop_reason.value)
        self._write(self._judge(evidence, job), job.origin, None)

    # Probing the site as a whole.

    async def _probe(self, renderer: Renderer) -> None:
        """Gather the evidence of the site as a whole, once its pages are known; Ctrl-C ends it at once."""
        done: set[Evidence] = set()
        if not self._no_probes_reason():
            self.probing = asyncio.create_task(self._gather(renderer, done))
            with contextlib.suppress(asyncio.CancelledError):
                await self.probing
        for gathered in not_gathered(self._no_probes_reason() or StopReason.INTERRUPTED.value, done):
            self._keep(gathered)

    async def _gather(self, renderer: Renderer, done: set[Evidence]) -> None:
        async for gathered in gather(self._probe_context(renderer)):
            self._keep(gathered)
            done.add(gathered.kind)

    def _no_probes_reason(self) -> str:
        if self.spec.probes is Probes.OFF:
            return "probes_off"
        # The time budget is for pages: the few visits of the probes are made all the same, and bounded on their own.
        if self.stop_reason not in {StopReason.NONE, StopReason.TIME_BUDGET}:
            return self.stop_reason.value
        return (
            StopReason.START_FAILED.value
            if self.start_failure is not None and not self._is_kept_out()
            else ""
        )

    def _is_kept_out(self) -> bool:
        """Whether the site may have failed at its encryption: what is wrong with that, and all that can be seen without
        trusting it, is worth telling."""
        failure = self.start_failure
        is_secure = self.spec.url.startswith("https:")
        return failure is not None and (
            failure.says(SkipReason.BAD_CERTIFICATE)
            or (is_secure and failure.says(SkipReason.CONNECTION_FAILED))
        )

    def _probe_context(self, renderer: Renderer) -> ProbeContext:
        spec, survey = self.spec, self.survey
        assert survey is not None  # made before the first page
        profile = country(spec.country)
        if spec.statement_host:
            profile = profile.with_statement_host(spec.statement_host)
        ask = PlainFetcher(
            user_agent(spec.contact), address_policy(spec), accept=ACCEPT_PAGES, credentials=spec.credentials
        )
        return ProbeContext(
            url=spec.url,
            scope=Scope.of(spec.url),
            country=profile,
            fetch=PoliteFetch(ask, survey.refusal, self.pacer),
            render=PoliteRender(renderer.look_at, survey.refusal, self.pacer),
            handshake=PoliteHandshake(address_policy(spec), self.pacer),
            resolve=Resolver(),
            pages=lambda: self.captures.facts(self.key.sweep_id),
            taken_at=utc_now(),
        )

    def _keep(self, gathered: Gathered) -> None:
        facts, reason = self.spec.credentials.without((gathered.facts, gathered.reason))
        self.captures.put_site_facts(self.key.sweep_id, gathered.kind, facts, reason)

    # Beginning and end.

    def _begin(self) -> None:
        scope = "" if self.spec.addresses else str(Scope.of(self.spec.url))
        begin_site(self.store, self.key, self.spec, self.catalogue, self.rule_set, scope=scope)

    def _conclude(self) -> None:
        state, text = SiteState.DONE, None
        if not self.spec.addresses:
            self._keep(self._content())
            write_site(self.store, self.key, self.spec.url, self.captures, self.catalogue, utc_now())
        if self.start_failure is not None and not self.audited_count:
            state, self.stop_reason = SiteState.FAILED, StopReason.START_FAILED
            text = start_failure(self.spec.url, self.start_failure.detail)
        elif self.stop_reason is not StopReason.NONE:
            state = SiteState.STOPPED
        if self.survey is not None and (count := self.survey.not_obeyed_count):
            self._note("robots_not_obeyed", str(count))
        detail = self.start_failure.detail if self.start_failure else ""
        end_site(self.store, self.key, state, self.stop_reason, detail)
        tell(
            EventKind.FINISHED,
            state=state.value,
            reason=self.stop_reason.value,
            audited=self.audited_count,
            text=text_data(text) if text else None,
        )

    def _content(self) -> Gathered:
        if self.start_failure is not None and not self.surveyed:
            return Gathered(Evidence.CONTENT, None, self.start_failure.detail)
        pages = frozenset(page.url for page in self.surveyed)
        surveyed = Surveyed(pages, self.hops, is_finished=not self.stop_reason, days=self.document_days)
        found = gather_content(self.store, self.key, self.captures, Scope.of(self.spec.url), surveyed)
        return Gathered(Evidence.CONTENT, found)

    def _note(self, kind: str, detail: str) -> None:
        with self.store.transaction():
            self.store.put("site_notes", self._keyed(kind=kind, detail=detail))

    def _keyed(self, **values: object) -> dict[str, object]:
        return {"sweep_id": self.key.sweep_id, "site_id": self.key.site_id, **values}

    def _render_settings(self) -> RenderSettings:
        spec = self.spec
        given = [spec.url, spec.statement_host, *(address for _, address in spec.addresses)]
        scope = None if spec.addresses else Scope.of(spec.url)
        return RenderSettings(
            user_agent=user_agent(spec.contact),
            credentials=spec.credentials,
            styles=self.catalogue.styles,
            axe_rules=self.catalogue.axe_rules,
            allow_private_networks=spec.allow_private_networks,
            allowed_hosts=frozenset(urlsplit(address).netloc for address in given if address),
            allow_files=any(address.startswith("file:") for address in given),
            page_budget_seconds=spec.page_budget_seconds,
            settle_seconds=spec.settle_seconds,
            screenshots=spec.screenshots,
            in_scope=scope.contains if scope else None,
        )


async def _tell_alive() -> None:
    """Say every now and then that the event loop goes round: silence means that it does not."""
    while True:
        await asyncio.sleep(ALIVE_EVERY_SECONDS)
        tell(EventKind.ALIVE)


def _is_loopback(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    return name == "localhost" or name.startswith("127.") or name == "::1"
