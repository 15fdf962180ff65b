"""Pages whose content is hostile: too much, too deep, too slow, not what it is said to be."""

from collections.abc import Iterable

from tests.hostile.traps import (
    BROKEN,
    CRASHED,
    DOWNLOAD,
    LOOP,
    RENDERED,
    TIMED_OUT,
    TOO_LARGE,
    Trap,
    built,
    fixed,
    html,
    large,
    lazily,
    scripted,
)

FRAMES_IN_FRAMES = """<script>
  document.write(`<iframe title=x src="?${Math.random()}"></iframe>`.repeat(2));
</script>"""
NESTED = """
  onload = () => {
    let at = document.body;
    for (let i = 0; i < 20000; i++) { const e = document.createElement('div'); at.append(e); at = e; }
  };
"""
NAMES = """
  const name = 'navn '.repeat(2e5);
  onload = () => {
    for (let i = 0; i < 1500; i++) {
      const e = document.createElement('button');
      e.setAttribute('aria-label', name + i);
      document.body.append(e);
    }
  };
"""
REFERENCES = """
  onload = () => {
    document.body.innerHTML = '<p id=x>' + 'navn '.repeat(2e5) + '</p>' + '<input aria-labelledby=x>'.repeat(5000);
  };
"""
ATTRIBUTES = """
  onload = () => {
    for (let i = 0; i < 1000; i++) {
      const e = document.createElement('p');
      e.setAttribute('data-x', 'x'.repeat(1e6) + i);
      document.body.append(e);
    }
  };
"""
ENORMOUS_BOX = '<div style="width:33000000px;height:33000000px;background:linear-gradient(red,blue)">x</div>'
SLOW_STYLES = "<style>:has(:has(*)) b, b:nth-child(7n+1 of :not(i ~ b):has(+ b)) { color: red }</style>"
SLOW_FILTERS = (
    '<svg width="3000" height="9000"><filter id="f">'
    + '<feTurbulence baseFrequency="0.5" numOctaves="200"/><feGaussianBlur stdDeviation="300"/>' * 10
    + '</filter><rect filter="url(#f)" width="3000" height="9000"/></svg>'
)
METHODS = [
    "querySelectorAll",
    "querySelector",
    "getElementById",
    "createElement",
    "documentElement",
    "body",
    "head",
    "children",
    "childNodes",
    "title",
    "elementsFromPoint",
    "createTreeWalker",
    "defaultView",
    "implementation",
    "getRootNode",
    "axe",
    "eftersyn",
    "location",
    "nodeType",
]
HIDDEN_METHODS = "".join(f'<img name="{name}" id="{name}" src="/dot.gif" alt="">' for name in METHODS)
HIDDEN_FORM_METHODS = f"<form>{''.join(f'<input name={name}>' for name in ('nodeName', *METHODS))}</form>"
MEDIA = (
    '<video src="/endless-video" autoplay muted></video><audio src="/endless-video" autoplay></audio>'
    '<object data="/endless-text"></object><embed src="/file.pdf" type="application/pdf">'
)
USE_BOMB = (
    "<svg width=10 height=10><g id=u0><rect width=1 height=1 /></g>"
    + "".join(f"<g id=u{n}>{f'<use href=#u{n - 1} />' * 10}</g>" for n in range(1, 9))
    + "</svg>"
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + ']><html xmlns="http://www.w3.org/1999/xhtml" lang="da"><head><title>T</title></head><body>&l9;</body></html>'
)


def _links() -> str:
    return "".join(f'<a href="/plain?{number}">Side {number}</a> ' for number in range(10_000))


