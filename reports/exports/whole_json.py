"""JSON: the whole sweep in one document: sites, figures and clusters; personal data masked."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from reports.clusters import Cluster
from reports.explained import Told
from reports.privacy import masked, masked_address
from reports.reader import RuleRow, Store
from reports.rule_texts import RuleTexts
from reports.scores import Scorecard
from reports.site_report import SiteReport, site_report
from rules.model import Language


def lines(store: Store, texts: RuleTexts, language: Language) -> Iterator[str]:
    """Yield the document in parts, a site at a time."""
    rules = store.rules()
    yield '{"sweep":' + _json(asdict(store.sweep)) + ',\n"sites":['
    for number, site in enumerate(store.sites()):
        report = site_report(store, site, rules)
        yield (",\n" if number else "\n") + _json(_site(report, rules, texts, language))
    yield "\n]}\n"


def _site(
    report: SiteReport, rules: Mapping[str, RuleRow], texts: RuleTexts, language: Language
) -> dict[str, Any]:
    every = [
        *report.faults,
        *report.review,
        *report.exempt,
        *report.explained,
        *(c for found in report.others.values() for c in found),
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
        "documents": [
            {
                "url": masked_address(document.url),
                "declared_type": document.declared_type,
                "links": document.link_count,
            }
            for document in report.documents
        ],
        "skips": [
            {"url": masked_address(skip.url), "reason": skip.reason, "detail": masked(skip.detail)}
            for skip in report.skips
        ],
        "notes": [asdict(note) for note in report.notes],
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
            "interval_95": clean.interval,
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
        "documents_by_declared_type": dict(card.documents),
        "coverage": {
            "tested": card.coverage.tested,
            "found": card.coverage.found,
            "missing": dict(card.coverage.missing),
            "refused_by_robots": card.coverage.refused,
            "not_chosen": card.coverage.not_chosen,
        },
        "untested_rules": dict(card.untested_rules),
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
        "wcag": rule.criteria,
        "en301549": rule.clauses,
        "page_count": cluster.page_count,
        "finding_count": cluster.finding_count,
        "example": {
            "url": masked_address(example.page_url),
            "target": example.target,
            "message": masked(texts.message(rule.id, example.message, example.data, language)),
            "snippet": masked(example.snippet),
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
