"""The pages that are measured: folders of HTML files served on this machine, or pages made for the purpose."""

import contextlib
import functools
import http.server
import multiprocessing
import socket
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

LIGHT, ORDINARY, HEAVY = "light", "ordinary", "heavy"
_SECTIONS = {LIGHT: 4, ORDINARY: 24, HEAVY: 120}
"""About 230, 760 and 3,000 elements a page."""

_HEAD = """<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>Side {number} – Målekommune</title>
<style>body {{ font: 1rem/1.5 sans-serif; color: #222; margin: 2rem }}
.card {{ border: 1px solid #767676; padding: 1rem }}
.pale {{ color: #999 }} table {{ border-collapse: collapse }}</style></head><body><a href="#main">Gå til indhold</a>
<header><nav aria-label="Hovedmenu"><ul>{menu}</ul></nav></header><main id="main"><h1>Side {number}</h1>"""
_SECTION = """<section class="card" aria-labelledby="h{n}"><h2 id="h{n}">Emne {n} på side {number}</h2>
<p>Kommunen hjælper dig med emne {n}. Du kan <a href="emne-{n}.html">søge om støtte til emne {n}</a> hele året, og vi
svarer <strong>inden to uger</strong>. <span class="pale">Opdateret for nylig</span></p>
<ul><li>Søg i god tid</li><li>Vedlæg <em>dokumentation</em></li>
<li><a href="kontakt.html">Kontakt os om emne {n}</a></li></ul>
<table><caption>Satser for emne {n}</caption><tr><th scope="col">År</th><th scope="col">Kroner</th></tr>
<tr><td>2025</td><td>{n}00</td></tr><tr><td>2026</td><td>{n}10</td></tr></table>
<form><label for="f{n}">Dit navn</label><input id="f{n}" name="navn{n}" autocomplete="name">
<button>Send {n}</button></form>
<img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="></section>"""
_FOOT = """</main><footer><p>Målekommune, Rådhuspladsen 1</p></footer></body></html>"""


def lists(
    folders: Sequence[str], count: int
) -> Iterator[tuple[str, contextlib.AbstractContextManager[list[str]]]]:
    """Yield the lists of pages to measure by name: of the folders given as `NAME=FOLDER`, else the made ones."""
    if not folders:
        for kind in (LIGHT, ORDINARY, HEAVY):
            yield f"{kind} (made)", made_pages(kind, count)
    for given in folders:
        name, _, folder = given.partition("=")
        yield name, folder_pages(Path(folder), count)


@contextlib.contextmanager
def made_pages(kind: str, count: int) -> Iterator[list[str]]:
    """Serve `count` pages of one kind, and a front page with links to all, and give the addresses of the `count`."""
    with tempfile.TemporaryDirectory() as folder:
        menu = "".join(f'<li><a href="side-{n}.html">Side {n}</a></li>' for n in range(8))
        for number in range(count):
            sections = "".join(_SECTION.format(n=n, number=number) for n in range(_SECTIONS[kind]))
            page = _HEAD.format(number=number, menu=menu) + sections + _FOOT
            Path(folder, f"side-{number:03}.html").write_text(page, encoding="utf-8")
        links = "".join(f'<li><a href="side-{n:03}.html">Side {n}</a></li>' for n in range(count))
        front = f"{_HEAD.format(number='efter side', menu=menu)}<ul>{links}</ul>{_FOOT}"
        Path(folder, "index.html").write_text(front, encoding="utf-8")
        with served(Path(folder)) as origin:
            yield [f"{origin}/side-{number:03}.html" for number in range(count)]


@contextlib.contextmanager
def folder_pages(folder: Path, count: int) -> Iterator[list[str]]:
    """Serve a folder of HTML files and give the addresses of `count` of them, spread evenly over the whole."""
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.html"))
    count = min(count, len(names))
    with served(folder) as origin:
        yield [f"{origin}/{names[i * len(names) // count]}" for i in range(count)]


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on 127.0.0.1 from a process of its own, whose work is not counted."""
    listener = socket.create_server(("127.0.0.1", 0))
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(listener, folder), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        process.kill()
        process.join()
        listener.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        return


def _serve(listener: socket.socket, folder: Path) -> None:
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(listener.getsockname(), handler, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    server.serve_forever()
