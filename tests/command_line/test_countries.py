"""A Swedish site, audited as a whole: its own country's duties, and no question to a Danish address."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from eftersyn.exit_codes import ExitCode
from tests.command_line.sites import Answer, missing, page, site
from tests.command_line.test_bad_input import run
from tests.rules.made_statements import SWEDISH

pytestmark = pytest.mark.browser

REGISTRY = "id,name,level,url,country\nprovby,Provby kommun,municipality,{url}/,se\n"


def statement(base: str) -> Answer:
    """Return the Swedish statement as a page, reviewed two months ago."""
    reviewed = datetime.now(UTC).date() - timedelta(days=60)
    lines = SWEDISH.replace("www.provby.example", base.removeprefix("http://")).replace(
        "23 september 2026", reviewed.isoformat()
    )
    body = ""
    for line in lines.splitlines():
        marks, _, words = line.partition(" ")
        if marks.strip("#") == "":
            body += f"<h{len(marks)}>{words}</h{len(marks)}>"
        else:
            body += f"<p>{line.removeprefix('- ')}</p>"
    body = body.replace("[info@provby.example](mailto:info@provby.example)", "info@provby.example")
    head = "<!doctype html><html lang=sv><meta charset=utf-8><title>Tillgänglighetsredogörelse</title>"
    html = f"{head}<main>{body}</main></html>"
    return 200, {"Content-Type": "text/html; charset=utf-8"}, html.encode()


def test_a_swedish_registry_is_judged_by_swedish_duties(tmp_path: Path) -> None:
    asked: list[str] = []

    def answers(path: str) -> Answer:
        asked.append(path)
        if path == "/":
            link = '<footer><a href="/om">Tillgänglighetsredogörelse</a></footer>'
            return page("hem", extra=link)
        return statement(base) if path == "/om" else missing()

    store = tmp_path / "store.sqlite"
    registry = tmp_path / "registry.csv"
    with site(answers) as base:
        registry.write_text(REGISTRY.format(url=base), encoding="utf-8")
        done = run("sweep", "--registry", registry, "--store", store, "--contact", "x", "--max-pages", "5")
    assert done.returncode == ExitCode.DONE, done.stderr
    with closing(sqlite3.connect(store)) as rows:
        outcomes = dict(
            rows.execute(
                "SELECT o.rule, o.outcome FROM outcomes o JOIN subjects s ON s.id = o.subject_id "
                "WHERE s.kind = 'site' AND o.rule LIKE 'statement-%'"
            ).fetchall()
        )
        [(country,)] = rows.execute("SELECT country FROM sites").fetchall()
        [(url, statuses)] = rows.execute("SELECT url, statuses FROM statements").fetchall()
    assert country == "SE"
    assert (url, statuses) == (f"{base}/om", '["partial"]')
    assert outcomes == {
        "statement-footer-link-missing": "inapplicable",
        "statement-incomplete": "passed",
        "statement-missing": "passed",
        "statement-outdated": "passed",
        "statement-redirect-wrong": "inapplicable",
        "statement-status-contradicted": "inapplicable",
        "statement-telephone-missing": "inapplicable",
        "statement-written-contact-missing": "passed",
    }
    assert "/was" not in asked
    again = run("judge", store)
    assert again.returncode == ExitCode.DONE, again.stderr
    published = run("publish", store, "--out", tmp_path / "public")
    assert published.returncode == ExitCode.DONE, published.stderr
    report = next((tmp_path / "public" / "websteder").glob("*.html")).read_text(encoding="utf-8")
    assert "Myndigheten för digital förvaltning" in report
    assert "Digitaliseringsstyrelsen" not in report


def test_probes_off_leaves_the_duties_untested_and_asks_for_nothing_more(tmp_path: Path) -> None:
    asked: list[str] = []

    def answers(path: str) -> Answer:
        asked.append(path)
        return page("fin") if path == "/" else missing()

    with site(answers) as base:
        done = run("check", f"{base}/", "--probes", "off", "--format", "jsonl", "--out", tmp_path / "out")
    assert done.returncode == ExitCode.DONE, done.stderr
    assert "/was" not in asked
    with closing(sqlite3.connect(tmp_path / "out" / "eftersyn.sqlite")) as rows:
        reasons = rows.execute(
            "SELECT DISTINCT reason FROM outcomes WHERE rule LIKE 'statement-%'"
        ).fetchall()
    assert reasons == [("probes_off",)]


def test_a_country_without_a_profile_is_refused(tmp_path: Path) -> None:
    registry = tmp_path / "registry.csv"
    registry.write_text("id,name,level,url,country\na,A,state,https://a.example/,XX\n", encoding="utf-8")
    done = run("registry", "check", registry)
    assert done.returncode == ExitCode.BAD_INPUT
    assert "XX" in done.stderr
    assert "DK" in done.stderr
