"""How visits end, when pages do what no page should: each costs its own budget and nothing else."""

import asyncio
import contextlib
import os
import signal
import socket
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address
from pathlib import Path

import pytest
from playwright.async_api import Error as PlaywrightError

from crawler.credentials import Credentials
from crawler.render.browser import RunningBrowser
from crawler.render.egress import Failure
from crawler.render.errors import BrowserLostError
from crawler.render.renderer import Rendered
from rules.evidence import LoadState, PageState
from tests.render.awkward import AwkwardSite, Room, Route, answer, settings, wait_until

pytestmark = pytest.mark.browser

GOOD = "<html lang=da><title>God side</title><h1>God</h1>"


def hang(site: AwkwardSite) -> Route:
    def handle(_: BaseHTTPRequestHandler) -> None:
        site.closing.wait(20)

    return handle


def redirect(location: str, status: int = 302):
    return lambda handler: answer(handler, b"", status, Location=location)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (302, PageState.HTTP_ERROR),  # and no address to go on to
        (404, PageState.HTTP_ERROR),
        (500, PageState.HTTP_ERROR),
        (403, PageState.BLOCKED),
        (429, PageState.BLOCKED),
    ],
)
@pytest.mark.parametrize("body", [b"", b"<title>Fejl</title>"])
def test_an_error_status_is_told_and_not_judged(
    site: AwkwardSite, room: Room, status: int, state: PageState, body: bytes
) -> None:
    site.routes["/status"] = lambda handler: answer(handler, body, status)
    evidence = room.render(site.url("/status")).evidence
    assert (evidence.state, evidence.status) == (state, status)
    assert evidence.snapshot is None
    assert evidence.axe is None


def test_a_redirect_is_followed_and_both_addresses_kept(site: AwkwardSite, room: Room) -> None:
    site.pages["/moved-here.html"] = GOOD
    site.routes["/moved"] = redirect("/moved-here.html")
    evidence = room.render(site.url("/moved")).evidence
    assert evidence.state is PageState.RENDERED
    assert (evidence.url, evidence.final_url) == (site.url("/moved"), site.url("/moved-here.html"))


def test_a_password_that_a_redirect_names_is_not_kept(site: AwkwardSite, room: Room) -> None:
    site.pages["/open.html"] = GOOD
    site.routes["/sent"] = redirect(site.url("/open.html").replace("://", "://navn:kode@"))
    evidence = room.render(site.url("/sent")).evidence
    assert (evidence.state, evidence.final_url) == (PageState.RENDERED, site.url("/open.html"))


def test_a_redirect_loop_is_named(site: AwkwardSite, room: Room) -> None:
    site.routes["/round"] = redirect("/round")
    assert room.render(site.url("/round")).evidence.state is PageState.REDIRECT_LOOP


def test_a_page_that_refreshes_itself_for_ever_is_a_redirect_loop(site: AwkwardSite, room: Room) -> None:
    url = site.serve(
        "<title>T</title><script>location.href = location.pathname + '?' + Math.random()</script>"
    )
    assert room.render(url).evidence.state is PageState.REDIRECT_LOOP


def test_a_page_that_sends_itself_on_is_judged_where_it_ends(site: AwkwardSite, room: Room) -> None:
    end = site.serve(GOOD)
    evidence = room.render(
        site.serve(f"<title>T</title><meta http-equiv=refresh content='0;url={end}'>")
    ).evidence
    assert (evidence.state, evidence.final_url, evidence.title) == (PageState.RENDERED, end, "God side")


@pytest.mark.parametrize("delay_ms", [250, 400, 700])
def test_a_page_that_leaves_while_it_is_looked_at_is_still_one_whole_page(
    site: AwkwardSite, room: Room, delay_ms: int
) -> None:
    end = site.serve(GOOD)
    paragraphs = "<p>tekst</p>" * 3000  # so that looking takes a while
    script = f"<script>onload = () => setTimeout(() => location = '{end}', {delay_ms})</script>"
    evidence = room.render(site.serve(f"<html lang=da><title>Undervejs</title>{paragraphs}{script}")).evidence
    assert evidence.state is PageState.RENDERED
    assert evidence.title in {"God side", "Undervejs"}
    assert evidence.axe is not None
    assert evidence.axe.ran


