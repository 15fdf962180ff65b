"""JSON: the whole sweep in one document: sites, figures and clusters; personal data masked."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from reports.clusters import Cluster
from reports.document_report import DocumentView
from reports.document_scores import DocumentFigures
from reports.explained import Told
from reports.exports import services_json
from reports.privacy import masked, masked_address
from reports.reader import Store
from reports.rows import RuleRow, Site
from reports.rule_texts import RuleTexts
from reports.scores import Scorecard
from reports.services import ServicesReport
from reports.share import Share
from reports.site_report import SiteReport, site_report
from rules.model import Language


def lines(store: Store, texts: RuleTexts, language: Language) -> Iterator[str]:
    """Yield the document in parts, a site at a time."""
    rules = store.rules()
    profiles: list[tuple[Site, ServicesReport | None]] = []
    yield '{"sweep":' + _json(asdict(store.sweep)) + ',\n"sites":['
    for number, site in enumerate(store.sites()):
        report = site_report(store, site, rules)
        profiles.append((site, report.services.in_short() if report.services else None))
        yield (",\n" if number else "\n") + _json(_site(report, rules, texts, language))
    yield '\n],\n"services":' + _json(services_json.national(profiles, language)) + "}\n"


def _site(
    report: SiteReport, rules: Mapping[str, RuleRow], texts: RuleTexts, language: Language
) -> dict[str, Any]:
    inside = report.documents.found
    every = [
        *report.faults,
        *inside.faults,
        *report.review,
        *inside.review,
        *report.exempt,
        *inside.exempt,
        *report.explained,
        *report.content.clusters,
        *report.safety.review,
        *report.safety.exempt,
        *(
            c
            for heap in (report.others, inside.others, report.safety.others)
            for found in heap.values()
            for c in found
        ),
    ]
    return {
        **asdict(report.site),
        "figures": _figures(report.scorecard),
        "clusters": [_cluster(cluster, rules[cluster.rule], texts, language) for cluster in every],
        "pages": [
            {
                "url": masked_address(page.url),
                "state": page.state,
                "reason": page.reason,
                "title": masked(page.title),
                "faults": page.fault_count,
            }
            for page in report.pages
        ],
        "documents": [_document(document) for document in report.documents.documents],
        "skips": [
            {"url": masked_address(skip.url), "reason": skip.reason, "detail": masked(skip.detail)}
            for skip in report.skips
        ],
        "notes": [asdict(note) | {"detail": masked(note.detail)} for note in report.notes],
        "services": services_json.profile(report.services, language),
        "explanations": [_explanation(told) for told in report.explanations],
        "statement": None
        if report.statement is None
        else {
            **asdict(report.statement),
            "inaccessible": [
                {"part": item.part, "text": masked(item.text)} for item in report.statement_items
            ],
        },
    }


def _figures(card: Scorecard) -> dict[str, Any]:
    clean = card.clean_pages
    return {
        "withheld": card.withheld,
        "clean_pages": None
        if clean is None
        else {
            "count": clean.count,
            "total": clean.total,
            "share": clean.value,
            "population": clean.population,
            "interval_95": None if clean.is_whole else clean.interval,
        },
        "criteria": [asdict(figure) for figure in card.criteria],
        "criteria_in_rule_set": card.criteria_in_rule_set,
        "formal_duties": [
            {
                "duty": figure.duty,
                "rule": figure.rule,
                "outcome": figure.outcome,
                "reason": masked(figure.reason),
            }
            for figure in card.duties
        ],
        "documents": _document_figures(card.documents),
        "security_and_privacy": [
            {
                "rule": figure.rule,
                "standing": figure.standing,
                "outcome": figure.outcome,
                "reason": masked(figure.reason),
            }
            for figure in card.safety
        ],
        "coverage": {
            "tested": card.coverage.tested,
            "found": card.coverage.found,
            "missing": dict(card.coverage.missing),
            "refused_by_robots": card.coverage.refused,
            "not_chosen": card.coverage.not_chosen,
        },
        "untested_rules": dict(card.untested_rules),
    }


def _document_figures(figures: DocumentFigures) -> dict[str, Any]:
    return {
        "met": figures.met,
        "opened": figures.opened,
        "possibly_exempt": figures.exempt,
        "judged": figures.judged,
        "with_faults": figures.with_faults,
        "not_opened": dict(figures.not_opened),
        "open_format": _share(figures.open_format),
        **{question: _share(share) for question, share in figures.questions.items()},
        "formats": [
            {
                "format": one.row.id,
                "puid": one.row.puid,
                "verdict": one.row.assessment.verdict.value,
                "count": one.count,
                "possibly_exempt": one.exempt,
            }
            for one in figures.formats
        ],
        "claims": [
            {"claim": one.name, **{state.value: count for state, count in one.states.items()}}
            for one in figures.claims
        ],
    }


def _share(share: Share | None) -> dict[str, int] | None:
    return None if share is None else {"count": share.count, "total": share.total}


def _document(document: DocumentView) -> dict[str, Any]:
    row = document.row
    return {
        "url": masked_address(row.url),
        "also_at": [masked_address(url) for url in document.also_at],
        "state": row.state,
        "reason": masked(row.reason),
        "declared_type": row.declared_type,
        "format": row.format,
        "puid": document.format.puid if document.format else "",
        "verdict": document.format.assessment.verdict.value if document.format else "",
        "title": masked(row.title),
        "possibly_exempt": row.exemption,
        "claims": [
            {"claim": claim.name, "state": claim.state.value, "validator": claim.validator}
            for claim in document.claims
        ],
        "validators": [dict(verdict) for verdict in row.verdicts],
        "faults": row.fault_count,
        "linked_from": [masked_address(url) for url in document.pages],
    }


def _cluster(cluster: Cluster, rule: RuleRow, texts: RuleTexts, language: Language) -> dict[str, Any]:
    example = cluster.example
    return {
        "rule": rule.id,
        "title": texts.title(rule.id, language),
        "fingerprint": example.fingerprint,
        "outcome": example.outcome,
        "is_fault": example.is_fault,
        "standing": rule.standing,
        "exemption": example.exemption,
        "explanation": example.explanation,
        "impact": cluster.impact,
        "wcag": rule.criteria_of(example.clause),
        "en301549": rule.clauses_of(example.clause),
        "subject": example.kind,
        "page_count": cluster.page_count,
        "finding_count": cluster.finding_count,
        "example": {
            "url": masked_address(example.page_url),
            "target": example.target,
            "message": masked(texts.message(rule.id, example.message, example.data, language)),
            "snippet": masked(example.snippet),
            **({"clause": example.clause} if example.clause else {}),
        },
        "pages": [masked_address(url) for url in cluster.urls],
    }


def _explanation(told: Told) -> dict[str, Any]:
    one = told.explanation
    return {
        "id": one.id,
        "fate": told.fate,
        "finding_count": told.finding_count,
        "finding": one.finding,
        "rule": one.rule,
        "scope": one.scope,
        "category": one.category,
        "reason": asdict(one.reason),
        "evidence": one.evidence,
        "role": one.role,
        "planned": one.planned.isoformat() if one.planned else None,
        "from": one.valid_from.isoformat(),
        "until": one.valid_until.isoformat(),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=False)
