"""Makes the web site's files from a store: one index and one page per site, in each language."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reports.clusters import Cluster
from reports.document_report import DocumentReport, Heaps
from reports.duties import DutyFigure
from reports.explained import LAPSED
from reports.exports import findings_csv, service_shares_csv, services_csv, whole_json
from reports.localised import name_order
from reports.plain_text import printable
from reports.reader import Store
from reports.rows import FindingRow, RuleRow, Site
from reports.rule_texts import RuleTexts
from reports.scores import RENDERED, not_seen_reason, skip_reason
from reports.service_shares import FRESH_YEARS_MAX, national_services
from reports.site.crops import Picture, picture
from reports.site.words import Words, first_some
from reports.site_report import SiteReport, site_report
from rules.countries import known_country
from rules.model import Language
from rules.standards import RULE_SETS
from rules.standards.references import references_of

WHOLE_CLUSTERS_MAX = 30
TABLE_CLUSTERS_MAX = 300
FIRST_PAGES = 5
OVERVIEW_CLUSTERS_MAX = 10
OVERVIEW_CLUSTERS_FROM = 4
NAVIGATION_SITES_FROM = 12
LETTERS_SITES_FROM = 30
PAGES_MAX = 1_000
DOCUMENTS_MAX = 200
DOCUMENT_CLUSTERS_WHOLE_MAX = 10
EXAMPLES_MAX = 3
SAFETY_FINDINGS_MAX = 5
IMAGE_CRITERIA = frozenset({"1.1.1", "1.4.5"})

LEVELS = ("state", "region", "municipality", "public-law-body", "")
_FOLDER = Path(__file__).parent
_SITES_FOLDER = {Language.DA: "websteder", Language.EN: "sites"}
_DANISH_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ö": "oe", "ä": "ae", "ü": "ue"})


class State(StrEnum):
    """How far the publication has come; draft and comment are marked on every page."""

    DRAFT = "draft"
    COMMENT = "comment"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Crops:
    """Published crops of a site by fingerprint: the file's path, the picture's size, and the page it was taken on."""

    by_fingerprint: Mapping[str, tuple[str, Picture, str]]

    def of(self, cluster: Cluster) -> tuple[str, Picture, str] | None:
        return self.by_fingerprint.get(cluster.example.fingerprint)


def files(
    store: Store,
    texts: RuleTexts,
    state: State,
    languages: Sequence[Language],
    *,
    image_crops: bool,
) -> Iterator[tuple[str, str | bytes]]:
    """Yield the web site's files as path and content, one site at a time.

    `image_crops` lets crops for rules about images be shown; otherwise they are left out, for they may show people.
    """
    rules = store.rules()
    reports = []
    services = [services_csv.heading()]
    names = slugs(store.sites())
    environment = _environment()
    yield "style.css", (_FOLDER / "style.css").read_text(encoding="utf-8")
    for site in store.sites():
        report = site_report(store, site, rules)
        reports.append(_without_bulk(report))
        services += services_csv.site_lines(site, report.services, languages[0])
        slug = names[site.id]
        crops: dict[str, tuple[str, Picture, str]] = {}
        wanted = {
            cluster.example.fingerprint
            for cluster in report.faults[:WHOLE_CLUSTERS_MAX]
            if image_crops or not IMAGE_CRITERIA & set(rules[cluster.rule].criteria)
        }
        for crop in store.crops(site):
            made = picture(crop.image) if crop.fingerprint in wanted else None
            if made is not None:
                path = f"crops/{slug}/{_slug(crop.fingerprint)}.{made.suffix}"
                crops[crop.fingerprint] = path, made, crop.page_url
                yield path, crop.image
        yield f"data/{slug}.csv", "".join(findings_csv.site_lines(store, site, rules, texts, languages[0]))
        for language in languages:
            view = _View(environment, store, texts, rules, state, languages, language, names)
            yield view.site_path(site), view.site(report, Crops(crops))
    yield "data/services.csv", "".join(services)
    shares = service_shares_csv.lines(((one.site, one.services) for one in reports), languages[0])
    yield "data/service-shares.csv", "".join(shares)
    yield "data/results.json", "".join(whole_json.lines(store, texts, languages[0]))
    for language in languages:
        view = _View(environment, store, texts, rules, state, languages, language, names)
        yield view.index_path, view.index(reports)


def slugs(sites: Sequence[Site]) -> dict[str, str]:
    """Return a file name for each site: letters, digits and hyphens only, and no two the same."""
    taken: dict[str, str] = {}
    names: dict[str, str] = {}
    for site in sites:
        wanted = _slug(site.id)
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted}-{number}", number + 1
        taken[name] = names[site.id] = name
    return names


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_DANISH_LETTERS)).strip("-")[:80] or "site"


def _without_bulk(report: SiteReport) -> SiteReport:
    # The index needs the figures and the worst cluster; with thousands of sites the pages and skips would fill memory.
    documents = DocumentReport(found=Heaps(faults=report.documents.found.faults))
    return SiteReport(
        *(report.site, report.scorecard, report.faults, (), (), (), {}, {}, (), (), documents, ()),
        explained=report.explained,
        services=report.services.in_short() if report.services else None,
    )


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class _View:
    """The pages of one language."""

    def __init__(
        self,
        environment: Environment,
        store: Store,
        texts: RuleTexts,
        rules: Mapping[str, RuleRow],
        state: State,
        languages: Sequence[Language],
        language: Language,
        names: Mapping[str, str],
    ) -> None:
        self._environment = environment
        self._store = store
        self._texts = texts
        self._rules = rules
        self._state = state
        self._languages = languages
        self._language = language
        self._names = names
        self._words = Words(language)

    @property
    def index_path(self) -> str:
        return _path(self._languages, self._language, "index.html")

    def site_path(self, site: Site) -> str:
        return _path(
            self._languages, self._language, f"{_SITES_FOLDER[self._language]}/{self._names[site.id]}.html"
        )

    def index(self, reports: Sequence[SiteReport]) -> str:
        """Return the page over all sites."""
        ordered = sorted(
            reports,
            key=lambda report: (
                _level_order(report.site.level),
                name_order(report.site.authority_name or report.site.name),
            ),
        )
        groups = [
            (level, list(found))
            for level, found in groupby(ordered, key=lambda report: _known_level(report.site.level))
        ]
        others = {other: _path(self._languages, other, "index.html") for other in self._languages}
        return self._render(
            "index.html",
            self.index_path,
            others,
            groups=groups,
            site_count=len(reports),
            documents_only=sum(one.scorecard.documents.met for one in reports)
            if all(one.scorecard.is_of_documents_only for one in reports)
            else 0,
            site_address=self.site_path,
            names=self._names,
            navigation_from=NAVIGATION_SITES_FROM,
            letters_from=LETTERS_SITES_FROM,
            letters_of=self._letters,
            has_explained=any(report.explained for report in reports),
            national=national_services(((one.site, one.services) for one in reports), LEVELS),
            fresh_years=FRESH_YEARS_MAX,
            level_name=lambda level: self._words.t(f"level.{level}"),
            domain_name=lambda domain: self._words.known("domain", domain, domain=domain),
        )

    def _letters(self, reports: Sequence[SiteReport]) -> list[tuple[str, str]]:
        """Return the first letters of the sites' names, each with the file name of the first site it begins."""
        letters: dict[str, str] = {}
        for report in reports:
            name = printable(report.site.authority_name or report.site.name).strip()
            letters.setdefault(name[:1].upper() or "–", self._names[report.site.id])
        return list(letters.items())

    def site(self, report: SiteReport, crops: Crops) -> str:
        """Return one site's page."""
        name = self._names[report.site.id]
        others = {
            other: _path(self._languages, other, f"{_SITES_FOLDER[other]}/{name}.html")
            for other in self._languages
        }
        sweep = self._store.sweep
        rule_set = next((known for known in RULE_SETS if known.id == sweep.rule_set), None)
        return self._render(
            "site.html",
            self.site_path(report.site),
            others,
            report=report,
            site=report.site,
            card=report.scorecard,
            crops=crops,
            data_path=f"data/{name}.csv",
            unseen=_unseen(report),
            rule_set=rule_set.name.in_(self._language) if rule_set else sweep.rule_set,
            country=known_country(report.site.country),
            duty_message=self._duty_message,
            finding_message=self._finding_message,
            references_of=lambda rule: references_of(rule, known_country(report.site.country).code),
            lapsed=[told for told in report.explanations if told.fate in LAPSED],
            explanation_of={told.explanation.id: told.explanation for told in report.explanations},
            limits={
                "whole": WHOLE_CLUSTERS_MAX,
                "table": TABLE_CLUSTERS_MAX,
                "first": FIRST_PAGES,
                "overview": OVERVIEW_CLUSTERS_MAX,
                "overview_from": OVERVIEW_CLUSTERS_FROM,
                "pages": PAGES_MAX,
                "safety": SAFETY_FINDINGS_MAX,
                "documents": DOCUMENTS_MAX,
                "documents_whole": DOCUMENT_CLUSTERS_WHOLE_MAX,
            },
            not_seen_reason=not_seen_reason,
            rendered=RENDERED,
            first_some=first_some,
        )

    def _render(self, template: str, path: str, others: Mapping[Language, str], **values: Any) -> str:
        root = "../" * path.count("/")
        return self._environment.get_template(template).render(
            w=self._words,
            t=self._words.t,
            language=self._language,
            others={
                other: root + address for other, address in others.items() if other is not self._language
            },
            other_words={other: Words(other) for other in others},
            root=root,
            home=root + self.index_path,
            state=self._state.value,
            sweep=self._store.sweep,
            rules=self._rules,
            title_of=lambda rule: self._texts.title(rule, self._language),
            why_of=lambda rule: self._texts.why(rule, self._language),
            fix_of=lambda rule: self._texts.fix(rule, self._language),
            message_of=self._message,
            **values,
        )

    def _duty_message(self, figure: DutyFigure) -> str:
        """Return what was seen of a duty, or nothing."""
        return self._finding_message(figure.finding) if figure.finding is not None else ""

    def _message(self, cluster: Cluster) -> str:
        return self._finding_message(cluster.example)

    def _finding_message(self, finding: FindingRow) -> str:
        message = self._texts.message(finding.rule, finding.message, finding.data, self._language)
        return self._words.shown(message, 1_000)


