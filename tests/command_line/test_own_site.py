"""`--own-site`: robots.txt is reported and not obeyed, the owner's access opens the site, and is kept nowhere."""

import asyncio
import base64
import contextlib
import sqlite3
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from eftersyn.exit_codes import ExitCode
from reports.exports import FORMATS
from tests.command_line.test_bad_input import assert_refused, run
from tests.hostile.server import Answer, Exchange, HostileSite, serving
from tests.hostile.traps import fixed

pytestmark = pytest.mark.browser

PASSWORD = "kun-for-os-7391"
TOKEN = base64.b64encode(f"redaktør:{PASSWORD}".encode()).decode()
HEADER_VALUE = "nøgle".encode().hex() + "-8804"
SECRETS = (PASSWORD, TOKEN, HEADER_VALUE)
ACCESS = {"EFTERSYN_BASIC_AUTH": f"redaktør:{PASSWORD}", "EFTERSYN_HEADER": f"X-Staging: {HEADER_VALUE}"}


def guarded(answer: Answer) -> Answer:
    """Let nobody in without both the password and the header."""

    async def ask(exchange: Exchange) -> None:
        sent = exchange.headers
        if sent.get("authorization") != f"Basic {TOKEN}" or sent.get("x-staging") != HEADER_VALUE:
            await exchange.answer("<title>Adgang</title>", status=401, WWW_Authenticate='Basic realm="x"')
        else:
            await answer(exchange)

    return ask


async def _echo(exchange: Exchange) -> None:
    """Show what came in, in every place that is looked at."""
    said = " ".join(f"{name}={value}" for name, value in exchange.headers.items())
    await exchange.answer(
        f'<!doctype html><html lang="da"><title>Ekko {said}</title><main><h1>{said}</h1><img src="/dot?{TOKEN}">'
        f'<a href="/ekko?adgang={PASSWORD}" title="{said}"></a><script>console.error("{said}")</script></main>',
        X_Echo=said,
        Set_Cookie=f"adgang={TOKEN}",
    )


def _page(title: str, body: str) -> Answer:
    return fixed(
        f'<!doctype html><html lang="da"><title>{title}</title><main><h1>{title}</h1>{body}</main></html>'
    )


@pytest.fixture
def elsewhere() -> Iterator[HostileSite]:
    """Somebody else's server, which may be asked but must be told nothing."""
    with serving(HostileSite(fallback=fixed("/* her */", "text/css"))) as site:
        yield site


@pytest.fixture
def staging(elsewhere: HostileSite) -> Iterator[HostileSite]:
    site = HostileSite()
    foreign = f"http://localhost:{elsewhere.port}"

    async def away(exchange: Exchange) -> None:
        await exchange.redirect(f"{foreign}/side")

    links = "".join(
        f'<li><a href="{to}">Til {to}</a></li>'
        for to in ("/ekko", "/anden", "/bort", "/fil.csv", f"{foreign}/fremmed.csv")
    )
    answers: dict[str, Answer] = {
        "/robots.txt": fixed("User-agent: *\nDisallow: /\n", "text/plain"),
        "/": _page("Forside", f'<ul>{links}</ul><link rel="stylesheet" href="{foreign}/stil.css">'),
        "/anden": _page("Anden side", '<a href="/">Forside</a>'),
        "/ekko": _echo,
        "/bort": away,
        "/fil.csv": fixed("a;b\n1;2\n", "text/csv", ETag=f'"{TOKEN}"', X_Robots_Tag=HEADER_VALUE),
    }
    site.answers = {path: guarded(answer) for path, answer in answers.items()}
    with serving(site) as served:
        yield served


def everything_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what every file holds, and every value of every database, unpacked."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        yield str(path), path.read_bytes()
        if path.suffix == ".sqlite":
            with closing(sqlite3.connect(path)) as connection:
                tables = [
                    name
                    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                ]
                for table in tables:
                    for row in connection.execute(f"SELECT * FROM {table}"):  # its own names
                        for value in row:
                            yield f"{path}: {table}", _unpacked(value)


def _unpacked(value: object) -> bytes:
    if not isinstance(value, bytes):
        return str(value).encode()
    try:
        return zlib.decompress(value)
    except zlib.error:
        return value


