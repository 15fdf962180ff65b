import pytest

from reports.clusters import clusters
from reports.reader import Store
from reports.scores import Withheld, wilson
from reports.site_report import SiteReport, site_report
from tests.reports.made_store import MadeStore
from tests.reports.varied import ALL_PASSED


def _report(store, identifier) -> SiteReport:
    with Store(store) as opened:
        site = next(site for site in opened.sites() if site.id == identifier)
        return site_report(opened, site, opened.rules())


def _one_site(tmp_path, fill, **site) -> SiteReport:
    made = MadeStore(tmp_path / "s.db")
    made.site("a", "A", "http://a/", **site)
    fill(made)
    made.close()
    return _report(made.path, "a")


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(0, 0, 0, 1), (0, 30, 0, 0.1135), (30, 30, 0.8865, 1), (5, 10, 0.2366, 0.7634), (2, 40, 0.0138, 0.1650)],
)
def test_wilsons_interval_is_the_published_one(count, total, low, high):
    assert wilson(count, total) == pytest.approx((low, high), abs=5e-4)


def test_figure_one_counts_pages_without_faults_among_rendered_pages(varied):
    clean = _report(varied, "nordkoebing").scorecard.clean_pages
    assert clean is not None
    # 4 pages have no contrast fault; 9 and 39 have an image without alternative
    assert (clean.count, clean.total) == (2, 40)


def test_only_faults_count_not_advice_aaa_review_or_exempt(tmp_path):
    def fill(made):
        page = made.subject("a", "http://a/")
        made.finding(page, "generic-page-title", "generic")
        made.finding(page, "color-contrast-enhanced", "low")
        made.finding(page, "color-contrast", "low", outcome="cantTell")
        made.finding(page, "image-alt", "missing", exemption="third_party")

    report = _one_site(tmp_path, fill)
    clean = report.scorecard.clean_pages
    assert clean is not None
    assert (clean.count, clean.total) == (1, 1)
    assert not report.faults
    assert [cluster.rule for cluster in report.review] == ["color-contrast"]
    assert [cluster.rule for cluster in report.exempt] == ["image-alt"]
    assert set(report.others) == {"aaa", "advice"}
    assert report.scorecard.criteria_with_faults == 0


def test_criteria_count_failing_among_applicable_pages(varied):
    card = _report(varied, "nordkoebing").scorecard
    figures = {figure.criterion: figure for figure in card.criteria}
    assert (figures["1.4.3"].failing, figures["1.4.3"].applicable) == (36, 40)
    assert (figures["3.1.1"].failing, figures["3.1.1"].applicable) == (0, 40)
    assert figures["2.4.5"].site_failed is True
    assert figures["2.4.5"].applicable == 0
    assert figures["1.4.3"].by_supervisor
    assert not figures["2.4.5"].by_supervisor
    assert "1.4.6" not in figures
    assert card.criteria_in_rule_set == 50


def test_pages_that_could_not_be_tested_lower_coverage_and_never_count_as_faults(varied):
    coverage = _report(varied, "nordkoebing").scorecard.coverage
    assert (coverage.tested, coverage.missing, coverage.refused) == (40, {"timed_out": 3}, 1)
    assert coverage.found == 44  # a page that answers 404 and another site's page are none of this site's


def test_too_much_missing_means_no_figure(varied):
    card = _report(varied, "styrelsen").scorecard
    assert card.withheld is Withheld.TOO_MUCH_MISSING
    assert card.clean_pages is None


@pytest.mark.parametrize(("missing", "expected"), [(2, None), (3, Withheld.TOO_MUCH_MISSING)])
def test_a_fifth_missing_is_the_limit(tmp_path, missing, expected):
    def fill(made):
        for number in range(8):
            made.subject("a", f"http://a/{number}")
        for number in range(missing):
            made.subject("a", f"http://a/x{number}", state="blocked")

    assert _one_site(tmp_path, fill).scorecard.withheld is expected


