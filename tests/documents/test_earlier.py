"""A document that has not changed since the last sweep: not fetched again, judged on the facts of then, and said so."""

from dataclasses import replace
from typing import Any

import pytest

from crawler.documents import earlier
from crawler.documents.earlier import Known, known
from crawler.documents.site_documents import SiteDocuments
from crawler.store.store import SiteKey
from rules.catalogue import catalogue
from rules.document_evidence import Claim, ClaimKind, DocumentEvidence, DocumentState, Verdict
from tests.documents import made_files
from tests.documents.conftest import Served
from tests.documents.test_site_documents import KEY, PDF, Desk, desk  # noqa: F401  # a fixture

NEXT = SiteKey("next", "site")
TAGGED = PDF | {"ETag": '"1"', "Last-Modified": "Wed, 21 Oct 2015 07:28:00 GMT"}


def evidence(**values: Any) -> DocumentEvidence:
    given: dict[str, Any] = {
        "state": DocumentState.READ,
        "sha256": "0" * 64,
        "headers": {"etag": '"1"'},
        "read_by": earlier.reader_version(),
    }
    return DocumentEvidence("https://a.dk/a.pdf", "https://a.dk/b.pdf", **(given | values))


def next_sweep(desk: Desk) -> SiteDocuments:  # noqa: F811
    with desk.store.transaction():
        [sweep] = desk.store.query("SELECT * FROM sweeps")
        [site] = desk.store.query("SELECT * FROM sites")
        desk.store.put(
            "sweeps", {name: value for name, value in sweep.items() if value is not None} | {"id": "next"}
        )
        desk.store.put(
            "sites", {name: value for name, value in site.items() if value is not None} | {"sweep_id": "next"}
        )
    return SiteDocuments(desk.store, desk.captures, NEXT, catalogue(), site_url=desk.site.base + "/")


def swept_twice(desk: Desk) -> tuple[DocumentEvidence, DocumentEvidence]:  # noqa: F811
    found = []
    for key, documents in ((KEY, desk.documents()), (NEXT, next_sweep(desk))):
        documents.met(desk.met("/a.pdf", f"/{key.sweep_id}", "Læs"))
        assert desk.run(documents) == ["/a.pdf"]
        one = desk.captures.get_document(key.sweep_id, desk.site.base + "/a.pdf")
        assert one is not None
        found.append(one)
    return found[0], found[1]


def test_an_unchanged_document_is_judged_on_the_facts_of_then(desk: Desk) -> None:  # noqa: F811
    desk.site.answers["/a.pdf"] = Served(made_files.pdf("1.7"), headers=TAGGED)
    first, second = swept_twice(desk)
    assert {name for _, name, _ in desk.site.conditions} == {"If-None-Match", "If-Modified-Since"}
    assert (second.status, second.unchanged_since) == (304, first.taken_at)
    assert (second.format, second.pdf, second.sha256) == (first.format, first.pdf, first.sha256)
    assert [link.page_url for link in second.links] == [desk.site.base + "/next"]
    rows = desk.store.query("SELECT sweep_id, status, etag, sha256 FROM documents ORDER BY sweep_id")
    assert [row["status"] for row in rows] == [304, 200]
    assert rows[0]["etag"] == rows[1]["etag"] == '"1"'
    assert rows[0]["sha256"] == rows[1]["sha256"]


def test_a_changed_document_is_fetched_and_opened(desk: Desk) -> None:  # noqa: F811
    old, new = (
        Served(made_files.pdf(version), headers=TAGGED | {"ETag": version}) for version in ("1.4", "1.7")
    )
    desk.site.answers["/a.pdf"] = [old, new]
    first, second = swept_twice(desk)
    assert first.format is not None
    assert second.format is not None
    assert (first.format.id, second.format.id) == ("pdf-1.4", "pdf-1.7")
    assert (second.status, second.unchanged_since) == (200, "")


def test_what_other_code_read_is_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    desk.site.answers["/a.pdf"] = Served(made_files.pdf("1.7"), headers=TAGGED)
    versions = iter(("old", "new", "new", "new"))
    monkeypatch.setattr("crawler.documents.evidence.reader_version", lambda: next(versions))
    _, second = swept_twice(desk)
    assert (second.status, desk.site.conditions) == (200, [])


def test_it_is_asked_with_what_the_server_said_at_the_address_that_answered() -> None:
    assert known(evidence(), verifies_claims=True) == Known("https://a.dk/b.pdf", '"1"')
    dated = evidence(headers={"last-modified": "Wed, 21 Oct 2015 07:28:00 GMT"})
    found = known(dated, verifies_claims=True)
    assert found is not None
    assert found.conditions() == {"If-Modified-Since": "Wed, 21 Oct 2015 07:28:00 GMT"}


@pytest.mark.parametrize(
    "values",
    [
        {"headers": {}},
        {"sha256": ""},
        {"read_by": ""},
        {"state": DocumentState.CRASHED},
        {"state": DocumentState.TIMED_OUT},
        {"state": DocumentState.NOT_FETCHED},
    ],
)
def test_without_facts_to_use_again_it_is_asked_for_whole(values: dict[str, Any]) -> None:
    assert known(evidence(**values), verifies_claims=True) is None
    assert known(None, verifies_claims=True) is None


def test_a_claim_no_validator_has_seen_is_worth_a_new_look_when_there_is_one() -> None:
    claiming = evidence(claims=(Claim(ClaimKind.PDF_A, "2", "b"),))
    assert known(claiming, verifies_claims=False) is not None
    assert known(claiming, verifies_claims=True) is None
    seen = replace(claiming, verdicts=(Verdict("veraPDF", "1", "PDF/A-2b", compliant=False),))
    assert known(seen, verifies_claims=True) is not None