def test_a_file_to_download_is_not_a_page(site: AwkwardSite, room: Room) -> None:
    site.routes["/file"] = lambda handler: answer(
        handler, b"PK", content_type="application/zip", content_disposition="attachment; filename=a.zip"
    )
    site.routes["/picture"] = lambda handler: answer(handler, b"GIF89a", content_type="image/gif")
    assert room.render(site.url("/file")).evidence.state is PageState.DOWNLOAD
    assert room.render(site.url("/picture")).evidence.state is PageState.DOWNLOAD


def test_a_page_that_starts_a_download_by_script_is_judged(site: AwkwardSite, room: Room) -> None:
    site.routes["/file"] = lambda handler: answer(handler, b"PK", content_type="application/zip")
    url = site.serve(
        GOOD + "<iframe src=/file title=f></iframe><script>onload = () => location = '/file'</script>"
    )
    evidence = room.render(url).evidence
    assert (evidence.state, evidence.title) == (PageState.RENDERED, "God side")


def test_a_page_that_breaks_off_is_not_judged(site: AwkwardSite, room: Room) -> None:
    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        handler.wfile.write(GOOD.encode())
        handler.close_connection = True

    site.routes["/broken"] = broken
    evidence = room.render(site.url("/broken")).evidence
    assert evidence.state is PageState.CONNECTION_FAILED
    assert evidence.snapshot is None


def test_names_and_ports_that_lead_nowhere_are_told_apart(site: AwkwardSite) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    room = Room(settings(site, page_count=1, allowed_hosts=frozenset({"127.0.0.1", site.host})))
    try:
        refused = room.render(f"http://127.0.0.1:{port}/").evidence
        unknown = room.render("http://name.invalid/").evidence
        insecure = room.render(f"https://{site.host}/").evidence
        after = room.render(site.serve(GOOD)).evidence
    finally:
        room.close()
    assert refused.state is PageState.REFUSED
    assert unknown.state is PageState.DNS_FAILED
    assert "name.invalid" in unknown.reason
    assert insecure.state is PageState.BAD_CERTIFICATE
    assert after.state is PageState.RENDERED


def test_private_addresses_are_refused_before_anything_is_sent(
    site: AwkwardSite, other_site: AwkwardSite
) -> None:
    other_site.seen.clear()
    url = site.serve(
        f"""<html lang=da><title>T</title><img src=http://{other_site.host}/secret.png alt=''>
        <iframe title=i src=http://{other_site.host}/secret.html></iframe><img src=http://10.0.0.1/x.png alt=''>
        <img src=http://[::ffff:10.0.0.2]/x.png alt=''><script>fetch('http://169.254.169.254/latest')</script>
        <script>new WebSocket('ws://{other_site.host}/socket')</script>"""
    )
    room = Room(settings(site, page_count=1))
    try:
        evidence = room.render(url).evidence
        top = room.render("http://192.168.0.1/").evidence
        egress = room.renderer.egress
    finally:
        room.close()
    assert evidence.state is PageState.RENDERED
    assert other_site.seen == []
    refusals = {
        ip_address(host): traffic.failure for (host, _), traffic in egress.traffic.items() if traffic.failure
    }
    hosts = ("127.0.0.1", "10.0.0.1", "::ffff:10.0.0.2", "169.254.169.254", "192.168.0.1")
    assert refusals == dict.fromkeys(map(ip_address, hosts), Failure.NOT_ALLOWED)
    assert all(traffic.connections == 0 for traffic in egress.traffic.values() if traffic.failure)
    assert top.state is PageState.ADDRESS_NOT_ALLOWED
    assert "192.168.0.1" in top.reason


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "chrome://version/", "javascript:alert(1)", "data:text/html,x"]
)
def test_addresses_that_are_not_of_the_web_are_not_opened(room: Room, url: str) -> None:
    assert room.render(url).evidence.state is PageState.ADDRESS_NOT_ALLOWED


def test_a_redirect_out_of_the_site_is_told(site: AwkwardSite, other_site: AwkwardSite) -> None:
    outside = other_site.serve(GOOD)
    site.routes["/out"] = redirect(outside)
    room = Room(settings(site, other_site, page_count=1, in_scope=lambda url: url.startswith(site.url("/"))))
    try:
        evidence = room.render(site.url("/out")).evidence
    finally:
        room.close()
    assert evidence.state is PageState.LEFT_SITE
    assert evidence.final_url == outside
    assert evidence.snapshot is None


