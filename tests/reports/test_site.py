import csv
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports.errors import OutputError
from reports.publish import MARK_NAME, publish
from reports.reader import Store
from reports.site.builder import slugs
from reports.site.crops import picture
from tests.reports.made_store import MadeStore, made_texts, png
from tests.reports.varied import CONTRAST_FINGERPRINT, HOSTILE

SIZE_MAX_BYTES = 1_000_000


def _pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def _soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def test_every_site_has_a_page_in_both_languages(published):
    names = {str(path.relative_to(published)) for path in _pages(published)}
    assert {"index.html", "en/index.html", "websteder/nordkoebing.html", "en/sites/nordkoebing.html"} <= names
    assert len(names) == 2 * 6
    assert _soup(published / "index.html").select("html[lang=da]")
    assert _soup(published / "en/index.html").select("html[lang=en]")


def test_names_of_files_never_leave_the_folder(published, varied):
    with Store(varied) as store:
        for name in slugs(store.sites()).values():
            assert re.fullmatch(r"[a-z0-9-]+", name)
    assert not (published.parent / "etc").exists()
    for path in published.rglob("*"):
        assert path.resolve().is_relative_to(published.resolve())


def test_every_link_within_the_report_leads_somewhere(published):
    for path in _pages(published):
        soup = _soup(path)
        targets = [str(tag[name]) for name in ("href", "src") for tag in soup.select(f"[{name}]")]
        for target in targets:
            if target.startswith(("http://", "https://")):
                continue
            file, _, fragment = target.partition("#")
            assert not file or (path.parent / file).resolve().is_file(), target
            if not file:
                assert soup.find(id=fragment), target


def test_nothing_from_a_page_becomes_markup(published):
    for path in _pages(published):
        soup = _soup(path)
        assert not soup.find_all(["script", "style", "iframe", "object", "embed", "form"])
        for tag in soup.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on") or name == "style"], tag
        for tag in soup.select("[href]"):
            assert not re.match(r"(?i)\s*(javascript|data|vbscript):", str(tag["href"]))
        text = path.read_text(encoding="utf-8")
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_hostile_text_is_shown_as_text(published):
    assert '<script>alert("x")</script>' in _soup(published / "index.html").get_text()
    assert "&lt;script&gt;" in (published / "index.html").read_text(encoding="utf-8")


def test_every_page_forbids_scripts_and_asks_for_nothing_outside(published):
    for path in _pages(published):
        soup = _soup(path)
        (policy,) = (str(tag["content"]) for tag in soup.select("meta[http-equiv=Content-Security-Policy]"))
        assert "default-src 'none'" in policy
        assert "script" not in policy
        assert not [tag for tag in soup.select("[src]") if "//" in str(tag["src"])]
        assert not [tag for tag in soup.select("link[rel=stylesheet]") if "//" in str(tag["href"])]
    assert not re.search(r"url\(|@import", (published / "style.css").read_text(encoding="utf-8"))


def test_personal_data_are_masked_in_everything_published(published):
    for path in published.rglob("*"):
        if path.suffix in {".html", ".csv", ".json"}:
            text = path.read_text(encoding="utf-8")
            for secret in ("010190-1234", "12 34 56 78", "borger@nordkoebing", "hemmelig123"):
                assert secret not in text, (path, secret)


def test_a_page_says_what_it_is_and_who_made_it(published):
    text = _soup(published / "websteder/nordkoebing.html").get_text(" ", strip=True)
    assert "ikke en tilsynsmyndigheds afgørelse" in text
    assert "tilsyn@example.org" in text
    assert "axe-core 4.14.1" in text
    assert "EN 301 549 V3.2.1" in text
    assert "24. november 2026" in text
    assert not re.search(r"overholder|complies|compliant", text, re.IGNORECASE)


