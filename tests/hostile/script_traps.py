"""Pages whose scripts are hostile."""

from collections.abc import Iterable

from tests.hostile.traps import (
    CRASHED,
    LEFT_SITE,
    LOOP,
    NOT_ALLOWED,
    RENDERED,
    TIMED_OUT,
    TOO_LARGE,
    Trap,
    scripted,
)

BUSY = "while (true) {}"
NATIVES = """
  const lie = () => { throw new Error('no'); };
  JSON.stringify = () => '{}'; JSON.parse = () => ({}); window.JSON = null;
  Promise.prototype.then = lie; Promise.resolve = lie; window.Promise = class { then() { return this; } };
  for (const name of Object.getOwnPropertyNames(Array.prototype)) {
    if (typeof Array.prototype[name] === 'function') { Array.prototype[name] = () => []; }
  }
  for (const name of ['defineProperty', 'keys', 'entries', 'assign', 'create', 'freeze']) { Object[name] = lie; }
  Function.prototype.call = lie; Function.prototype.apply = lie; Function.prototype.bind = lie;
  for (const name of ['querySelector', 'querySelectorAll', 'getElementById', 'elementsFromPoint', 'createElement']) {
    Document.prototype[name] = () => null;
  }
  for (const name of ['getAttribute', 'hasAttribute', 'matches', 'closest', 'getBoundingClientRect']) {
    Element.prototype[name] = () => null;
  }
  window.getComputedStyle = () => ({ getPropertyValue: () => 'none' });
  window.MutationObserver = null; window.setTimeout = () => 0; window.requestAnimationFrame = () => 0;
  window.Node = null; window.Element = null; window.Map = null; window.Set = null; window.Symbol = null;
  window.axe = { run: async () => ({ violations: [] }), version: '0' }; window.eftersyn = window.axe;
  Object.prototype.toJSON = () => 'x'; String.prototype.slice = () => ''; RegExp.prototype.test = () => false;
"""
GETTERS = """
  for (const name of ['outerHTML', 'innerHTML', 'attributes', 'shadowRoot', 'nodeName', 'children', 'childNodes']) {
    for (const owner of [Element.prototype, Node.prototype]) {
      Object.defineProperty(owner, name, { get() { while (true) {} } });
    }
  }
  Object.defineProperty(window, 'length', { get: () => { throw 1; } });
  Object.defineProperty(Document.prototype, 'documentElement', { get: () => null });
  Object.defineProperty(Document.prototype, 'title', { get: () => 'Falsk' });
"""
BEFORE_LEAVING = """
  addEventListener('beforeunload', (e) => { alert('bliv'); e.preventDefault(); e.returnValue = 'bliv'; });
  onunload = onpagehide = onvisibilitychange = () => { while (true) {} };
"""
KEPT_LOADING = '<img src="/never" alt="">'
WORK = "setInterval(() => { const until = Date.now() + 30; while (Date.now() < until); }, 40);"
ALLOCATE_OBJECTS = "const kept = []; while (true) { kept.push({ text: 'x'.repeat(1000) + kept.length }); }"
ALLOCATE_BUFFERS = "const kept = []; setInterval(() => kept.push(new Uint8Array(64 << 20).fill(7)), 5);"
ALLOCATE_BLOBS = (
    "const kept = []; setInterval(() => kept.push(new Blob([new Uint8Array(32 << 20).fill(7)])), 20);"
)
WORKERS = "for (let i = 0; i < 30; i++) new Worker(URL.createObjectURL(new Blob(['while (true) {}'])));"
DOWNLOADS = """
  setInterval(() => { const a = document.createElement('a'); a.href = '/endless.zip'; a.download = 'x';
    a.click(); }, 100);
"""
DOWNLOAD_BLOB = """
  onload = () => {
    const a = document.createElement('a');
    a.download = 'x';
    a.href = URL.createObjectURL(new Blob(['x'.repeat(1e7)]));
    a.click();
  };
"""
FETCHES = "setInterval(() => { for (let i = 0; i < 50; i++) fetch('/plain?' + Math.random()); }, 10);"
REWRITE = """
  onload = () => setTimeout(() => {
    document.open(); document.write('<title>Ny</title><p>ny'); document.close();
  }, 100);
"""
GROW = """
  onload = () => setInterval(() => {
    for (let i = 0; i < 300; i++) document.body.append(document.createElement('i'));
  }, 5);
"""
HISTORY = """
  for (let i = 0; i < 1000; i++) history.pushState(i, '', '?' + i);
  setInterval(() => history.back(), 30);
"""
PERMISSIONS = """
  document.documentElement.requestFullscreen().catch(() => 0);
  Notification.requestPermission();
  navigator.geolocation.getCurrentPosition(() => 0);
  navigator.mediaDevices?.getUserMedia({ video: true }).catch(() => 0);
  navigator.clipboard?.readText().catch(() => 0);
  document.documentElement.requestPointerLock?.();
  navigator.wakeLock?.request().catch(() => 0);
  navigator.usb?.requestDevice({ filters: [] }).catch(() => 0);
  location.assign('mailto:a@b.dk');
  location.assign('tel:12345678');
"""
CONSOLE = """
  setInterval(() => { for (let i = 0; i < 500; i++) console.log('x'.repeat(10000), document, window); }, 5);
"""
ERRORS = """
  setInterval(() => { for (let i = 0; i < 100; i++) Promise.reject(i); throw new Error('x'.repeat(1e6)); }, 5);
"""
STORAGE = """
  const many = 'x'.repeat(1 << 20);
  try { for (let i = 0; i < 500; i++) localStorage.setItem(i, many); } catch { }
  indexedDB.open('x');
  sessionStorage.a = 1;
  window.name = many;
  for (let i = 0; i < 500; i++) document.cookie = 'c' + i + '=' + 'y'.repeat(4000);
"""
ELSEWHERE_SLOWLY = "onload = () => setTimeout(() => location = '?' + Math.random(), 350);"


