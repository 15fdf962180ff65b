"""robots.txt is kept as RFC 9309 says."""

import asyncio
import contextlib
import gzip
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from crawler.survey.guard import AddressPolicy
from crawler.survey.inventory import SkipReason
from crawler.survey.plain_fetch import PlainFetcher
from crawler.survey.robots import ROBOTS_BYTES_MAX, Answer, FetchError, RobotsPolicy, RobotsState, parse

SITE = "https://by.dk"


def policy(*answers: Answer | FetchError, is_obeyed: bool = True) -> tuple[RobotsPolicy, list[str]]:
    asked: list[str] = []

    async def fetch(url: str) -> Answer:
        asked.append(url)
        answer = answers[min(len(asked), len(answers)) - 1]
        if isinstance(answer, FetchError):
            raise answer
        return answer

    return RobotsPolicy(fetch, is_obeyed=is_obeyed), asked


def allowed(robots: RobotsPolicy, *paths: str) -> list[bool]:
    async def ask() -> list[bool]:
        return [await robots.allows(SITE + path) for path in paths]

    return asyncio.run(ask())


def rules(text: str) -> Answer:
    return Answer(200, text.encode())


@pytest.mark.parametrize(
    ("text", "path", "is_allowed"),
    [
        ("", "/", True),
        ("User-agent: *\nDisallow: /", "/", False),
        ("User-agent: *\nDisallow:", "/", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/c", False),
        ("User-agent: *\nDisallow: /*.aspx$", "/side.aspx", False),
        ("User-agent: *\nDisallow: /*.aspx$", "/side.aspx#/om", False),
        ("User-agent: *\nDisallow: /*.aspx$", "/side.aspx?x=1", True),
        ("User-agent: *\nDisallow: /*?print=", "/side?print=1", False),
        ("User-agent: Eftersyn\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
        ("User-agent: eftersyn\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/x", False),
        ("User-agent: OtherBot\nDisallow: /", "/", True),
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\r\nDisallow: /blå", "/bl%C3%A5", False),
        ("<html><body>not found</body></html>", "/", True),
    ],
)
def test_rules_are_read(text: str, path: str, is_allowed: bool) -> None:
    robots, _ = policy(rules(text))
    assert allowed(robots, path) == [is_allowed]


@pytest.mark.parametrize(
    ("status", "is_allowed"),
    [(404, True), (403, True), (410, True), (500, False), (503, False), (429, False)],
)
def test_no_robots_txt_allows_all_and_a_failing_server_nothing(status: int, is_allowed: bool) -> None:
    robots, _ = policy(Answer(status))
    assert allowed(robots, "/") == [is_allowed]


def test_a_failing_robots_txt_is_named_as_the_reason() -> None:
    robots, _ = policy(Answer(503))
    refusal = asyncio.run(robots.refusal(f"{SITE}/"))
    assert refusal is not None
    assert refusal.reason is SkipReason.ROBOTS
    assert "503" in refusal.detail


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (SkipReason.TIMED_OUT, SkipReason.ROBOTS),
        (SkipReason.DNS_FAILED, SkipReason.DNS_FAILED),
        (SkipReason.CONNECTION_FAILED, SkipReason.CONNECTION_FAILED),
        (SkipReason.BAD_CERTIFICATE, SkipReason.BAD_CERTIFICATE),
        (SkipReason.ADDRESS_NOT_ALLOWED, SkipReason.ADDRESS_NOT_ALLOWED),
    ],
)
def test_an_unreachable_robots_txt_refuses_everything(cause: SkipReason, expected: SkipReason) -> None:
    robots, _ = policy(FetchError(cause, "gone"))
    refusal = asyncio.run(robots.refusal(f"{SITE}/"))
    assert refusal is not None
    assert refusal.reason is expected


def test_a_host_is_asked_once_however_many_ask() -> None:
    robots, asked = policy(rules("User-agent: *\nDisallow: /a"))

    async def ask() -> list[bool]:
        return await asyncio.gather(*(robots.allows(f"{SITE}/{page}") for page in "abc"))

    assert asyncio.run(ask()) == [False, True, True]
    assert asked == [f"{SITE}/robots.txt"]


def test_five_redirects_are_followed_and_a_sixth_means_no_robots_txt() -> None:
    redirect = Answer(301, location="/elsewhere.txt")
    followed, asked = policy(*[redirect] * 5, rules("User-agent: *\nDisallow: /"))
    assert allowed(followed, "/") == [False]
    assert len(asked) == 6
    endless, asked = policy(redirect)
    assert allowed(endless, "/") == [True]
    assert len(asked) == 6


