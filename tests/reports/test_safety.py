"""Security and privacy: a section, a column and a line of their own, and no part of the accessibility figures."""

import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from reports.publish import publish
from reports.reader import Store
from reports.rows import OutcomeRow
from reports.safety import STANDINGS, safety_figures
from reports.site_report import site_report
from reports.terminal import summary
from rules.catalogue import catalogue
from rules.model import Language, Outcome, Scope
from rules.standards.references import OF_RULE, REFERENCES, references_of
from tests.reports.made_store import SWEEP, MadeStore

URL = "http://127.0.0.1:8001/"
RULES = {
    loaded.rule.id: loaded.rule
    for scope in (Scope.PAGE, Scope.SITE)
    for loaded in catalogue().own(scope)
    if loaded.rule.standing.value in STANDINGS
}
SAID = {
    "csp-missing": ("failed", "missing", {"count": 2, "total": 2, "value": ""}),
    "hsts-missing": ("cantTell", "no_subdomains", {"count": 1, "total": 2, "value": "max-age=31536000"}),
    "cookies-before-consent": ("failed", "unknown", {"names": "besoeg"}),
}
PASSED, UNTESTED = "content-sniffing-allowed", {"dnssec-missing": "dns_failed: NoNameservers"}


@pytest.fixture
def made(tmp_path: Path) -> Path:
    store = MadeStore(tmp_path / "store.sqlite")
    for rule in RULES.values():
        row = {
            "sweep_id": SWEEP,
            "id": rule.id,
            "version": 1,
            "engine": rule.engine,
            "scope": rule.scope,
            "standing": rule.standing,
            "confidence": rule.confidence,
            "status": rule.status,
            "impact": rule.impact,
            "is_fault": 0,
        }
        store._add("rules", row)
    store.site("a", "Prøveby", URL, scope=URL, country="DK")
    page = store.subject("a", URL, title="Forside")
    store.judged(page, passed={"image-alt": 1})
    subject = store.subject("a", URL, kind="site")
    for identifier, (outcome, message, data) in SAID.items():
        store._add("results", {"subject_id": subject, "rule": identifier, "outcome": outcome})
        finding = {
            "subject_id": subject,
            "rule": identifier,
            "ordinal": 0,
            "outcome": outcome,
            "impact": "moderate",
            "fingerprint": identifier[:8],
            "target": URL,
            "message": message,
            "data": json.dumps(data),
        }
        store._add("findings", finding)
    known = {*SAID, PASSED, *UNTESTED}
    store.judged(subject, passed={PASSED: 1}, inapplicable=sorted(set(RULES) - known), untested=UNTESTED)
    return store.path


def test_every_rule_rests_on_something_and_nothing_is_left_over() -> None:
    assert set(OF_RULE) == set(RULES)
    assert {key for keys in OF_RULE.values() for key in keys} == set(REFERENCES)
    assert all(references_of(rule) for rule in RULES)
    assert references_of("image-alt") == ()
    # What the Danish state asks of itself is nothing to a Swedish site.
    assert len(references_of("dnssec-missing", "DK")) == len(references_of("dnssec-missing", "SE")) + 1


def test_no_rule_of_security_or_privacy_can_be_a_fault() -> None:
    assert all(not rule.criteria and not rule.law for rule in RULES.values())


def test_figures_hold_every_rule_and_count_those_that_were_judged(made: Path) -> None:
    with Store(made) as store:
        [site] = store.sites()
        report = site_report(store, site, store.rules())
    card = report.scorecard
    outcomes = {figure.rule: figure.outcome for figure in card.safety}
    assert list(outcomes) == list(OF_RULE)
    assert (outcomes["csp-missing"], outcomes[PASSED]) == (Outcome.FAILED, Outcome.PASSED)
    assert (outcomes["dnssec-missing"], outcomes["ipv6-missing"]) == (Outcome.UNTESTED, Outcome.INAPPLICABLE)
    assert (card.safety_failed, card.safety_judged) == (2, 4)
    # Nothing of it among what is about accessibility.
    assert not report.review
    assert not report.faults
    assert not report.others
    assert [cluster.rule for cluster in report.safety.review] == ["hsts-missing"]


def test_the_page_shows_a_section_of_its_own_in_both_languages(made: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(made, out)
    for name, heading, missing in (
        (
            "websteder/a.html",
            "Sikkerhed og privatliv",
            "Der er ingen Content-Security-Policy (2 af 2 sider).",
        ),
        ("en/sites/a.html", "Security and privacy", "There is no Content-Security-Policy (2 of 2 pages)."),
    ):
        soup = BeautifulSoup((out / name).read_text(encoding="utf-8"), "html.parser")
        section = soup.select_one("section[aria-labelledby=safety]")
        assert section is not None
        assert section.h2 is not None
        assert section.h2.get_text() == heading
        text = " ".join(section.get_text(" ").split())
        assert missing in text
        assert "NoNameservers" in text
        assert "besoeg" in text
        assert "W3C Content Security Policy 3" in text
        assert len(section.select("tbody tr")) == 5
        assert soup.select_one('nav a[href="#safety"]') is not None
        review = soup.select_one("section[aria-labelledby=review]")
        assert review is not None
        assert "Strict-Transport-Security" not in review.get_text()
    index = BeautifulSoup((out / "index.html").read_text(encoding="utf-8"), "html.parser")
    [cell] = index.select('td[data-label^="Sikkerhed"]')
    assert cell.get_text() == "2 af 4"
    whole = json.loads((out / "data" / "results.json").read_text(encoding="utf-8"))
    figures = whole["sites"][0]["figures"]["security_and_privacy"]
    assert {"rule": "csp-missing", "standing": "security", "outcome": "failed", "reason": ""} in figures
    assert {cluster["rule"] for cluster in whole["sites"][0]["clusters"]} == set(SAID)


def test_of_single_pages_only_the_rules_about_pages_are_told(made: Path) -> None:
    with Store(made) as store:
        rules = store.rules()
    figures = safety_figures(rules, [OutcomeRow("p", "consent-reject-missing", "passed")], (), is_site=False)
    assert [(figure.rule, figure.outcome) for figure in figures] == [
        ("consent-reject-missing", Outcome.PASSED)
    ]


def test_the_terminal_says_it_in_one_line(made: Path) -> None:
    console = Console(file=(written := io.StringIO()), width=100)
    summary(made, Language.EN, console)
    assert "Security and privacy: 2 of 4 points to mend." in written.getvalue()


def test_the_documentation_names_every_rule_and_what_it_rests_on() -> None:
    table = (Path(__file__).parents[2] / "docs" / "security.md").read_text(encoding="utf-8").splitlines()
    rows = {line.split("`")[1]: line for line in table if line.startswith("| `")}
    assert list(rows) == list(OF_RULE)
    for rule, line in rows.items():
        assert RULES[rule].title.en in line
        assert all(reference.name.en in line for reference in references_of(rule))