def test_dialogs_popups_and_printing_do_not_stop_a_visit(site: AwkwardSite, room: Room) -> None:
    url = site.serve(
        GOOD
        + """<script>alert('hej'); document.title = String(confirm('?')) + prompt('!');
        open('/popup'); print();
        addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'bliv'; });
        </script>"""
    )
    titles = [room.render(url).evidence.title for _ in range(3)]
    assert titles == ["falsenull"] * 3


def test_a_page_that_never_falls_quiet_is_judged_as_loaded(site: AwkwardSite, hasty_room: Room) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        site.closing.wait(20)

    site.routes["/events"] = drip
    url = site.serve(GOOD + "<script>new EventSource('/events')</script>")
    evidence = hasty_room.render(url).evidence
    assert (evidence.state, evidence.load_state) == (PageState.RENDERED, LoadState.LOADED)


def test_a_page_whose_picture_never_comes_is_judged_without_it(site: AwkwardSite, hasty_room: Room) -> None:
    site.routes["/never.png"] = hang(site)
    evidence = hasty_room.render(site.serve(GOOD + "<img src=/never.png alt=''>")).evidence
    assert (evidence.state, evidence.load_state) == (PageState.RENDERED, LoadState.DOM_CONTENT_LOADED)
    assert evidence.title == "God side"


@pytest.fixture
def endless_page(request: pytest.FixtureRequest, site: AwkwardSite) -> str:
    def half(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.wfile.write(GOOD.encode())
        handler.wfile.flush()
        site.closing.wait(20)

    site.routes["/silent"] = hang(site)
    site.routes["/half"] = half
    site.pages["/loop"] = GOOD + "<script>while (true) {}</script>"
    site.pages["/late-loop"] = GOOD + "<script>setTimeout(() => { while (true) {} }, 100)</script>"
    site.pages["/alerts"] = GOOD + "<script>while (true) { alert('hej') }</script>"
    return site.url(request.param)


@pytest.mark.parametrize(
    "endless_page", ["/silent", "/half", "/loop", "/late-loop", "/alerts"], indirect=True
)
def test_a_page_without_end_costs_its_own_budget_and_the_next_is_fine(
    site: AwkwardSite, hasty_room: Room, endless_page: str
) -> None:
    evidence = hasty_room.render(endless_page).evidence
    assert evidence.state is PageState.TIMED_OUT
    assert evidence.snapshot is None
    after = hasty_room.render(site.serve(GOOD)).evidence
    assert (after.state, after.title) == (PageState.RENDERED, "God side")


def busy_browser(room: Room) -> RunningBrowser:
    """Return the browser that is visiting a page just now."""
    return next(running for running in room.renderer._pool.running if running.slot.watcher is not None)


def test_a_crashed_tab_is_told_and_replaced(site: AwkwardSite, room: Room) -> None:
    site.routes["/late.png"] = hang(site)
    url = site.serve(GOOD + "<img src=/late.png alt=''>")

    async def crash_while_loading() -> PageState:
        visit = asyncio.create_task(room.renderer.render(url))
        assert await asyncio.to_thread(wait_until, lambda: any(path == "/late.png" for path, _ in site.seen))
        with contextlib.suppress(PlaywrightError):
            await busy_browser(room).slot.cdp.send("Page.crash")
        return (await visit).evidence.state

    before = set(room.renderer._pool.running)
    assert room.runner.run(crash_while_loading()) is PageState.CRASHED
    assert before <= room.renderer._pool.running
    good = site.serve(GOOD)
    assert [rendered.evidence.state for rendered in room.render_all(good, good, good)] == [
        PageState.RENDERED
    ] * 3


def test_a_killed_browser_is_started_again_and_its_page_is_visited_once_more(
    site: AwkwardSite, room: Room
) -> None:
    kills: list[int] = []

    def kills_once(handler: BaseHTTPRequestHandler) -> None:
        if not kills:
            kills.append(busy_browser(room).memory.browser_pid)
            os.kill(kills[0], signal.SIGKILL)
        answer(handler, GOOD.encode())

    site.routes["/kills"] = kills_once
    killed = room.render(site.url("/kills"))
    assert kills
    assert killed.evidence.state is PageState.RENDERED
    assert kills[0] not in {running.memory.browser_pid for running in room.renderer._pool.running}
    assert len([path for path, _ in site.seen if path == "/kills"]) == 2


def test_a_page_that_kills_its_browser_twice_is_given_up_and_costs_no_other_page(
    site: AwkwardSite, room: Room
) -> None:
    beside = site.serve(GOOD + "<img src=/slow.png alt=''>")
    meanwhile: list[int] = []

    def wait(handler: BaseHTTPRequestHandler) -> None:
        meanwhile.append(busy_browser(room).memory.browser_pid)
        site.closing.wait(3)
        answer(handler, b"")

    def kill(handler: BaseHTTPRequestHandler) -> None:
        assert wait_until(lambda: bool(meanwhile))
        pids = {
            running.memory.browser_pid
            for running in room.renderer._pool.running
            if running.slot.watcher is not None
        }
        (pid,) = pids - set(meanwhile)
        os.kill(pid, signal.SIGKILL)
        site.closing.wait(1)

    site.routes["/always-kills"] = kill
    site.routes["/slow.png"] = wait

    async def both() -> list[Rendered]:
        innocent = asyncio.create_task(room.renderer.render(beside))
        assert await asyncio.to_thread(wait_until, lambda: bool(meanwhile))
        return [await room.renderer.render(site.url("/always-kills")), await innocent]

    killer, innocent = room.runner.run(both())
    assert killer.evidence.state is PageState.CRASHED
    assert "browser crash" in killer.evidence.reason
    assert innocent.evidence.state is PageState.RENDERED
    assert len([path for path, _ in site.seen if path == "/slow.png"]) == 1
    assert room.render(site.serve(GOOD)).evidence.state is PageState.RENDERED


def test_a_killed_driver_is_started_again_with_its_browser(site: AwkwardSite, room: Room) -> None:
    kills: list[tuple[int, int]] = []

    def kills_once(handler: BaseHTTPRequestHandler) -> None:
        if not kills:
            running = busy_browser(room)
            kills.append((running.memory.driver_pid, running.memory.browser_pid))
            os.kill(running.memory.driver_pid, signal.SIGKILL)
        answer(handler, GOOD.encode())

    site.routes["/kills-driver"] = kills_once
    assert room.render(site.url("/kills-driver")).evidence.state is PageState.RENDERED
    assert wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in kills[0]))


