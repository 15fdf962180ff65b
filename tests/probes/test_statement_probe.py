"""Where the statement is looked for, and what is kept of it, on local servers with a real browser."""

from collections.abc import Iterator

import pytest

from crawler.probes.statement import gather
from rules.evidence import LinkFact
from rules.site_evidence import BlockKind, FoundBy, LookupState, Moved, StatementEvidence
from tests.command_line.sites import closed_port
from tests.probes.rooms import TAKEN_AT, ProbedSite
from tests.render.awkward import AwkwardSite, Room, answer, awkward_site, settings

pytestmark = pytest.mark.browser

STATEMENT = """<!doctype html><html lang=da><meta charset=utf-8><title>Tilgængelighedserklæring for Prøveby</title>
<header><a href="/">Ring til os: 11 22 33 44</a></header>
<main><h1>Tilgængelighedserklæring</h1><p>Prøveby vil gøre sit websted <a href="http://127.0.0.1/">127.0.0.1</a>
tilgængeligt.</p><h2>Feedback og kontaktoplysninger</h2>
<ul><li>Telefon: <a href="tel:+4511223344">11 22 33 44</a></li><li>E-mail: <a href="mailto:a@b.dk">a@b.dk</a></ul>
<details><summary>Mere</summary><p>Skjult, indtil det foldes ud.</p></details>
<form><textarea></textarea></form></main></html>"""


@pytest.fixture(scope="module")
def hosts() -> Iterator[tuple[AwkwardSite, AwkwardSite]]:
    with awkward_site() as site, awkward_site() as host:
        yield site, host


@pytest.fixture(scope="module")
def room(hosts: tuple[AwkwardSite, AwkwardSite]) -> Iterator[Room]:
    opened = Room(settings(*hosts, page_count=1))
    yield opened
    opened.close()


@pytest.fixture
def probed(room: Room, hosts: tuple[AwkwardSite, AwkwardSite]) -> ProbedSite:
    for one in hosts:
        one.pages.clear()
        one.routes.clear()
        one.seen.clear()
    return ProbedSite(room, *hosts)


def state_of(evidence: StatementEvidence, found_by: FoundBy) -> list[LookupState]:
    return [lookup.state for lookup in evidence.lookups if lookup.found_by is found_by]


def test_nothing_anywhere_is_absent_everywhere(probed: ProbedSite) -> None:
    evidence = probed.run(gather)
    assert [(lookup.url, lookup.state) for lookup in evidence.lookups] == [
        (probed.site.url("/was"), LookupState.ABSENT),
        (probed.statement_url, LookupState.ABSENT),
    ]
    assert evidence.pages == ()
    assert evidence.taken_at == TAKEN_AT


def test_a_statement_at_the_host_is_read_as_text(probed: ProbedSite) -> None:
    probed.host.pages[f"/{probed.slug}"] = STATEMENT
    evidence = probed.run(gather)
    [page] = evidence.pages
    assert (page.url, page.found_by, page.language) == (probed.statement_url, FoundBy.ADDRESS, "da")
    assert [(block.kind, block.text) for block in page.blocks] == [
        (BlockKind.HEADING, "Tilgængelighedserklæring"),
        (BlockKind.PARAGRAPH, "Prøveby vil gøre sit websted 127.0.0.1 tilgængeligt."),
        (BlockKind.HEADING, "Feedback og kontaktoplysninger"),
        (BlockKind.ITEM, "Telefon: 11 22 33 44"),
        (BlockKind.ITEM, "E-mail: a@b.dk"),
        (BlockKind.PARAGRAPH, "Mere"),
        (BlockKind.PARAGRAPH, "Skjult, indtil det foldes ud."),
        (BlockKind.FORM, ""),
    ]
    assert [link.url for link in page.blocks[3].links] == ["tel:+4511223344"]


@pytest.mark.parametrize("by", ["http", "script", "refresh"])
def test_the_address_on_the_site_is_followed_however_it_leads(probed: ProbedSite, by: str) -> None:
    probed.host.pages[f"/{probed.slug}"] = STATEMENT
    target = probed.statement_url
    if by == "http":
        probed.site.routes["/was"] = lambda handler: answer(handler, b"", 302, Location=target)
    elif by == "script":
        probed.site.pages["/was"] = f"<title>Et øjeblik</title><script>location.href = '{target}'</script>"
    else:
        probed.site.pages["/was"] = (
            f"<title>Et øjeblik</title><meta http-equiv=refresh content='0; url={target}'>"
        )
    evidence = probed.run(gather)
    [lookup] = evidence.lookups
    assert (lookup.state, lookup.final_url) == (LookupState.FOUND, target)
    assert lookup.moved is (Moved.HTTP if by == "http" else Moved.PAGE)
    assert [page.found_by for page in evidence.pages] == [FoundBy.REDIRECT]
    # Found at the very address the host keeps it at: nothing more is asked of the host.
    assert [path for path, _ in probed.host.seen if "robots" not in path and "favicon" not in path] == [
        f"/{probed.slug}"
    ]