def test_figures_stand_with_their_denominators(published):
    text = " ".join(_soup(published / "websteder/nordkoebing.html").get_text(" ").split())
    assert "På 2 af 40 testede sider" in text
    # 4 of the 44 pages found were not tested: between 2 and 6 of all are free of faults
    assert "mellem 5 % og 14 %" in text
    assert "Vi tester 5 af 50 krav, ingen af dem helt." in text
    assert "36 af 40" in text
    assert "Formelle pligter Ikke testet" in text
    assert "I 3 af 9 åbnede dokumenter" in text
    assert "40 af 44 fundne sider er testet" in text


def test_a_site_with_too_little_coverage_has_no_figure_and_says_why(published):
    text = " ".join(_soup(published / "en/sites/styrelsen.html").get_text(" ").split())
    assert "No figure" in text
    assert "50% of the pages could not be tested" in text
    assert "The measurement stopped early: the time ran out" in text


def test_a_cluster_tells_what_who_how_where_and_how_many(published):
    cluster = _soup(published / "en/sites/nordkoebing.html").select_one("article.cluster")
    assert cluster is not None
    text = " ".join(cluster.get_text(" ").split())
    for part in ("Text with too little contrast", "Serious", "On 36 pages", "WCAG 1.4.3 Contrast (Minimum) (level AA)",
                 "EN 301 549 9.1.4.3", "Who it affects", "How to fix it", "one change makes 36 pages better",
                 "The contrast is 2,9:1", "body > footer > p.kontakt", "Show 31 more pages"):  # fmt: skip
        assert part in text, part
    assert len(cluster.select("details li")) == 31
    picture_tag = cluster.select_one("img")
    assert picture_tag is not None
    assert (
        picture_tag["alt"] == "Part of the page with a fault. The requirement: Text with too little contrast"
    )


@pytest.mark.parametrize(("state", "word"), [("draft", "Udkast"), ("comment", "I høring"), ("final", None)])
def test_a_publication_that_is_not_final_says_so_on_every_page(varied, tmp_path, state, word):
    publish(varied, tmp_path / "out", state, texts=made_texts())
    for path in (tmp_path / "out" / "index.html", tmp_path / "out" / "websteder" / "region.html"):
        banner = _soup(path).select_one("main > p.state")
        assert (banner.get_text().split(".")[0] if banner else None) == word


def test_crops_of_images_are_left_out_unless_wanted(varied, tmp_path, published):
    publish(varied, tmp_path / "out", texts=made_texts())
    names = {path.stem for path in (tmp_path / "out").rglob("*.png")}
    assert names == {CONTRAST_FINGERPRINT}
    assert {path.stem for path in published.rglob("*.png")} == {CONTRAST_FINGERPRINT, "feed000000000001"}


def test_only_pictures_are_published_as_pictures():
    assert picture(png(3, 2, (0, 0, 0))) is not None
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x05\x00\x07\x01\x01\x11\x00"
    made = picture(jpeg)
    assert made is not None
    assert (made.width, made.height, made.suffix) == (7, 5, "jpg")
    for bad in (
        b"",
        b"<svg onload=alert(1)>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        png(9000, 1, (0, 0, 0)),
    ):
        assert picture(bad) is None


def test_a_large_site_stays_readable(tmp_path):
    made = MadeStore(tmp_path / "s.db")
    made.site("a", "Stor Kommune", "http://127.0.0.1/")
    with made.database.conn:
        for number in range(1_000):
            page = made.subject(
                "a", f"http://127.0.0.1/afdeling/emne-{number}/side.html", title=f"Emne {number}"
            )
            made.finding(
                page, "color-contrast", "low", snippet="<p>" + "x" * 280, fingerprint=f"{number % 300:016}"
            )
            if number < 300:
                made.finding(page, "image-alt", "missing", fingerprint=f"{number % 40:016}")
    made.close()
    publish(made.path, tmp_path / "out", texts=made_texts())
    page_file = tmp_path / "out" / "websteder" / "a.html"
    assert page_file.stat().st_size < SIZE_MAX_BYTES
    soup = _soup(page_file)
    assert len(soup.select("article.cluster")) == 30
    assert "De øvrige 310 fejl" in soup.get_text()