def test_only_the_first_500_kib_count() -> None:
    filler = "# " + "x" * 97 + "\n"
    before = filler * (ROBOTS_BYTES_MAX // len(filler) - 10) + "User-agent: *\nDisallow: /first\n"
    text = before + filler * 20 + "Disallow: /second\n"
    parsed = parse(text.encode())
    assert not parsed.can_fetch(f"{SITE}/first", "Eftersyn")
    assert parsed.can_fetch(f"{SITE}/second", "Eftersyn")


def test_crawl_delay_and_sitemaps_are_read() -> None:
    text = "User-agent: *\nCrawl-delay: 2.5\nSitemap: https://by.dk/s.xml\nSitemap: /t.xml\nSitemap: /t.xml\n"
    robots, _ = policy(rules(text))

    async def ask():
        return await robots.file(f"{SITE}/")

    assert robots.crawl_delay_seconds("by.dk") is None  # not known yet
    file = asyncio.run(ask())
    assert robots.crawl_delay_seconds("by.dk") == 2.5
    assert file.sitemaps == ("https://by.dk/s.xml", "https://by.dk/t.xml")


def test_on_ones_own_site_robots_txt_is_reported_and_refuses_nothing() -> None:
    robots, _ = policy(rules("User-agent: *\nDisallow: /\nCrawl-delay: 9"), is_obeyed=False)

    async def ask():
        return await robots.allows(f"{SITE}/"), (await robots.file(SITE)).refusal(f"{SITE}/")

    is_allowed, reported = asyncio.run(ask())
    assert is_allowed
    assert reported is not None
    assert robots.crawl_delay_seconds("by.dk") is None


def test_ones_own_site_does_not_come_back_by_permission() -> None:
    robots, _ = policy(FetchError(SkipReason.DNS_FAILED, "gone"), is_obeyed=False)
    assert allowed(robots, "/") == [False]


def test_local_files_need_no_permission() -> None:
    robots, asked = policy(Answer(500))
    assert asyncio.run(robots.allows("file:///tmp/a.html"))
    assert asked == []


# The fetcher, against a server on this machine.


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            body, encoding = b"User-agent: *\nDisallow: /a", ""
        elif self.path == "/gzip":
            body, encoding = gzip.compress(b"hello"), "gzip"
        elif self.path == "/bomb":
            body, encoding = gzip.compress(b"\0" * 50_000_000), "gzip"
        elif self.path == "/silent":
            self.server.hold.wait(10)  # type: ignore[attr-defined]
            return
        else:
            body, encoding = b"#" * (ROBOTS_BYTES_MAX * 3), ""
        self.send_response(200)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("X-Agent", self.headers["User-Agent"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_) -> None:
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as http:
        http.hold = threading.Event()  # type: ignore[attr-defined]
        thread = threading.Thread(target=http.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.hold.set()  # type: ignore[attr-defined]
        http.shutdown()
        thread.join()


def fetched(url: str, *starts: str, seconds: float = 5) -> Answer:
    fetch = PlainFetcher("Eftersyn/1", AddressPolicy.for_start(*starts), total_timeout_seconds=seconds)
    return asyncio.run(fetch(url))


def test_the_fetcher_reads_plain_and_packed_bodies(server) -> None:
    assert fetched(f"{server}/robots.txt", server).body.endswith(b"Disallow: /a")
    assert fetched(f"{server}/gzip", server).body == b"hello"


def test_the_fetcher_takes_no_more_than_it_can_use(server) -> None:
    assert len(fetched(f"{server}/long", server).body) == ROBOTS_BYTES_MAX + 1
    assert len(fetched(f"{server}/bomb", server).body) == ROBOTS_BYTES_MAX + 1


@pytest.mark.parametrize(
    ("path", "starts", "reason"),
    [
        ("/silent", True, SkipReason.TIMED_OUT),
        ("/robots.txt", False, SkipReason.ADDRESS_NOT_ALLOWED),
    ],
)
def test_the_fetcher_names_why_it_got_nothing(server, path, starts, reason) -> None:
    with pytest.raises(FetchError) as caught:
        fetched(server + path, *([server] if starts else []), seconds=0.5)
    assert caught.value.reason is reason


def test_a_closed_port_and_an_unknown_host_are_told_apart(unused_port, monkeypatch) -> None:
    address = f"http://127.0.0.1:{unused_port}"
    with pytest.raises(FetchError) as refused:
        fetched(f"{address}/robots.txt", address)
    assert refused.value.reason is SkipReason.CONNECTION_FAILED

    def unknown(*_, **__):
        raise OSError("Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    with pytest.raises(FetchError) as unresolved:
        fetched("http://findes-ikke.invalid/robots.txt")
    assert unresolved.value.reason is SkipReason.DNS_FAILED


def test_a_name_that_leads_inside_is_not_asked(monkeypatch) -> None:
    inside = [(2, 1, 6, "", ("10.0.0.5", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: inside)
    with pytest.raises(FetchError) as caught:
        fetched("http://by.dk/robots.txt")
    assert caught.value.reason is SkipReason.ADDRESS_NOT_ALLOWED


def test_states_are_told_apart() -> None:
    async def state(answer) -> RobotsState:
        robots, _ = policy(answer)
        return (await robots.file(SITE)).state

    states = [
        asyncio.run(state(a))
        for a in (rules(""), Answer(404), Answer(500), FetchError(SkipReason.TIMED_OUT, ""))
    ]
    assert states == [RobotsState.FOUND, RobotsState.ABSENT, RobotsState.UNAVAILABLE, RobotsState.UNREACHABLE]