def test_the_browser_is_renewed_after_a_number_of_pages(site: AwkwardSite) -> None:
    url = site.serve(GOOD)
    room = Room(settings(site, page_count=1, recycle_after_pages=2, axe_rules=()))
    try:
        (first,) = room.renderer._pool.running
        states = {rendered.evidence.state for rendered in room.render_all(*[url] * 3)}
        (now,) = room.renderer._pool.running
    finally:
        room.close()
    assert states == {PageState.RENDERED}
    assert now is not first
    assert not first.is_alive


def test_the_browser_is_renewed_when_it_holds_too_much_memory(site: AwkwardSite) -> None:
    url = site.serve(GOOD)
    room = Room(settings(site, page_count=1, recycle_above_bytes=1, axe_rules=()))
    try:
        (first,) = room.renderer._pool.running
        room.runner.run(asyncio.sleep(1))  # time for a look at what it holds
        states = {room.render(url).evidence.state for _ in range(2)}
        (now,) = room.renderer._pool.running
    finally:
        room.close()
    assert states == {PageState.RENDERED}
    assert now is not first
    assert not first.is_alive


@pytest.mark.parametrize(
    ("ceiling", "what"),
    [({"browser_bytes_max": 700_000_000}, "browser"), ({"tab_bytes_max": 400_000_000}, "tab")],
)
def test_what_takes_too_much_memory_is_ended_and_the_next_page_is_fine(
    site: AwkwardSite, ceiling: dict[str, int], what: str
) -> None:
    greedy = site.serve(
        GOOD
        + "<script>const kept = []; setInterval(() => kept.push(new Uint8Array(2e7).fill(7)), 20)</script>"
        "<img src=/never.png alt=''>"
    )
    site.routes["/never.png"] = hang(site)
    room = Room(settings(site, page_count=1, **ceiling))
    try:
        evidence = room.render(greedy).evidence
        after = room.render(site.serve(GOOD)).evidence
    finally:
        room.close()
    (size,) = ceiling.values()
    assert evidence.state is PageState.CRASHED
    assert evidence.reason == f"the page made the {what} take more memory than {size // 1_000_000} MB"
    assert len([path for path, _ in site.seen if path == greedy.removeprefix(site.url(""))]) == 1
    assert after.state is PageState.RENDERED


