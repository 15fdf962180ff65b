"""The judge: saved evidence in, results in the store out; the same code in a crawl and in `eftersyn judge`."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawler.documents.codec import to_data
from crawler.store.captures import CaptureFile
from crawler.store.services import write_services
from crawler.store.statements import write_statement
from crawler.store.store import SiteKey, Store
from crawler.survey.inventory import NoteKind, SkipReason
from rules.catalogue import Catalogue, catalogue
from rules.countries import Country, known_country
from rules.document_answers import answers
from rules.document_evidence import DocumentEvidence, Verdict
from rules.evidence import Departure, PageEvidence, PageFacts, PageState, SiteEvidence
from rules.exemptions import document_exemption
from rules.facts import page_facts
from rules.fingerprints import template_signature
from rules.model import Box, Evidence, Outcome, Result, Rule
from rules.office_evidence import Validity
from rules.page_view import Page
from rules.runner import judge_document, judge_page, judge_site, untested_page
from rules.standards import RuleSet, counts_as_fault, en301549_clause

log = logging.getLogger(__name__)

CROP_AREA_MAX_PX = 1280 * 400
"""Above this area an element is a region of the page, and no picture of it is taken."""

_WHOLE_PAGE = frozenset({"html", "html > body"})


@dataclass(frozen=True, slots=True)
class JudgedPage:
    """What was said of one page."""

    evidence: PageEvidence
    results: Sequence[Result]
    facts: PageFacts | None
    template: str

    def fault_count(self, fault_rules: frozenset[str]) -> int:
        """Return how many findings of this page are Faults."""
        return _fault_count(self.results, fault_rules)

    def failed_boxes(self) -> Mapping[str, Box]:
        """Return fingerprint -> box of the first failed finding of each cluster that a picture can show."""
        boxes: dict[str, Box] = {}
        for result in self.results:
            for judged in result.findings:
                box = judged.finding.place.box
                if judged.finding.outcome is not Outcome.FAILED or box is None:
                    continue
                if judged.finding.place.path not in _WHOLE_PAGE and _is_small(box):
                    boxes.setdefault(judged.fingerprint, box)
        return boxes


def _fault_count(results: Iterable[Result], fault_rules: frozenset[str]) -> int:
    return sum(
        judged.finding.outcome is Outcome.FAILED and not judged.exemption
        for result in results
        if result.rule in fault_rules
        for judged in result.findings
    )


def _is_small(box: Box) -> bool:
    """Whether a picture of the element shows the element: one of the whole page says nothing."""
    return box.width * box.height <= CROP_AREA_MAX_PX


@dataclass(frozen=True, slots=True)
class PageOrigin:
    """Where a page came from: its place in the survey, and why it was chosen."""

    sequence: int = 0
    depth: int = 0
    found_on: str = ""
    clause: str = ""
    is_start_page: bool = False


def judge_capture(
    evidence: PageEvidence, rules: Catalogue, *, is_start_page: bool, of_country: Country | None = None
) -> JudgedPage:
    """Return what the rules say of one capture. Pure: the same evidence always gives the same."""
    if evidence.state is not PageState.RENDERED:
        return JudgedPage(evidence, untested_page(rules, evidence.state.value), None, "")
    page = Page(evidence, of_country)
    try:
        results = judge_page(page, rules)
        facts = page_facts(page, is_start_page=is_start_page)
        signature = template_signature(page)
    except Exception as error:
        # A page that cannot even be read must not lose the others: nothing is said of it.
        log.exception("%s could not be judged", evidence.url)
        reason = f"{type(error).__name__}: {error}"[:300]
        return JudgedPage(evidence, untested_page(rules, reason), None, "")
    return JudgedPage(evidence, results, facts, signature)


def write_page(store: Store, key: SiteKey, judged: JudgedPage, origin: PageOrigin) -> None:
    """Write a page and its results in one transaction."""
    evidence = judged.evidence
    subject_id = key.subject_id("page", evidence.url)
    with store.transaction():
        store.put(
            "subjects",
            {
                "id": subject_id,
                "sweep_id": key.sweep_id,
                "site_id": key.site_id,
                "kind": "page",
                "url": evidence.url,
                "final_url": evidence.final_url,
                "sequence": origin.sequence,
                "depth": origin.depth,
                "found_on": origin.found_on,
                "clause": origin.clause,
                "state": evidence.state.value,
                "reason": evidence.reason,
                "status": evidence.status,
                "load_state": evidence.load_state.value,
                "title": evidence.title,
                "language": evidence.language,
                "template": judged.template,
                "request_count": evidence.requests.count,
                "request_bytes": evidence.requests.bytes,
                "third_party_hosts": evidence.requests.third_party_hosts,
                "cookie_names": evidence.cookie_names,
                "console_errors": evidence.console_errors,
                "taken_at": evidence.taken_at,
            },
        )
        _write_results(store, subject_id, judged.results)


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """What was said of one document."""

    evidence: DocumentEvidence
    results: Sequence[Result]

    def fault_count(self, fault_rules: frozenset[str]) -> int:
        """Return how many findings in this document are Faults."""
        return _fault_count(self.results, fault_rules)


def judge_document_capture(evidence: DocumentEvidence, rules: Catalogue) -> JudgedDocument:
    """Return what the rules say of one document. Pure: the same evidence always gives the same."""
    return JudgedDocument(evidence, judge_document(evidence, rules))


def write_document(store: Store, key: SiteKey, judged: JudgedDocument, sequence: int) -> None:
    """Write a document, what is known of it and its results in one transaction."""
    evidence = judged.evidence
    subject_id = key.subject_id("document", evidence.url)
    with store.transaction():
        store.put(
            "subjects",
            {
                "id": subject_id,
                "sweep_id": key.sweep_id,
                "site_id": key.site_id,
                "kind": "document",
                "url": evidence.url,
                "final_url": evidence.final_url,
                "sequence": sequence,
                "found_on": evidence.links[0].page_url if evidence.links else "",
                "state": evidence.state.value,
                "reason": evidence.reason,
                "status": evidence.status,
                "title": _said(evidence, "title"),
                "language": _said(evidence, "language"),
                "taken_at": evidence.taken_at,
            },
        )
        store.put("documents", document_row(key, evidence))
        _write_results(store, subject_id, judged.results)


def document_row(key: SiteKey, evidence: DocumentEvidence) -> dict[str, Any]:
    """Return a document as the store keeps it."""
    found = evidence.format
    return {
        "sweep_id": key.sweep_id,
        "site_id": key.site_id,
        "url": evidence.url,
        "declared_type": evidence.declared_type,
        "state": evidence.state.value,
        "reason": evidence.reason,
        "status": evidence.status,
        "final_url": evidence.final_url,
        "format": found.id if found else "",
        "format_version": found.version if found else "",
        "encoding": found.encoding if found else "",
        "has_macros": int(found.has_macros) if found else 0,
        "size_bytes": evidence.size_bytes,
        "sha256": evidence.sha256,
        "etag": evidence.headers.get("etag", ""),
        "last_modified": evidence.dates.last_modified,
        "created": evidence.dates.created,
        "modified": evidence.dates.modified,
        "exemption": document_exemption(evidence).value,
        "claims": [to_data(claim) for claim in evidence.claims] + _schema_claims(evidence),
        "verdicts": [to_data(verdict) for verdict in evidence.verdicts] + _schema_verdicts(evidence),
        "contradicted": sorted({one.claim for one in evidence.pdf.contradictions} if evidence.pdf else ()),
        "answers": {question.value: said for question, said in answers(evidence).items()},
    }


def _schema_claims(evidence: DocumentEvidence) -> list[dict[str, str]]:
    """Return what an OpenDocument file claims by stating its version: that it follows that version's schema."""
    found, office = evidence.format, evidence.office
    if found is None or office is None or office.is_openxml or not found.version:
        return []
    return [{"kind": "odf", "part": found.version}]


