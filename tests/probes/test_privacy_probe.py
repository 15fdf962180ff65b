"""The pages about privacy are found by links and read as text, with a real browser."""

from collections.abc import Iterator

import pytest

from crawler.probes.privacy import PAGES_MAX, gather
from rules.evidence import LinkFact
from tests.probes.rooms import ProbedSite
from tests.render.awkward import AwkwardSite, Room, awkward_site, settings

pytestmark = pytest.mark.browser

POLICY = """<!doctype html><html lang=da><meta charset=utf-8><title>Privatlivspolitik</title>
<main><h1>Privatlivspolitik</h1><p>Spørg vores databeskyttelsesrådgiver:</p>
<ul><li><a href="mailto:dpo@eksempel.dk">dpo@eksempel.dk</a></ul></main></html>"""


@pytest.fixture(scope="module")
def site() -> Iterator[AwkwardSite]:
    with awkward_site() as served:
        yield served


@pytest.fixture(scope="module")
def room(site: AwkwardSite) -> Iterator[Room]:
    opened = Room(settings(site, page_count=1))
    yield opened
    opened.close()


def test_the_page_about_privacy_is_read_as_text(site: AwkwardSite, room: Room) -> None:
    site.pages["/privatliv"] = POLICY
    links = [
        LinkFact(site.url("/kontakt"), "Kontakt"),
        LinkFact(site.url("/privatliv"), "Sådan passer vi på dine data"),
        LinkFact(site.url("/gdpr.pdf"), "GDPR"),
        LinkFact(site.url("/mere"), "Persondata hos os"),
    ]
    evidence = ProbedSite(room, site, site, links=links).run(gather)
    assert len(evidence.pages) == PAGES_MAX
    file, missing = evidence.pages
    assert (file.url, file.reason) == (site.url("/gdpr.pdf"), "file")
    assert missing.reason.startswith("http_error")
    [page] = ProbedSite(room, site, site, links=links[:2]).run(gather).pages
    assert [passage.text for passage in page.passages] == [
        "Privatlivspolitik",
        "Spørg vores databeskyttelsesrådgiver:",
        "dpo@eksempel.dk",
    ]
    assert page.passages[2].links == ("mailto:dpo@eksempel.dk",)


def test_a_site_without_such_links_is_asked_for_nothing(site: AwkwardSite, room: Room) -> None:
    site.seen.clear()
    assert ProbedSite(room, site, site).run(gather).pages == ()
    assert site.seen == []