def _path(languages: Sequence[Language], language: Language, name: str) -> str:
    return name if language is languages[0] else f"{language.value}/{name}"


def _known_level(level: str) -> str:
    return level if level in LEVELS else ""


def _level_order(level: str) -> int:
    return LEVELS.index(_known_level(level))


def _unseen(report: SiteReport) -> list[tuple[str, int, list[str]]]:
    """Return why addresses were not tested: reason, number, a few examples; the most frequent first."""
    audited = {page.url for page in report.pages}
    examples: dict[str, list[str]] = {}
    for page in report.pages:
        if page.state != RENDERED:
            examples.setdefault(not_seen_reason(page), []).append(page.url)
    for skip in report.skips:
        if skip.url not in audited:
            examples.setdefault(skip_reason(skip), []).append(skip.url)
    counts = {reason: len(found) for reason, found in examples.items()}
    for reason, count in report.scorecard.unlisted.items():
        counts[reason] = counts.get(reason, 0) + count
    if partly := report.scorecard.coverage.missing.get("partly_tested"):
        counts["partly_tested"] = partly
    ordered = sorted(counts, key=lambda reason: (-counts[reason], reason))
    return [(reason, counts[reason], examples.get(reason, [])[:EXAMPLES_MAX]) for reason in ordered]
