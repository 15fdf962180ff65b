"""The hostile site: every hostile page, the parts they use, and ordinary pages between them."""

import struct
import zlib

from tests.hostile import content_traps, protocol_traps, script_traps
from tests.hostile.protocol_traps import bomb
from tests.hostile.server import Exchange, HostileSite
from tests.hostile.traps import Trap, fixed, html, lazily

DOT = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
FALSE_ANSWERS = """
  self.addEventListener('install', () => self.skipWaiting());
  self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  self.addEventListener('fetch', (event) => event.respondWith(new Response('<title>Falsk</title>',
    { headers: { 'content-type': 'text/html' } })));
"""
STYLE = "nav { color: #aaa; background: #fff } .skjult { display: none }"
SCRIPT = "document.querySelector('#sted').innerHTML = '<p><img src=/dot.gif></p><button></button>'; localStorage.a = 1;"


def clean(number: int) -> str:
    """Return an ordinary page, with a style sheet, a script and faults of several kinds."""
    rows = "".join(
        f"<li><a href='/clean/{row % 8}'>Punkt {row} på side {number}</a>" for row in range(number + 3)
    )
    return (
        f'<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Side {number} om byens sager</title>'
        '<link rel="stylesheet" href="/style.css"></head><body><nav>Utydelig menu</nav>'
        f"<main><h1>Side {number}</h1><ul>{rows}</ul><input name=felt><div id=sted></div>"
        '<p class="skjult">Skjult</p></main><script src="/script.js"></script></body></html>'
    )


async def _endless(exchange: Exchange) -> None:
    kinds = {"/endless.zip": "application/zip", "/endless-video": "video/mp4", "/endless-image": "image/png"}
    await exchange.head(kind=kinds.get(exchange.path, "text/css"))
    if exchange.path == "/endless-image":
        await exchange.raw(gigapixel_png()[:5000])
    await exchange.pour(b"/* mere */\n" * 6000)


async def _events(exchange: Exchange) -> None:
    await exchange.head(kind="text/event-stream")
    await exchange.pour(b"data: hej\n\n", 0.05)


def gigapixel_png(side: int = 32_000) -> bytes:
    """Return a picture that is small while packed."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(bytes(side // 8 + 1) * side, 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PLAIN = "/plain"
CLEAN = tuple(f"/clean/{number}" for number in range(8))
TRAPS: dict[str, Trap] = {
    f"/{group}/{trap.name}": trap
    for group, traps in (("script", script_traps), ("content", content_traps), ("protocol", protocol_traps))
    for trap in traps.traps()
}


def hostile_site() -> HostileSite:
    """Return a site with every hostile page, the parts they use, and one page that is fine."""
    site = HostileSite()
    for path, trap in TRAPS.items():
        site.answers[path] = trap.answer
    site.answers |= {path: fixed(clean(number)) for number, path in enumerate(CLEAN)}
    site.answers |= {
        "/style.css": fixed(STYLE, "text/css", Cache_Control="max-age=60"),
        "/script.js": fixed(SCRIPT, "text/javascript", Cache_Control="max-age=60"),
        PLAIN: fixed(html()),
        "/dot.gif": fixed(DOT, "image/gif"),
        "/never": protocol_traps.silent,
        "/events": _events,
        "/bomb": lazily(bomb, "text/css", Content_Encoding="gzip"),
        "/gigapixel.png": lazily(gigapixel_png, "image/png"),
        "/file.pdf": fixed(b"%PDF-1.7", "application/pdf"),
        "/worker.js": fixed(FALSE_ANSWERS, "text/javascript", Service_Worker_Allowed="/"),
    }
    for path in ("/endless.zip", "/endless-text", "/endless-video", "/endless-image"):
        site.answers[path] = _endless
    return site