def test_the_csv_opens_in_a_spreadsheet_without_running_anything(published):
    text = (published / "data" / "ond-b.csv").read_text(encoding="utf-8")
    assert text.startswith("\ufeffsite,")
    for row in csv.reader(text.splitlines()):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t"))
    assert "'=HYPERLINK" in text


def test_the_json_holds_sites_figures_and_clusters(published):
    whole = json.loads((published / "data" / "results.json").read_text(encoding="utf-8"))
    sites = {site["id"]: site for site in whole["sites"]}
    assert sites["nordkoebing"]["figures"]["clean_pages"]["count"] == 2
    assert {duty["outcome"] for duty in sites["nordkoebing"]["figures"]["formal_duties"]} == {"untested"}
    assert sites["styrelsen"]["figures"]["clean_pages"] is None
    assert sites["nordkoebing"]["clusters"][0]["page_count"] == 36


def test_publishing_again_replaces_our_files_and_no_others(varied, tmp_path):
    out = tmp_path / "out"
    publish(varied, out, texts=made_texts())
    (out / "egen.txt").write_text("min")
    (out / "websteder" / "gammel.html").write_text("gammel")
    mark = json.loads((out / MARK_NAME).read_text())
    mark["files"] += ["websteder/gammel.html", "../udenfor.txt"]
    (out / MARK_NAME).write_text(json.dumps(mark))
    (tmp_path / "udenfor.txt").write_text("ikke vores")
    first = {path: path.read_bytes() for path in out.rglob("*.html") if path.name != "gammel.html"}
    publish(varied, out, texts=made_texts())
    assert {path: path.read_bytes() for path in out.rglob("*.html")} == first
    assert (out / "egen.txt").exists()
    assert (tmp_path / "udenfor.txt").exists()


def test_a_folder_with_other_files_is_refused_in_both_languages(varied, tmp_path):
    (tmp_path / "index.html").write_text("en andens")
    with pytest.raises(OutputError) as raised:
        publish(varied, tmp_path, texts=made_texts())
    assert "tom mappe" in raised.value.text.da
    assert "empty folder" in raised.value.text.en
    assert (tmp_path / "index.html").read_text() == "en andens"


def test_the_folder_the_store_lies_in_may_be_published_to(tmp_path):
    made = MadeStore(tmp_path / "store.db")
    made.site("a", "A", "http://a/")
    made.close()
    (tmp_path / "log.txt").write_text("log")
    publish(made.path, tmp_path, texts=made_texts())
    assert (tmp_path / "index.html").is_file()
    assert (tmp_path / "log.txt").is_file()


def test_a_folder_that_cannot_be_made_is_one_clear_error(varied, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="Cannot write"):
        publish(varied, tmp_path / "file" / "out", texts=made_texts())


def test_one_language_alone_is_at_the_root(varied, tmp_path):
    publish(varied, tmp_path / "out", languages=["en"], texts=made_texts())
    soup = _soup(tmp_path / "out" / "index.html")
    assert soup.select("html[lang=en]")
    assert not soup.select(".languages")
    assert HOSTILE not in soup.get_text()


def test_the_overview_leads_to_the_worst_faults_in_their_order(tmp_path):
    made = MadeStore(tmp_path / "store.db")
    made.site("a", "a.example", "http://127.0.0.1:8001/")
    page = made.subject("a", "http://127.0.0.1:8001/", title="Forside", language="dk")
    for rule, message in (
        ("image-alt", "missing"),
        ("color-contrast", "low"),
        ("html-has-lang", "missing"),
        ("link-text-empty-words", "empty"),
    ):
        made.finding(page, rule, message, data={"ratio": "2", "needed": "4,5", "text": "her"})
    made.judged(page)
    made.close()
    publish(made.path, tmp_path / "site", texts=made_texts())
    soup = _soup(tmp_path / "site/websteder/a.html")
    links = soup.select(".overview li a")
    assert len(links) == 4
    for link in links:
        heading = soup.select_one(str(link["href"]))
        assert heading is not None
        assert link.get_text() in heading.get_text()
    # "dk" is a country: taken over as a language it would be our own fault.
    assert {code["lang"] for code in soup.select("code.snippet")} == {""}


