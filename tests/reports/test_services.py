"""The digital service profile and the shares over all sites: counted, worded and exported, and never a verdict."""

import csv
import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from rich.console import Console
from sqlite_utils import Database

from reports.exports import parts
from reports.publish import publish
from reports.reader import Store
from reports.service_shares import national_services
from reports.services import ServicesReport, services_report
from reports.site.builder import LEVELS
from reports.site_report import site_report
from reports.terminal import summary
from reports.texts import TEXTS
from rules.model import Language
from rules.services import Elsewhere, EvidenceClass, Group, SignalOutcome, service_table
from tests.reports.made_store import SWEEP, MadeStore, made_texts

TABLE = service_table("DK")
BASE = "http://127.0.0.1:80"


def made(path: Path) -> Path:
    """Three municipalities and an agency; the last municipality could not be measured."""
    store = MadeStore(path)
    for number, (level, domain) in enumerate(
        [
            ("municipality", "general-government"),
            ("municipality", "general-government"),
            ("state", "tax"),
            ("municipality", ""),
        ]
    ):
        name = f"s{number}"
        url = f"{BASE}{number:02}/"
        store.authority(name, f"Myndighed {number}", level, "", domain)
        store.site(name, f"Myndighed {number}", url, authority_id=name)
        store.judged(store.subject(name, url, title="Forside"), passed={"image-alt": 1})
    strategy = {"page_count": 1, "examples": [{"page": BASE, "value": "s"}]}
    store.services(
        "s0", 10, {"portal-link": {"page_count": 4}, "digital-strategy": strategy | {"years": [2025, 2028]}}
    )
    store.services("s1", 20, {"digital-strategy": strategy | {"years": [2019, 2022]}}, through=1, beside=3)
    store.services("s2", 30, {"portal-link": {"page_count": 1}, "digital-strategy": strategy}, through=1)
    store.close()
    return path


def profile_of(store: Store, number: int) -> ServicesReport:
    site = store.sites()[number]
    report = services_report(store.services(site), site)
    assert report is not None
    return report


def test_every_word_of_the_closed_lists_has_a_text() -> None:
    keys = {f"services.outcome.{outcome}" for outcome in SignalOutcome}
    keys |= {f"services.class.{one}" for one in EvidenceClass}
    keys |= {f"services.group.{one}" for one in Group} | {f"services.elsewhere.{one}" for one in Elsewhere}
    assert keys <= set(TEXTS)


def test_rows_end_as_found_not_found_not_observable_or_elsewhere(tmp_path: Path) -> None:
    with Store(made(tmp_path / "s.db")) as store:
        report = profile_of(store, 0)
    outcomes = {view.row.number: view.outcome for view in report.rows}
    assert len(outcomes) == len(TABLE.rows)
    assert outcomes["S03"] is outcomes["S75"] is SignalOutcome.FOUND
    assert outcomes["S41"] is SignalOutcome.NOT_FOUND
    assert outcomes["S50"] is SignalOutcome.NOT_OBSERVABLE
    assert outcomes["S34"] is SignalOutcome.ELSEWHERE
    assert sum(report.counts.values()) == len(TABLE.rows)
    assert report.found_count == report.counts[SignalOutcome.FOUND]