def traps() -> Iterable[Trap]:
    yield large("links-10000", _links, RENDERED | TIMED_OUT)
    yield large("html-of-50-mb", lambda: ("<p>" + "æ " * 500 + "\n") * 32_000, TOO_LARGE | TIMED_OUT)
    yield large("text-of-30-mb", lambda: "<pre>" + "x " * 15_000_000, TOO_LARGE | TIMED_OUT)
    yield large("frames-20000", lambda: "<iframe title=x></iframe>" * 20_000, RENDERED | TIMED_OUT)
    yield built("frames-in-themselves", FRAMES_IN_FRAMES, RENDERED | TIMED_OUT | TOO_LARGE)
    yield large("nodes-100000", lambda: "<p>x</p>" * 50_000, RENDERED | TIMED_OUT)
    yield large("nodes-1000000", lambda: "<b>x</b>" * 500_000, TOO_LARGE | TIMED_OUT)
    yield large("nested-10000", lambda: "<div>" * 10_000 + "x", RENDERED | TOO_LARGE | TIMED_OUT)
    yield large("nested-1000000", lambda: "<b><i>" * 500_000, TOO_LARGE | TIMED_OUT)
    yield large("nested-buttons", lambda: "<span role=button>" * 400 + "ord " * 100_000, TOO_LARGE, "of text")
    yield large(
        "attributes-500000",
        lambda: f"<p {' '.join(f'a{number}' for number in range(500_000))}>",
        RENDERED | TOO_LARGE | TIMED_OUT | CRASHED,
    )
    yield scripted("nested-by-script", NESTED, TOO_LARGE | CRASHED | TIMED_OUT, body=" ")
    yield scripted("names-of-a-gigabyte", NAMES, TOO_LARGE | CRASHED | TIMED_OUT, body=" ")
    yield scripted("names-by-reference", REFERENCES, TOO_LARGE, "of text", body=" ")
    yield scripted("attributes-of-a-gigabyte", ATTRIBUTES, TOO_LARGE | CRASHED | TIMED_OUT, body=" ")
    yield built("svg-use-bomb", USE_BOMB, TOO_LARGE | TIMED_OUT | CRASHED)
    yield Trap("xml-entity-bomb", fixed(LAUGHS, "application/xhtml+xml"), RENDERED | BROKEN | TOO_LARGE)
    yield built("enormous-boxes", ENORMOUS_BOX, RENDERED | CRASHED | TIMED_OUT)
    yield built("slow-styles", SLOW_STYLES + "<b>x</b>" * 2000, RENDERED | TIMED_OUT)
    yield built("slow-filters", SLOW_FILTERS, RENDERED | TIMED_OUT)
    yield built("image-of-a-gigapixel", '<img alt="" src="/gigapixel.png" width="300">')
    yield built("names-that-hide-methods-of-document", HIDDEN_METHODS)
    yield built("names-that-hide-methods-of-form", HIDDEN_FORM_METHODS, RENDERED, "axe failed")
    yield built("frame-that-freezes", '<iframe title="x" src="/script/freezes-at-load"></iframe>', TIMED_OUT)
    yield built("media-without-end", MEDIA, RENDERED | TOO_LARGE | CRASHED | TIMED_OUT)
    yield built("parts-without-end", '<link rel="stylesheet" href="/endless-text">', TOO_LARGE, "150 MB")
    yield built("image-without-end", '<img alt="" src="/endless-image">', TOO_LARGE | RENDERED | TIMED_OUT)
    yield built("parts-that-are-bombs", '<link rel="stylesheet" href="/bomb">', TOO_LARGE | TIMED_OUT)
    yield built(
        "part-that-redirects-for-ever",
        '<img alt="" src="/protocol/round"><script src="/protocol/away"></script>',
    )
    yield Trap("not-utf-8", fixed(html().encode().replace(b"tlig", b"\xff\xfe\x80")))
    yield Trap("said-to-be-utf-16", fixed(html(), "text/html; charset=utf-16"))
    yield Trap("noise", lazily(lambda: bytes(range(256)) * 1000, "text/html"))
    yield Trap("html-said-to-be-text", fixed(html(), "text/plain"), DOWNLOAD)
    yield Trap("html-said-to-be-pdf", fixed(html(), "application/pdf"), DOWNLOAD)
    yield Trap("html-said-to-be-png", fixed(html(), "image/png"), DOWNLOAD)
    yield Trap("html-said-to-be-nothing", fixed(html(), ""))
    yield Trap("html-said-to-be-nonsense", fixed(html(), "x" * 5000), DOWNLOAD | RENDERED)
    yield Trap("zip-said-to-be-html", fixed(b"PK\x03\x04" + bytes(5000), "text/html"))
    yield Trap("attachment", fixed(html(), Content_Disposition='attachment; filename="../../x"'), DOWNLOAD)
    yield Trap("nothing", fixed(""))
    yield Trap("refresh-header", fixed(html(), Refresh="0"), LOOP)
