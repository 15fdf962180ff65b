"""Figure 3, the six formal duties: counted, worded, and shown with the statement they rest on."""

import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from rich.console import Console

from reports.duties import RULE_OF_DUTY
from reports.publish import publish
from reports.reader import Store
from reports.rule_texts import catalogue_texts
from reports.site_report import site_report
from reports.terminal import overview, summary
from rules.catalogue import catalogue
from rules.model import Language, Outcome, Scope
from tests.reports.made_store import SWEEP, MadeStore

URL = "http://127.0.0.1:8001/"
STATEMENT = "http://127.0.0.1:8002/127-0-0-1-8001"
OUTCOMES = {
    "statement-missing": "passed",
    "statement-outdated": "failed",
    "statement-redirect-wrong": "untested",
    "statement-footer-link-missing": "cantTell",
    "statement-telephone-missing": "inapplicable",
    "statement-written-contact-missing": "failed",
}


def made(path: Path, outcomes: dict[str, str], *, scope: str = URL, country: str = "DK") -> Path:
    store = MadeStore(path)
    for loaded in catalogue().own(Scope.SITE):
        rule = loaded.rule
        store._add(
            "rules",
            {
                "sweep_id": SWEEP,
                "id": rule.id,
                "version": 1,
                "engine": rule.engine,
                "scope": rule.scope,
                "standing": rule.standing,
                "confidence": rule.confidence,
                "status": rule.status,
                "impact": rule.impact,
                "is_fault": 1,
            },
        )
    store.site("a", "Prøveby", URL, scope=scope, country=country)
    page = store.subject("a", URL, title="Forside")
    store.judged(page, passed={"image-alt": 1})
    subject = store.subject("a", URL, kind="site")
    for identifier, outcome in outcomes.items():
        if outcome in {"failed", "cantTell"}:
            data = {"outdated": {"date": "23. september 2019", "months": 12}}
            message = {"statement-outdated": "outdated", "statement-footer-link-missing": "some"}.get(
                identifier, "none"
            )
            store._add("results", {"subject_id": subject, "rule": identifier, "outcome": outcome})
            store._add(
                "findings",
                {
                    "subject_id": subject,
                    "rule": identifier,
                    "ordinal": 0,
                    "outcome": outcome,
                    "impact": "moderate",
                    "fingerprint": "0123456789abcdef",
                    "target": STATEMENT,
                    "message": message,
                    "data": json.dumps(data.get(message, {"missing": 1, "templates": 3, "example": URL})),
                },
            )
    by_outcome = {
        kind: [rule for rule, outcome in outcomes.items() if outcome == kind]
        for kind in ("passed", "inapplicable", "untested")
    }
    store.judged(
        subject,
        passed=dict.fromkeys(by_outcome["passed"], 1),
        inapplicable=by_outcome["inapplicable"],
        untested=dict.fromkeys(by_outcome["untested"], "http://127.0.0.1:8001/was: timed_out: no answer"),
    )
    store._add(
        "statements",
        {
            "sweep_id": SWEEP,
            "site_id": "a",
            "url": STATEMENT,
            "title": "Erklæring",
            "language": "da",
            "statuses": '["partial"]',
            "updated": "23. september 2019",
            "updated_on": "2019-09-23",
            "methods": '["own"]',
            "has_telephone": 1,
            "written": "mail",
        },
    )
    item = {"sweep_id": SWEEP, "site_id": "a", "ordinal": 0, "part": "burden"}
    store._add("statement_items", {**item, "text": "Gamle referater <b>ring 12 34 56 78</b>"})
    store.close()
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return made(tmp_path / "store.sqlite", OUTCOMES)


def page(store: Path, folder: Path, name: str = "websteder/a.html") -> str:
    publish(store, folder)
    return " ".join(BeautifulSoup((folder / name).read_text(encoding="utf-8"), "lxml").get_text(" ").split())


def test_each_duty_has_a_rule_of_the_catalogue() -> None:
    known = catalogue()
    assert all(known[rule].rule.scope is Scope.SITE for rule in RULE_OF_DUTY.values())