def test_what_speaks_against_a_row_does_not_make_it_found(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    store = MadeStore(path)
    store.site("a", "A", BASE)
    store.services("a", 5, {"paper-route": {"page_count": 2}, "paper-form": {"page_count": 1}})
    store.close()
    with Store(path) as opened:
        outcomes = {view.row.number: view.outcome for view in profile_of(opened, 0).rows}
    assert outcomes["S17"] is outcomes["S46"] is SignalOutcome.NOT_FOUND


def test_a_signal_that_an_older_measurement_did_not_look_for_is_not_said_to_be_missing(
    tmp_path: Path,
) -> None:
    path = made(tmp_path / "s.db")
    database = Database(path)
    with database.conn:
        database.execute("UPDATE service_profiles SET signals = '{\"portal-link\": {}}' WHERE site_id = 's0'")
    database.close()
    with Store(path) as opened:
        report = profile_of(opened, 0)
    outcomes = {view.row.number: view.outcome for view in report.rows}
    assert outcomes["S03"] is SignalOutcome.NOT_FOUND
    assert outcomes["S41"] is SignalOutcome.NOT_LOOKED_FOR


def test_a_strategy_is_as_old_as_its_first_year_says(tmp_path: Path) -> None:
    with Store(made(tmp_path / "s.db")) as store:
        ages = [profile_of(store, number).signals["digital-strategy"].age for number in range(3)]
    assert ages == [1, 7, None]


def test_shares_have_the_sites_that_were_looked_at_as_denominator(tmp_path: Path) -> None:
    with Store(made(tmp_path / "s.db")) as store:
        reports = [(site, services_report(store.services(site), site)) for site in store.sites()]
    national = national_services(reports, LEVELS)
    assert national is not None
    assert (national.site_count, national.measured_count, national.page_count) == (3, 4, 60)
    by_level = national.by_level
    assert by_level.groups == ("state", "municipality")
    assert by_level.site_counts == {"state": 1, "municipality": 2}
    portal = next(one for one in by_level.rows if one.signal.id == "portal-link")
    assert portal.whole is not None
    assert (portal.whole.count, portal.whole.total) == (2, 3)
    shares = {group: (share.count, share.total) for group, share in portal.by_group.items() if share}
    assert shares == {"state": (1, 1), "municipality": (1, 2)}
    [fresh] = by_level.fresh
    assert fresh.whole is not None
    assert (fresh.signal.id, fresh.whole.count, fresh.whole.total) == ("digital-strategy", 1, 3)
    assert national.by_domain.groups == ("general-government", "tax")
    assert national.portal is not None
    assert (national.portal.count, national.portal.total) == (2, 5)


def test_where_nothing_was_looked_at_there_are_no_shares() -> None:
    assert national_services([], LEVELS) is None


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("services")
    publish(made(folder / "s.db"), folder / "site", "final", texts=made_texts())
    return folder / "site"


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize(
    ("path", "found", "unseen", "portal"),
    [
        ("websteder/s1.html", "Fundet på siderne", "kan ikke ses udefra", "1 af 4 forskellige"),
        ("en/sites/s1.html", "Found on the pages", "not observable", "1 of 4 different"),
    ],
)
def test_the_site_page_shows_every_row_in_both_languages(
    shown: Path, path: str, found: str, unseen: str, portal: str
) -> None:
    section = soup(shown / path).select_one("section[aria-labelledby=services]")
    assert section is not None
    text = " ".join(section.get_text(" ").split())
    assert found in text
    assert unseen in text
    assert portal in text
    numbers = [row.select_one("td").get_text() for row in section.select("tbody tr")]  # type: ignore[union-attr]
    assert numbers == [row.number for row in TABLE.rows]
    lists = [[one.get_text() for one in part.select("li")] for part in section.select(".halves > div")]
    assert len(lists[0]) == 1
    assert sum(map(len, lists)) == len(TABLE.key_signals)


def test_a_site_without_a_profile_has_no_such_section(shown: Path) -> None:
    page = soup(shown / "websteder/s3.html")
    assert page.select("section[aria-labelledby=services]") == []
    assert page.select('a[href="#services"]') == []


def test_the_index_shows_shares_with_their_denominators_by_level_and_domain(shown: Path) -> None:
    section = soup(shown / "index.html").select_one("section[aria-labelledby=shares]")
    assert section is not None
    text = " ".join(section.get_text(" ").split())
    assert "3 af 4 målte websteder, 60 sider" in text
    assert "77\u00a0%" in section.get_text()
    rows = {row.select_one("th").get_text(): row.get_text(" ") for row in section.select("tbody tr")}  # type: ignore[union-attr]
    assert "2 af 3" in rows["Links til borger.dk"]
    assert "1 af 3" in rows["Digitaliseringsstrategi, højst 2 år gammel"]
    assert "Skat" in text


def test_an_index_of_one_site_has_no_shares(tmp_path: Path) -> None:
    store = MadeStore(tmp_path / "s.db")
    store.site("a", "A", BASE)
    store.judged(store.subject("a", BASE), passed={"image-alt": 1})
    store.services("a", 1, {})
    store.close()
    publish(tmp_path / "s.db", tmp_path / "site", "final", texts=made_texts())
    assert soup(tmp_path / "site/index.html").select("section[aria-labelledby=shares]") == []
    assert "den ene side" in soup(tmp_path / "site/websteder/a.html").get_text()


def test_the_open_data_have_a_line_for_every_signal_of_every_site(shown: Path) -> None:
    text = (shown / "data/services.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    numbers = [row.number for row in TABLE.rows]
    assert {row["site"] for row in rows} == {"Myndighed 0", "Myndighed 1", "Myndighed 2"}
    of_one = [row for row in rows if row["site"] == "Myndighed 0"]
    assert list(dict.fromkeys(row["number"] for row in of_one)) == numbers
    assert {row["signal"] for row in of_one if row["signal"]} == {signal.id for signal in TABLE.signals}
    strategy = next(row for row in of_one if row["signal"] == "digital-strategy")
    assert (strategy["first_year"], strategy["last_year"], strategy["pages_seen"]) == ("2025", "2028", "10")
    assert {row["outcome"] for row in rows if row["number"] == "S50"} == {"not_observable"}


def test_json_holds_the_profile_and_the_shares(tmp_path: Path) -> None:
    path = made(tmp_path / "s.db")
    whole = json.loads("".join(parts(path, "json", Language.EN, texts=made_texts())))
    first = whole["sites"][0]["services"]
    assert [row["number"] for row in first["rows"]] == [row.number for row in TABLE.rows]
    assert first["rows"][2]["signals"][0] == {
        "signal": "portal-link",
        "name": "Links to borger.dk",
        "outcome": "found",
        "page_count": 4,
        "target_count": 0,
        "years": None,
        "examples": [],
    }
    assert whole["sites"][3]["services"] is None
    assert whole["services"]["sites_with_profile"] == 3
    assert whole["services"]["by_level"]["signals"][0]["all"] == {"count": 2, "total": 3}


def test_the_summary_has_one_line(tmp_path: Path) -> None:
    console = Console(file=io.StringIO(), width=100)
    summary(made(tmp_path / "s.db"), Language.DA, console, texts=made_texts())
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert text.count("Digital service: tegn på") == 3


def test_a_store_from_before_has_no_profiles(tmp_path: Path) -> None:
    path = made(tmp_path / "s.db")
    database = Database(path)
    with database.conn:
        database.execute("DROP VIEW service_signals")
        database.execute("DROP TABLE service_profiles")
        database.execute("PRAGMA user_version = 3")
    database.close()
    with Store(path) as store:
        assert site_report(store, store.sites()[0], store.rules()).services is None
        assert store.sweep.id == SWEEP


def test_what_pages_said_is_shown_masked_and_never_as_markup(published: Path) -> None:
    for path in ("websteder/nordkoebing.html", "en/sites/nordkoebing.html"):
        section = soup(published / path).select_one("section[aria-labelledby=services]")
        assert section is not None
        assert section.select("script, img") == []
        assert "token=abcdef" not in section.decode()
        assert "token=[…]" in section.get_text()
    assert "'=HYPERLINK" in (published / "data/services.csv").read_text(encoding="utf-8")


def test_a_site_that_was_judged_has_a_line_with_its_services(tmp_path: Path) -> None:
    store = MadeStore(tmp_path / "s.db")
    store.site("a", "A", f"{BASE}/")
    store.judged(store.subject("a", f"{BASE}/", kind="site"), passed={"no-second-way": 1})
    example = {"page": f"{BASE}/kontakt", "value": "https://www.borger.dk/"}
    store.services("a", 3, {"portal-link": {"page_count": 2, "examples": [example]}}, through=1, beside=3)
    store.close()
    lines = [json.loads(line) for line in parts(store.path, "jsonl", texts=made_texts())]
    (line,) = [line for line in lines if line["rule"] == "digital-services"]
    assert (line["subject"], line["outcome"], line["findings"]) == ("site", "inapplicable", [])
    assert set(line) == set(lines[0]) | {"services"}
    services = line["services"]
    assert services["pages_seen"] == 3
    assert services["self_service_through_portal"] == {"count": 1, "total": 4}
    assert services["rows"]["S03"] == "found"
    assert services["rows"]["S50"] == "not_observable"
    assert services["signals"]["portal-link"]["outcome"] == "found"
    assert services["signals"]["portal-link"]["examples"] == [example]
    assert services["signals"]["api"]["outcome"] == "not_found"


def test_the_shares_are_published_as_a_table(tmp_path: Path) -> None:
    publish(made(tmp_path / "s.db"), tmp_path / "site", texts=made_texts())
    text = (tmp_path / "site/data/service-shares.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))

    def counted(kind: str, group: str, signal: str, years_max: str = "") -> tuple[str, str, str]:
        (row,) = [
            row
            for row in rows
            if (row["group_kind"], row["group"], row["signal"], row["years_max"])
            == (kind, group, signal, years_max)
        ]
        return row["found"], row["looked_for"], row["sites"]

    assert counted("all", "", "portal-link") == ("2", "3", "3")
    assert counted("level", "municipality", "digital-strategy") == ("2", "2", "2")
    assert counted("level", "municipality", "digital-strategy", "2") == ("1", "2", "2")
    assert counted("domain", "tax", "portal-link") == ("1", "1", "1")
    assert counted("all", "", "share-self-service-portal") == ("2", "5", "3")
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert 'href="data/service-shares.csv"' in page