def traps() -> Iterable[Trap]:
    yield scripted("dialogs", "alert('hej'); confirm('?'); prompt('!');")
    yield scripted("dialogs-in-a-loop", "while (true) { alert('hej'); }", TIMED_OUT, "its time")
    yield scripted("dialogs-for-ever", "setInterval(() => { alert('hej'); confirm('?'); }, 20);")
    yield scripted("dialog-before-leaving", BEFORE_LEAVING)
    yield scripted(
        "windows-in-a-loop", "setInterval(() => { for (let i = 0; i < 20; i++) open('/plain'); }, 50);"
    )
    yield scripted("overwrites-natives", NATIVES)
    yield scripted("overwrites-getters", GETTERS)
    yield scripted("freezes-at-load", BUSY, TIMED_OUT, "not read to its end")
    yield scripted(
        "freezes-later", f"onload = () => setTimeout(() => {{ {BUSY} }}, 100);", TIMED_OUT, "not done within"
    )
    yield scripted("freezes-when-looked-at", f"addEventListener('scroll', () => {{ {BUSY} }}, true);")
    yield scripted("microtasks-for-ever", "const on = () => Promise.resolve().then(on); on();", TIMED_OUT)
    yield scripted("works-all-the-time", WORK)
    yield scripted("allocates-objects", ALLOCATE_OBJECTS, CRASHED | TIMED_OUT)
    yield scripted("allocates-buffers", ALLOCATE_BUFFERS, CRASHED, "more memory than", body=KEPT_LOADING)
    yield scripted("allocates-blobs", ALLOCATE_BLOBS, CRASHED | RENDERED | TIMED_OUT, body=KEPT_LOADING)
    yield scripted("workers-without-end", WORKERS, RENDERED | TIMED_OUT, body=" ")
    yield scripted("downloads-in-a-loop", DOWNLOADS)
    yield scripted("download-of-a-blob", DOWNLOAD_BLOB)
    yield scripted("image-never-comes", "new Image().src = '/never';")
    yield scripted("fetch-never-comes", "fetch('/never');")
    yield scripted("fetch-never-ends", "fetch('/endless-text').then((r) => r.text());", TOO_LARGE, "150 MB")
    yield scripted("event-source", "new EventSource('/events');")
    yield scripted(
        "web-sockets", "for (let i = 0; i < 300; i++) new WebSocket('ws://' + location.host + '/never');"
    )
    yield scripted("fetches-without-end", FETCHES, TOO_LARGE | TIMED_OUT, body=" ")
    yield scripted(
        "many-hosts", "for (let i = 0; i < 400; i++) new Image().src = 'http://h' + i + '.invalid/x.png';"
    )
    yield scripted("rewrites-itself", REWRITE, body=" ")
    yield scripted(
        "writes-without-end", "onload = () => setInterval(() => document.write('<p>mere'), 20);", body=" "
    )
    yield scripted(
        "removes-itself", "onload = () => document.documentElement.remove();", RENDERED, "axe failed", " "
    )
    yield scripted("grows-without-end", GROW, RENDERED | TOO_LARGE | TIMED_OUT, body=" ")
    yield scripted("history-spam", HISTORY, RENDERED | TIMED_OUT | LEFT_SITE, body=" ")
    yield scripted("hash-spam", "setInterval(() => location.hash = Math.random(), 5);")
    yield scripted("prints", "print(); setInterval(() => print(), 50);")
    yield scripted("closes-itself", "window.close(); self.close();")
    yield scripted("stops-itself", "window.stop();", TIMED_OUT, "not read to its end")
    yield scripted("full-screen-and-permissions", PERMISSIONS)
    yield scripted("console-flood", "for (let i = 0; i < 500; i++) console.error('fejl ' + i, { i });")
    yield scripted("console-without-end", CONSOLE, RENDERED | TIMED_OUT, body=" ")
    yield scripted("errors-without-end", ERRORS, RENDERED | TIMED_OUT, body=" ")
    yield scripted(
        "service-worker", "navigator.serviceWorker?.register('/worker.js', { scope: '/' }).catch(() => 0);"
    )
    yield scripted("storage-bomb", STORAGE)
    yield scripted(
        "poisons-the-cache", "caches.open('x').then((c) => c.put('/plain', new Response('falsk')));"
    )
    yield scripted(
        "long-title", "document.title = 'x'.repeat(3e7);", TOO_LARGE, "characters of text", body=" "
    )
    yield scripted("long-address", "history.replaceState(0, '', '?x=' + 'sidsid'.repeat(3e5));")
    yield scripted(
        "goes-elsewhere-for-ever", "location.href = '?' + Math.random();", LOOP, "sending itself elsewhere"
    )
    yield scripted("goes-elsewhere-slowly", ELSEWHERE_SLOWLY, LOOP | TIMED_OUT, "", "<p>tekst</p>" * 2000)
    yield scripted("goes-to-a-closed-place", "location = 'http://10.0.0.1/';", NOT_ALLOWED, "10.0.0.1", " ")
    yield scripted("goes-to-a-file", "location = 'file:///etc/passwd';")
    yield scripted("goes-to-a-data-address", "location = 'data:text/html,<title>Falsk</title>';")
    yield scripted(
        "goes-to-about-blank", "onload = () => location = 'about:blank';", LEFT_SITE, "empty page", " "
    )