def check(*arguments: str | Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Check with the owner's access in the environment."""
    return run("check", *arguments, cwd=None, **ACCESS, **changes)


def rows(out: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(out / "eftersyn.sqlite")) as connection:
        return connection.execute(sql).fetchall()


def pictured_pages(out: Path) -> set[str]:
    (captures,) = (out / "captures").glob("*.sqlite")
    with closing(sqlite3.connect(captures)) as connection:
        return {url for (url,) in connection.execute("SELECT url FROM captures WHERE screenshot IS NOT NULL")}


def states(out: Path, site: HostileSite) -> dict[str, str]:
    found = rows(out, "SELECT url, state FROM subjects WHERE kind IN ('page', 'document')")
    return {str(url).removeprefix(site.url("")): str(state) for url, state in found}


def test_the_owners_access_opens_a_closed_site_and_is_kept_nowhere(
    staging: HostileSite, elsewhere: HostileSite, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    formats = [word for name in FORMATS for word in ("--format", name)]
    done = check(
        staging.url("/"), "--own-site", "--allow-private-networks", "--screenshots", "--out", out,
        "--format", "html", *formats,
    )  # fmt: skip
    assert done.returncode == ExitCode.DONE, done.stderr
    found = states(out, staging)
    assert {path: found.get(path) for path in ("/", "/anden", "/ekko")} == dict.fromkeys(
        ("/", "/anden", "/ekko"), "rendered"
    )
    assert found.get("/fil.csv") == "read"
    pictured = pictured_pages(out)
    assert staging.url("/anden") in pictured
    assert staging.url("/ekko") not in pictured  # it shows the secret
    assert [
        detail for (detail,) in rows(out, "SELECT detail FROM site_notes WHERE kind = 'robots_not_obeyed'")
    ]
    asked_elsewhere = {path for path, _ in elsewhere.seen}
    assert "/stil.css" in asked_elsewhere
    assert not [sent for _, sent in elsewhere.seen if {"authorization", "x-staging"} & set(sent)]
    assert not [path for path in asked_elsewhere if any(secret in path for secret in SECRETS)]
    places = [*everything_in(out), ("stdout", done.stdout.encode()), ("stderr", done.stderr.encode())]
    assert len(places) > 100
    assert {where for where, held in places for secret in SECRETS if secret.encode() in held} == set()


def test_without_access_the_closed_site_is_blocked_and_says_how_an_owner_gets_in(
    staging: HostileSite, tmp_path: Path
) -> None:
    done = run("check", staging.url("/"), "--own-site", "--out", tmp_path / "out", EFTERSYN_LANGUAGE="en")
    assert done.returncode == ExitCode.NOT_SOUND, done.stderr
    assert "401" in done.stderr


def test_access_is_not_used_without_own_site(staging: HostileSite, tmp_path: Path) -> None:
    check(staging.url("/"), "--out", tmp_path / "out")
    assert not [sent for _, sent in staging.seen if {"authorization", "x-staging"} & set(sent)]


def test_listed_addresses_are_let_in_too_and_robots_is_reported(staging: HostileSite, tmp_path: Path) -> None:
    urls = tmp_path / "urls.txt"
    urls.write_text(f"{staging.url('/anden')}\n{staging.url('/fil.csv')}\n", "utf-8")
    out = tmp_path / "out"
    done = check("--urls", urls, "--own-site", "--out", out)
    assert done.returncode == ExitCode.DONE, done.stderr
    assert states(out, staging) == {"/anden": "rendered", "/fil.csv": "read"}
    assert rows(out, "SELECT detail FROM site_notes WHERE kind = 'robots_not_obeyed'") == [("2",)]


def test_access_that_cannot_be_sent_is_refused_without_being_shown(tmp_path: Path) -> None:
    done = run("check", "http://127.0.0.1:9/", "--own-site", EFTERSYN_HEADER=f"Host: {HEADER_VALUE}")
    assert_refused(done, ExitCode.BAD_INPUT, "EFTERSYN_HEADER")
    assert HEADER_VALUE not in done.stderr + done.stdout


def test_no_process_that_is_started_finds_the_access_in_its_environment(
    staging: HostileSite, tmp_path: Path
) -> None:
    found: list[bytes] = []

    async def look(exchange: Exchange) -> None:
        found.extend(await asyncio.to_thread(environments, f"EFTERSYN_TEST={tmp_path}".encode()))
        await exchange.answer("<title>Side</title>")

    staging.answers["/"] = guarded(look)
    check(staging.url("/"), "--own-site", "--out", tmp_path / "out", EFTERSYN_TEST=str(tmp_path))
    assert len(found) >= 4  # the site's process, a driver, a browser and its parts
    assert not [one for one in found if PASSWORD.encode() in one]


def environments(mark: bytes) -> list[bytes]:
    """Return the environments of the processes that hold the mark, save the command's own."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            environment, command = (entry / "environ").read_bytes(), (entry / "cmdline").read_bytes()
            if mark in environment.split(b"\0") and b"\0eftersyn\0" not in command:
                found.append(environment)
    return found
