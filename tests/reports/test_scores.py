import pytest

from reports.clusters import clusters
from reports.reader import Store
from reports.rows import RuleRow
from reports.scores import Withheld
from reports.share import Share, wilson
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


def test_an_interval_is_no_wider_than_what_was_left_out_can_make_it():
    # One page of 24 was not tested: 1 or 2 of them are free of faults, whatever a sample's interval says.
    assert Share(1, 23, population=24).interval == pytest.approx((1 / 24, 2 / 24))
    assert Share(5, 10, population=1000).interval == pytest.approx((0.2366, 0.7634), abs=5e-4)
    assert Share(10, 11).interval == wilson(10, 11)


def test_where_every_page_found_was_tested_there_is_nothing_to_estimate():
    whole = Share(10, 11, population=11)
    assert whole.is_whole
    assert whole.interval == pytest.approx((10 / 11, 10 / 11))
    assert not Share(0, 0, population=0).is_whole
    assert not Share(10, 11).is_whole


@pytest.mark.parametrize(
    ("site", "skip", "population"),
    [
        ({"state": "done"}, None, 5),
        ({"state": "done"}, "timed_out", 6),
        ({"state": "done"}, "out_of_scope", 5),
        ({"state": "done"}, "page_cap", None),
        ({"state": "stopped", "reason": "max_minutes"}, None, None),
    ],
)
def test_the_pages_a_share_speaks_of_are_known_only_when_the_survey_saw_them_all(
    tmp_path, site, skip, population
):
    def fill(made):
        for number in range(5):
            made.subject("a", f"http://a/{number}")
        if skip:
            made.skip("a", "http://a/skipped", skip)

    clean = _one_site(tmp_path, fill, **site).scorecard.clean_pages
    assert clean is not None
    assert (clean.total, clean.population) == (5, population)


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


@pytest.mark.parametrize(
    "reason",
    [
        "trap",
        "endless_series",
        "growing_path",
        "filters_combined",
        "soft_404",
        "duplicate",
        "logout",
        "bad_address",
    ],
)
def test_an_address_that_is_no_page_leaves_coverage_as_it_is(tmp_path, reason):
    def fill(made):
        made.subject("a", "http://a/")
        for number in range(50):
            made.skip("a", f"http://a/{number}", reason)

    card = _one_site(tmp_path, fill).scorecard
    assert card.withheld is None
    assert (card.coverage.tested, card.coverage.found, dict(card.coverage.missing)) == (1, 1, {})


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


def test_documents_have_figures_with_their_denominators_and_exempt_ones_apart(varied):
    figures = _report(varied, "nordkoebing").scorecard.documents
    # 13 addresses, of which one is the same file as another.
    assert (figures.met, figures.duplicates) == (12, 1)
    assert (figures.opened, figures.exempt, figures.judged) == (10, 1, 9)
    assert figures.not_opened == {"encrypted": 1, "http_error": 1}
    assert figures.questions == {"tagged": Share(5, 8), "text": Share(8, 8)}
    assert figures.open_format == Share(8, 9)
    assert figures.with_faults == 3


def test_a_login_page_in_a_documents_place_is_no_document_in_an_open_format(tmp_path):
    def fill(made):
        for name, found in (("login.pdf", "html-5"), ("fejl.pdf", "xhtml-1.0"), ("brev.doc", "doc-97")):
            made.document("a", f"http://a/{name}", "", "http://a/", "", state="read", format=found)

    figures = _one_site(tmp_path, fill).scorecard.documents
    assert figures.opened == 3
    assert figures.open_format == Share(0, 1)


def test_claims_are_verified_contradicted_or_only_claimed(varied):
    claims = _report(varied, "nordkoebing").scorecard.documents.claims
    assert [(claim.name, claim.states) for claim in claims] == [
        ("PDF/A-2b", {"verified": 1, "not_verified": 1, "contradicted": 1}),
        ("PDF/UA-1", {"not_verified": 1}),
    ]


def test_formats_come_with_the_least_open_first(varied):
    formats = _report(varied, "nordkoebing").scorecard.documents.formats
    assert [(one.row.id, one.count, one.exempt) for one in formats] == [
        ("doc-97", 1, 0),
        ("pdf-1.7", 5, 0),
        ("pdf-a-2b", 5, 1),
    ]


