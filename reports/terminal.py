"""The summary in the terminal: the worst clusters first, then coverage and what is left for a person.

Works at any width, and without colour when nobody watches: rich leaves both to the console it is given.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from reports.clusters import Cluster
from reports.document_report import DocumentView
from reports.explained import LAPSED
from reports.localised import name_order
from reports.plain_text import printable, shortened
from reports.reader import Store
from reports.rows import Site
from reports.rule_texts import RuleTexts, catalogue_texts
from reports.scores import Scorecard, Withheld
from reports.site.words import Words
from reports.site_report import SiteReport, site_report
from rules.model import Language, Outcome

CLUSTERS_SHOWN = 5
CLUSTERS_SHOWN_OF_MANY_SITES = 3
DOCUMENTS_SHOWN = 10
OTHERS_SHOWN = 8
SEEN_MAX_CHARACTERS = 240
INDENT = 3
NARROWEST_TEXT = 20
_IMPACT_STYLES = {
    "critical": "bold white on red",
    "serious": "bold red",
    "moderate": "yellow",
    "minor": "dim",
}


def summary(
    store: Path,
    language: Language,
    console: Console,
    report: Path | None = None,
    *,
    texts: RuleTexts | None = None,
) -> None:
    """Print what was found on each site of the newest sweep; `report` is where the whole report lies."""
    known = texts or catalogue_texts()
    with Store(store) as opened:
        rules = opened.rules()
        sites = opened.sites()
        most = CLUSTERS_SHOWN if len(sites) == 1 else CLUSTERS_SHOWN_OF_MANY_SITES
        for site in sites:
            _Summary(console, Words(language), known, most).site(site_report(opened, site, rules))
    _ending(console, Words(language), report)


def overview(
    store: Path,
    language: Language,
    console: Console,
    report: Path | None = None,
    *,
    texts: RuleTexts | None = None,
) -> None:
    """Print one line per site of the newest sweep, by name: not a ranking."""
    words, known = Words(language), texts or catalogue_texts()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(words.t("index.column.site"), overflow="fold")
    # The figures give room to the words: narrow enough that the last column is read, not spelled.
    table.add_column(words.t("index.column.clean"), justify="right", max_width=11)
    table.add_column(words.t("index.column.coverage"), justify="right", max_width=10)
    table.add_column(words.t("index.column.clusters"), justify="right", max_width=8)
    table.add_column(words.t("index.column.duties"), justify="right", max_width=10)
    table.add_column(words.t("index.column.worst"), overflow="fold")
    with Store(store) as opened:
        rules = opened.rules()
        for site in sorted(opened.sites(), key=lambda one: name_order(_name(one))):
            report_of = site_report(opened, site, rules)
            card, faults = report_of.scorecard, report_of.faults
            tested = words.t(
                "index.of_found",
                tested=words.number(card.coverage.tested),
                found=words.number(card.coverage.found),
            )
            table.add_row(
                Line(_name(site)),
                words.percent(card.clean_pages.value) if card.clean_pages else words.t("figure1.withheld"),
                tested,
                words.number(len(faults)) if card.coverage.tested else "–",
                _duties_of(card, words),
                Line(known.title(faults[0].rule, language) if faults else "–"),
            )
    console.print(table)
    console.print()
    _ending(console, words, report)


class _Summary:
    def __init__(self, console: Console, words: Words, texts: RuleTexts, most: int) -> None:
        self._console = console
        self._most = most
        self._documents_most = DOCUMENTS_SHOWN if most == CLUSTERS_SHOWN else 0
        self._w = words
        self._texts = texts

    def site(self, report: SiteReport) -> None:
        w, card = self._w, report.scorecard
        name, address = _name(report.site), printable(report.site.url)
        self._console.print()
        self._line(name if address.rstrip("/").endswith(name) else f"{name}  {address}", "bold underline")
        if report.site.state in {"stopped", "failed"}:
            why = w.known("stop", report.site.reason or "unknown", "unknown")
            self._line(w.t(f"site.state.{report.site.state}", why=why), "bold red")
            if (failure := w.start_failure(report.site.detail)).text:
                self._line(f"{failure.text} {w.shown(failure.technical)}".rstrip(), "red")
        # Where only documents were given there are no pages to speak of.
        if card.coverage.found or report.faults or not report.documents:
            self._faults(report.faults, has_tested=card.coverage.tested > 0)
            self._console.print()
            self._line(_clean_pages(card, w), "bold")
            for line in (*_duties(card, w), *_services(report, w), *_coverage(report, w)):
                self._line(line)
        if report.documents:
            self._documents(report)
        for line in (*_safety(card, w), *_explained(report, w)):
            self._line(line)

    def _documents(self, report: SiteReport) -> None:
        w, figures, found = self._w, report.scorecard.documents, report.documents.found
        if found.faults:
            self._worst("terminal.documents.worst", found.faults)
        self._console.print()
        self._line(w.t("terminal.documents"), "bold")
        for document in report.documents.documents[: self._documents_most]:
            _wrapped(self._console, Line(f" - {_of_document(document, w)}"), INDENT)
        left = len(report.documents.documents) - self._documents_most
        if self._documents_most and left > 0:
            self._line(w.counted("terminal.documents.more", left))
        self._line(w.t("documents.counts", opened=w.number(figures.opened), met=w.number(figures.met)))
        if figures.open_format:
            share = figures.open_format
            self._line(w.t("question.open", count=w.number(share.count), total=w.number(share.total)))
        for question, share in figures.questions.items():
            self._line(w.t(f"question.{question}", count=w.number(share.count), total=w.number(share.total)))
        if figures.exempt:
            self._line(w.counted("figure4.exempt", figures.exempt))
        self._titles("terminal.documents.question", found.review)
        self._titles(
            "terminal.documents.others", [one for clusters in found.others.values() for one in clusters]
        )

    def _titles(self, key: str, clusters: Sequence[Cluster]) -> None:
        """Name the rules behind clusters that do not count, each once with the number of places."""
        places: Counter[str] = Counter()
        for cluster in clusters:
            places[cluster.rule] += cluster.finding_count
        if not places:
            return
        self._line(f"{self._w.t(key)}:")
        for rule, count in places.most_common(OTHERS_SHOWN):
            text = f" - {self._texts.title(rule, self._w.language)} ({self._w.number(count)})"
            _wrapped(self._console, Line(text), INDENT)
        if len(places) > OTHERS_SHOWN:
            self._line(f" - … ({self._w.number(len(places) - OTHERS_SHOWN)})")

    def _faults(self, faults: Sequence[Cluster], *, has_tested: bool) -> None:
        w = self._w
        if not has_tested:
            return  # the figure's line says that nothing could be tested
        if not faults:
            self._line(w.t("fix.none"))
            return
        self._worst("terminal.worst", faults)

    def _worst(self, heading: str, faults: Sequence[Cluster]) -> None:
        w = self._w
        self._console.print()
        self._line(w.t(heading), "bold")
        first: dict[str, int] = {}
        for number, cluster in enumerate(faults[: self._most], start=1):
            self._cluster(number, cluster, first.setdefault(cluster.rule, number))
        left = len(faults) - self._most
        if left > 0:
            self._console.print()
            self._line(w.counted("terminal.more", left))

    def _cluster(self, number: int, cluster: Cluster, first: int) -> None:
        """Print a cluster; what was said of the same rule at number `first` is not said again."""
        w, language, example = self._w, self._w.language, cluster.example
        impact = cluster.impact.value
        title = Line(f"{number}. ".ljust(INDENT))
        title.append(self._texts.title(cluster.rule, language), "bold")
        reach = Line(" " * INDENT)
        reach.append(f"[{w.t(f'impact.{impact}')}]", _IMPACT_STYLES[impact])
        reach.append(f" {self._reach(cluster)}")
        self._console.print()
        _wrapped(self._console, title, INDENT)
        _wrapped(self._console, reach, INDENT)
        message = self._texts.message(cluster.rule, example.message, example.data, language)
        rows = [
            ("cluster.seen", [shortened(printable(message), SEEN_MAX_CHARACTERS)]),
            ("cluster.who", [self._texts.why(cluster.rule, language)]),
            ("cluster.where", _where(cluster, self._w)),
            ("cluster.how", [self._texts.fix(cluster.rule, language)]),
        ]
        if number != first:
            rows[1:] = [rows[2], ("cluster.how", [w.t("terminal.same", number=first)])]
        indent = INDENT + max(len(w.t(key)) for key, _ in rows) + 2
        for key, values in rows:
            label = w.t(key)
            for value in values:
                line = Line((" " * INDENT + label).ljust(indent), "dim")
                line.append(Line(printable(value)))
                line.stylize("not dim", indent)
                _wrapped(self._console, line, indent)
                label = ""

    def _reach(self, cluster: Cluster) -> str:
        w = self._w
        if cluster.is_site_wide:
            return w.t("cluster.mends.site")
        if cluster.is_of_documents:
            return w.counted("cluster.reach.documents", cluster.page_count)
        reach = w.counted("cluster.reach", cluster.page_count)
        if cluster.page_count == 1:
            return reach
        return f"{reach}. {w.t('cluster.mends', n=w.number(cluster.page_count))}"

    def _line(self, text: str, style: str = "") -> None:
        _wrapped(self._console, Line(text, style))


def _of_document(document: DocumentView, w: Words) -> str:
    """Return a document on one line: its name, what it is, whether that is open, its claims, its faults."""
    row = document.row
    parts = [printable(row.url)]
    if document.format is not None:
        verdict = w.t(f"openness.{document.format.assessment.verdict.value}")
        parts.append(f"{document.format.name.in_(w.language)} ({verdict.lower()})")
    parts += [printable(f"{claim.name}: {w.claim(claim)}") for claim in document.claims]
    if document.reason:
        parts.append(w.t("documents.not_opened", reason=w.document_reason(document.reason).lower()))
    elif row.fault_count:
        parts.append(w.counted("terminal.documents.faults", row.fault_count))
    else:
        parts.append(w.t("terminal.documents.faults.none"))
    if row.exemption:
        parts.append(w.t("documents.exempt"))
    return " · ".join(parts)


def _where(cluster: Cluster, w: Words) -> list[str]:
    parts = cluster.places[:1] if cluster.is_site_wide else (cluster.urls[0], w.place_in(cluster))
    return [shortened(printable(part), 200) for part in parts if part]


def _clean_pages(card: Scorecard, w: Words) -> str:
    if card.clean_pages is None:
        share = (
            card.coverage.refused_share
            if card.withheld is Withheld.TOO_MUCH_REFUSED
            else card.coverage.missing_share
        )
        why = w.t(f"withheld.{card.withheld}", share=w.percent(share))
        return f"{w.t('figure1.heading')}: {w.t('figure1.withheld')}. {why}"
    clean = card.clean_pages
    return w.t(
        "terminal.clean",
        share=w.percent(clean.value),
        count=w.number(clean.count),
        total=w.number(clean.total),
    )


def _duties_of(card: Scorecard, w: Words) -> str:
    if not card.duties_judged:
        return "–"
    return w.t("index.of_duties", count=w.number(card.duties_with_faults), total=w.number(card.duties_judged))


def _duties(card: Scorecard, w: Words) -> list[str]:
    """Return one line on the formal duties, with those that have a fault by name."""
    if not card.duties_judged:
        return [f"{w.t('figure3.heading')}: {w.t('figure3.big.none')}."]
    failed = [w.t(f"duty.{figure.duty}") for figure in card.duties if figure.outcome is Outcome.FAILED]
    named = f" {w.t('terminal.duties.not')}: {'; '.join(failed)}." if failed else ""
    return [f"{w.t('index.column.duties')}: {_duties_of(card, w)}.{named}"]


def _services(report: SiteReport, w: Words) -> list[str]:
    services = report.services
    if services is None:
        return []
    found, looked = w.number(services.found_count), w.number(services.looked_count)
    return [w.t("terminal.services", found=found, looked=looked)]


def _safety(card: Scorecard, w: Words) -> list[str]:
    if not card.safety_judged:
        return []
    return [w.t("terminal.safety", count=w.number(card.safety_failed), total=w.number(card.safety_judged))]


def _explained(report: SiteReport, w: Words) -> list[str]:
    lines = []
    if report.explained:
        lines.append(w.counted("terminal.explained", len(report.explained)))
    if lapsed := sum(told.fate in LAPSED for told in report.explanations):
        lines.append(w.counted("terminal.lapsed", lapsed))
    return lines


def _coverage(report: SiteReport, w: Words) -> list[str]:
    coverage = report.scorecard.coverage
    lines = [w.t("coverage.text", tested=w.number(coverage.tested), found=w.number(coverage.found))]
    unseen = {**coverage.missing, **({"robots": coverage.refused} if coverage.refused else {})}
    if coverage.not_chosen:
        unseen["page_cap"] = coverage.not_chosen
    if unseen:
        listed = "; ".join(f"{w.reason(reason)}: {w.number(count)}" for reason, count in unseen.items())
        lines.append(f"{w.t('terminal.unseen')}: {listed}.")
    review = sum(cluster.finding_count for cluster in report.review)
    if review:
        places = w.counted("places", review)
        lines.append(w.counted("coverage.review", len(report.review_in_short), places=places))
    others = sum(len(found) for found in report.others_in_short.values()) + len(report.exempt)
    others += len(report.content.clusters)
    if others:
        lines.append(w.counted("terminal.others", others))
    return lines


def _wrapped(console: Console, line: Line, indent: int = 0) -> None:
    """Print a line whose continuations begin at `indent`, without blanks at the ends of lines.

    Line, not str: rich would read [brackets] in text from a page as its own markup.
    """
    width = max(console.width - indent, NARROWEST_TEXT)
    head, rest = line[:indent], line[indent:]
    for number, part in enumerate(rest.wrap(console, width, overflow="fold")):
        part.rstrip()
        whole = head.copy() if number == 0 else Line(" " * indent)
        console.print(whole.append_text(part), soft_wrap=True)


def _ending(console: Console, words: Words, report: Path | None) -> None:
    _wrapped(console, Line(words.t("terminal.limits"), "dim"))
    if report is not None:
        _wrapped(console, Line(words.t("terminal.report", where=printable(str(report)))))


def _name(site: Site) -> str:
    return printable(site.authority_name or site.name)