def test_a_statement_that_several_addresses_lead_to_is_asked_for_once(probed: ProbedSite) -> None:
    target = probed.statement_url
    probed.host.pages[f"/{probed.slug}"] = STATEMENT
    probed.site.routes["/was"] = lambda handler: answer(handler, b"", 302, Location=target)
    probed.links = [LinkFact(target, "Tilgængelighedserklæring", "contentinfo")]
    evidence = probed.run(gather)
    assert [(lookup.url, lookup.state) for lookup in evidence.lookups] == [
        (probed.site.url("/was"), LookupState.FOUND),
        (target, LookupState.FOUND),
    ]
    assert len(evidence.pages) == 1
    assert [path for path, _ in probed.host.seen].count(f"/{probed.slug}") == 1


def test_links_lead_to_a_statement_that_lies_elsewhere(probed: ProbedSite) -> None:
    probed.site.pages["/om/tilgaengelighed"] = STATEMENT
    probed.links = [
        LinkFact(probed.site.url("/kontakt"), "Kontakt", "contentinfo"),
        LinkFact(probed.site.url("/om/tilgaengelighed"), "Tilgængelighedserklæring", "contentinfo"),
    ]
    evidence = probed.run(gather)
    assert [page.url for page in evidence.pages] == [probed.site.url("/om/tilgaengelighed")]
    assert state_of(evidence, FoundBy.LINK) == [LookupState.FOUND]
    assert state_of(evidence, FoundBy.ADDRESS) == [LookupState.ABSENT]


def test_a_statement_made_by_scripts_is_read(probed: ProbedSite) -> None:
    probed.host.pages[f"/{probed.slug}"] = (
        "<!doctype html><title>Vent</title><main id=m></main><script>document.title = 'Tilgængelighedserklæring';"
        "m.innerHTML = '<h1>Tilgængelighedserklæring</h1>'</script>"
    )
    [page] = probed.run(gather).pages
    assert (page.title, page.blocks[0].text) == ("Tilgængelighedserklæring", "Tilgængelighedserklæring")


def test_a_statement_that_is_a_file_is_named_as_one(probed: ProbedSite) -> None:
    probed.links = [
        LinkFact(probed.site.url("/erklaering.pdf"), "Tilgængelighedserklæring (PDF)", "contentinfo")
    ]
    probed.site.routes["/erklaering.pdf"] = lambda handler: answer(
        handler, b"%PDF-1.7", content_type="application/pdf"
    )
    evidence = probed.run(gather)
    [lookup] = [lookup for lookup in evidence.lookups if lookup.found_by is FoundBy.LINK]
    assert (lookup.state, lookup.reason) == (LookupState.FILE, "application/pdf")


def test_a_statement_host_that_is_down_is_unreachable_and_asked_once(probed: ProbedSite) -> None:
    probed.statement_base = f"http://127.0.0.1:{closed_port()}"
    evidence = probed.run(gather)
    assert state_of(evidence, FoundBy.ADDRESS) == [LookupState.UNREACHABLE]


@pytest.mark.parametrize(
    ("robots", "status", "expected"),
    [("User-agent: *\nDisallow: /", 200, LookupState.REFUSED), ("", 503, LookupState.REFUSED)],
)
def test_the_statement_hosts_robots_txt_is_obeyed(
    probed: ProbedSite, robots: str, status: int, expected: LookupState
) -> None:
    probed.host.pages[f"/{probed.slug}"] = STATEMENT
    probed.host.routes["/robots.txt"] = lambda handler: answer(
        handler, robots.encode(), status, content_type="text/plain"
    )
    assert state_of(probed.run(gather), FoundBy.ADDRESS) == [expected]
    assert [path for path, _ in probed.host.seen] == ["/robots.txt"]


def test_a_swedish_site_is_not_asked_for_danish_addresses(probed: ProbedSite) -> None:
    probed.code = "SE"
    probed.site.pages["/om/tillganglighet"] = (
        "<!doctype html><html lang=sv><meta charset=utf-8><title>Tillgänglighetsredogörelse</title>"
        "<main><h1>Tillgänglighetsredogörelse för Provby</h1></main>"
    )
    probed.links = [
        LinkFact(probed.site.url("/om/tillganglighet"), "Tillgänglighetsredogörelse", "contentinfo")
    ]
    evidence = probed.run(gather)
    assert evidence.addresses == ()
    assert [lookup.found_by for lookup in evidence.lookups] == [FoundBy.LINK]
    assert [page.title for page in evidence.pages] == ["Tillgänglighetsredogörelse"]
