"""What readers see of a site's documents: format and verdict, claims, faults with the pages that link there."""

import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from rich.console import Console

from reports import terminal
from reports.exports import parts
from rules.model import Language
from tests.reports.made_store import MadeStore, made_texts


@pytest.fixture(scope="module")
def section(published: Path) -> Tag:
    soup = BeautifulSoup((published / "websteder/nordkoebing.html").read_text("utf-8"), "html.parser")
    found = soup.select_one("section[aria-labelledby=documents]")
    assert found is not None
    return found


def text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def rows(section: Tag, caption: str) -> list[list[str]]:
    [table] = [table for table in section.select("table") if table.caption and text(table.caption) == caption]
    return [[text(cell) for cell in row.select("th, td")] for row in table.select("tbody tr")]


def test_formats_stand_with_verdict_and_the_three_criteria(section: Tag) -> None:
    found = rows(section, "Dokumenter efter format")
    assert found[0][0] == "Word 97-2003 fmt/40"
    assert found[0][2].startswith("Lukket")
    assert "Åbent vedligeholdt" in found[0][3] or "åbent vedligeholdt: nej" in found[0][3]
    assert [row[1] for row in found] == ["1", "5", "5 heraf 1 måske undtaget"]


def test_claims_stand_as_verified_contradicted_or_only_claimed(section: Tag) -> None:
    assert rows(section, "Påstande og hvad der er efterprøvet") == [
        ["PDF/A-2b", "3", "1", "1", "1"],
        ["PDF/UA-1", "1", "0", "0", "1"],
    ]


def test_a_fault_in_documents_names_them_and_the_pages_that_link_there(section: Tag) -> None:
    [cluster] = section.select("article.cluster")
    said = text(cluster)
    assert "I 3 dokumenter" in said
    assert "referat-1.pdf" in said
    assert "Linket fra:" in said
    assert "Sådan rettes det" in said


def test_what_may_be_exempt_is_apart_and_never_a_pass(section: Tag) -> None:
    said = text(section)
    assert "Dokumenter, der måske er undtaget" in said
    assert "er ikke dermed i orden" in said


def test_what_was_not_opened_is_said_with_its_reason(section: Tag) -> None:
    assert rows(section, "Hvorfor dokumenter ikke er åbnet") == [
        ["Låst med en adgangskode", "1"],
        ["Serveren svarede med en fejl", "1"],
    ]


def test_no_word_of_conformance_is_said_of_a_verified_claim(section: Tag) -> None:
    said = text(section).casefold()
    assert "overholder" not in said
    assert "ingen maskinelt kontrollerbar fejl fundet (verapdf 1)" in said


def test_the_index_says_how_many_documents_have_faults(published: Path) -> None:
    said = text(BeautifulSoup((published / "index.html").read_text("utf-8"), "html.parser"))
    assert "3 af 9 åbnede" in said


def test_the_terminal_names_documents_with_format_and_claims(varied: Path) -> None:
    console = Console(file=io.StringIO(), width=100)
    terminal.summary(varied, Language.DA, console, texts=made_texts())
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert "10 af 12 forskellige dokumenter er åbnet." in said
    assert "Har en struktur (tags): 5 af 8" in said


@pytest.mark.parametrize(
    ("count", "ending"),
    [(10, None), (11, "og 1 dokument til, se rapporten."), (12, "og 2 dokumenter til, se rapporten.")],
)
def test_the_terminal_says_how_many_documents_it_does_not_name(
    count: int, ending: str | None, tmp_path: Path
) -> None:
    made = MadeStore(tmp_path / "s.db")
    made.site("a", "rapporter", "rapporter")
    for number in range(count):
        made.document("a", f"file:///rapport-{number}.pdf", "application/pdf", "", "", state="read")
    made.close()
    console = Console(file=io.StringIO(), width=100)
    terminal.summary(made.path, Language.DA, console, texts=made_texts())
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert said.count("file:///rapport-") == 10
    assert [line for line in said.splitlines() if line.startswith("og ")] == ([ending] if ending else [])


def test_the_whole_json_has_every_document_with_its_format(varied: Path) -> None:
    whole = json.loads("".join(parts(varied, "json", texts=made_texts())))
    [site] = [one for one in whole["sites"] if one["id"] == "nordkoebing"]
    figures = site["figures"]["documents"]
    assert figures["open_format"] == {"count": 8, "total": 9}
    assert figures["tagged"] == {"count": 5, "total": 8}
    by_url = {document["url"].rpartition("/")[2]: document for document in site["documents"]}
    assert by_url["referat-0.pdf"]["puid"] == "fmt/477"
    assert by_url["referat-0.pdf"]["claims"] == [
        {"claim": "PDF/A-2b", "state": "verified", "validator": "veraPDF 1"}
    ]
    assert by_url["skema.doc"]["verdict"] == "closed"
