"""The corners of the known site that only a browser can see, and two sites that are nothing without one."""

import re
from collections.abc import Iterable

from crawler.survey.inventory import NoteKind, SkipReason
from tests.survey.known.corners import link
from tests.survey.known.site import Answer, Asked, Corner, fixed, page

# ---------------------------------------------------------------- corners of a site of plain pages

MADE_LINKS = Corner(
    "links made by scripts",
    link("/script/menu", "Menu"),
    fixed(
        {
            "/script/menu": page(
                "Menu",
                "<div id=her></div><script>const a = document.createElement('a'); a.href = '/script/' + 'kun-her';"
                "a.textContent = 'Kun her'; document.getElementById('her').append(a)</script>",
            ),
            "/script/kun-her": page("Kun her", "<p>Ingen HTML fører hertil.</p>"),
        }
    ),
    ["/script/menu", "/script/kun-her"],
    needs_browser=True,
)

_ROUTED = """<div id="indhold">Vælg et emne i listen, så kommer det her.</div>
<p><a href="#/om">Om os</a> <a href="#/om-igen">Om os igen</a> <a href="#!/kontakt">Kontakt</a>
<a href="#afsnit">Ned</a>
<a href="#/">Forfra</a> <a href="#/forsvundet">Forsvundet</a> <a href="#/logud">Log ud</a></p><p id="afsnit">Afsnit.</p>
<script>
const texts = {'#/om': 'Vi er dem, der passer på byen.', '#/om-igen': 'Vi er dem, der passer på byen.',
  '#!/kontakt': 'Ring til os på rådhuset. <a href="#/veje">Veje hertil</a>', '#/veje': 'Tag bussen.'};
function show() {
  const hash = location.hash;
  if (hash.length > 2 && hash !== '#afsnit')
    document.getElementById('indhold').innerHTML = texts[hash] || '<h2>Siden findes ikke</h2>';
}
addEventListener('hashchange', show); show();
</script>"""

HASH_ROUTES = Corner(
    "hash routes",
    link("/rute", "Ruter"),
    fixed({"/rute": page("Ruter", _ROUTED)}),
    ["/rute", "/rute#/om", "/rute#!/kontakt", "/rute#/veje"],
    {
        "/rute#/om-igen": SkipReason.DUPLICATE,
        "/rute#/forsvundet": SkipReason.SOFT_404,
        "/rute#/logud": SkipReason.LOGOUT,
    },
    needs_browser=True,
)

_STREAM = """<p>Begivenheder, de nyeste først.</p><ul id="liste"></ul><script>
let batch = 0; const ends = {ends};
function more() {{
  if (batch >= ends) return;
  batch += 1;
  for (let n = 1; n <= 3; n += 1) {{
    const item = document.createElement('li');
    item.style.height = '400px';
    item.innerHTML = {item};
    document.getElementById('liste').append(item);
  }}
}}
more();
addEventListener('scroll', () => {{
  if (scrollY + innerHeight > document.documentElement.scrollHeight - 50) setTimeout(more, 50);
}});
</script>"""

_LINKED_ITEM = '`<a href="/stroem/${String.fromCharCode(96 + batch)}${n}">Nyt ${batch}.${n}</a>`'
_PLAIN_ITEM = "`Dette er besked nummer ${batch}.${n} i en strøm uden ende.`"

SCROLLING = Corner(
    "pages that grow",
    link("/stroem", "Strøm") + link("/endeloes", "Endeløs"),
    lambda asked: (
        fixed(
            {
                "/stroem": page("Strøm", _STREAM.format(ends=3, item=_LINKED_ITEM)),
                "/endeloes": page("Endeløs", _STREAM.format(ends="Infinity", item=_PLAIN_ITEM)),
            }
        )(asked)
        or _stream_item(asked)
    ),
    ["/stroem", "/endeloes", *(f"/stroem/{batch}{n}" for batch in "abc" for n in (1, 2, 3))],
    notes=frozenset({NoteKind.INFINITE_SCROLL}),
    needs_browser=True,
)


def _stream_item(asked: Asked) -> Answer | None:
    match = re.fullmatch(r"/stroem/([abc])([123])", asked.path)
    if not match:
        return None
    words = (
        {"a": "en bro", "b": "en skole", "c": "en park"}[match[1]],
        ("åbner", "lukker", "fornyes")[int(match[2]) - 1],
    )
    return Answer(page(f"Nyt om {words[0]}", f"<p>Det er {words[0]}, der {words[1]}.</p>"))


_ONWARD = "<title>Vent</title><p>Vent lidt</p><script>location.replace('/hop/' + 'maal' + {})</script>"

SENT_ON_BY_SCRIPT = Corner(
    "sent on by a script that only a browser can read",
    link("/hop/a", "A") + link("/hop/maal", "Mål") + link("/hop/b", "B") + link("/hop/c", "C"),
    fixed(
        {
            "/hop/a": _ONWARD.format("''"),
            "/hop/b": _ONWARD.format("'-nyt'"),
            "/hop/c": _ONWARD.format("'-nyt'"),
            "/hop/maal": page("Mål", "<p>Hertil fører også links.</p>"),
            "/hop/maal-nyt": page("Nyt mål", "<p>Hertil fører kun scripts.</p>"),
        }
    ),
    ["/hop/b", "/hop/maal"],
    {"/hop/a": SkipReason.DUPLICATE, "/hop/c": SkipReason.DUPLICATE},
    needs_browser=True,
)
"""In an audit: a survey without a browser takes the ways there for pages."""