def _schema_verdicts(evidence: DocumentEvidence) -> list[dict[str, Any]]:
    """Return what the schemas say of that claim, where they were at hand, as a validator's verdict."""
    office = evidence.office
    if office is None or office.is_openxml or office.schema.state is Validity.NOT_VALIDATED:
        return []
    schema = office.schema
    compliant = schema.state is not Validity.INVALID
    return [to_data(Verdict("OASIS RelaxNG", schema.schema, f"ODF-{schema.schema}", compliant))]


def _said(evidence: DocumentEvidence, name: str) -> str:
    """Return a property that facts of every kind may have: the document's own title or language."""
    for facts in (evidence.pdf, evidence.office, evidence.epub):
        if isinstance(found := getattr(facts, name, None), str):
            return found
    return ""


def write_site(
    store: Store, key: SiteKey, url: str, captures: CaptureFile, rules: Catalogue, taken_at: str
) -> list[Result]:
    """Judge the site rules over the page facts and the probes' facts of a sweep, write the results and return them."""
    counted = store.query(
        "SELECT count(*) AS pages, count(*) FILTER (WHERE state = :judged) AS judged, "
        "count(*) FILTER (WHERE fault_count > 0) AS faulty FROM page_faults "
        "WHERE sweep_id = :sweep AND site_id = :site",
        {"sweep": key.sweep_id, "site": key.site_id, "judged": PageState.RENDERED.value},
    )
    known = _known(store, key)
    facts, reasons = captures.site_facts(key.sweep_id)
    sitemaps = store.query(
        "SELECT detail FROM site_notes WHERE sweep_id = :sweep AND site_id = :site AND kind = 'sitemap' ORDER BY 1",
        {"sweep": key.sweep_id, "site": key.site_id},
    )
    evidence = SiteEvidence(
        url,
        lambda: captures.facts(key.sweep_id),
        surveyed_page_count=counted[0]["pages"],
        sitemap_urls=tuple(row["detail"] for row in sitemaps),
        country=known_country(known["country"]),
        authority=known["authority"],
        judged_page_count=counted[0]["judged"],
        faulty_page_count=counted[0]["faulty"],
        reasons=_why_no_pages(store, key) | reasons,
        departures=_departures(store, key),
        **{kind.value: found for kind, found in facts.items()},
    )
    results = judge_site(evidence, rules)
    subject_id = key.subject_id("site", url)
    with store.transaction():
        store.put(
            "subjects",
            {
                "id": subject_id,
                "sweep_id": key.sweep_id,
                "site_id": key.site_id,
                "kind": "site",
                "url": url,
                "final_url": url,
                "state": PageState.RENDERED.value,
                "taken_at": taken_at,
            },
        )
        _write_results(store, subject_id, results)
        write_statement(store, key, evidence)
        write_services(store, key, evidence)
    return results