def test_a_long_index_is_entered_by_level_and_first_letter(tmp_path):
    made = MadeStore(tmp_path / "store.db")
    names = [f"{letter}{number} Kommune" for letter in "ABØÅ" for number in range(8)]
    for number, name in enumerate(names):
        made.authority(f"m{number}", name, "municipality")
        made.site(f"m{number}", name, f"http://127.0.0.1:8001/{number}/", authority_id=f"m{number}")
    made.authority("r", "Region Syd", "region")
    made.site("r", "Region Syd", "http://127.0.0.1:8002/", authority_id="r")
    made.close()
    publish(made.path, tmp_path / "site", texts=made_texts())
    soup = _soup(tmp_path / "site/index.html")
    assert [link.get_text() for link in soup.select(".letters a")] == list("ABØÅ")
    for link in soup.select(".letters a, .contents a"):
        assert soup.select_one(str(link["href"])) is not None
    row = soup.select_one(str(soup.select(".letters a")[2]["href"]))
    assert row is not None
    assert "Ø0 Kommune" in row.get_text()


def test_a_picture_from_another_page_than_the_example_says_which(tmp_path):
    made = MadeStore(tmp_path / "s.sqlite")
    made.site("a", "a", "http://a/")
    for number in range(2):
        made.finding(
            made.subject("a", f"http://a/{number}"), "color-contrast", "low", fingerprint="f" * 16,
            data={"ratio": 2, "needed": 4.5},
        )  # fmt: skip
    for page, caption in (
        ("http://a/0", "Sådan ser stedet ud."),
        ("http://a/1", "Sådan ser det ud på http://a/1"),
    ):
        made.database.execute("DELETE FROM crops")
        made.crop("a", "f" * 16, page, png(30, 20, (0, 0, 0)))
        publish(made.path, tmp_path / "out", texts=made_texts())
        shown = _soup(tmp_path / "out/websteder/a.html").select_one("figcaption")
        assert shown is not None
        assert " ".join(shown.get_text(" ").split()) == caption
    made.close()


def test_the_index_of_a_run_with_documents_only_speaks_of_documents(tmp_path):
    made = MadeStore(tmp_path / "s.db")
    made.site("a", "rapport.pdf", "rapport.pdf")
    made.document("a", "file:///rapport.pdf", "application/pdf", "", "", state="read")
    made.close()
    folder = publish(made.path, tmp_path / "out", texts=made_texts()).parent
    for name, title, words in (
        ("index.html", "Tilgængelighed i dokumenter", "Kun dokumenter er testet."),
        ("en/index.html", "Accessibility of documents", "Only documents were tested."),
    ):
        page = BeautifulSoup((folder / name).read_text("utf-8"), "html.parser")
        assert page.h1 is not None
        assert page.h1.get_text() == title
        assert words in page.get_text()


@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        (
            "websteder/a.html",
            ("at dokumenterne er tilgængelige", "netop de angivne dokumenter", "Alle fund i dokumenterne"),
            ("webstedet", "sider", "browser", "axe-core"),
        ),
        (
            "en/sites/a.html",
            (
                "that the documents are accessible",
                "exactly the documents given",
                "All findings in the documents",
            ),
            ("the site", "pages", "browser", "axe-core"),
        ),
    ],
)
def test_the_report_of_documents_only_says_nothing_of_sites_pages_and_browsers(tmp_path, name, said, unsaid):
    made = MadeStore(tmp_path / "s.db")
    made.site("a", "rapport.pdf", "rapport.pdf")
    made.document("a", "file:///rapport.pdf", "application/pdf", "", "", state="read")
    made.close()
    folder = publish(made.path, tmp_path / "out", texts=made_texts()).parent
    page = BeautifulSoup((folder / name).read_text("utf-8"), "html.parser")
    assert page.main is not None
    assert page.footer is not None
    body = " ".join(page.main.get_text(" ").split())
    footer = page.footer.get_text(" ")
    assert all(words in body for words in said)
    assert said[0] in footer
    assert [word for word in unsaid if word.casefold() in (body + footer).casefold()] == []