def test_faults_in_documents_are_apart_from_those_of_pages(varied):
    report = _report(varied, "nordkoebing")
    assert all(not cluster.is_of_documents for cluster in report.faults)
    [cluster] = report.documents.found.faults
    assert (cluster.rule, cluster.page_count) == ("pdf-untagged", 3)
    [exempt] = report.documents.found.exempt
    assert exempt.page_count == 1
    assert list(report.documents.found.others) == ["format"]


def test_a_document_at_two_addresses_is_one_with_the_links_of_both(varied):
    [first] = [
        document
        for document in _report(varied, "nordkoebing").documents.documents
        if document.row.url.endswith("referat-0.pdf")
    ]
    assert [url.rpartition("/")[2] for url in first.also_at] == ["referat-11.pdf"]
    assert [link.link_text for link in first.links] == ["Referat 0", "Referat 11"]


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


def test_a_fault_counts_against_the_one_criterion_it_breaks(tmp_path):
    def fill(made):
        made.database.execute(
            """UPDATE rules SET criteria = '["3.1.1", "3.1.2"]', clauses = '["9.3.1.1", "9.3.1.2"]'
            WHERE id = 'html-has-lang'"""
        )
        made.finding(made.subject("a", "http://a/"), "html-has-lang", "missing", clause="3.1.2")
        made.finding(made.subject("a", "http://a/b"), "html-has-lang", "missing")

    figures = {figure.criterion: figure for figure in _one_site(tmp_path, fill).scorecard.criteria}
    assert (figures["3.1.1"].failing, figures["3.1.2"].failing) == (1, 2)


def test_a_clause_of_another_standard_leaves_the_criteria_of_the_rule():
    rule = RuleRow(
        "r", 1, "eftersyn", "page", "requirement", "certain", "stable", "serious", True,
        ("3.1.1", "3.1.2"), ("9.3.1.1", "9.3.1.2"),
    )  # fmt: skip
    assert (rule.criteria_of("3.1.2"), rule.clauses_of("3.1.2")) == (("3.1.2",), ("9.3.1.2",))
    assert (rule.criteria_of("7.1-3"), rule.clauses_of("7.1-3")) == (rule.criteria, rule.clauses)


def test_advice_is_given_in_one_line_for_each_rule(tmp_path):
    def fill(made):
        made.database.execute("UPDATE rules SET is_fault = 0, standing = 'advice' WHERE id = 'html-has-lang'")
        made.database.execute("UPDATE rules SET is_fault = 0, confidence = 'likely' WHERE id = 'image-alt'")
        for number in range(3):
            page = made.subject("a", f"http://a/{number}")
            made.finding(page, "html-has-lang", "missing", fingerprint=f"{number:016}")
            made.finding(page, "image-alt", "missing", fingerprint=f"{number:016}")

    report = _one_site(tmp_path, fill)
    shown = {
        group: [(cluster.rule, cluster.page_count) for cluster in found]
        for group, found in report.others_in_short.items()
    }
    assert shown == {"likely": [("image-alt", 1)] * 3, "advice": [("html-has-lang", 3)]}
    assert len(report.others["advice"]) == 3


def test_the_same_question_is_put_to_a_person_once(tmp_path):
    def fill(made):
        for number, reason in enumerate(("bgImage", "bgImage", "bgOverlap")):
            checks = [["color-contrast", "any", {"messageKey": reason, "fontSize": number}, "incomplete"]]
            made.finding(
                made.subject("a", f"http://a/{number}"), "color-contrast", "axe",
                outcome="cantTell", fingerprint=f"{number:016}", data={"checks": checks},
            )  # fmt: skip

    report = _one_site(tmp_path, fill)
    assert [cluster.page_count for cluster in report.review] == [1, 1, 1]
    assert [cluster.page_count for cluster in report.review_in_short] == [2, 1]


def test_where_only_documents_were_given_no_page_is_called_untested(tmp_path):
    def fill(made):
        made.document("a", "http://a/rapport.pdf", "application/pdf", "", "", state="read")

    card = _one_site(tmp_path, fill).scorecard
    assert card.withheld is Withheld.ONLY_DOCUMENTS
    assert card.is_of_documents_only