def test_the_figure_counts_what_could_be_judged(store: Path) -> None:
    with Store(store) as opened:
        [site] = opened.sites()
        card = site_report(opened, site, opened.rules()).scorecard
    assert (card.duties_with_faults, card.duties_judged) == (2, 4)
    assert {figure.rule: figure.outcome for figure in card.duties} == OUTCOMES


def test_each_duty_is_shown_with_its_outcome_and_what_was_seen(store: Path, tmp_path: Path) -> None:
    text = page(store, tmp_path / "site")
    for expected in (
        "Formelle pligter 2 af 4",
        "Der er en tilgængelighedserklæring ingen fejl fundet –",
        "Den er gennemgået inden for det seneste år fejl Erklæringen er senest gennemgået 23. september 2019.",
        (
            "Webstedets faste adresse fører til den ikke testet http://127.0.0.1:8001/was: "
            "Undersøgelsen tog for lang tid. no answer"
        ),
        "Sidefoden linker til den skal vurderes Sidefoden mangler linket på 1 af 3 slags sider",
        "Man kan henvende sig på telefon ikke relevant –",
        "Det siger den selv om webstedet noget mangler (»delvist«)",
        "Henvendelse telefon, e-mail",
        "Myndighedens egne ord fra erklæringen.",
        "Uforholdsmæssigt stor byrde: Gamle referater <b>ring",
        "kan du klage til Digitaliseringsstyrelsen",
        "LOV nr 692 af 08/06/2018",
    ):
        assert expected in text, expected
    assert "12 34 56 78" not in text
    english = page(store, tmp_path / "site", "en/sites/a.html")
    assert "2 of 4" in english
    assert "complain to the Agency for Digital Government" in english


def test_the_index_and_the_terminal_tell_the_duties(store: Path, tmp_path: Path) -> None:
    publish(store, tmp_path / "site")
    cell = BeautifulSoup((tmp_path / "site/index.html").read_text(encoding="utf-8"), "lxml").select_one(
        'td[data-label="Pligter med fejl"]'
    )
    assert cell is not None
    assert cell.get_text().strip() == "2 af 4"
    output = io.StringIO()
    for print_ in (summary, overview):
        print_(store, Language.DA, Console(file=output, width=80), texts=catalogue_texts())
    text = " ".join(output.getvalue().split())
    assert (
        "Pligter med fejl: 2 af 4. Ikke i orden: Den er gennemgået inden for det seneste år; Man kan" in text
    )


def test_single_pages_have_no_duties(tmp_path: Path) -> None:
    text = page(made(tmp_path / "store.sqlite", {}, scope=""), tmp_path / "site")
    assert "Formelle pligter Ikke testet" in text
    assert "Kun enkelte sider blev målt, ikke webstedet." in text


def test_another_country_has_its_own_supervisor_and_laws(tmp_path: Path) -> None:
    text = page(made(tmp_path / "store.sqlite", OUTCOMES, country="SE"), tmp_path / "site")
    assert "klage til Myndigheten för digital förvaltning" in text
    assert "Lag (2018:1937)" in text
    assert "Digitaliseringsstyrelsen" not in text


def test_the_duties_are_open_data(store: Path, tmp_path: Path) -> None:
    publish(store, tmp_path / "site")
    data = json.loads((tmp_path / "site/data/results.json").read_text(encoding="utf-8"))
    [site] = data["sites"]
    assert {duty["rule"]: duty["outcome"] for duty in site["figures"]["formal_duties"]} == OUTCOMES
    assert site["statement"]["updated_on"] == "2019-09-23"
    assert "12 34 56 78" not in json.dumps(site["statement"])


def test_a_store_from_before_the_duties_is_still_read(tmp_path: Path) -> None:
    path = made(tmp_path / "store.sqlite", {})
    from sqlite_utils import Database

    database = Database(path)
    for table in ("statements", "statement_items", "explanations"):
        database.execute(f"DROP TABLE {table}")
    database.execute("PRAGMA user_version = 1")
    database.close()
    with Store(path) as opened:
        [site] = opened.sites()
        report = site_report(opened, site, opened.rules())
    assert (report.statement, list(report.statement_items)) == (None, [])
    assert {figure.outcome for figure in report.scorecard.duties} == {Outcome.INAPPLICABLE}