def test_a_robots_txt_that_refuses_much_means_no_figure(tmp_path):
    def fill(made):
        for number in range(7):
            made.subject("a", f"http://a/{number}")
        for number in range(3):
            made.skip("a", f"http://a/r{number}", "robots")

    assert _one_site(tmp_path, fill).scorecard.withheld is Withheld.TOO_MUCH_REFUSED


def test_reaching_the_page_cap_is_sampling_and_not_missing(tmp_path):
    def fill(made):
        made.subject("a", "http://a/")
        made.note("a", "skips_not_listed", "page_cap: 400")
        for number in range(50):
            made.skip("a", f"http://a/{number}", "page_cap")

    card = _one_site(tmp_path, fill).scorecard
    assert card.withheld is None
    assert (card.coverage.not_chosen, card.coverage.found) == (450, 451)


@pytest.mark.parametrize(
    ("state", "reason"), [("running", ""), ("stopped", "interrupted"), ("stopped", "crashed"), ("failed", "")]
)
def test_an_unfinished_measurement_has_no_figure(tmp_path, state, reason):
    report = _one_site(tmp_path, lambda made: made.subject("a", "http://a/"), state=state, reason=reason)
    assert report.scorecard.withheld is Withheld.NOT_FINISHED


def test_a_page_on_which_a_rule_broke_is_not_called_free_of_faults(tmp_path):
    def fill(made):
        for number in range(9):
            made.judged(made.subject("a", f"http://a/{number}"), passed=ALL_PASSED)
        made.judged(made.subject("a", "http://a/x"), untested={"image-alt": "KeyError"})

    card = _one_site(tmp_path, fill).scorecard
    assert card.clean_pages is not None
    assert (card.clean_pages.count, card.clean_pages.total) == (9, 9)
    assert card.coverage.missing == {"partly_tested": 1}
    assert card.untested_rules == {"image-alt": 1}


def test_without_axe_no_page_is_called_tested(tmp_path):
    def fill(made):
        for number in range(5):
            page = made.subject("a", f"http://a/{number}")
            made.judged(page, untested=dict.fromkeys(ALL_PASSED, "axe failed"))

    assert _one_site(tmp_path, fill).scorecard.withheld is Withheld.NO_PAGES


def test_documents_are_counted_by_declared_type(varied):
    assert _report(varied, "nordkoebing").scorecard.documents == {".docx": 1, "application/pdf": 12}


def test_clusters_come_by_reach_times_impact(varied):
    faults = _report(varied, "nordkoebing").faults
    weights = [cluster.reach_weight for cluster in faults]
    assert weights == sorted(weights, reverse=True)
    assert [(cluster.rule, cluster.page_count) for cluster in faults[:2]] == [
        ("color-contrast", 36),
        ("image-alt", 14),
    ]


def test_clusters_are_those_of_the_published_view(varied):
    with Store(varied) as store:
        for site in store.sites():
            ours = {
                (
                    c.rule,
                    c.example.fingerprint,
                    c.example.outcome,
                    c.page_count,
                    c.finding_count,
                    c.reach_weight,
                )
                for c in clusters(store.findings(site))
            }
            columns = "rule, fingerprint, outcome, page_count, finding_count, reach_weight"
            view = {
                tuple(row)
                for row in store._rows(f"SELECT {columns} FROM clusters WHERE site_id = ?", site.id)
            }
            assert ours == view


def test_a_fault_that_only_a_coming_standard_requires_is_shown_as_coming(tmp_path):
    def fill(made):
        made.database.execute("UPDATE rules SET is_fault = 0 WHERE id = 'html-has-lang'")
        made.database.execute("UPDATE rules SET is_fault = 0, confidence = 'likely' WHERE id = 'image-alt'")
        page = made.subject("a", "http://a/")
        made.finding(page, "html-has-lang", "missing")
        made.finding(page, "image-alt", "missing")

    report = _one_site(tmp_path, fill)
    assert not report.faults
    assert {group: [cluster.rule for cluster in found] for group, found in report.others.items()} == {
        "likely": ["image-alt"],
        "upcoming": ["html-has-lang"],
    }