def _why_no_pages(store: Store, key: SiteKey) -> dict[Evidence, str]:
    """Return why there are no page facts, where the start page could not be fetched: what is untested says so."""
    rows = store.query(
        "SELECT detail FROM site_notes WHERE sweep_id = :sweep AND site_id = :site AND kind = :kind",
        {"sweep": key.sweep_id, "site": key.site_id, "kind": NoteKind.START_FAILED.value},
    )
    return {Evidence.PAGE_FACTS: rows[0]["detail"]} if rows else {}


def _departures(store: Store, key: SiteKey) -> tuple[Departure, ...]:
    """Return the addresses of the site that lead out of it, none of which was followed."""
    rows = store.query(
        "SELECT url, detail, found_on FROM skips WHERE sweep_id = :sweep AND site_id = :site AND reason = :reason "
        "ORDER BY url",
        {"sweep": key.sweep_id, "site": key.site_id, "reason": SkipReason.REDIRECT_OUT_OF_SCOPE.value},
    )
    return tuple(Departure(row["url"], row["detail"], row["found_on"]) for row in rows)


def _known(store: Store, key: SiteKey) -> Mapping[str, str]:
    """Return the country whose duties a site has, and the name of its authority, each "" where it is not known."""
    rows = store.query(
        "SELECT s.country, COALESCE(a.name, '') AS authority FROM sites s "
        "LEFT JOIN authorities a ON a.sweep_id = s.sweep_id AND a.id = s.authority_id "
        "WHERE s.sweep_id = :sweep AND s.id = :site",
        {"sweep": key.sweep_id, "site": key.site_id},
    )
    return rows[0] if rows else {"country": "", "authority": ""}