SCRIPT_CORNERS: Iterable[Corner] = (MADE_LINKS, HASH_ROUTES, SCROLLING)

# ---------------------------------------------------------------- a site that is empty without scripts

_APP = """<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>Kendt app</title></head><body>
<div id="root"></div><noscript>Slå JavaScript til.</noscript><script>
const links = '<nav><a href="/om">Om</a> <a href="/om?utm_source=app">Om</a> <a href="/kontakt">Kontakt</a> '
  + '<a href="/Kontakt">KONTAKT</a> <a href="/nedlagt">Nedlagt</a> <a href="#/indlejret">Indlejret</a> '
  + '<a href="/plan.pdf">Plan</a></nav>';
const pages = {
  '/': ['Forside', 'Velkommen til en app, der kun findes, når den kører.'],
  '/om': ['Om os', 'Vi er en app. <a href="/dybt/nede">Dybere</a>'],
  '/kontakt': ['Kontakt', 'Ring til appen mellem ti og tolv.'],
  '/dybt/nede': ['Dybt nede', 'Her er der ikke mere.'],
  '#/indlejret': ['Indlejret', 'En rute med hegn.'],
};
function show() {
  const key = location.hash.length > 2 ? location.hash : location.pathname.toLowerCase();
  const [title, text] = pages[key] || ['Siden findes ikke', 'Appen har ingen side på den adresse.'];
  document.title = title + ' - Kendt app';
  document.getElementById('root').innerHTML = `<header>${links}</header><main><h1>${title}</h1><p>${text}</p></main>`;
}
setTimeout(show, 30);
</script></body></html>"""

APP = Corner(
    "an app",
    "",
    lambda asked: None if asked.path == "/plan.pdf" else Answer(_APP),
    ["/", "/om", "/kontakt", "/dybt/nede", "/#/indlejret"],
    {"/Kontakt": SkipReason.DUPLICATE, "/nedlagt": SkipReason.SOFT_404},
    # The route shows the same from wherever it is entered.
    traps={r"/[\w/]+#/indlejret": SkipReason.DUPLICATE},
    notes=frozenset({NoteKind.SURVEYED_RENDERED, NoteKind.SOFT_404, NoteKind.TRACKING_PARAMETERS}),
    needs_browser=True,
)

# ---------------------------------------------------------------- a site whose pages share words and all their HTML

_HALF = page(
    "Halvt",
    """<div id="sag"></div><ul><li><a href="/sag/1">Sag</a> <a href="/sag/2">Sag</a> <a href="/sag/3">Sag</a></li></ul>
<script>
const sager = {'/sag/1': 'Om en bro.', '/sag/2': 'Om en skole.', '/sag/3': 'Om en park.', '/': 'Alle sager.'};
document.getElementById('sag').textContent = sager[location.pathname] || 'Der er ingen sag på denne adresse.';
</script>""",
    # Wrong on every page but one, and the same HTML everywhere: no page may be lost for it.
    '<link rel="canonical" href="/">',
)

HALF = Corner(
    "half an app",
    "",
    lambda _: Answer(_HALF),
    ["/", "/sag/1", "/sag/2", "/sag/3"],
    notes=frozenset({NoteKind.SURVEYED_RENDERED, NoteKind.SOFT_404, NoteKind.WRONG_CANONICAL}),
    needs_browser=True,
)

# ---------------------------------------------------------------- a site whose menu is made by a script

_MENU_PAGES = {
    f"/menu/{name}": page(name, f"<p>Alt om {name}.</p>") for name in ("skoler", "veje", "vand", "affald")
}
_MENU = """<p>Velkommen til en kommune med en menu, der kommer, når siden har kørt. Indtil da er der kun ord.</p>
<div id="menu"></div><script>
for (const name of ['skoler', 'veje', 'vand', 'affald'])
  document.getElementById('menu').innerHTML += `<a href="/menu/${name}">${name}</a> `;
const host = document.getElementById('menu').appendChild(document.createElement('div'));
host.attachShadow({mode: 'open'}).innerHTML = '<a href="/menu/skygge">I skyggen</a>';
</script>"""

MENU = Corner(
    "a menu made by scripts",
    "",
    fixed(
        {"/": page("Forside", _MENU), "/menu/skygge": page("Skygge", "<p>Bag en skygge.</p>"), **_MENU_PAGES}
    ),
    ["/", *_MENU_PAGES, "/menu/skygge"],
    notes=frozenset({NoteKind.SURVEYED_RENDERED}),
    needs_browser=True,
)

# The same, but a server that knows its addresses: only the looks of two pages give it away.
_HONEST_ADDRESSES = frozenset({"/", "/sag/1", "/sag/2", "/sag/3"})

HONEST_HALF = Corner(
    "half an app with an honest server",
    "",
    lambda asked: Answer(_HALF) if asked.path in _HONEST_ADDRESSES else None,
    ["/", "/sag/1", "/sag/2", "/sag/3"],
    notes=frozenset({NoteKind.SURVEYED_RENDERED, NoteKind.WRONG_CANONICAL}),
    needs_browser=True,
)
