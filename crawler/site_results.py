"""What one audit finds: judges, writes and counts pages, skips, notes and facts of the site, and tells the parent."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

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
from crawler.probes.run import Gathered
from crawler.render.renderer import Rendered
from crawler.site_record import begin_site, end_site
from crawler.site_spec import SiteSpec
from crawler.store.captures import CaptureFile
from crawler.store.store import SiteKey, Store, utc_now
from crawler.survey.inventory import Skip
from crawler.survey.urls import Scope
from rules.catalogue import catalogue
from rules.countries import known_country
from rules.evidence import PageEvidence, PageState
from rules.model import Box, Text
from rules.standards import rule_set

CROPS_MAX = 60
"""Cropped pictures per site: twice the number of clusters a report shows whole."""


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page to render: the address as given, the address to load, and where it came from.

    `ends_at` is where the survey ended that asked for it, if one did.
    """

    url: str
    address: str
    origin: PageOrigin
    ends_at: str = ""


class SiteResults:
    """The results of one site, in its store and its captures."""

    def __init__(self, spec: SiteSpec, store: Store, captures: CaptureFile) -> None:
        self.spec = spec
        self.store = store
        self.captures = captures
        self.key = SiteKey(str(spec.sweep["id"]), spec.site_id)
        self.catalogue = catalogue()
        self._rule_set = rule_set(str(spec.sweep["rule_set"]))
        self._fault_rules = fault_rules(self.catalogue, self._rule_set)
        self._crops_taken: set[str] = set()
        self._fault_count = 0
        self.found_count = 0
        self.audited_count = 0

    def begin(self) -> None:
        """Write that the audit has begun."""
        scope = "" if self.spec.addresses else str(Scope.of(self.spec.url))
        begin_site(self.store, self.key, self.spec, self.catalogue, self._rule_set, scope=scope)

    def end(self, state: SiteState, reason: StopReason, detail: str, text: Text | None) -> None:
        """Write how the audit has ended, and tell; `text` says it to the user where it must be said."""
        end_site(self.store, self.key, state, reason, detail)
        tell(
            EventKind.FINISHED,
            state=state.value,
            reason=reason.value,
            audited=self.audited_count,
            text=text_data(text) if text else None,
        )

    # Pages and documents.

    def judge(self, evidence: PageEvidence, job: PageJob) -> JudgedPage:
        """Judge a page under the address it was given as."""
        given = dataclasses.replace(evidence, url=job.url) if evidence.url != job.url else evidence
        return judge_capture(
            given,
            self.catalogue,
            is_start_page=job.origin.is_start_page,
            of_country=known_country(self.spec.country),
        )

    def crops_wanted(self, judged: JudgedPage) -> Mapping[str, Box]:
        """Return which places of a page to take pictures of: one a cluster, and not too many a site."""
        if not self.spec.crops:
            return {}
        room = CROPS_MAX - len(self._crops_taken)
        wanted = {key: box for key, box in judged.failed_boxes().items() if key not in self._crops_taken}
        taken = dict(list(wanted.items())[: max(room, 0)])
        self._crops_taken.update(taken)
        return taken

    def write(self, judged: JudgedPage, origin: PageOrigin, rendered: Rendered | None = None) -> None:
        """Keep a page with its capture and its pictures."""
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
        self._tell_done(evidence.url, evidence.state.value, judged.fault_count(self._fault_rules))

    def document_done(self, judged: JudgedDocument) -> None:
        """Count a document that was judged and written."""
        evidence = judged.evidence
        self._tell_done(evidence.url, evidence.state.value, judged.fault_count(self._fault_rules))

    def _tell_done(self, url: str, state: str, faults: int) -> None:
        self.audited_count += 1
        self._fault_count += faults
        tell(
            EventKind.PAGE_DONE,
            url=url,
            state=state,
            faults=faults,
            audited=self.audited_count,
            found=max(self.found_count, self.audited_count),
            faults_so_far=self._fault_count,
        )

    def found(self, count: int) -> None:
        """Tell how many pages and documents there are to audit, as far as is known."""
        self.found_count = count
        tell(EventKind.FOUND, found=count)

    # The site.

    def skip(self, skip: Skip) -> None:
        """Keep an address that is left out, with its reason."""
        with self.store.transaction():
            self.store.put(
                "skips",
                self._keyed(
                    url=skip.url, reason=skip.reason.value, detail=skip.detail, found_on=skip.found_on
                ),
            )
        tell(EventKind.SKIPPED, url=skip.url, reason=skip.reason.value)

    def note(self, kind: str, detail: str) -> None:
        """Keep something that was learnt about the site."""
        with self.store.transaction():
            self.store.put("site_notes", self._keyed(kind=kind, detail=detail))

    def keep(self, gathered: Gathered) -> None:
        """Keep evidence of the site as a whole."""
        facts, reason = self.spec.credentials.without((gathered.facts, gathered.reason))
        self.captures.put_site_facts(self.key.sweep_id, gathered.kind, facts, reason)

    def judge_site(self) -> None:
        """Judge the site by what was kept of it and its pages."""
        write_site(self.store, self.key, self.spec.url, self.captures, self.catalogue, utc_now())

    def _keyed(self, **values: object) -> dict[str, object]:
        return {"sweep_id": self.key.sweep_id, "site_id": self.key.site_id, **values}
