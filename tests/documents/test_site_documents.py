"""The documents of a site from a real server into the store, and judged again from their captures."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.documents.fetch import DocumentFetcher
from crawler.documents.opener import DocumentOpener
from crawler.documents.site_documents import SiteDocuments
from crawler.judge import write_rules
from crawler.rejudge import rejudge
from crawler.store.captures import CaptureFile, pack_document
from crawler.store.store import SiteKey, Store
from crawler.survey.inventory import SurveyedDocument
from rules.catalogue import catalogue
from rules.document_evidence import DocumentEvidence, DocumentState
from rules.standards import legal_rule_set
from tests.documents import made_files
from tests.documents.conftest import DocumentServer, Served

KEY = SiteKey("sweep", "site")
PDF = {"Content-Type": "application/pdf"}
WORD = {"Content-Type": "application/msword"}


class Desk:
    """A store with captures, and the documents of one site in it."""

    def __init__(self, folder: Path, site: DocumentServer, fetcher: DocumentFetcher) -> None:
        self.path = folder / "store.sqlite"
        self.store = Store.create(self.path)
        self.captures = CaptureFile(folder / "captures.sqlite")
        self.site = site
        self._fetcher = fetcher
        self._is_closed = False
        rule_set = legal_rule_set(date(2026, 1, 1))
        with self.store.transaction():
            self.store.put(
                "sweeps",
                {
                    "id": "sweep", "started_at": "2026-01-01T00:00:00+00:00", "state": "running", "tool_version": "0",
                    "rule_set": rule_set.id, "sample": "full", "seed": 0, "max_pages": 1,
                },
            )  # fmt: skip
            self.store.put(
                "sites",
                {
                    "sweep_id": "sweep", "id": "site", "name": "n", "url": site.base + "/", "state": "running",
                    "started_at": "2026-01-01T00:00:00+00:00", "captures": "captures.sqlite",
                },
            )  # fmt: skip
        write_rules(self.store, "sweep", catalogue(), rule_set)

    def close(self) -> None:
        if not self._is_closed:
            self.captures.close()
            self.store.close()
        self._is_closed = True

    def documents(self, **options: Any) -> SiteDocuments:
        return SiteDocuments(
            self.store, self.captures, KEY, catalogue(), site_url=self.site.base + "/", **options
        )

    def run(self, documents: SiteDocuments, stop: Callable[[], str] = lambda: "") -> list[str]:
        done: list[str] = []
        with DocumentOpener() as opener:
            asyncio.run(
                documents.run(
                    self._fetcher,
                    opener,
                    stop=stop,
                    on_start=lambda url: None,
                    on_done=lambda judged: done.append(judged.evidence.url.removeprefix(self.site.base)),
                )
            )
        return done

    def met(self, path: str, page: str = "/", text: str = "") -> SurveyedDocument:
        return SurveyedDocument(self.site.base + path, "", self.site.base + page, text, 0)

    def row(self, path: str) -> dict[str, Any]:
        [row] = self.store.query("SELECT * FROM documents WHERE url = :url", {"url": self.site.base + path})
        return row

    def outcome(self, path: str, rule: str) -> str:
        [row] = self.store.query(
            "SELECT o.outcome FROM outcomes o JOIN subjects s ON s.id = o.subject_id "
            "WHERE s.url = :url AND o.rule = :rule",
            {"url": self.site.base + path, "rule": rule},
        )
        return str(row["outcome"])


@pytest.fixture
def desk(tmp_path: Path, site: DocumentServer, fetcher_of: Callable[..., DocumentFetcher]) -> Iterator[Desk]:
    made = Desk(tmp_path, site, fetcher_of(site))
    yield made
    made.close()


def test_a_document_linked_from_ten_pages_is_fetched_and_judged_once(desk: Desk) -> None:
    desk.site.answers["/a.pdf"] = Served(made_files.pdf("1.7"), headers=PDF)
    documents = desk.documents()
    for number in range(10):
        documents.met(desk.met("/a.pdf", f"/side{number}", "Læs"))
    assert desk.run(documents) == ["/a.pdf"]
    assert desk.site.asked.count("/a.pdf") == 1
    evidence = desk.captures.get_document("sweep", desk.site.base + "/a.pdf")
    assert evidence is not None
    assert len(evidence.links) == 10
    assert desk.row("/a.pdf")["format"] == "pdf-1.7"


def test_the_same_file_at_two_addresses_is_judged_once_with_the_links_of_both(desk: Desk) -> None:
    desk.site.answers["/a.pdf"] = Served(made_files.pdf("1.7"), headers=PDF)
    desk.site.answers["/b.pdf"] = desk.site.answers["/a.pdf"]
    documents = desk.documents()
    documents.met(desk.met("/a.pdf", "/en"))
    documents.met(desk.met("/b.pdf", "/to"))
    assert desk.run(documents) == ["/a.pdf"]
    assert desk.row("/b.pdf")["same_as"] == desk.site.base + "/a.pdf"
    assert desk.row("/b.pdf")["state"] == "read"
    evidence = desk.captures.get_document("sweep", desk.site.base + "/a.pdf")
    assert evidence is not None
    assert [link.page_url for link in evidence.links] == [desk.site.base + "/en", desk.site.base + "/to"]
    subjects = desk.store.query("SELECT url FROM subjects WHERE kind = 'document'")
    assert [row["url"] for row in subjects] == [desk.site.base + "/a.pdf"]


def test_an_open_twin_beside_a_closed_document_counts_though_it_is_opened_later(desk: Desk) -> None:
    desk.site.answers["/skema.doc"] = Served(made_files.word(), headers=WORD)
    desk.site.answers["/skema.odt"] = Served(made_files.odf("text", "1.3"))
    desk.site.answers["/alene.doc"] = Served(made_files.word(flags=1), headers=WORD)
    documents = desk.documents()
    for path in ("/skema.doc", "/alene.doc", "/skema.odt"):
        documents.met(desk.met(path))
    desk.run(documents)
    assert desk.outcome("/skema.doc", "document-format-closed") == "passed"
    assert desk.outcome("/alene.doc", "document-format-closed") == "failed"


def test_documents_of_other_sites_are_listed_and_not_fetched(desk: Desk) -> None:
    documents = desk.documents()
    documents.met(SurveyedDocument("https://eur-lex.example.eu/lov.pdf", "", desk.site.base + "/", "Lov", 0))
    assert desk.run(documents) == []
    [row] = desk.store.query("SELECT * FROM documents")
    assert (row["state"], row["reason"]) == ("not_fetched", "other_site")


def test_documents_beyond_the_cap_are_listed_with_the_reason(desk: Desk) -> None:
    for name in "abc":
        desk.site.answers[f"/{name}.csv"] = Served(f"{name};b\n1;2\n3;4\n".encode())
    documents = desk.documents(max_documents=2)
    for name in "abc":
        documents.met(desk.met(f"/{name}.csv"))
    assert desk.run(documents) == ["/a.csv", "/b.csv"]
    assert desk.row("/c.csv")["reason"] == "document_cap"


def test_what_is_left_when_the_time_is_up_is_said(desk: Desk) -> None:
    documents = desk.documents()
    documents.met(desk.met("/a.pdf"))
    documents.listed("liste.pdf", desk.site.base + "/liste.pdf", 5)
    assert desk.run(documents, stop=lambda: "time_budget") == []
    assert desk.row("/a.pdf")["reason"] == "out_of_budget: time_budget"
    [listed] = desk.store.query("SELECT * FROM subjects WHERE url = 'liste.pdf'")
    assert listed["state"] == "not_fetched"


def test_a_document_that_does_not_come_is_untested_by_every_rule_with_the_reason(desk: Desk) -> None:
    documents = desk.documents()
    documents.met(desk.met("/gone.pdf"))
    desk.run(documents)
    assert desk.row("/gone.pdf")["reason"] == "http_error: HTTP 404"
    outcomes = desk.store.query("SELECT DISTINCT outcome, reason FROM outcomes")
    assert [(row["outcome"], row["reason"]) for row in outcomes] == [("untested", "not_fetched")]


def test_equal_files_that_the_user_lists_have_results_of_their_own(desk: Desk, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(made_files.pdf("1.7"))
    documents = desk.documents()
    for number, name in enumerate(("a.pdf", "b.pdf")):
        documents.listed(name, (tmp_path / name).as_uri(), number)
    assert len(desk.run(documents)) == 2
    subjects = desk.store.query("SELECT url, state FROM subjects ORDER BY sequence")
    assert [tuple(row.values()) for row in subjects] == [("a.pdf", "read"), ("b.pdf", "read")]


def test_judging_again_gives_the_same_without_fetching(desk: Desk) -> None:
    desk.site.answers["/skema.doc"] = Served(made_files.word(), headers=WORD)
    documents = desk.documents()
    documents.met(desk.met("/skema.doc"))
    desk.run(documents)
    query = "SELECT * FROM findings ORDER BY subject_id, rule, ordinal"
    before = desk.store.query(query)
    asked = len(desk.site.asked)
    with desk.store.transaction():
        desk.store.database.execute("DELETE FROM findings")
    desk.close()
    assert rejudge(desk.path).documents == 1
    with Store.open(desk.path) as store:
        assert store.query(query) == before
    assert before
    assert len(desk.site.asked) == asked


def test_a_document_with_half_a_surrogate_pair_in_its_title_can_be_kept() -> None:
    evidence = DocumentEvidence("a", "a", DocumentState.READ, reading_notes=("\ud800",))
    assert pack_document(evidence)
