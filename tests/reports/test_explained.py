"""Explained findings: in a column of their own, never a pass, and told when the explanation has lapsed."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from rich.console import Console

from reports.explained import Fate
from reports.publish import publish
from reports.reader import Store
from reports.site_report import SiteReport, site_report
from reports.terminal import summary
from rules.model import Language
from tests.reports.made_store import MadeStore, made_texts

URL = "http://127.0.0.1:8001/"
MARK = "0123456789abcdef"


@pytest.fixture
def made(tmp_path: Path) -> MadeStore:
    """A site with one picture without alternative on three pages, and a link that says nothing on one."""
    store = MadeStore(tmp_path / "store.sqlite")
    store.site("a", "Prøveby", URL, authority_id="proeveby")
    for number, path in enumerate(("", "arkiv/1", "arkiv/2")):
        page = store.subject("a", URL + path, title=f"Side {number}")
        store.judged(page, passed={"html-has-lang": 1})
        store.finding(page, "image-alt", "missing", fingerprint=MARK)
        if not number:
            store.finding(page, "link-text-empty-words", "empty", data={"text": "her"})
    return store


def explain(store: MadeStore, identifier: str = "e1", **more: Any) -> None:
    row = {
        "site_id": "a",
        "id": identifier,
        "category": "disproportionate-burden",
        "reason_da": "Der er <40.000> billeder; ring 12 34 56 78.",
        "reason_en": "There are 40,000 pictures.",
        "role": "Webredaktør",
        "evidence": "https://www.proeveby.example/vurdering",
        "valid_from": "2026-03-01",
        "valid_until": "2027-02-28",
    }
    store._add("explanations", row | more)


def report(store: MadeStore) -> SiteReport:
    store.close()
    with Store(store.path) as opened:
        [site] = opened.sites()
        return site_report(opened, site, opened.rules())


def fates(of: SiteReport) -> list[tuple[str, int]]:
    return [(told.fate.value, told.finding_count) for told in of.explanations]


def test_an_explained_finding_stands_apart_and_is_no_pass(made: MadeStore) -> None:
    explain(made, finding=MARK)
    seen = report(made)
    assert [cluster.rule for cluster in seen.faults] == ["link-text-empty-words"]
    assert [(cluster.rule, cluster.page_count) for cluster in seen.explained] == [("image-alt", 3)]
    assert fates(seen) == [(Fate.ACTIVE, 3)]
    # The figures are those of a site without explanations.
    assert seen.scorecard.clean_pages is not None
    assert seen.scorecard.clean_pages.count == 0
    assert next(figure.failing for figure in seen.scorecard.criteria if figure.criterion == "1.1.1") == 3


def test_an_explanation_of_a_rule_covers_pages_below_its_path_only(made: MadeStore) -> None:
    explain(made, rule="image-alt", scope="/arkiv/")
    seen = report(made)
    assert [(cluster.rule, cluster.page_count) for cluster in seen.explained] == [("image-alt", 2)]
    assert {(cluster.rule, cluster.page_count) for cluster in seen.faults} == {
        ("image-alt", 1),
        ("link-text-empty-words", 1),
    }


@pytest.mark.parametrize(
    ("more", "fate"),
    [
        ({"finding": MARK, "valid_until": "2026-11-23"}, Fate.EXPIRED),
        ({"finding": MARK, "valid_from": "2026-11-25"}, Fate.COMING),
        ({"finding": "fedcba9876543210"}, Fate.GONE),
        ({"rule": "html-has-lang"}, Fate.GONE),
    ],
)
def test_an_explanation_that_does_not_hold_explains_nothing(
    made: MadeStore, more: dict[str, str], fate: Fate
) -> None:
    explain(made, **more)
    seen = report(made)
    assert len(seen.faults) == 2
    assert list(seen.explained) == []
    assert fates(seen) == [(fate.value, 0)]


def test_it_is_not_called_lapsed_when_the_site_was_not_seen_to_its_end(tmp_path: Path) -> None:
    store = MadeStore(tmp_path / "store.sqlite")
    store.site("a", "Prøveby", URL, state="stopped", reason="time_budget")
    explain(store, finding=MARK)
    assert fates(report(store)) == [(Fate.UNSEEN.value, 0)]


def test_what_needs_a_person_or_may_be_exempt_is_not_explained_away(tmp_path: Path) -> None:
    store = MadeStore(tmp_path / "store.sqlite")
    store.site("a", "Prøveby", URL)
    page = store.subject("a", URL)
    store.finding(page, "image-alt", "missing", fingerprint=MARK, outcome="cantTell")
    store.finding(page, "image-alt", "missing", fingerprint=MARK, exemption="third_party")
    explain(store, finding=MARK)
    seen = report(store)
    assert (len(seen.review), len(seen.exempt), len(seen.explained)) == (1, 1, 0)


def soup(folder: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((folder / name).read_text(encoding="utf-8"), "lxml")


def text(page: Tag) -> str:
    return " ".join(page.get_text(" ").split())


def test_the_report_shows_the_authoritys_words_and_what_has_lapsed(made: MadeStore, tmp_path: Path) -> None:
    explain(made, finding=MARK)
    explain(made, "e2", rule="html-has-lang", category="planned", planned="2026-12-01")
    explain(made, "e3", finding=MARK, valid_from="2025-01-01", valid_until="2025-12-31")
    made.close()
    folder = tmp_path / "site"
    publish(made.path, folder, texts=made_texts())
    page = soup(folder, "websteder/a.html")
    section = text(page.select_one("section[aria-labelledby=explained]") or page)
    for expected in (
        "Forklaret af myndigheden",
        "De er ikke bestået",
        "Billede uden alternativ tekst",
        "Uforholdsmæssigt stor byrde",
        "Der er <40.000> billeder",
        "Webredaktør; gælder til og med 28. februar 2027",
        "Forklaringer, der er bortfaldet",
        "Siden oplyser ikke sit sprog: Det, den forklarer, er ikke fundet igen",
        "Udløbet 31. december 2025",
    ):
        assert expected in section, expected
    assert "12 34 56 78" not in section
    assert "There are 40,000 pictures." in text(soup(folder, "en/sites/a.html"))
    index = soup(folder, "index.html")
    cell = index.select_one('td[data-label="Forklarede fund"]')
    assert cell is not None
    assert cell.get_text().strip() == "1"
    faults = index.select_one('td[data-label="Fejl at rette"]')
    assert faults is not None
    assert faults.get_text().strip() == "1"
    data = json.loads((folder / "data/results.json").read_text(encoding="utf-8"))
    assert [one["fate"] for one in data["sites"][0]["explanations"]] == ["expired", "active", "gone"]
    table = (folder / "data/a.csv").read_text(encoding="utf-8")
    assert table.splitlines()[0].endswith("exemption,clause,explanation")
    assert table.count(",e1") == 3


def test_the_index_has_no_such_column_where_nothing_is_explained(made: MadeStore, tmp_path: Path) -> None:
    made.close()
    publish(made.path, tmp_path / "site", texts=made_texts())
    assert "Forklarede fund" not in text(soup(tmp_path / "site", "index.html"))


def test_the_summary_tells_how_many_are_explained_and_lapsed(made: MadeStore) -> None:
    explain(made, finding=MARK)
    explain(made, "e2", finding="fedcba9876543210")
    made.close()
    output = io.StringIO()
    summary(made.path, Language.DA, Console(file=output, width=80), texts=made_texts())
    said = " ".join(output.getvalue().split())
    assert "1 fund har myndigheden forklaret. Det er ikke bestået." in said
    assert "1 forklaring er bortfaldet." in said