def write_rules(store: Store, sweep_id: str, rules: Catalogue, rule_set: RuleSet) -> None:
    """Save the catalogue's metadata as it was when the sweep was judged: the figures rest on it."""
    with store.transaction():
        store.database.execute("DELETE FROM rules WHERE sweep_id = :id", {"id": sweep_id})
        store.put("rules", [_rule_row(sweep_id, loaded.rule, rule_set) for loaded in rules.values()])


def fault_rules(rules: Catalogue, rule_set: RuleSet) -> frozenset[str]:
    """Return the ids of the rules whose failed findings are Faults under a rule set."""
    return frozenset(loaded.rule.id for loaded in rules.values() if counts_as_fault(loaded.rule, rule_set))


def _rule_row(sweep_id: str, rule: Rule, rule_set: RuleSet) -> dict[str, Any]:
    clauses = [en301549_clause(criterion, rule.scope, rule_set.version) for criterion in rule.criteria]
    return {
        "sweep_id": sweep_id,
        "id": rule.id,
        "version": rule.version,
        "engine": rule.engine.value,
        "scope": rule.scope.value,
        "standing": rule.standing.value,
        "confidence": rule.confidence.value,
        "status": rule.status.value,
        "impact": rule.impact.value,
        "criteria": list(rule.criteria),
        "clauses": [clause for clause in clauses if clause],
        "act": list(rule.act),
        "is_fault": int(counts_as_fault(rule, rule_set)),
    }


def _write_results(store: Store, subject_id: str, results: Iterable[Result]) -> None:
    passed: dict[str, int] = {}
    inapplicable: list[str] = []
    untested: dict[str, str] = {}
    rows: list[dict[str, Any]] = []
    findings: list[dict[str, Any]] = []
    for result in results:
        match result.outcome:
            case Outcome.PASSED:
                passed[result.rule] = result.passed_count
            case Outcome.INAPPLICABLE:
                inapplicable.append(result.rule)
            case Outcome.UNTESTED:
                untested[result.rule] = result.reason
            case _:
                rows.append(
                    {
                        "subject_id": subject_id,
                        "rule": result.rule,
                        "outcome": result.outcome.value,
                        "passed_count": result.passed_count,
                    }
                )
                findings.extend(_finding_rows(subject_id, result))
    store.remove_results(subject_id)
    store.put(
        "packed_outcomes",
        {"subject_id": subject_id, "passed": passed, "inapplicable": inapplicable, "untested": untested},
    )
    store.put("results", rows)
    store.put("findings", findings)


def _finding_rows(subject_id: str, result: Result) -> Iterable[dict[str, Any]]:
    rule = catalogue()[result.rule].rule
    for ordinal, judged in enumerate(result.findings):
        finding, place = judged.finding, judged.finding.place
        yield {
            "subject_id": subject_id,
            "rule": result.rule,
            "ordinal": ordinal,
            "outcome": finding.outcome.value,
            "fingerprint": judged.fingerprint,
            "target": place.target,
            "path": place.path,
            "snippet": place.snippet,
            "message": finding.message,
            "data": dict(finding.data),
            "impact": (finding.impact or rule.impact).value,
            "clause": finding.clause or "",
            "frame_url": place.frame_url or "",
            "exemption": str(judged.exemption),
        }
