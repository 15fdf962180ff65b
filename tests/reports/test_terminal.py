import io
import re
from pathlib import Path

from bs4 import BeautifulSoup
from rich.console import Console

from reports.terminal import overview, summary
from rules.model import Language
from tests.reports.made_store import MadeStore, made_texts


def _printed(print_, store, language, **options) -> str:
    output = io.StringIO()
    console = Console(file=output, width=options.pop("width", 80), **options)
    print_(store, language, console, Path("/tmp/rapport/index.html"), texts=made_texts())
    return output.getvalue()


def test_the_summary_tells_the_worst_first_and_what_was_not_seen(varied):
    text = _printed(summary, varied, Language.DA)
    part = " ".join(text[text.index("Nordkøbing Kommune") : text.index("Region Søndervang")].split())
    assert part.index("Tekst med for lav kontrast") < part.index("Billede uden alternativ tekst")
    for expected in ("[Alvorlig] På 36 sider", "Hvem rammer det Svagsynede", "body > footer > p.kontakt",
                     "gør én rettelse 36 sider bedre.", "Sider uden fundne fejl: 5 % (2 af 40).", "40 af 44 fundne",
                     "Svaret kom ikke i tide: 3", "skal vurderes af et menneske (5 steder)"):  # fmt: skip
        assert expected in part, expected
    assert "Rapport: /tmp/rapport/index.html" in text


def test_nothing_from_a_page_acts_on_the_terminal(varied):
    for print_ in (summary, overview):
        text = _printed(print_, varied, Language.EN)
        assert "\x1b" not in text
        assert "\u202e" not in text
    coloured = _printed(summary, varied, Language.EN, force_terminal=True, color_system="standard")
    assert "\x1b[31mrød" not in coloured


def test_lines_fit_in_eighty_columns(varied):
    for print_ in (summary, overview):
        assert max(map(len, _printed(print_, varied, Language.DA).splitlines())) <= 80


def test_brackets_in_texts_are_not_read_as_colours(varied):
    assert 'a[title="</code><script>"]' in _printed(summary, varied, Language.DA, width=200)


def test_the_overview_has_one_row_per_site_by_name(varied):
    text = _printed(overview, varied, Language.DA, width=160)
    assert text.index("Nordkøbing Kommune") < text.index("Region Søndervang") < text.index("Åby Kommune")
    assert "Intet tal" in text


def test_the_summary_is_short_and_says_how_much_is_left(tmp_path):
    made = MadeStore(tmp_path / "store.db")
    made.site("a", "a.example", "http://127.0.0.1:8001/")
    page = made.subject("a", "http://127.0.0.1:8001/", title="Forside")
    for number in range(7):
        made.finding(page, "image-alt", "missing", fingerprint=f"{number:016}")
    made.judged(page)
    made.close()
    text = _printed(summary, made.path, Language.DA)
    assert re.findall(r"^(\d+)\. ", text, re.MULTILINE) == ["1", "2", "3", "4", "5"]
    assert re.search(r"^og 2 fejl til", text, re.MULTILINE)
    # Who it hits and how to mend it is said once for each rule.
    assert text.count("Hvem rammer det") == 1
    assert text.count("Som nummer 1.") == 4


def test_piped_lines_of_a_fault_end_without_blanks(varied):
    text = _printed(summary, varied, Language.DA)
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_a_site_of_which_nothing_was_seen_is_not_said_to_have_no_faults(varied, published):
    row = next(
        line for line in _printed(overview, varied, Language.DA, width=160).splitlines() if "Åby" in line
    )
    assert re.search(r"0 af 1\s+–\s+–\s+–$", row.rstrip())
    index = BeautifulSoup((published / "index.html").read_text(encoding="utf-8"), "lxml")
    figures = {
        link.get_text(): figure.get_text()
        for tr in index.select(".sites tbody tr")
        for link, figure in zip(tr.select("th a"), tr.select("td[data-label='Fejl at rette']"), strict=True)
    }
    assert figures["Åby Kommune"] == "–"
    assert figures["Region Søndervang"] == "0"