def test_a_page_that_needs_more_memory_than_we_have_is_too_large_and_the_next_is_fine(
    site: AwkwardSite, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def snapshot(*_: object) -> dict[str, object]:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("crawler.render.capture.snapshot", snapshot)
        evidence = room.render(site.serve(GOOD)).evidence
    assert evidence.state is PageState.TOO_LARGE
    assert "more memory than we have" in evidence.reason
    assert room.render(site.serve(GOOD)).evidence.state is PageState.RENDERED


def test_a_browser_that_does_not_start_is_one_clear_error(site: AwkwardSite, tmp_path) -> None:
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\nexit 1\n")
    stub.chmod(0o755)
    with pytest.raises(BrowserLostError, match="could not be started"):
        Room(settings(site, browser=stub))


def test_the_owners_header_goes_to_the_sites_host_only(site: AwkwardSite, other_site: AwkwardSite) -> None:
    other_site.pages |= {"/foreign.css": "", "/frame": "<title>Ramme</title>", "/elsewhere.css": ""}
    site.pages["/own.css"] = ""
    site.routes["/away.css"] = redirect(other_site.url("/elsewhere.css"))
    url = site.serve(
        GOOD
        + f"<link rel=stylesheet href={other_site.url('/foreign.css')}><link rel=stylesheet href=/own.css>"
        + f"<link rel=stylesheet href=/away.css><iframe src={other_site.url('/frame')}></iframe>"
    )
    for one in (site, other_site):
        one.seen.clear()
    credentials = Credentials(site.url("/"), {"X-Staging": "let me in"}, ("let me in",))
    room = Room(settings(site, other_site, page_count=1, credentials=credentials))
    try:
        assert room.render(url).evidence.state is PageState.RENDERED
        foreign = other_site.serve(GOOD + f"<link rel=stylesheet href={site.url('/own.css?from-elsewhere')}>")
        assert room.render(foreign).evidence.state is PageState.RENDERED
    finally:
        room.close()
    sent = {path: headers.get("x-staging") for path, headers in site.seen}
    assert sent == dict.fromkeys(sent, "let me in") | {"/own.css?from-elsewhere": None}
    assert {"/own.css", "/away.css"} < set(sent)
    asked = {path for path, _ in other_site.seen}
    assert {"/foreign.css", "/frame", "/elsewhere.css"} <= asked
    assert not [headers for _, headers in other_site.seen if "x-staging" in headers]


def test_a_page_that_moves_elsewhere_takes_no_header_along(
    site: AwkwardSite, other_site: AwkwardSite
) -> None:
    site.routes["/moved"] = redirect(other_site.serve(GOOD))
    for one in (site, other_site):
        one.seen.clear()
    credentials = Credentials(site.url("/"), {"X-Staging": "let me in"}, ("let me in",))
    room = Room(settings(site, other_site, page_count=1, credentials=credentials))
    try:
        room.render(site.url("/moved"))
    finally:
        room.close()
    assert site.seen[-1][1]["x-staging"] == "let me in"
    assert other_site.seen
    assert not [headers for _, headers in other_site.seen if "x-staging" in headers]


def test_a_local_file_is_opened_only_where_that_is_allowed(tmp_path, site: AwkwardSite) -> None:
    page = tmp_path / "side.html"
    page.write_text(GOOD, "utf-8")
    room = Room(settings(site, page_count=1, allow_files=True))
    try:
        evidence = room.render(page.as_uri()).evidence
        missing = room.render((tmp_path / "væk.html").as_uri()).evidence
    finally:
        room.close()
    assert (evidence.state, evidence.title) == (PageState.RENDERED, "God side")
    assert missing.state is PageState.CONNECTION_FAILED
