"""The state of the content: a section of its own, which no figure of accessibility knows of."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports.publish import publish
from reports.reader import Store
from reports.rule_texts import catalogue_texts
from reports.site_report import SiteReport, site_report
from rules.catalogue import catalogue
from rules.model import Language, Standing
from tests.reports.made_store import SWEEP, MadeStore

URL = "http://127.0.0.1:8001/"
CONTENT = [loaded.rule for loaded in catalogue().values() if loaded.rule.standing is Standing.CONTENT]


def made(path: Path, *, is_tested: bool = True) -> Path:
    store = MadeStore(path)
    for rule in CONTENT:
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
                "is_fault": 0,
            },
        )
    store.site("a", "Prøveby", URL)
    store.judged(store.subject("a", URL, title="Forside"), passed={"image-alt": 1})
    subject = store.subject("a", URL, kind="site")
    if is_tested:
        store.judged(subject, passed={"redirect-chains": 1})
        data = {"url": URL + "x", "detail": "HTTP 404", "count": 2, "example": URL}
        add(store, subject, "links-broken", 0, "failed", "gone", data)
        add(store, subject, "links-broken", 1, "cantTell", "failing", data | {"url": URL + "y"})
    else:
        store.judged(subject, untested={rule.id: "no_evidence: content" for rule in CONTENT})
    store.close()
    return path


def add(
    store: MadeStore,
    subject: str,
    rule: str,
    ordinal: int,
    outcome: str,
    message: str,
    data: dict[str, object],
) -> None:
    store.database.execute("INSERT OR IGNORE INTO results VALUES (?, ?, 'failed', ?)", [subject, rule, 7])
    store._add(
        "findings",
        {
            "subject_id": subject,
            "rule": rule,
            "ordinal": ordinal,
            "outcome": outcome,
            "impact": "minor",
            "fingerprint": f"{ordinal:016x}",
            "target": URL,
            "message": message,
            "data": json.dumps(data),
        },
    )


def report(path: Path) -> SiteReport:
    with Store(path) as store:
        [site] = store.sites()
        return site_report(store, site, store.rules())


def test_findings_about_content_stand_in_their_own_section_only(tmp_path: Path) -> None:
    found = report(made(tmp_path / "store.sqlite"))
    assert [cluster.example.outcome for cluster in found.content.clusters] == ["failed", "cantTell"]
    assert (found.faults, found.review, dict(found.others)) == ([], [], {})
    assert found.scorecard.clean_pages is not None
    assert found.scorecard.clean_pages.value == 1


def test_the_links_asked_for_are_the_denominator(tmp_path: Path) -> None:
    content = report(made(tmp_path / "store.sqlite")).content
    assert (content.asked, content.broken, content.is_tested) == (9, 1, True)


def test_where_nothing_was_looked_at_nothing_is_said_to_be_fine(tmp_path: Path) -> None:
    content = report(made(tmp_path / "store.sqlite", is_tested=False)).content
    assert (list(content.clusters), content.asked, content.is_tested) == ([], 0, False)


@pytest.mark.parametrize(
    ("is_tested", "folder", "language", "expected"),
    [
        (True, "websteder", Language.DA, "9 adresser på webstedet, som siderne linker til. Findes ikke: 1."),
        (True, "en/sites", Language.EN, "9 addresses of the site that its pages link to. Not there: 1."),
        (False, "websteder", Language.DA, "Ikke undersøgt i denne måling"),
    ],
)
def test_the_section_says_what_was_asked_and_found(
    tmp_path: Path, is_tested: bool, folder: str, language: Language, expected: str
) -> None:
    path = made(tmp_path / "store.sqlite", is_tested=is_tested)
    publish(path, tmp_path / "out", texts=catalogue_texts())
    [page] = (tmp_path / "out" / folder).glob("*.html")
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    section = soup.select_one("section[aria-labelledby=content-state]")
    assert section is not None
    assert expected in " ".join(section.get_text(" ").split())
