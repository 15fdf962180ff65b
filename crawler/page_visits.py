"""Works off the pages of one site: each is visited, judged and written, or left out with its reason."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from crawler.documents.site_documents import SiteDocuments
from crawler.events import EventKind, StopReason, tell
from crawler.judge import JudgedPage
from crawler.pacing import HostPacer
from crawler.probes.render import refused_page
from crawler.render.renderer import Rendered, Renderer
from crawler.retry_after import RETRY_AFTER_SECONDS_MAX, retry_after_seconds
from crawler.site_results import PageJob, SiteResults
from crawler.store.store import utc_now
from crawler.survey.inventory import Skip, SkipReason, SurveyedDocument
from crawler.survey.media import media_type
from crawler.survey.run import Survey
from crawler.survey.urls import identity, normalise
from rules.evidence import LoadState, PageEvidence, PageState
from rules.model import Box

MOVED_KEPT_MAX = 50
"""So many pages that sent themselves on wait, with their captures, until it is known what else was visited."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """A page whose scripts sent the browser on to another address of the site."""

    job: PageJob
    target: str
    judged: JudgedPage
    rendered: Rendered


class PageVisits:
    """The queue of pages to visit, and what becomes of them; None in it ends one worker.

    `hops` is told of pages that turn out to be the way to another one.
    """

    def __init__(
        self,
        results: SiteResults,
        survey: Survey,
        pacer: HostPacer,
        documents: SiteDocuments,
        *,
        stop_reason: Callable[[], StopReason],
        hops: dict[str, tuple[str, ...]],
    ) -> None:
        self.jobs: asyncio.Queue[PageJob | None] = asyncio.Queue()
        self._results = results
        self._spec = results.spec
        self._survey = survey
        self._pacer = pacer
        self._documents = documents
        self._stop_reason = stop_reason
        self._hops = hops
        self._moved: list[_Moved] = []
        self._shown: dict[str, str] = {}

    async def work(self, renderer: Renderer) -> None:
        """Visit page after page until there are no more."""
        while (job := await self.jobs.get()) is not None:
            if reason := self._stop_reason():
                self._not_visited(job, PageState.OUT_OF_BUDGET, reason.value)
            else:
                await self._visit(renderer, job)

    def settle(self) -> None:
        """Write the pages that sent themselves on, in the survey's order: each place they lead to counts once."""
        for moved in sorted(self._moved, key=lambda moved: moved.job.origin.sequence):
            job, key = moved.job, identity(moved.target)
            known = self._shown.setdefault(key, job.url)
            if known == job.url:
                self._results.write(moved.judged, job.origin, moved.rendered)
                continue
            self._hops[job.url] = (moved.target,)
            detail = f"sends itself on to {moved.target}, which is audited as {known}"
            self._results.skip(Skip(job.url, SkipReason.DUPLICATE, detail, job.origin.found_on))
        self._moved.clear()

    async def _visit(self, renderer: Renderer, job: PageJob) -> None:
        tell(EventKind.PAGE_STARTED, url=job.url)
        # In a crawl the survey has asked already; listed addresses come without one.
        if self._spec.addresses and (refusal := await self._survey.refusal(job.address)):
            evidence = refused_page(job.address, refusal, utc_now())
            self._results.write(self._results.judge(evidence, job), job.origin)
            return
        if why := self._pacer.impatience(job.address):
            self._not_visited(job, PageState.OUT_OF_BUDGET, why)
            self._survey.page_rendered(job.address)
            return
        await self._pacer.turn(job.address)
        before_pictures: list[JudgedPage] = []

        def crops_wanted(evidence: PageEvidence) -> Mapping[str, Box]:
            before_pictures.append(self._results.judge(evidence, job))
            return self._results.crops_wanted(before_pictures[-1])

        rendered = await renderer.render(job.address, crops_wanted)
        evidence = rendered.evidence
        self._mind_the_host(evidence)
        if evidence.state is PageState.DOWNLOAD:
            self._is_download(job, evidence)
            return
        is_judged = before_pictures and before_pictures[-1].evidence.state is evidence.state
        judged = before_pictures[-1] if is_judged else self._results.judge(evidence, job)
        if target := self._moved_to(job, evidence):
            self._moved.append(_Moved(job, target, judged, rendered))
        else:
            self._shown.setdefault(identity(job.ends_at or job.address), job.url)
            self._results.write(judged, job.origin, rendered)
        self._survey.page_rendered(job.address, rendered.links)

    def _moved_to(self, job: PageJob, evidence: PageEvidence) -> str:
        """Return where a page of a crawl has sent itself on to, unseen by the survey, or ""."""
        is_of_crawl = not self._spec.addresses and not job.origin.is_start_page
        if not is_of_crawl or evidence.state is not PageState.RENDERED or len(self._moved) >= MOVED_KEPT_MAX:
            return ""
        try:
            target = normalise(evidence.final_url)
        except ValueError:
            return ""
        asked = {identity(normalise(job.address)), identity(job.ends_at or job.address)}
        return "" if identity(target) in asked else target

    def _mind_the_host(self, evidence: PageEvidence) -> None:
        """Keep Retry-After for the whole host, also where the browser met it; count the waiting that gave nothing."""
        if evidence.status in {429, 503}:
            pause = retry_after_seconds(evidence.headers.get("retry-after", ""))
            if pause is not None:
                self._pacer.postpone(evidence.final_url, min(pause, RETRY_AFTER_SECONDS_MAX))
        elif evidence.state is PageState.TIMED_OUT and evidence.load_state is LoadState.NONE:
            self._pacer.waited_in_vain(evidence.url, self._spec.page_budget_seconds)

    def _is_download(self, job: PageJob, evidence: PageEvidence) -> None:
        """Keep an address that turned out to be a file for the documents' turn."""
        if self._spec.addresses:
            self._documents.listed(job.url, job.address, job.origin.sequence)
        else:
            declared = media_type(evidence.content_type)
            self._documents.met(SurveyedDocument(job.url, declared, job.origin.found_on, "", 0))
        self._survey.page_rendered(job.address)

    def _not_visited(self, job: PageJob, state: PageState, reason: str) -> None:
        evidence = PageEvidence(job.url, job.address, state, reason=reason)
        self._results.write(self._results.judge(evidence, job), job.origin)
